/* SPDX-License-Identifier: GPL-2.0-only */
#include "protoc-decode.h"
#include "service-fixture.h"
#include "trace-sink.h"

#include "ns3/boolean.h"
#include "ns3/random-variable-stream.h"
#include "ns3/uinteger.h"
#include "ns3/waku-filter-protocol.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <map>
#include <string>
#include <vector>

using namespace ns3;

namespace
{

using Topics = std::vector<std::string>;

/// Numbers of service nodes at clients, and of clients at service nodes.
constexpr PeerId SERVICE = 1;
constexpr PeerId SECOND = 2;
constexpr PeerId CLIENT = 7;

/// Both halves of filter on one node.
struct FilterNode
{
    FilterNode()
    {
        filter->SetPush(push);
        push->TraceConnectWithoutContext(
            "Deliver",
            MakeTraceSink<Ptr<const PubsubMessage>>(
                [this](Ptr<const PubsubMessage> message) { got.push_back(message); }));
        push->TraceConnectWithoutContext(
            "PushFault",
            MakeTraceSink<PeerId, WakuPushFault>([this](PeerId, WakuPushFault) { traced++; }));
    }

    void Connect(PeerId peer)
    {
        pushHost.Connect(peer);
        host.Connect(peer);
    }

    void Part(PeerId peer)
    {
        pushHost.Part(peer);
        host.Part(peer);
    }

    Ptr<WakuFilterProtocol> filter{CreateObject<WakuFilterProtocol>()};
    Ptr<WakuFilterPushProtocol> push{CreateObject<WakuFilterPushProtocol>()};
    FakePeerHost host{filter};
    FakePeerHost pushHost{push};
    std::vector<Ptr<const PubsubMessage>> got;
    uint64_t traced{0};
};

class FilterTest : public testing::Test
{
  protected:
    FilterTest()
    {
        service.filter->ServeFrom(relay.relay);
        client.filter->AddServiceNode(FakePeerHost::AddressOf(SERVICE));
        client.filter->AddServiceNode(FakePeerHost::AddressOf(SECOND));
        client.Connect(SERVICE);
        service.Connect(CLIENT);
    }

    ~FilterTest() override
    {
        Simulator::Destroy();
    }

    /// All that the two nodes have to say.
    void Talk(FilterNode& node, PeerId number)
    {
        Exchange(client.host, number, node.host, CLIENT);
        Exchange(client.pushHost, number, node.pushHost, CLIENT);
    }

    void Talk()
    {
        Talk(service, SERVICE);
    }

    /// The clocks of both nodes go on, and they talk.
    void Wait(Time time)
    {
        const Time until = client.host.now + time;
        for (FilterNode* node : {&client, &service})
        {
            node->host.RunUntil(until);
            node->pushHost.RunUntil(until);
        }
        Talk();
    }

    /// Status of the answer to a request of any client.
    uint32_t Ask(const WakuFilterRequest& request, PeerId peer = CLIENT)
    {
        RequestMessage message;
        message.id = "id";
        message.fields = request.Encode();
        service.host.Hear(peer, Delimited(message.Encode()));
        const RequestMessage answer = RequestOf(service.host.sent.back().second);
        service.host.sent.clear();
        EXPECT_EQ(answer.id, "id");
        return answer.status;
    }

    static WakuFilterRequest MakeRequest(WakuFilterType type, const Topics& contentTopics)
    {
        return {static_cast<uint64_t>(type), STORE_SHARD, contentTopics};
    }

    uint32_t Subscribe(const Topics& contentTopics, PeerId peer = CLIENT)
    {
        return Ask(MakeRequest(WakuFilterType::SUBSCRIBE, contentTopics), peer);
    }

    FakeRelay relay;
    FilterNode service;
    FilterNode client;
};

} // namespace

