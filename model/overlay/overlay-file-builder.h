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
 * \brief What the readers of overlay files share: ids, link rows, and errors with their place.
 *
 * A place is where in the file the caller is, in the terms of its format: `links[12].target`, or
 * line and column as `7:1`.
 */
class OverlayFileBuilder
{
  public:
    /** Says where a place is, as `12:5: links[12].target`. */
    using Locator = std::function<std::string(const std::string& place)>;

    /**
     * \param path the file, for messages
     * \param locate says where a place is; not needed where places are line and column
     */
    explicit OverlayFileBuilder(const std::string& path, Locator locate = nullptr);

    /**
     * List the next node. A second node of one id is an error.
     * \param id what links call it, if they can
     * \param place where it stands
     * \return its number
     */
    uint32_t AddNode(const std::optional<std::string>& id, const std::string& place);

    /**
     * \param node a node
     * \param name its name; a name that is just its number becomes empty
     */
    void SetName(uint32_t node, const std::string& name);

    /**
     * \param id an id
     * \return the node of that id, if there is one
     */
    std::optional<uint32_t> FindNode(const std::string& id) const;

    /**
     * \param id an id; one that no node has is an error
     * \param place where it stands
     * \return the node of that id
     */
    uint32_t GetNode(const std::string& id, const std::string& place) const;

    /** \return how many nodes were listed */
    uint32_t GetNNodes() const
    {
        return static_cast<uint32_t>(m_names.size());
    }

    /**
     * Add the next link row. Two equal ends are an error.
     * \param a the first end
     * \param b the second end
     * \param place where it stands
     */
    void AddRow(uint32_t a, uint32_t b, const std::string& place);

    /** \return the graph; no nodes are an error */
    OverlayGraph Build() const;

    /**
     * Throw an OverlayError.
     * \param place where the error is
     * \param error what is wrong
     */
    [[noreturn]] void Fail(const std::string& place, const std::string& error) const;

  private:
    std::string m_path;                                //!< the file
    Locator m_locate;                                  //!< says where a place is, or empty
    std::unordered_map<std::string, uint32_t> m_nodes; //!< the node of each id
    std::vector<std::string> m_names;                  //!< for each node
    std::vector<OverlayGraph::Link> m_rows;            //!< all link rows
};

/**
 * \ingroup waku
 * \param graph a graph that is to be written
 * \param path the file, for the message when two nodes share an id
 * \return the id of each node: its name or, without one, its number
 */
std::vector<std::string> GetFileIds(const OverlayGraph& graph, const std::string& path);

/**
 * \ingroup waku
 * \param path a file that is to be read; one that cannot be is an error
 * \return what it holds
 */
std::string LoadOverlayFile(const std::string& path);

/**
 * \ingroup waku
 * Write a file as a whole; one that cannot be written is an error.
 * \param path the file
 * \param text what it holds
 */
void SaveOverlayFile(const std::string& path, const std::string& text);

} // namespace ns3

#endif /* WAKU_OVERLAY_FILE_BUILDER_H */
