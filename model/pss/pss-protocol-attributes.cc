/* SPDX-License-Identifier: GPL-2.0-only */
#include "pss-protocol.h"

#include "ns3/boolean.h"
#include "ns3/trace-source-accessor.h"
#include "ns3/uinteger.h"

namespace ns3
{

NS_OBJECT_ENSURE_REGISTERED(PssProtocol);

namespace
{

constexpr uint32_t PSS_UNIX_EPOCH = 1546300800; //!< 2019-01-01, UNIX time, seconds

} // namespace

TypeId
PssProtocol::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::PssProtocol")
            .SetParent<PeerProtocol>()
            .SetGroupName("Waku")
            .AddConstructor<PssProtocol>()
            .AddAttribute("NetworkId",
                          "Number of the network; nodes of another are no peers.",
                          UintegerValue(4),
                          MakeUintegerAccessor(&PssProtocol::m_network),
                          MakeUintegerChecker<uint64_t>())
            .AddAttribute("UnixEpoch",
                          "UNIX time at which the simulation starts, seconds.",
                          UintegerValue(PSS_UNIX_EPOCH),
                          MakeUintegerAccessor(&PssProtocol::m_unixEpoch),
                          MakeUintegerChecker<uint32_t>())
            .AddAttribute("LightNode",
                          "Whether the handshake says that this is a light node.",
                          BooleanValue(false),
                          MakeBooleanAccessor(&PssProtocol::m_isLight),
                          MakeBooleanChecker())
            .AddAttribute("Discovery",
                          "Whether this node tells its peers of nodes and of its depth of "
                          "saturation.",
                          BooleanValue(true),
                          MakeBooleanAccessor(&PssProtocol::m_hasDiscovery),
                          MakeBooleanChecker())
            .AddAttribute("AutoConnect",
                          "Whether this node dials the nodes that its table suggests.",
                          BooleanValue(true),
                          MakeBooleanAccessor(&PssProtocol::m_autoConnect),
                          MakeBooleanChecker())
            .AddAttribute("Devp2p",
                          "Whether frames have the packet ids and the form of Snappy that devp2p "
                          "of version 5 gives them. All nodes of a network need the same.",
                          BooleanValue(false),
                          MakeBooleanAccessor(&PssProtocol::m_isDevp2p),
                          MakeBooleanChecker())
            .AddAttribute("KeepAliveInterval",
                          "Time from one suggestion of the table to the next.",
                          TimeValue(MilliSeconds(500)),
                          MakeTimeAccessor(&PssProtocol::m_keepAlive),
                          MakeTimeChecker(MilliSeconds(1)))
            .AddAttribute("HandshakeTimeout",
                          "A peer whose handshake has not come by then is disconnected.",
                          TimeValue(Seconds(3)),
                          MakeTimeAccessor(&PssProtocol::m_handshakeTimeout),
                          MakeTimeChecker(MilliSeconds(1)))
            .AddAttribute("NeighbourhoodSize",
                          "Least number of nearest neighbours.",
                          UintegerValue(2),
                          MakeUintegerAccessor(&PssProtocol::m_neighbourhoodSize),
                          MakeUintegerChecker<uint32_t>(1, 256))
            .AddAttribute("MinBinSize",
                          "Peers wanted in a bin: in the one before the neighbourhood, and one "
                          "more in each before that.",
                          UintegerValue(2),
                          MakeUintegerAccessor(&PssProtocol::m_minBinSize),
                          MakeUintegerChecker<uint32_t>(1, 256))
            .AddAttribute("MaxBinSize",
                          "Most peers wanted in a bin.",
                          UintegerValue(16),
                          MakeUintegerAccessor(&PssProtocol::m_maxBinSize),
                          MakeUintegerChecker<uint32_t>(1, 256))
            .AddAttribute("RetryInterval",
                          "Wait before a node is dialled for the second time.",
                          TimeValue(MilliSeconds(4200)),
                          MakeTimeAccessor(&PssProtocol::m_retryInterval),
                          MakeTimeChecker(NanoSeconds(1)))
            .AddAttribute("RetryExponent",
                          "By which that wait is multiplied each time.",
                          UintegerValue(2),
                          MakeUintegerAccessor(&PssProtocol::m_retryExponent),
                          MakeUintegerChecker<uint32_t>(2, 1000))
            .AddAttribute("MaxRetries",
                          "Dials of a node without success after which it is not dialled again.",
                          UintegerValue(42),
                          MakeUintegerAccessor(&PssProtocol::m_maxRetries),
                          MakeUintegerChecker<uint32_t>())
            .AddAttribute("MaxKnown",
                          "Number of known nodes from which on no further ones are noted. Swarm "
                          "has no such limit.",
                          UintegerValue(65536),
                          MakeUintegerAccessor(&PssProtocol::m_maxKnown),
                          MakeUintegerChecker<uint32_t>())
            .AddAttribute("MessageTtl",
                          "Time to live of a message.",
                          TimeValue(Seconds(120)),
                          MakeTimeAccessor(&PssProtocol::m_messageTtl),
                          MakeTimeChecker(Seconds(1)))
            .AddAttribute("CacheTtl",
                          "How long a message is recognised after it was handled.",
                          TimeValue(Seconds(30)),
                          MakeTimeAccessor(&PssProtocol::m_cacheTtl),
                          MakeTimeChecker(Time(0)))
            .AddAttribute("MaxRetryTime",
                          "How long a message waits for a peer that it can be sent to.",
                          TimeValue(Minutes(10)),
                          MakeTimeAccessor(&PssProtocol::m_maxRetryTime),
                          MakeTimeChecker(Time(0)))
            .AddAttribute("MaxMessageSize",
                          "Largest message, bytes; a peer that sends a larger one is "
                          "disconnected.",
                          UintegerValue(1024 * 1024),
                          MakeUintegerAccessor(&PssProtocol::m_maxMessageSize),
                          MakeUintegerChecker<uint32_t>(64, RlpxFrame::MAX_DATA_SIZE - 1))
            .AddAttribute("MaxControlSize",
                          "Largest packet of bzz and hive, bytes; a peer that sends a larger one "
                          "is disconnected.",
                          UintegerValue(10 * 1024 * 1024),
                          MakeUintegerAccessor(&PssProtocol::m_maxControlSize),
                          MakeUintegerChecker<uint32_t>(1024, RlpxFrame::MAX_DATA_SIZE - 1))
            .AddTraceSource("Publish",
                            "This node sends a message of its own.",
                            MakeTraceSourceAccessor(&PssProtocol::m_publishTrace),
                            "ns3::PssProtocol::MessageTracedCallback")
            .AddTraceSource("Deliver",
                            "A message is handed to the handlers of its topic.",
                            MakeTraceSourceAccessor(&PssProtocol::m_deliverTrace),
                            "ns3::PssProtocol::MessageTracedCallback")
            .AddTraceSource("Undeliverable",
                            "A message has waited for a peer for MaxRetryTime, and is dropped.",
                            MakeTraceSourceAccessor(&PssProtocol::m_undeliverableTrace),
                            "ns3::PssProtocol::MessageTracedCallback")
            .AddTraceSource("Send",
                            "A message is sent to a peer.",
                            MakeTraceSourceAccessor(&PssProtocol::m_sendTrace),
                            "ns3::PssProtocol::TransferTracedCallback")
            .AddTraceSource("Receive",
                            "A message comes that was not handled within CacheTtl.",
                            MakeTraceSourceAccessor(&PssProtocol::m_receiveTrace),
                            "ns3::PssProtocol::TransferTracedCallback")
            .AddTraceSource("Duplicate",
                            "A message comes that was handled within CacheTtl.",
                            MakeTraceSourceAccessor(&PssProtocol::m_duplicateTrace),
                            "ns3::PssProtocol::TransferTracedCallback")
            .AddTraceSource("Reject",
                            "A message that comes is neither handled nor forwarded.",
                            MakeTraceSourceAccessor(&PssProtocol::m_rejectTrace),
                            "ns3::PssProtocol::RejectTracedCallback")
            .AddTraceSource("Error",
                            "A packet, or a record in it, is not accepted.",
                            MakeTraceSourceAccessor(&PssProtocol::m_errorTrace),
                            "ns3::PssProtocol::ErrorTracedCallback")
            .AddTraceSource("Depth",
                            "The neighbourhood depth has changed.",
                            MakeTraceSourceAccessor(&PssProtocol::m_depthTrace),
                            "ns3::PssProtocol::DepthTracedCallback")
            .AddTraceSource("Overflow",
                            "A frame has found no room in the send queue of a peer.",
                            MakeTraceSourceAccessor(&PssProtocol::m_overflowTrace),
                            "ns3::PssProtocol::PeerTracedCallback");
    return tid;
}

} // namespace ns3
