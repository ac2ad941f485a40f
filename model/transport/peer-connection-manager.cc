/* SPDX-License-Identifier: GPL-2.0-only */
#include "peer-connection-manager.h"

#include "find-peer.h"
#include "peer-address.h"
#include "stream-mark.h"

#include "ns3/abort.h"
#include "ns3/inet6-socket-address.h"
#include "ns3/log.h"
#include "ns3/simulator.h"
#include "ns3/wan-tcp-socket-factory.h"

#include <algorithm>

namespace ns3
{

NS_LOG_COMPONENT_DEFINE("PeerConnectionManager");

namespace
{

/// A hash of an IP address, for comparison only (FNV-1a).
uint32_t
HashHost(const Address& host)
{
    uint8_t bytes[Address::MAX_SIZE];
    const uint32_t size = host.CopyTo(bytes);
    uint32_t hash = 2166136261U;
    for (uint32_t i = 0; i < size; i++)
    {
        hash = (hash ^ bytes[i]) * 16777619U;
    }
    return hash;
}

} // namespace

PeerConnectionManager::PeerConnectionManager() = default;

PeerConnectionManager::~PeerConnectionManager() = default;

int64_t
PeerConnectionManager::AssignStreams(int64_t stream)
{
    m_jitter.SetStream(stream);
    return 1;
}

void
PeerConnectionManager::DoDispose()
{
    // TCP may have been disposed of, so nothing can be sent.
    m_observer = nullptr;
    m_protocols.Clear();
    m_listener.Stop();
    m_plaintextListener.Stop();
    for (auto& target : m_targets)
    {
        target.second.event.Cancel();
    }
    CancelHandshakes();
    for (const Owner& owner : m_owners)
    {
        owner.stream->Drop();
    }
    for (const auto& peer : m_peers)
    {
        peer.second->primary->Drop();
        if (peer.second->secondary)
        {
            peer.second->secondary->Drop();
        }
    }
    m_owners.clear();
    m_targets.clear();
    m_peers.clear();
    m_node = nullptr;
    Object::DoDispose();
}

uint32_t
PeerConnectionManager::AddProtocol(const std::string& id, StreamHandler& handler)
{
    NS_ABORT_MSG_IF(m_node, "PeerConnectionManager: AddProtocol comes before Start");
    return m_protocols.Add(id, handler);
}

void
PeerConnectionManager::Start(Ptr<Node> node, ConnectionObserver& observer)
{
    NS_ABORT_MSG_IF(m_protocols.GetN() == 0,
                    "PeerConnectionManager: Start needs a protocol (AddProtocol)");
    NS_ABORT_MSG_IF(m_reconnectMax < m_reconnectMin,
                    "PeerConnectionManager: ReconnectMax is " << m_reconnectMax.As(Time::S)
                                                              << ", below ReconnectMin, "
                                                              << m_reconnectMin.As(Time::S));
    m_protocols.SetMarking(m_markStreams);
    m_limits = {m_unsentLowWater,
                m_sendQueueBytes,
                m_sendQueuePolicy,
                m_sendQueueFrames,
                m_sendQueueAheadFrames,
                m_sendQueueRestFrames,
                m_sendQueueControlFrames};
    m_targets.shrink_to_fit();
    m_node = node;
    m_observer = &observer;
    m_sockets = WanTcpSocketFactory::Resolve(*node, m_socketFactory);
    NS_LOG_INFO("node " << node->GetId() << " listens on port " << m_port << " and dials "
                        << m_targets.size() << " others");
    if (m_listens)
    {
        m_listener.Start(node, m_sockets, m_port, [this](Ptr<Socket> socket, const Address& from) {
            Accept(socket, from, GetChannel());
        });
    }
    if (m_listens && m_plaintextPort > 0)
    {
        const auto accept = [this](Ptr<Socket> socket, const Address& from) {
            Accept(socket, from, SecureChannelKind::PLAINTEXT);
        };
        m_plaintextListener.Start(node, m_sockets, m_plaintextPort, accept);
    }
    for (auto& [remote, target] : m_targets)
    {
        if (m_dialSpread.IsZero())
        {
            Attempt(remote);
            continue;
        }
        const Time wait = Seconds(m_jitter.GetValue(0, m_dialSpread.GetSeconds()));
        target.event = Simulator::Schedule(wait, &PeerConnectionManager::Attempt, this, remote);
    }
}

void
PeerConnectionManager::Stop()
{
    m_node = nullptr;
    m_listener.Stop();
    m_plaintextListener.Stop();
    for (auto target = m_targets.begin(); target != m_targets.end();)
    {
        target->second.attempts = 0;
        target->second.event.Cancel();
        if (target->second.stream)
        {
            Release(*target->second.stream);
            target->second.stream = nullptr;
        }
        target = target->second.suggested ? m_targets.erase(target) : std::next(target);
    }
    while (!m_peers.empty())
    {
        RemovePeer(m_peers.begin()->first);
    }
    CancelHandshakes();
    if (m_crashes)
    {
        for (const Owner& owner : m_owners)
        {
            owner.stream->Abort();
        }
    }
    m_owners.clear();
}

void
PeerConnectionManager::Crash()
{
    m_crashes = true;
    Stop();
    m_crashes = false;
}

void
PeerConnectionManager::Accept(Ptr<Socket> socket, const Address& from, SecureChannelKind channel)
{
    Ptr<MessageStream> stream =
        Create<MessageStream>(socket, m_dispatcher, m_limits, *this, MakeChannel(false, channel));
    Owner owner;
    owner.stream = stream;
    owner.remote = from;
    if (stream->HasChannel())
    {
        owner.handshake = Simulator::Schedule(m_dialTimeout, [this, waiting = PeekPointer(stream)] {
            StreamClosed(*waiting);
        });
    }
    m_owners.push_back(owner);
    if (stream->HasChannel())
    {
        stream->HandleConnected();
    }
    else
    {
        Attach(*stream);
    }
}

std::vector<PeerConnectionManager::Owner>::iterator
PeerConnectionManager::FindNoted(const MessageStream& stream)
{
    return std::find_if(m_owners.begin(), m_owners.end(), [&stream](const Owner& owner) {
        return PeekPointer(owner.stream) == &stream;
    });
}

PeerConnectionManager::Owner
PeerConnectionManager::FindOwner(MessageStream& stream)
{
    const auto noted = FindNoted(stream);
    if (noted != m_owners.end())
    {
        return *noted;
    }
    Owner owner;
    if (const PeerInfo* peer = stream.GetPeer())
    {
        owner.stream = Ptr<MessageStream>(&stream);
        owner.remote = peer->address;
        owner.outbound = peer->outbound;
        owner.attached = true;
        owner.peer = peer->id;
    }
    return owner;
}

PeerConnectionManager::Peer*
PeerConnectionManager::FindLatest(const Address& host) const
{
    const uint32_t hash = HashHost(host);
    const auto found = std::find_if(m_peers.begin(), m_peers.end(), [&](const auto& peer) {
        return peer.second->hostHash == hash && peer.second->isLatest &&
               HostOf(peer.second->info.address) == host;
    });
    return found == m_peers.end() ? nullptr : found->second.get();
}

void
PeerConnectionManager::EndHandshake(MessageStream& stream)
{
    const auto noted = FindNoted(stream);
    if (noted != m_owners.end())
    {
        noted->handshake.Remove();
    }
}

void
PeerConnectionManager::CancelHandshakes()
{
    for (Owner& owner : m_owners)
    {
        owner.handshake.Cancel();
    }
}

void
PeerConnectionManager::StreamConnected(MessageStream& stream)
{
    const Owner owner = FindOwner(stream);
    EndHandshake(stream);
    auto target = m_targets.find(owner.remote);
    if (target != m_targets.end() && owner.outbound)
    {
        target->second.stream = nullptr;
        // A cancelled event keeps its memory until its time comes or its EventId goes.
        target->second.event.Remove();
        target->second.event = EventId();
        target->second.attempts = 0;
        if (target->second.suggested)
        {
            m_targets.erase(target);
        }
    }
    Attach(stream);
}

void
PeerConnectionManager::Attach(MessageStream& stream)
{
    const auto noted = FindNoted(stream);
    const Address host = HostOf(noted->remote);
    Peer* const known = FindLatest(host);
    if (known && known->info.outbound != noted->outbound && !known->secondary &&
        CountTargets(host) < 2)
    {
        AttachSecond(*known, *noted);
        return;
    }
    const Ptr<MessageStream> keep(&stream);
    const PeerInfo info{m_nextPeer++, noted->remote, noted->outbound};
    m_owners.erase(noted);
    if (m_owners.empty())
    {
        m_owners.shrink_to_fit();
    }
    if (known)
    {
        known->isLatest = false;
    }
    auto peer = std::make_unique<Peer>();
    peer->info = info;
    peer->primary = keep;
    peer->hostHash = HashHost(host);
    stream.SetPeer(&peer->info);
    m_peers.emplace(info.id, std::move(peer));
    NS_LOG_INFO("peer " << info.id << " is up: " << DescribeAddress(info.address)
                        << (info.outbound ? ", dialled" : ""));
    std::unique_ptr<StreamParser> parser;
    if (NeedsMux(stream))
    {
        AddMux(stream, info.id, info.address);
    }
    else
    {
        parser = m_protocols.GetHandler(0).CreateParser(info.id);
    }
    m_observer->PeerUp(info);
    if (stream.MaySpeakFirst())
    {
        RaiseProtocol(info.id, 0);
    }
    parser ? stream.Open(std::move(parser)) : stream.OpenMux();
}

void
PeerConnectionManager::AttachSecond(Peer& peer, Owner& owner)
{
    const Ptr<MessageStream> stream = owner.stream;
    stream->SetPeer(&peer.info);
    owner.peer = peer.info.id;
    owner.attached = true;
    const bool keepsNew = owner.outbound == WinsAsDialler(owner);
    peer.secondary = keepsNew ? peer.primary : stream;
    peer.primary = keepsNew ? stream : peer.primary;
    const Ptr<MessageStream> secondary = peer.secondary;
    const bool closes = FindOwner(*secondary).outbound;
    const Address remote = owner.remote;
    if (NeedsMux(*stream))
    {
        AddMux(*stream, peer.info.id, remote);
        stream->OpenMux();
    }
    else
    {
        stream->Open(m_protocols.GetHandler(0).CreateParser(peer.info.id));
    }
    if (closes)
    {
        secondary->CloseAfterSending();
    }
}

void
PeerConnectionManager::RaiseProtocol(PeerId peer, uint32_t protocol)
{
    auto found = FindPeer(m_peers, peer);
    if (found == m_peers.end() || IsUp(peer, protocol) || !m_observer)
    {
        return;
    }
    found->second->up |= 1U << protocol;
    const PeerInfo info = found->second->info;
    m_protocols.GetHandler(protocol).PeerUp(info);
}

void
PeerConnectionManager::LowerProtocol(PeerId peer, uint32_t protocol)
{
    if (!IsUp(peer, protocol) || !m_observer)
    {
        return;
    }
    Peer& lowered = *m_peers.at(peer);
    lowered.up &= ~(1U << protocol);
    const PeerInfo info = lowered.info;
    m_protocols.GetHandler(protocol).PeerDown(info);
}

bool
PeerConnectionManager::IsUp(PeerId peer, uint32_t protocol) const
{
    const auto found = FindPeer(m_peers, peer);
    return found != m_peers.end() && protocol < m_protocols.GetN() &&
           (found->second->up >> protocol & 1) != 0;
}

bool
PeerConnectionManager::WinsAsDialler(const Owner& owner)
{
    return HostOf(owner.stream->GetLocalAddress()) < HostOf(owner.remote);
}

bool
PeerConnectionManager::Send(PeerId peer,
                            Ptr<const StreamFrame> frame,
                            uint32_t protocol,
                            bool isAhead)
{
    auto found = FindPeer(m_peers, peer);
    return found != m_peers.end() && (found->second->up >> protocol & 1) != 0 &&
           found->second->primary->Send(frame, protocol, isAhead);
}

bool
PeerConnectionManager::Cancel(PeerId peer, const StreamFrame* frame, uint32_t protocol)
{
    auto found = FindPeer(m_peers, peer);
    return found != m_peers.end() && found->second->primary->Cancel(frame, protocol);
}

void
PeerConnectionManager::Disconnect(PeerId peer)
{
    auto found = FindPeer(m_peers, peer);
    if (found == m_peers.end())
    {
        return;
    }
    auto target = FindTarget(found->second->info);
    if (target != m_targets.end())
    {
        target->second.event.Cancel();
        m_targets.erase(target);
    }
    // The number of the peer is never used again. The node dials the peer again if Dial() was
    // called for it in the meantime.
    Simulator::ScheduleNow(&PeerConnectionManager::RemovePeer,
                           Ptr<PeerConnectionManager>(this),
                           peer);
}

void
PeerConnectionManager::RemovePeer(PeerId peer)
{
    auto found = FindPeer(m_peers, peer);
    if (found == m_peers.end())
    {
        return;
    }
    // Until the end, since the streams point to the PeerInfo.
    const std::unique_ptr<Peer> removed = std::move(found->second);
    const PeerInfo& info = removed->info;
    NS_LOG_INFO("peer " << peer << " is down: " << DescribeAddress(info.address));
    const auto target = FindTarget(info);
    const Address redial = target == m_targets.end() ? Address() : target->first;
    m_peers.erase(found);
    Release(*removed->primary);
    if (removed->secondary)
    {
        Release(*removed->secondary);
    }
    if (m_observer)
    {
        m_observer->PeerDown(info);
        for (uint32_t i = 0; i < m_protocols.GetN(); i++)
        {
            if ((removed->up >> i & 1) != 0)
            {
                m_protocols.GetHandler(i).PeerDown(info);
            }
        }
    }
    ScheduleAttempt(redial);
}

void
PeerConnectionManager::Release(MessageStream& stream)
{
    Ptr<MessageStream> keep(&stream);
    EndHandshake(stream);
    const auto noted = FindNoted(stream);
    if (noted != m_owners.end())
    {
        m_owners.erase(noted);
    }
    stream.SetPeer(nullptr);
    stream.Detach();
    m_crashes ? stream.Abort() : stream.Close();
}

void
PeerConnectionManager::StreamClosed(MessageStream& stream)
{
    const Owner owner = FindOwner(stream);
    if (!owner.stream)
    {
        return;
    }
    if (!owner.attached)
    {
        FailUnattached(stream, owner);
        return;
    }
    Peer& peer = *m_peers.at(owner.peer);
    if (PeekPointer(peer.secondary) == &stream)
    {
        peer.secondary = nullptr;
        Release(stream);
        return;
    }
    if (peer.secondary && peer.secondary->IsOpen())
    {
        peer.primary = peer.secondary;
        peer.secondary = nullptr;
        Release(stream);
        return;
    }
    m_failures++;
    RemovePeer(owner.peer);
}

void
PeerConnectionManager::FailUnattached(MessageStream& stream, const Owner& owner)
{
    NS_LOG_INFO("no connection with " << DescribeAddress(owner.remote));
    m_failures++;
    Release(stream);
    auto target = m_targets.find(owner.remote);
    if (target != m_targets.end() && owner.outbound)
    {
        target->second.stream = nullptr;
        target->second.event.Cancel();
        ScheduleAttempt(owner.remote);
    }
}

void
PeerConnectionManager::StreamBroken(MessageStream& stream)
{
    const Owner owner = FindOwner(stream);
    if (!owner.stream)
    {
        return;
    }
    NS_LOG_INFO("bytes of " << DescribeAddress(owner.remote) << " make no sense");
    if (stream.HasBrokenChannel())
    {
        m_channelErrorTrace(owner.remote);
    }
    if (owner.attached)
    {
        m_failures++;
        RemovePeer(owner.peer);
    }
    else
    {
        FailUnattached(stream, owner);
    }
}

uint32_t
PeerConnectionManager::StreamOf(const StreamFrame& frame) const
{
    return MarkedFrame::StreamOf(frame);
}

void
PeerConnectionManager::FrameSent(MessageStream& stream, Ptr<const StreamFrame> frame)
{
    const PeerInfo* peer = stream.GetPeer();
    if (!peer)
    {
        return;
    }
    m_observer->BytesSent(*peer, frame->GetSize());
    const uint32_t protocol = StreamOf(*frame);
    if (protocol < m_protocols.GetN())
    {
        m_protocols.GetHandler(protocol).FrameSent(*peer, MarkedFrame::FrameOf(frame));
    }
}

void
PeerConnectionManager::FrameDropped(MessageStream& stream, Ptr<const StreamFrame> frame)
{
    const PeerInfo* peer = stream.GetPeer();
    if (!peer)
    {
        return;
    }
    NS_LOG_LOGIC("no room for " << frame->GetSize() << " bytes to peer " << peer->id);
    const uint32_t protocol = StreamOf(*frame);
    if (protocol < m_protocols.GetN())
    {
        m_protocols.GetHandler(protocol).FrameDropped(*peer, MarkedFrame::FrameOf(frame));
    }
}

bool
PeerConnectionManager::IsOwnMark(uint32_t mark) const
{
    return m_protocols.FindMark(mark) != StreamProtocols::NO_STREAM;
}

void
PeerConnectionManager::BytesSkipped(MessageStream& stream, uint32_t bytes)
{
    m_skippedBytes += bytes;
    if (const PeerInfo* peer = stream.GetPeer())
    {
        m_skippedTrace(*peer, bytes);
    }
}

void
PeerConnectionManager::ProtocolSpoken(MessageStream& stream, uint32_t protocol)
{
    if (const PeerInfo* peer = stream.GetPeer())
    {
        RaiseProtocol(peer->id, protocol);
    }
}

void
PeerConnectionManager::ProtocolRefused(MessageStream& stream, uint32_t protocol)
{
    if (const PeerInfo* peer = stream.GetPeer())
    {
        LowerProtocol(peer->id, protocol);
    }
}

void
PeerConnectionManager::PeerIdentified(MessageStream& stream, uint32_t protocols)
{
    const PeerInfo* peer = stream.GetPeer();
    if (!peer)
    {
        return;
    }
    const PeerId id = peer->id;
    // With a secure channel, the response to the first stream tells it.
    if (!stream.HasChannel() && (protocols & 1) == 0)
    {
        NS_LOG_INFO("peer " << id << " does not speak " << m_protocols.GetId(0));
        LowerProtocol(id, 0);
    }
    for (uint32_t i = stream.HasChannel() ? 1 : 0; i < m_protocols.GetN(); i++)
    {
        if ((protocols >> i & 1) != 0)
        {
            RaiseProtocol(id, i);
        }
    }
}

void
PeerConnectionManager::IdentifyFailed(MessageStream& stream)
{
    m_identifyErrors++;
    if (const PeerInfo* peer = stream.GetPeer())
    {
        NS_LOG_INFO("Identify of peer " << peer->id << " makes no sense");
        m_identifyErrorTrace(peer->address);
    }
}

void
PeerConnectionManager::BytesReceived(MessageStream& stream, uint32_t bytes)
{
    if (const PeerInfo* peer = stream.GetPeer())
    {
        m_observer->BytesReceived(*peer, bytes);
    }
}

} // namespace ns3
