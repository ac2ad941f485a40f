/* SPDX-License-Identifier: GPL-2.0-only */
#include "ns3/gossipsub-topic-mesh.h"
#include "ns3/ipv4-address.h"

#include <gtest/gtest.h>

using namespace ns3;

TEST(TopicMesh, WhoSubscribesIsKnownOnceAndLeavesMeshAndFanoutWithItsSubscription)
{
    TopicMesh topic("t");
    EXPECT_EQ(topic.GetName(), "t");
    EXPECT_TRUE(topic.AddSubscriber(3));
    EXPECT_FALSE(topic.AddSubscriber(3));
    EXPECT_TRUE(topic.AddSubscriber(4));
    topic.AddToFanout(3);
    EXPECT_FALSE(topic.RemoveSubscriber(3));
    EXPECT_TRUE(topic.GetFanout().IsEmpty());
    topic.Join();
    EXPECT_TRUE(topic.Enter(4));
    EXPECT_TRUE(topic.RemoveSubscriber(4));
    EXPECT_TRUE(topic.GetMesh().IsEmpty());
    EXPECT_TRUE(topic.GetSubscribers().IsEmpty());
}

TEST(TopicMesh, JoiningEndsTheFanoutAndLeavingEndsTheMesh)
{
    TopicMesh topic("t");
    topic.AddToFanout(7);
    topic.AddToFanout(5);
    EXPECT_EQ(topic.Join().Get(), (std::vector<PeerId>{5, 7}));
    EXPECT_TRUE(topic.IsJoined());
    EXPECT_TRUE(topic.GetFanout().IsEmpty());
    EXPECT_TRUE(topic.Enter(5));
    EXPECT_FALSE(topic.Enter(5));
    EXPECT_TRUE(topic.Enter(9));
    EXPECT_TRUE(topic.Leave(9));
    EXPECT_FALSE(topic.Leave(9));
    EXPECT_EQ(topic.Leave().Get(), (std::vector<PeerId>{5}));
    EXPECT_FALSE(topic.IsJoined());
    EXPECT_TRUE(topic.GetMesh().IsEmpty());
}

TEST(TopicMesh, AFanoutLivesForItsTtlAfterTheLastPublish)
{
    TopicMesh topic("t");
    topic.TouchFanout(Seconds(10));
    EXPECT_FALSE(topic.HasFanout(Seconds(10), Seconds(60)));
    topic.AddToFanout(1);
    EXPECT_TRUE(topic.HasFanout(Seconds(70), Seconds(60)));
    EXPECT_FALSE(topic.HasFanout(Seconds(71), Seconds(60)));
    topic.TouchFanout(Seconds(71));
    EXPECT_TRUE(topic.HasFanout(Seconds(131), Seconds(60)));
    topic.RemoveFromFanout(1);
    EXPECT_FALSE(topic.HasFanout(Seconds(71), Seconds(60)));
}

TEST(TopicMesh, IsUnusedOnceNobodyIsSubscribedAndNoBackoffHolds)
{
    const Address host = Ipv4Address("10.0.0.1");
    TopicMesh topic("t");
    EXPECT_TRUE(topic.IsUnused());
    topic.AddSubscriber(1);
    EXPECT_FALSE(topic.IsUnused());
    topic.RemoveSubscriber(1);
    EXPECT_TRUE(topic.IsUnused());
    topic.BackOff(host, Seconds(60));
    topic.BackOff(host, Seconds(20));
    EXPECT_EQ(topic.GetBackoffEnd(host), Seconds(60));
    EXPECT_EQ(topic.GetBackoffEnd(Ipv4Address("10.0.0.2")), Time(0));
    topic.ForgetBackoffs(Seconds(60));
    EXPECT_FALSE(topic.IsUnused());
    topic.ForgetBackoffs(Seconds(61));
    EXPECT_TRUE(topic.IsUnused());
    topic.AddToFanout(1);
    EXPECT_FALSE(topic.IsUnused());
    topic.ClearFanout();
    EXPECT_TRUE(topic.IsUnused());
    topic.Join();
    EXPECT_FALSE(topic.IsUnused());
}
