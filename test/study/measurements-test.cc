/* SPDX-License-Identifier: GPL-2.0-only */
#include "ns3/csv-line.h"
#include "ns3/csv-measurement.h"
#include "ns3/prometheus-measurement.h"
#include "ns3/summary-measurement.h"
#include "ns3/traffic-schedule.h"

#include <cmath>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <random>
#include <sstream>
#include <string>
#include <unistd.h>

using namespace ns3;

namespace
{

const std::string MEASURED_DATA = WAKU_SOURCE_DIR "/test/data/";

std::string
WriteMeasured(const std::string& name, const std::string& text)
{
    // Test processes run at the same time.
    const std::string folder = testing::TempDir() + "/waku-" + std::to_string(getpid());
    std::filesystem::create_directories(folder);
    const std::string path = folder + "/" + name;
    std::ofstream(path, std::ios::binary) << text;
    return path;
}

/// What reading a text says; without the folder of the file.
template <typename Read>
std::string
GetRefusal(const std::string& name, const std::string& text, Read read)
{
    const std::string path = WriteMeasured(name, text);
    try
    {
        read(path);
    }
    catch (const MeasurementError& error)
    {
        const std::string what = error.what();
        EXPECT_EQ(what.rfind(path, 0), 0U) << what;
        return what.substr(path.size() - name.size());
    }
    return "";
}

std::string
GetCsvRefusal(const std::string& text, const std::string& columns = "")
{
    return GetRefusal("m.csv", text, [&](const std::string& path) {
        ReadCsvMeasurement(path,
                           columns.empty() ? std::nullopt
                                           : std::make_optional(CsvColumns::Parse(columns)));
    });
}

std::string
GetPrometheusRefusal(const std::string& text)
{
    return GetRefusal("p.json", text, [](const std::string& path) {
        const PrometheusRange range = PrometheusRange::Read(path);
        range.IsHistogram() ? range.GetLatency() : range.GetCounter("a");
    });
}

/// The answer to a range query.
std::string
MakeAnswer(const std::string& series)
{
    return R"({"status": "success", "data": {"resultType": "matrix", "result": [)" + series + "]}}";
}

std::string
MakeSeries(const std::string& labels, const std::string& values)
{
    return "{\"metric\": {" + labels + "}, \"values\": [" + values + "]}";
}

} // namespace

TEST(CsvLine, FieldsMayBeQuoted)
{
    const auto fields = SplitCsvLine("a, \"b, \"\"c\"\"\" ,,d\r");
    ASSERT_EQ(fields.size(), 4U);
    EXPECT_EQ(fields[0].text, "a");
    EXPECT_EQ(fields[1].text, "b, \"c\"");
    EXPECT_EQ(fields[1].column, 4U);
    EXPECT_EQ(fields[2].text, "");
    EXPECT_EQ(fields[3].text, "d");
    EXPECT_EQ(fields[3].column, 17U);
    EXPECT_TRUE(SplitCsvLine("a,\"b").empty());
    EXPECT_TRUE(SplitCsvLine("a,\"b\"c,d").empty());
    EXPECT_EQ(SplitCsvLine("").size(), 1U);
    for (const std::string text : {"plain", "a,b", "say \"so\"", " blank", ""})
    {
        EXPECT_EQ(SplitCsvLine(QuoteCsvField(text) + ",x").at(0).text, text);
    }
}

TEST(CsvColumns, AMappingNamesColumnsAndUnits)
{
    const CsvColumns columns = CsvColumns::Parse("latency=rtt:us,seq=message id,node");
    EXPECT_EQ(columns.byRole.at("latency").name, "rtt");
    EXPECT_EQ(columns.byRole.at("latency").unit, 1e-6);
    EXPECT_EQ(columns.byRole.at("seq").name, "message id");
    EXPECT_EQ(columns.byRole.at("node").name, "node");
    for (const std::string text : {"latency=rtt",
                                   "latency=rtt:m",
                                   "seq:ms,latency:s",
                                   "delay=rtt:ms",
                                   "latency=:s",
                                   "latency:s,latency=b:s",
                                   "published:s",
                                   "seq",
                                   ""})
    {
        EXPECT_THROW(CsvColumns::Parse(text), std::invalid_argument) << text;
    }
}

