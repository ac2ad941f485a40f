/* SPDX-License-Identifier: GPL-2.0-only */
#include "enum-attribute.h"
#include "peer-connection-manager.h"

#include "ns3/boolean.h"
#include "ns3/trace-source-accessor.h"
#include "ns3/uinteger.h"
#include "ns3/wan-tcp-socket-factory.h"

namespace ns3
{

NS_OBJECT_ENSURE_REGISTERED(PeerConnectionManager);

TypeId
PeerConnectionManager::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::PeerConnectionManager")
            .SetParent<Object>()
            .SetGroupName("Waku")
            .AddConstructor<PeerConnectionManager>()
            .AddAttribute("Port",
                          "TCP port on which the node listens.",
                          UintegerValue(60000),
                          MakeUintegerAccessor(&PeerConnectionManager::m_port),
                          MakeUintegerChecker<uint16_t>(1))
            .AddAttribute("Listens",
                          "Whether others can dial this node; if not, they are refused.",
                          BooleanValue(true),
                          MakeBooleanAccessor(&PeerConnectionManager::m_listens),
                          MakeBooleanChecker())
            .AddAttribute("SocketFactory",
                          "TypeId of the socket factory; its sockets are TcpSockets. A node that "
                          "has no WanTcpSocketFactory uses ns3::TcpSocketFactory instead.",
                          TypeIdValue(WanTcpSocketFactory::GetTypeId()),
                          MakeTypeIdAccessor(&PeerConnectionManager::m_socketFactory),
                          MakeTypeIdChecker())
            .AddAttribute(
                "DialTimeout",
                "An attempt to connect fails after this time. (ns-3's TCP ignores a reset "
                "that answers a SYN with timestamps, and repeats the SYN for minutes.)",
                TimeValue(Seconds(10)),
                MakeTimeAccessor(&PeerConnectionManager::m_dialTimeout),
                MakeTimeChecker(MilliSeconds(1)))
            .AddAttribute(
                "DialSpread",
                "A node that starts dials each of its known peers at a random time within "
                "this from the start; 0 for all at once.",
                TimeValue(Time(0)),
                MakeTimeAccessor(&PeerConnectionManager::m_dialSpread),
                MakeTimeChecker(Time(0)))
            .AddAttribute("ReconnectMin",
                          "Wait before the first attempt to reconnect; doubles with each failure.",
                          TimeValue(Seconds(1)),
                          MakeTimeAccessor(&PeerConnectionManager::m_reconnectMin),
                          MakeTimeChecker(MilliSeconds(1)))
            .AddAttribute("ReconnectMax",
                          "Longest wait before an attempt to reconnect.",
                          TimeValue(Minutes(1)),
                          MakeTimeAccessor(&PeerConnectionManager::m_reconnectMax),
                          MakeTimeChecker(MilliSeconds(1)))
            .AddAttribute("MaxAttempts",
                          "Failed attempts in a row after which a node is not dialled again; 0 for "
                          "no limit.",
                          UintegerValue(0),
                          MakeUintegerAccessor(&PeerConnectionManager::m_maxAttempts),
                          MakeUintegerChecker<uint32_t>())
            .AddAttribute("MaxSuggestedDials",
                          "Most nodes named by others, as in GossipSub's peer exchange, that are "
                          "dialled at a time; further names are ignored. (go-libp2p-pubsub's "
                          "GossipSubMaxPendingConnections)",
                          UintegerValue(128),
                          MakeUintegerAccessor(&PeerConnectionManager::m_maxSuggestedDials),
                          MakeUintegerChecker<uint32_t>())
            .AddAttribute("UnsentLowWater",
                          "TCP gets no further frame while it has so many bytes that it has not "
                          "sent yet.",
                          UintegerValue(65536),
                          MakeUintegerAccessor(&PeerConnectionManager::m_unsentLowWater),
                          MakeUintegerChecker<uint32_t>(1))
            .AddAttribute("SendQueueBytes",
                          "Most bytes that wait for a peer in front of TCP.",
                          UintegerValue(8388608),
                          MakeUintegerAccessor(&PeerConnectionManager::m_sendQueueBytes),
                          MakeUintegerChecker<uint32_t>())
            .AddAttribute("SendQueuePolicy",
                          "What happens beyond SendQueueBytes: DropNewest, DropOldest or "
                          "Disconnect.",
                          MakeEnumValue(SendQueuePolicy::DROP_NEWEST),
                          MakeEnumMemberAccessor(&PeerConnectionManager::m_sendQueuePolicy),
                          MakeNamedEnumChecker<SendQueuePolicy>(
                              {{SendQueuePolicy::DROP_NEWEST, "DropNewest"},
                               {SendQueuePolicy::DROP_OLDEST, "DropOldest"},
                               {SendQueuePolicy::DISCONNECT, "Disconnect"}}))
            .AddAttribute(
                "SendQueueFrames",
                "Most frames that wait for a peer in front of TCP, of all kinds; a further one is "
                "dropped unless it is a control frame (32 in go-libp2p-pubsub).",
                UintegerValue(SendLimits::NO_LIMIT),
                MakeUintegerAccessor(&PeerConnectionManager::m_sendQueueFrames),
                MakeUintegerChecker<uint32_t>(1))
            .AddAttribute("SendQueueAheadFrames",
                          "Most frames that wait ahead of others, such as own messages with "
                          "OwnMessagesFirst; a further one is dropped (512 in nim-libp2p).",
                          UintegerValue(SendLimits::NO_LIMIT),
                          MakeUintegerAccessor(&PeerConnectionManager::m_sendQueueAheadFrames),
                          MakeUintegerChecker<uint32_t>(1))
            .AddAttribute(
                "SendQueueRestFrames",
                "Most frames that wait and are neither control frames nor ahead of others; a "
                "further one is dropped (1024 in nim-libp2p, 5000 in rust-libp2p).",
                UintegerValue(SendLimits::NO_LIMIT),
                MakeUintegerAccessor(&PeerConnectionManager::m_sendQueueRestFrames),
                MakeUintegerChecker<uint32_t>(1))
            .AddAttribute("SendQueueControlFrames",
                          "Most control frames that wait; with a further one the peer is "
                          "disconnected (256 in nim-libp2p).",
                          UintegerValue(SendLimits::NO_LIMIT),
                          MakeUintegerAccessor(&PeerConnectionManager::m_sendQueueControlFrames),
                          MakeUintegerChecker<uint32_t>(1))
            .AddAttribute(
                "SecureChannel",
                "What is between messages and TCP: None; Noise, the bytes and round trips "
                "of libp2p's multistream-select, Noise and yamux; or Plaintext, which real "
                "nodes understand. The same at both ends of a connection.",
                MakeEnumValue(SecureChannelKind::NONE),
                MakeEnumMemberAccessor(&PeerConnectionManager::m_secureChannel),
                MakeNamedEnumChecker<SecureChannelKind>(
                    {{SecureChannelKind::NONE, "None"},
                     {SecureChannelKind::NOISE, "Noise"},
                     {SecureChannelKind::PLAINTEXT, "Plaintext"}}))
            .AddAttribute(
                "SecureChannelOverhead",
                "The old name of SecureChannel=Noise: if SecureChannel is None, true makes "
                "it Noise.",
                BooleanValue(false),
                MakeBooleanAccessor(&PeerConnectionManager::m_secureChannelOverhead),
                MakeBooleanChecker())
            .AddAttribute("PlaintextPort",
                          "TCP port on which the node also accepts connections with Plaintext, "
                          "whatever SecureChannel is; 0 for none.",
                          UintegerValue(0),
                          MakeUintegerAccessor(&PeerConnectionManager::m_plaintextPort),
                          MakeUintegerChecker<uint16_t>())
            .AddAttribute("MarkStreams",
                          "Whether a node that speaks a single protocol says which, and marks its "
                          "bytes, as nodes of several always do. It has to if its peers have that "
                          "protocol and another one is their first.",
                          BooleanValue(false),
                          MakeBooleanAccessor(&PeerConnectionManager::m_markStreams),
                          MakeBooleanChecker())
            .AddTraceSource("SecureChannelError",
                            "The other side of a connection sent bytes that make no sense to the "
                            "secure channel; the connection is closed. (IP address and port)",
                            MakeTraceSourceAccessor(&PeerConnectionManager::m_channelErrorTrace),
                            "ns3::Address::TracedCallback")
            .AddTraceSource("IdentifyError",
                            "A peer sent an Identify message that makes no sense, or bytes behind "
                            "it; they are skipped. (IP address and port)",
                            MakeTraceSourceAccessor(&PeerConnectionManager::m_identifyErrorTrace),
                            "ns3::Address::TracedCallback")
            .AddTraceSource("Skipped",
                            "A peer sent bytes of a protocol that this node does not speak. (peer, "
                            "bytes)",
                            MakeTraceSourceAccessor(&PeerConnectionManager::m_skippedTrace),
                            "ns3::PeerConnectionManager::SkippedTracedCallback");
    return tid;
}

} // namespace ns3
