/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_OVERLAY_FILE_POSITION_H
#define WAKU_OVERLAY_FILE_POSITION_H

#include <cstddef>
#include <string>

/**
 * \file
 * \ingroup waku
 * Lines and columns for messages about broken files. The libraries that read JSON and XML forget
 * where things stand, so the text is searched again once something is wrong with it.
 */

namespace ns3
{

/**
 * \ingroup waku
 * \param text content of a file in UTF-8
 * \param offset offset of a byte; an offset beyond the end stands for the end
 * \return position `LINE:COLUMN` of the character, both from 1
 */
std::string GetFilePosition(const std::string& text, std::size_t offset);

/**
 * \ingroup waku
 * \param text valid JSON
 * \param place place of a value, such as `links[12].target`
 * \return offset of the value; if there is no such value, offset of the innermost object or array
 *        on the way to it
 */
std::size_t FindInJson(const std::string& text, const std::string& place);

/**
 * \ingroup waku
 * \param text well-formed XML
 * \param place place of an element, such as `graphml.graph.edge[3]`, with an index among the
 *        elements of the same name and parent; the part of the place after the last element that
 *        exists is ignored
 * \return offset of the element's tag
 */
std::size_t FindInXml(const std::string& text, const std::string& place);

} // namespace ns3

#endif /* WAKU_OVERLAY_FILE_POSITION_H */
