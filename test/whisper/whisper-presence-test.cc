/* SPDX-License-Identifier: GPL-2.0-only */
#include "test-whisper-network.h"
#include "trace-sink.h"

#include <gtest/gtest.h>
#include <utility>
#include <vector>

using namespace ns3;

namespace
{

/// When a node went online or offline, seconds.
using Changes = std::vector<std::pair<double, bool>>;

/// Node 0 has a user who stays online for 100 s at a time, and offline for 100 s; mail servers, as
/// node 1, have none.
class WhisperPresence : public testing::Test
{
  public:
    WhisperPresence()
        : network(2)
    {
        network.whisper.SetUserAttribute("OfflineShare", DoubleValue(0.5));
        network.whisper.SetUserAttribute("OnlineTime",
                                         StringValue("ns3::ConstantRandomVariable[Constant=100]"));
        network.whisper.SetMailServers({1});
        network.Build("complete");
        network.Get(0)->TraceConnectWithoutContext(
            "Online",
            MakeTraceSink<bool>([this](bool isOnline) {
                changes.emplace_back(Simulator::Now().GetSeconds(), isOnline);
            }));
    }

    void Say(double at, void (P2pNode::*what)())
    {
        Simulator::Schedule(Seconds(at), what, network.Get(0));
    }

    TestWhisperNetwork network;
    Changes changes;
};

} // namespace

TEST_F(WhisperPresence, TheScheduleOfTheUserGoesItsWay)
{
    network.RunUntil(Seconds(450));
    EXPECT_EQ(changes, (Changes{{0, true}, {100, false}, {200, true}, {300, false}, {400, true}}));
}

TEST_F(WhisperPresence, AScriptsGoOfflineHoldsUntilItsGoOnline)
{
    Say(50, &P2pNode::GoOffline);
    Say(450, &P2pNode::GoOnline);
    network.RunUntil(Seconds(650));
    EXPECT_EQ(changes, (Changes{{0, true}, {50, false}, {450, true}, {500, false}, {600, true}}));
}

TEST_F(WhisperPresence, AScriptsGoOnlineDoesNotBringBackAUserWhoIsAway)
{
    Say(120, &P2pNode::GoOffline);
    Say(150, &P2pNode::GoOnline);
    network.RunUntil(Seconds(250));
    EXPECT_EQ(changes, (Changes{{0, true}, {100, false}, {200, true}}));
}

TEST_F(WhisperPresence, TheScheduleEndsWithTheApplication)
{
    network.Get(0)->SetStopTime(Seconds(150));
    network.RunUntil(Seconds(650));
    EXPECT_EQ(changes, (Changes{{0, true}, {100, false}}));
    EXPECT_FALSE(network.Get(0)->GetPresence().SaysOffline(PeekPointer(network.Get(0)->GetUser())));
}

TEST(WhisperExpectation, IsOfNodesThatAreOnlineOrHaveAMailServer)
{
    for (const bool hasServer : {false, true})
    {
        TestWhisperNetwork network(3);
        network.Build("complete");
        if (hasServer)
        {
            network.Get(2)->UseMailServer(network.addresses.GetAddress(1));
        }
        Simulator::Schedule(Seconds(10), &P2pNode::GoOffline, network.Get(2));
        network.PublishAt(Seconds(20), 0, 100);
        Simulator::Schedule(Seconds(30), &P2pNode::GoOnline, network.Get(2));
        network.PublishAt(Seconds(40), 0, 100);
        network.RunUntil(Seconds(60));
        EXPECT_EQ(network.Results().GetNExpectedDeliveries(), hasServer ? 4U : 3U);
    }
}
