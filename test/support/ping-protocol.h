/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_PING_PROTOCOL_H
#define WAKU_PING_PROTOCOL_H

#include "ns3/packet.h"
#include "ns3/peer-protocol.h"

#include <set>
#include <string>

namespace ns3
{

/** The least of a protocol: every second, or interval, each peer is sent a byte, and sends another
 * back. */
class PingProtocol : public PeerProtocol
{
  public:
    explicit PingProtocol(const std::string& id = "/ping/1.0.0")
        : m_id(id)
    {
    }

    std::string GetProtocolId() const override
    {
        return m_id;
    }

    std::unique_ptr<StreamParser> CreateParser(PeerId peer) override
    {
        return std::make_unique<Parser>(*this, peer);
    }

    void PeerUp(const PeerInfo& peer) override
    {
        ups++;
        m_peers.insert(peer.id);
        Ping(peer.id);
    }

    void PeerDown(const PeerInfo& peer) override
    {
        downs++;
        m_peers.erase(peer.id);
    }

    void FrameSent(const PeerInfo&, Ptr<const StreamFrame>) override
    {
        sent++;
    }

    int ups{0};
    int downs{0};
    int pings{0};
    int sent{0};
    int pongs{0};
    int errors{0};
    Time roundTrip;
    Time interval{Seconds(1)};

  private:
    enum Byte : uint8_t
    {
        PING = 1,
        PONG = 2,
    };

    /** Reads bytes, of which each is a message. */
    class Parser : public StreamParser
    {
      public:
        Parser(PingProtocol& protocol, PeerId peer)
            : m_protocol(protocol),
              m_peer(peer)
        {
        }

        uint32_t Read(const uint8_t* bytes, uint32_t) override
        {
            m_failed = !m_protocol.Handle(m_peer, *bytes);
            return 1;
        }

        uint64_t GetSkippable() const override
        {
            return 0;
        }

        void Skip(uint64_t) override
        {
        }

        bool HasFailed() const override
        {
            return m_failed;
        }

      private:
        PingProtocol& m_protocol;
        PeerId m_peer;
        bool m_failed{false};
    };

    void Say(PeerId peer, uint8_t byte)
    {
        GetHost().Send(peer, Create<StreamFrame>(Create<Packet>(&byte, 1)));
    }

    void Ping(PeerId peer)
    {
        if (m_peers.count(peer) > 0)
        {
            pings++;
            m_pinged = GetNow();
            Say(peer, PING);
            GetHost().After(interval, [this, peer](Time) { Ping(peer); });
        }
    }

    bool Handle(PeerId peer, uint8_t byte)
    {
        switch (byte)
        {
        case PING:
            Say(peer, PONG);
            return true;
        case PONG:
            pongs++;
            roundTrip = GetNow() - m_pinged;
            return true;
        default:
            errors++;
            return false;
        }
    }

    std::string m_id;
    std::set<PeerId> m_peers;
    Time m_pinged;
};

} // namespace ns3

#endif /* WAKU_PING_PROTOCOL_H */
