/* SPDX-License-Identifier: GPL-2.0-only */
#include "../support/flow-test-pair.h"

#include "ns3/queue-size.h"
#include "ns3/wan-channel.h"
#include "ns3/wan-loss-model.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <set>

using namespace ns3;

namespace
{

constexpr uint32_t LOSS_SEGMENT = 1448;

/** Loses chosen segments of a pair of hosts, by their number from 1 on; 1 is the SYN. */
class ChosenLoss : public WanLossModel
{
  public:
    double GetLossProbability(uint32_t from, uint32_t) const override
    {
        const auto& chosen = from == 0 ? ofClient : ofServer;
        uint32_t& drawn = from == 0 ? m_ofClient : m_ofServer;
        return chosen.count(++drawn) > 0 ? 1 : 0;
    }

    std::set<uint32_t> ofClient; ///< segments of host 0
    std::set<uint32_t> ofServer; ///< of host 1

  private:
    mutable uint32_t m_ofClient{0};
    mutable uint32_t m_ofServer{0};
};

class FlowLossTest : public FlowTestPair
{
  protected:
    /** Connect hosts 100 ms apart with unlimited links. */
    void ConnectLossy(std::set<uint32_t> ofClient, std::set<uint32_t> ofServer = {})
    {
        const Ptr<ChosenLoss> loss = CreateObject<ChosenLoss>();
        loss->ofClient = std::move(ofClient);
        loss->ofServer = std::move(ofServer);
        wan.SetLoss(loss);
        MakeHosts("100ms", "0bps", "0bps");
        Connect();
    }
};

} // namespace

TEST_F(FlowLossTest, ALostSynIsSentAgainAfterASecond)
{
    ConnectLossy({1});
    RunUntil(3000);
    EXPECT_DOUBLE_EQ(client.connected, 1200);
}

TEST_F(FlowLossTest, ALostAnswerToASynIsSentAgainAfterASecond)
{
    ConnectLossy({}, {1});
    RunUntil(3000);
    EXPECT_NEAR(client.connected, 1200, 101);
    EXPECT_GE(server.connected, 1000);
}

TEST_F(FlowLossTest, FastRetransmitRepairsALossInARoundTrip)
{
    // Segments 3 to 12 are data; the first of them is lost, and nine arrive after it.
    ConnectLossy({3});
    SendAt(1000, client, 10 * LOSS_SEGMENT);
    RunUntil(5000);
    EXPECT_NEAR(ArrivalOf(server, 1), 1300, 1e-3);
    EXPECT_NEAR(ArrivalOf(server, 10 * LOSS_SEGMENT), 1300, 1e-3);
    EXPECT_EQ(server.received, 10 * LOSS_SEGMENT);
    EXPECT_EQ(Host(0)->GetTxBytes(), 56U + 52U + 11U * 1500U);
    EXPECT_EQ(Host(1)->GetRxBytes(), 56U + 52U + 10U * 1500U);
}

TEST_F(FlowLossTest, TheLastSegmentsNeedATimeout)
{
    ConnectLossy({12});
    SendAt(1000, client, 10 * LOSS_SEGMENT);
    RunUntil(1200);
    EXPECT_EQ(server.received, 9 * LOSS_SEGMENT);
    RunUntil(5000);
    // The acknowledgement of the ninth arrives at 1200 ms; the timeout is 200 + 200 ms or more.
    EXPECT_EQ(server.received, 10 * LOSS_SEGMENT);
    EXPECT_GE(ArrivalOf(server, 10 * LOSS_SEGMENT), 1200 + 400 + 100);
    EXPECT_LE(ArrivalOf(server, 10 * LOSS_SEGMENT), 1200 + 700 + 100);
}

TEST_F(FlowLossTest, ARepeatedSegmentThatIsLostNeedsATimeout)
{
    // 13 would be the next new segment, so that 14 is the repetition of segment 3.
    ConnectLossy({3, 13, 14});
    SendAt(1000, client, 10 * LOSS_SEGMENT);
    RunUntil(1500);
    EXPECT_EQ(server.received, 0U);
    RunUntil(5000);
    EXPECT_EQ(server.received, 10 * LOSS_SEGMENT);
}

