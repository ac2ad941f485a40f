/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_PART_ATTRIBUTES_H
#define WAKU_PART_ATTRIBUTES_H

#include "checked-attribute.h"

#include "ns3/attribute.h"
#include "ns3/object-base.h"
#include "ns3/object-factory.h"

#include <string>
#include <utility>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief Attributes that a helper sets on objects which exist already, such as the protocols of a
 * node. A value that is not allowed stops the program as in SetCheckedAttribute().
 */
class PartAttributes
{
  public:
    /** \param type TypeId name of the objects */
    explicit PartAttributes(const std::string& type)
        : m_checks(type)
    {
    }

    /**
     * \param name name of an attribute
     * \param value value of the attribute
     */
    void Set(const std::string& name, const AttributeValue& value)
    {
        SetCheckedAttribute(m_checks, name, value);
        m_values.emplace_back(name, value.Copy());
    }

    /** \param object the object on which the attributes are set */
    void ApplyTo(ObjectBase& object) const
    {
        for (const auto& [name, value] : m_values)
        {
            object.SetAttribute(name, *value);
        }
    }

  private:
    ObjectFactory m_checks;                                            //!< checks the values
    std::vector<std::pair<std::string, Ptr<AttributeValue>>> m_values; //!< in the order of Set
};

} // namespace ns3

#endif /* WAKU_PART_ATTRIBUTES_H */
