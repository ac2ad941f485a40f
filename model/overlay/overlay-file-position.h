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
 * \param text a file in UTF-8
 * \param offset of one of its bytes; later ones stand for its end
 * \return `LINE:COLUMN`, both from 1, of the character
 */
std::string GetFilePosition(const std::string& text, std::size_t offset);

/**
 * \ingroup waku
 * \param text a file of valid JSON
 * \param place one of its values, such as `links[12].target`
 * \return offset of the value or, if it is not there, of what should hold it
 */
std::size_t FindInJson(const std::string& text, const std::string& place);

/**
 * \ingroup waku
 * \param text a file of well-formed XML
 * \param place one of its elements, such as `graphml.graph.edge[3]`, of those of that name and
 *        parents; what follows the last element's name that is there is ignored
 * \return offset of the element's tag
 */
std::size_t FindInXml(const std::string& text, const std::string& place);

} // namespace ns3

#endif /* WAKU_OVERLAY_FILE_POSITION_H */