TEST_F(FlowLossTest, ALostAcknowledgementOfTheLastSegmentCostsARepetition)
{
    // Host 1 sends its SYN_ACK and an acknowledgement of each segment.
    ConnectLossy({}, {2, 3});
    SendAt(1000, client, 2 * LOSS_SEGMENT);
    RunUntil(10000);
    EXPECT_EQ(server.received, 2 * LOSS_SEGMENT);
    EXPECT_EQ(Host(0)->GetTxBytes(), 56U + 52U + 3U * 1500U);
    EXPECT_EQ(client.socket->GetTxAvailable(), 4U << 20);
}

TEST_F(FlowLossTest, ALostEndOfTheStreamIsSentAgain)
{
    ConnectLossy({3});
    At(1000, [this] { client.socket->Close(); });
    RunUntil(5000);
    EXPECT_GE(server.closed, 1500);
}

TEST_F(FlowLossTest, EverythingArrivesOnceAndInOrderWhateverIsLost)
{
    for (uint32_t run = 1; run <= 20; run++)
    {
        RngSeedManager::SetRun(run);
        wan = WanHelper();
        wan.SetLoss("ns3::ConstantWanLoss", "Probability", DoubleValue(0.05));
        MakeHosts("20ms", "20Mbps", "10Mbps");
        Connect();
        SendAt(10000, client, 300000);
        SendAt(10100, server, 100000);
        At(10200, [this] { client.socket->ShutdownSend(); });
        RunUntil(600000);
        EXPECT_EQ(server.received, 300000U) << run;
        EXPECT_EQ(client.received, 100000U) << run;
        EXPECT_GE(server.closed, 10200) << run;
        TearDown();
    }
    RngSeedManager::SetRun(1);
}

TEST_F(FlowLossTest, LossesAreThoseOfTheStream)
{
    std::vector<Arrivals> arrivals;
    for (const uint32_t run : {3, 3, 4})
    {
        RngSeedManager::SetRun(run);
        wan = WanHelper();
        wan.SetLoss("ns3::ConstantWanLoss", "Probability", DoubleValue(0.02));
        MakeHosts("20ms", "20Mbps", "10Mbps");
        Connect();
        SendAt(10000, client, 300000);
        RunUntil(100000);
        arrivals.push_back(server.arrivals);
        TearDown();
    }
    RngSeedManager::SetRun(1);
    EXPECT_EQ(arrivals[0], arrivals[1]);
    EXPECT_NE(arrivals[0], arrivals[2]);
}

TEST_F(FlowLossTest, AFullQueueAtTheDownLinkDropsPieces)
{
    MakeHosts("10ms", "100Mbps", "1Mbps");
    Host(1)->SetAttribute("RxQueueSize", QueueSizeValue(QueueSize("20kB")));
    Connect();
    SendAt(1000, client, 100000);
    RunUntil(60000);
    EXPECT_EQ(server.received, 100000U);
    EXPECT_GT(Host(0)->GetTxBytes(), 70U * 1500U);
}

TEST_F(FlowLossTest, AConnectionSurvivesALinkThatIsDownForAWhile)
{
    MakeHosts("10ms", "100Mbps", "100Mbps");
    Connect();
    At(900, [this] { Host(1)->SetLinkUp(false); });
    SendAt(1000, client, 50000);
    At(3000, [this] {
        EXPECT_EQ(server.received, 0U);
        Host(1)->SetLinkUp(true);
    });
    RunUntil(20000);
    EXPECT_EQ(server.received, 50000U);
}

TEST_F(FlowLossTest, AConnectionBreaksIfALinkStaysDown)
{
    MakeHosts("10ms", "100Mbps", "100Mbps");
    Connect();
    At(900, [this] { Host(0)->SetLinkUp(false); });
    SendAt(1000, client, 50000);
    RunUntil(1000000);
    EXPECT_EQ(server.received, 0U);
    EXPECT_GT(client.broken, 0);
}
