/* SPDX-License-Identifier: GPL-2.0-only */
#include "read-file.h"

#include "ns3/hardening-config.h"
#include "ns3/measurement.h"
#include "ns3/study-file.h"
#include "ns3/study-plan.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <map>
#include <string>

using namespace ns3;

namespace
{

/// Scale of the study that ships.
constexpr double SHIPPED_SCALE = 240;

const std::string CONFIGS = std::string(WAKU_SOURCE_DIR) + "/test/data/gossipsub-hardening/";

std::vector<HardeningConfig>
ReadAllConfigs()
{
    std::vector<std::string> files;
    for (const auto& entry : std::filesystem::directory_iterator(CONFIGS))
    {
        files.push_back(entry.path().stem().string());
    }
    std::sort(files.begin(), files.end());
    std::vector<HardeningConfig> configs;
    for (const std::string& file : files)
    {
        configs.emplace_back(CONFIGS + file + ".json");
    }
    return configs;
}

std::map<std::string, std::string>
AsMap(const HardeningConfig::Settings& settings)
{
    return {settings.begin(), settings.end()};
}

/// What the reader says of the baseline with a text in place of another.
std::string
ErrorOfConfig(const std::string& from, const std::string& to)
{
    std::string text = ReadFile(CONFIGS + "1k.json");
    const std::size_t at = text.find(from);
    EXPECT_NE(at, std::string::npos);
    text.replace(at, from.size(), to);
    const std::string path = testing::TempDir() + "hardening-config.json";
    std::ofstream(path) << text;
    try
    {
        HardeningConfig config(path);
    }
    catch (const MeasurementError& error)
    {
        return error.what();
    }
    return "";
}

} // namespace

TEST(HardeningConfig, TheThirteenConfigurationsAreReadAsTheyAre)
{
    const std::vector<HardeningConfig> configs = ReadAllConfigs();
    ASSERT_EQ(configs.size(), 13u);
    EXPECT_EQ(configs.front().GetName(), "1k");
    EXPECT_TRUE(configs.front().GetAttack().empty());
    std::map<std::string, uint32_t> adversaries;
    for (const HardeningConfig& config : configs)
    {
        adversaries[config.GetName()] = config.GetNAdversaries();
        const auto scenario = AsMap(config.GetScenario(HardeningConfig::Scoring::CONFIG, 1));
        EXPECT_EQ(scenario.at("nodes"), "1000");
        EXPECT_EQ(scenario.at("traffic.payload"), "2048");
        EXPECT_EQ(scenario.at("underlay.latency"), "0.025s");
        EXPECT_EQ(scenario.at("underlay.jitter"), "0.0025s");
        EXPECT_EQ(scenario.at("ns3::TopicScoreParameters::MeshMessageDeliveriesActivation"), "90s");
    }
    EXPECT_EQ(adversaries.at("1k-attack-eclipse-single"), 1000u);
    EXPECT_EQ(adversaries.at("1k-attack-degrade-0.5"), 2000u);
    EXPECT_EQ(adversaries.at("1k-attack-colocation"), 4000u);
    const auto single =
        AsMap(HardeningConfig(CONFIGS + "1k-attack-eclipse-single.json").GetAttack());
    EXPECT_EQ(single.at("nodes"), "[0]");
    EXPECT_EQ(single.at("connect"), "1");
    EXPECT_EQ(single.at("at"), "33s");
    EXPECT_EQ(single.at("spread"), "6s");
    const auto censor =
        AsMap(HardeningConfig(CONFIGS + "1k-attack-censor-single.json").GetAttack());
    EXPECT_EQ(censor.at("censor"), "[0]");
    EXPECT_EQ(censor.at("share"), "1");
    const auto covert =
        AsMap(HardeningConfig(CONFIGS + "1k-attack-cold-boot-covert-flash.json").GetAttack());
    EXPECT_EQ(covert.at("delay"), "120s");
    EXPECT_EQ(covert.at("at"), "-30s");
}

TEST(HardeningConfig, AScaleDividesTheRateAndWhatCountsMessagesAndKeepsScores)
{
    const HardeningConfig config(CONFIGS + "1k.json");
    const auto one = AsMap(config.GetScenario(HardeningConfig::Scoring::CONFIG, 1));
    const auto ten = AsMap(config.GetScenario(HardeningConfig::Scoring::CONFIG, 10));
    const auto ratio = [&](const std::string& key) {
        return std::stod(ten.at(key)) / std::stod(one.at(key));
    };
    const std::string topic = "ns3::TopicScoreParameters::";
    EXPECT_DOUBLE_EQ(ratio("traffic.messages"), 0.1);
    EXPECT_EQ(one.at("traffic.messages"), "21600");
    EXPECT_NEAR(ratio("traffic.interval"), 10, 1e-3);
    EXPECT_DOUBLE_EQ(ratio(topic + "FirstMessageDeliveriesCap"), 0.1);
    EXPECT_DOUBLE_EQ(ratio(topic + "FirstMessageDeliveriesWeight"), 10);
    EXPECT_DOUBLE_EQ(ratio(topic + "MeshMessageDeliveriesThreshold"), 0.1);
    EXPECT_DOUBLE_EQ(ratio(topic + "MeshMessageDeliveriesWeight"), 100);
    EXPECT_DOUBLE_EQ(ratio(topic + "InvalidMessageDeliveriesWeight"), 1);
}

TEST(HardeningConfig, TheStudyThatShipsIsWhatTheProgramWrites)
{
    const std::string written = HardeningConfig::WriteStudy(ReadAllConfigs(), SHIPPED_SCALE);
    EXPECT_EQ(ReadFile(std::string(WAKU_SOURCE_DIR) + "/study/studies/attacks.yaml"), written);
    const StudyPlan plan(StudyFile::Parse(written, "attacks.yaml", {}));
    EXPECT_EQ(plan.GetCells().size(), 39u);
}

TEST(HardeningConfig, WhatItCannotReadIsNamedWithItsPlace)
{
    EXPECT_NE(ErrorOfConfig("\"120/s\"", "\"fast\"").find("topic.topic.message_rate.value"),
              std::string::npos);
    EXPECT_NE(ErrorOfConfig("\"25ms\"", "\"25\"").find("is no duration such as 1m30s"),
              std::string::npos);
    EXPECT_NE(ErrorOfConfig("\"sybil\"", "\"graft\"").find("is not sybil"), std::string::npos);
    EXPECT_NE(ErrorOfConfig("\"2 KiB\"", "\"2 pages\"").find("is no size such as 2 KiB"),
              std::string::npos);
}
