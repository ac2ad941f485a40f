/* SPDX-License-Identifier: GPL-2.0-only */
#include "ping-protocol.h"
#include "test-pss-nodes.h"
#include "trace-sink.h"

#include "ns3/overlay-error.h"
#include "ns3/p2p-node-helper.h"

#include <cstdio>
#include <fstream>
#include <gtest/gtest.h>
#include <sstream>
#include <unistd.h>

using namespace ns3;

namespace
{

const char* const TRANSPORTS[] = {"packet", "flow"};

PssNetwork
MakeNetwork(uint32_t nodes)
{
    return PssNetwork::Create(nodes, PssKademliaSettings(), 5);
}

/// All that a run has measured, as text.
std::string
Describe(const RunSummary& summary)
{
    std::ostringstream text;
    RunSummary copy = summary;
    copy.wallSeconds = 0;
    copy.peakRssBytes = 0;
    copy.WriteText(text);
    return text.str();
}

std::string
RunOnce(const std::string& transport)
{
    TestPssNodes test(40, transport);
    test.pss.SetUserAttribute("AddressBytes", UintegerValue(1));
    test.pss.SetTraffic(600, 500, Seconds(5), Seconds(25));
    test.Build(MakeNetwork(40));
    test.RunUntil(Seconds(35));
    const RunSummary summary = test.metrics->Summarize();
    EXPECT_GT(summary.published, 50u);
    EXPECT_EQ(summary.delivered, summary.expectedDeliveries);
    return Describe(summary);
}

} // namespace

TEST(PssNode, UsersReachEachOtherOverBothTransports)
{
    for (const std::string transport : TRANSPORTS)
    {
        for (const std::string encryption : {"Raw", "Symmetric", "Asymmetric"})
        {
            TestPssNodes test(50, transport);
            test.pss.SetUserAttribute("Encryption", StringValue(encryption));
            test.Build(MakeNetwork(50));
            for (uint32_t i = 0; i < 50; i++)
            {
                test.PublishAt(Seconds(5 + 0.1 * i), i, 1000 + i);
            }
            test.RunUntil(Seconds(15));
            const RunSummary summary = test.metrics->Summarize();
            EXPECT_EQ(summary.published, 50u);
            EXPECT_EQ(summary.expectedDeliveries, 50u);
            EXPECT_EQ(summary.delivered, 50u) << transport << " " << encryption;
            EXPECT_EQ(test.metrics->GetNHandled(), 50u);
            EXPECT_EQ(summary.duplicates, 0u);
            EXPECT_LT(summary.transmissions, 200u);
        }
    }
}

TEST(PssNode, EmptyAddressesReachEveryoneAndCrossEveryLinkBothWays)
{
    for (const std::string transport : TRANSPORTS)
    {
        TestPssNodes test(30, transport);
        test.pss.SetUserAttribute("Recipient", StringValue("Everyone"));
        const PssNetwork network = MakeNetwork(30);
        test.Build(network);
        test.PublishAt(Seconds(5), 3, 2000);
        test.PublishAt(Seconds(6), 7, 2000);
        test.RunUntil(Seconds(10));
        const RunSummary summary = test.metrics->Summarize();
        EXPECT_EQ(summary.expectedDeliveries, 58u);
        EXPECT_EQ(summary.delivered, 58u);
        EXPECT_EQ(summary.transmissions, 4 * network.GetGraph().GetNLinks());
        EXPECT_EQ(summary.duplicates, summary.transmissions - 58) << "none but the first copies";
    }
}

TEST(PssNode, WithoutEncryptionAPartialAddressIsForAllWhoBeginSo)
{
    TestPssNodes test(50);
    test.pss.SetUserAttribute("Encryption", StringValue("Raw"));
    test.pss.SetUserAttribute("AddressBytes", UintegerValue(0));
    test.Build(MakeNetwork(50));
    MessageTracker tracker(test.peers, test.devices); // knows all protocols of the module
    test.PublishAt(Seconds(5), 0, 100);
    test.RunUntil(Seconds(8));
    EXPECT_EQ(test.metrics->Summarize().delivered, 49u);
    EXPECT_EQ(tracker.Summarize().delivered, 49u);
}

TEST(PssNode, TheNearestNodeOfANeighbourhoodIsExpected)
{
    TestPssNodes test(60);
    test.pss.SetUserAttribute("Recipient", StringValue("Neighbourhood"));
    test.Build(MakeNetwork(60));
    for (uint32_t i = 0; i < 60; i++)
    {
        test.PublishAt(Seconds(5 + 0.1 * i), i, 1000);
    }
    test.RunUntil(Seconds(15));
    const RunSummary summary = test.metrics->Summarize();
    EXPECT_GE(summary.expectedDeliveries, 50u) << "a sender may be the nearest itself";
    EXPECT_EQ(summary.delivered, summary.expectedDeliveries);
    EXPECT_GT(test.metrics->GetNHandled(), summary.delivered) << "neighbours handle it too";
}

