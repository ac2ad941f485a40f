/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_WHISPER_FAKE_NETWORK_H
#define WAKU_WHISPER_FAKE_NETWORK_H

#include "ns3/boolean.h"
#include "ns3/double.h"
#include "ns3/uinteger.h"
#include "ns3/whisper-encoder.h"
#include "ns3/whisper-parser.h"
#include "ns3/whisper-protocol.h"

#include <functional>
#include <map>
#include <memory>
#include <set>
#include <vector>

namespace ns3
{

/** A clock and what is to happen, in order. */
class FakeClock
{
  public:
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
};

/** A node without sockets that remembers all that its protocol does. */
class FakeWhisperNode : public WhisperHost
{
  public:
    /** Something that was sent. */
    struct Sent
    {
        Time at;
        PeerId peer;
        WhisperMessage message;
        uint64_t size;
    };

    FakeWhisperNode(FakeClock& clock, Ptr<WhisperEnvelopePool> pool, int64_t stream = 0)
        : protocol(CreateObject<WhisperProtocol>()),
          m_clock(clock)
    {
        protocol->SetHost(this);
        protocol->SetEnvelopePool(pool);
        protocol->AssignStreams(stream);
    }

    ~FakeWhisperNode() override
    {
        *m_isAlive = false;
        protocol->Dispose();
    }

    void Set(const std::string& name, const AttributeValue& value)
    {
        protocol->SetAttribute(name, value);
    }

    void Start()
    {
        protocol->Start(m_clock.now);
    }

    bool IsWritable(PeerId peer) const override
    {
        return blocked.count(peer) == 0;
    }

    void Send(PeerId peer, const RlpxFrame& frame) override
    {
        bytesSent += frame.GetSize();
        if (onSend)
        {
            onSend(peer, frame);
        }
        if (remembersSent)
        {
            sent.push_back({m_clock.now, peer, Decode(frame), frame.GetSize()});
        }
    }

    void Deliver(Ptr<const WhisperEnvelope> envelope) override
    {
        delivered.push_back(envelope);
        deliveredAt.push_back(m_clock.now);
    }

    void HistoryComplete(PeerId, const WhisperRequestComplete& complete) override
    {
        completed.push_back(complete);
    }

    void Disconnect(PeerId peer, WhisperError error) override
    {
        disconnected.emplace_back(peer, error);
        if (onDisconnect)
        {
            onDisconnect(peer);
        }
    }

    void WakeAt(Time at) override
    {
        m_wakeAt = at;
        ++wakesAsked;
        m_clock.At(at, [this, at, isAlive = m_isAlive] {
            if (*isAlive && m_wakeAt == at)
            {
                m_wakeAt = Time::Max();
                protocol->Wake(at);
            }
        });
    }

    /** A peer that is not there connects, and says the least. */
    void Greet(PeerId peer, const WhisperOptions& options = WhisperOptions())
    {
        PeerInfo info;
        info.id = peer;
        protocol->AddPeer(m_clock.now, info);
        WhisperStatus status;
        status.options = options;
        Hear(peer, status);
    }

    /** A message comes in. */
    void Hear(PeerId peer, const WhisperMessage& message)
    {
        protocol->HandleMessage(m_clock.now, peer, message, 100);
    }

    void HearEnvelopes(PeerId peer, const WhisperBundle& envelopes)
    {
        Hear(peer, WhisperMessages{envelopes});
    }

    /** What was sent to a peer in messages packets. */
    std::vector<WhisperBundle> BundlesTo(PeerId peer) const
    {
        std::vector<WhisperBundle> bundles;
        for (const Sent& one : sent)
        {
            const auto* messages = std::get_if<WhisperMessages>(&one.message);
            if (one.peer == peer && messages)
            {
                bundles.push_back(messages->envelopes);
            }
        }
        return bundles;
    }

    /** The last message of a kind that was sent to a peer, or null. */
    template <typename T>
    const T* LastTo(PeerId peer) const
    {
        const T* last = nullptr;
        for (const Sent& one : sent)
        {
            if (one.peer == peer && std::holds_alternative<T>(one.message))
            {
                last = &std::get<T>(one.message);
            }
        }
        return last;
    }

    uint64_t Count(WhisperError error) const
    {
        return protocol->GetCounters().Get(error);
    }

    Ptr<WhisperProtocol> protocol;
    std::set<PeerId> blocked;
    std::vector<Sent> sent;
    bool remembersSent{true};
    uint64_t bytesSent{0};
    uint64_t wakesAsked{0};
    std::vector<Ptr<const WhisperEnvelope>> delivered;
    std::vector<Time> deliveredAt;
    std::vector<WhisperRequestComplete> completed;
    std::vector<std::pair<PeerId, WhisperError>> disconnected;
    std::function<void(PeerId, const RlpxFrame&)> onSend;
    std::function<void(PeerId)> onDisconnect;

  private:
    /** Keeps one message. */
    class Sink : public WhisperParser::Sink
    {
      public:
        void HandleMessage(const WhisperMessage& read, uint64_t) override
        {
            message = read;
        }

        void HandleError(WhisperError) override
        {
        }

        WhisperMessage message;
    };

