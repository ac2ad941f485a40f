/* SPDX-License-Identifier: GPL-2.0-only */
#include "checked-attribute.h"

#include "attribute-range.h"
#include "program-option-value.h"
#include "user-error.h"

#include "ns3/abort.h"
#include "ns3/double.h"
#include "ns3/pointer.h"
#include "ns3/string.h"
#include "ns3/uinteger.h"

#include <optional>

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

template <typename T>
bool
Is(const AttributeValue& value)
{
    return dynamic_cast<const T*>(&value) != nullptr;
}

/// What an attribute allows, in words.
std::string
Describe(const TypeId::AttributeInformation& attribute)
{
    const AttributeChecker& checker = *attribute.checker;
    const std::string initial = attribute.initialValue->SerializeToString(attribute.checker);
    const std::string range = DescribeRange(attribute);
    if (!range.empty())
    {
        return range;
    }
    if (Is<TypeIdValue>(*checker.Create()))
    {
        return "a class such as " + initial;
    }
    const std::string allowed = checker.HasUnderlyingTypeInformation()
                                    ? checker.GetUnderlyingTypeInformation()
                                    : checker.GetValueTypeName();
    const bool hasRange = allowed.find(' ') != std::string::npos;
    return hasRange ? allowed : allowed + ", such as " + initial;
}

/// Whether a text has the form of the values of an attribute, at which some of ns-3's readers end
/// the program. \return if not, what has; else empty
std::string
DescribeForm(const TypeId::AttributeInformation& attribute, const std::string& text)
{
    const Ptr<AttributeValue> kind = attribute.checker->Create();
    if (Is<TimeValue>(*kind))
    {
        Time time;
        return OptionValue::Read(text, time);
    }
    if (Is<DataRateValue>(*kind))
    {
        DataRate rate;
        return OptionValue::Read(text, rate);
    }
    uint64_t count = 0;
    double number = 0;
    const bool isWrong = (Is<UintegerValue>(*kind) && !OptionValue::Read(text, count).empty()) ||
                         (Is<DoubleValue>(*kind) && !OptionValue::Read(text, number).empty());
    return isWrong ? Describe(attribute) : "";
}

/// An attribute, and the class among a class and its parents that has it.
struct FoundAttribute
{
    std::string owner;
    TypeId::AttributeInformation attribute;
};

std::optional<FoundAttribute>
FindAttribute(TypeId type, const std::string& name)
{
    for (bool isLast = false; !isLast; type = type.GetParent())
    {
        isLast = !type.HasParent();
        for (std::size_t i = 0; i < type.GetAttributeN(); i++)
        {
            if (type.GetAttribute(i).name == name)
            {
                return FoundAttribute{type.GetName(), type.GetAttribute(i)};
            }
        }
    }
    return std::nullopt;
}

/// What an attribute allows, if that does not include a value; else empty.
std::string
DescribeIfRefused(const TypeId::AttributeInformation& attribute, const AttributeValue& value)
{
    const auto* text = dynamic_cast<const StringValue*>(&value);
    const std::string form = text ? DescribeForm(attribute, text->Get()) : "";
    if (!form.empty())
    {
        return form;
    }
    return IsValid(*attribute.checker, value) ? "" : Describe(attribute);
}

} // namespace

bool
HasAttribute(TypeId type, const std::string& name)
{
    return FindAttribute(type, name).has_value();
}

std::string
DescribeIfRefused(TypeId type, const std::string& name, const AttributeValue& value)
{
    const auto found = FindAttribute(type, name);
    NS_ABORT_MSG_IF(!found, "there is no attribute " << type.GetName() << "::" << name);
    return DescribeIfRefused(found->attribute, value);
}

void
SetCheckedAttribute(ObjectFactory& factory, const std::string& name, const AttributeValue& value)
{
    const auto found = FindAttribute(factory.GetTypeId(), name);
    const std::string allowed = found ? DescribeIfRefused(found->attribute, value) : "";
    if (!allowed.empty())
    {
        StopAtUserError(found->owner + ": " + name + " is " +
                        value.SerializeToString(found->attribute.checker) + ", not " + allowed);
    }
    // A text would be read again for each object. That of an object stays, so that each gets its
    // own.
    const bool isText = found && Is<StringValue>(value) &&
                        !dynamic_cast<const PointerChecker*>(PeekPointer(found->attribute.checker));
    factory.Set(name, isText ? *found->attribute.checker->CreateValidValue(value) : value);
}

void
RefuseAttribute(const ObjectFactory& factory,
                const std::string& setter,
                const std::string& name,
                const std::map<std::string, std::string>& instead)
{
    const auto refused = instead.find(name);
    if (refused != instead.end())
    {
        StopAtUserError(factory.GetTypeId().GetName() + ": " + name + " can't be set by " + setter +
                        "; use " + refused->second);
    }
}

} // namespace ns3