TEST_F(FilterTest, ClientGetsWhatItAskedForOnce)
{
    client.filter->Subscribe(STORE_SHARD, {"/app/1/a/proto", "/app/1/b/proto"});
    Talk();
    EXPECT_TRUE(client.filter->IsSubscribed());
    std::vector<Ptr<const PubsubMessage>> expected;
    for (uint32_t i = 0; i < 30; i++)
    {
        const Topics topics{"/app/1/a/proto", "/app/1/b/proto", "/app/1/c/proto"};
        const auto message = relay.Publish(MakeWakuMessage(i, StampOf(i), topics[i % 3], 5000));
        if (i % 3 < 2)
        {
            expected.push_back(message);
        }
    }
    Talk();
    // The same objects as those of relay: nothing was hashed again.
    EXPECT_EQ(client.got, expected);
    EXPECT_EQ(service.push->GetNPushed(), 20U);
    EXPECT_GT(service.push->GetPushedBytes(), 20 * 5000U);
    client.filter->Unsubscribe(STORE_SHARD, {"/app/1/a/proto"});
    Talk();
    relay.Publish(MakeWakuMessage(100, StampOf(1), "/app/1/a/proto"));
    relay.Publish(MakeWakuMessage(101, StampOf(1), "/app/1/b/proto"));
    Talk();
    EXPECT_EQ(client.got.size(), 21U);
    client.filter->UnsubscribeAll();
    Talk();
    relay.Publish(MakeWakuMessage(102, StampOf(1), "/app/1/b/proto"));
    Talk();
    EXPECT_EQ(client.got.size(), 21U);
    EXPECT_TRUE(service.filter->GetSubscriptions().IsEmpty());
    EXPECT_EQ(client.traced, 0U);
}

TEST_F(FilterTest, PayloadStaysALength)
{
    client.filter->Subscribe(STORE_SHARD, {"/app/1/a/proto"});
    Talk();
    relay.Publish(MakeWakuMessage(1, StampOf(1), "/app/1/a/proto", 100000));
    ASSERT_EQ(service.pushHost.sent.size(), 1U);
    EXPECT_LT(service.pushHost.sent[0].second->GetPacket()->GetSerializedSize(), 300U);
}

TEST_F(FilterTest, WholeShardsAreAnExtension)
{
    EXPECT_EQ(Subscribe({}), RequestMessage::BAD_REQUEST);
    EXPECT_EQ(Subscribe({""}), RequestMessage::BAD_REQUEST);
    service.filter->SetAttribute("WholeTopics", BooleanValue(true));
    client.filter->Subscribe(STORE_SHARD, {});
    client.filter->Subscribe(STORE_SHARD, {"/app/1/a/proto"});
    Talk();
    relay.Publish(MakeWakuMessage(1, StampOf(1), "/app/1/a/proto"));
    relay.Publish(MakeWakuMessage(2, StampOf(1), "/app/1/z/proto"));
    Talk();
    EXPECT_EQ(client.got.size(), 2U);
}

TEST_F(FilterTest, RequestsGetTheStatusOfTheSpecification)
{
    const std::string a = "/app/1/a/proto";
    EXPECT_EQ(Ask({0, std::nullopt, {}}), WakuFilterProtocol::NOT_FOUND);
    EXPECT_EQ(Ask({3, std::nullopt, {}}), WakuFilterProtocol::NOT_FOUND);
    EXPECT_EQ(Ask(MakeRequest(WakuFilterType::UNSUBSCRIBE, {a})), WakuFilterProtocol::NOT_FOUND);
    EXPECT_EQ(Subscribe({a}), RequestMessage::OK);
    EXPECT_EQ(Subscribe({a}), RequestMessage::OK); // a refresh
    EXPECT_EQ(Ask({0, std::nullopt, {}}), RequestMessage::OK);
    EXPECT_EQ(Ask(MakeRequest(WakuFilterType::UNSUBSCRIBE, {"/app/1/b/proto"})),
              WakuFilterProtocol::NOT_FOUND);
    EXPECT_EQ(Ask({1, std::nullopt, {a}}), RequestMessage::BAD_REQUEST);
    EXPECT_EQ(Ask({2, STORE_SHARD, {}}), RequestMessage::BAD_REQUEST);
    EXPECT_EQ(Ask({4, STORE_SHARD, {a}}), RequestMessage::BAD_REQUEST);
    EXPECT_EQ(Subscribe(Topics(101, a)), RequestMessage::BAD_REQUEST);
    EXPECT_EQ(Ask({3, std::nullopt, {}}), RequestMessage::OK);
    // A node without relay.
    client.host.Connect(CLIENT);
    RequestMessage message;
    message.id = "id";
    client.host.Hear(CLIENT, Delimited(message.Encode()));
    EXPECT_EQ(RequestOf(client.host.sent.back().second).status,
              RequestMessage::SERVICE_UNAVAILABLE);
}

