/* SPDX-License-Identifier: GPL-2.0-only */
#include "ns3/latency-histogram.h"
#include "ns3/propagation-metrics.h"
#include "ns3/run-summary.h"
#include "ns3/study-confidence-interval.h"

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
Play(PropagationMetrics& metrics, const MessageKey& key)
{
    for (uint32_t node = 0; node < 4; node++)
    {
        metrics.SetSubscribed(Seconds(0), node, "x", true);
    }
    metrics.Published(Seconds(10), 0, {key}, "x");
    metrics.Sent(Seconds(1), 0, 1, {key});
    metrics.Sent(Seconds(1), 0, 1, {key});
    metrics.ReceivedFirst(Seconds(11), 1, 0, {key});
    metrics.Delivered(Seconds(11), 1, {key});
    metrics.ReceivedFirst(Seconds(11), 2, 0, {key});
    metrics.Delivered(Seconds(12), 2, {key});
    metrics.Sent(Seconds(1), 0, 1, {key});
    metrics.Sent(Seconds(1), 0, 1, {key});
    metrics.ReceivedAgain(Seconds(1), 1, 0, {key});
    metrics.ReceivedFirst(Seconds(11), 3, 1, {key});
    metrics.Delivered(Seconds(14), 3, {key});
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

TEST(PropagationMetrics, SaysWhichMessagesDidNotReachWhichNodes)
{
    PropagationMetrics metrics(4);
    for (uint32_t node = 0; node < 4; node++)
    {
        metrics.SetSubscribed(Seconds(0), node, "", true);
    }
    const MessageKey lost{0xab, 0xcd, 1, 2};
    const MessageKey late{3};
    const MessageKey all{4};
    metrics.Published(Seconds(1.5), 0, {lost}, "");
    metrics.Delivered(Seconds(2), 2, {lost});
    metrics.Forgotten(Seconds(3), {lost});
    metrics.Published(Seconds(5), 1, {late}, "");
    metrics.Published(Seconds(4), 1, {all}, "");
    for (uint32_t node : {0, 2, 3})
    {
        metrics.Delivered(Seconds(6), node, {all});
    }
    RunSummary summary;
    summary.AddPropagation(metrics);
    EXPECT_EQ(
        summary.DescribeMissing(),
        "5: of message abcd0102 (published at 1.5 s) at node 1, abcd0102 (published at 1.5 s) "
        "at node 3, 03000000 (published at 5 s) at node 0, 03000000 (published at 5 s) at "
        "node 2, 03000000 (published at 5 s) at node 3");
    std::ostringstream json;
    summary.WriteJson(json);
    const auto missing = nlohmann::json::parse(json.str())["missing_deliveries"];
    EXPECT_EQ(missing.size(), 5U);
    EXPECT_EQ(missing[1],
              nlohmann::json({{"message", "abcd0102"}, {"published_s", 1.5}, {"node", 3}}));
    metrics.Published(Seconds(7), 0, {MessageKey{5}}, "");
    RunSummary more;
    more.AddPropagation(metrics);
    EXPECT_EQ(more.DescribeMissing(), "8" + summary.DescribeMissing().substr(1) + ", ...");
    std::ostringstream text;
    more.WriteText(text);
    EXPECT_NE(text.str().find("missing deliveries  8: of message abcd0102"), std::string::npos);

    PropagationMetrics none(4);
    Play(none, {1});
    RunSummary complete;
    complete.AddPropagation(none);
    EXPECT_EQ(complete.DescribeMissing(), "");
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

TEST(PropagationMetrics, OneThatPublishesTooIsNotExpectedToGetAMessage)
{
    PropagationMetrics metrics(6);
    for (uint32_t node = 0; node < 6; node++)
    {
        metrics.SetSubscribed(Seconds(0), node, "x", true);
    }
    metrics.Published(Seconds(10), 0, {MessageKey{1}}, "x");
    EXPECT_EQ(metrics.GetNExpectedDeliveries(), 5U);
    metrics.Delivered(Seconds(11), 1, {MessageKey{1}});
    metrics.Delivered(Seconds(12), 2, {MessageKey{1}});
    EXPECT_EQ(metrics.GetTimeToHalf().GetCount(), 0U);
    metrics.Published(Seconds(13), 3, {MessageKey{1}}, "x");
    EXPECT_EQ(metrics.GetNPublished(), 1U);
    EXPECT_EQ(metrics.GetNExpectedDeliveries(), 4U);
    EXPECT_NEAR(metrics.GetTimeToHalf().GetMean(), 2, 1e-9);
    metrics.ReceivedFirst(Seconds(14), 4, 3, {MessageKey{1}});
    EXPECT_EQ(metrics.GetHops(), (std::vector<uint64_t>{0, 1}));
    metrics.Delivered(Seconds(14), 3, {MessageKey{1}});
    metrics.Delivered(Seconds(14), 4, {MessageKey{1}});
    metrics.Delivered(Seconds(15), 4, {MessageKey{1}});
    EXPECT_EQ(metrics.GetNDelivered(), 3U);
    metrics.Published(Seconds(16), 5, {MessageKey{1}}, "x");
    EXPECT_NEAR(metrics.GetTimeToAll().GetMean(), 4, 1e-9);
    EXPECT_EQ(metrics.GetDeliveryRatio(), 1);
    // Who had it has forgotten it.
    metrics.Published(Seconds(300), 4, {MessageKey{1}}, "x");
    EXPECT_EQ(metrics.GetNPublished(), 2U);
    EXPECT_EQ(metrics.GetNExpectedDeliveries(), 3U + 5);
}

TEST(PropagationMetrics, WhoIsNotSubscribedPublishesTooOnce)
{
    PropagationMetrics metrics(4);
    metrics.SetSubscribed(Seconds(0), 0, "x", true);
    for (uint32_t node : {1, 2, 3})
    {
        metrics.Published(Seconds(10), node, {MessageKey{1}}, "x");
    }
    metrics.Delivered(Seconds(11), 0, {MessageKey{1}});
    EXPECT_EQ(metrics.GetNPublished(), 1U);
    metrics.Published(Seconds(300), 3, {MessageKey{1}}, "x");
    EXPECT_EQ(metrics.GetNPublished(), 2U);
    EXPECT_EQ(metrics.GetNTracked(), 1U);
    metrics.Forgotten(Seconds(301), {MessageKey{1}});
    EXPECT_EQ(metrics.GetNTracked(), 0U);
    EXPECT_EQ(metrics.GetNExpectedDeliveries(), 2U);
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

TEST(RunSummary, FieldsAreThoseOfTheJson)
{
    RunSummary summary;
    summary.protocol = "x";
    summary.nodes = 10;
    summary.degree = 5.5;
    summary.counted = 4;
    summary.transmissions = 10;
    summary.latency.p95 = 0.25;
    summary.egress.control = 7;
    summary.hops = {0, 3};
    summary.control = {{"ihave", 9}};
    summary.counts = {{"history_envelopes", 2}};
    summary.errors = {{"p50", -0.5}};
    std::ostringstream out;
    summary.WriteJson(out);
    const auto json = nlohmann::ordered_json::parse(out.str());
    std::vector<std::string> expected;
    for (const auto& item : json.items())
    {
        if (!item.value().is_object())
        {
            expected.push_back(item.key());
            continue;
        }
        for (const auto& part : item.value().items())
        {
            expected.push_back(item.key() + "." + part.key());
        }
    }
    std::vector<std::string> paths;
    for (const RunSummary::Field& field : summary.GetFields())
    {
        paths.push_back(field.GetPath());
        const auto& group = field.group.empty() ? json : json[field.group];
        std::visit([&](const auto& value) { EXPECT_EQ(group[field.name], value); }, field.value);
    }
    EXPECT_EQ(paths, expected);
    EXPECT_EQ(summary.GetNumber("nodes"), 10);
    EXPECT_EQ(summary.GetNumber("degree"), 5.5);
    EXPECT_EQ(summary.GetNumber("transmissions_per_message"), 2.5);
    EXPECT_EQ(summary.GetNumber("latency_s.p95"), 0.25);
    EXPECT_EQ(summary.GetNumber("control_messages.ihave"), 9);
    EXPECT_EQ(summary.GetNumber("latency_relative_error.p50"), -0.5);
    EXPECT_FALSE(summary.GetNumber("hops.histogram"));
    EXPECT_FALSE(summary.GetNumber("protocol"));
    EXPECT_FALSE(summary.GetNumber("nothing"));
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
