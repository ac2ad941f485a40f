/* SPDX-License-Identifier: GPL-2.0-only */
// What fuzzing has found, one case for each.
#include "../support/pss-wire-fixture.h"
#include "fuzz-connection.h"
#include "fuzz-feed.h"
#include "fuzz-file.h"

#include "ns3/message-stream.h"
#include "ns3/overlay-error.h"
#include "ns3/overlay-file.h"
#include "ns3/plaintext-channel.h"
#include "ns3/plaintext-exchange.h"
#include "ns3/pubsub-rpc-parser.h"
#include "ns3/request-message.h"
#include "ns3/stream-mux.h"

using namespace ns3;

namespace
{

struct RpcErrors : PubsubRpcParser::Sink
{
    void HandleRpc(const PubsubRpc&) override
    {
    }

    void HandleError(RpcError error) override
    {
        errors.push_back(error);
    }

    std::vector<RpcError> errors;
};

/// Closes a stream when a frame of it is dropped.
struct ClosingObserver : public MessageStream::Observer
{
    void StreamConnected(MessageStream& stream) override
    {
        stream.SetMux(std::make_unique<StreamMux>(protocols, stream, 0, stream.HasChannel()));
        stream.OpenMux();
    }

    void StreamClosed(MessageStream&) override
    {
    }

    void StreamBroken(MessageStream&) override
    {
    }

    void FrameSent(MessageStream&, Ptr<const StreamFrame>) override
    {
    }

    void FrameDropped(MessageStream& stream, Ptr<const StreamFrame>) override
    {
        dropped++;
        stream.Close();
    }

    void BytesReceived(MessageStream&, uint32_t) override
    {
    }

    bool IsOwnMark(uint32_t) const override
    {
        return true;
    }

    void BytesSkipped(MessageStream&, uint32_t) override
    {
    }

    void ProtocolSpoken(MessageStream&, uint32_t) override
    {
    }

    void ProtocolRefused(MessageStream&, uint32_t) override
    {
    }

    void PeerIdentified(MessageStream&, uint32_t) override
    {
    }

    void IdentifyFailed(MessageStream&) override
    {
    }

    Ptr<StreamFrame> MakeFrame(uint32_t size) const
    {
        return Create<StreamFrame>(Create<Packet>(size));
    }

    FuzzProtocols protocols;
    SendLimits limits;
    StreamDispatcher dispatcher;
    Ptr<FuzzSocket> socket{CreateObject<FuzzSocket>()};
    int dropped{0};
};

} // namespace

TEST(FuzzFindings, ABadDelimiterInPiecesTakesNoMoreBytesThanThereAre)
{
    RpcErrors sink;
    PubsubRpcParser parser(CreateObject<MessagePool>(), 1000, sink);
    const FuzzBytes bytes(10, 0xff);
    EXPECT_EQ(parser.Read(bytes.data(), 9), 9U);
    EXPECT_EQ(parser.Read(bytes.data() + 9, 1), 1U);
    EXPECT_EQ(sink.errors, std::vector<RpcError>{RpcError::BAD_DELIMITER});
}

TEST(FuzzFindings, ANumberThatNoDoubleHoldsIsAnErrorOfTheOverlayFile)
{
    const std::string text = R"({"nodes":[{"id":1e999}],"links":[]})";
    const FuzzFile file(reinterpret_cast<const uint8_t*>(text.data()), text.size());
    try
    {
        ReadD3Json(file.GetPath());
        FAIL() << "it was read";
    }
    catch (const OverlayError& error)
    {
        EXPECT_EQ(error.what(), file.GetPath() + ": number overflow parsing '1e999'");
    }
}

TEST(FuzzFindings, FieldsOfAnAnswerAreInAnyOrder)
{
    RequestMessage answer;
    answer.id = "id";
    answer.status = RequestMessage::OK;
    answer.description = "fine";
    const FuzzBytes bytes = answer.Encode().ToVector(); // id, status of 3 bytes, description
    FuzzBytes turned(bytes.begin(), bytes.begin() + 4);
    turned.insert(turned.end(), bytes.begin() + 7, bytes.end());
    turned.insert(turned.end(), bytes.begin() + 4, bytes.begin() + 7);
    RequestMessage read;
    ASSERT_TRUE(RequestMessage::Decode(VirtualBytes(turned), read));
    EXPECT_EQ(read.description, "fine");
    EXPECT_EQ(read.Encode(), answer.Encode());
}

TEST(FuzzFindings, AStreamMayBeClosedWhenThePeerRefusesAProtocolAndTcpHasLittleRoom)
{
    ClosingObserver node;
    FuzzProtocols protocols;
    SecureChannelCounters counters;
    const Ed25519Key key = PlaintextExchange::MakeKey("a");
    FuzzPeer peer(std::make_unique<PlaintextChannel>(false, protocols, counters, key));
    const auto stream = Create<MessageStream>(
        node.socket,
        node.dispatcher,
        node.limits,
        node,
        std::make_unique<PlaintextChannel>(true, node.protocols, counters, key));
    const auto exchange = [&] {
        FuzzBytes said;
        said.swap(node.socket->sent);
        FuzzFeed(peer, said, 65536);
        while (peer.Get().HasOutgoing())
        {
            const Ptr<Packet> answer = peer.Get().PeekOutgoing(65536);
            peer.Get().RemoveOutgoing(answer->GetSize());
            node.socket->arrived.push_back(answer);
        }
        stream->HandleRead();
    };
    stream->HandleConnected();
    for (int i = 0; i < 6; i++)
    {
        exchange();
    }
    ASSERT_TRUE(stream->HasMux());
    ASSERT_TRUE(peer.Get().SayGoodbye());
    exchange();
    // The node's own goodbye has 12 bytes.
    node.socket->room = 5;
    stream->Send(node.MakeFrame(100), 1);
    EXPECT_EQ(node.dropped, 1);
    EXPECT_TRUE(node.socket->isClosed);
}

TEST(FuzzFindings, AStreamThatIsClosedWhenAFrameIsDroppedTakesNoOther)
{
    ClosingObserver node;
    node.limits.policy = SendQueuePolicy::DROP_OLDEST;
    node.limits.queueBytes = 1000;
    node.socket->room = 0;
    const auto stream = Create<MessageStream>(node.socket, node.dispatcher, node.limits, node);
    stream->HandleConnected();
    EXPECT_TRUE(stream->Send(node.MakeFrame(600)));
    EXPECT_FALSE(stream->Send(node.MakeFrame(600)));
    EXPECT_EQ(node.dropped, 1);
    EXPECT_EQ(stream->GetNQueued(), 0U);
}

using FuzzFindingsOfPss = PssProtocolTest;

TEST_F(FuzzFindingsOfPss, MessagesForWhichNoPeerEverComesAreDropped)
{
    protocol->SetAttribute("MaxRetryTime", TimeValue(Seconds(30)));
    Host();
    const auto send = [this](uint8_t number) {
        protocol->Send({{1}, TOPIC, VirtualBytes({number}), PssEncryption::RAW, 0});
    };
    send(1);
    send(2);
    EXPECT_EQ(protocol->GetPostOffice().GetNWaiting(), 2U);
    Host().RunUntil(Seconds(31));
    send(3);
    EXPECT_EQ(protocol->GetPostOffice().GetNWaiting(), 1U);
    EXPECT_EQ(undeliverable, 2);
}
