/* SPDX-License-Identifier: GPL-2.0-only */
#include "ns3/latency-histogram.h"
#include "ns3/propagation-metrics.h"
#include "ns3/run-summary.h"
#include "ns3/study-confidence-interval.h"
#include "ns3/topic-propagation.h"

#include <algorithm>
#include <cmath>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <random>
#include <sstream>

using namespace ns3;

TEST(LatencyHistogram, PercentilesAreRightToATenthOfAPercent)
{
    std::mt19937_64 random(1);
    std::lognormal_distribution<double> draw(17, 2);
    std::vector<int64_t> values;
    LatencyHistogram histogram;
    for (int i = 0; i < 20000; i++)
    {
        values.push_back(static_cast<int64_t>(draw(random)));
        histogram.Add(NanoSeconds(values.back()));
    }
    std::sort(values.begin(), values.end());
    for (double p : {0.5, 5.0, 25.0, 50.0, 75.0, 95.0, 99.0, 99.9})
    {
        const double exact =
            values[static_cast<std::size_t>(std::ceil(p / 100 * values.size() - 1e-6)) - 1] * 1e-9;
        EXPECT_NEAR(histogram.GetPercentile(p) / exact, 1, 0.001) << p;
    }
    EXPECT_DOUBLE_EQ(histogram.GetMin(), values.front() * 1e-9);
    EXPECT_DOUBLE_EQ(histogram.GetMax(), values.back() * 1e-9);
    EXPECT_DOUBLE_EQ(histogram.GetPercentile(100), values.back() * 1e-9);
}

TEST(LatencyHistogram, MergedPartsEqualTheWhole)
{
    LatencyHistogram whole;
    LatencyHistogram even;
    LatencyHistogram odd;
    for (int i = 1; i < 1000; i++)
    {
        whole.Add(MicroSeconds(i * i));
        (i % 2 == 0 ? even : odd).Add(MicroSeconds(i * i));
    }
    even.Merge(odd);
    EXPECT_EQ(even.GetCdf(), whole.GetCdf());
    EXPECT_DOUBLE_EQ(even.GetMean(), whole.GetMean());
    EXPECT_EQ(even.GetKolmogorovSmirnovDistance(whole), 0);
}

TEST(LatencyHistogram, KolmogorovSmirnovDistanceOfKnownSamples)
{
    LatencyHistogram a;
    LatencyHistogram b;
    for (int i = 1; i <= 4; i++)
    {
        a.Add(Seconds(i));
        b.Add(Seconds(i + 2));
    }
    EXPECT_DOUBLE_EQ(a.GetKolmogorovSmirnovDistance(b), 0.5);
    EXPECT_DOUBLE_EQ(b.GetKolmogorovSmirnovDistance(a), 0.5);
}

namespace
{

/// Node 0 publishes to 1 and 2, 1 sends to 3 and 2.
void
Play(PropagationMetrics& metrics, const PropagationMetrics::Key& key)
{
    metrics.Publish(Seconds(10), 0, key);
    metrics.Send(key);
    metrics.Send(key);
    metrics.FirstReceive(1, 0, key);
    metrics.Deliver(Seconds(11), 1, key);
    metrics.FirstReceive(2, 0, key);
    metrics.Deliver(Seconds(12), 2, key);
    metrics.Send(key);
    metrics.Send(key);
    metrics.Duplicate(key);
    metrics.FirstReceive(3, 1, key);
    metrics.Deliver(Seconds(14), 3, key);
}

} // namespace

TEST(PropagationMetrics, HandMadeRunGivesTheKnownFigures)
{
    PropagationMetrics metrics(4);
    Play(metrics, {1});
    EXPECT_EQ(metrics.GetNPublished(), 1U);
    EXPECT_EQ(metrics.GetNExpectedDeliveries(), 3U);
    EXPECT_EQ(metrics.GetNDelivered(), 3U);
    EXPECT_EQ(metrics.GetNTransmissions(), 4U);
    EXPECT_EQ(metrics.GetNDuplicates(), 1U);
    EXPECT_EQ(metrics.GetHops(), (std::vector<uint64_t>{0, 2, 1}));
    EXPECT_NEAR(metrics.GetMeanHops(), 4.0 / 3, 1e-12);
    EXPECT_NEAR(metrics.GetTimeToHalf().GetMean(), 2, 1e-9);
    EXPECT_NEAR(metrics.GetTimeTo95().GetMean(), 4, 1e-9);
    EXPECT_NEAR(metrics.GetTimeToAll().GetMean(), 4, 1e-9);
    EXPECT_NEAR(metrics.GetLatency().GetMean(), 7.0 / 3, 1e-9);
}

TEST(PropagationMetrics, WarmupMessagesCountInNothingButPublished)
{
    PropagationMetrics metrics(4);
    metrics.SetWarmup(1);
    Play(metrics, {1});
    EXPECT_EQ(metrics.GetNTransmissions(), 0U);
    EXPECT_EQ(metrics.GetLatency().GetCount(), 0U);
    Play(metrics, {2});
    EXPECT_EQ(metrics.GetNPublished(), 2U);
    EXPECT_EQ(metrics.GetNCounted(), 1U);
    EXPECT_EQ(metrics.GetNDelivered(), 3U);
    PropagationMetrics sum(4);
    sum.Merge(metrics);
    EXPECT_EQ(sum.GetNCounted(), 1U);
    RunSummary summary;
    summary.AddPropagation(metrics);
    std::ostringstream out;
    summary.WriteJson(out);
    EXPECT_EQ(nlohmann::json::parse(out.str())["transmissions_per_message"],
              metrics.GetNTransmissions());
}