TEST(CsvMeasurement, RealFilesAreReadWithoutAMapping)
{
    const Measurement geth = ReadCsvMeasurement(MEASURED_DATA + "whisper-geth/rr60_2048_r1.csv");
    EXPECT_EQ(geth.groupedBy, "message");
    ASSERT_EQ(geth.groups.size(), 40U);
    EXPECT_EQ(geth.groups[0].latency.size(), 59U);
    EXPECT_NEAR(geth.groups[0].latency[0].first, 0.54768, 1e-9);
    const Measurement nwaku =
        ReadCsvMeasurement(MEASURED_DATA + "nwaku-shadow-1000/d6_10kb.csv", std::nullopt, 1);
    EXPECT_EQ(nwaku.groups.size(), 9U);
    EXPECT_EQ(nwaku.groups[0].name, "1");
    EXPECT_EQ(nwaku.groups[8].latency.size(), 999U);
}

TEST(CsvMeasurement, CountsHopsAlongThePathsOfFirstCopies)
{
    const Measurement js = ReadCsvMeasurement(MEASURED_DATA + "gossipsub-js/js40-1k-mesh.csv");
    std::map<double, int> hops;
    for (const Measurement::Group& group : js.groups)
    {
        for (const auto& [number, count] : group.hops)
        {
            hops[number] += static_cast<int>(count);
        }
    }
    // As published with the data.
    EXPECT_EQ(hops, (std::map<double, int>{{1, 250}, {2, 770}, {3, 530}, {4, 10}}));
}

TEST(CsvMeasurement, LatencyIsTheDifferenceOfTwoTimes)
{
    const std::string path = WriteMeasured(
        "times.csv",
        "id,at,sent,got\nx,1,1700000000000000000,1700000000250000000\n\"y\",1,5e9,6e9\n");
    const Measurement measurement =
        ReadCsvMeasurement(path, CsvColumns::Parse("published=sent:ns,received=got:ns,seq=id"));
    ASSERT_EQ(measurement.groups.size(), 2U);
    EXPECT_NEAR(measurement.groups[0].latency[0].first, 0.25, 1e-6);
    EXPECT_NEAR(measurement.groups[1].latency[0].first, 1, 1e-6);
    EXPECT_EQ(measurement.groups[1].name, "y");
}

TEST(CsvMeasurement, LeavesOutThePublisherAndGroupsByNodeWithoutMessages)
{
    const std::string path =
        WriteMeasured("nodes.csv",
                      "publisher,node,latency_s,hops\na,a,0,0\na,b,0.5,1\na,c,1,2\nb,c,2,1\n\n");
    const Measurement measurement = ReadCsvMeasurement(path);
    EXPECT_EQ(measurement.groupedBy, "node");
    ASSERT_EQ(measurement.groups.size(), 2U);
    EXPECT_EQ(measurement.groups[1].name, "c");
    EXPECT_EQ(measurement.groups[1].latency.size(), 2U);
    EXPECT_EQ(measurement.groups[1].hops[0].first, 2);
}

