/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_OVERLAY_REFUSAL_H
#define WAKU_OVERLAY_REFUSAL_H

#include "ns3/overlay-error.h"

#include <functional>
#include <gtest/gtest.h>
#include <regex>
#include <string>

namespace ns3
{

/** \param run what should throw an OverlayError \return its sentence; empty if it throws none */
inline std::string
GetRefusal(const std::function<void()>& run)
{
    try
    {
        run();
    }
    catch (const OverlayError& error)
    {
        return error.what();
    }
    return "";
}

/**
 * \param sentence an error
 * \param pattern a regular expression
 * \return whether it is one sentence that has the pattern in it
 */
inline bool
IsSentence(const std::string& sentence, const std::string& pattern)
{
    return sentence.find('\n') == std::string::npos &&
           std::regex_search(sentence, std::regex(pattern));
}

} // namespace ns3

/** Expects that an expression throws an OverlayError whose sentence has a pattern in it. */
#define EXPECT_OVERLAY_ERROR(expression, pattern)                                                  \
    EXPECT_PRED2(::ns3::IsSentence, ::ns3::GetRefusal([&] { (void)(expression); }), pattern)

#endif /* WAKU_OVERLAY_REFUSAL_H */
