/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_VIEW_NETWORK_H
#define WAKU_VIEW_NETWORK_H

#include "view-topics.h"

#include "ns3/nstime.h"

#include <cstdint>
#include <limits>
#include <map>
#include <ostream>
#include <set>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief Records who is connected to whom, for a ViewRecorder: connections, meshes, gossip, scores
 * and presence. Nodes are given by their positions.
 *
 * Memory is bounded: connections and changes of meshes that are beyond the limit are not recorded.
 * Each takes some 20 bytes; a link that gossips, and a score, some 50 bytes.
 */
class ViewNetwork
{
  public:
    /** Number of connections, of changes of meshes, and of changes of presence at most. */
    static constexpr std::size_t MOST = 500000;

    /** \param topics the topics; must exist as long as this object */
    explicit ViewNetwork(ViewTopics& topics);

    /** A node says that it is connected to a peer. */
    void PeerUp(Time now, uint32_t node, uint32_t peer);
    /** A node says that it is no longer connected to a peer. */
    void PeerDown(Time now, uint32_t node, uint32_t peer);
    /** A peer has entered or left the mesh of a node. */
    void MeshChanged(Time now,
                     uint32_t node,
                     uint32_t peer,
                     const std::string& topic,
                     bool isMember);
    /** A node has announced messages to a peer (IHAVE), or requested messages (IWANT). */
    void Gossiped(uint32_t node, uint32_t peer, bool isRequest);
    /** A node gives a peer another score. */
    void Scored(uint32_t node, uint32_t peer, double score);
    /** A node has come online or gone offline. */
    void PresenceChanged(Time now, uint32_t node, bool isOnline);

    /** \return number of connections so far */
    std::size_t GetNLinks() const
    {
        return m_links.size();
    }

    /** \return the pairs of nodes that were connected, each once, in order */
    std::set<std::pair<uint32_t, uint32_t>> GetPairs() const;

    /** \return whether there was more than was recorded */
    bool IsTruncated() const
    {
        return m_isTruncated;
    }

    /**
     * Write the members links, mesh, gossip, scores and presence of a JSON object.
     * \param out stream to which they are written
     */
    void Write(std::ostream& out) const;

  private:
    /** Two nodes, the first one speaking of the second. */
    using Pair = std::pair<uint32_t, uint32_t>;

    /** A connection. */
    struct Link
    {
        uint32_t a;                                            //!< one node
        uint32_t b;                                            //!< the other one
        double up;                                             //!< since when, seconds
        double down{std::numeric_limits<double>::quiet_NaN()}; //!< until when; NaN: still there
    };

    /** A link that both or one of its nodes say is there. */
    struct OpenLink
    {
        std::size_t index; //!< in m_links
        uint32_t ends{1};  //!< how often a node has said so
    };

    /** A change of a mesh or of presence. */
    struct Change
    {
        double time;       //!< when, seconds
        uint32_t node;     //!< of which node
        uint32_t peer{0};  //!< of a mesh: the peer
        uint32_t topic{0}; //!< of a mesh: its topic
        bool isIn;         //!< whether the peer is a member, or the node online, from now on
    };

    /**
     * Record a change unless there are too many.
     * \param changes where it goes
     * \param change the change
     */
    void Add(std::vector<Change>& changes, const Change& change);
    /** Write changes of meshes or presence. */
    static void WriteChanges(std::ostream& out, const std::vector<Change>& changes, bool ofMesh);

    ViewTopics& m_topics;            //!< topics
    std::vector<Link> m_links;       //!< connections so far
    std::map<Pair, OpenLink> m_open; //!< connections that are there, by smaller and larger node
    std::vector<Change> m_mesh;      //!< changes of meshes
    std::map<Pair, std::set<uint32_t>> m_members; //!< topics in whose mesh a peer of a node is
    std::map<Pair, std::pair<uint64_t, uint64_t>> m_gossip; //!< IHAVEs and IWANTs
    std::map<Pair, std::pair<double, double>> m_scores;     //!< last and least score
    std::vector<Change> m_presence;                         //!< changes of presence
    bool m_isTruncated{false};                              //!< whether something was left out
};

} // namespace ns3

#endif /* WAKU_VIEW_NETWORK_H */
