/* SPDX-License-Identifier: GPL-2.0-only */

// PeerConnectionManager: the nodes that it dials, and dials again.

#include "peer-address.h"
#include "peer-connection-manager.h"

#include "ns3/abort.h"
#include "ns3/inet6-socket-address.h"
#include "ns3/log.h"
#include "ns3/simulator.h"

#include <algorithm>
#include <vector>

namespace ns3
{

NS_LOG_COMPONENT_DEFINE("PeerConnectionDialling");

namespace
{

/// Closes a socket that has never connected. ns-3 releases the end point of such a socket only if
/// it listens, and a socket that keeps its end point is never deleted.
void
Discard(Ptr<Socket> socket)
{
    socket->Listen();
    socket->Close();
}

} // namespace

void
PeerConnectionManager::Dial(const Address& remote)
{
    NS_ABORT_MSG_IF(GetPortOf(remote) == 0,
                    "PeerConnectionManager: Dial needs an InetSocketAddress or an "
                    "Inet6SocketAddress with a port of 1 to 65535, not "
                        << DescribeAddress(remote));
    m_targets[remote].suggested = false;
    if (!m_node)
    {
        return;
    }
    // Until now, an incoming connection may have been taken for another node of that host.
    const Address host = HostOf(remote);
    std::vector<Address> waiting;
    for (const auto& [address, target] : m_targets)
    {
        if (HostOf(address) == host && !target.stream && target.event.IsExpired())
        {
            waiting.push_back(address);
        }
    }
    for (const Address& address : waiting)
    {
        Attempt(address);
    }
}

void
PeerConnectionManager::DialOver(const Address& remote, SecureChannelKind channel)
{
    Target& target = m_targets[remote];
    target.isOver = true;
    target.channel = channel;
    Dial(remote);
}

bool
PeerConnectionManager::DialSuggested(const Address& remote)
{
    const Address host = HostOf(remote);
    if (!m_node || !IsDiallable(*m_node, remote) || FindLatest(host) || CountTargets(host) > 0 ||
        CountSuggested() >= m_maxSuggestedDials)
    {
        NS_LOG_LOGIC("does not dial suggested " << DescribeAddress(remote));
        return false;
    }
    m_targets[remote].suggested = true;
    Attempt(remote);
    return true;
}

std::size_t
PeerConnectionManager::CountTargets(const Address& host) const
{
    return std::count_if(m_targets.begin(), m_targets.end(), [&host](const auto& target) {
        return HostOf(target.first) == host;
    });
}

PeerConnectionManager::Targets::iterator
PeerConnectionManager::FindTarget(const PeerInfo& peer)
{
    if (peer.outbound)
    {
        return m_targets.find(peer.address);
    }
    const Address host = HostOf(peer.address);
    if (CountTargets(host) != 1)
    {
        return m_targets.end();
    }
    return std::find_if(m_targets.begin(), m_targets.end(), [&host](const auto& target) {
        return HostOf(target.first) == host;
    });
}

bool
PeerConnectionManager::IsConnected(const Address& remote)
{
    const auto target = m_targets.find(remote);
    const Address host = HostOf(remote);
    return std::any_of(m_peers.begin(), m_peers.end(), [&](const auto& peer) {
        const PeerInfo& info = peer.second->info;
        return HostOf(info.address) == host && FindTarget(info) == target;
    });
}

uint32_t
PeerConnectionManager::CountSuggested() const
{
    return static_cast<uint32_t>(
        std::count_if(m_targets.begin(), m_targets.end(), [](const auto& target) {
            return target.second.suggested;
        }));
}

void
PeerConnectionManager::Attempt(Address remote)
{
    if (IsConnected(remote))
    {
        return;
    }
    Target& dialled = m_targets[remote];
    dialled.attempts++;
    const SecureChannelKind channel = dialled.isOver ? dialled.channel : GetChannel();
    const bool ipv6 = Inet6SocketAddress::IsMatchingType(remote);
    Ptr<Socket> socket = Socket::CreateSocket(m_node, m_sockets);
    const int bound = ipv6 ? socket->Bind6() : socket->Bind();
    if (bound != 0 || socket->Connect(remote) != 0)
    {
        Discard(socket);
        m_failures++;
        ScheduleAttempt(remote);
        return;
    }
    Ptr<MessageStream> stream =
        Create<MessageStream>(socket, m_dispatcher, m_limits, *this, MakeChannel(true, channel));
    Target& target = m_targets[remote];
    target.stream = stream;
    target.event =
        Simulator::Schedule(m_dialTimeout, &PeerConnectionManager::HandleDialTimeout, this, remote);
    Owner owner;
    owner.stream = stream;
    owner.remote = remote;
    owner.outbound = true;
    m_owners.push_back(owner);
}

void
PeerConnectionManager::HandleDialTimeout(Address remote)
{
    auto target = m_targets.find(remote);
    if (target != m_targets.end() && target->second.stream)
    {
        StreamClosed(*target->second.stream);
    }
}

void
PeerConnectionManager::ScheduleAttempt(const Address& remote)
{
    auto found = m_targets.find(remote);
    if (found == m_targets.end() || found->second.stream)
    {
        return;
    }
    if (found->second.suggested)
    {
        m_targets.erase(found);
        return;
    }
    if (!m_node || !found->second.event.IsExpired() ||
        (m_maxAttempts > 0 && found->second.attempts >= m_maxAttempts))
    {
        return;
    }
    Time wait = m_reconnectMin;
    for (uint32_t i = 1; i < found->second.attempts && wait < m_reconnectMax; i++)
    {
        wait = wait + wait;
    }
    wait = std::min(wait, m_reconnectMax);
    // A random time between half of the wait and the whole, so that nodes that lost a peer at the
    // same time do not dial it again at the same time.
    wait = Time::FromDouble(wait.GetSeconds() * m_jitter.GetValue(0.5, 1), Time::S);
    NS_LOG_LOGIC("dials " << DescribeAddress(remote) << " again in " << wait.As(Time::S));
    found->second.event = Simulator::Schedule(wait, &PeerConnectionManager::Attempt, this, remote);
}

} // namespace ns3
