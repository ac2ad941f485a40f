/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_OVERLAY_ERROR_H
#define WAKU_OVERLAY_ERROR_H

#include <sstream>
#include <stdexcept>
#include <string>

namespace ns3
{

/**
 * \ingroup waku
 * \brief An overlay that cannot be made: because of values that no graph has, or a file that is
 * missing or malformed. The text is one sentence.
 *
 * OverlayHelper, which scripts use, ends the program with that sentence.
 */
class OverlayError : public std::runtime_error
{
  public:
    using std::runtime_error::runtime_error;
};

} // namespace ns3

/**
 * \ingroup waku
 * Throw an OverlayError if a condition holds.
 * \param condition the condition
 * \param message what is wrong, as for an output stream
 */
#define WAKU_OVERLAY_ERROR_IF(condition, message)                                                  \
    do                                                                                             \
    {                                                                                              \
        if (condition)                                                                             \
        {                                                                                          \
            std::ostringstream text_;                                                              \
            text_ << message;                                                                      \
            throw ::ns3::OverlayError(text_.str());                                                \
        }                                                                                          \
    } while (false)

#endif /* WAKU_OVERLAY_ERROR_H */
