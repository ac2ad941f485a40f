/* SPDX-License-Identifier: GPL-2.0-only */
#include "waku-relay-helper.h"

#include "checked-attribute.h"

#include "ns3/abort.h"
#include "ns3/gossipsub-preset.h"
#include "ns3/peer-score-parameters.h"
#include "ns3/pointer.h"
#include "ns3/pubsub-mode.h"
#include "ns3/pubsub-router.h"
#include "ns3/string.h"
#include "ns3/uinteger.h"
#include "ns3/waku-relay.h"

namespace ns3
{

namespace
{

/// Time to make an RLN proof, s: exp(Mu + Sigma^2 / 2) is 0.195, exp(Mu + 1.645 Sigma) is 0.4.
const char* const RLN_PROOF_DELAY = "ns3::LogNormalRandomVariable[Mu=-1.7692|Sigma=0.5185]";

/// Time to verify one, s.
const char* const RLN_VERIFY_DELAY = "ns3::ConstantRandomVariable[Constant=0.012]";

} // namespace

WakuRelayHelper::WakuRelayHelper(const std::string& mode)
    : P2pNodeHelper("WakuRelayHelper",
                    "ns3::WakuRelay",
                    {{"Mode", "WakuRelayHelper's constructor"},
                     {"Router", "WakuRelayHelper's constructor and SetRouterAttribute"},
                     {"Rln", "SetRlnAttribute"}}),
      m_mode(mode),
      m_peerScore("ns3::PeerScoreParameters"),
      m_topicScore("ns3::TopicScoreParameters"),
      m_rln("ns3::WakuRlnLimit")
{
    SetCheckedAttribute(GetNodeFactory(), "Mode", StringValue(mode));
    TypeId router;
    FindRouterOfMode(mode, &router);
    m_router.SetTypeId(router);
}

void
WakuRelayHelper::SetRouterAttribute(const std::string& name, const AttributeValue& value)
{
    SetCheckedAttribute(m_router, name, value);
    m_hasOwnScoring = m_hasOwnScoring || name == "Scoring";
}

void
WakuRelayHelper::RequireGossipSub(const char* setter) const
{
    NS_ABORT_MSG_IF(m_mode != "GossipSub",
                    "WakuRelayHelper: mode is " << m_mode << "; " << setter << " is GossipSub's");
}

void
WakuRelayHelper::SetPreset(const std::string& name)
{
    RequireGossipSub("SetPreset");
    const GossipSubPreset preset = GossipSubPreset::Get(name);
    const bool hadScoring = m_hasScoring;
    for (const auto& attribute : preset.router)
    {
        SetRouterAttribute(attribute.first, StringValue(attribute.second));
    }
    for (const auto& attribute : preset.peerScore)
    {
        SetPeerScoreAttribute(attribute.first, StringValue(attribute.second));
    }
    for (const auto& attribute : preset.topicScore)
    {
        SetTopicScoreAttribute(attribute.first, StringValue(attribute.second));
    }
    m_hasScoring = hadScoring || preset.scores;
    for (const auto& attribute : preset.relay)
    {
        SetAttribute(attribute.first, StringValue(attribute.second));
    }
    for (const auto& attribute : preset.connection)
    {
        SetConnectionAttribute(attribute.first, StringValue(attribute.second));
    }
}

void
WakuRelayHelper::SetPeerScoreAttribute(const std::string& name, const AttributeValue& value)
{
    RequireGossipSub("SetPeerScoreAttribute");
    RefuseAttribute(m_peerScore,
                    "SetPeerScoreAttribute",
                    name,
                    {{"DefaultTopic", "SetTopicScoreAttribute"}});
    SetCheckedAttribute(m_peerScore, name, value);
    m_hasScoring = true;
}

void
WakuRelayHelper::SetTopicScoreAttribute(const std::string& name, const AttributeValue& value)
{
    RequireGossipSub("SetTopicScoreAttribute");
    SetCheckedAttribute(m_topicScore, name, value);
    m_hasScoring = true;
}

void
WakuRelayHelper::SetRlnAttribute(const std::string& name, const AttributeValue& value)
{
    SetCheckedAttribute(m_rln, name, value);
    m_hasRln = true;
}

void
WakuRelayHelper::SetWakuNetwork()
{
    SetAttribute("ClusterId", UintegerValue(1));
    SetAttribute("NetworkShards", UintegerValue(8));
    SetAttribute("PubsubTopic", StringValue(WakuShard{1, 0}.ToTopic()));
    SetAttribute("ProofDelay", StringValue(RLN_PROOF_DELAY));
    SetAttribute("ValidationDelay", StringValue(RLN_VERIFY_DELAY));
    SetAttribute("ValidationWorkers", UintegerValue(1));
    m_hasRln = true;
}

ApplicationContainer
WakuRelayHelper::Install(const NodeContainer& nodes) const
{
    ObjectFactory router = m_router;
    NS_ABORT_MSG_IF(m_hasScoring && m_hasOwnScoring,
                    "WakuRelayHelper: SetRouterAttribute sets Scoring, which SetPreset, "
                    "SetPeerScoreAttribute and SetTopicScoreAttribute set too; use one way");
    if (m_hasScoring)
    {
        Ptr<PeerScoreParameters> scoring = m_peerScore.Create<PeerScoreParameters>();
        scoring->SetAttribute("DefaultTopic",
                              PointerValue(m_topicScore.Create<TopicScoreParameters>()));
        router.Set("Scoring", PointerValue(scoring));
    }
    const auto create = [&](uint32_t) {
        ObjectFactory factory = MakeFactory();
        AddTraffic(factory);
        Ptr<WakuRelay> relay = factory.Create<WakuRelay>();
        relay->SetRouter(router.Create<PubsubRouter>());
        if (m_hasRln)
        {
            relay->SetAttribute("Rln", PointerValue(m_rln.Create<WakuRlnLimit>()));
        }
        return relay;
    };
    return InstallEach(nodes, create, [](uint32_t) { return 0; });
}

Ptr<MessagePool>
WakuRelayHelper::GetMessagePool() const
{
    Ptr<WakuRelay> relay = MakeFactory().Create<WakuRelay>();
    Ptr<MessagePool> pool = relay->GetProtocol()->GetMessagePool();
    relay->Dispose();
    return pool;
}

int64_t
WakuRelayHelper::AssignStreams(const ApplicationContainer& applications, int64_t stream)
{
    return WakuRelayHelper().AssignStreamsOf(applications, stream);
}

} // namespace ns3
