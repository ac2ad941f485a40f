/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_WAN_CHANNEL_H
#define WAKU_WAN_CHANNEL_H

#include "wan-address-table.h"
#include "wan-latency-model.h"
#include "wan-loss-model.h"

#include "ns3/channel.h"
#include "ns3/nstime.h"
#include "ns3/packet.h"
#include "ns3/traced-callback.h"

#include <vector>

namespace ns3
{

class WanNetDevice;

/**
 * \ingroup waku
 * \brief The Internet between access links: any host reaches any other by its IP address.
 *
 * A packet that has left the up link of a WanNetDevice is carried to the device that has its IP
 * destination address, after the propagation delay that the latency model gives for the pair. The
 * core of the network has no rate of its own: it neither queues nor reorders the packets of a pair.
 * There are no routers, no ARP and no neighbour discovery; delivery is unicast. The receiver is
 * found in constant time, however many hosts there are.
 *
 * A packet is dropped, and traced as such, when no device has its destination address (multicast
 * and broadcast included) or when the loss model takes it.
 *
 * Addresses come to the channel in three ways: WanHelper registers those that it assigns; a device
 * registers at the start of the simulation whatever addresses its node's IP interfaces have by
 * then; and AddAddress and AddAddressesOf serve those that change later.
 */
class WanChannel : public Channel
{
  public:
    /** Why the channel dropped a packet. */
    enum DropReason
    {
        UNKNOWN_DESTINATION, //!< no device has the destination address
        LOSS,                //!< the loss model took it
    };

    /**
     * Signature of the trace source Drop.
     * \param packet the whole IP packet
     * \param sender the device that sent it
     * \param reason why it was dropped
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
     * \return its device
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
     * Let packets to an address go to a device. An address that another device already has stops
     * the program.
     * \param address a unicast address
     * \param device a device of this channel
     */
    void AddAddress(Ipv4Address address, Ptr<WanNetDevice> device);

    /** \copydoc AddAddress(Ipv4Address,Ptr<WanNetDevice>) */
    void AddAddress(Ipv6Address address, Ptr<WanNetDevice> device);

    /**
     * Let packets to each address that IP interfaces on a device have now go to it.
     * \param device a device of this channel
     */
    void AddAddressesOf(Ptr<WanNetDevice> device);

    /** \param address the address that no device has any more */
    void RemoveAddress(Ipv4Address address);

    /** \copydoc RemoveAddress(Ipv4Address) */
    void RemoveAddress(Ipv6Address address);

    /**
     * \param address an address
     * \return the device that has it, or nullptr
     */
    Ptr<WanNetDevice> FindDevice(Ipv4Address address) const;

    /** \copydoc FindDevice(Ipv4Address)const */
    Ptr<WanNetDevice> FindDevice(Ipv6Address address) const;

    /** \return how many packets found no device with their destination address */
    uint64_t GetNUnknownDestinations() const;

    /** \return how many packets the loss model took */
    uint64_t GetNLost() const;

  protected:
    void DoDispose() override;

  private:
    friend class WanNetDevice;

    /**
     * \param device the device of the next host
     * \return the index of that host
     */
    uint32_t Attach(Ptr<WanNetDevice> device);

    /**
     * Carry a packet.
     * \param sender the device that sends it
     * \param packet the whole IP packet
     * \param txTime how long from now its last bit leaves the sender
     * \return whether it is on its way
     */
    bool Transmit(WanNetDevice* sender, Ptr<Packet> packet, Time txTime);

    /**
     * Have a packet arrive at the down link of its receiver, which another rank may simulate.
     * \param receiver the device that it goes to
     * \param packet the whole IP packet
     * \param delay how long from now it arrives
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

    std::vector<Ptr<WanNetDevice>> m_devices; //!< by index of the host
    WanAddressTable m_addresses;              //!< who has which address
    Ptr<WanLatencyModel> m_latency;           //!< propagation delays
    Ptr<WanLossModel> m_loss;                 //!< packet loss, or nullptr
    Time m_lookAhead;                         //!< of ranks, once a packet has gone to another one
    uint64_t m_unknownDestinations{0};        //!< packets to addresses of nobody
    uint64_t m_lost{0};                       //!< packets that the loss model took
    TracedCallback<Ptr<const Packet>, Ptr<const WanNetDevice>, DropReason> m_dropTrace; //!< drops
};

} // namespace ns3

#endif /* WAKU_WAN_CHANNEL_H */
