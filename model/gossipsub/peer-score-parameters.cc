/* SPDX-License-Identifier: GPL-2.0-only */
#include "peer-score-parameters.h"

#include "peer-score-networks.h"

#include "ns3/abort.h"
#include "ns3/boolean.h"
#include "ns3/double.h"
#include "ns3/pointer.h"
#include "ns3/string.h"
#include "ns3/uinteger.h"

#include <limits>
#include <sstream>

namespace ns3
{

NS_OBJECT_ENSURE_REGISTERED(PeerScoreParameters);

namespace
{
constexpr double NO_LIMIT = std::numeric_limits<double>::lowest();
} // namespace

TypeId
PeerScoreParameters::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::PeerScoreParameters")
            .SetParent<Object>()
            .SetGroupName("Waku")
            .AddConstructor<PeerScoreParameters>()
            .AddAttribute(
                "DefaultTopic",
                "Parameters of the topics for which none are set; topics don't count if null.",
                PointerValue(),
                MakePointerAccessor(&PeerScoreParameters::m_defaultTopic),
                MakePointerChecker<TopicScoreParameters>())
            .AddAttribute("TopicScoreCap",
                          "Most that all topics together add to a score; 0 for no limit.",
                          DoubleValue(0),
                          MakeDoubleAccessor(&PeerScoreParameters::topicScoreCap),
                          MakeDoubleChecker<double>(0))
            .AddAttribute("AppSpecificWeight",
                          "Weight of P5, what the application thinks of a peer.",
                          DoubleValue(0),
                          MakeDoubleAccessor(&PeerScoreParameters::appSpecificWeight),
                          MakeDoubleChecker<double>(0))
            .AddAttribute(
                "IPColocationFactorWeight",
                "Weight of P6, square of the surplus of peers with one IP address; not positive.",
                DoubleValue(0),
                MakeDoubleAccessor(&PeerScoreParameters::ipColocationFactorWeight),
                MakeDoubleChecker<double>(NO_LIMIT, 0))
            .AddAttribute("IPColocationFactorThreshold",
                          "Peers with one IP address above this are a surplus.",
                          DoubleValue(1),
                          MakeDoubleAccessor(&PeerScoreParameters::ipColocationFactorThreshold),
                          MakeDoubleChecker<double>(1))
            .AddAttribute("IPColocationWhitelist",
                          "Networks whose peers P6 does not count, as in 10.0.0.0/8, "
                          "2001:db8::/32 (go-libp2p-pubsub).",
                          StringValue(""),
                          MakeStringAccessor(&PeerScoreParameters::ipColocationWhitelist),
                          MakeStringChecker())
            .AddAttribute("IPColocationIpv6Prefix",
                          "P6 of a peer with an IPv6 address counts peers with this prefix of the "
                          "address in common, beside those with the whole address; 128 for the "
                          "latter alone (64 in go-libp2p-pubsub).",
                          UintegerValue(128),
                          MakeUintegerAccessor(&PeerScoreParameters::ipColocationIpv6Prefix),
                          MakeUintegerChecker<uint32_t>(1, 128))
            .AddAttribute("IPColocationRetained",
                          "P6 counts peers that have gone too while their scores are kept "
                          "(go-libp2p-pubsub, js-libp2p, rust-libp2p).",
                          BooleanValue(false),
                          MakeBooleanAccessor(&PeerScoreParameters::ipColocationRetained),
                          MakeBooleanChecker())
            .AddAttribute("IPColocationByPort",
                          "P6 compares addresses with their ports, which no two peers have in "
                          "common, so it is always 0 (nim-libp2p).",
                          BooleanValue(false),
                          MakeBooleanAccessor(&PeerScoreParameters::ipColocationByPort),
                          MakeBooleanChecker())
            .AddAttribute("BehaviourPenaltyWeight",
                          "Weight of P7, square of the penalties above BehaviourPenaltyThreshold; "
                          "not positive.",
                          DoubleValue(0),
                          MakeDoubleAccessor(&PeerScoreParameters::behaviourPenaltyWeight),
                          MakeDoubleChecker<double>(NO_LIMIT, 0))
            .AddAttribute("BehaviourPenaltyThreshold",
                          "Penalties that are forgiven.",
                          DoubleValue(0),
                          MakeDoubleAccessor(&PeerScoreParameters::behaviourPenaltyThreshold),
                          MakeDoubleChecker<double>(0))
            .AddAttribute("BehaviourPenaltyDecay",
                          "What is left of the penalties after a DecayInterval.",
                          DoubleValue(0.9),
                          MakeDoubleAccessor(&PeerScoreParameters::behaviourPenaltyDecay),
                          MakeDoubleChecker<double>(0, 1))
            .AddAttribute("SlowPeerPenaltyWeight",
                          "Weight of messages that were dropped since too much waited for the "
                          "peer, above SlowPeerPenaltyThreshold; not positive (nim-libp2p, "
                          "rust-libp2p).",
                          DoubleValue(0),
                          MakeDoubleAccessor(&PeerScoreParameters::slowPeerPenaltyWeight),
                          MakeDoubleChecker<double>(NO_LIMIT, 0))
            .AddAttribute("SlowPeerPenaltyThreshold",
                          "Dropped messages that are forgiven.",
                          DoubleValue(0),
                          MakeDoubleAccessor(&PeerScoreParameters::slowPeerPenaltyThreshold),
                          MakeDoubleChecker<double>(0))
            .AddAttribute("SlowPeerPenaltyDecay",
                          "What is left of the dropped messages after a DecayInterval.",
                          DoubleValue(0.2),
                          MakeDoubleAccessor(&PeerScoreParameters::slowPeerPenaltyDecay),
                          MakeDoubleChecker<double>(0, 1))
            .AddAttribute("DecayInterval",
                          "Time between decays.",
                          TimeValue(Seconds(1)),
                          MakeTimeAccessor(&PeerScoreParameters::decayInterval),
                          MakeTimeChecker(MilliSeconds(1)))
            .AddAttribute("UpdateAtDecay",
                          "Scores are computed at decays only, before the counters decay "
                          "(nim-libp2p), not whenever one is asked for.",
                          BooleanValue(false),
                          MakeBooleanAccessor(&PeerScoreParameters::updateAtDecay),
                          MakeBooleanChecker())
            .AddAttribute("DecayToZero",
                          "A counter below this is 0.",
                          DoubleValue(0.01),
                          MakeDoubleAccessor(&PeerScoreParameters::decayToZero),
                          MakeDoubleChecker<double>(0, 1))
            .AddAttribute(
                "RetainScore",
                "How long the score of a peer that has gone is kept, unless it is positive "
                "(RetainPositive).",
                TimeValue(Minutes(10)),
                MakeTimeAccessor(&PeerScoreParameters::retainScore),
                MakeTimeChecker(Time(0)))
            .AddAttribute("RetainPositive",
                          "Positive scores of peers that have gone are kept too (nim-libp2p).",
                          BooleanValue(false),
                          MakeBooleanAccessor(&PeerScoreParameters::retainPositive),
                          MakeBooleanChecker())
            .AddAttribute("GossipThreshold",
                          "No gossip goes to or is taken from peers below this; not positive.",
                          DoubleValue(-10),
                          MakeDoubleAccessor(&PeerScoreParameters::gossipThreshold),
                          MakeDoubleChecker<double>(NO_LIMIT, 0))
            .AddAttribute("PublishThreshold",
                          "Own messages are not sent to peers below this; at most GossipThreshold.",
                          DoubleValue(-50),
                          MakeDoubleAccessor(&PeerScoreParameters::publishThreshold),
                          MakeDoubleChecker<double>(NO_LIMIT, 0))
            .AddAttribute("GraylistThreshold",
                          "Nothing is read from peers below this; below PublishThreshold.",
                          DoubleValue(-80),
                          MakeDoubleAccessor(&PeerScoreParameters::graylistThreshold),
                          MakeDoubleChecker<double>(NO_LIMIT, 0))
            .AddAttribute("AcceptPXThreshold",
                          "Peer exchange is taken from peers at or above this; not negative.",
                          DoubleValue(0),
                          MakeDoubleAccessor(&PeerScoreParameters::acceptPxThreshold),
                          MakeDoubleChecker<double>(0))
            .AddAttribute("OpportunisticGraftThreshold",
                          "Better peers are grafted when the median score of a mesh is below this; "
                          "not negative.",
                          DoubleValue(0),
                          MakeDoubleAccessor(&PeerScoreParameters::opportunisticGraftThreshold),
                          MakeDoubleChecker<double>(0));
    return tid;
}