TEST_F(FilterTest, SubscriptionsAreLimitedInNumberAndTime)
{
    service.filter->SetAttribute("MaxPeers", UintegerValue(2));
    service.filter->SetAttribute("MaxCriteria", UintegerValue(3));
    service.Connect(8);
    service.Connect(9);
    EXPECT_EQ(Subscribe({"a", "b"}), RequestMessage::OK);
    EXPECT_EQ(Subscribe({"c", "d"}), RequestMessage::SERVICE_UNAVAILABLE);
    EXPECT_EQ(Subscribe({"b", "c"}), RequestMessage::OK);
    EXPECT_EQ(Subscribe({"a"}, 8), RequestMessage::OK);
    EXPECT_EQ(Subscribe({"a"}, 9), RequestMessage::SERVICE_UNAVAILABLE);
    EXPECT_EQ(service.filter->GetSubscriptions().GetNCriteria(CLIENT), 3U);
    // Who goes has no subscription any more.
    service.Part(8);
    EXPECT_EQ(Subscribe({"a"}, 9), RequestMessage::OK);
    service.host.RunUntil(Minutes(4));
    EXPECT_EQ(Ask({0, std::nullopt, {}}, 9), RequestMessage::OK);
    service.host.RunUntil(Minutes(6));
    EXPECT_EQ(Ask({0, std::nullopt, {}}), WakuFilterProtocol::NOT_FOUND);
    EXPECT_EQ(Ask({0, std::nullopt, {}}, 9), RequestMessage::OK);
    EXPECT_EQ(service.filter->GetSubscriptions().GetNPeers(), 1U);
    service.filter->SetAttribute("RateLimitOfPeer", UintegerValue(2));
    EXPECT_EQ(Subscribe({"a"}, 9), RequestMessage::OK);
    EXPECT_EQ(Subscribe({"a"}, 9), RequestMessage::OK);
    EXPECT_EQ(Subscribe({"a"}, 9), RequestMessage::TOO_MANY_REQUESTS);
}

TEST_F(FilterTest, ManyContentTopicsTakeSeveralRequests)
{
    Topics topics;
    for (uint32_t i = 0; i < 250; i++)
    {
        topics.push_back("/app/1/" + std::to_string(i) + "/proto");
    }
    client.filter->Subscribe(STORE_SHARD, topics);
    EXPECT_EQ(client.host.sent.size(), 3U);
    EXPECT_FALSE(client.filter->IsSubscribed());
    Talk();
    EXPECT_TRUE(client.filter->IsSubscribed());
    EXPECT_EQ(service.filter->GetSubscriptions().GetNCriteria(CLIENT), 250U);
}

TEST_F(FilterTest, ServiceNodeThatForgetsIsAskedAgain)
{
    client.filter->Subscribe(STORE_SHARD, {"/app/1/a/proto"});
    Talk();
    EXPECT_EQ(Ask({3, std::nullopt, {}}), RequestMessage::OK);
    Wait(Minutes(1));
    EXPECT_EQ(service.filter->GetSubscriptions().GetNCriteria(CLIENT), 1U);
    EXPECT_EQ(client.filter->GetNReplaced(), 0U);
}

