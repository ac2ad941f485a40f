/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_FLOW_CHANNEL_H
#define WAKU_FLOW_CHANNEL_H

#include "flow-piece.h"

#include "ns3/address.h"
#include "ns3/ipv4-address.h"
#include "ns3/ipv6-address.h"
#include "ns3/wan-channel.h"

#include <map>
#include <memory>
#include <vector>

namespace ns3
{

class FlowNetDevice;
class FlowRanks;

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

    FlowChannel();
    ~FlowChannel() override;

    std::size_t GetNDevices() const override;
    Ptr<NetDevice> GetDevice(std::size_t i) const override;

    /** \return what has become of bytes, where devices count them */
    WanLedger& EditLedger()
    {
        return m_ledger;
    }

    /** \return whether connections have no windows */
    bool IsIdeal() const
    {
        return m_isIdeal;
    }

    /**
     * \return whether the simulation is distributed. A host then gets to know of another one only
     *         what has travelled, and what reaches it at one time is handled in a fixed order, so
     *         that results are the same for any number of ranks.
     */
    bool IsDistributed() const
    {
        return m_ranks != nullptr;
    }

    /**
     * \param host index of a host
     * \return its device
     */
    const Ptr<FlowNetDevice>& GetHost(uint32_t host) const
    {
        return m_hosts.at(host);
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
     * \param to receiving host
     * \param piece the piece; its span says when its segments reach the down link
     * \param delay time from now until the receiver handles it
     */
    void Carry(FlowNetDevice& to, const Ptr<FlowPiece>& piece, FlowTime delay);

    /**
     * Let a piece that is on its way arrive at a host of this rank.
     * \param to receiving host
     * \param piece the piece, as above
     * \param delay time from now until the receiver handles it
     */
    void Deliver(FlowNetDevice& to, const Ptr<FlowPiece>& piece, FlowTime delay);

    /**
     * Carry back what the receiver of a piece has noted in it.
     * \param to host that has sent the piece, of another rank
     * \param from index of the host that has received it
     * \param piece the piece
     */
    void CarryNote(const FlowNetDevice& to, uint32_t from, const FlowPiece& piece);

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
    std::unique_ptr<FlowRanks> m_ranks;      //!< ways to other ranks; null if not distributed
};

} // namespace ns3

#endif /* WAKU_FLOW_CHANNEL_H */
