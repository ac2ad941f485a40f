/* SPDX-License-Identifier: GPL-2.0-only */
#include "pss-kademlia.h"

#include <algorithm>

namespace ns3
{

PssKademlia::PssKademlia(const PssAddress& base, const PssKademliaSettings& settings)
    : m_base(base),
      m_settings(settings)
{
}

bool
PssKademlia::Register(const PssPeerRecord& record, Time now)
{
    const auto [at, isNew] = m_known.emplace(record.overlay, Known());
    Known& known = at->second;
    if (!isNew && known.record.underlay == record.underlay)
    {
        return false;
    }
    const bool isConnected = known.isConnected;
    known = Known{record, now, 0, isConnected};
    if (isNew)
    {
        m_knownBins[GetPssProximity(m_base, record.overlay)].push_back(record.overlay);
    }
    return true;
}

bool
PssKademlia::On(PeerId peer, const PssPeerRecord& record, Time now)
{
    if (record.overlay == m_base)
    {
        return false;
    }
    Register(record, now);
    Known& known = m_known.at(record.overlay);
    if (known.isConnected)
    {
        return false;
    }
    known.isConnected = true;
    // As Swarm's load balancer does (addedPeer, leastUsedCountInBin): a peer begins with the least
    // count of the farthest bin, so that it does not get all messages at first.
    std::optional<uint64_t> least;
    for (const Connection& connection : m_connections)
    {
        if (connection.proximity == 0)
        {
            least = std::min(least.value_or(connection.uses), connection.uses);
        }
    }
    const uint32_t proximity = GetPssProximity(m_base, record.overlay);
    m_connections.push_back({peer, record, proximity, least.value_or(0)});
    m_bins[proximity]++;
    UpdateDepth();
    return true;
}

void
PssKademlia::Off(PeerId peer, Time now)
{
    const auto found = std::find_if(m_connections.begin(),
                                    m_connections.end(),
                                    [peer](const Connection& one) { return one.peer == peer; });
    if (found == m_connections.end())
    {
        return;
    }
    Known& known = m_known.at(found->record.overlay);
    known.seenAt = now;
    known.retries = 0;
    known.isConnected = false;
    const auto bin = m_bins.find(found->proximity);
    if (--bin->second == 0)
    {
        m_bins.erase(bin);
    }
    m_connections.erase(found);
    UpdateDepth();
}

const PssKademlia::Connection*
PssKademlia::Find(PeerId peer) const
{
    for (const Connection& connection : m_connections)
    {
        if (connection.peer == peer)
        {
            return &connection;
        }
    }
    return nullptr;
}

void
PssKademlia::CountUse(PeerId peer)
{
    for (Connection& connection : m_connections)
    {
        connection.uses += connection.peer == peer ? 1 : 0;
    }
}

uint32_t
PssKademlia::GetBinSize(uint32_t proximity) const
{
    const auto bin = m_bins.find(proximity);
    return bin == m_bins.end() ? 0 : bin->second;
}

uint32_t
PssKademlia::GetRadius() const
{
    if (m_connections.size() <= m_settings.neighbourhoodSize)
    {
        return 0;
    }
    uint32_t nearest = 0;
    for (auto bin = m_bins.rbegin(); bin != m_bins.rend(); ++bin)
    {
        nearest += bin->second;
        if (nearest >= m_settings.neighbourhoodSize)
        {
            return bin->first;
        }
    }
    return 0;
}

void
PssKademlia::UpdateDepth()
{
    const uint32_t radius = GetRadius();
    m_depth = 0;
    while (m_depth < radius && m_bins.count(m_depth) > 0)
    {
        m_depth++;
    }
}

uint32_t
PssKademlia::GetWantedBinSize(uint32_t proximity) const
{
    const uint32_t between = m_depth > proximity ? m_depth - proximity - 1 : 0;
    return std::max(m_settings.minBinSize,
                    std::min(m_settings.minBinSize + between, m_settings.maxBinSize));
}

std::pair<uint8_t, bool>
PssKademlia::UpdateSaturation()
{
    const uint32_t radius = GetRadius();
    uint32_t index = 0;
    uint32_t saturation = 0;
    for (const auto& [proximity, size] : m_bins)
    {
        saturation = index;
        if (proximity >= radius || proximity != index || size < GetWantedBinSize(proximity))
        {
            break;
        }
        index++;
    }
    const auto depth = static_cast<uint8_t>(saturation);
    const bool isChanged = depth != m_saturation;
    m_saturation = depth;
    return {depth, isChanged};
}

bool
PssKademlia::TakeCall(Known& known, Time now) const
{
    if (known.isConnected || known.retries > m_settings.maxRetries)
    {
        return false;
    }
    uint32_t allowed = 0;
    const int64_t exponent = std::max<uint32_t>(m_settings.retryExponent, 2);
    const int64_t interval = m_settings.retryInterval.GetNanoSeconds();
    for (int64_t ago = (now - known.seenAt).GetNanoSeconds(); ago > interval; ago /= exponent)
    {
        allowed++;
    }
    if (allowed < known.retries)
    {
        return false;
    }
    known.retries++;
    return true;
}

const PssKademlia::Known*
PssKademlia::SuggestInBin(uint32_t proximity, Time now)
{
    const auto bin = m_knownBins.find(proximity);
    if (bin != m_knownBins.end())
    {
        for (const PssAddress& address : bin->second)
        {
            Known& known = m_known.at(address);
            if (TakeCall(known, now))
            {
                return &known;
            }
        }
    }
    return nullptr;
}

PssKademlia::Wants
PssKademlia::GetWants(uint32_t nearestKnown) const
{
    Wants wants;
    const uint32_t radius = GetRadius();
    std::map<uint32_t, std::vector<uint32_t>> unsaturated; // bins by number of peers
    uint32_t next = 0;
    bool isPastDepth = false;
    for (const auto& [proximity, peers] : m_bins)
    {
        for (; next < proximity; next++)
        {
            wants.saturation = wants.saturation.value_or(next);
            isPastDepth = true;
            unsaturated[0].push_back(next);
        }
        next = proximity + 1;
        isPastDepth |= proximity >= radius;
        const uint32_t wanted = GetWantedBinSize(proximity);
        // All neighbours are to be connected, so there are always too few of them.
        const uint32_t size = isPastDepth && peers >= wanted ? wanted - 1 : peers;
        if (size < wanted)
        {
            wants.saturation = wants.saturation.value_or(proximity);
            unsaturated[size].push_back(proximity);
        }
    }
    for (; next <= nearestKnown; next++)
    {
        unsaturated[0].push_back(next);
    }
    for (const auto& [size, bins] : unsaturated)
    {
        wants.bins.insert(wants.bins.end(), bins.begin(), bins.end());
    }
    return wants;
}

PssKademlia::Suggestion
PssKademlia::SuggestPeer(Time now)
{
    const Wants wants = GetWants(m_knownBins.empty() ? 0 : m_knownBins.rbegin()->first);
    Suggestion suggestion;
    if (wants.bins.empty())
    {
        return suggestion;
    }
    for (const uint32_t proximity : wants.bins)
    {
        if (const Known* known = SuggestInBin(proximity, now))
        {
            suggestion.node = known->record;
            break;
        }
    }
    // Without such a bin, Swarm compares with 255.
    const auto depth = static_cast<uint8_t>(wants.saturation.value_or(UINT8_MAX));
    if (depth < m_saturation)
    {
        m_saturation = depth;
        suggestion.depth = depth;
    }
    return suggestion;
}

} // namespace ns3
