/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_WAN_NET_DEVICE_H
#define WAKU_WAN_NET_DEVICE_H

#include "wan-host.h"

#include "ns3/address.h"
#include "ns3/data-rate.h"
#include "ns3/mac48-address.h"
#include "ns3/net-device.h"
#include "ns3/nstime.h"
#include "ns3/packet.h"
#include "ns3/queue-disc.h"
#include "ns3/queue.h"
#include "ns3/random-variable-stream.h"
#include "ns3/traced-callback.h"

#include <cstdint>
#include <vector>

namespace ns3
{

class WanChannel;

/**
 * \ingroup waku
 * \brief The access link of one host to a WanChannel: an up rate, a down rate and two finite
 * queues.
 *
 * An IP packet from the host passes the transmit queue, is serialised at the up rate and travels
 * for the propagation delay of the two hosts. At the receiver it waits in the receive queue while
 * the down link is busy, is serialised at the down rate, and is delivered. The packet that is being
 * serialised does not count as queued. As in other ns-3 devices, every packet passes the transmit
 * queue, so that the queue's trace sources show it; only packets that have to wait enter the
 * receive queue. The two directions are independent (full duplex). A rate of 0 is unlimited:
 * packets are serialised in no time and never queued.
 *
 * Packets are whole IP packets, IPv4 or IPv6. The device adds no header, needs no ARP and no
 * neighbour discovery, and refuses other protocols. In PCAP files the link type is DLT_RAW.
 *
 * <b>Large packets.</b> If Mtu is above WireMtu, a packet longer than WireMtu stands for the
 * packets into which the segmentation offload of a real network card would cut it. It travels as
 * one packet, but takes as long to serialise as all of them, each with headers of its own
 * (GetWireSize). This cannot show two things: the loss of single segments, and the arrival of the
 * first segments before the last. A large packet is delivered when it is complete.
 *
 * <b>Ranks.</b> In a distributed simulation each rank has a copy of every device, but simulates
 * only the devices of its own nodes. Packets that arrive at the same time are accepted in the order
 * of the hosts that sent them, so that results do not depend on the number of ranks. This costs one
 * more event for each packet.
 *
 * <b>Cost.</b> A packet takes two simulator events, arrival and delivery, and a third if it had to
 * wait in the transmit queue. With an unlimited down rate, arrival and delivery are one event. The
 * end of a transmission is an event only if a sink is connected to PhyTxEnd.
 */
class WanNetDevice : public NetDevice, public WanHost
{
  public:
    /** \return the TypeId */
    static TypeId GetTypeId();

    /**
     * Attach the device to a channel. A device can be attached once.
     * \param channel the channel
     */
    void Attach(Ptr<WanChannel> channel);

    /** \return the index of this host on its channel, from 0, in the order of attachment */
    uint32_t GetHostIndex() const override;

    /** \param queue transmit queue, where packets wait for the up link */
    void SetTxQueue(Ptr<Queue<Packet>> queue);

    /** \return transmit queue, where packets wait for the up link */
    Ptr<Queue<Packet>> GetTxQueue() const;

    /** \param queue receive queue, where packets wait for the down link */
    void SetRxQueue(Ptr<Queue<Packet>> queue);

    /** \return receive queue, where packets wait for the down link */
    Ptr<Queue<Packet>> GetRxQueue() const;

    /**
     * Take the access link down, or up again. Taking it down empties both queues, but a packet
     * whose transmission has begun still arrives. While the link is down, nothing is sent or
     * received.
     * \param up whether the link is up
     */
    void SetLinkUp(bool up) override;

    /**
     * \param packet an IP packet
     * \return bytes of the packet on the wire, including the headers that segmentation offload
     *         repeats
     */
    uint32_t GetWireSize(Ptr<const Packet> packet) const;

    /**
     * \return how long the up link takes to send all queued packets and the one that it is sending,
     *         those in the device's queue disc included, at whatever place in it. The headers that
     * segmentation offload repeats in queued packets are not counted.
     */
    Time GetTxBacklog() const;

    /** \return bytes on the wire of all packets whose transmission has begun, since the start */
    uint64_t GetTxBytes() const override;

    /** \return bytes on the wire of all packets received */
    uint64_t GetRxBytes() const override;

    /** \return number of packets whose transmission has begun */
    uint64_t GetTxPackets() const;

    /** \return number of packets received */
    uint64_t GetRxPackets() const;

    /**
     * Assign a fixed random variable stream to the losses of packets that this device sends.
     * \param stream the stream number to use
     * \return the number of streams used: 1
     */
    int64_t AssignStreams(int64_t stream) override;

    void SetIfIndex(const uint32_t index) override;
    uint32_t GetIfIndex() const override;
    Ptr<Channel> GetChannel() const override;
    void SetAddress(Address address) override;
    Address GetAddress() const override;
    bool SetMtu(const uint16_t mtu) override;
    uint16_t GetMtu() const override;
    bool IsLinkUp() const override;
    void AddLinkChangeCallback(Callback<void> callback) override;
    bool IsBroadcast() const override;
    Address GetBroadcast() const override;
    bool IsMulticast() const override;
    Address GetMulticast(Ipv4Address multicastGroup) const override;
    Address GetMulticast(Ipv6Address addr) const override;
    bool IsBridge() const override;
    bool IsPointToPoint() const override;
    bool Send(Ptr<Packet> packet, const Address& dest, uint16_t protocolNumber) override;
    bool SendFrom(Ptr<Packet> packet,
                  const Address& source,
                  const Address& dest,
                  uint16_t protocolNumber) override;
    Ptr<Node> GetNode() const override;
    void SetNode(Ptr<Node> node) override;
    bool NeedsArp() const override;
    void SetReceiveCallback(ReceiveCallback cb) override;
    void SetPromiscReceiveCallback(PromiscReceiveCallback cb) override;
    bool SupportsSendFrom() const override;