TEST(PropagationMetrics, MergingAddsUp)
{
    PropagationMetrics a(4);
    PropagationMetrics b(4);
    Play(a, {1});
    Play(b, {1});
    a.Merge(b);
    EXPECT_EQ(a.GetNTransmissions(), 8U);
    EXPECT_EQ(a.GetLatency().GetCount(), 6U);
    EXPECT_EQ(a.GetHops(), (std::vector<uint64_t>{0, 4, 2}));
}

TEST(TopicPropagation, OneThatPublishesTooIsNotExpectedToGetAMessage)
{
    TopicPropagation propagation(6);
    const PropagationMetrics& metrics = propagation.GetMetrics();
    for (uint32_t node = 0; node < 6; node++)
    {
        propagation.SetSubscribed(node, "x", true);
    }
    propagation.Publish(Seconds(10), 0, {1}, "x");
    EXPECT_EQ(metrics.GetNExpectedDeliveries(), 5U);
    propagation.Deliver(Seconds(11), 1, {1});
    propagation.Deliver(Seconds(12), 2, {1});
    EXPECT_EQ(metrics.GetTimeToHalf().GetCount(), 0U);
    propagation.Publish(Seconds(13), 3, {1}, "x");
    EXPECT_EQ(metrics.GetNPublished(), 1U);
    EXPECT_EQ(metrics.GetNExpectedDeliveries(), 4U);
    EXPECT_NEAR(metrics.GetTimeToHalf().GetMean(), 2, 1e-9);
    propagation.FirstReceive(4, 3, {1});
    EXPECT_EQ(metrics.GetHops(), (std::vector<uint64_t>{0, 1}));
    propagation.Deliver(Seconds(14), 3, {1});
    propagation.Deliver(Seconds(14), 4, {1});
    propagation.Deliver(Seconds(15), 4, {1});
    EXPECT_EQ(metrics.GetNDelivered(), 3U);
    propagation.Publish(Seconds(16), 5, {1}, "x");
    EXPECT_NEAR(metrics.GetTimeToAll().GetMean(), 4, 1e-9);
    EXPECT_EQ(metrics.GetDeliveryRatio(), 1);
    // Who had it has forgotten it.
    propagation.Publish(Seconds(300), 4, {1}, "x");
    EXPECT_EQ(metrics.GetNPublished(), 2U);
    EXPECT_EQ(metrics.GetNExpectedDeliveries(), 3U + 5);
}

TEST(TopicPropagation, WhoIsNotSubscribedPublishesTooOnce)
{
    TopicPropagation propagation(4);
    propagation.SetSubscribed(0, "x", true);
    for (uint32_t node : {1, 2, 3})
    {
        propagation.Publish(Seconds(10), node, {1}, "x");
    }
    propagation.Deliver(Seconds(11), 0, {1});
    EXPECT_EQ(propagation.GetMetrics().GetNPublished(), 1U);
    propagation.Publish(Seconds(300), 3, {1}, "x");
    EXPECT_EQ(propagation.GetMetrics().GetNPublished(), 2U);
    EXPECT_EQ(propagation.GetNTracked(), 1U);
    propagation.Forget({1});
    EXPECT_EQ(propagation.GetNTracked(), 0U);
    EXPECT_EQ(propagation.GetMetrics().GetNExpectedDeliveries(), 2U);
}

TEST(RunSummary, JsonHasTheKeysOfTheContractInOrder)
{
    RunSummary summary;
    summary.degree = 6;
    std::ostringstream out;
    summary.WriteJson(out);
    const auto json = nlohmann::ordered_json::parse(out.str());
    const std::vector<std::string> expected = {"protocol",
                                               "nodes",
                                               "degree",
                                               "message_bytes",
                                               "rng_run",
                                               "published",
                                               "expected_deliveries",
                                               "delivered",
                                               "delivery_ratio",
                                               "transmissions",
                                               "transmissions_per_message",
                                               "duplicates",
                                               "latency_s",
                                               "ingress_bytes_per_node",
                                               "egress_bytes_per_node",
                                               "simulated_s",
                                               "events",
                                               "wall_s",
                                               "peak_rss_bytes"};
    std::vector<std::string> keys;
    for (const auto& item : json.items())
    {
        keys.push_back(item.key());
    }
    keys.resize(expected.size());
    EXPECT_EQ(keys, expected);
    EXPECT_EQ(json["degree"].dump(), "6");
}

TEST(RunSummaryDeathTest, AFileThatCannotBeWrittenIsNamed)
{
    EXPECT_DEATH(RunSummary().WriteJson("/nowhere/x.json"), "can't write /nowhere/x.json");
}

TEST(ConfidenceInterval, KnownValuesOfStudentsT)
{
    const ConfidenceInterval interval = ConfidenceInterval::Of({1, 2, 3});
    EXPECT_DOUBLE_EQ(interval.mean, 2);
    EXPECT_NEAR(interval.halfWidth.value(), 4.302653 / std::sqrt(3), 1e-5);
    EXPECT_EQ(ConfidenceInterval::Of({5, 5}).halfWidth, 0);
}

TEST(ConfidenceInterval, OneValueHasNone)
{
    EXPECT_DOUBLE_EQ(ConfidenceInterval::Of({5}).mean, 5);
    EXPECT_FALSE(ConfidenceInterval::Of({5}).halfWidth);
}
