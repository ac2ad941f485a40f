/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_FAKE_PEER_HOST_H
#define WAKU_FAKE_PEER_HOST_H

#include "packet-bytes.h"

#include "ns3/inet-socket-address.h"
#include "ns3/peer-protocol.h"

#include <algorithm>
#include <deque>
#include <functional>
#include <gtest/gtest.h>
#include <map>
#include <memory>
#include <utility>
#include <vector>

namespace ns3
{

/// A clock and a wire for one protocol; nothing arrives but what the test says.
class FakePeerHost : public PeerHost
{
  public:
    explicit FakePeerHost(Ptr<PeerProtocol> protocol)
        : m_protocol(protocol)
    {
        m_protocol->SetHost(this);
        m_protocol->Initialize();
        m_protocol->Start(now);
    }

    ~FakePeerHost() override
    {
        m_protocol->Dispose();
    }

    Time GetNow() const override
    {
        return now;
    }

    bool Send(PeerId peer, Ptr<const StreamFrame> frame) override
    {
        if (hasRoom)
        {
            sent.emplace_back(peer, frame);
        }
        return hasRoom;
    }

    bool Cancel(PeerId, const StreamFrame*) override
    {
        return false;
    }

    void Disconnect(PeerId peer) override
    {
        disconnected.push_back(peer);
    }

    void Dial(const Address& remote) override
    {
        dialled.push_back(remote);
    }

    bool DialSuggested(const Address& remote) override
    {
        dialled.push_back(remote);
        return true;
    }

    void After(Time delay, std::function<void(Time)> task) override
    {
        tasks.emplace(now + delay, std::move(task));
    }

    uint32_t GetNodeNumber() const override
    {
        return 0;
    }

    /// Let the clock go on to a moment.
    void RunUntil(Time until)
    {
        while (!tasks.empty() && tasks.begin()->first <= until)
        {
            now = tasks.begin()->first;
            const auto task = std::move(tasks.begin()->second);
            tasks.erase(tasks.begin());
            task(now);
        }
        now = until;
    }

    /// The address of the host of a number.
    static Address AddressOf(uint32_t number)
    {
        return InetSocketAddress(Ipv4Address(0x0a000001 + number), 60000);
    }

    /// A peer on the host of its number connects.
    void Connect(PeerId peer)
    {
        PeerInfo info;
        info.id = peer;
        info.address = AddressOf(peer);
        m_protocol->PeerUp(info);
        parsers[peer] = m_protocol->CreateParser(peer);
    }

    void Part(PeerId peer)
    {
        PeerInfo info;
        info.id = peer;
        info.address = AddressOf(peer);
        m_protocol->PeerDown(info);
        parsers.erase(peer);
    }

    /// Bytes of a peer come in pieces of a size.
    void Hear(PeerId peer, const std::vector<uint8_t>& bytes, uint32_t piece = UINT32_MAX)
    {
        StreamParser& parser = *parsers.at(peer);
        for (std::size_t at = 0; at < bytes.size() && !parser.HasFailed();)
        {
            const auto left =
                static_cast<uint32_t>(std::min<std::size_t>(bytes.size() - at, piece));
            const auto skipped =
                static_cast<uint32_t>(std::min<uint64_t>(parser.GetSkippable(), left));
            if (skipped > 0)
            {
                parser.Skip(skipped);
                at += skipped;
                continue;
            }
            const uint32_t taken = parser.Read(bytes.data() + at, left);
            ASSERT_GE(taken, 1U);
            at += taken;
        }
    }

    Time now;
    bool hasRoom{true};
    std::multimap<Time, std::function<void(Time)>> tasks;
    std::deque<std::pair<PeerId, Ptr<const StreamFrame>>> sent;
    std::map<PeerId, std::unique_ptr<StreamParser>> parsers;
    std::vector<PeerId> disconnected;
    std::vector<Address> dialled;

  private:
    Ptr<PeerProtocol> m_protocol;
};

/// Deliver what two hosts have sent each other, until both are quiet. Each is a peer of the other.
inline void
Exchange(FakePeerHost& a, PeerId bOfA, FakePeerHost& b, PeerId aOfB)
{
    const auto pass = [](FakePeerHost& from, PeerId to, FakePeerHost& other, PeerId peer) {
        for (auto frame = from.sent.begin(); frame != from.sent.end(); ++frame)
        {
            if (frame->first == to)
            {
                const auto packet = frame->second->GetPacket();
                from.sent.erase(frame);
                other.Hear(peer, BytesOf(packet), 1000);
                return true;
            }
        }
        return false;
    };
    while (pass(a, bOfA, b, aOfB) || pass(b, aOfB, a, bOfA))
    {
    }
}

} // namespace ns3

#endif /* WAKU_FAKE_PEER_HOST_H */
