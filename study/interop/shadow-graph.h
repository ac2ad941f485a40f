/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_SHADOW_GRAPH_H
#define WAKU_SHADOW_GRAPH_H

#include "ns3/nstime.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief The network of a simulation by Shadow: places where hosts can be, and links between them
 * (Shadow, docs/network_graph_spec.md; src/main/network/graph/mod.rs).
 *
 * Everything that is wrong in its file is a StudyFileError, which names file, line and column.
 * FindFault is for fuzzing: it takes any bytes, and neither stops nor throws.
 */
class ShadowGraph
{
  public:
    /** A place where hosts can be. */
    struct Vertex
    {
        uint32_t id{0};    //!< its id in the file
        std::string label; //!< its name; the id if it has none
        std::string place; //!< file, line and column
        uint64_t up{0};    //!< up rate of its hosts, bit/s; 0 if it has none
        uint64_t down{0};  //!< down rate of its hosts, bit/s; 0 if it has none
    };

    /** What a packet meets on its way. */
    struct Path
    {
        Time latency;   //!< one-way delay
        double loss{0}; //!< probability to be lost

        /**
         * \param other another path
         * \return whether this one is shorter, or as short and loses less
         */
        bool operator<(const Path& other) const;

        /**
         * \param next a path that begins where this one ends
         * \return both together
         */
        Path operator+(const Path& next) const;
    };

    /** Paths by index of their first and last vertex. */
    using Paths = std::map<std::pair<std::size_t, std::size_t>, Path>;

    /**
     * \param gml the graph in GML
     * \param source name of the file, for errors
     * \return the graph
     */
    static ShadowGraph Parse(const std::string& gml, const std::string& source);

    /**
     * \param gml any bytes
     * \return what is wrong with them as a graph; empty if nothing is
     */
    static std::string FindFault(const std::string& gml);

    /** \return the vertices, in the order of the file */
    const std::vector<Vertex>& GetVertices() const
    {
        return m_vertices;
    }

    /**
     * \param id id of a vertex
     * \return its index; the number of vertices if there is none
     */
    std::size_t Find(uint32_t id) const;

    /**
     * \param used indexes of vertices
     * \param shortest whether packets take shortest paths (Shadow's `use_shortest_path`); if not,
     *        there has to be an edge between any two vertices. A vertex has an edge to itself in
     *        either case
     * \return the paths between the vertices, and from each to itself; a StudyFileError is thrown
     *         if one is missing
     */
    Paths FindPaths(const std::vector<std::size_t>& used, bool shortest) const;

  private:
    /** A link. */
    struct Edge
    {
        std::size_t source{0}; //!< index of a vertex
        std::size_t target{0}; //!< index of a vertex
        Path path;             //!< what a packet meets
    };

    /**
     * \param from index of a vertex
     * \param to index of a vertex
     * \return the edge between them; a StudyFileError is thrown if there is none, or several
     */
    const Edge& GetEdge(std::size_t from, std::size_t to) const;
    /**
     * \param from index of a vertex
     * \return the shortest path to each vertex; of infinite latency if there is none
     */
    std::vector<Path> FindShortest(std::size_t from) const;

    std::string m_source;                       //!< name of the file
    bool m_isDirected{false};                   //!< whether an edge is for one direction
    std::vector<Vertex> m_vertices;             //!< the vertices
    std::map<uint32_t, std::size_t> m_vertexOf; //!< index of each id
    std::vector<Edge> m_edges;                  //!< edges, in both directions if not directed
    std::multimap<std::pair<std::size_t, std::size_t>, std::size_t> m_edgeOf; //!< edges by ends
};

} // namespace ns3

#endif /* WAKU_SHADOW_GRAPH_H */
