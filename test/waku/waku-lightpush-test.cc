/* SPDX-License-Identifier: GPL-2.0-only */
#include "protoc-decode.h"
#include "service-fixture.h"
#include "trace-sink.h"

#include "ns3/random-variable-stream.h"
#include "ns3/string.h"
#include "ns3/uinteger.h"
#include "ns3/waku-lightpush-protocol.h"

#include <gtest/gtest.h>
#include <map>
#include <optional>
#include <string>
#include <vector>

using namespace ns3;

namespace
{

/// Numbers of service nodes at clients, and of clients at service nodes.
constexpr PeerId SERVICE_A = 1;
constexpr PeerId SERVICE_B = 2;
constexpr PeerId PUSHER = 7;

class LightpushTest : public testing::Test
{
  protected:
    LightpushTest()
    {
        service->ServeThrough(relay.relay);
        client->AddServiceNode(FakePeerHost::AddressOf(SERVICE_A));
        client->AddServiceNode(FakePeerHost::AddressOf(SERVICE_B));
        clientHost.Connect(SERVICE_A);
        serviceHost.Connect(PUSHER);
        for (PeerId peer = 20; peer < 23; peer++)
        {
            relay.host.Connect(peer);
        }
    }

    ~LightpushTest() override
    {
        Simulator::Destroy();
    }

    void Talk()
    {
        Exchange(clientHost, SERVICE_A, serviceHost, PUSHER);
    }

    /// What the service answers to a request.
    RequestMessage Ask(const VirtualBytes& fields)
    {
        RequestMessage request;
        request.id = "id";
        request.fields = fields;
        serviceHost.Hear(PUSHER, Delimited(request.Encode()));
        const RequestMessage answer = RequestOf(serviceHost.sent.back().second);
        serviceHost.sent.clear();
        return answer;
    }

    uint32_t Ask(const std::optional<std::string>& topic, const WakuMessage& message)
    {
        return Ask(WakuLightpushRequest{topic, message.Encode()}.Encode()).status;
    }

    WakuMessage Next()
    {
        return MakeWakuMessage(m_next++, StampOf(1));
    }

    FakeRelay relay;
    Ptr<WakuLightpushProtocol> service{CreateObject<WakuLightpushProtocol>()};
    Ptr<WakuLightpushProtocol> client{CreateObject<WakuLightpushProtocol>()};
    FakePeerHost serviceHost{service};
    FakePeerHost clientHost{client};
    std::optional<WakuLightpushResult> result;
    WakuLightpushProtocol::ResultFunction note{
        [this](const WakuLightpushResult& r) { result = r; }};

  private:
    uint32_t m_next{0};
};

} // namespace

TEST_F(LightpushTest, ServiceNodeRelaysAndSaysToHowMany)
{
    std::vector<Ptr<const PubsubMessage>> delivered;
    relay.relay->TraceConnectWithoutContext(
        "Deliver",
        MakeTraceSink<Ptr<const PubsubMessage>>(
            [&](Ptr<const PubsubMessage> message) { delivered.push_back(message); }));
    const WakuMessage message = MakeWakuMessage(1, StampOf(1), "/app/1/a/proto", 100000);
    const auto published = client->Publish(STORE_SHARD, message, note);
    // A payload that is a length stays one.
    EXPECT_LT(clientHost.sent[0].second->GetPacket()->GetSerializedSize(), 300U);
    Talk();
    ASSERT_TRUE(result);
    EXPECT_TRUE(result->IsOk());
    EXPECT_EQ(result->relayPeers, 3U);
    ASSERT_EQ(relay.host.sent.size(), 3U);
    EXPECT_EQ(relay.host.sent[0].second, published->GetFrame());
    EXPECT_EQ(delivered, std::vector<Ptr<const PubsubMessage>>{published});
    EXPECT_EQ(client->GetNWaiting(), 0U);
}

