/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_SCENARIO_STAGE_H
#define WAKU_SCENARIO_STAGE_H

#include "p2p-node.h"

#include "ns3/application-container.h"
#include "ns3/ipv4-address.h"
#include "ns3/net-device-container.h"
#include "ns3/node-container.h"
#include "ns3/nstime.h"
#include "ns3/simple-ref-count.h"

#include <cstdint>
#include <string>
#include <vector>

namespace ns3
{

class OverlayGraph;
class WanChannel;
class WanHost;

/**
 * \ingroup waku
 * \brief Hosts with a TCP/IP stack, their devices and addresses, in one order.
 */
struct ScenarioHosts
{
    NodeContainer hosts;                //!< the hosts
    NetDeviceContainer devices;         //!< device of each
    std::vector<Ipv4Address> addresses; //!< address of each
};

/**
 * \ingroup waku
 * \brief What ScenarioEvents act on: the nodes of a running scenario, their hosts and links, and
 * when traffic begins and ends. All events of a run share one.
 *
 * Node i is application i, on device i. In a distributed simulation a rank has stand-ins for the
 * nodes of others, on which nothing is done.
 */
class ScenarioStage : public SimpleRefCount<ScenarioStage>
{
  public:
    /** The parts of a running scenario. */
    struct Parts
    {
        ApplicationContainer applications;    //!< the nodes: P2pNodes
        NetDeviceContainer devices;           //!< device of each; empty if events of links are none
        std::vector<Ipv4Address> addresses;   //!< address of each; empty if they are not known
        const OverlayGraph* overlay{nullptr}; //!< who dials whom; must outlive the run; may be null
        ScenarioHosts extra;                  //!< hosts that events asked for
        Time start;                           //!< when traffic begins
        Time end;                             //!< when the run ends; 0 if it is not known
    };

    /** \param parts the parts; an application that is no P2pNode stops the program */
    explicit ScenarioStage(const Parts& parts);

    /** \return the parts */
    const Parts& GetParts() const
    {
        return m_parts;
    }

    /** \return number of nodes */
    uint32_t GetN() const
    {
        return m_parts.applications.GetN();
    }

    /**
     * \param index index of a node
     * \return the node; null if another rank simulates it
     */
    Ptr<P2pNode> GetNode(uint32_t index) const;

    /**
     * \param index index of a node
     * \return its device as a host of a WanChannel; null if it is none
     */
    WanHost* GetHost(uint32_t index) const;

    /** \return the WanChannel of the nodes; null if they have none */
    Ptr<WanChannel> GetChannel() const;

    /**
     * \param host index of a host on the channel
     * \return index of its node; UINT32_MAX if it has none
     */
    uint32_t FindNode(uint32_t host) const;

    /** \return names of the regions of the channel, in their order; empty if it has none */
    std::vector<std::string> GetRegions() const;

    /**
     * \param region name of a region
     * \return indices of its nodes
     */
    std::vector<uint32_t> GetNodesOf(const std::string& region) const;

    /**
     * Take the access link of a node down, or undo it. It is up when every call is undone. Nothing
     * happens without a WanChannel, and for a node of another rank.
     * \param index index of the node
     * \param up whether to undo it
     */
    void SetLinkUp(uint32_t index, bool up);

  private:
    Parts m_parts;                      //!< the parts
    std::vector<uint32_t> m_linksDown;  //!< by node: calls that are not undone
    std::vector<uint32_t> m_nodeOfHost; //!< node of each host of the channel
};

} // namespace ns3

#endif /* WAKU_SCENARIO_STAGE_H */