TEST(CsvMeasurement, AWrongFileIsRefusedWithLineAndColumn)
{
    const std::string head = "seq,node,latency_ms\n1,1,100\n";
    const std::pair<std::string, std::string> texts[] = {
        {"", "m.csv:1:1: \"\" names no column latency_ms"},
        {"a,b\n1,2\n", "m.csv:1:1: \"a,b\" names no column latency_ms"},
        {head + "1,2\n", "m.csv:3:4: 2 fields, not 3"},
        {head + "1,2,3,4\n", "m.csv:3:7: 4 fields, not 3"},
        {head + "1,2,ten\n", "m.csv:3:5: \"ten\" is no number"},
        {head + "1,2,\n", "m.csv:3:5: \"\" is no number"},
        {head + "1,2,nan\n", "m.csv:3:5: \"nan\" is no number"},
        {head + "1,2,1e999\n", "m.csv:3:5: \"1e999\" is no number"},
        {head + "1,2,-5\n", "m.csv:3:5: latency -5 is not 0 to 10^6 s"},
        {head + "1,2,1e300\n", "m.csv:3:5: latency 1e300 is not"},
        {head + "\"1,2,5\n", "m.csv:3:1: a quotation mark is not closed"},
        {head + "2,1,50\n1,1,100\n", "m.csv:4:3: message 1 reached node 1 in line 2"},
        {head + std::string("1,\0,3\n", 6), "m.csv:3:3: this is no line of a text"},
        {head + std::string(200000, '1') + "\n", "m.csv:3:100001: this is no line"},
        {"seq,node,latency_ms\n", "m.csv: no latency"},
        {"hops,latency_s\n1.5,1\n", "m.csv:2:1: \"1.5\" is not a whole number of hops"},
    };
    for (const auto& [text, refusal] : texts)
    {
        EXPECT_EQ(GetCsvRefusal(text).rfind(refusal, 0), 0U)
            << refusal << " but " << GetCsvRefusal(text);
    }
    EXPECT_EQ(GetCsvRefusal("seq,rtt\n1,2\n", "latency=delay:ms"),
              "m.csv:1:1: \"seq,rtt\" has no column delay");
    EXPECT_EQ(GetCsvRefusal("a,b\n5,4\n", "published=a:s,received=b:s")
                  .rfind("m.csv:2:3: received -1 s after it was published", 0),
              0U);
    EXPECT_THROW(ReadCsvMeasurement("/nowhere.csv"), MeasurementError);
    EXPECT_THROW(ReadCsvMeasurement(testing::TempDir()), MeasurementError);
    EXPECT_EQ(
        GetRefusal("m.csv",
                   head,
                   [](const std::string& path) { ReadCsvMeasurement(path, std::nullopt, 2); }),
        "m.csv: no latency of message 2 or later");
}

TEST(CsvMeasurement, RandomBytesNeverCrashIt)
{
    std::mt19937 random(1);
    for (int i = 0; i < 300; i++)
    {
        std::string text = "seq,node,latency_ms\n";
        for (int k = 0; k < 60; k++)
        {
            text += "1,2\"\n\r. -e;\t\0"[random() % 13];
        }
        GetCsvRefusal(text);
    }
}

TEST(PrometheusRange, HistogramsBecomeLatenciesOfEachNode)
{
    // 10 latencies up to 0.1 s, 30 up to 0.3 s, none above; the second node was restarted.
    const std::string path = WriteMeasured(
        "h.json",
        MakeAnswer(
            MakeSeries(R"("le": "0.1", "instance": "a")", R"([0, "5"], [15, "10"], [30, "15"])") +
            "," + MakeSeries(R"("le": "0.3", "instance": "a")", R"([0, "5"], [30, "45"])") + "," +
            MakeSeries(R"("le": "+Inf", "instance": "a")", R"([0, "5"], [30, "45"])") + "," +
            MakeSeries(R"("le": "0.1", "instance": "b")", R"([0, "90"], [15, "0"], [30, "4"])") +
            "," + MakeSeries(R"("le": "+Inf", "instance": "b")", R"([0, "95"], [30, "4"])")));
    const PrometheusRange range = PrometheusRange::Read(path);
    EXPECT_TRUE(range.IsHistogram());
    const Measurement measurement = range.GetLatency();
    EXPECT_EQ(measurement.groupedBy, "node");
    ASSERT_EQ(measurement.groups.size(), 2U);
    const SampleDistribution a(measurement.groups[0].latency);
    EXPECT_NEAR(a.GetWeight(), 40, 1e-9);
    EXPECT_NEAR(a.GetShareUpTo(0.1), 0.25, 1e-9);
    EXPECT_NEAR(a.GetPercentile(62.5), 0.2, 0.01);
    EXPECT_NEAR(a.GetMean(), (10 * 0.05 + 30 * 0.2) / 40, 1e-9);
    EXPECT_NEAR(SampleDistribution(measurement.groups[1].latency).GetWeight(), 4, 1e-9);
    EXPECT_NEAR(SampleDistribution(range.GetLatency(0.001).groups[0].latency).GetMean(),
                1e-3 * a.GetMean(),
                1e-12);
}

