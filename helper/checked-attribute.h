/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_CHECKED_ATTRIBUTE_H
#define WAKU_CHECKED_ATTRIBUTE_H

#include "ns3/attribute.h"
#include "ns3/object-factory.h"
#include "ns3/type-id.h"

#include <map>
#include <string>

namespace ns3
{

/**
 * \ingroup waku
 * \param type a class
 * \param name a name
 * \return whether the class or one of its parents has an attribute of that name
 */
bool HasAttribute(TypeId type, const std::string& name);

/**
 * \ingroup waku
 * \brief Say what an attribute allows, if that does not include a value.
 * \param type has the attribute
 * \param name name of the attribute; the program stops if there is none
 * \param value a value for it
 * \return what is allowed, in words; empty if the value is
 */
std::string DescribeIfRefused(TypeId type, const std::string& name, const AttributeValue& value);

/**
 * \ingroup waku
 * \brief Set an attribute of the objects of a factory, as ObjectFactory::Set() does, but if the
 *        value is not allowed, stop with the type, the attribute, the value and the allowed range.
 * \param factory the factory
 * \param name name of the attribute
 * \param value its value
 */
void SetCheckedAttribute(ObjectFactory& factory,
                         const std::string& name,
                         const AttributeValue& value);

/**
 * \ingroup waku
 * \brief Stop at an attribute that a setter of a helper may not set, since the helper sets it.
 * \param factory makes the objects that have the attribute
 * \param setter name of the setter, for the message
 * \param name name of the attribute
 * \param instead names of all such attributes, and what to use instead
 */
void RefuseAttribute(const ObjectFactory& factory,
                     const std::string& setter,
                     const std::string& name,
                     const std::map<std::string, std::string>& instead);

} // namespace ns3

#endif /* WAKU_CHECKED_ATTRIBUTE_H */
