/* SPDX-License-Identifier: GPL-2.0-only */
#include "light-node-network.h"
#include "service-fixture.h"
#include "trace-sink.h"

#include "ns3/waku-relay-history.h"

#include <gtest/gtest.h>
#include <map>
#include <memory>
#include <string>
#include <vector>

using namespace ns3;

namespace
{

const std::string WANTED = "/app/1/a/proto";
const std::string OTHER = "/app/1/b/proto";

/// Relay 2 counts what it gets, by relay and from the stores of nodes 0 and 1.
class RelayHistory : public testing::Test
{
  protected:
    void Build(bool wantsWholeShard)
    {
        network.relays.FetchMissed();
        network.relaysFetch = true;
        network.Build();
        relay = network.GetRelay(2);
        const WakuSharding sharding = relay->GetProtocol()->GetSharding();
        shard = sharding.FindShard(WANTED)->ToTopic();
        ASSERT_EQ(shard, sharding.FindShard(OTHER)->ToTopic());
        for (uint32_t i = 0; i < 8; i++)
        {
            network.GetRelay(i)->Subscribe(shard);
        }
        if (!wantsWholeShard)
        {
            relay->Unsubscribe(shard);
            relay->SubscribeContent(WANTED);
        }
        history = relay->GetObject<WakuRelayHistory>();
        ASSERT_TRUE(history);
        const auto count = [this](Ptr<const PubsubMessage> message) {
            WakuMessage content;
            ASSERT_TRUE(WakuMessage::Decode(message->GetData(), content));
            got[content.contentTopic]++;
        };
        relay->TraceConnectWithoutContext("Deliver",
                                          MakeTraceSink<Ptr<const PubsubMessage>>(count));
        history->TraceConnectWithoutContext("Fetched",
                                            MakeTraceSink<Ptr<const PubsubMessage>>(count));
        history->TraceConnectWithoutContext(
            "Recovered",
            MakeTraceSink<const WakuRecovery&>(
                [this](const WakuRecovery& recovery) { recoveries.push_back(recovery); }));
    }

    void PublishAt(double seconds, uint32_t from, const std::string& contentTopic)
    {
        LightNodeNetwork::At(seconds, [this, seconds, from, contentTopic] {
            network.GetRelay(from)->Publish(
                shard,
                MakeWakuMessage(m_next++, StampOf(seconds), contentTopic, 500));
        });
    }

    /// Ten messages of each content topic, of which relay 2 is away for five.
    void LeaveAndComeBack()
    {
        for (uint32_t i = 0; i < 10; i++)
        {
            PublishAt(10 + 2 * i, 5, WANTED);
            PublishAt(11 + 2 * i, 6, OTHER);
        }
        LightNodeNetwork::At(15.5, [this] { relay->GoOffline(); });
        LightNodeNetwork::At(25.5, [this] { relay->GoOnline(); });
    }

    LightNodeNetwork network{8, 2, 0};
    Ptr<WakuRelay> relay;
    Ptr<WakuRelayHistory> history;
    std::string shard;
    std::map<std::string, uint32_t> got;
    std::vector<WakuRecovery> recoveries;

  private:
    uint32_t m_next{0};
};

} // namespace

TEST_F(RelayHistory, ARelayThatIsBackGetsEachMessageOfItsContentTopicsThatItMissedOnce)
{
    Build(false);
    LeaveAndComeBack();
    // Its own is in the stores too.
    PublishAt(14.9, 2, WANTED);
    LightNodeNetwork::RunUntil(60);
    EXPECT_EQ(got[WANTED], 10U);
    EXPECT_EQ(history->GetNFetched(), 5U);
    EXPECT_EQ(history->GetNIncomplete(), 0U);
    ASSERT_EQ(recoveries.size(), 2U);
    EXPECT_EQ(recoveries[0].away, Seconds(10));
    EXPECT_EQ(recoveries[0].messages + recoveries[1].messages, 5U);
    EXPECT_GT(recoveries[0].known, 0U);
}

TEST_F(RelayHistory, AWholeShardIsFetchedWhereTheRelaySubscribesToIt)
{
    Build(true);
    LeaveAndComeBack();
    LightNodeNetwork::RunUntil(60);
    EXPECT_EQ(got, (std::map<std::string, uint32_t>{{WANTED, 10}, {OTHER, 10}}));
    EXPECT_EQ(history->GetNFetched(), 10U);
}

TEST_F(RelayHistory, StoresThatAreGoneLeaveTheRecoveryIncomplete)
{
    Build(false);
    LeaveAndComeBack();
    for (uint32_t store = 0; store < 2; store++)
    {
        LightNodeNetwork::At(24, [this, store] { network.GetRelay(store)->GoOffline(); });
    }
    LightNodeNetwork::RunUntil(600);
    EXPECT_EQ(history->GetNFetched(), 0U);
    EXPECT_GE(history->GetNIncomplete(), 1U);
}

TEST(RelayHistoryDeathTest, ARelayWithoutStoreQueriesHasNone)
{
    const auto relay = CreateObject<WakuRelay>();
    EXPECT_DEATH(CreateObject<WakuRelayHistory>()->Install(relay), "no WakuStoreProtocol");
}
