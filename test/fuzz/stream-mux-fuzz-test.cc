/* SPDX-License-Identifier: GPL-2.0-only */
#include "fuzz-connection.h"
#include "fuzz-feed.h"
#include "fuzz-outgoing.h"

#include "ns3/identify-message.h"
#include "ns3/message-stream.h"
#include "ns3/plaintext-channel.h"
#include "ns3/plaintext-exchange.h"
#include "ns3/secure-channel.h"
#include "ns3/simulator.h"
#include "ns3/stream-mark.h"
#include "ns3/stream-mux.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <memory>
#include <set>

using namespace ns3;

namespace
{

/// A connection to which an input happens, and what has to hold all the time.
class FuzzedConnection : public MessageStream::Observer
{
  public:
    explicit FuzzedConnection(FuzzInput& input)
        : m_input(input)
    {
        for (uint32_t i = 0; i < 3; i++)
        {
            m_protocols.Add(std::string("/") + static_cast<char>('a' + i), m_keepers[i]);
            m_peerProtocols.Add(std::string("/") + static_cast<char>('b' + i), m_silent);
        }
        const uint8_t choice = m_input.Take();
        m_mayClose = (choice & 1) != 0;
        m_limits.queueBytes = (choice & 2) != 0 ? 5000 : 8388608;
        m_limits.policy = static_cast<SendQueuePolicy>(choice / 4 % 3);
        m_limits.controlFrames = (choice & 16) != 0 ? 5 : SendLimits::NO_LIMIT;
        m_limits.unsentLowWater = (choice & 32) != 0 ? 500 : 65536;
        m_isDialler = (choice & 64) != 0;
    }

    void Live()
    {
        const uint32_t kind = m_input.Take() % 3;
        m_stream =
            Create<MessageStream>(m_socket, m_dispatcher, m_limits, *this, MakeChannels(kind));
        m_stream->HandleConnected();
        if (m_peer)
        {
            m_peer->Get().Start();
            Exchange();
        }
        for (int events = 0; !m_input.IsEmpty() && events < 200; events++)
        {
            Happen();
            Simulator::Run();
            if (m_peer)
            {
                Exchange();
            }
            Check();
        }
        m_socket->room = 1 << 30;
        for (int i = 0; i < 10; i++)
        {
            m_stream->HandleDataSent(1 << 30);
            m_stream->HandleRoom();
            if (m_peer)
            {
                Exchange();
            }
        }
        Check();
        m_stream->Drop();
        Simulator::Destroy();
    }

    void StreamConnected(MessageStream& stream) override
    {
        FUZZ_CHECK(!m_isConnected && !m_isOver);
        m_isConnected = true;
        stream.SetMux(std::make_unique<StreamMux>(m_protocols, stream, 0, stream.HasChannel()));
        const auto identify = IdentifyMessage::Encode(m_protocols, Address(), Address());
        if (stream.NeedsMux())
        {
            stream.OfferIdentify(identify);
        }
        else
        {
            m_waiting.insert(PeekPointer(identify));
            m_frames.push_back({identify, m_protocols.GetIdentifyStream()});
            stream.Send(identify, m_protocols.GetIdentifyStream());
        }
        stream.OpenMux();
    }

    void StreamClosed(MessageStream&) override
    {
        FUZZ_CHECK(!m_isOver);
        m_isOver = true;
    }

    void StreamBroken(MessageStream&) override
    {
        FUZZ_CHECK(!m_isOver);
        // A protocol may have refused bytes that the channel had no objection to.
        const bool isOfProtocol =
            std::any_of(std::begin(m_keepers), std::end(m_keepers), [](const FuzzKeeper& keeper) {
                return keeper.hasFailed;
            });
        (isOfProtocol ? m_isForged : m_isBroken) = true;
        MayClose();
    }

    void FrameSent(MessageStream&, Ptr<const StreamFrame> frame) override
    {
        FUZZ_CHECK(m_waiting.erase(PeekPointer(MarkedFrame::FrameOf(frame))) == 1);
        FuzzBytes& to = m_sent[MarkedFrame::StreamOf(*frame)];
        const FuzzBytes bytes = BytesOf(frame->GetPacket());
        to.insert(to.end(), bytes.begin(), bytes.end());
        m_all.insert(m_all.end(), bytes.begin(), bytes.end());
        MayClose();
    }

    void FrameDropped(MessageStream&, Ptr<const StreamFrame> frame) override
    {
        FUZZ_CHECK(m_waiting.erase(PeekPointer(MarkedFrame::FrameOf(frame))) == 1);
        MayClose();
    }

    void BytesReceived(MessageStream&, uint32_t) override
    {
        MayClose();
    }

