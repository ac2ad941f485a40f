/* SPDX-License-Identifier: GPL-2.0-only */
#include "test-relay-network.h"
#include "test-whisper-network.h"

#include "ns3/view-column.h"
#include "ns3/view-recorder.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <numeric>
#include <set>
#include <sstream>

using namespace ns3;

namespace
{

/// Relays with a recorder, and what it has recorded.
class ViewRecorderTest : public testing::Test
{
  protected:
    void Build(uint32_t nodes, const std::string& overlay, const ViewRecorder::Limits& limits = {})
    {
        m_network = std::make_unique<TestRelayNetwork>(nodes);
        m_network->Build(overlay);
        m_recorder = std::make_unique<ViewRecorder>(m_network->relays, m_network->devices, limits);
    }

    void PublishEverySecond(uint32_t messages)
    {
        for (uint32_t i = 0; i < messages; i++)
        {
            m_network->PublishAt(Seconds(10 + i), (7 * i) % m_network->nodes.GetN(), 500);
        }
        m_network->RunUntil(Seconds(15 + messages));
    }

    /// Runs the recorder's JSON through a parser.
    nlohmann::json Read()
    {
        m_summary = m_network->metrics->Summarize();
        std::ostringstream text;
        m_recorder->WriteJson(text, m_summary);
        return nlohmann::json::parse(text.str());
    }

    std::unique_ptr<TestRelayNetwork> m_network; //!< the relays
    std::unique_ptr<ViewRecorder> m_recorder;    //!< the recorder
    RunSummary m_summary;                        //!< summary of the run
};

/// Sum of a member of all messages.
uint64_t
Sum(const nlohmann::json& view, const std::string& member)
{
    uint64_t sum = 0;
    for (const auto& message : view["messages"])
    {
        sum += message[member].get<uint64_t>();
    }
    return sum;
}

/// How many transfers of all messages are of a kind.
uint64_t
CountKind(const nlohmann::json& view, char kind)
{
    uint64_t count = 0;
    for (const auto& message : view["messages"])
    {
        const std::string kinds = message["transfers"]["kind"];
        count += static_cast<uint64_t>(std::count(kinds.begin(), kinds.end(), kind));
    }
    return count;
}

/// Size of a mesh.
int
CountPeers(const PeerSet& peers)
{
    return static_cast<int>(std::distance(peers.begin(), peers.end()));
}

/// Latencies of all messages in seconds, in order.
std::vector<double>
GetLatencies(const nlohmann::json& view)
{
    std::vector<double> latencies;
    for (const auto& message : view["messages"])
    {
        uint64_t after = 0;
        for (const uint64_t difference : message["deliveries"]["after"])
        {
            after += difference;
            latencies.push_back(static_cast<double>(after) * view["time_unit_s"].get<double>());
        }
    }
    std::sort(latencies.begin(), latencies.end());
    return latencies;
}

} // namespace

TEST_F(ViewRecorderTest, TotalsAreThoseOfTheRunSummary)
{
    Build(40, "regular:6");
    PublishEverySecond(5);
    const nlohmann::json view = Read();
    EXPECT_EQ(view["format"], "waku-view");
    EXPECT_EQ(view["nodes"]["total"], 40);
    EXPECT_EQ(view["nodes"]["shown"], 40);
    EXPECT_TRUE(view["notes"].empty());
    EXPECT_EQ(view["summary"]["delivered"], m_summary.delivered);
    EXPECT_EQ(view["messages"].size(), m_summary.published);
    EXPECT_EQ(Sum(view, "expected"), m_summary.expectedDeliveries);
    EXPECT_EQ(Sum(view, "delivered"), m_summary.delivered);
    EXPECT_EQ(Sum(view, "sent"), m_summary.transmissions);
    EXPECT_EQ(Sum(view, "duplicates"), m_summary.duplicates);
    EXPECT_EQ(CountKind(view, 'f'), m_summary.delivered);
    EXPECT_EQ(CountKind(view, 'd'), m_summary.duplicates);
    EXPECT_EQ(CountKind(view, 'x'), 0U);
    const std::vector<double> latencies = GetLatencies(view);
    ASSERT_EQ(latencies.size(), m_summary.delivered);
    EXPECT_NEAR(latencies.front(), m_summary.latency.min, 1e-5);
    EXPECT_NEAR(latencies[latencies.size() / 2],
                m_summary.latency.p50,
                0.01 * m_summary.latency.p50);
    EXPECT_NEAR(latencies.back(), m_summary.latency.max, 1e-5);
}