TEST_F(LightpushTest, RequestsGetTheirStatus)
{
    EXPECT_EQ(Ask(STORE_SHARD, Next()), RequestMessage::OK);
    EXPECT_EQ(Ask(VirtualBytes({0xa2, 1, 1, 'a'})).status, RequestMessage::BAD_REQUEST);
    EXPECT_EQ(Ask(WakuLightpushRequest{STORE_SHARD, VirtualBytes({0x0a, 0x7f})}.Encode()).status,
              RequestMessage::BAD_REQUEST);
    EXPECT_EQ(Ask("", Next()), RequestMessage::BAD_REQUEST);
    EXPECT_EQ(Ask(" ", Next()), RequestMessage::BAD_REQUEST);
    EXPECT_EQ(Ask(std::nullopt, Next()), WakuLightpushProtocol::INVALID_MESSAGE);
    EXPECT_EQ(Ask("/waku/2/rs/0/9", Next()), WakuLightpushProtocol::UNSUPPORTED_PUBSUB_TOPIC);
    EXPECT_EQ(Ask(STORE_SHARD, MakeWakuMessage(0, StampOf(1))),
              WakuLightpushProtocol::INVALID_MESSAGE); // seen
    EXPECT_EQ(Ask(STORE_SHARD, MakeWakuMessage(99, StampOf(1), "/a", 3000000)),
              WakuLightpushProtocol::PAYLOAD_TOO_LARGE);
    relay.relay->SetValidator([](Ptr<const PubsubMessage>) { return ValidationResult::REJECT; });
    EXPECT_EQ(Ask(STORE_SHARD, Next()), WakuLightpushProtocol::INVALID_MESSAGE);
    relay.relay->SetValidator(nullptr);
    service->SetShardFunction([](const std::string& contentTopic) {
        return contentTopic == "/app/1/a/proto" ? std::optional<std::string>(STORE_SHARD)
                                                : std::nullopt;
    });
    EXPECT_EQ(Ask(std::nullopt, Next()), RequestMessage::OK);
    EXPECT_EQ(Ask(std::nullopt, MakeWakuMessage(77, StampOf(1), "nonsense")),
              WakuLightpushProtocol::INVALID_MESSAGE);
    uint32_t proofs = 1;
    service->SetProver([&proofs](WakuMessage& message) {
        message.rateLimitProof.resize(300, 1);
        return proofs-- > 0 ? std::optional<Time>(Time(0)) : std::nullopt;
    });
    EXPECT_EQ(Ask(STORE_SHARD, Next()), RequestMessage::OK);
    EXPECT_EQ(Ask(STORE_SHARD, Next()), WakuLightpushProtocol::OUT_OF_RLN_PROOF);
    service->SetProver(nullptr);
    for (PeerId peer = 20; peer < 23; peer++)
    {
        relay.host.Part(peer);
    }
    EXPECT_EQ(Ask(STORE_SHARD, Next()), WakuLightpushProtocol::NO_PEERS_TO_RELAY);
    service->SetAttribute("RateLimit", UintegerValue(1));
    EXPECT_EQ(Ask(STORE_SHARD, Next()), WakuLightpushProtocol::NO_PEERS_TO_RELAY);
    EXPECT_EQ(Ask(STORE_SHARD, Next()), RequestMessage::TOO_MANY_REQUESTS);
    service->SetAttribute("RateLimit", UintegerValue(0));
    service->ServeThrough(nullptr);
    EXPECT_EQ(Ask(STORE_SHARD, Next()), RequestMessage::SERVICE_UNAVAILABLE);
}

TEST_F(LightpushTest, ClientAsksAnotherServiceNodeOnlyIfThatMayHelp)
{
    FakeRelay otherRelay;
    otherRelay.host.Connect(30);
    Ptr<WakuLightpushProtocol> other = CreateObject<WakuLightpushProtocol>();
    other->ServeThrough(otherRelay.relay);
    FakePeerHost otherHost(other);
    client->Publish("/waku/2/rs/0/9", Next(), note);
    Talk();
    EXPECT_FALSE(result);
    EXPECT_EQ(client->GetNWaiting(), 1U);
    clientHost.Connect(SERVICE_B);
    otherHost.Connect(PUSHER);
    otherRelay.relay->Subscribe("/waku/2/rs/0/9");
    clientHost.RunUntil(Seconds(2));
    Exchange(clientHost, SERVICE_B, otherHost, PUSHER);
    ASSERT_TRUE(result);
    EXPECT_TRUE(result->IsOk());
    EXPECT_EQ(result->tries, 2U);
    EXPECT_EQ(client->GetNReplaced(), 1U);
    // Nobody would take this one.
    result.reset();
    client->Publish(STORE_SHARD, MakeWakuMessage(5000, StampOf(1), "/a", 3000000), note);
    Exchange(clientHost, SERVICE_B, otherHost, PUSHER);
    ASSERT_TRUE(result);
    EXPECT_EQ(result->status, WakuLightpushProtocol::PAYLOAD_TOO_LARGE);
    EXPECT_EQ(result->tries, 1U);
}

