/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_OVERLAY_FILE_H
#define WAKU_OVERLAY_FILE_H

#include "overlay-graph.h"

#include <string>

/**
 * \file
 * \ingroup waku
 * Reads and writes overlay graphs. These rules hold for all formats:
 * - Nodes are numbered in the order in which the file lists them. Links are numbered in the order
 *   of the first row that lists them. A row that repeats or reverses a link adds no other link.
 * - The name of a node is its id in the file. It is empty if the id is just the node's number.
 * - A Read function throws an OverlayError that names the file, line and column if the file cannot
 *   be read or is malformed, if it lists a node twice or no node at all, and if it has a link to an
 *   unknown node or from a node to itself. A Write function throws one if it cannot write the file.
 * - A Read function reads a file of its Write function as the same graph; the file row of each link
 *   is then the link's number. The graph does not have to be connected.
 */

namespace ns3
{

/**
 * \ingroup waku
 * Read a graph. The extension of the file name selects the format: `.json` is D3 JSON, `.graphml`
 * and `.xml` are GraphML, `.txt`, `.edges` and `.edgelist` are edge lists. Any other extension
 * is an OverlayError.
 * \param path path of the file
 * \return the graph
 */
OverlayGraph ReadOverlay(const std::string& path);

/**
 * \ingroup waku
 * Write a graph. The extension of the file name selects the format, as in ReadOverlay().
 * \param graph the graph
 * \param path path of the file
 */
void WriteOverlay(const OverlayGraph& graph, const std::string& path);

/**
 * \ingroup waku
 * Read D3 JSON in the form of whispervis: `nodes[].id`, `links[].source`, `links[].target`. Other
 * keys are ignored. An id is a string or a whole number, and may be left out. The source and target
 * of a link are ids of nodes; if the ids in the file are not numbers, they may also be indexes into
 * `nodes`.
 * \param path path of the file
 * \return the graph
 */
OverlayGraph ReadD3Json(const std::string& path);

/**
 * \ingroup waku
 * Write D3 JSON in the form of whispervis, with strings as ids. Two nodes with the same id are
 * an OverlayError.
 * \param graph the graph
 * \param path path of the file
 * \param description value of the key `description`, which whispervis shows
 */
void WriteD3Json(const OverlayGraph& graph,
                 const std::string& path,
                 const std::string& description = "");

/**
 * \ingroup waku
 * Read GraphML with one graph and without hyperedges. The source of a directed edge is the node
 * that dialled. The name of a node is its data `name`. Without such data it is the node's id, or
 * empty if the id is the node's number with or without a leading n.
 * \param path path of the file
 * \return the graph
 */
OverlayGraph ReadGraphml(const std::string& path);

/**
 * \ingroup waku
 * Write GraphML. The ids of the nodes are n0, n1, ...; their names are data `name`.
 * \param graph the graph
 * \param path path of the file
 */
void WriteGraphml(const OverlayGraph& graph, const std::string& path);

/**
 * \ingroup waku
 * Read an edge list. A line with two ids, separated by spaces or tabs, is a link; a line with one
 * id is a node. An id is any word. A # begins a comment, which ends with the line.
 * \param path path of the file
 * \return the graph
 */
OverlayGraph ReadEdgeList(const std::string& path);

/**
 * \ingroup waku
 * Write an edge list: first all nodes, then all links, so that the file keeps the order of the
 * nodes and nodes without links. Two nodes with the same id, and an id that contains a space or #,
 * are an OverlayError.
 * \param graph the graph
 * \param path path of the file
 */
void WriteEdgeList(const OverlayGraph& graph, const std::string& path);

} // namespace ns3

#endif /* WAKU_OVERLAY_FILE_H */
