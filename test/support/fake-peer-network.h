/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_FAKE_PEER_NETWORK_H
#define WAKU_FAKE_PEER_NETWORK_H

#include "ns3/inet-socket-address.h"
#include "ns3/peer-protocol.h"

#include <functional>
#include <map>
#include <memory>
#include <vector>

namespace ns3
{

/** Protocols without a network: a clock, and frames that take a tenth of a second. */
class FakePeerNetwork
{
  public:
    /** A node that does what its protocol asks for. */
    class Host : public PeerHost
    {
      public:
        Host(FakePeerNetwork& network, Ptr<PeerProtocol> protocol, uint32_t number)
            : m_network(network),
              m_protocol(protocol),
              m_number(number)
        {
            protocol->SetHost(this);
            protocol->Initialize();
        }

        ~Host() override
        {
            m_protocol->Dispose();
        }

        void Start()
        {
            m_run++;
            m_protocol->Start(GetNow());
        }

        void Stop()
        {
            m_run++;
            while (!m_links.empty())
            {
                Hangup(m_links.begin()->first);
            }
            m_protocol->Stop(GetNow());
        }

        /** Bytes of a peer come in, one by one or as many as there are. */
        void Hear(PeerId peer, const std::vector<uint8_t>& bytes)
        {
            const auto link = m_links.find(peer);
            std::size_t at = 0;
            while (link != m_links.end() && at < bytes.size() && !link->second.parser->HasFailed())
            {
                StreamParser& parser = *link->second.parser;
                const auto left = static_cast<uint32_t>(bytes.size() - at);
                const auto skip = std::min<uint64_t>(left, parser.GetSkippable());
                if (skip > 0)
                {
                    parser.Skip(skip);
                }
                at += skip > 0 ? skip : parser.Read(bytes.data() + at, left);
            }
        }

        /** A peer goes, on both sides. */
        void Hangup(PeerId peer)
        {
            const auto link = m_links.find(peer);
            if (link == m_links.end())
            {
                return;
            }
            const PeerInfo info = link->second.info;
            Host* other = link->second.other;
            const PeerId back = link->second.back;
            m_links.erase(link);
            m_protocol->PeerDown(info);
            if (other)
            {
                other->Hangup(back);
            }
        }

        Time GetNow() const override
        {
            return m_network.now;
        }

        bool Send(PeerId peer, Ptr<const StreamFrame> frame) override
        {
            const auto link = m_links.find(peer);
            if (link == m_links.end())
            {
                return false;
            }
            std::vector<uint8_t> bytes(frame->GetSize());
            frame->GetPacket()->CopyData(bytes.data(), static_cast<uint32_t>(bytes.size()));
            sent[peer].push_back(bytes);
            if (Host* other = link->second.other)
            {
                const PeerId back = link->second.back;
                m_network.At(GetNow() + MilliSeconds(100),
                             [other, back, bytes] { other->Hear(back, bytes); });
            }
            m_protocol->FrameSent(link->second.info, frame);
            return true;
        }

        bool Cancel(PeerId, const StreamFrame*) override
        {
            return false;
        }

        void Disconnect(PeerId peer) override
        {
            m_network.At(GetNow(), [this, peer] { Hangup(peer); });
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

        void After(Time delay, std::function<void(Time now)> task) override
        {
            m_network.At(GetNow() + delay, [this, run = m_run, task] {
                if (run == m_run)
                {
                    task(GetNow());
                }
            });
        }

        uint32_t GetNodeNumber() const override
        {
            return m_number;
        }

        std::map<PeerId, std::vector<std::vector<uint8_t>>> sent; //!< frames by peer
        std::vector<Address> dialled;                             //!< in their order

      private:
        friend class FakePeerNetwork;

        /** One side of a connection. */
        struct Link
        {
            PeerInfo info;
            Host* other;
            PeerId back;
            std::unique_ptr<StreamParser> parser;
        };

        /** A peer connects. */
        PeerId Add(const Address& address, bool outbound, Host* other, PeerId back)
        {
            const PeerInfo info{m_nextPeer++, address, outbound};
            m_links[info.id] = {info, other, back, m_protocol->CreateParser(info.id)};
            m_protocol->PeerUp(info);
            return info.id;
        }

        FakePeerNetwork& m_network;
        Ptr<PeerProtocol> m_protocol;
        uint32_t m_number;
        uint32_t m_run{0};
        PeerId m_nextPeer{0};
        std::map<PeerId, Link> m_links;
    };

    Host& Add(Ptr<PeerProtocol> protocol)
    {
        m_hosts.push_back(
            std::make_unique<Host>(*this, protocol, static_cast<uint32_t>(m_hosts.size())));
        return *m_hosts.back();
    }

    /** The first one dials the second one's port 60000, from a port of its own. */
    void Connect(Host& dialler, Host& other)
    {
        const InetSocketAddress to(AddressOf(other), 60000);
        const InetSocketAddress from(AddressOf(dialler), 49153);
        const PeerId back = other.m_nextPeer;
        const PeerId peer = dialler.Add(to, true, &other, back);
        other.Add(from, false, &dialler, peer);
    }

    /** A peer whose answers the test makes up connects. \return its number at the host */
    PeerId ConnectStranger(Host& host, const Address& address, bool outbound)
    {
        return host.Add(address, outbound, nullptr, 0);
    }

    static Ipv4Address AddressOf(const Host& host)
    {
        return Ipv4Address(0x0a000001 + host.m_number);
    }

    void At(Time at, std::function<void()> task)
    {
        m_tasks.emplace(at, std::move(task));
    }

    void RunUntil(Time end)
    {
        while (!m_tasks.empty() && m_tasks.begin()->first <= end)
        {
            now = m_tasks.begin()->first;
            const std::function<void()> task = std::move(m_tasks.begin()->second);
            m_tasks.erase(m_tasks.begin());
            task();
        }
        now = end;
    }

    Time now;

  private:
    std::multimap<Time, std::function<void()>> m_tasks;
    std::vector<std::unique_ptr<Host>> m_hosts;
};

} // namespace ns3

#endif /* WAKU_FAKE_PEER_NETWORK_H */
