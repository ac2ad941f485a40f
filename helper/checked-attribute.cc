/* SPDX-License-Identifier: GPL-2.0-only */
#include "checked-attribute.h"

#include "ns3/abort.h"

namespace ns3
{

namespace
{

/// What a checker allows, in words.
std::string
Describe(const AttributeChecker& checker)
{
    return checker.HasUnderlyingTypeInformation() ? checker.GetUnderlyingTypeInformation()
                                                  : checker.GetValueTypeName();
}

} // namespace

void
SetCheckedAttribute(ObjectFactory& factory, const std::string& name, const AttributeValue& value)
{
    TypeId type = factory.GetTypeId();
    for (bool isLast = false; !isLast; type = type.GetParent())
    {
        isLast = !type.HasParent();
        for (std::size_t i = 0; i < type.GetAttributeN(); i++)
        {
            const TypeId::AttributeInformation attribute = type.GetAttribute(i);
            NS_ABORT_MSG_IF(attribute.name == name && !attribute.checker->CreateValidValue(value),
                            type.GetName() << ": " << name << " is "
                                           << value.SerializeToString(attribute.checker) << ", not "
                                           << Describe(*attribute.checker));
        }
    }
    factory.Set(name, value);
}

} // namespace ns3
