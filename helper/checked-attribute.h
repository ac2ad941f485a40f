/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_CHECKED_ATTRIBUTE_H
#define WAKU_CHECKED_ATTRIBUTE_H

#include "ns3/attribute.h"
#include "ns3/object-factory.h"

#include <string>

namespace ns3
{

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

} // namespace ns3

#endif /* WAKU_CHECKED_ATTRIBUTE_H */