    WhisperMessage Decode(const RlpxFrame& frame)
    {
        Sink sink;
        WhisperParser parser(protocol->GetDialect(),
                             protocol->GetEnvelopePool(),
                             RlpxFrame::MAX_DATA_SIZE,
                             sink,
                             protocol->IsDevp2p());
        Feed(parser, frame);
        return sink.message;
    }

  public:
    /** Feed real bytes, and zeros as far as they can't be skipped. */
    static void Feed(WhisperParser& parser, const RlpxFrame& frame)
    {
        for (const VirtualBytes& piece : frame.GetPieces())
        {
            const std::vector<uint8_t>& head = piece.GetHead();
            for (std::size_t i = 0; i < head.size() && !parser.HasFailed();)
            {
                i += parser.Read(head.data() + i, static_cast<uint32_t>(head.size() - i));
            }
            for (uint64_t left = piece.GetZeros(); left > 0 && !parser.HasFailed();)
            {
                const uint8_t zero[64] = {};
                const uint64_t skip = std::min(left, parser.GetSkippable());
                if (skip > 0)
                {
                    parser.Skip(skip);
                    left -= skip;
                }
                else
                {
                    left -= parser.Read(zero, static_cast<uint32_t>(std::min<uint64_t>(left, 64)));
                }
            }
        }
    }

  private:
    FakeClock& m_clock;
    Time m_wakeAt{Time::Max()};
    std::shared_ptr<bool> m_isAlive{std::make_shared<bool>(true)};
};

/** Nodes that are joined by streams of bytes, which take a fixed time. */
class FakeWhisperNetwork
{
  public:
    explicit FakeWhisperNetwork(Time latency = MilliSeconds(10))
        : latency(latency)
    {
    }

    FakeWhisperNode& Add()
    {
        nodes.push_back(
            std::make_unique<FakeWhisperNode>(clock, pool, static_cast<int64_t>(2 * nodes.size())));
        FakeWhisperNode& node = *nodes.back();
        node.remembersSent = false;
        const std::size_t index = nodes.size() - 1;
        node.onSend = [this, index](PeerId peer, const RlpxFrame& frame) {
            Carry(index, peer, frame);
        };
        node.onDisconnect = [this, index](PeerId peer) { Cut(index, peer); };
        m_links.emplace_back();
        return node;
    }

    /** Connect two nodes that were started. */
    void Connect(std::size_t a, std::size_t b)
    {
        const auto idA = static_cast<PeerId>(m_links[b].size());
        const auto idB = static_cast<PeerId>(m_links[a].size());
        m_links[a].push_back(std::make_unique<Link>(*nodes[a], b, idA, idB, pool));
        m_links[b].push_back(std::make_unique<Link>(*nodes[b], a, idB, idA, pool));
        PeerInfo info;
        info.id = idB;
        nodes[a]->protocol->AddPeer(clock.now, info);
        info.id = idA;
        nodes[b]->protocol->AddPeer(clock.now, info);
    }

    void RunFor(Time time)
    {
        clock.RunUntil(clock.now + time);
    }

    FakeClock clock;
    Ptr<WhisperEnvelopePool> pool{CreateObject<WhisperEnvelopePool>()};
    std::vector<std::unique_ptr<FakeWhisperNode>> nodes;
    Time latency;

  private:
    /** One end of a connection: what comes in there. */
    struct Link : WhisperParser::Sink
    {
        Link(FakeWhisperNode& owner,
             std::size_t other,
             PeerId idThere,
             PeerId idHere,
             Ptr<WhisperEnvelopePool> pool)
            : node(owner),
              other(other),
              idThere(idThere),
              idHere(idHere),
              parser(owner.protocol->GetDialect(),
                     pool,
                     owner.protocol->GetMaxPacketSize(),
                     *this,
                     owner.protocol->IsDevp2p())
        {
        }

        void HandleMessage(const WhisperMessage& message, uint64_t size) override
        {
            node.protocol->HandleMessage(now, idHere, message, size);
        }

        void HandleError(WhisperError error) override
        {
            node.protocol->HandleError(now, idHere, error);
        }

        FakeWhisperNode& node;
        std::size_t other; // index of the node at the other end
        PeerId idThere;    // by which that one knows this node
        PeerId idHere;     // by which this node knows that one
        WhisperParser parser;
        bool isOpen{true};
        Time now;
    };

    void Carry(std::size_t from, PeerId peer, const RlpxFrame& frame)
    {
        const Link& link = *m_links[from][peer];
        Link& end = *m_links[link.other][link.idThere];
        clock.At(clock.now + latency, [this, &end, frame] {
            if (end.isOpen)
            {
                end.now = clock.now;
                FakeWhisperNode::Feed(end.parser, frame);
            }
        });
    }

    void Cut(std::size_t from, PeerId peer)
    {
        Link& link = *m_links[from][peer];
        link.isOpen = false;
        Link& end = *m_links[link.other][link.idThere];
        clock.At(clock.now + latency, [this, &end] {
            end.isOpen = false;
            end.node.protocol->RemovePeer(clock.now, end.idHere);
        });
    }

    std::vector<std::vector<std::unique_ptr<Link>>> m_links;
};

} // namespace ns3

#endif /* WAKU_WHISPER_FAKE_NETWORK_H */
