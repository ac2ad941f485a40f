/* SPDX-License-Identifier: GPL-2.0-only */
#include "protoc-decode.h"
#include "service-fixture.h"
#include "trace-sink.h"

#include "ns3/boolean.h"
#include "ns3/random-variable-stream.h"
#include "ns3/uinteger.h"
#include "ns3/waku-store-protocol.h"

#include <gtest/gtest.h>
#include <optional>
#include <set>
#include <string>
#include <vector>

using namespace ns3;

namespace
{

/// The number of the store at the client, and of the client at the store.
constexpr PeerId STORE = 1;
constexpr PeerId ASKER = 2;

/// A store with an archive, and a client.
class StoreTest : public testing::Test
{
  protected:
    StoreTest()
    {
        store->SetArchive(archive);
        client->AddServiceNode(FakePeerHost::AddressOf(STORE));
        client->TraceConnectWithoutContext(
            "StoreFault",
            MakeTraceSink<PeerId, WakuStoreFault>([this](PeerId, WakuStoreFault) { traced++; }));
        clientHost.Connect(STORE);
        storeHost.Connect(ASKER);
    }

    ~StoreTest() override
    {
        Simulator::Destroy();
    }

    void Fill(uint32_t count)
    {
        for (uint32_t i = 0; i < count; i++)
        {
            messages.push_back(MakeStored(i,
                                          StampOf(-1.0 * count + i),
                                          "/app/1/" + std::to_string(i % 3) + "/proto"));
            archive->Add(Seconds(0), messages.back());
        }
    }

    /// Ask for a page, and have it.
    WakuStoreResult Ask(const WakuStoreQuery& query)
    {
        std::optional<WakuStoreResult> got;
        EXPECT_EQ(client->Query(STORE, query, [&](const WakuStoreResult& r) { got = r; }),
                  RequestError::NONE);
        Exchange(clientHost, STORE, storeHost, ASKER);
        EXPECT_TRUE(got);
        return got.value_or(WakuStoreResult());
    }

    /// Ask, and let the test answer.
    WakuStoreResult Answer(const WakuStoreQuery& query, const VirtualBytes& fields)
    {
        std::optional<WakuStoreResult> got;
        client->Query(STORE, query, [&](const WakuStoreResult& r) { got = r; });
        RequestMessage answer = RequestOf(clientHost.sent.back().second);
        clientHost.sent.clear();
        answer.status = RequestMessage::OK;
        answer.fields = fields;
        clientHost.Hear(STORE, Delimited(answer.Encode()));
        if (!got)
        {
            // The fields had another request id. What is not answered fails.
            clientHost.RunUntil(clientHost.now + Seconds(11));
        }
        EXPECT_TRUE(got);
        return got.value_or(WakuStoreResult());
    }

    Ptr<WakuArchive> archive{CreateObject<WakuArchive>()};
    Ptr<WakuStoreProtocol> store{CreateObject<WakuStoreProtocol>()};
    Ptr<WakuStoreProtocol> client{CreateObject<WakuStoreProtocol>()};
    FakePeerHost storeHost{store};
    FakePeerHost clientHost{client};
    std::vector<Ptr<const WakuStoredMessage>> messages;
    uint64_t traced{0};
};

} // namespace

TEST_F(StoreTest, QueryGetsMessagesOrHashes)
{
    Fill(60);
    WakuStoreQuery query;
    query.forward = true;
    query.pubsubTopic = STORE_SHARD;
    query.contentTopics = {"/app/1/1/proto"};
    query.start = StampOf(-30);
    WakuStoreResult result = Ask(query);
    ASSERT_TRUE(result.IsOk());
    ASSERT_EQ(result.page.entries.size(), 10U);
    EXPECT_EQ(result.page.entries[0].hash, messages[31]->GetHash());
    EXPECT_FALSE(result.page.entries[0].message);
    EXPECT_FALSE(result.page.cursor);
    query.includeData = true;
    result = Ask(query);
    ASSERT_EQ(result.page.entries.size(), 10U);
    // All nodes of a simulation share a message.
    EXPECT_EQ(result.page.entries[9].message, messages[58]);
    EXPECT_EQ(store->GetNServedEntries(), 20U);
    EXPECT_EQ(store->GetLoad().answers, 2U);
    EXPECT_GT(store->GetLoad().answerBytes, 10 * 200U);
    EXPECT_EQ(archive->GetNArchived(), 60U);
    EXPECT_EQ(traced, 0U);
}

