/* SPDX-License-Identifier: GPL-2.0-only */
#include "pubsub-adversary.h"

#include "gossipsub-router.h"
#include "pubsub-rpc-encoder.h"
#include "pubsub-rpc-split.h"
#include "sybil-router.h"

#include "ns3/enum-attribute.h"
#include "ns3/log.h"
#include "ns3/uinteger.h"

namespace ns3
{

NS_LOG_COMPONENT_DEFINE("PubsubAdversary");

NS_OBJECT_ENSURE_REGISTERED(PubsubAdversary);

namespace
{

/// Bytes of an invented id: those of SHA-256.
constexpr std::size_t INVENTED_ID_SIZE = 32;

} // namespace

TypeId
PubsubAdversary::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::PubsubAdversary")
            .SetParent<PubsubProtocol>()
            .SetGroupName("Waku")
            .AddConstructor<PubsubAdversary>()
            .AddAttribute("Disguise",
                          "What it does beside its attack: Sybil (SybilRouter: it gets into all "
                          "meshes it can) or GossipSub (GossipSubRouter: it is honest). Decides "
                          "instead of Mode and Router.",
                          MakeEnumValue(Disguise::SYBIL),
                          MakeEnumMemberAccessor(&PubsubAdversary::m_disguise),
                          MakeNamedEnumChecker<Disguise>(
                              {{Disguise::SYBIL, "Sybil"}, {Disguise::GOSSIPSUB, "GossipSub"}}))
            .AddAttribute("AttackDelay",
                          "Time from going online to the attack, in which it does no harm (covert "
                          "flash).",
                          TimeValue(Time(0)),
                          MakeTimeAccessor(&PubsubAdversary::m_attackDelay),
                          MakeTimeChecker(Time(0)))
            .AddAttribute("AttackDuration",
                          "How long it attacks; 0s for ever.",
                          TimeValue(Time(0)),
                          MakeTimeAccessor(&PubsubAdversary::m_attackDuration),
                          MakeTimeChecker(Time(0)))
            .AddTraceSource("Act",
                            "It sends a peer something to do harm, or withholds or delays "
                            "something (0 bytes). (peer, bytes)",
                            MakeTraceSourceAccessor(&PubsubAdversary::m_actTrace),
                            "ns3::PubsubAdversary::ActTracedCallback");
    return tid;
}

PubsubAdversary::PubsubAdversary() = default;

PubsubAdversary::~PubsubAdversary() = default;

void
PubsubAdversary::NotifyConstructionCompleted()
{
    PubsubProtocol::NotifyConstructionCompleted();
    if (m_disguise == Disguise::GOSSIPSUB)
    {
        SetRouter(CreateObject<GossipSubRouter>());
    }
    else
    {
        SetRouter(CreateObject<SybilRouter>());
    }
}

int64_t
PubsubAdversary::AssignStreams(int64_t stream)
{
    m_random.SetStream(stream);
    return 1 + PubsubProtocol::AssignStreams(stream + 1);
}

void
PubsubAdversary::Start(Time now)
{
    PubsubProtocol::Start(now);
    const auto end = [this](Time) { m_isAttacking = false; };
    const auto begin = [this, end](Time at) {
        NS_LOG_INFO("node " << GetHost().GetNodeNumber() << " begins to attack");
        m_isAttacking = true;
        if (m_attackDuration.IsStrictlyPositive())
        {
            GetHost().After(m_attackDuration, end);
        }
        BeginAttack(at);
    };
    if (m_attackDelay.IsZero())
    {
        begin(now);
    }
    else
    {
        GetHost().After(m_attackDelay, begin);
    }
}

void
PubsubAdversary::Stop(Time now)
{
    m_isAttacking = false;
    PubsubProtocol::Stop(now);
}

void
PubsubAdversary::BeginAttack(Time)
{
}

void
PubsubAdversary::SendHostile(PeerId peer, const Ptr<const StreamFrame>& frame)
{
    m_acts++;
    m_actTrace(peer, frame->GetSize());
    GetHost().Send(peer, frame);
}

void
PubsubAdversary::SendHostile(PeerId peer, const PubsubRpc& rpc)
{
    UintegerValue most;
    GetAttribute("MaxMessageSize", most);
    for (const PubsubRpc& part : SplitRpc(rpc, static_cast<uint32_t>(most.Get())))
    {
        SendHostile(peer, Ptr<const StreamFrame>(PubsubRpcEncoder::Encode(part)));
    }
}

void
PubsubAdversary::CountOmission(PeerId peer)
{
    m_acts++;
    m_actTrace(peer, 0);
}

MessageIds
PubsubAdversary::InventIds(uint32_t count)
{
    MessageIds ids;
    ids.reserve(count);
    std::vector<uint8_t> bytes(INVENTED_ID_SIZE);
    for (uint32_t i = 0; i < count; i++)
    {
        for (uint8_t& byte : bytes)
        {
            byte = static_cast<uint8_t>(m_random.GetValue(0, 256));
        }
        ids.emplace_back(bytes);
    }
    return ids;
}

} // namespace ns3
