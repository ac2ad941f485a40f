/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_VIEW_NODE_WATCH_H
#define WAKU_VIEW_NODE_WATCH_H

#include "message-feed.h"
#include "view-network.h"
#include "view-sample.h"
#include "view-traffic.h"

#include "ns3/application.h"
#include "ns3/gossipsub-router.h"
#include "ns3/peer-info.h"

#include <cstdint>
#include <string>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief Connects to the trace sources of one node, other than those of its messages, for a
 * ViewRecorder: connections, bytes and presence of a P2pNode, and meshes, gossip, scores and
 * control messages of a GossipSubRouter that is mounted on it. A node that has none of them is not
 * watched.
 */
class ViewNodeWatch
{
  public:
    /** Where events go. All of it must exist as long as the watch. */
    struct Sinks
    {
        MessageFeed& feed;        //!< finds the node of an address
        const ViewSample& sample; //!< recorded nodes
        ViewNetwork& network;     //!< who is connected to whom
        ViewTraffic& traffic;     //!< bytes over time
    };

    /**
     * \param sinks where events go
     * \param node position of the node
     * \param application its application
     */
    ViewNodeWatch(const Sinks& sinks, uint32_t node, Ptr<Application> application);

    ViewNodeWatch(const ViewNodeWatch&) = delete;
    ViewNodeWatch& operator=(const ViewNodeWatch&) = delete;

    /** What a node is in a network. */
    struct Role
    {
        std::string name;      //!< such as `relay`, `service node`, `light node`
        bool isHostile{false}; //!< whether it is an adversary
    };

    /**
     * \param application an application
     * \return what the node is. It is hostile if the class of the first protocol of a P2pNode has
     *         a name that ends in `Adversary`, and then has that name
     */
    static Role GetRole(Ptr<Application> application);

  private:
    /**
     * \param peer number of a peer at this node
     * \return position of the peer; ViewSample::NONE if it is not recorded
     */
    uint32_t Find(PeerId peer) const;

    // Sinks of P2pNode's trace sources of these names.
    void Online(bool isOnline);
    void PeerUp(const PeerInfo& peer);
    void PeerDown(const PeerInfo& peer);
    void Tx(uint32_t bytes);
    void Rx(uint32_t bytes);

    // Sinks of GossipSubRouter's trace sources of these names.
    void Graft(PeerId peer, const std::string& topic);
    void Prune(PeerId peer, const std::string& topic);
    void Score(PeerId peer, double before, double after);
    void ControlSent(PeerId peer, GossipSubControl control, const std::string& topic, uint32_t ids);
    void ControlReceived(PeerId peer,
                         GossipSubControl control,
                         const std::string& topic,
                         uint32_t ids);

    Sinks m_sinks;                 //!< where events go
    uint32_t m_node;               //!< position of the node
    std::vector<uint32_t> m_peers; //!< position of each peer by its number
};

} // namespace ns3

#endif /* WAKU_VIEW_NODE_WATCH_H */