TEST_F(StoreTest, PagesAreAsLongAsAskedAndAllowed)
{
    Fill(250);
    WakuStoreQuery query;
    const std::vector<std::pair<std::optional<uint64_t>, std::size_t>> cases{{std::nullopt, 20},
                                                                             {0, 20},
                                                                             {7, 7},
                                                                             {100, 100},
                                                                             {101, 100},
                                                                             {UINT64_MAX, 100}};
    for (const auto& [limit, size] : cases)
    {
        query.limit = limit;
        const WakuStoreResult result = Ask(query);
        EXPECT_EQ(result.page.entries.size(), size);
        // Backward by default, and a page in forward direction.
        EXPECT_EQ(result.page.entries.back().hash, messages[249]->GetHash());
        EXPECT_EQ(result.page.cursor, result.page.entries.front().hash);
    }
    // A page of large messages ends early.
    store->SetAttribute("MaxMessageSize", UintegerValue(65536 + 1000));
    query.includeData = true;
    EXPECT_EQ(Ask(query).page.entries.size(), 4U);
}

TEST_F(StoreTest, QueriesThatContradictTheSpecificationAreBadRequests)
{
    Fill(10);
    std::vector<WakuStoreQuery> wrong(7);
    wrong[0].pubsubTopic = STORE_SHARD;
    wrong[1].contentTopics = {"/app/1/1/proto"};
    wrong[2].hashes = {messages[0]->GetHash()};
    wrong[2].start = 1;
    wrong[3].start = 2;
    wrong[3].end = 1;
    wrong[4].cursor = MakeStored(1000, 1)->GetHash();
    wrong[5].pubsubTopic = STORE_SHARD;
    wrong[5].contentTopics.resize(11);
    wrong[6].hashes.resize(1001, messages[0]->GetHash());
    for (const WakuStoreQuery& query : wrong)
    {
        const WakuStoreResult result = Ask(query);
        EXPECT_EQ(result.error, RequestError::NONE);
        EXPECT_EQ(result.status, RequestMessage::BAD_REQUEST);
        EXPECT_FALSE(result.description.empty());
        EXPECT_TRUE(result.page.entries.empty());
    }
    EXPECT_EQ(store->GetNServedPages(), 0U);
    store->SetAttribute("PartialFilters", BooleanValue(true));
    EXPECT_EQ(Ask(wrong[0]).page.entries.size(), 10U);
    EXPECT_EQ(Ask(wrong[1]).page.entries.size(), 3U);
    WakuStoreQuery empty;
    empty.start = empty.end = StampOf(-5);
    EXPECT_TRUE(Ask(empty).IsOk());
}

TEST_F(StoreTest, NodeWithoutArchiveIsUnavailableAndFloodsAreTooMany)
{
    Fill(10);
    store->SetAttribute("RateLimit", UintegerValue(2));
    EXPECT_TRUE(Ask({}).IsOk());
    EXPECT_TRUE(Ask({}).IsOk());
    EXPECT_EQ(Ask({}).status, RequestMessage::TOO_MANY_REQUESTS);
    store->SetAttribute("RateLimit", UintegerValue(0));
    store->SetArchive(nullptr);
    EXPECT_EQ(Ask({}).status, RequestMessage::SERVICE_UNAVAILABLE);
}

TEST_F(StoreTest, HostileAnswersAreSiftedCountedAndTraced)
{
    Fill(10);
    WakuStoreQuery query;
    query.includeData = true;
    query.start = StampOf(-6);
    WakuStorePage page;
    const auto add = [&page](const Ptr<const WakuStoredMessage>& message) {
        page.entries.push_back({message->GetHash(), message});
    };
    add(messages[3]); // before the range
    add(messages[5]);
    add(messages[5]);                                              // again
    add(messages[4]);                                              // not after the one before it
    page.entries.push_back({messages[6]->GetHash(), messages[7]}); // of another hash
    add(messages[8]);
    const WakuStoreResult result = Answer(query, page.Encode());
    EXPECT_TRUE(result.IsOk());
    ASSERT_EQ(result.page.entries.size(), 2U);
    EXPECT_EQ(result.page.entries[0].message, messages[5]);
    EXPECT_EQ(result.page.entries[1].message, messages[8]);
    EXPECT_EQ(client->GetNStoreFaults(WakuStoreFault::NOT_ASKED), 1U);
    EXPECT_EQ(client->GetNStoreFaults(WakuStoreFault::OUT_OF_ORDER), 2U);
    EXPECT_EQ(client->GetNStoreFaults(WakuStoreFault::WRONG_HASH), 1U);
    // No page at all.
    const auto broken = Answer(query, VirtualBytes({0xa2, 1, 2, 0x0a, 0}));
    EXPECT_EQ(broken.error, RequestError::MALFORMED);
    EXPECT_EQ(client->GetNStoreFaults(WakuStoreFault::MALFORMED), 1U);
    EXPECT_EQ(traced, 5U);
}

