/* SPDX-License-Identifier: GPL-2.0-only */
#include "checked-attribute.h"

#include "ns3/abort.h"
#include "ns3/pointer.h"
#include "ns3/string.h"

namespace ns3
{

namespace
{

/// Whether an attribute takes a value.
bool
IsValid(const AttributeChecker& checker, const AttributeValue& value)
{
    const auto* pointer = dynamic_cast<const PointerChecker*>(&checker);
    const auto* text = dynamic_cast<const StringValue*>(&value);
    if (!pointer || !text)
    {
        return checker.CreateValidValue(value) != nullptr;
    }
    // an object made to be looked at would take random variable streams
    const std::string& description = text->Get();
    TypeId type;
    return TypeId::LookupByNameFailSafe(description.substr(0, description.find('[')), &type) &&
           type.IsChildOf(pointer->GetPointeeTypeId());
}

/// What an attribute allows, in words.
std::string
Describe(const TypeId::AttributeInformation& attribute)
{
    const AttributeChecker& checker = *attribute.checker;
    const std::string allowed = checker.HasUnderlyingTypeInformation()
                                    ? checker.GetUnderlyingTypeInformation()
                                    : checker.GetValueTypeName();
    const bool hasRange = allowed.find(' ') != std::string::npos;
    return hasRange ? allowed
                    : allowed + ", such as " +
                          attribute.initialValue->SerializeToString(attribute.checker);
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
            if (attribute.name == name && !IsValid(*attribute.checker, value))
            {
                // not NS_ABORT_MSG_IF, which puts its condition before the sentence
                NS_ABORT_MSG(type.GetName()
                             << ": " << name << " is " << value.SerializeToString(attribute.checker)
                             << ", not " << Describe(attribute));
            }
        }
    }
    factory.Set(name, value);
}

void
RefuseAttribute(const ObjectFactory& factory,
                const std::string& name,
                const std::map<std::string, std::string>& instead)
{
    const auto refused = instead.find(name);
    if (refused != instead.end())
    {
        NS_ABORT_MSG(factory.GetTypeId().GetName()
                     << ": " << name << " can't be set by SetAttribute; use " << refused->second);
    }
}

} // namespace ns3
