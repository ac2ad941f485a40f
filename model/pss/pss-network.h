/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_PSS_NETWORK_H
#define WAKU_PSS_NETWORK_H

#include "pss-kademlia.h"

#include "ns3/overlay-graph.h"

#include <cstdint>
#include <string>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief A Kademlia network: the overlay addresses of its nodes, and who is connected to whom.
 */
class PssNetwork
{
  public:
    /**
     * Make the network to which nodes come that know all nodes, and in turn connect to what their
     * tables suggest, until no table suggests anything. Of a bin that wants peers, a node chooses
     * at random.
     * \param nodes number of nodes, at least 1
     * \param settings settings of the tables
     * \param stream number of the random variable stream; a second stream, with the next number,
     *        is used too
     * \return the network
     */
    static PssNetwork Create(uint32_t nodes, const PssKademliaSettings& settings, int64_t stream);

    /**
     * \param nodes number of nodes
     * \param stream number of the random variable stream; -1 for one that ns-3 chooses
     * \return random overlay addresses
     */
    static std::vector<PssAddress> DrawAddresses(uint32_t nodes, int64_t stream);

    /**
     * Read a network in the format of the snapshots of Swarm's simulations (pss/testdata,
     * snapshot_N.json): nodes[].node.info with id and protocols.bzz (the overlay address in
     * base64), and conns[] with one, other and up. An OverlayError is thrown if the file is missing
     * or malformed.
     * \param path path of the file
     * \return the network; of each connection, the first node dials
     */
    static PssNetwork Read(const std::string& path);

    /** \return overlay addresses by node */
    const std::vector<PssAddress>& GetAddresses() const
    {
        return m_addresses;
    }

    /** \return who is connected to whom */
    const OverlayGraph& GetGraph() const
    {
        return m_graph;
    }

    /**
     * \param target an address
     * \return the node whose address is nearest to it
     */
    uint32_t FindNearest(const PssAddress& target) const;

    /**
     * \param node a node
     * \param settings settings of its table
     * \return table of the node, in which peers have the numbers of their nodes
     */
    PssKademlia MakeTable(uint32_t node, const PssKademliaSettings& settings) const;

  private:
    class Builder;

    /**
     * \param addresses overlay addresses by node
     * \param graph who is connected to whom
     */
    PssNetwork(std::vector<PssAddress> addresses, OverlayGraph graph);

    std::vector<PssAddress> m_addresses; //!< overlay addresses by node
    OverlayGraph m_graph;                //!< who is connected to whom
};

} // namespace ns3

#endif /* WAKU_PSS_NETWORK_H */
