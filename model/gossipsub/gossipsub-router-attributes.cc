/* SPDX-License-Identifier: GPL-2.0-only */
#include "gossipsub-parameter-accessor.h"
#include "gossipsub-router.h"

#include "ns3/attribute-accessor-helper.h"
#include "ns3/boolean.h"
#include "ns3/double.h"
#include "ns3/pointer.h"
#include "ns3/uinteger.h"

namespace ns3
{

NS_OBJECT_ENSURE_REGISTERED(GossipSubRouter);

/// Sets and gets a pointer of the router, which can be null again; ns-3's own accessor refuses
/// that.
template <typename T>
class GossipSubRouter::NullableAccessor : public AccessorHelper<GossipSubRouter, PointerValue>
{
  public:
    explicit NullableAccessor(Member<GossipSubRouter, Ptr<T>> member)
        : m_member(member)
    {
    }

    bool HasGetter() const override
    {
        return true;
    }

    bool HasSetter() const override
    {
        return true;
    }

  private:
    bool DoSet(GossipSubRouter* router, const PointerValue* value) const override
    {
        router->*m_member = value->Get<T>();
        return true;
    }

    bool DoGet(const GossipSubRouter* router, PointerValue* value) const override
    {
        value->Set(router->*m_member);
        return true;
    }