    bool IsOwnMark(uint32_t) const override
    {
        return true;
    }

    void BytesSkipped(MessageStream&, uint32_t) override
    {
        MayClose();
    }

    void ProtocolSpoken(MessageStream&, uint32_t protocol) override
    {
        FUZZ_CHECK(protocol < 3);
        MayClose();
    }

    void ProtocolRefused(MessageStream&, uint32_t protocol) override
    {
        FUZZ_CHECK(protocol < 4);
        MayClose();
    }

    void PeerIdentified(MessageStream&, uint32_t protocols) override
    {
        FUZZ_CHECK(protocols < 8);
        MayClose();
    }

    void IdentifyFailed(MessageStream&) override
    {
        MayClose();
    }

  private:
    std::unique_ptr<StreamChannel> MakeChannels(uint32_t kind)
    {
        if (kind == 0)
        {
            return nullptr;
        }
        if (kind == 1)
        {
            m_peer = std::make_unique<FuzzPeer>(
                std::make_unique<SecureChannel>(!m_isDialler, m_peerProtocols, m_peerCounters));
            return std::make_unique<SecureChannel>(m_isDialler, m_protocols, m_counters);
        }
        static const Ed25519Key key = PlaintextExchange::MakeKey("mux");
        m_peer = std::make_unique<FuzzPeer>(
            std::make_unique<PlaintextChannel>(!m_isDialler, m_peerProtocols, m_peerCounters, key));
        m_peer->Get().OfferIdentify(IdentifyMessage::Encode(m_peerProtocols, Address(), Address()));
        return std::make_unique<PlaintextChannel>(m_isDialler, m_protocols, m_counters, key);
    }

    void MayClose()
    {
        if (m_mayClose && m_input.Take() % 16 == 15)
        {
            m_isForged = true;
            m_stream->Close();
        }
    }

    /// Whatever either side says reaches the other one.
    void Exchange()
    {
        ExchangeOnce();
        for (int i = 0; i < 50 && !m_socket->sent.empty(); i++)
        {
            ExchangeOnce();
        }
    }

    void ExchangeOnce()
    {
        FuzzBytes said;
        said.swap(m_socket->sent);
        FuzzFeed(*m_peer, said, 1 << 16);
        Arrive(SealAndTakeOutgoing(m_peer->Get()));
    }

    void Arrive(const FuzzBytes& bytes)
    {
        if (!bytes.empty())
        {
            m_socket->arrived.push_back(
                Create<Packet>(bytes.data(), static_cast<uint32_t>(bytes.size())));
            m_stream->HandleRead();
        }
    }

    /// Bytes of several protocols in a packet.
    void ArriveMarked()
    {
        const Ptr<Packet> packet = Create<Packet>();
        for (int parts = 1 + m_input.Take() % 3; parts > 0; parts--)
        {
            const uint32_t kind = m_input.Take() % 6;
            const FuzzBytes bytes = m_input.TakeBytes(1 + m_input.Take() % 60);
            const Ptr<Packet> part =
                Create<Packet>(bytes.data(), static_cast<uint32_t>(bytes.size()));
            if (kind > 0 && !bytes.empty())
            {
                part->AddByteTag(
                    StreamMark(kind < 5 ? m_protocols.GetMark(kind - 1) : m_input.TakeWord()));
            }
            packet->AddAtEnd(part);
        }
        if (packet->GetSize() > 0)
        {
            m_socket->arrived.push_back(packet);
            m_stream->HandleRead();
        }
    }

    void SendFrame()
    {
        const uint8_t kind = m_input.Take();
        const uint32_t size = 1 + m_input.Take() * (kind & 4 ? 100 : 1);
        const FuzzBytes bytes(size, static_cast<uint8_t>(m_frames.size()));
        const bool hasTail = (kind & 8) != 0;
        const auto frame =
            Create<StreamFrame>(Create<Packet>(bytes.data(), size),
                                (kind & 16) != 0,
                                hasTail ? Create<Packet>(bytes.data(), size) : Ptr<Packet>());
        m_frames.push_back({frame, kind % 3U});
        m_waiting.insert(PeekPointer(frame));
        if (!m_stream->Send(frame, kind % 3, (kind & 32) != 0))
        {
            m_waiting.erase(PeekPointer(frame));
        }
    }

    void PeerSends()
    {
        if (!m_peer || !m_peer->Get().IsEstablished())
        {
            return;
        }
        StreamChannel& channel = m_peer->Get();
        const uint32_t stream = m_input.Take() % 3;
        if (!channel.HasStream(stream))
        {
            channel.OpenStream(stream);
        }
        else if (channel.CanSend(stream) && !channel.IsInYamuxFrame())
        {
            const FuzzBytes bytes = m_input.TakeBytes(1 + m_input.Take() % 40);
            if (!bytes.empty())
            {
                channel.Seal(Create<Packet>(bytes.data(), static_cast<uint32_t>(bytes.size())),
                             0,
                             stream);
            }
        }
    }