TEST_F(LightpushTest, MessagesWaitForAServiceNodeWithinBounds)
{
    clientHost.Part(SERVICE_A);
    client->SetAttribute("MaxWaiting", UintegerValue(2));
    EXPECT_TRUE(client->Publish(STORE_SHARD, Next(), note));
    EXPECT_TRUE(client->Publish(STORE_SHARD, Next()));
    EXPECT_FALSE(client->Publish(STORE_SHARD, Next()));
    serviceHost.Part(PUSHER);
    serviceHost.Connect(PUSHER);
    clientHost.Connect(SERVICE_A);
    Talk();
    EXPECT_TRUE(result && result->IsOk());
    EXPECT_EQ(client->GetNWaiting(), 0U);
    // A service node that does not answer, and no other one.
    result.reset();
    client->Publish(STORE_SHARD, Next(), note);
    clientHost.RunUntil(Seconds(9));
    EXPECT_FALSE(result);
    clientHost.RunUntil(Seconds(61));
    ASSERT_TRUE(result);
    EXPECT_EQ(result->error, RequestError::TIMEOUT);
    EXPECT_GT(result->tries, 1U);
}

TEST_F(LightpushTest, AnyBytesAreTakenAndNoneCrashes)
{
    auto random = CreateObject<UniformRandomVariable>();
    random->SetStream(5);
    const auto draw = [&random](uint32_t max) { return random->GetInteger(0, max); };
    uint32_t refused = 0;
    for (uint32_t i = 0; i < 2000; i++)
    {
        RequestMessage request;
        request.id = "x";
        request.fields = WakuLightpushRequest{STORE_SHARD, Next().Encode()}.Encode();
        std::vector<uint8_t> bytes = Delimited(request.Encode());
        for (uint32_t n = 1 + draw(4); n > 0; n--)
        {
            bytes[draw(static_cast<uint32_t>(bytes.size()) - 1)] = static_cast<uint8_t>(draw(255));
        }
        serviceHost.parsers.clear();
        serviceHost.Connect(PUSHER);
        serviceHost.Hear(PUSHER, bytes, 1 + draw(40));
        for (const auto& [peer, frame] : serviceHost.sent)
        {
            refused += RequestOf(frame).status != RequestMessage::OK ? 1 : 0;
        }
        serviceHost.sent.clear();
        relay.host.sent.clear();
    }
    EXPECT_GT(refused, 200U);
}

TEST_F(LightpushTest, ProtocReadsRequestsAndAnswers)
{
    if (!HasProtoc())
    {
        GTEST_SKIP() << "protoc (protobuf-compiler) is not installed";
    }
    client->Publish(STORE_SHARD, Next(), note);
    const auto request = clientHost.sent.back().second;
    std::string text =
        DecodeByProtoc(MessageOf(request), "LightPushRequest", "waku-lightpush.proto");
    for (const char* part : {"request_id: \"0",
                             "pubsub_topic: \"/waku/2/rs/0/0\"",
                             "message {",
                             "content_topic: \"/app/1/a/proto\""})
    {
        EXPECT_NE(text.find(part), std::string::npos) << part << " in\n" << text;
    }
    serviceHost.Hear(PUSHER, BytesOf(request->GetPacket()));
    text = DecodeByProtoc(MessageOf(serviceHost.sent.back().second),
                          "LightPushResponse",
                          "waku-lightpush.proto");
    EXPECT_NE(text.find("status_code: 200"), std::string::npos) << text;
    EXPECT_NE(text.find("relay_peer_count: 3"), std::string::npos) << text;
}

TEST_F(LightpushTest, AProofTakesTimeAndIsOnTheWireBeyondTheServiceNode)
{
    service->SetProver([](WakuMessage& message) {
        message.rateLimitProof.resize(335, 7);
        return std::optional<Time>(MilliSeconds(200));
    });
    std::vector<Ptr<const PubsubMessage>> proved;
    service->TraceConnectWithoutContext(
        "Proved",
        MakeTraceSink<Ptr<const PubsubMessage>, Ptr<const PubsubMessage>>(
            [&proved](Ptr<const PubsubMessage> before, Ptr<const PubsubMessage> after) {
                proved = {before, after};
            }));
    const auto published = client->Publish(STORE_SHARD, Next(), note);
    Talk();
    EXPECT_TRUE(relay.host.sent.empty());
    serviceHost.RunUntil(MilliSeconds(199));
    EXPECT_TRUE(relay.host.sent.empty());
    serviceHost.RunUntil(MilliSeconds(200));
    Talk();
    ASSERT_TRUE(result && result->IsOk());
    ASSERT_EQ(relay.host.sent.size(), 3U);
    ASSERT_EQ(proved.size(), 2U);
    EXPECT_EQ(proved[0], published);
    EXPECT_EQ(relay.host.sent[0].second, proved[1]->GetFrame());
    WakuMessage relayed;
    ASSERT_TRUE(WakuMessage::Decode(proved[1]->GetData(), relayed));
    EXPECT_EQ(relayed.rateLimitProof, std::vector<uint8_t>(335, 7));
    // One message for all that count: the hash does not cover the proof.
    EXPECT_EQ(proved[1]->GetId(), published->GetId());
    // A message that comes with a proof keeps it.
    WakuMessage own = Next();
    own.rateLimitProof = {1, 2, 3};
    EXPECT_EQ(Ask(STORE_SHARD, own), RequestMessage::OK);
    EXPECT_NE(proved[0]->GetId().GetKey(), own.ComputeHash(STORE_SHARD).GetKey());
}

