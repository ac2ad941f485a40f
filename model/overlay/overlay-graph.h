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
 * \brief Who is connected to whom: an undirected simple graph.
 *
 * Nodes are numbered from 0. Links are numbered in the order in which they were added, and each
 * keeps its two ends in the order given, so that a generator or a file can say who dialled whom.
 * The order of everything that the class returns depends on the calls made only.
 *
 * Made for 100,000 nodes and more: a node of degree 6 costs about 200 bytes, links included, one
 * of degree 50 about 900; names and file rows cost nothing unless set.
 *
 * A node or link number that does not exist, and a link from a node to itself, stop the program
 * with a message that names the values.
 */
class OverlayGraph
{
  public:
    using Link = std::pair<uint32_t, uint32_t>; //!< two node numbers; the dialler comes first

    /** What FindLink returns for two nodes that are not connected. */
    static constexpr uint32_t NO_LINK = std::numeric_limits<uint32_t>::max();

    /** \param nodes the number of nodes */
    explicit OverlayGraph(uint32_t nodes);

    /**
     * Connect two nodes.
     * \param a one node (the dialler, where the model knows one)
     * \param b another node
     * \return false if the two are connected already, in either direction; nothing changes then
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
     * \param node a node
     * \return its neighbours in ascending order; the reference holds until the next AddLink
     */
    const std::vector<uint32_t>& GetNeighbors(uint32_t node) const;

    /**
     * \param node a node
     * \return how many neighbours it has
     */
    uint32_t GetDegree(uint32_t node) const;

    /**
     * \param a one node
     * \param b another node
     * \return the number of the link between them, NO_LINK if there is none; O(log degree)
     */
    uint32_t FindLink(uint32_t a, uint32_t b) const;

    /**
     * \param a one node
     * \param b another node
     * \return whether they are connected
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
     * \param node a node
     * \return its id in the file that it came from; empty stands for its number
     */
    const std::string& GetName(uint32_t node) const;

    /**
     * \param node a node
     * \param name its id; empty stands for its number
     */
    void SetName(uint32_t node, std::string name);

    /** \return whether any node has a name */
    bool HasNames() const
    {
        return !m_names.empty();
    }

    /**
     * Files may list a link more than once; logs that refer to a file count its rows.
     * \param link a link
     * \return the first row (from 0) that lists it in the file that it came from; its own number
     *         if it came from no file, which is the row that a writer gives it
     */
    uint32_t GetFileRow(uint32_t link) const;

    /**
     * \param link a link
     * \param row the first row (from 0) that lists it in its file
     */
    void SetFileRow(uint32_t link, uint32_t row);

  private:
    /** The neighbours of a node, ascending, and the link to each. */
    struct Peers
    {
        std::vector<uint32_t> neighbors; //!< node numbers
        std::vector<uint32_t> links;     //!< the link to the neighbour of the same index
    };

    /**
     * Stop unless a node exists.
     * \param node the node
     */
    void CheckNode(uint32_t node) const;

    /**
     * Stop unless a link exists.
     * \param link the link
     */
    void CheckLink(uint32_t link) const;

    std::vector<Peers> m_peers;       //!< for each node
    std::vector<Link> m_links;        //!< in the order of addition
    std::vector<std::string> m_names; //!< for each node, or empty if none has a name
    std::vector<uint32_t> m_fileRows; //!< for the first links; the others have their own number
};

} // namespace ns3

#endif /* WAKU_OVERLAY_GRAPH_H */
