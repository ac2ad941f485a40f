/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_SHADOW_UNITS_H
#define WAKU_SHADOW_UNITS_H

#include "ns3/nstime.h"

#include <cstdint>
#include <optional>
#include <string>

namespace ns3
{

/**
 * \ingroup waku
 * \param text a rate as in the files of the Shadow simulator (src/main/utility/units.rs), such as
 *        `50 Mbit`
 * \return the rate, bit/s; nothing if it is none, is 0 or has more than 63 bits
 */
std::optional<uint64_t> ReadShadowRate(const std::string& text);

/**
 * \ingroup waku
 * \param text a time as in the files of Shadow, such as `165 ms`
 * \param needsUnit whether it has to have a unit; otherwise seconds are the default
 * \return the time; nothing if it is none, or is longer than 10 years
 */
std::optional<Time> ReadShadowTime(const std::string& text, bool needsUnit);

} // namespace ns3

#endif /* WAKU_SHADOW_UNITS_H */
