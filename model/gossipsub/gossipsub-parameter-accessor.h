/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_GOSSIPSUB_PARAMETER_ACCESSOR_H
#define WAKU_GOSSIPSUB_PARAMETER_ACCESSOR_H

#include "gossipsub-router.h"

#include "ns3/attribute-accessor-helper.h"
#include "ns3/enum-attribute.h"

#include <type_traits>

namespace ns3
{

/**
 * \ingroup waku
 * \brief Reads and writes a member of a structure of parameters, as an attribute of
 * GossipSubRouter.
 */
template <typename V, typename S, typename T>
class GossipSubParameterAccessor : public AccessorHelper<GossipSubRouter, V>
{
  public:
    using Parameters = S GossipSubRouter::*; //!< a structure of the router
    using Member = T S::*;                   //!< a member of the structure

    /**
     * \param parameters the structure
     * \param member the member of it
     */
    GossipSubParameterAccessor(Parameters parameters, Member member)
        : m_parameters(parameters),
          m_member(member)
    {
    }

    bool HasGetter() const override
    {
        return true;
    }

    bool HasSetter() const override
    {
        return true;
    }

  private:
    bool DoSet(GossipSubRouter* router, const V* value) const override
    {
        T& member = router->*m_parameters.*m_member;
        if constexpr (std::is_enum_v<T>)
        {
            member = static_cast<T>(value->Get());
            return true;
        }
        else
        {
            return value->GetAccessor(member);
        }
    }

    bool DoGet(const GossipSubRouter* router, V* value) const override
    {
        const T& member = router->*m_parameters.*m_member;
        if constexpr (std::is_enum_v<T>)
        {
            value->Set(MakeEnumValue(member).Get());
        }
        else
        {
            value->Set(member);
        }
        return true;
    }

    Parameters m_parameters; //!< the structure
    Member m_member;         //!< the member of it
};

} // namespace ns3

#endif /* WAKU_GOSSIPSUB_PARAMETER_ACCESSOR_H */
