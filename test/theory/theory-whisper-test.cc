/* SPDX-License-Identifier: GPL-2.0-only */
#include "ns3/whisper-scaling-cases.h"
#include "ns3/whisper-scaling-model.h"

#include <bitset>
#include <cmath>
#include <gtest/gtest.h>
#include <random>
#include <sstream>
#include <string>
#include <vector>

using namespace ns3;

namespace
{

using Case = double (WhisperScalingModel::*)(double) const;

const std::vector<Case> CASES = {&WhisperScalingModel::Case1,
                                 &WhisperScalingModel::Case2,
                                 &WhisperScalingModel::Case3,
                                 &WhisperScalingModel::Case4,
                                 &WhisperScalingModel::Case5,
                                 &WhisperScalingModel::Case6,
                                 &WhisperScalingModel::Case7,
                                 &WhisperScalingModel::Case8};

} // namespace

TEST(TheoryWhisper, EveryResultLineIsThatOfTheReportOf2019)
{
    const std::vector<std::string> published = {
        "For 100 users, receiving bandwidth is 1000.0KB/day",
        "For 10k users, receiving bandwidth is 1000.0KB/day",
        "For  1m users, receiving bandwidth is 1000.0KB/day",
        "For 100 users, receiving bandwidth is   97.7MB/day",
        "For 10k users, receiving bandwidth is    9.5GB/day",
        "For  1m users, receiving bandwidth is  953.7GB/day",
        "For 100 users, receiving bandwidth is   49.3MB/day",
        "For 10k users, receiving bandwidth is    4.8GB/day",
        "For  1m users, receiving bandwidth is  476.8GB/day",
        "For 100 users, receiving bandwidth is 1000.0KB/day",
        "For 10k users, receiving bandwidth is    1.5MB/day",
        "For  1m users, receiving bandwidth is   98.1MB/day",
        "For 100 users, receiving bandwidth is   10.7MB/day",
        "For 10k users, receiving bandwidth is  978.0MB/day",
        "For  1m users, receiving bandwidth is   95.5GB/day",
        "For 100 users, receiving bandwidth is   21.5MB/day",
        "For 10k users, receiving bandwidth is    1.9GB/day",
        "For  1m users, receiving bandwidth is  190.9GB/day",
        "For 100 users, receiving bandwidth is    3.9MB/day",
        "For 10k users, receiving bandwidth is  284.8MB/day",
        "For  1m users, receiving bandwidth is   27.8GB/day",
        "For 100 users, receiving bandwidth is 1000.0KB/day",
        "For 10k users, receiving bandwidth is    1.5MB/day",
        "For  1m users, receiving bandwidth is   98.1MB/day",
    };
    std::ostringstream text;
    WriteScalingText(text, MakeWhisperScalingReport(WhisperScalingModel()), {}, false);
    std::istringstream lines(text.str());
    std::vector<std::string> results;
    for (std::string line; std::getline(lines, line);)
    {
        if (line.rfind("For ", 0) == 0)
        {
            results.push_back(line);
        }
    }
    EXPECT_EQ(results, published);
}

TEST(TheoryWhisper, LoadsAreThoseOfHandCalculation)
{
    const double own = 1024 * 10 * 100; // bytes a day
    const WhisperScalingModel model;
    EXPECT_DOUBLE_EQ(model.Case1(10000), own);
    EXPECT_DOUBLE_EQ(model.Case2(10000), own * 10000);
    EXPECT_DOUBLE_EQ(model.Case3(10000), own * (0.5 * 10000 + 0.5));
    EXPECT_DOUBLE_EQ(model.Case4(10000), own * (0.5 * 2 + 0.5));
    EXPECT_DOUBLE_EQ(model.Case5(10000), own * (1.5 + 1000));
    EXPECT_DOUBLE_EQ(model.Case6(10000), own * 2 * (1.5 + 1000));
    EXPECT_DOUBLE_EQ(model.Case7(10000), own * (0.9 * (1.5 + 100) + 0.1 * 2 * (1.5 + 1000)));
    EXPECT_DOUBLE_EQ(model.Case8(10000), model.Case4(10000));
}

