/* SPDX-License-Identifier: GPL-2.0-only */
#include "light-nodes.h"

#include "program-option-value.h"
#include "user-error.h"

#include "ns3/overlay-random-subset.h"

#include <algorithm>
#include <cmath>

namespace ns3
{

namespace
{

/// Whether the nodes that are not light hang together without one more.
bool
StayConnected(const OverlayGraph& overlay, const std::vector<bool>& isLight, uint32_t without)
{
    std::vector<bool> isSeen(isLight);
    isSeen[without] = true;
    std::vector<uint32_t> open;
    const auto first = std::find(isSeen.begin(), isSeen.end(), false);
    if (first == isSeen.end())
    {
        return false;
    }
    open.push_back(static_cast<uint32_t>(first - isSeen.begin()));
    *first = true;
    while (!open.empty())
    {
        const uint32_t node = open.back();
        open.pop_back();
        for (uint32_t neighbor : overlay.GetNeighbors(node))
        {
            if (!isSeen[neighbor])
            {
                isSeen[neighbor] = true;
                open.push_back(neighbor);
            }
        }
    }
    return std::find(isSeen.begin(), isSeen.end(), false) == isSeen.end();
}

/// Whether a node and its light neighbours keep a neighbour that is not light, if it gets light.
bool
KeepsNeighbors(const OverlayGraph& overlay, const std::vector<bool>& isLight, uint32_t node)
{
    const auto hasFull = [&](uint32_t who, uint32_t without) {
        const auto& neighbors = overlay.GetNeighbors(who);
        return std::any_of(neighbors.begin(), neighbors.end(), [&](uint32_t neighbor) {
            return neighbor != without && !isLight[neighbor];
        });
    };
    const auto& neighbors = overlay.GetNeighbors(node);
    return hasFull(node, node) &&
           std::all_of(neighbors.begin(), neighbors.end(), [&](uint32_t neighbor) {
               return !isLight[neighbor] || hasFull(neighbor, node);
           });
}

} // namespace

std::set<uint32_t>
ChooseLightNodes(const OverlayGraph& overlay, double share, int64_t stream, const std::string& name)
{
    const std::string asked = name + " is " + OptionValue::Write(share);
    if (!(share >= 0 && share <= 1))
    {
        StopAtUserError(asked + ", not 0 to 1");
    }
    const auto wanted = static_cast<std::size_t>(std::lround(share * overlay.GetNNodes()));
    Ptr<UniformRandomVariable> rng = CreateObject<UniformRandomVariable>();
    rng->SetStream(stream);
    RandomSubset order(overlay.GetNNodes());
    std::vector<bool> isLight(overlay.GetNNodes(), false);
    std::set<uint32_t> chosen;
    for (uint32_t node : order.Draw(overlay.GetNNodes(), rng))
    {
        if (chosen.size() < wanted && KeepsNeighbors(overlay, isLight, node) &&
            StayConnected(overlay, isLight, node))
        {
            isLight[node] = true;
            chosen.insert(node);
        }
    }
    if (chosen.size() < wanted)
    {
        StopAtUserError(asked + ", but only " + std::to_string(chosen.size()) + " of " +
                        std::to_string(overlay.GetNNodes()) +
                        " nodes can be light without cutting somebody off");
    }
    return chosen;
}

} // namespace ns3