TEST_F(LightpushTest, LimitsAreThoseOfTheirAttributesToTheByteAndToTheMessage)
{
    // The largest message, and one that is a byte larger. The limit is one of whole RPCs.
    UintegerValue limit;
    relay.relay->GetAttribute("MaxMessageSize", limit);
    const auto most = static_cast<uint32_t>(limit.Get());
    uint32_t payload = most;
    const auto sizeOf = [](const WakuMessage& message) {
        return PubsubMessage::Make(STORE_SHARD, message.Encode(), MessageId(), 0, true)
            ->GetRpcSize();
    };
    while (sizeOf(MakeWakuMessage(1, StampOf(1), "/a", payload)) > most)
    {
        payload--;
    }
    EXPECT_EQ(Ask(STORE_SHARD, MakeWakuMessage(1, StampOf(1), "/a", payload)), RequestMessage::OK);
    EXPECT_EQ(Ask(STORE_SHARD, MakeWakuMessage(2, StampOf(1), "/a", payload + 1)),
              WakuLightpushProtocol::PAYLOAD_TOO_LARGE);
    // Further messages than fit into validation.
    const auto slow = CreateObjectWithAttributes<WakuRelayProtocol>(
        "ValidationDelay",
        StringValue("ns3::ConstantRandomVariable[Constant=1]"),
        "ValidationThrottle",
        UintegerValue(2));
    FakePeerHost slowHost(slow);
    slowHost.Connect(20);
    service->ServeThrough(slow);
    std::map<uint32_t, uint32_t> statuses;
    const auto count = [&] {
        for (const auto& [peer, frame] : serviceHost.sent)
        {
            statuses[RequestOf(frame).status]++;
        }
        serviceHost.sent.clear();
    };
    for (uint32_t i = 0; i < 5; i++)
    {
        RequestMessage request;
        request.id = std::to_string(i);
        request.fields = WakuLightpushRequest{STORE_SHARD, Next().Encode()}.Encode();
        serviceHost.Hear(PUSHER, Delimited(request.Encode()));
    }
    count();
    EXPECT_EQ(statuses[RequestMessage::TOO_MANY_REQUESTS], 3U);
    slowHost.RunUntil(Seconds(5));
    count();
    EXPECT_EQ(statuses[RequestMessage::OK], 2U);
    service->ServeThrough(nullptr);
}

TEST_F(LightpushTest, AFloodOfOneClientIsRefusedBoundedAndHarmsNoOther)
{
    constexpr PeerId OTHER = 8;
    serviceHost.Connect(OTHER);
    service->SetAttribute("RateLimitOfPeer", UintegerValue(10));
    service->SetAttribute("MaxServedOfPeer", UintegerValue(4));
    service->SetProver([](WakuMessage& message) {
        message.rateLimitProof.resize(1);
        return std::optional<Time>(Seconds(1));
    });
    const auto push = [this](PeerId peer, uint32_t id) {
        RequestMessage request;
        request.id = std::to_string(id);
        request.fields = WakuLightpushRequest{STORE_SHARD, Next().Encode()}.Encode();
        serviceHost.Hear(peer, Delimited(request.Encode()));
        EXPECT_LE(service->GetNServed(), 8U);
    };
    for (uint32_t i = 0; i < 1000; i++)
    {
        push(PUSHER, i);
    }
    push(OTHER, 0);
    std::map<PeerId, std::map<uint32_t, uint32_t>> statuses;
    const auto count = [&] {
        for (const auto& [peer, frame] : serviceHost.sent)
        {
            statuses[peer][RequestOf(frame).status]++;
        }
        serviceHost.sent.clear();
    };
    serviceHost.RunUntil(Seconds(2));
    count();
    EXPECT_EQ(statuses[PUSHER][RequestMessage::OK], 4U);
    EXPECT_EQ(statuses[PUSHER][RequestMessage::TOO_MANY_REQUESTS], 996U);
    EXPECT_EQ(statuses[OTHER][RequestMessage::OK], 1U);
    EXPECT_EQ(service->GetNFaults(RequestFault::TOO_MANY), 996U);
    EXPECT_EQ(relay.host.sent.size(), 5U * 3);
    // The next period has room again.
    serviceHost.RunUntil(Seconds(70));
    push(PUSHER, 2000);
    serviceHost.RunUntil(Seconds(72));
    count();
    EXPECT_EQ(statuses[PUSHER][RequestMessage::OK], 5U);
}
