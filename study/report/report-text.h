/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_REPORT_TEXT_H
#define WAKU_REPORT_TEXT_H

#include <sstream>
#include <string>

namespace ns3
{

/**
 * \ingroup waku
 * \param parts parts of a text, as a stream writes them
 * \return the text
 */
template <typename... Parts>
std::string
JoinText(const Parts&... parts)
{
    std::ostringstream text;
    (text << ... << parts);
    return text.str();
}

} // namespace ns3

#endif /* WAKU_REPORT_TEXT_H */
