/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_GML_READER_H
#define WAKU_GML_READER_H

#include "ns3/study-node.h"

#include <string>

namespace ns3
{

/**
 * \ingroup waku
 * \brief Read a graph in GML (Graph Modelling Language, Himsolt 1997), as networkx and Shadow write
 * it.
 *
 * A list is a StudyNode::MAP whose keys may be there several times; numbers and texts are
 * StudyNode::TEXT. That readers of libraries do not tell the column of a value is why this one
 * exists.
 *
 * \param gml text in GML
 * \param source name of the file, for places
 * \return the entries of the file. A StudyFileError, with line and column, is thrown if it is no
 *         GML, or if lists are nested more than 64 deep
 */
StudyNode ReadGml(const std::string& gml, const std::string& source);

} // namespace ns3

#endif /* WAKU_GML_READER_H */
