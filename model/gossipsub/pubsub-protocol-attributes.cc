/* SPDX-License-Identifier: GPL-2.0-only */
#include "pubsub-mode.h"
#include "pubsub-protocol.h"

#include "ns3/enum-attribute.h"
#include "ns3/object-part.h"
#include "ns3/pointer.h"
#include "ns3/string.h"
#include "ns3/uinteger.h"

namespace ns3
{

NS_OBJECT_ENSURE_REGISTERED(PubsubProtocol);

TypeId
PubsubProtocol::GetTypeId()
{
    static TypeId tid = AddTraceSourcesOfPart(
        TypeId("ns3::PubsubProtocol")
            .SetParent<PeerProtocol>()
            .SetGroupName("Waku")
            .AddConstructor<PubsubProtocol>()
            .AddAttribute("ProtocolId",
                          "Protocol id by which peers agree to speak it. If empty, that of what it "
                          "is: /meshsub/1.2.0, with extensions /meshsub/1.3.0, and "
                          "/vac/waku/relay/2.0.0 of Waku relay.",
                          StringValue(""),
                          MakeStringAccessor(&PubsubProtocol::m_protocolId),
                          MakeStringChecker())
            .AddAttribute("Mode",
                          "Static (every connected peer is in the mesh), GossipSub, or any X where "
                          "ns3::XRouter is a PubsubRouter; the router if none is set.",
                          StringValue("Static"),
                          MakeStringAccessor(&PubsubProtocol::SetMode, &PubsubProtocol::GetMode),
                          MakePubsubModeChecker())
            .AddAttribute("MessageIds",
                          "How ids of messages are computed: Own (14/WAKU2-MESSAGE of Waku relay, "
                          "else TopicAndData), TopicAndData, Data (SHA-256 of these), Ethereum (20 "
                          "bytes) or FirstBytes (8 bytes of the data, or of Waku relay's payload). "
                          "Without effect on a node that was given a pool.",
                          MakeEnumValue(MessageIdFunction::OWN),
                          MakeEnumMemberAccessor(&PubsubProtocol::m_messageIds),
                          MakeNamedEnumChecker<MessageIdFunction>(
                              {{MessageIdFunction::OWN, "Own"},
                               {MessageIdFunction::TOPIC_AND_DATA, "TopicAndData"},
                               {MessageIdFunction::DATA, "Data"},
                               {MessageIdFunction::ETHEREUM, "Ethereum"},
                               {MessageIdFunction::FIRST_BYTES, "FirstBytes"}}))
            .AddAttribute("MaxMessageSize",
                          "Largest RPC that is read, bytes without its delimiter; a larger one "
                          "closes the connection.",
                          UintegerValue(1048576),
                          MakeUintegerAccessor(&PubsubProtocol::m_maxMessageSize),
                          MakeUintegerChecker<uint32_t>(1))
            .AddAttribute("ValidationDelay",
                          "Time to validate a message, seconds; none by default.",
                          PointerValue(),
                          MakePointerAccessor(&PubsubProtocol::m_validationDelay),
                          MakePointerChecker<RandomVariableStream>())
            .AddAttribute("ValidationWorkers",
                          "How many messages a node validates at a time; 0 for no limit.",
                          UintegerValue(0),
                          MakeUintegerAccessor(&PubsubProtocol::m_validationWorkers),
                          MakeUintegerChecker<uint32_t>())
            .AddAttribute("ValidationThrottle",
                          "Most messages in validation at a time, those that wait for a worker "
                          "included. A further one is dropped and stays seen, and nobody is blamed "
                          "for it. (go-libp2p-pubsub's validateThrottle; nim-libp2p has no limit)",
                          UintegerValue(8192),
                          MakeUintegerAccessor(&PubsubProtocol::m_validationThrottle),
                          MakeUintegerChecker<uint32_t>(1))
            .AddAttribute(
                "Router",
                "Decides what goes to whom; made from Mode if not set.",
                PointerValue(),
                MakePointerAccessor(&PubsubProtocol::SetRouter, &PubsubProtocol::GetRouter),
                MakePointerChecker<PubsubRouter>())
            .AddTraceSource("Publish",
                            "This node publishes a message.",
                            MakeTraceSourceAccessor(&PubsubProtocol::m_publishTrace),
                            "ns3::PubsubProtocol::MessageTracedCallback")
            .AddTraceSource("Send",
                            "A full message has gone to TCP towards a peer.",
                            MakeTraceSourceAccessor(&PubsubProtocol::m_sendTrace),
                            "ns3::PubsubProtocol::MessagePeerTracedCallback")
            .AddTraceSource("Deliver",
                            "A valid message of another node is delivered.",
                            MakeTraceSourceAccessor(&PubsubProtocol::m_deliverTrace),
                            "ns3::PubsubProtocol::MessageTracedCallback")
            .AddTraceSource("Drop",
                            "A full message has found no room in the send queue of a peer.",
                            MakeTraceSourceAccessor(&PubsubProtocol::m_dropTrace),
                            "ns3::PubsubProtocol::MessagePeerTracedCallback")
            .AddTraceSource("Throttled",
                            "The first copy of a message has come in and is dropped, since "
                            "ValidationThrottle messages are in validation.",
                            MakeTraceSourceAccessor(&PubsubProtocol::m_throttledTrace),
                            "ns3::PubsubProtocol::MessagePeerTracedCallback")
            .AddTraceSource("IgnoredRecord",
                            "A peer has named a node, in peer exchange, that is not dialled: "
                            "connected already, no address of another node, or one too many.",
                            MakeTraceSourceAccessor(&PubsubProtocol::m_ignoredRecordTrace),
                            "ns3::PubsubProtocol::RecordTracedCallback")
            .AddTraceSource("Error",
                            "Bytes that are no RPC have come in.",
                            MakeTraceSourceAccessor(&PubsubProtocol::m_errorTrace),
                            "ns3::PubsubProtocol::ErrorTracedCallback"),
        PubsubRouter::GetTypeId(),
        &PubsubProtocol::FindTracedRouter);
    return tid;
}

} // namespace ns3
