/* SPDX-License-Identifier: GPL-2.0-only */
#include "ping-protocol.h"

#include "ns3/double.h"
#include "ns3/internet-tcp-helper.h"
#include "ns3/overlay-helper.h"
#include "ns3/p2p-node-helper.h"
#include "ns3/random-variable-stream.h"
#include "ns3/simulator.h"
#include "ns3/string.h"
#include "ns3/uinteger.h"
#include "ns3/waku-relay-helper.h"
#include "ns3/waku-relay.h"
#include "ns3/wan-helper.h"
#include "ns3/whisper-helper.h"

#include <gtest/gtest.h>

using namespace ns3;

namespace ns3
{

/** A protocol of a user's own, as a helper mounts it. */
class UserPingProtocol : public PingProtocol
{
  public:
    static TypeId GetTypeId()
    {
        static TypeId tid = TypeId("ns3::UserPingProtocol")
                                .SetParent<PeerProtocol>()
                                .AddConstructor<UserPingProtocol>()
                                .AddAttribute("Tries",
                                              "How often it publishes at most.",
                                              UintegerValue(3),
                                              MakeUintegerAccessor(&UserPingProtocol::m_tries),
                                              MakeUintegerChecker<uint32_t>(1, 10));
        return tid;
    }

    int64_t AssignStreams(int64_t stream) override
    {
        m_random->SetStream(stream);
        return 1;
    }

    void PublishTraffic(uint32_t size) override
    {
        published += size;
    }

    uint32_t GetTries() const
    {
        return m_tries;
    }

    int64_t GetStream() const
    {
        return m_random->GetStream();
    }

    uint32_t published{0};

  private:
    uint32_t m_tries;
    Ptr<UniformRandomVariable> m_random{CreateObject<UniformRandomVariable>()};
};

NS_OBJECT_ENSURE_REGISTERED(UserPingProtocol);

} // namespace ns3

namespace
{

/** Hosts on the WAN, in a ring. */
class P2pNodeHelperTest : public testing::Test
{
  protected:
    P2pNodeHelperTest()
        : hosts(5),
          ring(5)
    {
        const NetDeviceContainer devices = wan.Install(hosts);
        InternetTcpHelper().Install(hosts);
        interfaces = wan.AssignIpv4Addresses(devices);
        for (uint32_t i = 0; i < 5; i++)
        {
            ring.AddLink(i, (i + 1) % 5);
        }
    }

    ~P2pNodeHelperTest() override
    {
        Simulator::Destroy();
    }

    static Ptr<UserPingProtocol> GetPing(Ptr<Application> application)
    {
        return DynamicCast<P2pNode>(application)->FindProtocol<UserPingProtocol>();
    }

    void RunUntil(double seconds)
    {
        Simulator::Stop(Seconds(seconds) - Simulator::Now());
        Simulator::Run();
    }

    NodeContainer hosts;
    WanHelper wan;
    Ipv4InterfaceContainer interfaces;
    OverlayGraph ring;
};

using P2pNodeHelperDeathTest = P2pNodeHelperTest;

} // namespace

TEST_F(P2pNodeHelperTest, AUsersProtocolRunsOnAllNodesAlongTheOverlay)
{
    P2pNodeHelper helper;
    helper.Mount("ns3::UserPingProtocol", "Tries", UintegerValue(7));
    const ApplicationContainer applications = helper.Install(hosts);
    helper.Connect(applications, ring, interfaces);
    RunUntil(5);
    ASSERT_EQ(applications.GetN(), 5U);
    for (uint32_t i = 0; i < 5; i++)
    {
        EXPECT_EQ(applications.Get(i)->GetNode(), hosts.Get(i));
        const Ptr<UserPingProtocol> ping = GetPing(applications.Get(i));
        EXPECT_EQ(ping->GetTries(), 7U);
        EXPECT_EQ(ping->ups, 2);
        EXPECT_GE(ping->pongs, 6);
    }
}

