/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_PSS_HIVE_H
#define WAKU_PSS_HIVE_H

#include "pss-control.h"
#include "pss-kademlia.h"

#include <map>
#include <set>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief Who is told of whom, and who connects to whom (network/hive.go, network/peer.go).
 *
 * A node tells its peers the depth from which on it lacks nodes. A peer answers with the nodes that
 * it is connected to from there on, and names further ones as it learns of them. At each tick the
 * node dials what its Kademlia table suggests.
 */
class PssHive
{
  public:
    /** The I/O that the hive needs. */
    class Host
    {
      public:
        virtual ~Host() = default;
        /**
         * Send a packet to a peer.
         * \param peer the peer
         * \param control the packet
         */
        virtual void SendControl(PeerId peer, const PssControl& control) = 0;
        /**
         * Connect to a node.
         * \param record the node
         */
        virtual void DialNode(const PssPeerRecord& record) = 0;
    };

    /**
     * \param kademlia the table of the node; must outlive the hive
     * \param host does the I/O; must outlive the hive
     * \param hasDiscovery whether nodes are told of nodes
     * \param maxKnown number of nodes from which on no further ones are noted
     */
    PssHive(PssKademlia& kademlia, Host& host, bool hasDiscovery, uint32_t maxKnown);

    /**
     * Add a peer whose handshake has been accepted (Hive.Run).
     * \param peer number of the peer
     * \param record the peer
     * \param now current time
     * \return NONE, or ADDRESS_TAKEN if the table has another node with its address
     */
    PssError AddPeer(PeerId peer, const PssPeerRecord& record, Time now);

    /**
     * Remove a peer. Nothing happens if it is not there.
     * \param peer number of the peer
     * \param now current time
     */
    void RemovePeer(PeerId peer, Time now);

    /**
     * Handle the depth of a peer. The first one is answered.
     * \param peer number of the peer
     * \param depth the depth
     */
    void HandleDepth(PeerId peer, uint8_t depth);

    /**
     * Handle nodes that a peer names.
     * \param peer number of the peer
     * \param peers the nodes
     * \param now current time
     * \return an error for each node that is not used
     */
    std::vector<PssError> HandlePeers(PeerId peer, const PssPeers& peers, Time now);

    /**
     * Connect to the node that the table suggests.
     * \param now current time
     */
    void Tick(Time now);

  private:
    /** What is known of a peer. */
    struct Peer
    {
        uint8_t depth{0};          //!< depth that it has told
        bool isAnswered{false};    //!< whether its first depth has been answered
        std::set<PssAddress> seen; //!< nodes that it has been told of, or has named
    };

    /**
     * Tell all peers that are interested of a node.
     * \param record the node
     */
    void NotifyPeers(const PssPeerRecord& record);

    /**
     * Tell all peers a depth.
     * \param depth the depth
     */
    void NotifyDepth(uint8_t depth);

    PssKademlia& m_kademlia;        //!< the table of the node
    Host& m_host;                   //!< does the I/O
    bool m_hasDiscovery;            //!< whether nodes are told of nodes
    uint32_t m_maxKnown;            //!< number of nodes that are noted
    std::map<PeerId, Peer> m_peers; //!< peers in the table
};

} // namespace ns3

#endif /* WAKU_PSS_HIVE_H */
