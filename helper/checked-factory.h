/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_CHECKED_FACTORY_H
#define WAKU_CHECKED_FACTORY_H

#include "checked-attribute.h"

#include "ns3/object-factory.h"
#include "ns3/type-id.h"

#include <string>
#include <utility>

namespace ns3
{

/**
 * \ingroup waku
 * \param setter helper and method that were called, for the message
 * \param type TypeId name of a class derived from base; any other name stops the program
 * \param base the base class
 * \return TypeId of the class
 */
TypeId FindCheckedType(const std::string& setter, const std::string& type, TypeId base);

/**
 * \ingroup waku
 * \brief Set no further attributes.
 */
inline void
SetCheckedAttributes(ObjectFactory&)
{
}

/**
 * \ingroup waku
 * \brief Set attributes of the objects of a factory, as SetCheckedAttribute() does.
 * \param factory the factory
 * \param name name of the first attribute
 * \param value its value
 * \param rest names and values of the others
 */
template <typename... Args>
void
SetCheckedAttributes(ObjectFactory& factory,
                     const std::string& name,
                     const AttributeValue& value,
                     Args&&... rest)
{
    SetCheckedAttribute(factory, name, value);
    SetCheckedAttributes(factory, std::forward<Args>(rest)...);
}

/**
 * \ingroup waku
 * \tparam Base a class
 * \param setter helper and method that were called, for the message
 * \param type TypeId name of a class derived from Base; any other stops the program
 * \param args names and values of attributes
 * \return a factory of such objects
 */
template <typename Base, typename... Args>
ObjectFactory
MakeCheckedFactory(const std::string& setter, const std::string& type, Args&&... args)
{
    ObjectFactory factory;
    factory.SetTypeId(FindCheckedType(setter, type, Base::GetTypeId()));
    SetCheckedAttributes(factory, std::forward<Args>(args)...);
    return factory;
}

} // namespace ns3

#endif /* WAKU_CHECKED_FACTORY_H */
