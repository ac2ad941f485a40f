/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_WAN_NET_DEVICE_H
#define WAKU_WAN_NET_DEVICE_H

#include "ns3/address.h"
#include "ns3/data-rate.h"
#include "ns3/mac48-address.h"
#include "ns3/net-device.h"
#include "ns3/nstime.h"
#include "ns3/packet.h"
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
 * An IP packet from the host passes the transmit queue, is serialised at the up rate, waits the
 * propagation delay of its pair of hosts, waits in the receive queue of the other end while the
 * down link is busy, is serialised there at the down rate, and is delivered. The packet in service
 * does not count as queued. As in other ns-3 devices, every packet passes the transmit queue, if
 * only for its trace sources; the receive queue sees only packets that have to wait. Both
 * directions are independent of each other (full duplex). A rate of 0 is an unlimited one, which
 * serialises in no time and never queues.
 *
 * Packets are whole IP packets, IPv4 or IPv6: the device adds no header, needs no ARP and no
 * neighbour discovery, and refuses other protocols. PCAP has them as DLT_RAW.
 *
 * <b>Large packets.</b> With Mtu above WireMtu, a packet longer than WireMtu stands for the several
 * that segmentation offload makes of it on a real network card. It travels as one but is serialised
 * with the bytes of all of them, each repeating the headers (GetWireSize), so that the link carries
 * what it would carry. What this cannot show is the loss of single segments, and that the first of
 * them arrive before the last: a large packet is delivered when it is complete.
 *
 * <b>Ranks.</b> In a distributed simulation each rank has a copy of every device, of which it
 * simulates those of its own nodes. Packets that arrive at the same moment are taken in the order
 * of the hosts that sent them, so that results do not depend on the number of ranks; that takes an
 * event more.
 *
 * <b>Cost.</b> A packet takes two simulator events, arrival and delivery, and a third where it had
 * to wait in the transmit queue; with an unlimited down rate, arrival and delivery are one. The end
 * of a transmission is an event of its own only where somebody listens to PhyTxEnd.
 */
class WanNetDevice : public NetDevice
{
  public:
    /** \return the TypeId */
    static TypeId GetTypeId();

    /**
     * Join a channel; a device does so once.
     * \param channel the channel
     */
    void Attach(Ptr<WanChannel> channel);

    /** \return the index of this host on its channel: the order of attachment, from 0 */
    uint32_t GetHostIndex() const;

    /** \param queue where packets wait for the up link */
    void SetTxQueue(Ptr<Queue<Packet>> queue);

    /** \return where packets wait for the up link */
    Ptr<Queue<Packet>> GetTxQueue() const;

    /** \param queue where packets wait for the down link */
    void SetRxQueue(Ptr<Queue<Packet>> queue);

    /** \return where packets wait for the down link */
    Ptr<Queue<Packet>> GetRxQueue() const;

    /**
     * Take the access link down or up again. Taking it down empties both queues; a packet whose
     * transmission had begun still arrives. While it is down, nothing is sent or received.
     * \param up whether the link works
     */
    void SetLinkUp(bool up);

    /**
     * \param packet an IP packet
     * \return its bytes on the wire: its size, and the headers that segmentation offload repeats
     */
    uint32_t GetWireSize(Ptr<const Packet> packet) const;

    /** \return how long the up link takes to send what is in service and in the transmit queue; the
     * headers that segmentation offload repeats are not in it */
    Time GetTxBacklog() const;

    /** \return bytes on the wire of all packets whose transmission has begun */
    uint64_t GetTxBytes() const;

    /** \return bytes on the wire of all packets received */
    uint64_t GetRxBytes() const;

    /** \return number of packets whose transmission has begun */
    uint64_t GetTxPackets() const;

    /** \return number of packets received */
    uint64_t GetRxPackets() const;

    /**
     * Fix the random variable stream that draws the loss of the packets sent here.
     * \param stream the first stream number
     * \return how many streams were taken: 1
     */
    int64_t AssignStreams(int64_t stream);

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
     * \param probability the probability of loss
     * \return whether a packet is lost
     */
    bool DrawLoss(double probability);

    /**
     * \param rate a link's rate
     * \param bytes what it carries
     * \return how long that takes, rounded to a nanosecond
     */
    static Time GetSerialisationTime(const DataRate& rate, uint32_t bytes);

    /** Begin to serialise the packet at the head of the transmit queue. */
    void StartTransmission();

    /** The up link is free and packets wait for it. */
    void ContinueTransmission();

    /**
     * The last bit of a packet has left.
     * \param packet the packet
     */
    void EndTransmission(Ptr<Packet> packet);

    /**
     * A packet arrives from the channel.
     * \param packet the packet
     */
    void Receive(Ptr<Packet> packet);

    /** Accept all that arrived at this moment, in the order of the hosts that sent it. */
    void AcceptArrivals();

    /**
     * A packet is at the down link.
     * \param packet the packet
     */
    void Accept(Ptr<Packet> packet);

    /**
     * Begin to serialise a packet that has arrived.
     * \param packet the packet
     */
    void StartReception(Ptr<Packet> packet);

    /**
     * The last bit of a packet is here.
     * \param packet the packet
     */
    void EndReception(Ptr<Packet> packet);

    /**
     * Hand a packet that has been received to the node.
     * \param packet the packet
     */
    void DeliverUp(Ptr<Packet> packet);

    Ptr<WanChannel> m_channel;                 //!< the channel
    Ptr<Node> m_node;                          //!< the host
    Ptr<Queue<Packet>> m_txQueue;              //!< waiting for the up link
    Ptr<Queue<Packet>> m_rxQueue;              //!< waiting for the down link
    Ptr<UniformRandomVariable> m_lossVariable; //!< draws the loss of packets sent here
    int64_t m_lossStream{-1};                  //!< stream of m_lossVariable; -1: any
    DataRate m_upRate;                         //!< 0: unlimited
    DataRate m_downRate;                       //!< 0: unlimited
    Time m_txFree;                             //!< when the up link has sent all that it began
    uint64_t m_txBytes{0};                     //!< bytes on the wire sent
    uint64_t m_rxBytes{0};                     //!< bytes on the wire received
    uint64_t m_txPackets{0};                   //!< packets sent
    uint64_t m_rxPackets{0};                   //!< packets received
    uint32_t m_host{0};                        //!< index on the channel
    uint32_t m_ifIndex{0};                     //!< index on the node
    uint16_t m_mtu{0};                         //!< largest packet from IP
    uint16_t m_wireMtu{0};                     //!< largest packet on the wire; 0: the same
    std::vector<Ptr<Packet>> m_arrivals;       //!< of this moment, in a distributed simulation
    Mac48Address m_address;                    //!< link address
    bool m_isLocal{true};                      //!< whether this rank simulates the host
    bool m_ordersArrivals{false};              //!< whether the simulation is a distributed one
    bool m_linkUp{true};                       //!< whether the link works
    bool m_txContinues{false};                 //!< whether ContinueTransmission is scheduled
    bool m_rxBusy{false};                      //!< whether the down link serialises a packet
    ReceiveCallback m_rxCallback;              //!< the node
    PromiscReceiveCallback m_promiscCallback;  //!< the node, when it wants all
    TracedCallback<> m_linkChangeCallbacks;    //!< who wants to know of link changes

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