void
PeerScoreParameters::SetTopicParameters(const std::string& topic,
                                        Ptr<TopicScoreParameters> parameters)
{
    m_topics[topic] = parameters;
}

Ptr<const TopicScoreParameters>
PeerScoreParameters::GetTopicParameters(const std::string& topic) const
{
    const auto found = m_topics.find(topic);
    return found == m_topics.end() ? m_defaultTopic : found->second;
}

std::string
PeerScoreParameters::FindFault() const
{
    std::ostringstream fault;
    if (publishThreshold > gossipThreshold)
    {
        fault << "PublishThreshold is " << publishThreshold << ", above GossipThreshold, "
              << gossipThreshold;
        return fault.str();
    }
    if (graylistThreshold >= publishThreshold)
    {
        fault << "GraylistThreshold is " << graylistThreshold << ", not below PublishThreshold, "
              << publishThreshold;
        return fault.str();
    }
    const std::string noNetwork = PeerScoreNetworks().Read(ipColocationWhitelist);
    if (!noNetwork.empty())
    {
        fault << "IPColocationWhitelist is \"" << ipColocationWhitelist << "\", in which \""
              << noNetwork << "\" is not a network such as 10.0.0.0/8";
        return fault.str();
    }
    std::string ofTopic = m_defaultTopic ? m_defaultTopic->FindFault() : "";
    for (auto topic = m_topics.begin(); topic != m_topics.end() && ofTopic.empty(); ++topic)
    {
        ofTopic = topic->second->FindFault();
    }
    return ofTopic;
}

void
PeerScoreParameters::Check() const
{
    const std::string fault = FindFault();
    NS_ABORT_MSG_IF(!fault.empty(), "PeerScoreParameters: " << fault);
}

} // namespace ns3
