/* SPDX-License-Identifier: GPL-2.0-only */
#include "wan-channel.h"
#include "wan-net-device.h"

#include "ns3/boolean.h"
#include "ns3/node.h"
#include "ns3/pointer.h"
#include "ns3/trace-source-accessor.h"
#include "ns3/uinteger.h"

namespace ns3
{

NS_OBJECT_ENSURE_REGISTERED(WanNetDevice);

TypeId
WanNetDevice::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::WanNetDevice")
            .SetParent<NetDevice>()
            .SetGroupName("Waku")
            .AddConstructor<WanNetDevice>()
            .AddAttribute("Address",
                          "Link address of this device; nothing depends on it",
                          Mac48AddressValue(Mac48Address()),
                          MakeMac48AddressAccessor(&WanNetDevice::m_address),
                          MakeMac48AddressChecker())
            .AddAttribute("Mtu",
                          "Largest IP packet that the device takes, in bytes",
                          UintegerValue(1500),
                          MakeUintegerAccessor(&WanNetDevice::SetMtu, &WanNetDevice::GetMtu),
                          MakeUintegerChecker<uint16_t>(MIN_MTU))
            .AddAttribute("WireMtu",
                          "Largest packet on the wire, in bytes: a longer one, up to Mtu, is "
                          "serialised as the several that segmentation offload makes of it. 0: Mtu",
                          UintegerValue(0),
                          MakeUintegerAccessor(&WanNetDevice::m_wireMtu),
                          MakeUintegerChecker<uint16_t>())
            .AddAttribute("UpRate",
                          "Rate at which the host sends; 0 is unlimited",
                          DataRateValue(DataRate("100Mbps")),
                          MakeDataRateAccessor(&WanNetDevice::m_upRate),
                          MakeDataRateChecker())
            .AddAttribute("DownRate",
                          "Rate at which the host receives; 0 is unlimited",
                          DataRateValue(DataRate("100Mbps")),
                          MakeDataRateAccessor(&WanNetDevice::m_downRate),
                          MakeDataRateChecker())
            .AddAttribute("LinkUp",
                          "Whether the access link works",
                          BooleanValue(true),
                          MakeBooleanAccessor(&WanNetDevice::SetLinkUp, &WanNetDevice::IsLinkUp),
                          MakeBooleanChecker())
            .AddAttribute("TxQueue",
                          "Where packets wait for the up link",
                          PointerValue(),
                          MakePointerAccessor(&WanNetDevice::SetTxQueue, &WanNetDevice::GetTxQueue),
                          MakePointerChecker<Queue<Packet>>())
            .AddAttribute("RxQueue",
                          "Where packets wait for the down link",
                          PointerValue(),
                          MakePointerAccessor(&WanNetDevice::SetRxQueue, &WanNetDevice::GetRxQueue),
                          MakePointerChecker<Queue<Packet>>())
            .AddTraceSource("MacTx",
                            "A packet has come from IP for transmission",
                            MakeTraceSourceAccessor(&WanNetDevice::m_macTxTrace),
                            "ns3::Packet::TracedCallback")
            .AddTraceSource("MacTxDrop",
                            "A packet from IP was dropped before transmission: the transmit queue "
                            "is full, the link down, the packet too long or not IP",
                            MakeTraceSourceAccessor(&WanNetDevice::m_macTxDropTrace),
                            "ns3::Packet::TracedCallback")
            .AddTraceSource("MacPromiscRx",
                            "A packet received goes up to a promiscuous listener",
                            MakeTraceSourceAccessor(&WanNetDevice::m_macPromiscRxTrace),
                            "ns3::Packet::TracedCallback")
            .AddTraceSource("MacRx",
                            "A packet received goes up to IP",
                            MakeTraceSourceAccessor(&WanNetDevice::m_macRxTrace),
                            "ns3::Packet::TracedCallback")
            .AddTraceSource("PhyTxBegin",
                            "A packet begins to be serialised at the up rate",
                            MakeTraceSourceAccessor(&WanNetDevice::m_phyTxBeginTrace),
                            "ns3::Packet::TracedCallback")
            .AddTraceSource("PhyTxEnd",
                            "A packet has been serialised at the up rate",
                            MakeTraceSourceAccessor(&WanNetDevice::m_phyTxEndTrace),
                            "ns3::Packet::TracedCallback")
            .AddTraceSource("PhyTxDrop",
                            "A packet that begins to be serialised will be dropped by the channel; "
                            "WanChannel's Drop says why",
                            MakeTraceSourceAccessor(&WanNetDevice::m_phyTxDropTrace),
                            "ns3::Packet::TracedCallback")
            .AddTraceSource("PhyRxBegin",
                            "A packet begins to be serialised at the down rate",
                            MakeTraceSourceAccessor(&WanNetDevice::m_phyRxBeginTrace),
                            "ns3::Packet::TracedCallback")
            .AddTraceSource("PhyRxEnd",
                            "A packet has been received completely",
                            MakeTraceSourceAccessor(&WanNetDevice::m_phyRxEndTrace),
                            "ns3::Packet::TracedCallback")
            .AddTraceSource("PhyRxDrop",
                            "A packet that arrived was dropped: the receive queue is full or the "
                            "link down",
                            MakeTraceSourceAccessor(&WanNetDevice::m_phyRxDropTrace),
                            "ns3::Packet::TracedCallback")
            .AddTraceSource("Sniffer",
                            "A packet that a sniffer on this device sees: as its transmission "
                            "begins, or when it has been received",
                            MakeTraceSourceAccessor(&WanNetDevice::m_snifferTrace),
                            "ns3::Packet::TracedCallback")
            .AddTraceSource("PromiscSniffer",
                            "The same as Sniffer, since the link carries nobody else's packets",
                            MakeTraceSourceAccessor(&WanNetDevice::m_promiscSnifferTrace),
                            "ns3::Packet::TracedCallback");
    return tid;
}

} // namespace ns3
