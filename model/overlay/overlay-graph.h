/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_OVERLAY_GRAPH_H
#define WAKU_OVERLAY_GRAPH_H

#include <cstdint>
#include <limits>
#include <string>
#include <utility>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief The overlay: an undirected simple graph whose links are the connections between nodes.
 *
 * Nodes are numbered from 0. Links are numbered in the order in which they were added. A link keeps
 * its two ends in the order given, so that a generator or a file can say which node dialled. The
 * order of all results depends only on the order of the calls.
 *
 * The class is made for 100,000 nodes and more: a node of degree 6 takes about 200 bytes with its
 * links, a node of degree 50 about 900. Names and file rows take no memory unless they are set.
 *
 * A node or link number that does not exist, and a link from a node to itself, stop the program
 * with a message that names the values.
 */
class OverlayGraph
{
  public:
    using Link = std::pair<uint32_t, uint32_t>; //!< two node numbers; the dialler comes first

    /** Result of FindLink for two nodes that are not connected. */
    static constexpr uint32_t NO_LINK = std::numeric_limits<uint32_t>::max();

    /** \param nodes the number of nodes */
    explicit OverlayGraph(uint32_t nodes);

    /**
     * Connect two nodes.
     * \param a number of one node: the node that dials, if the model distinguishes it
     * \param b number of another node
     * \return whether the link is new; false if the nodes are already connected, in either
     *         direction
     */
    bool AddLink(uint32_t a, uint32_t b);

    /** \return the number of nodes */
    uint32_t GetNNodes() const
    {
        return static_cast<uint32_t>(m_peers.size());
    }

    /** \return the number of links */
    uint32_t GetNLinks() const
    {
        return static_cast<uint32_t>(m_links.size());
    }

    /**
     * \param node number of a node
     * \return the node's neighbours in ascending order; the reference is valid until the next
     *         AddLink
     */
    const std::vector<uint32_t>& GetNeighbors(uint32_t node) const;

    /**
     * \param node number of a node
     * \return the number of the node's neighbours
     */
    uint32_t GetDegree(uint32_t node) const;

    /**
     * Find the link between two nodes in O(log degree).
     * \param a number of one node
     * \param b number of another node
     * \return the number of the link, or NO_LINK if there is none
     */
    uint32_t FindLink(uint32_t a, uint32_t b) const;

    /**
     * \param a number of one node
     * \param b number of another node
     * \return whether the nodes are connected
     */
    bool HasLink(uint32_t a, uint32_t b) const
    {
        return FindLink(a, b) != NO_LINK;
    }

    /** \return all links; a link's number is its index here */
    const std::vector<Link>& GetLinks() const
    {
        return m_links;
    }

    /**
     * \param node number of a node
     * \return the node's id in the file from which the graph was read; empty if it is the number
     */
    const std::string& GetName(uint32_t node) const;

    /**
     * \param node number of a node
     * \param name id of the node in a file; empty if it is the number
     */
    void SetName(uint32_t node, std::string name);

    /** \return whether any node has a name */
    bool HasNames() const
    {
        return !m_names.empty();
    }

    /**
     * A file may list a link in several rows, and propagation logs name a link by its row.
     * \param link number of a link
     * \return the first row (from 0) that lists the link in the file from which the graph was read.
     *         If the graph was not read from a file, the number of the link: a writer puts it
     *         there.
     */
    uint32_t GetFileRow(uint32_t link) const;

    /**
     * \param link number of a link
     * \param row the first row (from 0) that lists the link in the file
     */
    void SetFileRow(uint32_t link, uint32_t row);

  private:
    /** The neighbours of a node in ascending order, and the link to each. */
    struct Peers
    {
        std::vector<uint32_t> neighbors; //!< node numbers
        std::vector<uint32_t> links;     //!< the link to the neighbour of the same index
    };

    /**
     * Stop the program unless a node exists.
     * \param node number of the node
     */
    void CheckNode(uint32_t node) const;

    /**
     * Stop the program unless a link exists.
     * \param link number of the link
     */
    void CheckLink(uint32_t link) const;

    std::vector<Peers> m_peers;       //!< neighbours of each node
    std::vector<Link> m_links;        //!< links in the order in which they were added
    std::vector<std::string> m_names; //!< name of each node; no elements if no node has a name
    std::vector<uint32_t> m_fileRows; //!< file rows of the first links; others: their number
};

} // namespace ns3

#endif /* WAKU_OVERLAY_GRAPH_H */