TEST(TheoryWhisper, PartitionsAreNotSharedBelowOneUserForEach)
{
    const WhisperScalingModel model;
    EXPECT_EQ(model.Case4(1), model.Case4(5000));
    EXPECT_GT(model.Case4(5001), model.Case4(5000));
}

TEST(TheoryWhisper, LoadNeverFallsWithUsersAndVanishesWithoutMessages)
{
    WhisperScalingParameters silent;
    silent.messagesPerDay = 0;
    for (const auto load : CASES)
    {
        EXPECT_LE((WhisperScalingModel().*load)(100), (WhisperScalingModel().*load)(100000));
        EXPECT_EQ((WhisperScalingModel(silent).*load)(100000), 0);
    }
}

TEST(TheoryWhisper, ValuesOutsideTheirRangeAreNamed)
{
    for (const auto& entry : GetWhisperScalingParameterTable().GetEntries())
    {
        WhisperScalingParameters parameters;
        parameters.*entry.member = entry.info.minimum - 1;
        try
        {
            WhisperScalingModel model(parameters);
            FAIL() << entry.info.name;
        }
        catch (const std::domain_error& error)
        {
            EXPECT_EQ(std::string(error.what()).rfind(entry.info.GetTitle() + " = ", 0), 0);
        }
    }
    for (const auto load : CASES)
    {
        EXPECT_THROW((WhisperScalingModel().*load)(0), std::domain_error);
    }
}

TEST(TheoryBloom, RateIsThatOfSampledFilters)
{
    std::mt19937 random(1);
    const int hashes = 3;
    const int topics = 100;
    int hits = 0;
    const int trials = 20000;
    for (int trial = 0; trial < trials; ++trial)
    {
        std::bitset<512> filter;
        for (int i = 0; i < topics * hashes; ++i)
        {
            filter.set(random() % 512);
        }
        bool hit = true;
        for (int i = 0; i < hashes; ++i)
        {
            hit &= filter.test(random() % 512);
        }
        hits += hit;
    }
    const double rate = BloomFalsePositiveRate(512, hashes, topics);
    EXPECT_NEAR(rate, 0.087, 0.0005); // the rate that the model of 2019 quotes
    EXPECT_NEAR(hits / double(trials), rate, 4 * std::sqrt(rate / trials));
}

TEST(TheoryBloom, KnowsItsLimits)
{
    EXPECT_EQ(BloomFalsePositiveRate(512, 3, 0), 0);
    EXPECT_EQ(BloomFalsePositiveRate(1, 1, 1), 1);
    EXPECT_NEAR(OptimalBloomHashes(512, 100), 3.55, 0.005);
    EXPECT_LT(BloomFalsePositiveRate(512, 4, 100), BloomFalsePositiveRate(512, 8, 100));
    EXPECT_LT(BloomFalsePositiveRate(512, 4, 100), BloomFalsePositiveRate(512, 1, 100));
    EXPECT_THROW(BloomFalsePositiveRate(0, 3, 100), std::domain_error);
    EXPECT_THROW(BloomFalsePositiveRate(512, 0, 100), std::domain_error);
    EXPECT_THROW(BloomFalsePositiveRate(512, 3, -1), std::domain_error);
}

TEST(TheoryBloom, FeedsTheModelWhenAsked)
{
    WhisperScalingParameters parameters;
    EXPECT_EQ(WhisperScalingModel(parameters).GetFalsePositiveShare(), 0.1);
    parameters.falsePositivesFromFilter = 1;
    EXPECT_EQ(WhisperScalingModel(parameters).GetFalsePositiveShare(),
              BloomFalsePositiveRate(512, 3, 100));
    parameters.bloomTopics = 50;
    EXPECT_LT(WhisperScalingModel(parameters).Case5(10000), WhisperScalingModel().Case5(10000));
}