  protected:
    void DoInitialize() override;
    void DoDispose() override;

  private:
    friend class WanChannel;

    static constexpr uint16_t MIN_MTU = 68; //!< bytes every IPv4 link must carry (RFC 791)

    /**
     * Draw whether a packet is lost.
     * \param probability loss probability, 0 to 1
     * \return whether the packet is lost
     */
    bool DrawLoss(double probability);

    /**
     * \param rate rate of a link
     * \param bytes number of bytes
     * \return time that the link takes to carry them, rounded to a nanosecond
     */
    static Time GetSerialisationTime(const DataRate& rate, uint32_t bytes);

    /** Note that the packets in the receive queue are lost. */
    void LoseQueued();

    /** Begin to serialise the packet at the head of the transmit queue. */
    void StartTransmission();

    /** Start the next transmission: the up link is free and packets wait for it. */
    void ContinueTransmission();

    /**
     * Trace that the last bit of a packet has left the up link.
     * \param packet the packet
     */
    void EndTransmission(Ptr<Packet> packet);

    /**
     * Handle a packet that arrives from the channel.
     * \param packet the packet
     */
    void Receive(Ptr<Packet> packet);

    /** Accept all packets that arrived at this time, in the order of the hosts that sent them. */
    void AcceptArrivals();

    /**
     * Serialise or queue a packet at the down link.
     * \param packet the packet
     */
    void Accept(Ptr<Packet> packet);

    /**
     * Begin to serialise a packet at the down link.
     * \param packet the packet
     */
    void StartReception(Ptr<Packet> packet);

    /**
     * Handle a packet whose last bit has been received.
     * \param packet the packet
     */
    void EndReception(Ptr<Packet> packet);

    /**
     * Pass a received packet to the node.
     * \param packet the packet
     */
    void DeliverUp(Ptr<Packet> packet);

    Ptr<WanChannel> m_channel;                 //!< the channel
    Ptr<Node> m_node;                          //!< the host
    Ptr<Queue<Packet>> m_txQueue;              //!< packets that wait for the up link
    Ptr<QueueDisc> m_queueDisc;                //!< queue disc before m_txQueue, or null
    Ptr<Queue<Packet>> m_rxQueue;              //!< packets that wait for the down link
    Ptr<UniformRandomVariable> m_lossVariable; //!< draws the losses of packets sent here
    int64_t m_lossStream{-1};                  //!< stream of m_lossVariable; -1: automatic
    DataRate m_upRate;                         //!< 0: unlimited
    DataRate m_downRate;                       //!< 0: unlimited
    Time m_txFree;                             //!< end of the last transmission that has begun
    uint64_t m_txBytes{0};                     //!< bytes on the wire sent
    uint64_t m_rxBytes{0};                     //!< bytes on the wire received
    uint64_t m_txPackets{0};                   //!< packets sent
    uint64_t m_rxPackets{0};                   //!< packets received
    uint32_t m_host{0};                        //!< index on the channel
    uint32_t m_ifIndex{0};                     //!< index on the node
    uint16_t m_mtu{0};                         //!< largest packet from IP, bytes
    uint16_t m_wireMtu{0};                     //!< largest packet on the wire, bytes; 0: m_mtu
    std::vector<Ptr<Packet>> m_arrivals;       //!< distributed: packets that arrived at this time
    Mac48Address m_address;                    //!< link address
    bool m_isLocal{true};                      //!< whether this rank simulates the host
    bool m_ordersArrivals{false};              //!< whether the simulation is distributed
    bool m_linkUp{true};                       //!< whether the link is up
    bool m_txContinues{false};                 //!< whether ContinueTransmission is scheduled
    bool m_rxBusy{false};                      //!< whether the down link serialises a packet
    ReceiveCallback m_rxCallback;              //!< takes received packets
    PromiscReceiveCallback m_promiscCallback;  //!< takes received packets of a promiscuous handler
    TracedCallback<> m_linkChangeCallbacks;    //!< called when the link goes up or down

    TracedCallback<Ptr<const Packet>> m_macTxTrace;          //!< MacTx
    TracedCallback<Ptr<const Packet>> m_macTxDropTrace;      //!< MacTxDrop
    TracedCallback<Ptr<const Packet>> m_macPromiscRxTrace;   //!< MacPromiscRx
    TracedCallback<Ptr<const Packet>> m_macRxTrace;          //!< MacRx
    TracedCallback<Ptr<const Packet>> m_phyTxBeginTrace;     //!< PhyTxBegin
    TracedCallback<Ptr<const Packet>> m_phyTxEndTrace;       //!< PhyTxEnd
    TracedCallback<Ptr<const Packet>> m_phyTxDropTrace;      //!< PhyTxDrop
    TracedCallback<Ptr<const Packet>> m_phyRxBeginTrace;     //!< PhyRxBegin
    TracedCallback<Ptr<const Packet>> m_phyRxEndTrace;       //!< PhyRxEnd
    TracedCallback<Ptr<const Packet>> m_phyRxDropTrace;      //!< PhyRxDrop
    TracedCallback<Ptr<const Packet>> m_snifferTrace;        //!< Sniffer
    TracedCallback<Ptr<const Packet>> m_promiscSnifferTrace; //!< PromiscSniffer
};

} // namespace ns3

#endif /* WAKU_WAN_NET_DEVICE_H */
