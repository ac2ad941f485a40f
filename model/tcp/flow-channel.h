/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_FLOW_CHANNEL_H
#define WAKU_FLOW_CHANNEL_H

#include "flow-piece.h"

#include "ns3/address.h"
#include "ns3/ipv4-address.h"
#include "ns3/ipv6-address.h"
#include "ns3/wan-channel.h"

#include <map>
#include <vector>

namespace ns3
{

class FlowNetDevice;

/**
 * \ingroup waku
 * \brief A WanChannel at flow level: between its hosts travel pieces of connections (FlowPiece), no
 * packets.
 *
 * Propagation delays and loss are those of the WanChannel's models. With the attribute Ideal,
 * connections have neither congestion windows nor receive windows: what TCP costs is left out.
 */
class FlowChannel : public WanChannel
{
  public:
    /** \return the TypeId */
    static TypeId GetTypeId();

    std::size_t GetNDevices() const override;
    Ptr<NetDevice> GetDevice(std::size_t i) const override;

    /** \return whether connections have no windows */
    bool IsIdeal() const
    {
        return m_isIdeal;
    }

    /**
     * \param device device of a new host
     * \return the index of the host
     */
    uint32_t AddHost(Ptr<FlowNetDevice> device);

    /**
     * Give a host an address. An address that another host has, or a second one of the same
     * family, stops the program.
     * \param address a unicast address
     * \param device device of the host
     */
    void AddHostAddress(Ipv4Address address, const Ptr<FlowNetDevice>& device);

    /** \copydoc AddHostAddress(Ipv4Address,const Ptr<FlowNetDevice>&) */
    void AddHostAddress(Ipv6Address address, const Ptr<FlowNetDevice>& device);

    /**
     * \param address an IP address, without port
     * \return device of the host that has it, or nullptr
     */
    Ptr<FlowNetDevice> FindHost(const Address& address) const;

    /**
     * \param from a host
     * \param to another host
     * \return one-way propagation delay
     */
    FlowTime GetDelay(const FlowNetDevice& from, const FlowNetDevice& to) const;

    /**
     * Carry a piece to its receiver.
     * \param from sending host
     * \param to receiving host
     * \param piece the piece; its span says when its segments reach the down link
     * \param delay time from now until the receiver handles it
     */
    void Carry(const FlowNetDevice& from,
               const Ptr<FlowNetDevice>& to,
               const Ptr<FlowPiece>& piece,
               FlowTime delay);

  protected:
    void DoDispose() override;

  private:
    /** Hosts with consecutive addresses. */
    struct Run
    {
        uint32_t host;  //!< index of the first host
        uint32_t count; //!< number of hosts
    };

    bool m_isIdeal{false};                   //!< attribute Ideal
    std::vector<Ptr<FlowNetDevice>> m_hosts; //!< device of each host
    std::map<uint32_t, Run> m_ipv4;          //!< hosts by first IPv4 address of a run
    std::map<Ipv6Address, uint32_t> m_ipv6;  //!< hosts by IPv6 address
};

} // namespace ns3

#endif /* WAKU_FLOW_CHANNEL_H */
