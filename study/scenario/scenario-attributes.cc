/* SPDX-License-Identifier: GPL-2.0-only */
#include "scenario-attributes.h"

#include "scenario-key.h"

#include "ns3/checked-attribute.h"
#include "ns3/config.h"
#include "ns3/object-part.h"
#include "ns3/pointer.h"
#include "ns3/string.h"
#include "ns3/study-settings.h"

#include <vector>

namespace ns3
{

namespace
{

/// Class and name of an attribute.
std::pair<std::string, std::string>
SplitPath(const std::string& path)
{
    const std::size_t split = path.rfind("::");
    return split == std::string::npos
               ? std::make_pair(std::string(), path)
               : std::make_pair(path.substr(0, split), path.substr(split + 2));
}

/// A question that names the nearest of some names.
std::string
Suggest(const std::string& name, const std::vector<std::string>& known)
{
    const std::string nearest = FindNearestName(name, known);
    return nearest.empty() ? "" : "; is " + nearest + " meant?";
}

std::vector<std::string>
GetClasses()
{
    std::vector<std::string> names;
    for (std::size_t i = 0; i < TypeId::GetRegisteredN(); i++)
    {
        names.push_back(TypeId::GetRegistered(i).GetName());
    }
    return names;
}

std::vector<std::string>
GetAttributes(TypeId type)
{
    std::vector<std::string> names;
    for (bool isLast = false; !isLast; type = type.GetParent())
    {
        for (std::size_t i = 0; i < type.GetAttributeN(); i++)
        {
            names.push_back(type.GetAttribute(i).name);
        }
        isLast = !type.HasParent() || type.GetParent() == type;
    }
    return names;
}

/// The class that decides an attribute of its part (AddAttributesOfPart), whatever the part's own
/// default is; or empty.
std::string
FindWhole(TypeId part, const std::string& name)
{
    TypeId::AttributeInformation attribute;
    part.LookupAttributeByName(name, &attribute);
    for (std::size_t i = 0; i < TypeId::GetRegisteredN(); i++)
    {
        const TypeId whole = TypeId::GetRegistered(i);
        for (std::size_t j = 0; j < whole.GetAttributeN(); j++)
        {
            if (IsAttributeOfPart(*whole.GetAttribute(j).accessor, *attribute.accessor))
            {
                return whole.GetName();
            }
        }
    }
    return "";
}

/// The form in which equal values are the same text; an object stays as it is written.
std::string
Normalize(TypeId type, const std::string& name, const std::string& value)
{
    TypeId::AttributeInformation attribute;
    type.LookupAttributeByName(name, &attribute);
    if (dynamic_cast<const PointerChecker*>(PeekPointer(attribute.checker)))
    {
        return value;
    }
    const Ptr<AttributeValue> read = attribute.checker->CreateValidValue(StringValue(value));
    return read ? read->SerializeToString(attribute.checker) : value;
}

} // namespace

void
ScenarioAttributes::Set(const std::string& path, const std::string& value)
{
    const auto [className, name] = SplitPath(path);
    TypeId type;
    if (!TypeId::LookupByNameFailSafe(className, &type))
    {
        throw ScenarioError(path,
                            path + " is no attribute, since there is no class " + className +
                                Suggest(className, GetClasses()));
    }
    if (!HasAttribute(type, name))
    {
        throw ScenarioError(path,
                            className + " has no attribute " + name +
                                Suggest(name, GetAttributes(type)));
    }
    const std::string whole = FindWhole(type, name);
    if (!whole.empty())
    {
        throw ScenarioError(path,
                            path + " has no effect, since " + whole + "::" + name +
                                " decides; set that");
    }
    const std::string allowed = DescribeIfRefused(type, name, StringValue(value));
    if (!allowed.empty())
    {
        throw ScenarioError(path, path + " is " + value + ", not " + allowed);
    }
    m_values[path] = Normalize(type, name, value);
}

ScenarioAttributes::Defaults
ScenarioAttributes::SetDefaults() const
{
    Defaults before;
    for (const auto& [path, value] : m_values)
    {
        const auto [className, name] = SplitPath(path);
        TypeId::AttributeInformation attribute;
        TypeId::LookupByName(className).LookupAttributeByName(name, &attribute);
        before[path] = attribute.initialValue;
        Config::SetDefault(path, StringValue(value));
    }
    return before;
}

void
ScenarioAttributes::Restore(const Defaults& defaults)
{
    for (const auto& [path, value] : defaults)
    {
        Config::SetDefault(path, *value);
    }
}

void
ScenarioAttributes::Apply(
    TypeId type,
    const std::function<void(const std::string& name, const std::string& value)>& set) const
{
    for (const auto& [path, value] : m_values)
    {
        const auto [className, name] = SplitPath(path);
        const TypeId owner = TypeId::LookupByName(className);
        if (owner == type || type.IsChildOf(owner))
        {
            set(name, value);
        }
    }
}

ScenarioAttributes
ScenarioAttributes::GetChanged()
{
    ScenarioAttributes changed;
    changed.m_values = GetChangedAttributes();
    return changed;
}

void
ScenarioAttributes::UndoLaterChanges() const
{
    for (const auto& [path, value] : GetChangedAttributes())
    {
        if (m_values.count(path) == 0)
        {
            const auto [className, name] = SplitPath(path);
            TypeId::AttributeInformation attribute;
            TypeId::LookupByName(className).LookupAttributeByName(name, &attribute);
            Config::SetDefault(path, *attribute.originalInitialValue);
        }
    }
}

} // namespace ns3
