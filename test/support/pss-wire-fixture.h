/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_PSS_WIRE_FIXTURE_H
#define WAKU_PSS_WIRE_FIXTURE_H

#include "fake-peer-host.h"
#include "pss-test-network.h"
#include "rlpx-bytes.h"

#include "ns3/pss-parser.h"

#include <algorithm>
#include <string>
#include <variant>
#include <vector>

namespace ns3
{

/// A frame with any bytes as its packet.
inline Bytes
PssFrameOf(uint8_t code, const Bytes& packet)
{
    return ToBytes(RlpxFrame(code, {VirtualBytes(packet)}));
}

inline Bytes
PssFrameOf(PssCode code, const Bytes& packet)
{
    return PssFrameOf(static_cast<uint8_t>(code), packet);
}

/// Keeps all that a parser finds.
class PssReader : public PssParser::Sink
{
  public:
    explicit PssReader(Ptr<PssMessagePool> pool = CreateObject<PssMessagePool>(),
                       const PssParser::Limits& limits = {},
                       bool isDevp2p = false)
        : parser(pool, limits, *this, isDevp2p)
    {
    }

    void HandleMessage(Ptr<const PssMessage> message) override
    {
        messages.push_back(message);
    }

    void HandleControl(const PssControl& control) override
    {
        controls.push_back(control);
    }

    void HandleError(PssError error) override
    {
        errors.push_back(error);
    }

    /// Feed bytes in pieces of a size; if asked to, skip what may be skipped.
    /// \return how many were skipped
    uint64_t Read(const Bytes& bytes, std::size_t step = SIZE_MAX, bool skips = false)
    {
        uint64_t skipped = 0;
        for (std::size_t i = 0; i < bytes.size() && !parser.HasFailed();)
        {
            const uint64_t left = std::min<uint64_t>(step, bytes.size() - i);
            const uint64_t skip = skips ? std::min(parser.GetSkippable(), left) : 0;
            if (skip > 0)
            {
                parser.Skip(skip);
                skipped += skip;
                i += skip;
            }
            else
            {
                i += parser.Read(bytes.data() + i, static_cast<uint32_t>(left));
            }
        }
        return skipped;
    }

    template <typename T>
    std::vector<T> Get() const
    {
        std::vector<T> found;
        for (const PssControl& control : controls)
        {
            if (const T* one = std::get_if<T>(&control))
            {
                found.push_back(*one);
            }
        }
        return found;
    }

    std::vector<Ptr<const PssMessage>> messages;
    std::vector<PssControl> controls;
    std::vector<PssError> errors;
    PssParser parser;
};

/// A protocol of address 0 without a network, and peers whose packets the test writes.
class PssProtocolTest : public testing::Test
{
  protected:
    static constexpr PssTopic TOPIC = 0xdeadbeef;

    PssProtocolTest()
    {
        protocol->SetOverlayAddress(PssAddress{});
        protocol->SetMessagePool(pool);
        protocol->SetAttribute("AutoConnect", BooleanValue(false));
        protocol->TraceConnectWithoutContext(
            "Deliver",
            MakeTraceSink<Ptr<const PssMessage>>(
                [this](Ptr<const PssMessage> message) { delivered.push_back(message); }));
        protocol->TraceConnectWithoutContext(
            "Undeliverable",
            MakeTraceSink<Ptr<const PssMessage>>(
                [this](Ptr<const PssMessage>) { undeliverable++; }));
        protocol->TraceConnectWithoutContext(
            "Receive",
            MakeTraceSink<Ptr<const PssMessage>, const PeerInfo&>(
                [this](Ptr<const PssMessage>, const PeerInfo&) { received++; }));
        protocol->TraceConnectWithoutContext(
            "Duplicate",
            MakeTraceSink<Ptr<const PssMessage>, const PeerInfo&>(
                [this](Ptr<const PssMessage>, const PeerInfo&) { duplicates++; }));
        protocol->TraceConnectWithoutContext(
            "Reject",
            MakeTraceSink<Ptr<const PssMessage>, const PeerInfo&, PssError>(
                [this](Ptr<const PssMessage>, const PeerInfo&, PssError error) {
                    rejected.push_back(error);
                }));
        protocol->TraceConnectWithoutContext(
            "Error",
            MakeTraceSink<const PeerInfo&, PssError>(
                [this](const PeerInfo&, PssError error) { errors.push_back(error); }));
    }

    /// What is not set by then has its default.
    FakePeerHost& Host()
    {
        if (!m_host)
        {
            m_host = std::make_unique<FakePeerHost>(protocol);
        }
        return *m_host;
    }

    static PssPeerRecord RecordOf(uint8_t first)
    {
        return {MakeTestAddress({first}),
                InetSocketAddress(Ipv4Address(0x0b000000 + first), 30399),
                {}};
    }

    static Bytes HandshakeOf(uint8_t first)
    {
        return ToBytes(EncodePssControl(PssHandshake{14, 4, RecordOf(first)}));
    }

    /// A peer whose address begins with a byte connects, and sends its handshake.
    PeerId Join(uint8_t first)
    {
        Host().Connect(first);
        Host().Hear(first, HandshakeOf(first));
        return first;
    }

    /// What was sent to a peer since the last call.
    PssReader Sent(PeerId peer)
    {
        PssReader reader(pool);
        auto& sent = Host().sent;
        for (auto frame = sent.begin(); frame != sent.end();)
        {
            if (frame->first == peer)
            {
                reader.Read(BytesOf(frame->second->GetPacket()));
                frame = sent.erase(frame);
            }
            else
            {
                ++frame;
            }
        }
        EXPECT_TRUE(reader.errors.empty());
        return reader;
    }

    /// Peers that were sent messages since the last call.
    std::vector<PeerId> Receivers()
    {
        std::vector<PeerId> receivers;
        for (const PeerId peer : {0x80, 0x81, 0xc0, 0x40, 0x20, 0x10, 0x08})
        {
            if (!Sent(peer).messages.empty())
            {
                receivers.push_back(peer);
            }
        }
        return receivers;
    }

    /// Frame of a message that lives for some seconds from now on.
    Bytes MessageTo(const PssPartialAddress& to,
                    int seconds = 60,
                    const Bytes& payload = {1, 2, 3},
                    PssEncryption encryption = PssEncryption::RAW,
                    PssKey key = 0)
    {
        PssMessageFields fields;
        fields.to = to;
        fields.topic = TOPIC;
        fields.isRaw = encryption == PssEncryption::RAW;
        fields.isSymmetric = encryption == PssEncryption::SYMMETRIC;
        fields.expire = static_cast<uint32_t>(
            static_cast<int64_t>(protocol->GetPostOffice().GetUnixTime(Host().now)) + seconds);
        fields.payload = WrapPssPayload(VirtualBytes(payload), encryption, key, 1);
        return BytesOf(Create<PssMessage>(fields)->GetFrame()->GetPacket());
    }

    uint32_t Handle(const PssHandler& handler)
    {
        return protocol->GetPostOffice().GetHandlers().Add(TOPIC, handler);
    }

    Ptr<PssMessagePool> pool{CreateObject<PssMessagePool>()};
    Ptr<PssProtocol> protocol{CreateObject<PssProtocol>()};
    std::vector<Ptr<const PssMessage>> delivered;
    std::vector<PssError> rejected;
    std::vector<PssError> errors;
    int received{0};
    int duplicates{0};
    int undeliverable{0};

  private:
    std::unique_ptr<FakePeerHost> m_host;
};

} // namespace ns3

#endif /* WAKU_PSS_WIRE_FIXTURE_H */
