/* SPDX-License-Identifier: GPL-2.0-only */
#include "interop-parameters.h"

#include "ns3/checked-attribute.h"
#include "ns3/gossipsub-router.h"
#include "ns3/string.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <sstream>
#include <string>

namespace ns3
{

namespace
{

/// In what a parameter is counted.
enum class InteropUnit
{
    COUNT,       ///< a whole number
    SHARE,       ///< a number
    NANOSECONDS, ///< a time
};

/// A parameter of go-libp2p-pubsub, and what it is here.
struct InteropParameter
{
    const char* name;      ///< name in JSON
    const char* attribute; ///< attribute of GossipSubRouter; null if it has no effect
    InteropUnit unit;      ///< in what it is counted
};

const InteropParameter PARAMETERS[] = {
    {"D", "D", InteropUnit::COUNT},
    {"Dlo", "D_low", InteropUnit::COUNT},
    {"Dhi", "D_high", InteropUnit::COUNT},
    {"Dscore", "D_score", InteropUnit::COUNT},
    {"Dout", "D_out", InteropUnit::COUNT},
    {"HistoryLength", "McacheLen", InteropUnit::COUNT},
    {"HistoryGossip", "McacheGossip", InteropUnit::COUNT},
    {"Dlazy", "D_lazy", InteropUnit::COUNT},
    {"GossipFactor", "GossipFactor", InteropUnit::SHARE},
    {"GossipRetransmission", "GossipRetransmission", InteropUnit::COUNT},
    {"HeartbeatInitialDelay", "HeartbeatInitialDelay", InteropUnit::NANOSECONDS},
    {"HeartbeatInterval", "HeartbeatInterval", InteropUnit::NANOSECONDS},
    {"SlowHeartbeatWarning", nullptr, InteropUnit::SHARE},
    {"FanoutTTL", "FanoutTtl", InteropUnit::NANOSECONDS},
    {"PrunePeers", "PrunePeers", InteropUnit::COUNT},
    {"PruneBackoff", "PruneBackoff", InteropUnit::NANOSECONDS},
    {"UnsubscribeBackoff", "UnsubscribeBackoff", InteropUnit::NANOSECONDS},
    {"Connectors", nullptr, InteropUnit::COUNT},
    {"MaxPendingConnections", nullptr, InteropUnit::COUNT},
    {"ConnectionTimeout", nullptr, InteropUnit::NANOSECONDS},
    {"DirectConnectTicks", nullptr, InteropUnit::COUNT},
    {"DirectConnectInitialDelay", nullptr, InteropUnit::NANOSECONDS},
    {"OpportunisticGraftTicks", "OpportunisticGraftTicks", InteropUnit::COUNT},
    {"OpportunisticGraftPeers", "OpportunisticGraftPeers", InteropUnit::COUNT},
    {"GraftFloodThreshold", "GraftFloodThreshold", InteropUnit::NANOSECONDS},
    {"MaxIHaveLength", "MaxIHaveLength", InteropUnit::COUNT},
    {"MaxIHaveMessages", "MaxIHaveMessages", InteropUnit::COUNT},
    {"MaxIDontWantLength", "MaxIDontWantLength", InteropUnit::COUNT},
    {"MaxIDontWantMessages", "MaxIDontWantMessages", InteropUnit::COUNT},
    {"IWantFollowupTime", "IWantFollowupTime", InteropUnit::NANOSECONDS},
    {"IDontWantMessageThreshold", "IDontWantMessageThreshold", InteropUnit::COUNT},
    {"IDontWantMessageTTL", "IDontWantMessageTtl", InteropUnit::COUNT},
};

/// A value as the text of an attribute.
std::string
ReadInteropValue(const JsonPlace& value, InteropUnit unit)
{
    if (unit == InteropUnit::COUNT)
    {
        return std::to_string(value.GetCount(UINT32_MAX));
    }
    const double number = value.GetNumber();
    if (unit == InteropUnit::SHARE)
    {
        std::ostringstream text;
        text << number;
        return text.str();
    }
    constexpr double longest = 1e18;
    if (number < 0 || number > longest)
    {
        value.Fail("is no time from 0 to 1e18 nanoseconds");
    }
    return std::to_string(std::llround(number)) + "ns";
}

} // namespace

std::vector<InteropInstruction::Attribute>
ReadInteropParameters(const JsonPlace& parameters)
{
    std::vector<InteropInstruction::Attribute> attributes;
    for (const std::string& name : parameters.GetNames())
    {
        const JsonPlace value = parameters.At(name);
        const auto known =
            std::find_if(std::begin(PARAMETERS), std::end(PARAMETERS), [&](const auto& parameter) {
                return parameter.name == name;
            });
        if (known == std::end(PARAMETERS))
        {
            value.Fail("is no parameter of go-libp2p-pubsub");
        }
        if (value.IsNull())
        {
            continue;
        }
        const std::string text = ReadInteropValue(value, known->unit);
        if (!known->attribute)
        {
            continue;
        }
        const std::string allowed =
            DescribeIfRefused(GossipSubRouter::GetTypeId(), known->attribute, StringValue(text));
        if (!allowed.empty())
        {
            value.Fail("is " + text + ", not " + allowed);
        }
        attributes.push_back({known->attribute, text, value.GetPlace()});
    }
    return attributes;
}

} // namespace ns3