TEST_F(StoreTest, AnyFieldsAreTakenAndNoneCrashes)
{
    Fill(30);
    auto random = CreateObject<UniformRandomVariable>();
    random->SetStream(5);
    const auto draw = [&random](uint32_t max) { return random->GetInteger(0, max); };
    WakuStoreQuery query;
    query.includeData = true;
    query.pubsubTopic = STORE_SHARD;
    query.contentTopics = {"/app/1/1/proto"};
    query.start = StampOf(-20);
    query.cursor = messages[28]->GetHash();
    WakuStorePage page;
    page.cursor = messages[2]->GetHash();
    for (uint32_t i = 0; i < 5; i++)
    {
        page.entries.push_back({messages[i]->GetHash(), messages[i]});
    }
    uint32_t good = 0;
    for (uint32_t i = 0; i < 4000; i++)
    {
        const bool isQuery = i % 2 == 0;
        std::vector<uint8_t> bytes = (isQuery ? query.Encode() : page.Encode()).ToVector();
        for (uint32_t n = 1 + draw(4); n > 0; n--)
        {
            bytes[draw(static_cast<uint32_t>(bytes.size()) - 1)] = static_cast<uint8_t>(draw(255));
        }
        if (!isQuery)
        {
            good += Answer(query, VirtualBytes(bytes)).IsOk() ? 1 : 0;
            continue;
        }
        RequestMessage request;
        request.id = "x";
        request.fields = VirtualBytes(bytes);
        storeHost.Hear(ASKER, Delimited(request.Encode()));
        // None if the bytes look like an answer.
        ASSERT_LE(storeHost.sent.size(), 1U);
        storeHost.sent.clear();
    }
    EXPECT_GT(good, 100U);
    EXPECT_GT(traced, 100U);
}

TEST_F(StoreTest, FetchGetsEachMessageOnceOverAllPages)
{
    Fill(250);
    for (const bool forward : {true, false})
    {
        WakuStoreQuery query;
        query.includeData = true;
        query.forward = forward;
        query.limit = 30;
        std::multiset<MessageId> got;
        std::optional<WakuFetchSummary> summary;
        client->Fetch(
            query,
            [&](const WakuStorePage& page) {
                for (const auto& entry : page.entries)
                {
                    got.insert(entry.hash);
                }
            },
            [&](const WakuFetchSummary& s) { summary = s; });
        Exchange(clientHost, STORE, storeHost, ASKER);
        ASSERT_TRUE(summary);
        EXPECT_TRUE(summary->isComplete);
        EXPECT_EQ(summary->pages, 9U);
        EXPECT_EQ(summary->entries, 250U);
        EXPECT_EQ(got.size(), 250U);
        for (const auto& message : messages)
        {
            EXPECT_EQ(got.count(message->GetHash()), 1U);
        }
    }
}

