/* SPDX-License-Identifier: GPL-2.0-only */
#include "view-sample.h"

#include <algorithm>

namespace ns3
{

namespace
{

/// A number that looks random, from another one (splitmix64).
uint64_t
Mix(uint64_t value)
{
    value += 0x9e3779b97f4a7c15;
    value = (value ^ (value >> 30)) * 0xbf58476d1ce4e5b9;
    value = (value ^ (value >> 27)) * 0x94d049bb133111eb;
    return value ^ (value >> 31);
}

} // namespace

ViewSample::ViewSample(uint32_t nodes, uint32_t most)
    : m_positions(nodes, NONE)
{
    const uint32_t size = std::min(nodes, std::max(1U, most));
    for (uint64_t i = 0; i < size; i++)
    {
        // One of each stretch of indices. A fixed step would meet patterns such as regions that are
        // dealt in turn.
        const uint64_t begin = i * nodes / size;
        const uint64_t end = (i + 1) * nodes / size;
        m_nodes.push_back(static_cast<uint32_t>(begin + Mix(i) % (end - begin)));
        m_positions[m_nodes.back()] = static_cast<uint32_t>(i);
    }
}

} // namespace ns3