    Member<GossipSubRouter, Ptr<T>> m_member; //!< which one
};

template <typename V, typename T>
Ptr<const AttributeAccessor>
GossipSubRouter::MakeParameterAccessor(Member<GossipSubParameters, T> member)
{
    using Accessor = GossipSubParameterAccessor<V, GossipSubParameters, T>;
    return Ptr<const AttributeAccessor>(new Accessor(&GossipSubRouter::m_parameters, member),
                                        false);
}

template <typename T>
Ptr<const AttributeAccessor>
GossipSubRouter::MakeNullableAccessor(Member<GossipSubRouter, Ptr<T>> member)
{
    return Ptr<const AttributeAccessor>(new NullableAccessor<T>(member), false);
}

TypeId
GossipSubRouter::GetTypeId()
{
    const GossipSubParameters defaults;
    static TypeId tid = AddExtensionAttributes(
        TypeId("ns3::GossipSubRouter")
            .SetParent<PubsubRouter>()
            .SetGroupName("Waku")
            .AddConstructor<GossipSubRouter>()
            .AddAttribute("D",
                          "Desired number of peers in the mesh of a topic.",
                          UintegerValue(defaults.d),
                          MakeParameterAccessor<UintegerValue>(&GossipSubParameters::d),
                          MakeUintegerChecker<uint32_t>())
            .AddAttribute("D_low",
                          "Below so many peers the mesh is filled up to D.",
                          UintegerValue(defaults.dLow),
                          MakeParameterAccessor<UintegerValue>(&GossipSubParameters::dLow),
                          MakeUintegerChecker<uint32_t>())
            .AddAttribute("D_high",
                          "Above so many peers the mesh is cut back to D; from so many on it "
                          "admits only peers that this node dialled.",
                          UintegerValue(defaults.dHigh),
                          MakeParameterAccessor<UintegerValue>(&GossipSubParameters::dHigh),
                          MakeUintegerChecker<uint32_t>())
            .AddAttribute("D_score",
                          "Peers that stay for their scores when a mesh is cut back; the others "
                          "that stay are random.",
                          UintegerValue(defaults.dScore),
                          MakeParameterAccessor<UintegerValue>(&GossipSubParameters::dScore),
                          MakeUintegerChecker<uint32_t>())
            .AddAttribute("D_out",
                          "Peers of a mesh that this node dialled; below D_low and at most D / 2.",
                          UintegerValue(defaults.dOut),
                          MakeParameterAccessor<UintegerValue>(&GossipSubParameters::dOut),
                          MakeUintegerChecker<uint32_t>())
            .AddAttribute("D_lazy",
                          "At least so many peers outside the mesh get gossip at a heartbeat.",
                          UintegerValue(defaults.dLazy),
                          MakeParameterAccessor<UintegerValue>(&GossipSubParameters::dLazy),
                          MakeUintegerChecker<uint32_t>())
            .AddAttribute("NimMesh",
                          "Meshes are kept as nim-libp2p keeps them: one below D_low is filled "
                          "also when a peer subscribes, the best peers are grafted, fewer are "
                          "pruned, and from D_high on peers that this node dialled are admitted "
                          "only until there are D_out.",
                          BooleanValue(defaults.nimMesh),
                          MakeParameterAccessor<BooleanValue>(&GossipSubParameters::nimMesh),
                          MakeBooleanChecker())
            .AddAttribute(
                "GraftSubscribers",
                "A peer that subscribes is grafted at once while the mesh has fewer than D_low "
                "peers (js-libp2p, rust-libp2p).",
                BooleanValue(defaults.graftSubscribers),
                MakeParameterAccessor<BooleanValue>(&GossipSubParameters::graftSubscribers),
                MakeBooleanChecker())
            .AddAttribute("PruneAtDHigh",
                          "A mesh of D_high peers is cut back too, not only a larger one "
                          "(go-libp2p-pubsub, rust-libp2p).",
                          BooleanValue(defaults.pruneAtDHigh),
                          MakeParameterAccessor<BooleanValue>(&GossipSubParameters::pruneAtDHigh),
                          MakeBooleanChecker())
            .AddAttribute("AdmitOutbound",
                          "From D_high on, a mesh admits peers that this node dialled; if not, it "
                          "admits none (rust-libp2p). It has no effect with NimMesh.",
                          BooleanValue(defaults.admitOutbound),
                          MakeParameterAccessor<BooleanValue>(&GossipSubParameters::admitOutbound),
                          MakeBooleanChecker())
            .AddAttribute("AdmitNegative",
                          "GRAFT of a peer with a negative score is judged like any other, and "
                          "that of a peer below PublishThreshold is not answered (nim-libp2p).",
                          BooleanValue(defaults.admitNegative),
                          MakeParameterAccessor<BooleanValue>(&GossipSubParameters::admitNegative),
                          MakeBooleanChecker())
            .AddAttribute(
                "GossipFactor",
                "Share of the peers outside the mesh that get gossip, if that is more than D_lazy.",
                DoubleValue(defaults.gossipFactor),
                MakeParameterAccessor<DoubleValue>(&GossipSubParameters::gossipFactor),
                MakeDoubleChecker<double>(0, 1))
            .AddAttribute("HeartbeatInterval",
                          "Time between heartbeats (heartbeat_interval).",
                          TimeValue(defaults.heartbeatInterval),
                          MakeParameterAccessor<TimeValue>(&GossipSubParameters::heartbeatInterval),
                          MakeTimeChecker(MilliSeconds(1)))
            .AddAttribute(
                "HeartbeatInitialDelay",
                "Time from the start to the first heartbeat; with 0, a random time of at most "
                "HeartbeatInterval, another at each node (go-libp2p-pubsub).",
                TimeValue(defaults.heartbeatInitialDelay),
                MakeParameterAccessor<TimeValue>(&GossipSubParameters::heartbeatInitialDelay),
                MakeTimeChecker(Time(0)))
            .AddAttribute("FanoutTtl",
                          "How long a fanout outlives the last publish to it (fanout_ttl).",
                          TimeValue(defaults.fanoutTtl),
                          MakeParameterAccessor<TimeValue>(&GossipSubParameters::fanoutTtl),
                          MakeTimeChecker(Time(0)))
            .AddAttribute("McacheLen",
                          "Heartbeats for which a message can be had by IWANT (mcache_len).",
                          UintegerValue(defaults.mcacheLen),
                          MakeParameterAccessor<UintegerValue>(&GossipSubParameters::mcacheLen),
                          MakeUintegerChecker<uint32_t>(1))
            .AddAttribute("McacheGossip",
                          "Heartbeats for which a message is offered by IHAVE (mcache_gossip); at "
                          "most McacheLen.",
                          UintegerValue(defaults.mcacheGossip),
                          MakeParameterAccessor<UintegerValue>(&GossipSubParameters::mcacheGossip),
                          MakeUintegerChecker<uint32_t>(0))
            .AddAttribute("PruneBackoff",
                          "After PRUNE, how long neither side grafts the other.",
                          TimeValue(defaults.pruneBackoff),
                          MakeParameterAccessor<TimeValue>(&GossipSubParameters::pruneBackoff),
                          MakeTimeChecker(Seconds(1)))
            .AddAttribute(
                "UnsubscribeBackoff",
                "The same after PRUNE by a node that unsubscribes.",
                TimeValue(defaults.unsubscribeBackoff),
                MakeParameterAccessor<TimeValue>(&GossipSubParameters::unsubscribeBackoff),
                MakeTimeChecker(Seconds(1)))
            .AddAttribute(
                "GraftFloodThreshold",
                "A GRAFT so soon after PRUNE is penalised twice; 0 for never.",
                TimeValue(defaults.graftFloodThreshold),
                MakeParameterAccessor<TimeValue>(&GossipSubParameters::graftFloodThreshold),
                MakeTimeChecker(Time(0)))
            .AddAttribute(
                "BackoffSlack",
                "Heartbeats that this node waits longer than a backoff before it grafts the peer.",
                UintegerValue(defaults.backoffSlack),
                MakeParameterAccessor<UintegerValue>(&GossipSubParameters::backoffSlack),
                MakeUintegerChecker<uint32_t>())
            .AddAttribute("BackoffTicks",
                          "This node notices the end of a backoff only at each so many heartbeats "
                          "(15 in go-libp2p-pubsub and js-libp2p); 0 for at once.",
                          UintegerValue(defaults.backoffTicks),
                          MakeParameterAccessor<UintegerValue>(&GossipSubParameters::backoffTicks),
                          MakeUintegerChecker<uint32_t>())
            .AddAttribute(
                "ReceivedBackoffSlack",
                "What is added to the backoff that a PRUNE of a peer names (nim-libp2p).",
                TimeValue(defaults.receivedBackoffSlack),
                MakeParameterAccessor<TimeValue>(&GossipSubParameters::receivedBackoffSlack),
                MakeTimeChecker(Time(0)))
            .AddAttribute(
                "BackoffOnDeparture",
                "A peer that disconnects gets a backoff in all topics of this node, and one that "
                "unsubscribes while it is in the mesh gets one in the topic (nim-libp2p).",
                BooleanValue(defaults.backoffOnDeparture),
                MakeParameterAccessor<BooleanValue>(&GossipSubParameters::backoffOnDeparture),
                MakeBooleanChecker())
            .AddAttribute("GraftTolerance",
                          "A GRAFT may come so much before the end of the backoff (nim-libp2p).",
                          TimeValue(defaults.graftTolerance),
                          MakeParameterAccessor<TimeValue>(&GossipSubParameters::graftTolerance),
                          MakeTimeChecker(Time(0)))
            .AddAttribute("GraftPenalty",
                          "What a GRAFT during backoff adds to P7.",
                          DoubleValue(defaults.graftPenalty),
                          MakeParameterAccessor<DoubleValue>(&GossipSubParameters::graftPenalty),
                          MakeDoubleChecker<double>(0))
            .AddAttribute(
                "MalformedPenalty",
                "What an RPC that can't be decoded adds to P7.",
                DoubleValue(defaults.malformedPenalty),
                MakeParameterAccessor<DoubleValue>(&GossipSubParameters::malformedPenalty),
                MakeDoubleChecker<double>(0))
            .AddAttribute(
                "SubscriptionPenalty",
                "What a subscription that is refused adds to P7.",
                DoubleValue(defaults.subscriptionPenalty),
                MakeParameterAccessor<DoubleValue>(&GossipSubParameters::subscriptionPenalty),
                MakeDoubleChecker<double>(0))
            .AddAttribute("PromisePenalty",
                          "What a broken promise adds to P7: a message that was offered, asked for "
                          "and not sent. 0 for no notice of promises (nim-libp2p).",
                          DoubleValue(defaults.promisePenalty),
                          MakeParameterAccessor<DoubleValue>(&GossipSubParameters::promisePenalty),
                          MakeDoubleChecker<double>(0))
            .AddAttribute(
                "FloodPublish",
                "Own messages go to all subscribers that are connected, not just to the mesh.",
                BooleanValue(defaults.floodPublish),
                MakeParameterAccessor<BooleanValue>(&GossipSubParameters::floodPublish),
                MakeBooleanChecker())
            .AddAttribute(
                "PublishToD",
                "Without FloodPublish, own messages go to other subscribers too if the mesh has "
                "fewer than D peers, so that D get them (js-libp2p, rust-libp2p).",
                BooleanValue(defaults.publishToD),
                MakeParameterAccessor<BooleanValue>(&GossipSubParameters::publishToD),
                MakeBooleanChecker())
            .AddAttribute(
                "OwnMessagesFirst",
                "A node's own messages are sent before those that wait and that it "
                "relays or sends on IWANT (nim-libp2p).",
                BooleanValue(defaults.ownMessagesFirst),
                MakeParameterAccessor<BooleanValue>(&GossipSubParameters::ownMessagesFirst),
                MakeBooleanChecker())
            .AddAttribute(
                "BandwidthEstimate",
                "Flood publishing stops at the number of peers to which this many bit/s send the "
                "message within a heartbeat, but not below D_low (nim-libp2p); 0 for no bound.",
                UintegerValue(defaults.bandwidthEstimate),
                MakeParameterAccessor<UintegerValue>(&GossipSubParameters::bandwidthEstimate),
                MakeUintegerChecker<uint64_t>())
            .AddAttribute(
                "OmitEarlySenders",
                "A message is not forwarded to peers that sent it while it was validated "
                "(nim-libp2p).",
                BooleanValue(defaults.omitEarlySenders),
                MakeParameterAccessor<BooleanValue>(&GossipSubParameters::omitEarlySenders),
                MakeBooleanChecker())
            .AddAttribute("DoPX",
                          "PRUNE names other peers (peer exchange).",
                          BooleanValue(defaults.doPx),
                          MakeParameterAccessor<BooleanValue>(&GossipSubParameters::doPx),
                          MakeBooleanChecker())
            .AddAttribute(
                "PrunePeers",
                "Peers named in PRUNE, and most that are taken from one RPC, chosen at random.",
                UintegerValue(defaults.prunePeers),
                MakeParameterAccessor<UintegerValue>(&GossipSubParameters::prunePeers),
                MakeUintegerChecker<uint32_t>())
            .AddAttribute(
                "OpportunisticGraftTicks",
                "Heartbeats between opportunistic graftings.",
                UintegerValue(defaults.opportunisticGraftTicks),
                MakeParameterAccessor<UintegerValue>(&GossipSubParameters::opportunisticGraftTicks),
                MakeUintegerChecker<uint32_t>(1))
            .AddAttribute(
                "OpportunisticGraftPeers",
                "Peers that are grafted opportunistically.",
                UintegerValue(defaults.opportunisticGraftPeers),
                MakeParameterAccessor<UintegerValue>(&GossipSubParameters::opportunisticGraftPeers),
                MakeUintegerChecker<uint32_t>())
            .AddAttribute(
                "MaxIHaveLength",
                "Ids in IHAVE, and most that are asked of a peer between heartbeats; "
                "MaxIWantLength "
                "bounds the second alone.",
                UintegerValue(defaults.maxIHaveLength),
                MakeParameterAccessor<UintegerValue>(&GossipSubParameters::maxIHaveLength),
                MakeUintegerChecker<uint32_t>(1))
            .AddAttribute(
                "MaxIHaveMessages",
                "RPCs with IHAVE that are read of a peer between heartbeats.",
                UintegerValue(defaults.maxIHaveMessages),
                MakeParameterAccessor<UintegerValue>(&GossipSubParameters::maxIHaveMessages),
                MakeUintegerChecker<uint32_t>())
            .AddAttribute(
                "GossipRetransmission",
                "How often a peer gets the same message by IWANT.",
                UintegerValue(defaults.gossipRetransmission),
                MakeParameterAccessor<UintegerValue>(&GossipSubParameters::gossipRetransmission),
                MakeUintegerChecker<uint32_t>())
            .AddAttribute("IWantFollowupTime",
                          "A message that was asked for by IWANT is to come within this time.",
                          TimeValue(defaults.iWantFollowupTime),
                          MakeParameterAccessor<TimeValue>(&GossipSubParameters::iWantFollowupTime),
                          MakeTimeChecker(Time(0)))
            .AddAttribute(
                "MaxIWantLength",
                "Most ids that are asked of a peer between heartbeats, if that is less than "
                "MaxIHaveLength (10 in nim-libp2p).",
                UintegerValue(defaults.maxIWantLength),
                MakeParameterAccessor<UintegerValue>(&GossipSubParameters::maxIWantLength),
                MakeUintegerChecker<uint32_t>())
            .AddAttribute(
                "MaxIWantMessages",
                "RPCs with IWANT that are answered of a peer between heartbeats (10 in js-libp2p).",
                UintegerValue(defaults.maxIWantMessages),
                MakeParameterAccessor<UintegerValue>(&GossipSubParameters::maxIWantMessages),
                MakeUintegerChecker<uint32_t>())
            .AddAttribute("AskOnce",
                          "A message is not asked of another peer while a promise of it is kept in "
                          "mind (rust-libp2p).",
                          BooleanValue(defaults.askOnce),
                          MakeParameterAccessor<BooleanValue>(&GossipSubParameters::askOnce),
                          MakeBooleanChecker())
            .AddAttribute("SendIDontWant",
                          "Send IDONTWANT (v1.2); it is heeded in any case.",
                          BooleanValue(defaults.sendIDontWant),
                          MakeParameterAccessor<BooleanValue>(&GossipSubParameters::sendIDontWant),
                          MakeBooleanChecker())
            .AddAttribute("IDontWantMessageThreshold",
                          "IDONTWANT is sent for messages with so many bytes of data and more.",
                          UintegerValue(defaults.iDontWantMessageThreshold),
                          MakeParameterAccessor<UintegerValue>(
                              &GossipSubParameters::iDontWantMessageThreshold),
                          MakeUintegerChecker<uint32_t>())
            .AddAttribute(
                "MaxIDontWantMessages",
                "RPCs with IDONTWANT that are read of a peer between heartbeats "
                "(max_idontwant_messages).",
                UintegerValue(defaults.maxIDontWantMessages),
                MakeParameterAccessor<UintegerValue>(&GossipSubParameters::maxIDontWantMessages),
                MakeUintegerChecker<uint32_t>())
            .AddAttribute(
                "MaxIDontWantLength",
                "Ids that are read of an RPC with IDONTWANT.",
                UintegerValue(defaults.maxIDontWantLength),
                MakeParameterAccessor<UintegerValue>(&GossipSubParameters::maxIDontWantLength),
                MakeUintegerChecker<uint32_t>())
            .AddAttribute(
                "MaxIDontWantIds",
                "Ids of IDONTWANT that are read of a peer between heartbeats (512 in js-libp2p, "
                "1000 in nim-libp2p).",
                UintegerValue(defaults.maxIDontWantIds),
                MakeParameterAccessor<UintegerValue>(&GossipSubParameters::maxIDontWantIds),
                MakeUintegerChecker<uint32_t>())
            .AddAttribute(
                "IDontWantToDirect",
                "IDONTWANT goes to peers with peering agreements too (nim-libp2p).",
                BooleanValue(defaults.iDontWantToDirect),
                MakeParameterAccessor<BooleanValue>(&GossipSubParameters::iDontWantToDirect),
                MakeBooleanChecker())
            .AddAttribute(
                "IDontWantToAsked",
                "IDONTWANT goes to peers too that have promised the message (rust-libp2p).",
                BooleanValue(defaults.iDontWantToAsked),
                MakeParameterAccessor<BooleanValue>(&GossipSubParameters::iDontWantToAsked),
                MakeBooleanChecker())
            .AddAttribute(
                "IDontWantMessageTtl",
                "Heartbeats for which IDONTWANT holds.",
                UintegerValue(defaults.iDontWantMessageTtl),
                MakeParameterAccessor<UintegerValue>(&GossipSubParameters::iDontWantMessageTtl),
                MakeUintegerChecker<uint32_t>(1))
            .AddAttribute(
                "IDontWantAfterValidation",
                "IDONTWANT is sent when a message has been found valid (nim-libp2p until "
                "June 2024), not when its first copy has come.",
                BooleanValue(defaults.iDontWantAfterValidation),
                MakeParameterAccessor<BooleanValue>(&GossipSubParameters::iDontWantAfterValidation),
                MakeBooleanChecker())
            .AddAttribute(
                "IDontWantCancels",
                "IDONTWANT takes a message back that still waits in the send queue of "
                "the peer; if not, it only keeps back what would be sent later.",
                BooleanValue(defaults.iDontWantCancels),
                MakeParameterAccessor<BooleanValue>(&GossipSubParameters::iDontWantCancels),
                MakeBooleanChecker())
            .AddAttribute(
                "MaxSubscriptions",
                "Topics to which a peer may subscribe; more are penalised and not noted.",
                UintegerValue(defaults.maxSubscriptions),
                MakeParameterAccessor<UintegerValue>(&GossipSubParameters::maxSubscriptions),
                MakeUintegerChecker<uint32_t>())
            .AddAttribute(
                "MaxTopicLength",
                "Longest name of a pubsub topic, bytes; subscriptions of peers to longer "
                "ones are penalised and not noted.",
                UintegerValue(defaults.maxTopicLength),
                MakeParameterAccessor<UintegerValue>(&GossipSubParameters::maxTopicLength),
                MakeUintegerChecker<uint32_t>(1))
            .AddAttribute("MaxValidating",
                          "Messages in validation of which it is noted who sends further copies; "
                          "those of more are neither scored nor omitted in forwarding. It "
                          "limits what is noted, not what is validated.",
                          UintegerValue(defaults.maxValidating),
                          MakeParameterAccessor<UintegerValue>(&GossipSubParameters::maxValidating),
                          MakeUintegerChecker<uint32_t>())
            .AddAttribute(
                "DisconnectGraylisted",
                "Peers below GraylistThreshold are disconnected.",
                BooleanValue(defaults.disconnectGraylisted),
                MakeParameterAccessor<BooleanValue>(&GossipSubParameters::disconnectGraylisted),
                MakeBooleanChecker())
            .AddAttribute("Scoring",
                          "How peers are scored; null for no scores. A change takes effect at the "
                          "next heartbeat.",
                          PointerValue(),
                          MakeNullableAccessor(&GossipSubRouter::m_scoring),
                          MakePointerChecker<PeerScoreParameters>())
            .AddAttribute("MeshPolicy",
                          "How meshes are kept; null for what NimMesh says.",
                          PointerValue(),
                          MakeNullableAccessor(&GossipSubRouter::m_meshPolicy),
                          MakePointerChecker<GossipSubMeshPolicy>())
            .AddTraceSource("ControlSent",
                            "A control message goes out.",
                            MakeTraceSourceAccessor(&GossipSubRouter::m_controlSentTrace),
                            "ns3::GossipSubRouter::ControlTracedCallback")
            .AddTraceSource("ControlReceived",
                            "A control message has come in.",
                            MakeTraceSourceAccessor(&GossipSubRouter::m_controlReceivedTrace),
                            "ns3::GossipSubRouter::ControlTracedCallback")
            .AddTraceSource("Graft",
                            "A peer enters the mesh of a topic.",
                            MakeTraceSourceAccessor(&GossipSubRouter::m_graftTrace),
                            "ns3::GossipSubRouter::MeshTracedCallback")
            .AddTraceSource("Prune",
                            "A peer leaves the mesh of a topic.",
                            MakeTraceSourceAccessor(&GossipSubRouter::m_pruneTrace),
                            "ns3::GossipSubRouter::MeshTracedCallback")
            .AddTraceSource("Score",
                            "The score of a peer has changed since the router last looked at it.",
                            MakeTraceSourceAccessor(&GossipSubRouter::m_scoreTrace),
                            "ns3::GossipSubRouter::ScoreTracedCallback")
            .AddTraceSource("IWantServed",
                            "A message is sent to a peer that asked for it.",
                            MakeTraceSourceAccessor(&GossipSubRouter::m_iWantServedTrace),
                            "ns3::GossipSubRouter::ServedTracedCallback")
            .AddTraceSource("Suppressed",
                            "IDONTWANT took a message out of the send queue of a peer.",
                            MakeTraceSourceAccessor(&GossipSubRouter::m_suppressedTrace),
                            "ns3::GossipSubRouter::ServedTracedCallback")
            .AddTraceSource("BrokenPromise",
                            "A peer has not sent what it offered and was asked for.",
                            MakeTraceSourceAccessor(&GossipSubRouter::m_brokenPromiseTrace),
                            "ns3::GossipSubRouter::PromiseTracedCallback"));
    return tid;
}

} // namespace ns3
