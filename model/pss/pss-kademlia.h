/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_PSS_KADEMLIA_H
#define WAKU_PSS_KADEMLIA_H

#include "pss-peer-record.h"

#include "ns3/nstime.h"
#include "ns3/peer-info.h"

#include <cstdint>
#include <map>
#include <optional>
#include <utility>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief Settings of a Kademlia table (network/kademlia.go, KadParams).
 */
struct PssKademliaSettings
{
    uint32_t neighbourhoodSize{2};          //!< peers that are nearest neighbours at least
    uint32_t minBinSize{2};                 //!< least peers wanted in a bin
    uint32_t maxBinSize{16};                //!< most peers wanted in a bin
    Time retryInterval{MilliSeconds(4200)}; //!< wait before a node is dialled for the second time
    uint32_t retryExponent{2};              //!< by which the wait is multiplied each time
    uint32_t maxRetries{42};                //!< dials of a node without success
};

/**
 * \ingroup waku
 * \brief Table of a node's peers and of the nodes that it knows, by their proximity order to it
 * (network/kademlia.go).
 *
 * A bin holds the peers of one proximity order. The neighbourhood depth is the proximity order from
 * which on peers are neighbours: not deeper than that of the NeighbourhoodSize-th nearest peer, and
 * not deeper than the first empty bin. A bin below the depth is to have as many peers as
 * GetWantedBinSize() says; with all neighbours a node wants to be connected.
 */
class PssKademlia
{
  public:
    /** A peer in the table. */
    struct Connection
    {
        PeerId peer;          //!< number of the peer
        PssPeerRecord record; //!< the peer
        uint32_t proximity;   //!< proximity order to this node
        uint64_t uses{0};     //!< messages forwarded to it, as the load balancer counts
    };

    /** What SuggestPeer says. */
    struct Suggestion
    {
        std::optional<PssPeerRecord> node; //!< node to connect to, if there is one
        std::optional<uint8_t> depth;      //!< new depth of saturation, if it has become less
    };

    /**
     * \param base overlay address of the node
     * \param settings settings
     */
    PssKademlia(const PssAddress& base, const PssKademliaSettings& settings);

    /** \return overlay address of the node */
    const PssAddress& GetBase() const
    {
        return m_base;
    }

    /**
     * Note a node.
     * \param record the node
     * \param now current time
     * \return whether it is new, or its underlay address is
     */
    bool Register(const PssPeerRecord& record, Time now);

    /**
     * Add a peer.
     * \param peer number of the peer
     * \param record the peer
     * \param now current time
     * \return whether it was added; false if another peer has its overlay address, or this node
     */
    bool On(PeerId peer, const PssPeerRecord& record, Time now);

    /**
     * Remove a peer, and know it as a node that was seen now. Nothing happens if it is not there.
     * \param peer number of the peer
     * \param now current time
     */
    void Off(PeerId peer, Time now);

    /** \return neighbourhood depth (depthForPot) */
    uint32_t GetDepth() const
    {
        return m_depth;
    }

    /**
     * Compute the depth of saturation after On() (the results of Kademlia.On).
     * \return the depth, and whether it has changed
     */
    std::pair<uint8_t, bool> UpdateSaturation();

    /**
     * Look for a node to connect to (Kademlia.SuggestPeer): among the bins with too few peers,
     * first those with fewest, of these the shallowest first, and in a bin the node that was known
     * first.
     * \param now current time
     * \return the node, and whether the depth of saturation has become less
     */
    Suggestion SuggestPeer(Time now);

    /**
     * \param nearestKnown proximity order of the nearest node that is known
     * \return bins that want further peers, in the order in which SuggestPeer() looks at them
     */
    std::vector<uint32_t> GetWantingBins(uint32_t nearestKnown) const
    {
        return GetWants(nearestKnown).bins;
    }

    /**
     * \param proximity a proximity order
     * \return number of peers wanted in its bin: MinBinSize and one more for each bin between it
     *         and the depth, at most MaxBinSize (expectedMinBinSize)
     */
    uint32_t GetWantedBinSize(uint32_t proximity) const;

    /**
     * \param proximity a proximity order
     * \return number of peers in its bin
     */
    uint32_t GetBinSize(uint32_t proximity) const;

    /** \return the peers, in the order in which they were added */
    const std::vector<Connection>& GetConnections() const
    {
        return m_connections;
    }

    /**
     * \param peer number of a peer
     * \return the peer, or null
     */
    const Connection* Find(PeerId peer) const;

    /**
     * Count that a message was forwarded to a peer.
     * \param peer number of a peer
     */
    void CountUse(PeerId peer);

    /** \return number of nodes that are known */
    std::size_t GetNKnown() const
    {
        return m_known.size();
    }

    /**
     * \param address an overlay address
     * \return whether a node with that address is known
     */
    bool Knows(const PssAddress& address) const
    {
        return m_known.count(address) > 0;
    }

  private:
    /** A node that is known. */
    struct Known
    {
        PssPeerRecord record;    //!< the node
        Time seenAt;             //!< when it became known, or was last connected
        uint32_t retries{0};     //!< dials since then
        bool isConnected{false}; //!< whether it is a peer
    };

    /** What the table lacks. */
    struct Wants
    {
        std::vector<uint32_t> bins;         //!< bins that want peers, most urgent first
        std::optional<uint32_t> saturation; //!< the shallowest bin that has too few
    };

    /**
     * \param nearestKnown proximity order of the nearest node that is known
     * \return what the table lacks
     */
    Wants GetWants(uint32_t nearestKnown) const;

    /** \return proximity order of the farthest of the NeighbourhoodSize nearest peers */
    uint32_t GetRadius() const;

    /** Compute the neighbourhood depth. */
    void UpdateDepth();

    /**
     * Whether a node may be dialled now; if so, it counts as a dial (Kademlia.callable).
     * \param known the node
     * \param now current time
     * \return whether it may be dialled
     */
    bool TakeCall(Known& known, Time now) const;

    /**
     * \param proximity a proximity order
     * \param now current time
     * \return the first node of the bin that may be dialled, or null
     */
    const Known* SuggestInBin(uint32_t proximity, Time now);

    PssAddress m_base;                                       //!< overlay address of the node
    PssKademliaSettings m_settings;                          //!< settings
    std::vector<Connection> m_connections;                   //!< peers
    std::map<uint32_t, uint32_t> m_bins;                     //!< peers by proximity order, above 0
    std::map<PssAddress, Known> m_known;                     //!< nodes that are known
    std::map<uint32_t, std::vector<PssAddress>> m_knownBins; //!< the same by proximity order
    uint32_t m_depth{0};                                     //!< neighbourhood depth
    uint8_t m_saturation{0};                                 //!< last depth of saturation
};

} // namespace ns3

#endif /* WAKU_PSS_KADEMLIA_H */