TEST_F(ViewRecorderTest, ATransferGoesAlongALinkAndTakesTheLatency)
{
    Build(20, "regular:4");
    PublishEverySecond(2);
    const nlohmann::json view = Read();
    std::set<std::pair<uint32_t, uint32_t>> links;
    for (std::size_t i = 0; i < view["links"]["a"].size(); i++)
    {
        links.emplace(view["links"]["a"][i], view["links"]["b"][i]);
        EXPECT_TRUE(view["links"]["down_s"][i].is_null());
    }
    EXPECT_EQ(links.size(), m_network->graph->GetNLinks());
    for (const auto& message : view["messages"])
    {
        const auto& transfers = message["transfers"];
        for (std::size_t i = 0; i < transfers["from"].size(); i++)
        {
            const std::pair<uint32_t, uint32_t> ends(transfers["from"][i], transfers["to"][i]);
            EXPECT_TRUE(links.count(std::minmax(ends.first, ends.second)));
            EXPECT_GE(transfers["took"][i], 10000); // 100 ms
            EXPECT_LT(transfers["took"][i], 20000);
        }
    }
}

TEST_F(ViewRecorderTest, FramesOfANodeAddUpToItsTraffic)
{
    Build(20, "regular:4");
    PublishEverySecond(3);
    const nlohmann::json view = Read();
    for (uint32_t node = 0; node < 20; node++)
    {
        const auto sum = [&view, node](const std::string& series) {
            const std::vector<uint64_t> bins = view["traffic"][series][node];
            return std::accumulate(bins.begin(), bins.end(), uint64_t{0});
        };
        // The run summary counts from the first publish on.
        EXPECT_GE(sum("received_bytes"), m_network->metrics->GetIngress(node).protocol);
        EXPECT_LT(sum("received_bytes"), m_network->metrics->GetIngress(node).protocol + 1000);
        EXPECT_EQ(sum("ip_received_bytes"),
                  WanHost::Of(m_network->devices.Get(node))->GetRxBytes());
        EXPECT_EQ(sum("ip_sent_bytes"), WanHost::Of(m_network->devices.Get(node))->GetTxBytes());
    }
    EXPECT_LE(view["traffic"]["bins"], 128);
}

TEST_F(ViewRecorderTest, ARelayThatIsAwayMissesMessages)
{
    Build(20, "regular:4");
    Simulator::Schedule(Seconds(5), [this] { m_network->Get(3)->GoOffline(); });
    Simulator::Schedule(Seconds(12.5), [this] { m_network->Get(3)->GoOnline(); });
    PublishEverySecond(5);
    const nlohmann::json view = Read();
    std::vector<std::pair<double, int>> changes;
    for (std::size_t i = 0; i < view["presence"]["node"].size(); i++)
    {
        if (view["presence"]["node"][i] == 3)
        {
            changes.emplace_back(view["presence"]["time_s"][i], view["presence"]["online"][i]);
        }
    }
    ASSERT_EQ(changes.size(), 3U);
    EXPECT_EQ(changes[1], std::make_pair(5.0, 0));
    EXPECT_EQ(changes[2], std::make_pair(12.5, 1));
    // The first three messages have an audience without it.
    EXPECT_EQ(view["audiences"][view["messages"][0]["audience"].get<std::size_t>()],
              nlohmann::json({0, 3, 4, 16}));
    EXPECT_EQ(view["audiences"][view["messages"][4]["audience"].get<std::size_t>()],
              nlohmann::json({0, 20}));
    EXPECT_EQ(Sum(view, "expected"), m_summary.expectedDeliveries);
}

TEST_F(ViewRecorderTest, ManyMessagesAreThinnedEvenlyAndThisIsSaid)
{
    ViewRecorder::Limits limits;
    limits.messages.messages = 4;
    Build(10, "regular:3", limits);
    PublishEverySecond(11);
    const nlohmann::json view = Read();
    std::vector<uint32_t> numbers;
    for (const auto& message : view["messages"])
    {
        numbers.push_back(message["number"]);
    }
    EXPECT_EQ(numbers, std::vector<uint32_t>({0, 4, 8}));
    ASSERT_EQ(view["notes"].size(), 1U);
    EXPECT_EQ(view["notes"][0].get<std::string>().rfind("3 of 11 messages are shown", 0), 0U);
}

TEST_F(ViewRecorderTest, TransfersStayWithinTheLimit)
{
    ViewRecorder::Limits limits;
    limits.messages.transfers = 100;
    Build(20, "regular:4", limits);
    PublishEverySecond(6);
    EXPECT_LE(m_recorder->GetMessages().GetNRecords(), 100U);
    EXPECT_GE(m_recorder->GetMessages().GetNKept(), 1U);
    const nlohmann::json view = Read();
    EXPECT_FALSE(view["notes"].empty());
}

