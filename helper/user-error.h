/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_USER_ERROR_H
#define WAKU_USER_ERROR_H

#include <string>

namespace ns3
{

/**
 * \ingroup waku
 * \brief End the program with status 1 after one sentence on standard error. Use it for errors that
 * the user can correct. For errors in the code use NS_ABORT_MSG or NS_ASSERT, which leave a core
 * dump.
 *
 * \param sentence sentence that names what is wrong and what would be right
 */
[[noreturn]] void StopAtUserError(const std::string& sentence);

} // namespace ns3

#endif /* WAKU_USER_ERROR_H */