TEST_F(FilterTest, SilentServiceNodeIsReplaced)
{
    FilterNode second;
    second.filter->ServeFrom(relay.relay);
    client.filter->Subscribe(STORE_SHARD, {"/app/1/a/proto"});
    Talk();
    service.host.hasRoom = false;
    service.pushHost.hasRoom = false;
    Wait(Minutes(1)); // a ping without an answer
    EXPECT_EQ(client.filter->GetNReplaced(), 0U);
    Wait(Seconds(12)); // its timeout and a pause
    EXPECT_EQ(client.filter->GetNReplaced(), 1U);
    EXPECT_EQ(client.host.dialled.back(), FakePeerHost::AddressOf(SECOND));
    client.Connect(SECOND);
    second.Connect(CLIENT);
    Talk(second, SECOND);
    EXPECT_TRUE(client.filter->IsSubscribed());
    relay.Publish(MakeWakuMessage(1, StampOf(1), "/app/1/a/proto"));
    Talk(second, SECOND);
    EXPECT_EQ(client.got.size(), 1U);
    // The connection to the second one breaks. The first one is tried again.
    client.Part(SECOND);
    service.host.hasRoom = true;
    Wait(Seconds(2));
    Talk();
    EXPECT_EQ(client.filter->GetNReplaced(), 2U);
    EXPECT_TRUE(client.filter->IsSubscribed());
}

TEST_F(FilterTest, ServiceNodeThatRefusesIsReplaced)
{
    service.filter->SetAttribute("MaxPeers", UintegerValue(0));
    client.filter->Subscribe(STORE_SHARD, {"/app/1/a/proto"});
    Talk();
    Wait(Seconds(2));
    EXPECT_EQ(client.filter->GetNReplaced(), 1U);
}

TEST_F(FilterTest, HostilePushesAreCountedTracedAndReachNobody)
{
    client.filter->Subscribe(STORE_SHARD, {"/app/1/a/proto"});
    Talk();
    client.Connect(9);
    const auto push = [this](PeerId peer, const std::string& topic, const WakuMessage& message) {
        client.pushHost.Hear(peer, Delimited(WakuMessagePush{topic, message.Encode()}.Encode()));
    };
    const WakuMessage good = MakeWakuMessage(1, StampOf(1), "/app/1/a/proto");
    push(9, STORE_SHARD, good);
    push(SERVICE, "/waku/2/rs/0/1", good);
    push(SERVICE, "", good);
    push(SERVICE, STORE_SHARD, MakeWakuMessage(2, StampOf(1), "/app/1/x/proto"));
    client.pushHost.Hear(SERVICE, Delimited(VirtualBytes({0x0a, 2, 0x0a, 0x7f})));
    client.pushHost.Hear(SERVICE, Delimited(VirtualBytes({0x12, 1, 'a'})));
    EXPECT_TRUE(client.got.empty());
    push(SERVICE, STORE_SHARD, good);
    push(SERVICE, STORE_SHARD, good);
    EXPECT_EQ(client.got.size(), 1U);
    EXPECT_EQ(client.push->GetNDuplicates(), 1U);
    EXPECT_EQ(client.push->GetNFaults(WakuPushFault::WRONG_PEER), 1U);
    EXPECT_EQ(client.push->GetNFaults(WakuPushFault::NOT_ASKED), 3U);
    EXPECT_EQ(client.push->GetNFaults(WakuPushFault::MALFORMED), 2U);
    client.push->SetAttribute("MaxPushSize", UintegerValue(1000));
    client.pushHost.Connect(10);
    client.pushHost.Hear(10, Delimited(VirtualBytes({1}, 1000)));
    client.pushHost.Hear(10, std::vector<uint8_t>(11, 0xff));
    EXPECT_EQ(client.push->GetNFaults(WakuPushFault::OVERSIZED), 1U);
    EXPECT_EQ(client.push->GetNFaults(WakuPushFault::BAD_DELIMITER), 1U);
    EXPECT_EQ(client.traced, 8U);
}