TEST(PssNode, SameSeedGivesTheSameRun)
{
    for (const std::string transport : TRANSPORTS)
    {
        EXPECT_EQ(RunOnce(transport), RunOnce(transport));
    }
}

TEST(PssNode, NodesThatKnowOneFormAKademliaNetwork)
{
    for (const std::string transport : TRANSPORTS)
    {
        constexpr uint32_t NODES = 30;
        TestPssNodes test(NODES, transport);
        test.BuildStar();
        test.RunUntil(Seconds(60));
        for (uint32_t i = 0; i < NODES; i++)
        {
            // Whoever is as near as the depth says is connected, as Swarm's Healthy() has it.
            const PssKademlia& table = test.Table(i);
            EXPECT_GT(table.GetDepth(), 0u) << i;
            for (uint32_t j = 0; j < NODES; j++)
            {
                const PssAddress& address = test.Get(j)->GetOverlayAddress();
                const uint32_t proximity = GetPssProximity(table.GetBase(), address);
                bool isConnected = i == j;
                for (const auto& connection : table.GetConnections())
                {
                    isConnected |= connection.record.overlay == address;
                }
                EXPECT_TRUE(isConnected || proximity < table.GetDepth()) << i << " and " << j;
            }
        }
        for (uint32_t i = 0; i < NODES; i++)
        {
            test.PublishAt(Seconds(1 + 0.1 * i), i, 1000);
        }
        test.RunUntil(Seconds(70));
        EXPECT_EQ(test.metrics->Summarize().delivered, NODES) << transport;
    }
}

TEST(PssNode, GoesOfflineAndComesBack)
{
    TestPssNodes test(30);
    test.BuildStar();
    Simulator::Schedule(Seconds(40), [&test] { test.Get(5)->GoOffline(); });
    Simulator::Schedule(Seconds(50), [&test] {
        EXPECT_TRUE(test.Table(5).GetConnections().empty());
        EXPECT_EQ(test.Get(5)->Publish(100), nullptr);
        for (uint32_t i = 0; i < 30; i++)
        {
            for (const auto& connection : test.Table(i).GetConnections())
            {
                EXPECT_NE(connection.record.overlay, test.Get(5)->GetOverlayAddress()) << i;
            }
        }
        test.Get(5)->GoOnline();
    });
    int heard = 0;
    test.Get(5)->Register(
        1,
        {[&heard](Ptr<const PssMessage>, const VirtualBytes&) { heard++; }, true, false});
    Simulator::Schedule(Seconds(70), [&test] {
        PssPost post;
        post.to = TruncatePssAddress(test.Get(5)->GetOverlayAddress(), PSS_ADDRESS_BYTES);
        post.topic = 1;
        post.payload = VirtualBytes({1});
        test.Get(6)->Send(post);
    });
    test.RunUntil(Seconds(75));
    EXPECT_GT(test.Table(5).GetConnections().size(), 2u);
    EXPECT_EQ(heard, 1);
}

TEST(PssNode, ExpiredMessagesAreCounted)
{
    TestPssNodes test(30);
    test.wan.SetLatency("ns3::ConstantWanLatency", "Delay", StringValue("1500ms"));
    test.pss.SetAttribute("MessageTtl", StringValue("1s"));
    test.pss.SetUserAttribute("Recipient", StringValue("Everyone"));
    test.pss.SetAttribute("HandshakeTimeout", StringValue("20s"));
    test.Build(MakeNetwork(30));
    test.PublishAt(Seconds(20.9), 0, 100);
    test.RunUntil(Seconds(30));
    EXPECT_EQ(test.metrics->Summarize().delivered, 0u);
    EXPECT_EQ(test.metrics->GetNErrors(PssError::EXPIRED), test.Table(0).GetConnections().size());
}

TEST(PssNode, OneWithAQueueThatDropsStopsTheProgram)
{
    TestPssNodes test(2);
    test.pss.SetConnectionAttribute("SendQueuePolicy", StringValue("DropNewest"));
    test.Build(MakeNetwork(2));
    EXPECT_DEATH(test.RunUntil(Seconds(1)), "SendQueuePolicy");
}

