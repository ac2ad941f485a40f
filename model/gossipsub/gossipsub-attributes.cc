/* SPDX-License-Identifier: GPL-2.0-only */
#include "gossipsub-router.h"

#include "ns3/abort.h"
#include "ns3/boolean.h"
#include "ns3/double.h"
#include "ns3/pointer.h"
#include "ns3/uinteger.h"

namespace ns3
{

NS_OBJECT_ENSURE_REGISTERED(GossipSubRouter);

TypeId
GossipSubRouter::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::GossipSubRouter")
            .SetParent<PubsubRouter>()
            .SetGroupName("Waku")
            .AddConstructor<GossipSubRouter>()
            .AddAttribute("D",
                          "Desired number of peers in the mesh of a topic.",
                          UintegerValue(6),
                          MakeUintegerAccessor(&GossipSubRouter::m_d),
                          MakeUintegerChecker<uint32_t>())
            .AddAttribute("D_low",
                          "Below so many peers the mesh is filled up to D.",
                          UintegerValue(4),
                          MakeUintegerAccessor(&GossipSubRouter::m_dLow),
                          MakeUintegerChecker<uint32_t>())
            .AddAttribute("D_high",
                          "Above so many peers the mesh is cut back to D; from so many on it "
                          "admits only peers that this node dialled.",
                          UintegerValue(12),
                          MakeUintegerAccessor(&GossipSubRouter::m_dHigh),
                          MakeUintegerChecker<uint32_t>())
            .AddAttribute("D_score",
                          "Peers that stay for their scores when a mesh is cut back; the others "
                          "that stay are random.",
                          UintegerValue(4),
                          MakeUintegerAccessor(&GossipSubRouter::m_dScore),
                          MakeUintegerChecker<uint32_t>())
            .AddAttribute("D_out",
                          "Peers of a mesh that this node dialled; below D_low and at most D / 2.",
                          UintegerValue(2),
                          MakeUintegerAccessor(&GossipSubRouter::m_dOut),
                          MakeUintegerChecker<uint32_t>())
            .AddAttribute("D_lazy",
                          "At least so many peers outside the mesh get gossip at a heartbeat.",
                          UintegerValue(6),
                          MakeUintegerAccessor(&GossipSubRouter::m_dLazy),
                          MakeUintegerChecker<uint32_t>())
            .AddAttribute("NimMesh",
                          "Meshes are kept as nim-libp2p keeps them: one below D_low is filled "
                          "also when a peer subscribes, the best peers are grafted, fewer are "
                          "pruned, and from D_high on peers that this node dialled are admitted "
                          "only until there are D_out.",
                          BooleanValue(false),
                          MakeBooleanAccessor(&GossipSubRouter::m_nimMesh),
                          MakeBooleanChecker())
            .AddAttribute(
                "GossipFactor",
                "Share of the peers outside the mesh that get gossip, if that is more than D_lazy.",
                DoubleValue(0.25),
                MakeDoubleAccessor(&GossipSubRouter::m_gossipFactor),
                MakeDoubleChecker<double>(0, 1))
            .AddAttribute("HeartbeatInterval",
                          "Time between heartbeats (heartbeat_interval).",
                          TimeValue(Seconds(1)),
                          MakeTimeAccessor(&GossipSubRouter::m_heartbeatInterval),
                          MakeTimeChecker(MilliSeconds(1)))
            .AddAttribute("FanoutTtl",
                          "How long a fanout outlives the last publish to it (fanout_ttl).",
                          TimeValue(Seconds(60)),
                          MakeTimeAccessor(&GossipSubRouter::m_fanoutTtl),
                          MakeTimeChecker(Time(0)))
            .AddAttribute("McacheLen",
                          "Heartbeats for which a message can be had by IWANT (mcache_len).",
                          UintegerValue(5),
                          MakeUintegerAccessor(&GossipSubRouter::m_mcacheLen),
                          MakeUintegerChecker<uint32_t>(1))
            .AddAttribute("McacheGossip",
                          "Heartbeats for which a message is offered by IHAVE (mcache_gossip); at "
                          "most McacheLen.",
                          UintegerValue(3),
                          MakeUintegerAccessor(&GossipSubRouter::m_mcacheGossip),
                          MakeUintegerChecker<uint32_t>(0))
            .AddAttribute("PruneBackoff",
                          "After PRUNE, how long neither side grafts the other.",
                          TimeValue(Seconds(60)),
                          MakeTimeAccessor(&GossipSubRouter::m_pruneBackoff),
                          MakeTimeChecker(Seconds(1)))
            .AddAttribute("UnsubscribeBackoff",
                          "The same after PRUNE by a node that unsubscribes.",
                          TimeValue(Seconds(10)),
                          MakeTimeAccessor(&GossipSubRouter::m_unsubscribeBackoff),
                          MakeTimeChecker(Seconds(1)))
            .AddAttribute("GraftFloodThreshold",
                          "A GRAFT so soon after PRUNE is penalised twice.",
                          TimeValue(Seconds(10)),
                          MakeTimeAccessor(&GossipSubRouter::m_graftFloodThreshold),
                          MakeTimeChecker(Time(0)))
            .AddAttribute(
                "FloodPublish",
                "Own messages go to all subscribers that are connected, not just to the mesh.",
                BooleanValue(true),
                MakeBooleanAccessor(&GossipSubRouter::m_floodPublish),
                MakeBooleanChecker())
            .AddAttribute(
                "BandwidthEstimate",
                "Flood publishing stops at the number of peers to which this many bit/s send the "
                "message within a heartbeat, but not below D_low (nim-libp2p); 0 for no bound.",
                UintegerValue(0),
                MakeUintegerAccessor(&GossipSubRouter::m_bandwidthEstimate),
                MakeUintegerChecker<uint64_t>())
            .AddAttribute("OmitEarlySenders",
                          "A message is not forwarded to peers that sent it while it was validated "
                          "(nim-libp2p).",
                          BooleanValue(false),
                          MakeBooleanAccessor(&GossipSubRouter::m_omitEarlySenders),
                          MakeBooleanChecker())
            .AddAttribute("DoPX",
                          "PRUNE names other peers (peer exchange).",
                          BooleanValue(false),
                          MakeBooleanAccessor(&GossipSubRouter::m_doPx),
                          MakeBooleanChecker())
            .AddAttribute(
                "PrunePeers",
                "Peers named in PRUNE, and most that are taken from one RPC, chosen at random.",
                UintegerValue(16),
                MakeUintegerAccessor(&GossipSubRouter::m_prunePeers),
                MakeUintegerChecker<uint32_t>())
            .AddAttribute("OpportunisticGraftTicks",
                          "Heartbeats between opportunistic graftings.",
                          UintegerValue(60),
                          MakeUintegerAccessor(&GossipSubRouter::m_opportunisticGraftTicks),
                          MakeUintegerChecker<uint32_t>(1))
            .AddAttribute("OpportunisticGraftPeers",
                          "Peers that are grafted opportunistically.",
                          UintegerValue(2),
                          MakeUintegerAccessor(&GossipSubRouter::m_opportunisticGraftPeers),
                          MakeUintegerChecker<uint32_t>())
            .AddAttribute("MaxIHaveLength",
                          "Ids in IHAVE, and most that are asked of a peer between heartbeats.",
                          UintegerValue(5000),
                          MakeUintegerAccessor(&GossipSubRouter::m_maxIHaveLength),
                          MakeUintegerChecker<uint32_t>(1))
            .AddAttribute("MaxIHaveMessages",
                          "RPCs with IHAVE that are read of a peer between heartbeats.",
                          UintegerValue(10),
                          MakeUintegerAccessor(&GossipSubRouter::m_maxIHaveMessages),
                          MakeUintegerChecker<uint32_t>())
            .AddAttribute("GossipRetransmission",
                          "How often a peer gets the same message by IWANT.",
                          UintegerValue(3),
                          MakeUintegerAccessor(&GossipSubRouter::m_gossipRetransmission),
                          MakeUintegerChecker<uint32_t>())
            .AddAttribute("IWantFollowupTime",
                          "A message that was asked for by IWANT is to come within this time.",
                          TimeValue(Seconds(3)),
                          MakeTimeAccessor(&GossipSubRouter::m_iWantFollowupTime),
                          MakeTimeChecker(Time(0)))
            .AddAttribute("SendIDontWant",
                          "Send IDONTWANT (v1.2); it is heeded in any case.",
                          BooleanValue(true),
                          MakeBooleanAccessor(&GossipSubRouter::m_sendIDontWant),
                          MakeBooleanChecker())
            .AddAttribute("IDontWantMessageThreshold",
                          "IDONTWANT is sent for messages with so many bytes of data and more.",
                          UintegerValue(1024),
                          MakeUintegerAccessor(&GossipSubRouter::m_iDontWantMessageThreshold),
                          MakeUintegerChecker<uint32_t>())
            .AddAttribute("MaxIDontWantMessages",
                          "RPCs with IDONTWANT that are read of a peer between heartbeats "
                          "(max_idontwant_messages).",
                          UintegerValue(1000),
                          MakeUintegerAccessor(&GossipSubRouter::m_maxIDontWantMessages),
                          MakeUintegerChecker<uint32_t>())
            .AddAttribute("MaxIDontWantLength",
                          "Ids that are read of an RPC with IDONTWANT.",
                          UintegerValue(10),
                          MakeUintegerAccessor(&GossipSubRouter::m_maxIDontWantLength),
                          MakeUintegerChecker<uint32_t>())
            .AddAttribute("IDontWantMessageTtl",
                          "Heartbeats for which IDONTWANT holds.",
                          UintegerValue(3),
                          MakeUintegerAccessor(&GossipSubRouter::m_iDontWantMessageTtl),
                          MakeUintegerChecker<uint32_t>(1))
            .AddAttribute("IDontWantAfterValidation",
                          "IDONTWANT is sent when a message has been found valid (nim-libp2p until "
                          "June 2024), not when its first copy has come.",
                          BooleanValue(false),
                          MakeBooleanAccessor(&GossipSubRouter::m_iDontWantAfterValidation),
                          MakeBooleanChecker())
            .AddAttribute("IDontWantCancels",
                          "IDONTWANT takes a message back that still waits in the send queue of "
                          "the peer; if not, it only keeps back what would be sent later.",
                          BooleanValue(true),
                          MakeBooleanAccessor(&GossipSubRouter::m_iDontWantCancels),
                          MakeBooleanChecker())
            .AddAttribute("MaxSubscriptions",
                          "Topics to which a peer may subscribe; more are penalised and not noted.",
                          UintegerValue(1024),
                          MakeUintegerAccessor(&GossipSubRouter::m_maxSubscriptions),
                          MakeUintegerChecker<uint32_t>())
            .AddAttribute("MaxTopicLength",
                          "Longest name of a pubsub topic, bytes; subscriptions of peers to longer "
                          "ones are penalised and not noted.",
                          UintegerValue(1024),
                          MakeUintegerAccessor(&GossipSubRouter::m_maxTopicLength),
                          MakeUintegerChecker<uint32_t>(1))
            .AddAttribute("MaxValidating",
                          "Messages in validation of which it is noted who sends further copies; "
                          "those of more are neither scored nor omitted in forwarding. It "
                          "limits what is noted, not what is validated.",
                          UintegerValue(16384),
                          MakeUintegerAccessor(&GossipSubRouter::m_maxValidating),
                          MakeUintegerChecker<uint32_t>())
            .AddAttribute("DisconnectGraylisted",
                          "Peers below GraylistThreshold are disconnected.",
                          BooleanValue(true),
                          MakeBooleanAccessor(&GossipSubRouter::m_disconnectGraylisted),
                          MakeBooleanChecker())
            .AddAttribute("Scoring",
                          "How peers are scored; null for no scores.",
                          PointerValue(),
                          MakePointerAccessor(&GossipSubRouter::m_scoring),
                          MakePointerChecker<PeerScoreParameters>())
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
                            "ns3::GossipSubRouter::PromiseTracedCallback");
    return tid;
}

void
GossipSubRouter::CheckAttributes() const
{
    NS_ABORT_MSG_IF(m_dLow > m_d || m_d > m_dHigh,
                    "GossipSubRouter: D is " << m_d << ", not within D_low, " << m_dLow
                                             << ", to D_high, " << m_dHigh);
    NS_ABORT_MSG_IF(m_dOut > 0 && (m_dOut >= m_dLow || m_dOut > m_d / 2),
                    "GossipSubRouter: D_out is " << m_dOut << ", not below D_low, " << m_dLow
                                                 << ", and at most D / 2, " << m_d / 2);
    NS_ABORT_MSG_IF(m_dScore > m_d,
                    "GossipSubRouter: D_score is " << m_dScore << ", above D, " << m_d);
    NS_ABORT_MSG_IF(m_mcacheGossip > m_mcacheLen,
                    "GossipSubRouter: McacheGossip is " << m_mcacheGossip << ", above McacheLen, "
                                                        << m_mcacheLen);
}

} // namespace ns3
