/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_TEST_TOPIC_H
#define WAKU_TEST_TOPIC_H

#include <string>

namespace ns3
{

inline const std::string TOPIC = "/waku/2/rs/0/0";

} // namespace ns3

#endif