TEST_F(ViewRecorderTest, ManyNodesAreSampledAndThisIsSaid)
{
    ViewRecorder::Limits limits;
    limits.nodes = 10;
    Build(40, "regular:6", limits);
    PublishEverySecond(2);
    const nlohmann::json view = Read();
    EXPECT_EQ(view["nodes"]["total"], 40);
    EXPECT_EQ(view["nodes"]["shown"], 10);
    const std::vector<uint32_t> nodes = view["nodes"]["index"];
    ASSERT_EQ(nodes.size(), 10U);
    for (uint32_t i = 0; i < 10; i++)
    {
        EXPECT_EQ(nodes[i] / 4, i); // one of each four
    }
    EXPECT_EQ(view["notes"][0].get<std::string>().rfind("10 of 40 nodes are shown", 0), 0U);
    // Counts are those of all nodes, transfers those to the sample.
    EXPECT_EQ(Sum(view, "delivered"), m_summary.delivered);
    for (const uint32_t to : view["messages"][0]["transfers"]["to"])
    {
        EXPECT_LT(to, 10U);
    }
}

TEST_F(ViewRecorderTest, MeshesAndControlMessagesOfGossipSubAreThere)
{
    m_network = std::make_unique<TestRelayNetwork>(20);
    m_network->relay = WakuRelayHelper("GossipSub");
    m_network->Build("regular:10");
    m_recorder = std::make_unique<ViewRecorder>(m_network->relays,
                                                m_network->devices,
                                                ViewRecorder::Limits());
    PublishEverySecond(2);
    const nlohmann::json view = Read();
    // The mesh of a node from its changes is the router's.
    const auto router = DynamicCast<GossipSubRouter>(m_network->Get(4)->GetRouter());
    int members = 0;
    for (std::size_t i = 0; i < view["mesh"]["node"].size(); i++)
    {
        members += view["mesh"]["node"][i] != 4 ? 0 : view["mesh"]["in"][i] == 1 ? 1 : -1;
    }
    EXPECT_EQ(members, CountPeers(router->GetMesh(*router->GetTopics().begin())));
    std::set<std::string> kinds;
    for (const auto& control : view["control"])
    {
        kinds.insert(control["kind"]);
    }
    EXPECT_TRUE(kinds.count("GRAFT"));
    EXPECT_TRUE(kinds.count("IHAVE"));
    EXPECT_FALSE(view["gossip"]["node"].empty());
}

TEST_F(ViewRecorderTest, RolesMarksAndSettingsAreWritten)
{
    Build(10, "regular:3");
    m_recorder->SetRole(4, "spammer", true);
    m_recorder->AddMark(Seconds(3), "the <partition> begins");
    m_recorder->AddSetting("latency", "0.1s");
    PublishEverySecond(1);
    const nlohmann::json view = Read();
    EXPECT_EQ(view["nodes"]["roles"][view["nodes"]["role"][0].get<std::size_t>()]["name"], "relay");
    const auto& role = view["nodes"]["roles"][view["nodes"]["role"][4].get<std::size_t>()];
    EXPECT_EQ(role["name"], "spammer");
    EXPECT_EQ(role["hostile"], true);
    EXPECT_EQ(view["marks"][0]["text"], "the <partition> begins");
    EXPECT_EQ(view["settings"][0], nlohmann::json({"latency", "0.1s"}));
    EXPECT_EQ(view["messages"][0]["expected"], 8); // all but publisher and spammer
}

TEST(ViewColumn, TextCannotEndTheScriptThatItIsIn)
{
    std::ostringstream out;
    ViewColumn::WriteText(out, "</script><!-- & \"\\\n\xff\xe2\x80\xa8");
    EXPECT_EQ(out.str().find('<'), std::string::npos);
    EXPECT_EQ(out.str().find('&'), std::string::npos);
    EXPECT_EQ(out.str().find('\n'), std::string::npos);
    EXPECT_EQ(nlohmann::json::parse(out.str()).get<std::string>(),
              "</script><!-- & \"\\\n\xef\xbf\xbd\xe2\x80\xa8");
}

TEST(ViewColumn, RealNumbersAreAlwaysJson)
{
    std::ostringstream out;
    ViewColumn::WriteReals(out, {0.1, 1e20, -2, std::numeric_limits<double>::infinity(), NAN});
    EXPECT_EQ(out.str(), "[0.1,1e+20,-2,0,0]");
}
