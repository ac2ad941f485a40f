/* SPDX-License-Identifier: GPL-2.0-only */
#include "events-part.h"

#include "ns3/checked-attribute.h"
#include "ns3/data-rate.h"
#include "ns3/nstime.h"
#include "ns3/object-factory.h"
#include "ns3/program-option-value.h"
#include "ns3/string.h"

#include <algorithm>
#include <cctype>
#include <sstream>

namespace ns3
{

namespace
{

/// What stands between name and kind of an event in the list.
constexpr char KIND_SIGN = '=';

/// `ReturnRate` as `return_rate`.
std::string
ToKeyName(const std::string& attribute)
{
    std::string key;
    for (const char letter : attribute)
    {
        const bool isCapital = std::isupper(static_cast<unsigned char>(letter));
        key += isCapital && !key.empty() ? "_" : "";
        key += static_cast<char>(std::tolower(static_cast<unsigned char>(letter)));
    }
    return key;
}

/// Attributes of a kind of event, those that all kinds have first.
std::vector<TypeId::AttributeInformation>
GetEventAttributes(TypeId type)
{
    std::vector<TypeId::AttributeInformation> attributes;
    if (type != ScenarioEvent::GetTypeId())
    {
        attributes = GetEventAttributes(type.GetParent());
    }
    for (std::size_t i = 0; i < type.GetAttributeN(); i++)
    {
        attributes.push_back(type.GetAttribute(i));
    }
    return attributes;
}

template <typename T>
bool
IsKind(const TypeId::AttributeInformation& attribute)
{
    return dynamic_cast<const T*>(PeekPointer(attribute.initialValue)) != nullptr;
}

/// Whether values of an attribute have a unit.
bool
NeedsUnit(const TypeId::AttributeInformation& attribute)
{
    return IsKind<TimeValue>(attribute) || IsKind<DataRateValue>(attribute);
}

/// A time in seconds. Sanitizers take offence at ns-3's conversion of a negative Time.
std::string
WriteTime(const Time& time)
{
    const double seconds =
        time.IsStrictlyNegative() ? -(Time(0) - time).GetSeconds() : time.GetSeconds();
    return OptionValue::Write(seconds) + "s";
}

/// The form in which equal values are the same text.
std::string
WriteEventValue(const TypeId::AttributeInformation& attribute, const std::string& text)
{
    Time time;
    DataRate rate;
    if (IsKind<TimeValue>(attribute) && OptionValue::Read(text, time).empty())
    {
        return WriteTime(time);
    }
    if (IsKind<DataRateValue>(attribute) && OptionValue::Read(text, rate).empty())
    {
        return OptionValue::Write(rate.GetBitRate()) + "bps";
    }
    const Ptr<AttributeValue> read = attribute.checker->CreateValidValue(StringValue(text));
    return read ? read->SerializeToString(attribute.checker) : text;
}

/// The default of an attribute.
std::string
WriteEventDefault(const TypeId::AttributeInformation& attribute)
{
    if (const auto* time = dynamic_cast<const TimeValue*>(PeekPointer(attribute.initialValue)))
    {
        return WriteTime(time->Get());
    }
    return WriteEventValue(attribute, attribute.initialValue->SerializeToString(attribute.checker));
}

ScenarioKey
MakeEventKey(EventsPart::Event& event, const TypeId::AttributeInformation& attribute)
{
    const auto set = [&event, attribute](const std::string& text) {
        const bool hasUnit = !text.empty() && std::isalpha(static_cast<unsigned char>(text.back()));
        if (NeedsUnit(attribute) && !hasUnit)
        {
            return std::string(IsKind<TimeValue>(attribute)
                                   ? "a time with its unit, such as 100ms"
                                   : "a data rate with its unit, such as 100Mbps");
        }
        const std::string refused =
            DescribeIfRefused(event.type, attribute.name, StringValue(text));
        if (refused.empty())
        {
            event.values[attribute.name] = WriteEventValue(attribute, text);
        }
        return refused;
    };
    const auto get = [&event, attribute] {
        const auto found = event.values.find(attribute.name);
        return found == event.values.end() ? WriteEventDefault(attribute) : found->second;
    };
    return {event.name + "." + ToKeyName(attribute.name),
            attribute.help,
            event.type.GetName() + "::" + attribute.name,
            set,
            get};
}

} // namespace

const std::string EventsPart::LIST = "events";
const std::string EventsPart::NONE = "[]";

std::vector<std::string>
EventsPart::GetKeyNames(TypeId kind)
{
    std::vector<std::string> names;
    for (const TypeId::AttributeInformation& attribute : GetEventAttributes(kind))
    {
        names.push_back(ToKeyName(attribute.name));
    }
    return names;
}

std::vector<ScenarioKey>
EventsPart::GetKeys()
{
    std::vector<ScenarioKey> keys = {
        {LIST,
         "what happens to the network, a list of maps with the key event: " +
             OptionValue::JoinWithOr(ScenarioEvent::GetKinds()),
         "",
         [this](const std::string& text) { return SetList(text); },
         [this] { return GetList(); }}};
    for (Event& event : events)
    {
        for (const TypeId::AttributeInformation& attribute : GetEventAttributes(event.type))
        {
            keys.push_back(MakeEventKey(event, attribute));
        }
    }
    return keys;
}

std::string
EventsPart::SetList(const std::string& text)
{
    std::vector<Event> listed;
    std::istringstream words(text == NONE ? "" : text);
    for (std::string word; words >> word;)
    {
        const std::size_t sign = word.find(KIND_SIGN);
        const std::string kind = sign == std::string::npos ? word : word.substr(sign + 1);
        Event event;
        event.name = word.substr(0, sign);
        if (!ScenarioEvent::FindKind(kind, event.type))
        {
            return OptionValue::JoinWithOr(ScenarioEvent::GetKinds());
        }
        if (std::any_of(listed.begin(), listed.end(), [&event](const Event& other) {
                return other.name == event.name;
            }))
        {
            return "events with names that differ";
        }
        listed.push_back(event);
    }
    events = std::move(listed);
    return "";
}

std::string
EventsPart::GetList() const
{
    std::string text;
    for (const Event& event : events)
    {
        const std::string kind = ScenarioEvent::GetKindOf(event.type);
        text += (text.empty() ? "" : " ") + event.name;
        text += event.name == kind ? "" : KIND_SIGN + kind;
    }
    return text.empty() ? NONE : text;
}

Ptr<ScenarioEvent>
EventsPart::Make(const Event& event)
{
    ObjectFactory factory;
    factory.SetTypeId(event.type);
    for (const auto& [name, value] : event.values)
    {
        factory.Set(name, StringValue(value));
    }
    return factory.Create<ScenarioEvent>();
}

void
EventsPart::ThrowIfAny(const Event& event, const ScenarioEvent::Problem& problem)
{
    if (!problem.text.empty())
    {
        const bool isWhole = problem.attribute.empty();
        const std::string key =
            event.name + "." + (isWhole ? "event" : ToKeyName(problem.attribute));
        throw ScenarioError(key, (isWhole ? "event " + event.name : key) + " " + problem.text);
    }
}

void
EventsPart::Check(const ScenarioEvent::Facts& facts) const
{
    for (const Event& event : events)
    {
        ThrowIfAny(event, Make(event)->Check(facts));
    }
}

void
EventsPart::CheckRanks(uint32_t ranks) const
{
    for (const Event& event : events)
    {
        if (ranks > 1 && !Make(event)->WorksWithRanks())
        {
            ThrowIfAny(event, {"", "works in runs of one process only, not with ranks"});
        }
    }
}

ScenarioEventHelper
EventsPart::MakeHelper() const
{
    ScenarioEventHelper helper;
    for (const Event& event : events)
    {
        helper.AddNamed(event.name, event.type.GetName(), event.values);
    }
    return helper;
}

} // namespace ns3
