/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_FLOW_NET_DEVICE_H
#define WAKU_FLOW_NET_DEVICE_H

#include "flow-link.h"
#include "flow-piece.h"

#include "ns3/data-rate.h"
#include "ns3/ipv4-address.h"
#include "ns3/ipv6-address.h"
#include "ns3/net-device.h"
#include "ns3/queue-size.h"
#include "ns3/random-variable-stream.h"
#include "ns3/wan-host.h"

#include <cstdint>
#include <memory>
#include <vector>

namespace ns3
{

class FlowChannel;
class FlowSocket;
class FlowSocketFactory;

/**
 * \ingroup waku
 * \brief The access link of one host at flow level: an up rate and a down rate, addresses, and
 * counters of bytes.
 *
 * It is a NetDevice so that it is installed and measured as a WanNetDevice is, but no packet passes
 * it: it carries only the pieces of FlowSockets. Send and the callbacks of received packets do
 * nothing, and the node has no IP. A host has at most one IPv4 and one IPv6 address.
 */
class FlowNetDevice : public NetDevice, public WanHost
{
  public:
    /** \return the TypeId */
    static TypeId GetTypeId();

    /**
     * Attach the device to a channel, once.
     * \param channel the channel
     */
    void Attach(Ptr<FlowChannel> channel);

    /** \return the channel */
    const Ptr<FlowChannel>& GetFlowChannel() const
    {
        return m_channel;
    }

    /** \param factory makes the sockets of the host; nullptr if none does */
    void SetSocketFactory(FlowSocketFactory* factory)
    {
        m_factory = factory;
    }

    /** \return what makes the sockets of the host; nullptr on another rank */
    FlowSocketFactory* GetSocketFactory() const
    {
        return m_factory;
    }

    /** \return whether this rank simulates the host */
    bool IsLocal() const
    {
        return m_isLocal;
    }

    /** \param address IPv4 address of the host */
    void SetIpv4Address(Ipv4Address address);

    /** \param address IPv6 address of the host */
    void SetIpv6Address(Ipv6Address address);

    /** \return IPv4 address of the host; 0.0.0.0 if it has none */
    Ipv4Address GetIpv4Address() const
    {
        return m_ipv4;
    }

    /** \return IPv6 address of the host; :: if it has none */
    Ipv6Address GetIpv6Address() const
    {
        return m_ipv6;
    }

    /**
     * \param address an IP address, without port
     * \return whether the host has it
     */
    bool HasAddress(const Address& address) const;

    uint32_t GetHostIndex() const override
    {
        return m_host;
    }

    uint64_t GetTxBytes() const override;
    uint64_t GetWaitingTxBytes() const override;
    uint64_t GetRxBytes() const override;
    int64_t AssignStreams(int64_t stream) override;

    /** \param rate rate at which the host sends; 0: unlimited */
    void SetUpRate(DataRate rate);

    /** \return rate at which the host sends; 0: unlimited */
    DataRate GetUpRate() const;

    /** \param rate rate at which the host receives; 0: unlimited */
    void SetDownRate(DataRate rate);

    /** \return rate at which the host receives; 0: unlimited */
    DataRate GetDownRate() const;

    /** \return the up link */
    FlowLink& GetUpLink()
    {
        return m_up;
    }

    /** \return the down link */
    FlowLink& GetDownLink()
    {
        return m_down;
    }

    /**
     * \param now the time
     * \return how long what has passed the down link last had waited for it; 0 if nothing waits,
     *         and in runs over MPI ranks
     */
    FlowTime GetDownWait(FlowTime now) const;

    /** When a piece passes. */
    struct Passage
    {
        FlowTime departure; //!< when it has left the host
        FlowTime handled;   //!< when the receiver handles it; FLOW_NEVER if it is dropped
    };

    /**
     * Send a piece through the up link to another host.
     * \param to the host
     * \param piece the piece; `sent` says when its segments reach the up link
     * \param notBefore the receiver handles it no sooner
     * \param isLost whether it gets no further than the up link
     * \return when it passes
     */
    Passage SendPiece(const FlowNetDevice& to, FlowPiece& piece, FlowTime notBefore, bool isLost);