TEST(PrometheusRange, CountersRiseAndTheBaselineIsSubtracted)
{
    const auto read = [](const std::string& name, const std::string& series) {
        return PrometheusRange::Read(WriteMeasured(name, MakeAnswer(series)));
    };
    const PrometheusRange load = read(
        "load.json",
        MakeSeries(R"("instance": "a", "topic": "x")", R"([0, "100"], [60, "700"], [120, "50"])") +
            "," + MakeSeries(R"("instance": "a", "topic": "y")", R"([0, "0"], [120, "150"])") +
            "," + MakeSeries(R"("instance": "b")", R"([0, "0"], [120, "1000"])"));
    EXPECT_FALSE(load.IsHistogram());
    EXPECT_EQ(load.GetCounter("bytes").metrics.at("bytes"), (std::vector<double>{800, 1000}));
    // Node a: 1 a second without the load. Node b is not there: the mean rate.
    const PrometheusRange idle =
        read("idle.json",
             MakeSeries(R"("instance": "a")", R"([0, "0"], [60, "60"])") + "," +
                 MakeSeries(R"("instance": "c")", R"([0, "0"], [60, "180"])"));
    EXPECT_EQ(load.GetCounter("bytes", idle).metrics.at("bytes"),
              (std::vector<double>{800 - 120, 1000 - 240}));
}

TEST(PrometheusRange, AWrongFileIsRefusedWithItsPlace)
{
    const std::pair<std::string, std::string> texts[] = {
        {"", "p.json:1:1: this is no JSON"},
        {"{\n  \"data\": [1, 2\n", "p.json:3:1: this is no JSON"},
        {"{\n  \"data\": oops}", "p.json:2:11: this is no JSON"},
        {std::string(100000, '['), "p.json: values are nested more than 100 deep"},
        {"[]", "p.json: the file is no object"},
        {R"({"status": "error", "error": "bad query"})",
         "p.json: status is \"error\", not \"success\": bad query"},
        {R"({"data": {"resultType": "vector", "result": []}})",
         "p.json: data.resultType is \"vector\", not \"matrix\""},
        {R"({"data": {"resultType": "matrix"}})", "p.json: data has no member \"result\""},
        {MakeAnswer(""), "p.json: data.result is empty"},
        {MakeAnswer("{}"), "p.json: data.result[0] has no member \"metric\""},
        {MakeAnswer(MakeSeries("\"a\": 1", "")), "p.json: data.result[0].metric.a is no text"},
        {MakeAnswer(MakeSeries("", "[0]")), "p.json: data.result[0].values[0] is no pair"},
        {MakeAnswer(MakeSeries("", "[0, 5]")), "p.json: data.result[0].values[0][1] is no text"},
        {MakeAnswer(MakeSeries("", R"(["x", "5"])")),
         "p.json: data.result[0].values[0][0] is no number"},
        {MakeAnswer(MakeSeries("", R"([0, "five"])")),
         "p.json: data.result[0].values[0][1] is \"five\""},
        {MakeAnswer(MakeSeries("", R"([0, "-1"])")), "p.json: data.result[0].values[0][1] is"},
        {MakeAnswer(MakeSeries("", R"([5, "1"], [5, "2"])")),
         "p.json: data.result[0].values[1] is not later"},
        {MakeAnswer(MakeSeries(R"("le": "x")", R"([0, "1"], [5, "2"])")), "p.json: label le=\"x\""},
        {MakeAnswer(MakeSeries(R"("le": "1")", R"([0, "1"], [5, "2"])")),
         "p.json: the histogram of instance \"\" has no bucket le=\"+Inf\""},
        {MakeAnswer(MakeSeries(R"("le": "1")", R"([0, "1"], [5, "9"])") + "," +
                    MakeSeries(R"("le": "+Inf")", R"([0, "1"], [5, "2"])")),
         "p.json: the histogram of instance \"\" has fewer values up to"},
    };
    for (const auto& [text, refusal] : texts)
    {
        EXPECT_EQ(GetPrometheusRefusal(text).rfind(refusal, 0), 0U)
            << refusal << " but " << GetPrometheusRefusal(text);
    }
}