TEST_F(StoreTest, FetchGoesOnAtAnotherStoreWhenOneIsSilentOrGone)
{
    Fill(100);
    constexpr PeerId SECOND = 3;
    Ptr<WakuStoreProtocol> second = CreateObject<WakuStoreProtocol>();
    Ptr<WakuArchive> copy = CreateObject<WakuArchive>();
    for (const auto& message : messages)
    {
        copy->Add(Seconds(0), message);
    }
    second->SetArchive(copy);
    FakePeerHost secondHost(second);
    client->AddServiceNode(FakePeerHost::AddressOf(SECOND));
    for (const bool isGone : {false, true})
    {
        WakuStoreQuery query;
        query.includeData = true;
        query.forward = true;
        std::multiset<MessageId> got;
        std::optional<WakuFetchSummary> summary;
        client->Fetch(
            query,
            [&](const WakuStorePage& page) {
                for (const auto& entry : page.entries)
                {
                    got.insert(entry.hash);
                }
                if (got.size() == 40)
                {
                    storeHost.hasRoom = false;
                }
            },
            [&](const WakuFetchSummary& s) { summary = s; });
        Exchange(clientHost, STORE, storeHost, ASKER);
        EXPECT_EQ(got.size(), 40U);
        if (isGone)
        {
            clientHost.Part(STORE);
        }
        else
        {
            clientHost.RunUntil(clientHost.now + Seconds(10));
        }
        clientHost.Connect(SECOND);
        secondHost.Connect(ASKER);
        clientHost.RunUntil(clientHost.now + Seconds(2));
        Exchange(clientHost, SECOND, secondHost, ASKER);
        ASSERT_TRUE(summary);
        EXPECT_TRUE(summary->isComplete);
        EXPECT_EQ(summary->retries, 1U);
        EXPECT_EQ(got.size(), 100U);
        EXPECT_EQ(std::set<MessageId>(got.begin(), got.end()).size(), 100U);
        // Back to the first one.
        storeHost.hasRoom = true;
        client->ReplaceService();
        secondHost.Part(ASKER);
        clientHost.Part(SECOND);
        clientHost.RunUntil(clientHost.now + Seconds(2));
    }
    EXPECT_EQ(client->GetNReplaced(), 4U);
}

TEST_F(StoreTest, FetchWithoutAnyStoreEnds)
{
    std::optional<WakuFetchSummary> summary;
    clientHost.Part(STORE);
    client->Fetch({}, nullptr, [&](const WakuFetchSummary& s) { summary = s; });
    clientHost.RunUntil(Seconds(59));
    EXPECT_FALSE(summary);
    EXPECT_GT(clientHost.dialled.size(), 2U);
    clientHost.RunUntil(Seconds(61));
    ASSERT_TRUE(summary);
    EXPECT_FALSE(summary->isComplete);
}

TEST_F(StoreTest, ProtocReadsQueriesAndAnswers)
{
    if (!HasProtoc())
    {
        GTEST_SKIP() << "protoc (protobuf-compiler) is not installed";
    }
    Fill(10);
    WakuStoreQuery query;
    query.includeData = true;
    query.pubsubTopic = STORE_SHARD;
    query.contentTopics = {"/app/1/1/proto", "/app/1/2/proto"};
    query.start = -5;
    query.end = StampOf(0);
    query.cursor = messages[8]->GetHash();
    query.forward = true;
    query.limit = 7;
    client->Query(STORE, query, [](const WakuStoreResult&) {});
    const std::string asked = DecodeByProtoc(MessageOf(clientHost.sent.back().second),
                                             "StoreQueryRequest",
                                             "waku-store.proto");
    for (const char* part : {"request_id: \"0",
                             "include_data: true",
                             "pubsub_topic: \"/waku/2/rs/0/0\"",
                             "content_topics: \"/app/1/2/proto\"",
                             "time_start: -5",
                             "time_end: 17672256",
                             "pagination_cursor: ",
                             "pagination_forward: true",
                             "pagination_limit: 7"})
    {
        EXPECT_NE(asked.find(part), std::string::npos) << part << " in\n" << asked;
    }
    query = WakuStoreQuery();
    query.includeData = true;
    query.limit = 2;
    client->Query(STORE, query, [](const WakuStoreResult&) {});
    storeHost.Hear(ASKER, BytesOf(clientHost.sent.back().second->GetPacket()));
    const std::string said = DecodeByProtoc(MessageOf(storeHost.sent.back().second),
                                            "StoreQueryResponse",
                                            "waku-store.proto");
    for (const char* part : {"status_code: 200",
                             "status_desc: \"OK\"",
                             "message_hash: ",
                             "content_topic: \"/app/1/0/proto\"",
                             "timestamp: 17672255",
                             "pubsub_topic: \"/waku/2/rs/0/0\"",
                             "pagination_cursor: "})
    {
        EXPECT_NE(said.find(part), std::string::npos) << part << " in\n" << said;
    }
    query = WakuStoreQuery();
    query.hashes = {messages[1]->GetHash()};
    const auto text =
        DecodeByProtoc(query.Encode().ToVector(), "StoreQueryRequest", "waku-store.proto");
    EXPECT_NE(text.find("message_hashes: "), std::string::npos);
}