TEST_F(P2pNodeHelperTest, AUsersProtocolRunsBesideRelayOnTheSameConnections)
{
    WakuRelayHelper helper;
    helper.Mount("ns3::UserPingProtocol");
    const ApplicationContainer relays = helper.Install(hosts);
    helper.Connect(relays, ring, interfaces);
    RunUntil(2);
    DynamicCast<WakuRelay>(relays.Get(0))->Publish(1000);
    RunUntil(5);
    for (uint32_t i = 0; i < 5; i++)
    {
        const Ptr<WakuRelay> relay = DynamicCast<WakuRelay>(relays.Get(i));
        EXPECT_EQ(relay->GetConnections()->GetNPeers(), 2U);
        EXPECT_EQ(GetPing(relay)->ups, 2);
        EXPECT_GE(GetPing(relay)->pongs, 6);
        EXPECT_EQ(relay->GetNReceived() > 0, i > 0);
    }
}

TEST_F(P2pNodeHelperTest, ConnectionsAndTrafficHaveTheirAttributes)
{
    P2pNodeHelper helper;
    helper.Mount("ns3::UserPingProtocol");
    helper.SetConnectionAttribute("Port", UintegerValue(1234));
    helper.SetTrafficAttribute("MessagesPerHour", DoubleValue(3600));
    helper.SetTrafficAttribute("Size", StringValue("ns3::ConstantRandomVariable[Constant=50]"));
    const ApplicationContainer applications = helper.Install(hosts);
    helper.Connect(applications, ring, interfaces);
    helper.AssignStreams(hosts, 1);
    RunUntil(30);
    uint32_t published = 0;
    for (uint32_t i = 0; i < 5; i++)
    {
        const Ptr<P2pNode> node = DynamicCast<P2pNode>(applications.Get(i));
        EXPECT_EQ(node->GetConnections()->GetPort(), 1234);
        EXPECT_EQ(node->GetConnections()->GetNPeers(), 2U);
        published += GetPing(node)->published;
    }
    EXPECT_NEAR(published, 5 * 30 * 50, 5 * 30 * 50 / 3);
}

TEST_F(P2pNodeHelperTest, EveryNodeHasAProtocolAndStreamsOfItsOwn)
{
    P2pNodeHelper helper;
    helper.Mount("ns3::UserPingProtocol");
    const ApplicationContainer applications = helper.Install(hosts);
    const int64_t used = helper.AssignStreams(hosts, 100);
    EXPECT_EQ(used % 5, 0);
    for (uint32_t i = 0; i < 5; i++)
    {
        EXPECT_EQ(GetPing(applications.Get(i))->GetStream(), 100 + (i + 1) * used / 5 - 1);
    }
}

TEST_F(P2pNodeHelperTest, ACopyOfAHelperInstallsTheSame)
{
    WakuRelayHelper helper("GossipSub");
    helper.Mount("ns3::UserPingProtocol", "Tries", UintegerValue(9));
    const WakuRelayHelper copy = helper;
    const P2pNodeHelper& base = copy;
    const ApplicationContainer relays = base.Install(hosts);
    EXPECT_EQ(GetPing(relays.Get(4))->GetTries(), 9U);
    ASSERT_TRUE(DynamicCast<WakuRelay>(relays.Get(4)));
}

TEST_F(P2pNodeHelperDeathTest, NamesWhatIsWrong)
{
    P2pNodeHelper helper;
    EXPECT_DEATH(helper.Mount("ns3::Pigeon"),
                 "P2pNodeHelper::Mount: 'ns3::Pigeon' is not the name of a ns3::PeerProtocol");
    EXPECT_DEATH(WakuRelayHelper().Mount("ns3::Node"),
                 "WakuRelayHelper::Mount: 'ns3::Node' is not the name of a ns3::PeerProtocol");
    EXPECT_DEATH(helper.Mount("ns3::UserPingProtocol", "Tries", UintegerValue(11)), "Tries");
    EXPECT_DEATH(helper.SetAttribute("Connections", StringValue("")), "SetConnectionAttribute");
    EXPECT_DEATH(helper.SetAttribute("Traffic", StringValue("")), "SetTrafficAttribute");
    ApplicationContainer applications = helper.Install(NodeContainer(hosts.Get(0)));
    applications.Add(CreateObject<WhisperNode>());
    EXPECT_DEATH(WakuRelayHelper::AssignStreams(applications, 1),
                 "WakuRelayHelper: application 0 is no WakuRelay");
    EXPECT_DEATH(helper.Connect(applications, ring, interfaces),
                 "P2pNodeHelper: Connect needs an address for each of 2 applications, but has 5");
}