    void Happen()
    {
        const uint8_t kind = m_input.Take();
        switch (kind % 8)
        {
        case 0:
            m_isForged = true;
            m_peer ? Arrive(m_input.TakeBytes(m_input.Take() % 60)) : ArriveMarked();
            return;
        case 1:
        case 2:
            SendFrame();
            return;
        case 3:
            if (!m_frames.empty())
            {
                const auto& [frame, stream] = m_frames[m_input.Take() % m_frames.size()];
                if (m_isConnected && m_stream->Cancel(PeekPointer(frame), stream))
                {
                    FUZZ_CHECK(m_waiting.erase(PeekPointer(frame)) == 1);
                }
            }
            return;
        case 4:
            m_socket->room = m_input.Take() * (kind & 8 ? 1 : 200);
            m_stream->HandleRoom();
            return;
        case 5:
            m_stream->HandleDataSent(m_input.Take() * 100);
            return;
        case 6:
            PeerSends();
            return;
        default:
            if (kind > 200)
            {
                m_isForged = true;
                kind % 16 < 8 ? m_stream->CloseAfterSending() : m_stream->HandleClosed();
            }
        }
    }

    void Check()
    {
        FUZZ_CHECK(m_stream->GetNQueued() <= m_waiting.size());
        FUZZ_CHECK(m_stream->GetQueuedBytes() <=
                   m_limits.queueBytes + SendLimits::CONTROL_BYTES + 60000);
        if (!m_peer)
        {
            // Frames go whole and one after the other.
            FUZZ_CHECK(m_socket->sent.size() >= m_all.size());
            FUZZ_CHECK(std::equal(m_all.begin(), m_all.end(), m_socket->sent.begin()));
        }
        else if (!m_isForged)
        {
            FUZZ_CHECK(!m_isBroken && !m_peer->HasFailed() && m_socket->sent.empty());
            for (const uint32_t stream : {1U, 2U})
            {
                // The peer numbers them otherwise, and does not know the first.
                const FuzzBytes& sent = m_sent[stream];
                const FuzzBytes& received = m_peer->received[stream - 1];
                FUZZ_CHECK(received.size() >= sent.size());
                FUZZ_CHECK(std::equal(sent.begin(), sent.end(), received.begin()));
            }
        }
    }

    FuzzInput& m_input;
    FuzzKeeper m_keepers[3];
    SilentHandler m_silent;
    StreamProtocols m_protocols;
    StreamProtocols m_peerProtocols;
    SecureChannelCounters m_counters;
    SecureChannelCounters m_peerCounters;
    SendLimits m_limits;
    StreamDispatcher m_dispatcher;
    Ptr<FuzzSocket> m_socket{CreateObject<FuzzSocket>()};
    std::unique_ptr<FuzzPeer> m_peer;
    std::vector<std::pair<Ptr<const StreamFrame>, uint32_t>> m_frames;
    std::set<const StreamFrame*> m_waiting;
    std::map<uint32_t, FuzzBytes> m_sent;
    FuzzBytes m_all;
    Ptr<MessageStream> m_stream;
    bool m_mayClose{false};
    bool m_isDialler{false};
    bool m_isConnected{false};
    bool m_isBroken{false};
    bool m_isOver{false};
    bool m_isForged{false};
};

void
RunStreamMux(const uint8_t* bytes, std::size_t size)
{
    FuzzInput input(bytes, size);
    FuzzedConnection(input).Live();
}

FuzzTarget::Seeds
MakeStreamMuxSeeds()
{
    FuzzTarget::Seeds seeds;
    for (uint8_t kind = 0; kind < 3; kind++)
    {
        // Frames on each stream, little room, more room, bytes of the peer, and the end.
        seeds.push_back({64, kind, 1, 12, 50, 1,   1, 20, 2, 18, 90, 4, 3,  1,
                         37, 200,  3, 1,  4,  200, 5, 50, 6, 1,  6,  1, 5,  1,
                         2,  3,    4, 5,  6,  0,   5, 1,  2, 3,  4,  5, 255});
    }
    return seeds;
}

} // namespace

WAKU_FUZZ_TARGET(StreamMux,
                 "stream-mux",
                 RunStreamMux,
                 FuzzForm::BYTES,
                 2,
                 {},
                 {},
                 MakeStreamMuxSeeds,
                 true)
