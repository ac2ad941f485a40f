/* SPDX-License-Identifier: GPL-2.0-only */
#include "peer-score-hosts.h"

#include "ns3/ipv6-address.h"

namespace ns3
{

void
PeerScoreHosts::Configure(const PeerScoreParameters& parameters)
{
    Clear();
    m_whitelist.Read(parameters.ipColocationWhitelist);
    m_ipv6Prefix = parameters.ipColocationIpv6Prefix;
    m_countsRetained = parameters.ipColocationRetained;
    m_isByPort = parameters.ipColocationByPort;
}

void
PeerScoreHosts::Clear()
{
    m_peers.clear();
}

void
PeerScoreHosts::Add(const Address& host)
{
    m_peers[host]++;
    const Address network = GetNetwork(host);
    if (network != host)
    {
        m_peers[network]++;
    }
}

void
PeerScoreHosts::Remove(const Address& host)
{
    Subtract(host);
    const Address network = GetNetwork(host);
    if (network != host)
    {
        Subtract(network);
    }
}

void
PeerScoreHosts::Subtract(const Address& key)
{
    const auto found = m_peers.find(key);
    if (--found->second == 0)
    {
        m_peers.erase(found);
    }
}

bool
PeerScoreHosts::AreTogether(const Address& a, const Address& b) const
{
    return a == b || (m_ipv6Prefix < 128 && GetNetwork(a) == GetNetwork(b));
}

bool
PeerScoreHosts::IsAlone(const Address& host) const
{
    return GetCount(GetNetwork(host)) <= 1;
}

double
PeerScoreHosts::GetFactor(const Address& host, double threshold) const
{
    if (m_isByPort)
    {
        return 0;
    }
    const Address network = GetNetwork(host);
    return GetSurplusSquare(host, threshold) +
           (network == host ? 0 : GetSurplusSquare(network, threshold));
}

Address
PeerScoreHosts::GetNetwork(const Address& host) const
{
    if (m_ipv6Prefix == 128 || !Ipv6Address::IsMatchingType(host))
    {
        return host;
    }
    return Ipv6Address::ConvertFrom(host).CombinePrefix(
        Ipv6Prefix(static_cast<uint8_t>(m_ipv6Prefix)));
}

double
PeerScoreHosts::GetSurplusSquare(const Address& key, double threshold) const
{
    const double surplus = GetCount(key) - threshold;
    return surplus > 0 && !m_whitelist.Contains(key) ? surplus * surplus : 0;
}

uint32_t
PeerScoreHosts::GetCount(const Address& key) const
{
    const auto found = m_peers.find(key);
    return found == m_peers.end() ? 0 : found->second;
}

} // namespace ns3