TEST(PssNode, TheProtocolSharesConnectionsWithOthers)
{
    RngSeedManager::SetRun(1);
    const PssNetwork network = MakeNetwork(8);
    NodeContainer nodes(8);
    WanHelper wan;
    NetDeviceContainer devices = wan.Install(nodes);
    InternetTcpHelper().Install(nodes);
    const auto addresses = wan.AssignIpv4Addresses(devices);
    P2pNodeHelper helper;
    helper.SetConnectionAttribute("SendQueuePolicy", StringValue("Disconnect"));
    helper.Mount("ns3::PssProtocol", "AutoConnect", BooleanValue(false));
    const ApplicationContainer peers = helper.Install(nodes);
    std::vector<Ptr<PssProtocol>> protocols;
    std::vector<Ptr<PingProtocol>> pings;
    int heard = 0;
    for (uint32_t i = 0; i < 8; i++)
    {
        const auto node = DynamicCast<P2pNode>(peers.Get(i));
        pings.push_back(CreateObject<PingProtocol>());
        node->Mount(pings.back());
        protocols.push_back(node->FindProtocol<PssProtocol>());
        protocols[i]->SetOverlayAddress(network.GetAddresses()[i]);
        protocols[i]->GetPostOffice().GetHandlers().Add(
            1,
            {[&heard](Ptr<const PssMessage>, const VirtualBytes&) { heard++; }, true, false});
    }
    helper.Connect(peers, network.GetGraph(), addresses);
    helper.AssignStreams(nodes, 1000);
    Simulator::Schedule(Seconds(5), [&protocols] {
        protocols[0]->Send({{}, 1, VirtualBytes({1}, 3000), PssEncryption::RAW, 0});
    });
    Simulator::Stop(Seconds(8));
    Simulator::Run();
    EXPECT_EQ(heard, 7);
    EXPECT_GT(pings[0]->pongs, 0);
    Simulator::Destroy();
}

TEST(PssHelper, RefusesWhatCannotBe)
{
    EXPECT_EXIT(PssHelper::CreateNetwork(1, PssKademliaSettings(), 0),
                testing::ExitedWithCode(1),
                "a Kademlia network of 1 nodes, not at least 2");
    EXPECT_EXIT(PssHelper::ReadNetwork("/nowhere.json"),
                testing::ExitedWithCode(1),
                "/nowhere.json: cannot be read");
    PssHelper helper;
    EXPECT_DEATH(helper.SetAttribute("User", StringValue("x")), "SetUserAttribute");
    EXPECT_DEATH(helper.SetUserAttribute("AddressBytes", UintegerValue(33)), "AddressBytes");
    helper.SetNetwork(MakeNetwork(3));
    EXPECT_DEATH(helper.Install(NodeContainer(4)), "3 nodes for 4");
}

TEST(PssNetwork, FilesThatAreNoSnapshotsSayWhatIsWrong)
{
    const std::string path =
        testing::TempDir() + "pss-snapshot-" + std::to_string(::getpid()) + ".json";
    const auto errorOf = [&path](const std::string& text) {
        std::ofstream(path) << text;
        try
        {
            PssNetwork::Read(path);
        }
        catch (const OverlayError& error)
        {
            return std::string(error.what()).substr(path.size() + 2);
        }
        return std::string();
    };
    const std::string address = "NZRDinSApcPcBkQOKKFgRMDH0okhnaAvnkHaGBCCeAU=";
    const auto node = [](const std::string& id, const std::string& bzz) {
        return R"({"node":{"info":{"id":")" + id + R"(","protocols":{"bzz":")" + bzz + "\"}}}}";
    };
    EXPECT_EQ(errorOf("{"), "the file is no JSON");
    EXPECT_EQ(errorOf("[]"), "nodes must be an array in the file's object");
    EXPECT_EQ(errorOf(R"({"nodes":[],"conns":[]})"), "nodes must not be empty");
    EXPECT_EQ(errorOf(R"({"nodes":[{}],"conns":[]})"),
              "nodes[0].node.info.id must be a text that no other node has");
    EXPECT_EQ(errorOf(R"({"nodes":[)" + node("a", "AAAA") + R"(],"conns":[]})"),
              "nodes[0].node.info.protocols.bzz must be an address of 32 bytes in base64");
    EXPECT_EQ(errorOf(R"({"nodes":[)" + node("a", address) + "," + node("a", address) +
                      R"(],"conns":[]})"),
              "nodes[1].node.info.id must be a text that no other node has");
    EXPECT_EQ(
        errorOf(R"({"nodes":[)" + node("a", address) + R"(],"conns":[{"one":"a","other":"b"}]})"),
        "conns[0].other must be the id of a node");
    EXPECT_EQ(
        errorOf(R"({"nodes":[)" + node("a", address) + R"(],"conns":[{"one":"a","other":"a"}]})"),
        "conns[0] connects a node to itself");
    EXPECT_EQ(errorOf(R"({"nodes":[)" + node("a", address) + R"(],"conns":[3]})"),
              "conns[0].one must be the id of a node");
    EXPECT_EQ(errorOf(R"({"nodes":[)" + node("a", address) + R"(],"conns":[]})"), "");
    std::remove(path.c_str());
}
