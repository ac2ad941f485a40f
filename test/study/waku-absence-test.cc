/* SPDX-License-Identifier: GPL-2.0-only */
#include "ns3/distributed-helper.h"
#include "ns3/scenario-run.h"
#include "ns3/scenario.h"

#include <gtest/gtest.h>
#include <map>
#include <string>

using namespace ns3;

namespace
{

using AbsenceValues = std::map<std::string, std::string>;

/// 30 users of one group, of whom 3 have stores and 6 come back after 2 h.
Scenario
MakeAbsence(const AbsenceValues& values)
{
    Scenario scenario("waku");
    scenario.Set("mode", "GossipSub");
    scenario.Set("nodes", "30");
    scenario.Set("overlay", "dial:6");
    scenario.Set("underlay.transport", "flow");
    scenario.Set("group_shards", "1");
    scenario.Set("service_nodes", "3");
    scenario.Set("selective_share", "0.2");
    scenario.Set("traffic.messages_per_hour", "5");
    scenario.Set("traffic.duration", "660s");
    scenario.Set("traffic.drain", "60s");
    scenario.Set("away", "2h");
    for (const auto& [key, value] : values)
    {
        scenario.Set(key, value);
    }
    return scenario;
}

std::map<std::string, double>
RunAbsence(const AbsenceValues& values)
{
    Scenario scenario = MakeAbsence(values);
    scenario.Check();
    int argc = 0;
    char** argv = nullptr;
    const auto result = ScenarioRun(scenario, 1).Run(DistributedHelper(&argc, &argv));
    EXPECT_EQ(result.failure, "");
    return result.metrics;
}

std::string
GetAbsenceError(const AbsenceValues& values)
{
    try
    {
        MakeAbsence(values).Check();
    }
    catch (const ScenarioError& error)
    {
        return error.what();
    }
    return "";
}

} // namespace

TEST(WakuAbsence, UsersGetWhatAnyStoreKept)
{
    for (const std::string away : {"60s", "2h", "26h"})
    {
        const auto metrics = RunAbsence({{"away", away}});
        const double hours = away == "60s" ? 1.0 / 60 : std::stod(away);
        EXPECT_EQ(metrics.at("come_back.users"), 6);
        EXPECT_NEAR(metrics.at("come_back.missed") / (30 * 5 * hours), 1, away == "60s" ? 1 : 0.2);
        EXPECT_EQ(metrics.at("come_back.lost_ratio"), 0);
        EXPECT_EQ(metrics.at("come_back.complete_ratio"), 1);
        EXPECT_EQ(metrics.at("stores.most_lacking"), 0);
        EXPECT_GT(metrics.at("come_back.bytes"), metrics.at("come_back.fetched") * 2000);
        EXPECT_GT(metrics.at("come_back.time_s"), 0.4);
        EXPECT_EQ(metrics.at("stores.transfer_bytes"), 0);
    }
}

TEST(WakuAbsence, WhatAStoreThatWasDownLacksIsLostUnlessStoresSynchronise)
{
    const auto without = RunAbsence({{"store_outage", "30min"}});
    EXPECT_GT(without.at("stores.most_lacking"), 40);
    // A third of the users asks this store, which lacks a quarter of what they missed.
    EXPECT_NEAR(without.at("come_back.lost_ratio"), 1.0 / 12, 0.04);
    const auto with = RunAbsence({{"store_outage", "30min"}, {"store_sync", "true"}});
    EXPECT_EQ(with.at("stores.most_lacking"), 0);
    EXPECT_EQ(with.at("come_back.lost_ratio"), 0);
    EXPECT_EQ(with.at("come_back.missed"), without.at("come_back.missed"));
    EXPECT_GT(with.at("stores.transfer_bytes"), without.at("stores.most_lacking") * 2000);
    EXPECT_LT(with.at("stores.reconciliation_bytes"), with.at("stores.transfer_bytes"));
}

TEST(WakuAbsence, LongOutagesAreForResume)
{
    const auto sync = RunAbsence({{"store_outage", "2h"}, {"store_sync", "true"}, {"away", "4h"}});
    // An hour of them, and not more.
    EXPECT_NEAR(sync.at("stores.most_lacking"), 150, 40);
    const auto resume =
        RunAbsence({{"store_outage", "2h"}, {"store_resume", "true"}, {"away", "4h"}});
    EXPECT_EQ(resume.at("stores.most_lacking"), 0);
    EXPECT_EQ(resume.at("come_back.lost_ratio"), 0);
}

TEST(WakuAbsence, UsersOfAStoreThatFailsGoToTheOthers)
{
    const auto metrics = RunAbsence({{"store_dies", "true"}, {"away", "26h"}});
    EXPECT_EQ(metrics.at("come_back.lost_ratio"), 0);
    EXPECT_EQ(metrics.at("come_back.complete_ratio"), 1);
    EXPECT_LT(metrics.at("stores.largest_share"), 0.6);
    EXPECT_GT(metrics.at("come_back.longest_time_s"), 2);
}

TEST(WakuAbsence, ValuesThatDoNotGoTogetherAreRefused)
{
    EXPECT_EQ(GetAbsenceError({}), "");
    const std::map<std::string, AbsenceValues> cases = {
        {"service_nodes is 0", {{"service_nodes", "0"}, {"selective_share", "0"}}},
        {"away is 0s, and store_resume, store_outage and store_dies need",
         {{"away", "0s"}, {"store_outage", "1h"}}},
        {"users who are away have light nodes", {{"selective_share", "0"}}},
        {"goes without away", {{"online_time", "60s"}, {"offline_time", "60s"}}},
        {"away goes with traffic.messages_per_hour", {{"traffic.messages_per_hour", "0"}}},
    };
    for (const auto& [sentence, values] : cases)
    {
        EXPECT_NE(GetAbsenceError(values).find(sentence), std::string::npos)
            << sentence << ": " << GetAbsenceError(values);
    }
}
