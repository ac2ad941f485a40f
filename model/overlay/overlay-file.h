/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_OVERLAY_FILE_H
#define WAKU_OVERLAY_FILE_H

#include "overlay-graph.h"

#include <string>

/**
 * \file
 * \ingroup waku
 * Overlay graphs in files. What is common to the formats:
 * - Nodes are numbered in the order in which the file lists them, links in the order of their first
 *   row. Rows that repeat or reverse a link are that link.
 * - A node's name is its id in the file, or empty where that says just its number.
 * - A file that cannot be read, is broken, names a node twice, has no nodes, a link to an unknown
 *   node or from a node to itself, throws an OverlayError that names the file, the line and the
 *   column. So does one that cannot be written, without a place in it.
 * - What a Write function wrote, its Read function reads as the same graph, with file rows equal to
 *   link numbers. Graphs that are not connected are read and written too.
 */

namespace ns3
{

/**
 * \ingroup waku
 * Read a graph in the format that the file name's end says: `.json` is D3 JSON, `.graphml` and
 * `.xml` GraphML, `.txt`, `.edges` and `.edgelist` an edge list. Others throw an OverlayError.
 * \param path the file
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
 * Write D3 JSON as whispervis reads it: ids are strings. Nodes that share an id throw an
 * OverlayError. \param graph the graph \param path the file \param description the file's
 * `description`, which whispervis shows
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
 * Write an edge list: first all nodes, so that their order and those without links are kept, then
 * the links. Nodes that share an id, and ids with a space or #, throw an OverlayError.
 * \param graph the graph
 * \param path path of the file
 */
void WriteEdgeList(const OverlayGraph& graph, const std::string& path);

} // namespace ns3

#endif /* WAKU_OVERLAY_FILE_H */