TEST(SummaryMeasurement, HasPercentilesHopsAndMetrics)
{
    RunSummary summary;
    summary.latency = {0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.45};
    summary.hops = {0, 6, 30, 3};
    summary.published = 10;
    summary.ingress.ip = 5000;
    std::ostringstream text;
    summary.WriteJson(text);
    const Measurement measurement =
        ReadSummaryMeasurement(WriteMeasured("summary.json", text.str()));
    ASSERT_TRUE(measurement.quantiles);
    EXPECT_EQ(measurement.quantiles->p95, 0.6);
    EXPECT_EQ(measurement.metrics.at("published"), (std::vector<double>{10}));
    EXPECT_EQ(measurement.metrics.at("ingress_bytes_per_node.ip"), (std::vector<double>{5000}));
    ASSERT_EQ(measurement.groups.size(), 1U);
    EXPECT_EQ(SampleDistribution(measurement.groups[0].hops).GetWeight(), 39);
    const SampleDistribution spread(measurement.groups[0].latency);
    EXPECT_NEAR(spread.GetPercentile(5), 0.2, 1e-9);
    EXPECT_NEAR(spread.GetPercentile(50), 0.4, 1e-9);
    EXPECT_NEAR(spread.GetPercentile(99), 0.7, 1e-9);
    EXPECT_NEAR(spread.GetPercentile(100), 0.8, 1e-9);

    const auto read = [](const std::string& path) { ReadSummaryMeasurement(path); };
    EXPECT_EQ(GetRefusal("s.json", "{}", read), "s.json: the file has no member \"latency_s\"");
    EXPECT_EQ(GetRefusal("s.json", R"({"latency_s": {"min": -1}})", read),
              "s.json: latency_s.min is negative");
    EXPECT_EQ(GetRefusal("s.json", R"({"latency_s": {"min": "1"}})", read),
              "s.json: latency_s.min is no number");
}

TEST(TrafficSchedule, IsWrittenInTheOrderOfTheTimes)
{
    std::ostringstream out;
    WriteSchedule(out,
                  {{2.5, 3, "/waku/2/rs/0/1", 2000},
                   {0.000000001, 0, "a,b", 1},
                   {0.000000001, 7, "", 18446744073709551615U}});
    EXPECT_EQ(out.str(),
              "time_s,node,topic,size\n"
              "0.000000001,0,\"a,b\",1\n"
              "0.000000001,7,,18446744073709551615\n"
              "2.500000000,3,/waku/2/rs/0/1,2000\n");
}

TEST(TrafficSchedule, TheCommandChoosesARun)
{
    ScheduleSource source;
    source.plan = [](const std::string& path) {
        EXPECT_EQ(path, "study.yaml");
        std::vector<PlannedRun> runs(2);
        runs[0].parameters = {{"nodes", "100"}};
        runs[1].parameters = {{"nodes", "200"}};
        return runs;
    };
    source.list = [](const PlannedRun& run) {
        return std::vector<ScheduledMessage>{{1, run.rngRun, run.parameters.at(0).second, 10}};
    };
    std::ostringstream out;
    EXPECT_EQ(
        RunScheduleCommand({"schedule", "study.yaml", "--where=nodes=200", "--run=4"}, out, source),
        0);
    EXPECT_EQ(out.str(), "time_s,node,topic,size\n1.000000000,4,200,10\n");
    const std::string path = testing::TempDir() + "/schedule-" + std::to_string(getpid()) + ".csv";
    RunScheduleCommand({"schedule", "study.yaml", "--where=nodes=100", "--csv=" + path},
                       out,
                       source);
    std::ifstream in(path);
    std::string line;
    std::getline(in, line);
    std::getline(in, line);
    EXPECT_EQ(line, "1.000000000,1,100,10");
    EXPECT_THROW(RunScheduleCommand({"schedule"}, out, source), std::invalid_argument);
    EXPECT_THROW(RunScheduleCommand({"schedule", "study.yaml"}, out, source),
                 std::invalid_argument);
    EXPECT_THROW(RunScheduleCommand({"schedule", "study.yaml", "--where=nodes=3"}, out, source),
                 std::invalid_argument);
    EXPECT_THROW(RunScheduleCommand({"schedule", "study.yaml", "--where=nodes"}, out, source),
                 std::invalid_argument);
}
