/* SPDX-License-Identifier: GPL-2.0-only */
#include "whisper-protocol.h"

#include "ns3/boolean.h"
#include "ns3/double.h"
#include "ns3/uinteger.h"

namespace ns3
{

NS_OBJECT_ENSURE_REGISTERED(WhisperProtocol);

namespace
{

constexpr uint32_t NEW_YEAR_2019 = 1546300800; //!< UNIX time, seconds
constexpr uint32_t MAX_TTL = INT32_MAX;        //!< seconds; an expiry has 32 bits

} // namespace

TypeId
WhisperProtocol::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::WhisperProtocol")
            .SetParent<Object>()
            .SetGroupName("Waku")
            .AddConstructor<WhisperProtocol>()
            .AddAttribute("MinPow",
                          "Least proof of work of envelopes that are accepted.",
                          DoubleValue(0.2),
                          MakeDoubleAccessor(&WhisperProtocol::m_minPowAttribute),
                          MakeDoubleChecker<double>(0))
            .AddAttribute("MaxMessageSize",
                          "Largest envelope that is accepted: data and 20 bytes.",
                          UintegerValue(1 << 20),
                          MakeUintegerAccessor(&WhisperProtocol::m_maxMessageSize),
                          MakeUintegerChecker<uint32_t>(1, 10 << 20))
            .AddAttribute("MaxPacketSize",
                          "Largest frame-data that is accepted, bytes (6/WAKU1: 1.5 MB; "
                          "go-ethereum's whisperv6 uses MaxMessageSize).",
                          UintegerValue(3 << 19),
                          MakeUintegerAccessor(&WhisperProtocol::m_maxPacketSize),
                          MakeUintegerChecker<uint32_t>(1, RlpxFrame::MAX_DATA_SIZE))
            .AddAttribute("TransmissionCycle",
                          "Time between two bundles for a peer: the period of its ticker, which "
                          "starts when its status arrives.",
                          TimeValue(MilliSeconds(300)),
                          MakeTimeAccessor(&WhisperProtocol::m_transmissionCycle),
                          MakeTimeChecker(MicroSeconds(1)))
            .AddAttribute("TimerLateness",
                          "Most time by which a ticker fires late; the time is drawn evenly from "
                          "0 on for each bundle. (0 to 1.1 ms in Go on Linux)",
                          TimeValue(MilliSeconds(1)),
                          MakeTimeAccessor(&WhisperProtocol::m_timerLateness),
                          MakeTimeChecker(Time(0), Seconds(1)))
            .AddAttribute("HandlingTime",
                          "How long it takes to read an envelope. A ticker that fires before "
                          "sends the envelope back to the peer that it came from, if the node had "
                          "it already. It does not delay envelopes.",
                          TimeValue(MicroSeconds(300)),
                          MakeTimeAccessor(&WhisperProtocol::m_handlingTime),
                          MakeTimeChecker(Time(0), Seconds(1)))
            .AddAttribute("Immediate",
                          "Whether envelopes are forwarded at once instead of in bundles.",
                          BooleanValue(false),
                          MakeBooleanAccessor(&WhisperProtocol::m_isImmediate),
                          MakeBooleanChecker())
            .AddAttribute("SplitBundles",
                          "Whether a bundle is split that would be larger than MaxPacketSize. "
                          "whisperv6 does not, and is disconnected.",
                          BooleanValue(true),
                          MakeBooleanAccessor(&WhisperProtocol::m_splitBundles),
                          MakeBooleanChecker())
            .AddAttribute("ExpirationCycle",
                          "Time between two sweeps for expired envelopes.",
                          TimeValue(Seconds(1)),
                          MakeTimeAccessor(&WhisperProtocol::m_expirationCycle),
                          MakeTimeChecker(MicroSeconds(1)))
            .AddAttribute("SyncAllowance",
                          "How far clocks may be apart, and how long a former MinPow or interest "
                          "is tolerated.",
                          TimeValue(Seconds(10)),
                          MakeTimeAccessor(&WhisperProtocol::m_syncAllowance),
                          MakeTimeChecker(Time(0), Seconds(1000000)))
            .AddAttribute("HandshakeTimeout",
                          "How long a peer's status may take.",
                          TimeValue(Seconds(5)),
                          MakeTimeAccessor(&WhisperProtocol::m_handshakeTimeout),
                          MakeTimeChecker(MicroSeconds(1)))
            .AddAttribute("UnixEpoch",
                          "UNIX time at which the simulation starts, seconds.",
                          UintegerValue(NEW_YEAR_2019),
                          MakeUintegerAccessor(&WhisperProtocol::m_unixEpoch),
                          MakeUintegerChecker<uint32_t>())
            .AddAttribute("FullNode",
                          "Whether envelopes of all topics are accepted and forwarded.",
                          BooleanValue(true),
                          MakeBooleanAccessor(&WhisperProtocol::m_isFull),
                          MakeBooleanChecker())
            .AddAttribute("LightNode",
                          "Whether this node forwards no envelopes but its own.",
                          BooleanValue(false),
                          MakeBooleanAccessor(&WhisperProtocol::m_isLight),
                          MakeBooleanChecker())
            .AddAttribute("RestrictLightConnections",
                          "Whether a light node disconnects from other light nodes.",
                          BooleanValue(true),
                          MakeBooleanAccessor(&WhisperProtocol::m_restrictLight),
                          MakeBooleanChecker())
            .AddAttribute("Confirmations",
                          "Whether this node confirms each bundle.",
                          BooleanValue(false),
                          MakeBooleanAccessor(&WhisperProtocol::m_confirmations),
                          MakeBooleanChecker())
            .AddAttribute("Waku1",
                          "Whether Waku 1 is spoken instead of Whisper 6.",
                          BooleanValue(false),
                          MakeBooleanAccessor(&WhisperProtocol::m_isWaku),
                          MakeBooleanChecker())
            .AddAttribute("TopicInterest",
                          "Whether a node that is no full node tells its topics instead of a bloom "
                          "filter; Waku 1 only.",
                          BooleanValue(false),
                          MakeBooleanAccessor(&WhisperProtocol::m_useTopicInterest),
                          MakeBooleanChecker())
            .AddAttribute("PacketLimitIp",
                          "Announced limit of packets a second for an IP address; 0: none.",
                          UintegerValue(0),
                          MakeUintegerAccessor(&WhisperProtocol::m_packetLimitIp),
                          MakeUintegerChecker<uint64_t>())
            .AddAttribute("PacketLimitPeer",
                          "Announced limit of packets a second for a peer; 0: none.",
                          UintegerValue(0),
                          MakeUintegerAccessor(&WhisperProtocol::m_packetLimitPeer),
                          MakeUintegerChecker<uint64_t>())
            .AddAttribute("PacketLimitTopic",
                          "Announced limit of packets a second for a topic; 0: none.",
                          UintegerValue(0),
                          MakeUintegerAccessor(&WhisperProtocol::m_packetLimitTopic),
                          MakeUintegerChecker<uint64_t>())
            .AddAttribute("ByteLimitIp",
                          "Announced limit of bytes a second for an IP address; 0: none.",
                          UintegerValue(0),
                          MakeUintegerAccessor(&WhisperProtocol::m_byteLimitIp),
                          MakeUintegerChecker<uint64_t>())
            .AddAttribute("ByteLimitPeer",
                          "Announced limit of bytes a second for a peer; 0: none.",
                          UintegerValue(0),
                          MakeUintegerAccessor(&WhisperProtocol::m_byteLimitPeer),
                          MakeUintegerChecker<uint64_t>())
            .AddAttribute("ByteLimitTopic",
                          "Announced limit of bytes a second for a topic; 0: none.",
                          UintegerValue(0),
                          MakeUintegerAccessor(&WhisperProtocol::m_byteLimitTopic),
                          MakeUintegerChecker<uint64_t>())
            .AddAttribute("EnforceRateLimits",
                          "Whether a peer is dropped that breaks the announced limits by more than "
                          "a second's worth: those of a peer and of a topic by itself, those of an "
                          "IP address with the others at its address.",
                          BooleanValue(true),
                          MakeBooleanAccessor(&WhisperProtocol::m_enforceRateLimits),
                          MakeBooleanChecker())
            .AddAttribute("Devp2p",
                          "Whether frames are as devp2p has them: packet ids are higher by 16, "
                          "packets have the form of Snappy, and peers are pinged. The same on all "
                          "nodes.",
                          BooleanValue(false),
                          MakeBooleanAccessor(&WhisperProtocol::m_isDevp2p),
                          MakeBooleanChecker())
            .AddAttribute("PingInterval",
                          "Time between two pings of a peer, with Devp2p; 0 for no pings.",
                          TimeValue(Seconds(15)),
                          MakeTimeAccessor(&WhisperProtocol::m_pingInterval),
                          MakeTimeChecker(Time(0)))
            .AddAttribute("DefaultTtl",
                          "Time to live of messages that do not say their own, seconds.",
                          UintegerValue(50),
                          MakeUintegerAccessor(&WhisperProtocol::m_defaultTtl),
                          MakeUintegerChecker<uint32_t>(1, MAX_TTL))
            .AddAttribute("PowTarget",
                          "Proof of work of messages that do not say their own.",
                          DoubleValue(0.2),
                          MakeDoubleAccessor(&WhisperProtocol::m_powTarget),
                          MakeDoubleChecker<double>(0))
            .AddAttribute("ModelPow",
                          "Whether the proof of work is only a number that goes with the envelope, "
                          "and the search for a nonce a random time.",
                          BooleanValue(false),
                          MakeBooleanAccessor(&WhisperProtocol::m_modelPow),
                          MakeBooleanChecker())
            .AddAttribute("HashRate",
                          "Nonces that are tried a second; 0: the search takes no simulated time.",
                          DoubleValue(0),
                          MakeDoubleAccessor(&WhisperProtocol::m_hashRate),
                          MakeDoubleChecker<double>(0))
            .AddAttribute("Signed",
                          "Whether messages are signed, which takes 65 bytes before padding.",
                          BooleanValue(true),
                          MakeBooleanAccessor(&WhisperProtocol::m_isSigned),
                          MakeBooleanChecker())
            .AddTraceSource("Publish",
                            "An envelope of this node sets out.",
                            MakeTraceSourceAccessor(&WhisperProtocol::m_publishTrace),
                            "ns3::WhisperProtocol::EnvelopeTracedCallback")
            .AddTraceSource("Expire",
                            "An envelope has been swept.",
                            MakeTraceSourceAccessor(&WhisperProtocol::m_expireTrace),
                            "ns3::WhisperProtocol::EnvelopeTracedCallback")
            .AddTraceSource("Send",
                            "An envelope goes to a peer in a messages packet: a transmission.",
                            MakeTraceSourceAccessor(&WhisperProtocol::m_sendTrace),
                            "ns3::WhisperProtocol::TransferTracedCallback")
            .AddTraceSource("Receive",
                            "An envelope has come in a messages packet, acceptable or not.",
                            MakeTraceSourceAccessor(&WhisperProtocol::m_receiveTrace),
                            "ns3::WhisperProtocol::TransferTracedCallback")
            .AddTraceSource("Accept",
                            "The first copy of an envelope has been accepted.",
                            MakeTraceSourceAccessor(&WhisperProtocol::m_acceptTrace),
                            "ns3::WhisperProtocol::TransferTracedCallback")
            .AddTraceSource("Duplicate",
                            "A further copy of an envelope has come in.",
                            MakeTraceSourceAccessor(&WhisperProtocol::m_duplicateTrace),
                            "ns3::WhisperProtocol::TransferTracedCallback")
            .AddTraceSource("Deliver",
                            "An accepted envelope is on a topic of this node.",
                            MakeTraceSourceAccessor(&WhisperProtocol::m_deliverTrace),
                            "ns3::WhisperProtocol::TransferTracedCallback")
            .AddTraceSource("FalsePositive",
                            "An accepted envelope matches the bloom filter, but no topic.",
                            MakeTraceSourceAccessor(&WhisperProtocol::m_falsePositiveTrace),
                            "ns3::WhisperProtocol::TransferTracedCallback")
            .AddTraceSource("P2pReceive",
                            "An envelope has come from a mail server.",
                            MakeTraceSourceAccessor(&WhisperProtocol::m_p2pTrace),
                            "ns3::WhisperProtocol::TransferTracedCallback")
            .AddTraceSource("Sync",
                            "A mail server has received an envelope from another one.",
                            MakeTraceSourceAccessor(&WhisperProtocol::m_syncTrace),
                            "ns3::WhisperProtocol::TransferTracedCallback")
            .AddTraceSource("Reject",
                            "An envelope has not been accepted.",
                            MakeTraceSourceAccessor(&WhisperProtocol::m_rejectTrace),
                            "ns3::WhisperProtocol::RejectTracedCallback")
            .AddTraceSource("Error",
                            "A packet or a peer has not been accepted.",
                            MakeTraceSourceAccessor(&WhisperProtocol::m_errorTrace),
                            "ns3::WhisperProtocol::ErrorTracedCallback")
            .AddTraceSource("Packet",
                            "A packet goes to a peer.",
                            MakeTraceSourceAccessor(&WhisperProtocol::m_packetTrace),
                            "ns3::WhisperProtocol::PacketTracedCallback")
            .AddTraceSource("BatchAcknowledged",
                            "A peer has confirmed a bundle.",
                            MakeTraceSourceAccessor(&WhisperProtocol::m_acknowledgeTrace),
                            "ns3::WhisperProtocol::AcknowledgeTracedCallback");
    return tid;
}

} // namespace ns3