TEST_F(FilterTest, AnyBytesAreTakenAndNoneCrashes)
{
    auto random = CreateObject<UniformRandomVariable>();
    random->SetStream(5);
    const auto draw = [&random](uint32_t max) { return random->GetInteger(0, max); };
    client.filter->Subscribe(STORE_SHARD, {"/app/1/a/proto"});
    Talk();
    RequestMessage request;
    request.id = "x";
    request.fields = MakeRequest(WakuFilterType::SUBSCRIBE, {"/app/1/a/proto", "b"}).Encode();
    for (uint32_t i = 0; i < 4000; i++)
    {
        const WakuMessage message = MakeWakuMessage(i, StampOf(1), "/app/1/a/proto", 50);
        std::vector<uint8_t> bytes =
            Delimited(i % 2 == 0 ? request.Encode()
                                 : WakuMessagePush{STORE_SHARD, message.Encode()}.Encode());
        for (uint32_t n = 1 + draw(4); n > 0; n--)
        {
            bytes[draw(static_cast<uint32_t>(bytes.size()) - 1)] = static_cast<uint8_t>(draw(255));
        }
        FakePeerHost& host = i % 2 == 0 ? service.host : client.pushHost;
        host.parsers.clear();
        host.Connect(i % 2 == 0 ? CLIENT : SERVICE);
        host.Hear(i % 2 == 0 ? CLIENT : SERVICE, bytes, 1 + draw(40));
        host.sent.clear();
    }
    EXPECT_GT(client.traced, 500U);
    EXPECT_LE(service.filter->GetSubscriptions().GetNCriteria(CLIENT), 1000U);
}

TEST_F(FilterTest, ProtocReadsRequestsAnswersAndPushes)
{
    if (!HasProtoc())
    {
        GTEST_SKIP() << "protoc (protobuf-compiler) is not installed";
    }
    const auto expect = [](const std::string& text, const Topics& parts) {
        for (const std::string& part : parts)
        {
            EXPECT_NE(text.find(part), std::string::npos) << part << " in\n" << text;
        }
    };
    client.filter->Subscribe(STORE_SHARD, {"/app/1/a/proto", "/app/1/b/proto"});
    const auto request = client.host.sent.back().second;
    expect(DecodeByProtoc(MessageOf(request), "FilterSubscribeRequest", "waku-filter.proto"),
           {"request_id: \"0",
            "filter_subscribe_type: SUBSCRIBE",
            "pubsub_topic: \"/waku/2/rs/0/0\"",
            "content_topics: \"/app/1/b/proto\""});
    service.host.Hear(CLIENT, BytesOf(request->GetPacket()));
    expect(DecodeByProtoc(MessageOf(service.host.sent.back().second),
                          "FilterSubscribeResponse",
                          "waku-filter.proto"),
           {"request_id: \"0", "status_code: 200", "status_desc: \"OK\""});
    relay.Publish(MakeWakuMessage(1, 1000, "/app/1/a/proto"));
    expect(DecodeByProtoc(MessageOf(service.pushHost.sent.back().second),
                          "MessagePush",
                          "waku-filter.proto"),
           {"waku_message {",
            "content_topic: \"/app/1/a/proto\"",
            "timestamp: 1000",
            "pubsub_topic: \"/waku/2/rs/0/0\""});
}

TEST_F(FilterTest, LimitsAreThoseOfTheirAttributesAndWhatIsRefusedChangesNothing)
{
    service.filter->SetAttribute("MaxContentTopics", UintegerValue(3));
    service.filter->SetAttribute("MaxCriteria", UintegerValue(5));
    const auto criteria = [this] {
        return service.filter->GetSubscriptions().GetNCriteria(CLIENT);
    };
    EXPECT_EQ(Subscribe({"a", "b", "c", "d"}), RequestMessage::BAD_REQUEST);
    EXPECT_TRUE(service.filter->GetSubscriptions().IsEmpty());
    EXPECT_EQ(Subscribe({"a", "b", "c"}), RequestMessage::OK);
    EXPECT_EQ(Subscribe({"d", "e"}), RequestMessage::OK);
    EXPECT_EQ(Subscribe({"f"}), RequestMessage::SERVICE_UNAVAILABLE);
    EXPECT_EQ(criteria(), 5U);
    EXPECT_EQ(Ask(MakeRequest(WakuFilterType::UNSUBSCRIBE, {"a", "b", "c", "d"})),
              RequestMessage::BAD_REQUEST);
    EXPECT_EQ(criteria(), 5U);
    // One of two is known: it goes, and the client hears of the other one.
    EXPECT_EQ(Ask(MakeRequest(WakuFilterType::UNSUBSCRIBE, {"a", "z"})),
              WakuFilterProtocol::NOT_FOUND);
    EXPECT_EQ(criteria(), 4U);
    EXPECT_EQ(Subscribe({"f"}), RequestMessage::OK);
    // A pubsub topic that is empty is none.
    EXPECT_EQ(Ask({1, std::string(), {"a"}}), RequestMessage::BAD_REQUEST);
    EXPECT_EQ(Ask({2, std::string(), {"a"}}), RequestMessage::BAD_REQUEST);
    EXPECT_EQ(Ask({UINT64_MAX, STORE_SHARD, {"a"}}), RequestMessage::BAD_REQUEST);
    EXPECT_EQ(criteria(), 5U);
}

