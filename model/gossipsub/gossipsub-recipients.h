/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_GOSSIPSUB_RECIPIENTS_H
#define WAKU_GOSSIPSUB_RECIPIENTS_H

#include "gossipsub-gossip.h"
#include "gossipsub-meshes.h"
#include "gossipsub-parameters.h"
#include "gossipsub-peers.h"

namespace ns3
{

/**
 * \ingroup waku
 * \brief Chooses the peers to which a gossipsub router sends a full message (gossipsub v1.0,
 * "Message Propagation"; v1.1, "Flood Publishing" and "Explicit Peering Agreements"; v1.2,
 * "IDONTWANT").
 */
class GossipSubRecipients
{
  public:
    using PeerList = GossipSubPeers::PeerList;

    /**
     * All four arguments must outlive the object.
     * \param parameters parameters of the router
     * \param peers peers of the router
     * \param meshes meshes of the router
     * \param gossip gossip of the router
     */
    GossipSubRecipients(const GossipSubParameters& parameters,
                        GossipSubPeers& peers,
                        GossipSubMeshes& meshes,
                        const GossipSubGossip& gossip);

    /**
     * \param now current time
     * \param message a message that this node publishes
     * \return the receiving peers, in random order
     */
    PeerList OfOwn(Time now, const PubsubMessage& message);

    /**
     * \param message a valid message of another node
     * \param from the peer that sent the first copy
     * \param early the peers that sent copies before validation was finished
     * \return the receiving peers, in random order
     */
    PeerList OfRelayed(const PubsubMessage& message, PeerId from, const PeerSet& early);

    /**
     * \param topic state of the topic of a message
     * \param message the message, the first copy of which has arrived
     * \return the peers outside the mesh to which IDONTWANT is sent as to those in it
     */
    PeerList OfIDontWantOutsideMesh(const TopicMesh& topic, const PubsubMessage& message);

  private:
    /**
     * \param topic state of the topic of an own message, which goes to the mesh
     * \param [in,out] peers the receiving peers, to which subscribers are added up to D
     */
    void AddUpToD(const TopicMesh& topic, PeerList& peers);
    /**
     * \param now current time
     * \param message a message that this node publishes
     * \return the receiving peers
     */
    PeerList ChooseOfOwn(Time now, const PubsubMessage& message);
    /**
     * \param topic state of the topic of an own message
     * \param size size of the message's frame, in bytes
     * \return the peers to which the message is flooded
     */
    PeerList Flood(const TopicMesh& topic, uint32_t size);
    /**
     * \param topic state of a topic
     * \return the peers that receive every message: the mesh and the peers with peering agreements
     */
    PeerList GetMeshAndDirect(const TopicMesh& topic);

    const GossipSubParameters& m_parameters; //!< parameters of the router
    GossipSubPeers& m_peers;                 //!< peers of the router
    GossipSubMeshes& m_meshes;               //!< meshes of the router
    const GossipSubGossip& m_gossip;         //!< gossip of the router
};

} // namespace ns3

#endif /* WAKU_GOSSIPSUB_RECIPIENTS_H */
