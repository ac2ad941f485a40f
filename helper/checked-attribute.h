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
 * \brief Check a value for an attribute, and describe the allowed values if it is not one of them.
 * \param type class that has the attribute
 * \param name name of the attribute; an unknown name stops the program
 * \param value the value
 * \return description of the allowed values; empty if the value is allowed
 */
std::string DescribeIfRefused(TypeId type, const std::string& name, const AttributeValue& value);

/**
 * \ingroup waku
 * \brief Set an attribute of the objects of a factory, as ObjectFactory::Set() does. A value that
 * is
 *        not allowed stops the program with a message that names the type, the attribute, the value
 *        and the allowed range.
 * \param factory the factory
 * \param name name of the attribute
 * \param value value of the attribute
 */
void SetCheckedAttribute(ObjectFactory& factory,
                         const std::string& name,
                         const AttributeValue& value);

/**
 * \ingroup waku
 * \brief Stop the program if a setter of a helper is called for an attribute that the helper itself
 *        sets.
 * \param factory factory of the objects that have the attribute
 * \param setter name of the setter, for the message
 * \param name name of the attribute
 * \param instead names of all attributes that the helper sets, each with what to use instead
 */
void RefuseAttribute(const ObjectFactory& factory,
                     const std::string& setter,
                     const std::string& name,
                     const std::map<std::string, std::string>& instead);

} // namespace ns3

#endif /* WAKU_CHECKED_ATTRIBUTE_H */
