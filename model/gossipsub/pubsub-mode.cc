/* SPDX-License-Identifier: GPL-2.0-only */
#include "pubsub-mode.h"

#include "pubsub-router.h"

#include "ns3/string.h"

#include <set>
#include <string>
#include <vector>

namespace ns3
{

namespace
{

const std::string PREFIX = "ns3::";
const std::string SUFFIX = "Router";

bool
IsRouter(TypeId tid)
{
    return tid != PubsubRouter::GetTypeId() && tid.IsChildOf(PubsubRouter::GetTypeId()) &&
           tid.HasConstructor();
}

/// The names of all routers, in the order of the alphabet.
std::vector<std::string>
ListModes()
{
    std::set<std::string> modes;
    for (uint16_t i = 0; i < TypeId::GetRegisteredN(); i++)
    {
        const TypeId tid = TypeId::GetRegistered(i);
        const std::string name = tid.GetName();
        if (IsRouter(tid) && name.size() > PREFIX.size() + SUFFIX.size() &&
            name.compare(0, PREFIX.size(), PREFIX) == 0 &&
            name.compare(name.size() - SUFFIX.size(), SUFFIX.size(), SUFFIX) == 0)
        {
            modes.insert(name.substr(PREFIX.size(), name.size() - PREFIX.size() - SUFFIX.size()));
        }
    }
    return std::vector<std::string>(modes.begin(), modes.end());
}

class ModeChecker : public AttributeChecker
{
  public:
    bool Check(const AttributeValue& value) const override
    {
        const auto* mode = dynamic_cast<const StringValue*>(&value);
        return mode && FindRouterOfMode(mode->Get(), nullptr);
    }

    std::string GetValueTypeName() const override
    {
        return "ns3::StringValue";
    }

    bool HasUnderlyingTypeInformation() const override
    {
        return true;
    }

    std::string GetUnderlyingTypeInformation() const override
    {
        const std::vector<std::string> modes = ListModes();
        std::string text;
        for (std::size_t i = 0; i < modes.size(); i++)
        {
            const bool isLast = i + 1 == modes.size();
            text += (i == 0 ? "" : isLast ? " or " : ", ") + modes[i];
        }
        return text;
    }

    Ptr<AttributeValue> Create() const override
    {
        return ns3::Create<StringValue>();
    }

    bool Copy(const AttributeValue& source, AttributeValue& destination) const override
    {
        const auto* from = dynamic_cast<const StringValue*>(&source);
        auto* to = dynamic_cast<StringValue*>(&destination);
        if (!from || !to)
        {
            return false;
        }
        *to = *from;
        return true;
    }
};

} // namespace

bool
FindRouterOfMode(const std::string& mode, TypeId* router)
{
    TypeId found;
    if (!TypeId::LookupByNameFailSafe(PREFIX + mode + SUFFIX, &found) || !IsRouter(found))
    {
        return false;
    }
    if (router)
    {
        *router = found;
    }
    return true;
}

Ptr<const AttributeChecker>
MakePubsubModeChecker()
{
    return Create<ModeChecker>();
}

} // namespace ns3
