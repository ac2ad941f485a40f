/* SPDX-License-Identifier: GPL-2.0-only */
#include "waku-relay.h"

#include "ns3/forwarded-trace-source.h"
#include "ns3/pointer.h"
#include "ns3/string.h"
#include "ns3/trace-source-accessor.h"
#include "ns3/uinteger.h"

namespace ns3
{

NS_OBJECT_ENSURE_REGISTERED(WakuRelay);

TypeId
WakuRelay::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::WakuRelay")
            .SetParent<Application>()
            .SetGroupName("Waku")
            .AddConstructor<WakuRelay>()
            .AddAttribute("Mode",
                          "Static (the overlay is the mesh) or GossipSub; the router if none is "
                          "set.",
                          StringValue("Static"),
                          MakeStringAccessor(&WakuRelay::SetMode, &WakuRelay::GetMode),
                          MakeStringChecker())
            .AddAttribute("PubsubTopic",
                          "Pubsub topic to which the node subscribes and on which it publishes.",
                          StringValue("/waku/2/rs/0/0"),
                          MakeStringAccessor(&WakuRelay::m_pubsubTopic),
                          MakeStringChecker())
            .AddAttribute("ContentTopic",
                          "Content topic of published messages.",
                          StringValue("/ns-3/1/traffic/proto"),
                          MakeStringAccessor(&WakuRelay::m_contentTopic),
                          MakeStringChecker())
            .AddAttribute("MaxMessageSize",
                          "Largest RPC that is read, bytes; a larger one closes the connection.",
                          UintegerValue(1048576),
                          MakeUintegerAccessor(&WakuRelay::m_maxMessageSize),
                          MakeUintegerChecker<uint32_t>(1))
            .AddAttribute("ValidationDelay",
                          "Time to validate a message, seconds; none by default.",
                          PointerValue(),
                          MakePointerAccessor(&WakuRelay::m_validationDelay),
                          MakePointerChecker<RandomVariableStream>())
            .AddAttribute("ValidationWorkers",
                          "How many messages a node validates at a time; 0 for no limit.",
                          UintegerValue(0),
                          MakeUintegerAccessor(&WakuRelay::m_validationWorkers),
                          MakeUintegerChecker<uint32_t>())
            .AddAttribute("ValidationThrottle",
                          "Most messages in validation at a time, those that wait for a worker "
                          "included. A further one is dropped and stays seen, and nobody is blamed "
                          "for it. (go-libp2p-pubsub's validateThrottle; nim-libp2p has no limit)",
                          UintegerValue(8192),
                          MakeUintegerAccessor(&WakuRelay::m_validationThrottle),
                          MakeUintegerChecker<uint32_t>(1))
            .AddAttribute("ProofSize",
                          "Bytes of rate_limit_proof in a published message; 0 for none.",
                          UintegerValue(0),
                          MakeUintegerAccessor(&WakuRelay::m_proofSize),
                          MakeUintegerChecker<uint32_t>(0, 4096))
            .AddAttribute("ProofDelay",
                          "Time that the publisher takes for the proof, seconds; none by "
                          "default.",
                          PointerValue(),
                          MakePointerAccessor(&WakuRelay::m_proofDelay),
                          MakePointerChecker<RandomVariableStream>())
            .AddAttribute("Connections",
                          "The connections of this node.",
                          PointerValue(),
                          MakePointerAccessor(&WakuRelay::m_connections),
                          MakePointerChecker<PeerConnectionManager>())
            .AddAttribute("Traffic",
                          "The built-in traffic of this node; none by default.",
                          PointerValue(),
                          MakePointerAccessor(&WakuRelay::m_traffic),
                          MakePointerChecker<WakuTrafficGenerator>())
            .AddAttribute("Router",
                          "Decides what goes to whom; made from Mode if not set.",
                          PointerValue(),
                          MakePointerAccessor(&WakuRelay::SetRouter, &WakuRelay::GetRouter),
                          MakePointerChecker<PubsubRouter>())
            .AddTraceSource("Subscribe",
                            "This node has subscribed to a pubsub topic.",
                            MakeForwardedTraceSourceAccessor(&WakuRelay::GetRouter, "Subscribe"),
                            "ns3::WakuRelay::TopicTracedCallback")
            .AddTraceSource("Unsubscribe",
                            "This node has unsubscribed from a pubsub topic.",
                            MakeForwardedTraceSourceAccessor(&WakuRelay::GetRouter, "Unsubscribe"),
                            "ns3::WakuRelay::TopicTracedCallback")
            .AddTraceSource("Publish",
                            "This node publishes a message.",
                            MakeTraceSourceAccessor(&WakuRelay::m_publishTrace),
                            "ns3::WakuRelay::MessageTracedCallback")
            .AddTraceSource("Send",
                            "A full message has gone to TCP towards a peer.",
                            MakeTraceSourceAccessor(&WakuRelay::m_sendTrace),
                            "ns3::WakuRelay::MessagePeerTracedCallback")
            .AddTraceSource("FirstReceive",
                            "The first copy of a message has come in.",
                            MakeForwardedTraceSourceAccessor(&WakuRelay::GetRouter, "FirstReceive"),
                            "ns3::WakuRelay::MessagePeerTracedCallback")
            .AddTraceSource("Duplicate",
                            "A further copy of a message has come in.",
                            MakeForwardedTraceSourceAccessor(&WakuRelay::GetRouter, "Duplicate"),
                            "ns3::WakuRelay::MessagePeerTracedCallback")
            .AddTraceSource("Unwanted",
                            "A message of a topic to which this node is not subscribed has come "
                            "in.",
                            MakeForwardedTraceSourceAccessor(&WakuRelay::GetRouter, "Unwanted"),
                            "ns3::WakuRelay::MessagePeerTracedCallback")
            .AddTraceSource("Deliver",
                            "A valid message of another node is delivered.",
                            MakeTraceSourceAccessor(&WakuRelay::m_deliverTrace),
                            "ns3::WakuRelay::MessageTracedCallback")
            .AddTraceSource("Drop",
                            "A full message has found no room in the send queue of a peer.",
                            MakeTraceSourceAccessor(&WakuRelay::m_dropTrace),
                            "ns3::WakuRelay::MessagePeerTracedCallback")
            .AddTraceSource("Throttled",
                            "The first copy of a message has come in and is dropped, since "
                            "ValidationThrottle messages are in validation.",
                            MakeTraceSourceAccessor(&WakuRelay::m_throttledTrace),
                            "ns3::WakuRelay::MessagePeerTracedCallback")
            .AddTraceSource("Online",
                            "The node goes online or offline.",
                            MakeTraceSourceAccessor(&WakuRelay::m_onlineTrace),
                            "ns3::WakuRelay::OnlineTracedCallback")
            .AddTraceSource("PeerUp",
                            "A peer has connected.",
                            MakeTraceSourceAccessor(&WakuRelay::m_peerUpTrace),
                            "ns3::WakuRelay::PeerTracedCallback")
            .AddTraceSource("PeerDown",
                            "A peer has gone.",
                            MakeTraceSourceAccessor(&WakuRelay::m_peerDownTrace),
                            "ns3::WakuRelay::PeerTracedCallback")
            .AddTraceSource("IgnoredRecord",
                            "A peer has named a node, in peer exchange, that is not dialled: "
                            "connected already, no address of another node, or one too many.",
                            MakeTraceSourceAccessor(&WakuRelay::m_ignoredRecordTrace),
                            "ns3::WakuRelay::RecordTracedCallback")
            .AddTraceSource("Tx",
                            "Bytes of a frame that has gone to TCP.",
                            MakeTraceSourceAccessor(&WakuRelay::m_txTrace),
                            "ns3::WakuRelay::BytesTracedCallback")
            .AddTraceSource("Rx",
                            "Bytes that have come from TCP.",
                            MakeTraceSourceAccessor(&WakuRelay::m_rxTrace),
                            "ns3::WakuRelay::BytesTracedCallback")
            .AddTraceSource("Error",
                            "Bytes that are no RPC have come in.",
                            MakeTraceSourceAccessor(&WakuRelay::m_errorTrace),
                            "ns3::WakuRelay::ErrorTracedCallback");
    return tid;
}

} // namespace ns3
