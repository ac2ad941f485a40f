/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_TEST_RNG_H
#define WAKU_TEST_RNG_H

#include "ns3/random-variable-stream.h"

namespace ns3
{

inline Ptr<UniformRandomVariable>
MakeRng(int64_t stream = 1)
{
    auto rng = CreateObject<UniformRandomVariable>();
    rng->SetStream(stream);
    return rng;
}

} // namespace ns3

#endif
