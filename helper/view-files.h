/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_VIEW_FILES_H
#define WAKU_VIEW_FILES_H

#include <string_view>

namespace ns3
{

/**
 * \ingroup waku
 * \brief Finds a file of the page that ViewHelper writes, such as `view.html`. The build puts the
 * files of helper/view into the library, so that an installed library needs no others.
 * \param name name of the file
 * \return its bytes; a name that there is no file of stops the program
 */
std::string_view FindViewFile(std::string_view name);

} // namespace ns3

#endif /* WAKU_VIEW_FILES_H */