    /**
     * Carry a piece that was sent to its receiver, unless it is dropped.
     * \param to the host
     * \param piece the piece
     * \param passage when it passes
     */
    void CarryPiece(FlowNetDevice& to, const Ptr<FlowPiece>& piece, const Passage& passage);

    /**
     * Tell the sender of a piece, half a propagation delay later if the simulation is distributed.
     * \param piece a piece of DATA that has reached this host
     * \param kind what to tell: LATE or DROPPED
     */
    void TellSender(const FlowPiece& piece, FlowPiece::Kind kind);

    /**
     * Let a socket of the host wake after everything else that happens in this time step, if the
     * simulation is distributed. Sockets wake in a fixed order.
     * \param socket the socket
     */
    void Postpone(Ptr<FlowSocket> socket);

    /** \return whether segments can be lost */
    bool HasLoss() const;

    /**
     * Draw whether a segment to a host is lost.
     * \param to the host
     * \return whether it is lost
     */
    bool DrawLoss(const FlowNetDevice& to);

    /**
     * Take a piece from the channel.
     * \param piece the piece
     */
    void Arrive(Ptr<FlowPiece> piece);

    /**
     * Count acknowledgements that this host sends.
     * \param bytes bytes of their packets
     */
    void CountSent(uint64_t bytes)
    {
        m_txBytes += bytes;
    }

    /**
     * Count acknowledgements that this host has received.
     * \param bytes bytes of their packets
     */
    void CountReceived(uint64_t bytes)
    {
        m_rxBytes += bytes;
    }

    /** \param up whether the access link works */
    void SetLinkUp(bool up) override;

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
    void DoDispose() override;

  private:
    /** What happens at the end of this time step, if the simulation is distributed. */
    struct Due
    {
        std::vector<Ptr<FlowSocket>> sockets; //!< sockets that wake
        std::vector<Ptr<FlowPiece>> arrivals; //!< pieces that arrive
    };

    /** \return what happens at the end of this time step */
    Due& GetDue();

    /** The end of a time step at which something was due. */
    void HandleDue();

    /**
     * Take a piece, or what is told of one.
     * \param piece the piece
     */
    void Accept(const Ptr<FlowPiece>& piece);

    /**
     * Tell the sender that a piece is lost.
     * \param piece the piece
     */
    void Drop(const FlowPiece& piece);

    /**
     * \param link one of the links
     * \param limit bytes or packets that may wait for it
     * \param piece a piece
     * \return whether the piece may wait, too
     */
    static bool HasRoom(const FlowLink& link, const QueueSize& limit, const FlowPiece& piece);

    /**
     * A piece has passed the down link.
     * \param piece the piece
     * \param waited how long it has waited for the down link
     */
    void Deliver(Ptr<FlowPiece> piece, FlowTime waited);

    Ptr<Node> m_node;                          //!< the node
    Ptr<FlowChannel> m_channel;                //!< the channel
    FlowSocketFactory* m_factory{nullptr};     //!< makes the sockets of the host
    FlowLink m_up;                             //!< up link
    FlowLink m_down;                           //!< down link
    uint64_t m_txBytes{0};                     //!< bytes sent
    uint64_t m_rxBytes{0};                     //!< bytes received
    uint32_t m_host{0};                        //!< index on the channel
    uint32_t m_ifIndex{0};                     //!< index on the node
    Ipv4Address m_ipv4{uint32_t(0)};           //!< IPv4 address; 0.0.0.0: none
    Ipv6Address m_ipv6{Ipv6Address::GetAny()}; //!< IPv6 address; ::: none
    QueueSize m_txQueueSize;                   //!< attribute TxQueueSize
    QueueSize m_rxQueueSize;                   //!< attribute RxQueueSize
    bool m_linkUp{true};                       //!< attribute LinkUp
    bool m_isLocal{true};                      //!< whether this rank simulates the host
    std::unique_ptr<Due> m_due;                //!< what is due; null until something was
    Ptr<UniformRandomVariable> m_lossVariable; //!< draws losses; null until it is needed
    int64_t m_lossStream{-1};                  //!< stream of losses
    FlowTime m_downWait{0};                    //!< how long the last piece waited for m_down
};

} // namespace ns3

#endif /* WAKU_FLOW_NET_DEVICE_H */
