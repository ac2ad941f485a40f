/* SPDX-License-Identifier: GPL-2.0-only */
#include "gossipsub-router.h"

#include <algorithm>

namespace ns3
{

GossipSubRouter::PeerList
GossipSubRouter::Select(const Topic& topic, const Filter& filter)
{
    PeerList selected;
    for (PeerId peer : topic.subscribers)
    {
        if (filter(peer, At(peer)))
        {
            selected.push_back(peer);
        }
    }
    return selected;
}

GossipSubRouter::PeerList
GossipSubRouter::SelectRandom(const Topic& topic, std::size_t count, const Filter& filter)
{
    PeerList selected = Select(topic, filter);
    Shuffle(selected);
    selected.resize(std::min(count, selected.size()));
    return selected;
}

void
GossipSubRouter::SortByScore(PeerList& peers)
{
    Shuffle(peers);
    std::stable_sort(peers.begin(), peers.end(), [this](PeerId a, PeerId b) {
        return m_score.GetScore(a) > m_score.GetScore(b);
    });
}

std::size_t
GossipSubRouter::CountOutbound(const PeerList& peers)
{
    return std::count_if(peers.begin(), peers.end(), [this](PeerId peer) {
        return At(peer).outbound;
    });
}

void
GossipSubRouter::BubbleUpOutbound(PeerList& peers, std::size_t kept)
{
    const auto isOutbound = [this](PeerId peer) { return At(peer).outbound; };
    const auto end = peers.begin() + kept;
    const std::size_t outbound = std::count_if(peers.begin(), end, isOutbound);
    if (outbound >= m_dOut)
    {
        return;
    }
    // The last inbound ones of the kept give way to the first outbound ones behind them.
    std::size_t missing = m_dOut - outbound;
    auto loser = end;
    for (auto winner = end; winner != peers.end() && missing > 0; ++winner)
    {
        if (!isOutbound(*winner))
        {
            continue;
        }
        do
        {
            if (loser == peers.begin())
            {
                return;
            }
            --loser;
        } while (isOutbound(*loser));
        std::swap(*loser, *winner);
        missing--;
    }
}

} // namespace ns3
