/* SPDX-License-Identifier: GPL-2.0-only */
#include "traffic-part.h"

#include "ns3/program-option-value.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <sstream>

namespace ns3
{

namespace
{

/// Messages that a run with few transmissions expects at least.
constexpr double FEWEST_MESSAGES = 10;

/// Longest traffic that `transmissions` chooses, seconds.
constexpr double LONGEST = 3600;

std::string
CheckPublisher(const std::string& text)
{
    std::istringstream words(text);
    bool isGood = text == TrafficPart::RANDOM || text.find_first_not_of(' ') != std::string::npos;
    for (std::string word; text != TrafficPart::RANDOM && words >> word;)
    {
        uint32_t number = 0;
        isGood = isGood && OptionValue::Read(word, number).empty();
    }
    return isGood ? "" : "numbers of nodes with spaces between, or random";
}

} // namespace

const std::string TrafficPart::RANDOM = "random";

std::vector<ScenarioKey>
TrafficPart::GetKeys()
{
    using namespace ScenarioKeys;
    return {
        Make("traffic.payload", payload, "payload of a message, bytes", "", 0, 16777216),
        Make("traffic.messages_per_hour",
             messagesPerHour,
             "messages that each node publishes in each of its topics, a Poisson process; 0 for "
             "messages at intervals",
             "ns3::WakuTrafficGenerator::MessagesPerHour"),
        Make("traffic.duration", duration, "time with traffic of a Poisson process", "", 0.001),
        Make("traffic.least_messages",
             leastMessages,
             "the duration is extended until so many messages are expected"),
        Make("traffic.transmissions",
             transmissions,
             "the duration is chosen so that flooding sends about so many messages: at least 10 "
             "published, at most an hour; 0 leaves the duration as it is"),
        Make("traffic.messages", messages, "number of messages at intervals", "", 0, 1e9),
        Make("traffic.interval", interval, "time between messages", "", 1e-6),
        MakeText("traffic.publisher",
                 publisher,
                 "who publishes messages at intervals: numbers of nodes with spaces between, in "
                 "turn, or random",
                 CheckPublisher),
        Make("traffic.unmeasured", unmeasured, "first messages that are not in the results"),
        Make("traffic.warmup",
             warmup,
             "time before traffic, to connect and to form meshes; 0s for what the protocol needs"),
        Make("traffic.drain",
             drain,
             "time after traffic, for the last messages to arrive; 0s for what the protocol needs"),
    };
}

std::vector<uint32_t>
TrafficPart::GetPublishers() const
{
    std::istringstream words(publisher == RANDOM ? "" : publisher);
    return {std::istream_iterator<uint32_t>(words), std::istream_iterator<uint32_t>()};
}

Time
TrafficPart::GetDuration() const
{
    return IsPoisson() ? duration : interval * static_cast<int64_t>(std::max(1U, messages) - 1);
}

Time
TrafficPart::GetEnd() const
{
    return warmup + GetDuration() + drain;
}

double
TrafficPart::GetExpectedMessages(double nodes, double shards) const
{
    return IsPoisson() ? duration.GetSeconds() / 3600 * messagesPerHour * nodes * shards : messages;
}

void
TrafficPart::Resolve(double nodes, double meshDegree, Time defaultWarmup, Time defaultDrain)
{
    warmup = warmup.IsZero() ? defaultWarmup : warmup;
    drain = drain.IsZero() ? defaultDrain : drain;
    if (!IsPoisson())
    {
        return;
    }
    const double perSecond = messagesPerHour * nodes / 3600;
    if (transmissions > 0)
    {
        const double perMessage = nodes * (meshDegree - 1);
        const double enough = std::max(FEWEST_MESSAGES, transmissions / perMessage) / perSecond;
        duration = Seconds(std::ceil(std::min(LONGEST, enough)));
    }
    if (leastMessages > 0)
    {
        duration = Seconds(std::ceil(std::max(duration.GetSeconds(), leastMessages / perSecond)));
    }
}

} // namespace ns3
