/* SPDX-License-Identifier: GPL-2.0-only */
#include "underlay-test-network.h"

#include "ns3/constant-wan-loss.h"
#include "ns3/double.h"
#include "ns3/region-wan-loss.h"

#include <cmath>
#include <map>

using namespace ns3;

namespace
{

class UnderlayLoss : public UnderlayNetwork
{
  protected:
    void BuildLossy(uint32_t hosts, Ptr<WanLossModel> loss, int64_t stream = 10)
    {
        SetRates("0bps", "0bps");
        wan.SetLoss(loss);
        Build(hosts);
        wan.AssignStreams(devices, stream);
        channel->TraceConnectWithoutContext("Drop", MakeCallback(&UnderlayLoss::Dropped, this));
    }

    void Dropped(Ptr<const Packet>, Ptr<const WanNetDevice> sender, WanChannel::DropReason reason)
    {
        EXPECT_EQ(reason, WanChannel::LOSS);
        lost[sender->GetHostIndex()]++;
    }

    /** Send packets one by one; their size tells them apart. */
    void SendMany(uint32_t from, uint32_t to, uint32_t packets)
    {
        for (uint32_t i = 0; i < packets; i++)
        {
            SendAt(MicroSeconds(i), from, to, 100 + i % 1000);
        }
    }

    std::map<uint32_t, uint32_t> lost;
};

} // namespace

TEST_F(UnderlayLoss, FrequencyIsTheProbability)
{
    Ptr<ConstantWanLoss> loss = CreateObject<ConstantWanLoss>();
    loss->SetAttribute("Probability", DoubleValue(0.2));
    loss->SetPairLoss(0, 2, 0.5);
    BuildLossy(4, loss);
    PacketTrace txDrop;
    txDrop.Connect(Host(1), "PhyTxDrop");
    constexpr uint32_t packets = 20000;
    SendMany(1, 3, packets);
    SendMany(2, 0, packets);
    Simulator::Run();
    // four standard deviations
    EXPECT_NEAR(lost[1], 0.2 * packets, 4 * std::sqrt(0.2 * 0.8 * packets));
    EXPECT_NEAR(lost[2], 0.5 * packets, 4 * std::sqrt(0.5 * 0.5 * packets));
    EXPECT_EQ(txDrop.times.size(), lost[1]);
    EXPECT_EQ(channel->GetNLost(), lost[1] + lost[2]);
    EXPECT_EQ(arrivals.size(), 2 * packets - lost[1] - lost[2]);
}

TEST_F(UnderlayLoss, ZeroLosesNothingAndOneEverything)
{
    Ptr<ConstantWanLoss> loss = CreateObject<ConstantWanLoss>();
    loss->SetPairLoss(2, 0, 1);
    BuildLossy(3, loss);
    SendMany(0, 1, 500);
    SendMany(0, 2, 500);
    Simulator::Run();
    EXPECT_EQ(arrivals.size(), 500u);
    EXPECT_EQ(lost[0], 500u);
}

TEST_F(UnderlayLoss, RegionsLoseByTheirPair)
{
    Ptr<WanRegions> regions = CreateObject<WanRegions>();
    regions->AddRegion("good");
    regions->AddRegion("bad");
    regions->SetRegion(0, "good");
    regions->SetRegion(1, "good");
    regions->SetRegion(2, "bad");
    Ptr<RegionWanLoss> loss = CreateObject<RegionWanLoss>();
    EXPECT_DEATH(loss->SetLoss("good", "bad", 0.1), "Regions is not set");
    loss->SetRegions(regions);
    loss->SetLoss("good", "bad", 0.3);
    EXPECT_EQ(loss->GetLossProbability(0, 1), 0);
    EXPECT_EQ(loss->GetLossProbability(0, 2), 0.3);
    EXPECT_EQ(loss->GetLossProbability(2, 0), 0.3);
    EXPECT_EQ(loss->GetLossProbability(2, 2), 0);
    loss->SetOneWayLoss("good", "bad", 0.7);
    EXPECT_EQ(loss->GetLossProbability(0, 2), 0.7);
    EXPECT_EQ(loss->GetLossProbability(2, 0), 0.3);
    loss->SetLoss("good", "bad", 0.3);
    EXPECT_DEATH(loss->SetLoss("good", "bad", 1.5), "loss 1.5 between good and bad");
    BuildLossy(3, loss);
    SendMany(0, 2, 10000);
    SendMany(1, 0, 100);
    Simulator::Run();
    EXPECT_NEAR(lost[0], 3000, 4 * std::sqrt(0.3 * 0.7 * 10000));
    EXPECT_EQ(lost[1], 0u);
}

TEST_F(UnderlayLoss, WhatAHostLosesDoesNotDependOnOthers)
{
    std::vector<std::vector<uint32_t>> runs;
    for (const bool others : {false, true, false})
    {
        Ptr<ConstantWanLoss> loss = CreateObject<ConstantWanLoss>();
        loss->SetAttribute("Probability", DoubleValue(0.3));
        nodes = NodeContainer();
        // the last run has other streams
        BuildLossy(3, loss, runs.size() == 2 ? 500 : 10);
        SendMany(1, 0, 500);
        if (others)
        {
            SendMany(2, 1, 700);
        }
        Simulator::Run();
        std::vector<uint32_t> survivors;
        for (std::size_t i = 0; i < sizes.size(); i++)
        {
            if (receivers[i] == 0)
            {
                survivors.push_back(sizes[i]);
            }
        }
        runs.push_back(survivors);
        sizes.clear();
        receivers.clear();
        Simulator::Destroy();
    }
    EXPECT_EQ(runs[0], runs[1]);
    EXPECT_NE(runs[0], runs[2]);
}

TEST_F(UnderlayLoss, ImpossibleProbabilityStopsTheProgram)
{
    Ptr<ConstantWanLoss> loss = CreateObject<ConstantWanLoss>();
    EXPECT_DEATH(loss->SetAttribute("Probability", DoubleValue(1.1)), "Probability");
    EXPECT_DEATH(loss->SetPairLoss(1, 2, -0.1), "loss -0.1 between hosts 1 and 2");
    EXPECT_DEATH(wan.SetLoss("ns3::ConstantWanLoss", "Probability", DoubleValue(1.1)),
                 "ns3::ConstantWanLoss: Probability is 1.1, not 0 to 1");
}