TEST_F(FilterTest, ASubscriptionToAShardThatTheServiceNodeIsNotInGetsNothing)
{
    // The specification has no status for it.
    EXPECT_EQ(Ask({1, "/waku/2/rs/7/77", {"/app/1/a/proto"}}), RequestMessage::OK);
    relay.Publish(MakeWakuMessage(1, StampOf(1), "/app/1/a/proto"));
    EXPECT_TRUE(service.pushHost.sent.empty());
    // What relay publishes elsewhere without being subscribed is pushed to those who want it there.
    relay.Publish(MakeWakuMessage(2, StampOf(1), "/app/1/a/proto"), "/waku/2/rs/7/77");
    EXPECT_EQ(service.pushHost.sent.size(), 1U);
}

TEST_F(FilterTest, FloodsOfRequestsAndOfSubscribersAreRefusedAndBounded)
{
    constexpr PeerId OTHER = 8;
    service.Connect(OTHER);
    service.filter->SetAttribute("RateLimitOfPeer", UintegerValue(30));
    std::map<uint32_t, uint32_t> statuses;
    for (uint32_t i = 0; i < 2000; i++)
    {
        statuses[Subscribe({"/app/1/" + std::to_string(i) + "/proto"})]++;
    }
    EXPECT_EQ(statuses[RequestMessage::OK], 30U);
    EXPECT_EQ(statuses[RequestMessage::TOO_MANY_REQUESTS], 1970U);
    EXPECT_EQ(service.filter->GetNFaults(RequestFault::TOO_MANY), 1970U);
    EXPECT_EQ(service.filter->GetSubscriptions().GetNCriteria(CLIENT), 30U);
    EXPECT_EQ(service.filter->GetNServed(), 0U);
    EXPECT_EQ(Subscribe({"/app/1/a/proto"}, OTHER), RequestMessage::OK);
    service.host.RunUntil(Seconds(61));
    EXPECT_EQ(Ask({0, std::nullopt, {}}), RequestMessage::OK);
    // All together, whoever asks.
    service.filter->SetAttribute("RateLimitOfPeer", UintegerValue(0));
    service.filter->SetAttribute("RateLimit", UintegerValue(50));
    statuses.clear();
    for (PeerId peer = 100; peer < 300; peer++)
    {
        service.Connect(peer);
        statuses[Subscribe({"/app/1/a/proto"}, peer)]++;
    }
    EXPECT_EQ(statuses[RequestMessage::OK] + statuses[RequestMessage::TOO_MANY_REQUESTS], 200U);
    EXPECT_LE(statuses[RequestMessage::OK], 50U);
    service.filter->SetAttribute("RateLimit", UintegerValue(0));
    for (PeerId peer = 100; peer < 300; peer++)
    {
        Subscribe({"/app/1/a/proto"}, peer);
    }
    EXPECT_EQ(service.filter->GetSubscriptions().GetNPeers(), 100U); // MaxPeers
}

TEST_F(FilterTest, ARequestThatIsTooLargeIsSkippedAndTheNextOneServed)
{
    service.filter->SetAttribute("MaxMessageSize", UintegerValue(200));
    service.host.Connect(CLIENT);
    RequestMessage message;
    message.id = "id";
    message.fields = MakeRequest(WakuFilterType::SUBSCRIBE, Topics(20, "/app/1/a/proto")).Encode();
    service.host.Hear(CLIENT, Delimited(message.Encode()), 50);
    EXPECT_TRUE(service.host.sent.empty());
    EXPECT_EQ(service.filter->GetNFaults(RequestFault::OVERSIZED), 1U);
    EXPECT_EQ(Subscribe({"/app/1/a/proto"}), RequestMessage::OK);
}
