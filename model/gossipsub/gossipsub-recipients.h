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
 * \brief To whom a gossipsub router sends a full message (gossipsub v1.0, "Message Propagation";
 * v1.1, "Flood Publishing" and "Explicit Peering Agreements"; v1.2, "IDONTWANT").
 */
class GossipSubRecipients
{
  public:
    using PeerList = GossipSubPeers::PeerList;

    /**
     * All four must outlive the object.
     * \param parameters of the router
     * \param peers of the router
     * \param meshes of the router
     * \param gossip of the router
     */
    GossipSubRecipients(const GossipSubParameters& parameters,
                        GossipSubPeers& peers,
                        GossipSubMeshes& meshes,
                        const GossipSubGossip& gossip);

    /** \param now the present \param message of this node \return to whom it goes, in random order
     */
    PeerList OfOwn(Time now, const PubsubMessage& message);

    /**
     * \param message of another node, valid
     * \param from from whom its first copy came
     * \param early who sent copies before it was found valid
     * \return to whom it goes, in random order
     */
    PeerList OfRelayed(const PubsubMessage& message, PeerId from, const PeerSet& early);

  private:
    /** \param now the present \param message of this node \return to whom it goes */
    PeerList ChooseOfOwn(Time now, const PubsubMessage& message);
    /** \param topic of an own message \param size of its frame, bytes \return to whom it is flooded
     */
    PeerList Flood(const TopicMesh& topic, uint32_t size);
    /** \param topic a topic \return its mesh and its direct peers, who get every message */
    PeerList GetMeshAndDirect(const TopicMesh& topic);

    const GossipSubParameters& m_parameters; //!< of the router
    GossipSubPeers& m_peers;                 //!< of the router
    GossipSubMeshes& m_meshes;               //!< of the router
    const GossipSubGossip& m_gossip;         //!< of the router
};

} // namespace ns3

#endif /* WAKU_GOSSIPSUB_RECIPIENTS_H */
