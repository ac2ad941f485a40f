/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_OVERLAY_FILE_BUILDER_H
#define WAKU_OVERLAY_FILE_BUILDER_H

#include "overlay-graph.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief Builds a graph from the nodes and links that a file reader finds, and reports errors.
 *
 * All readers of overlay files use it. A place says where in the file the reader is, in the terms
 * of the file's format: `links[12].target`, or line and column as `7:1`.
 */
class OverlayFileBuilder
{
  public:
    /** Adds the position in the file to a place: `12:5: links[12].target`. */
    using Locator = std::function<std::string(const std::string& place)>;

    /**
     * \param path path of the file, for error messages
     * \param locate function that adds the position to a place; not needed if places are line and
     *        column
     */
    explicit OverlayFileBuilder(const std::string& path, Locator locate = nullptr);

    /**
     * Add the next node. Two nodes with the same id are an error.
     * \param id the id by which links refer to the node; empty if links cannot refer to it
     * \param place where in the file the node stands
     * \return the number of the node
     */
    uint32_t AddNode(const std::optional<std::string>& id, const std::string& place);

    /**
     * \param node number of a node
     * \param name name of the node; a name equal to the node's number is stored as empty
     */
    void SetName(uint32_t node, const std::string& name);

    /**
     * \param id id of a node
     * \return the number of the node with that id, if there is one
     */
    std::optional<uint32_t> FindNode(const std::string& id) const;

    /**
     * \param id id of a node; an unknown id is an error
     * \param place where in the file the id stands
     * \return the number of the node with that id
     */
    uint32_t GetNode(const std::string& id, const std::string& place) const;

    /** \return the number of nodes added so far */
    uint32_t GetNNodes() const
    {
        return static_cast<uint32_t>(m_names.size());
    }

    /**
     * Add the next row that lists a link. A link from a node to itself is an error.
     * \param a number of the node at the first end
     * \param b number of the node at the second end
     * \param place where in the file the row stands
     */
    void AddRow(uint32_t a, uint32_t b, const std::string& place);

    /** \return the graph; a file without nodes is an error */
    OverlayGraph Build() const;

    /**
     * Throw an OverlayError that names the file, the place and the error.
     * \param place where in the file the error is
     * \param error what is wrong
     */
    [[noreturn]] void Fail(const std::string& place, const std::string& error) const;

  private:
    std::string m_path;                                //!< path of the file
    Locator m_locate;                                  //!< adds the position to a place, or empty
    std::unordered_map<std::string, uint32_t> m_nodes; //!< node number by id
    std::vector<std::string> m_names;                  //!< name of each node
    std::vector<OverlayGraph::Link> m_rows;            //!< all rows that list a link
};

/**
 * \ingroup waku
 * \param graph the graph to write
 * \param path path of the file, for the message when two nodes share an id
 * \return the id of each node: its name, or its number if it has no name
 */
std::vector<std::string> GetFileIds(const OverlayGraph& graph, const std::string& path);

/**
 * \ingroup waku
 * \brief Read a whole file. A file that cannot be read is an error.
 * \param path path of the file
 * \return content of the file
 */
std::string LoadOverlayFile(const std::string& path);

/**
 * \ingroup waku
 * Write a whole file. A file that cannot be written is an error.
 * \param path path of the file
 * \param text content of the file
 */
void SaveOverlayFile(const std::string& path, const std::string& text);

} // namespace ns3

#endif /* WAKU_OVERLAY_FILE_BUILDER_H */
