/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_WAN_CHANNEL_H
#define WAKU_WAN_CHANNEL_H

#include "wan-address-table.h"
#include "wan-latency-model.h"
#include "wan-ledger.h"
#include "wan-loss-model.h"
#include "wan-path-filter.h"

#include "ns3/channel.h"
#include "ns3/nstime.h"
#include "ns3/packet.h"
#include "ns3/traced-callback.h"

#include <unordered_map>
#include <vector>

namespace ns3
{

class WanNetDevice;

/**
 * \ingroup waku
 * \brief The Internet between access links: any host reaches any other by its IP address.
 *
 * The channel carries a packet from the up link of the sending WanNetDevice to the device that has
 * the packet's IP destination address. It delays the packet by the propagation delay that the
 * latency model gives for the two hosts. The core of the network has no rate of its own: it neither
 * queues nor reorders the packets of a pair. There are no routers, no ARP and no neighbour
 * discovery; delivery is unicast. The receiver is found in constant time, whatever the number of
 * hosts.
 *
 * A packet is dropped if no device has its destination address, as is the case for multicast and
 * broadcast, if a WanPathFilter stops it, or if the loss model loses it. Dropped packets are
 * traced.
 *
 * Addresses are registered with the channel in three ways: WanHelper registers the addresses that
 * it assigns; each device registers, at the start of the simulation, the addresses that its node's
 * IP interfaces have; AddAddress and AddAddressesOf register addresses that change later.
 */
class WanChannel : public Channel
{
  public:
    /** Why the channel dropped a packet. */
    enum DropReason
    {
        UNKNOWN_DESTINATION, //!< no device has the destination address
        LOSS,                //!< the loss model lost the packet
        FILTERED,            //!< a WanPathFilter stopped it
    };

    /**
     * Signature of the trace source Drop.
     * \param packet the whole IP packet
     * \param sender the device that sent the packet
     * \param reason why the channel dropped the packet
     */
    typedef void (*DropTracedCallback)(Ptr<const Packet> packet,
                                       Ptr<const WanNetDevice> sender,
                                       DropReason reason);

    /** \return the TypeId */
    static TypeId GetTypeId();

    std::size_t GetNDevices() const override;
    Ptr<NetDevice> GetDevice(std::size_t i) const override;

    /**
     * \param host index of a host; at most GetNDevices() - 1
     * \return the device of the host
     */
    Ptr<WanNetDevice> GetHost(uint32_t host) const;

    /** \param latency the model of propagation delays */
    void SetLatencyModel(Ptr<WanLatencyModel> latency);

    /** \return the model of propagation delays */
    Ptr<WanLatencyModel> GetLatencyModel() const;

    /** \param loss the model of packet loss; nullptr for none */
    void SetLossModel(Ptr<WanLossModel> loss);

    /** \return the model of packet loss, or nullptr */
    Ptr<WanLossModel> GetLossModel() const;

    /**
     * Add boxes on the way that may stop packets.
     * \param filter decides which packets get through
     */
    void AddFilter(Ptr<WanPathFilter> filter);

    /** \return whether there are boxes on the way that may stop packets */
    bool HasFilters() const
    {
        return !m_filters.empty();
    }

    /**
     * \param passage a packet that has left its host
     * \return whether all boxes on the way let it through
     */
    bool Passes(const WanPassage& passage) const;

    /**
     * Deliver packets with a destination address to a device. An address that another device has
     * stops the program.
     * \param address a unicast address
     * \param device a device of this channel
     */
    void AddAddress(Ipv4Address address, Ptr<WanNetDevice> device);

    /** \copydoc AddAddress(Ipv4Address,Ptr<WanNetDevice>) */
    void AddAddress(Ipv6Address address, Ptr<WanNetDevice> device);

    /**
     * Call AddAddress for each address that the IP interfaces on a device have at the time of the
     * call.
     * \param device a device of this channel
     */
    void AddAddressesOf(Ptr<WanNetDevice> device);

    /** \param address an address that no device has any more */
    void RemoveAddress(Ipv4Address address);

    /** \copydoc RemoveAddress(Ipv4Address) */
    void RemoveAddress(Ipv6Address address);

    /**
     * \param address an address
     * \return the device that has the address, or nullptr
     */
    Ptr<WanNetDevice> FindDevice(Ipv4Address address) const;

    /** \copydoc FindDevice(Ipv4Address)const */
    Ptr<WanNetDevice> FindDevice(Ipv6Address address) const;

    /** \return number of packets dropped because no device has their destination address */
    uint64_t GetNUnknownDestinations() const;

    /** \return number of packets that the loss model lost */
    uint64_t GetNLost() const;

    /** \return what has become of the bytes that hosts of this rank have sent and received */
    const WanLedger& GetLedger() const
    {
        return m_ledger;
    }

  protected:
    void DoDispose() override;

    WanLedger m_ledger; //!< what has become of bytes

  private:
    friend class WanNetDevice;

    /**
     * \param device the device of a new host
     * \return the index of the host
     */
    uint32_t Attach(Ptr<WanNetDevice> device);

    /**
     * Carry a packet to its receiver.
     * \param sender the device that sends the packet
     * \param packet the whole IP packet
     * \param txTime time from now until the last bit leaves the sender
     * \return whether the packet was not dropped
     */
    bool Transmit(WanNetDevice* sender, Ptr<Packet> packet, Time txTime);

    /**
     * \param from index of the sending host
     * \param to index of the receiving host
     * \param packet the whole IP packet
     * \return whether all boxes on the way let it through
     */
    bool PassesFilters(uint32_t from, uint32_t to, const Packet& packet) const;

    /**
     * \param from index of the sending host
     * \param to index of the receiving host
     * \param txTime time from now until the last bit leaves the sender
     * \return time from now until it arrives, behind earlier packets of the pair
     */
    Time GetArrival(uint32_t from, uint32_t to, Time txTime);

    /**
     * Let a packet arrive at the down link of its receiver, which another rank may simulate.
     * \param receiver the device that receives the packet
     * \param packet the whole IP packet
     * \param delay time from now until the packet arrives
     */
    void Deliver(WanNetDevice* receiver, Ptr<Packet> packet, Time delay);

    /**
     * \param packet the whole IP packet
     * \return the link address of the device that has the packet's source address; zero if none has
     */
    Address GetSourceLinkAddress(const IpAddressPeek& packet) const;

    /**
     * \param packet the whole IP packet
     * \return the index of the host that has the packet's source address; UINT32_MAX if none has
     */
    uint32_t GetSourceHost(const IpAddressPeek& packet) const;

    std::vector<Ptr<WanNetDevice>> m_devices;  //!< device of each host
    WanAddressTable m_addresses;               //!< device of each address
    Ptr<WanLatencyModel> m_latency;            //!< propagation delays
    Ptr<WanLossModel> m_loss;                  //!< packet loss, or nullptr
    std::vector<Ptr<WanPathFilter>> m_filters; //!< boxes on the way
    /** When the last packet of a pair arrives, where delays vary; never iterated. */
    std::unordered_map<uint64_t, Time> m_lastArrivals;
    Time m_lookAhead;                  //!< look-ahead; set by the first packet to a rank
    uint64_t m_unknownDestinations{0}; //!< packets to addresses that no device has
    uint64_t m_lost{0};                //!< packets that the loss model lost
    TracedCallback<Ptr<const Packet>, Ptr<const WanNetDevice>, DropReason> m_dropTrace; //!< drops
};

} // namespace ns3

#endif /* WAKU_WAN_CHANNEL_H */
