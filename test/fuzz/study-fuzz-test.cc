/* SPDX-License-Identifier: GPL-2.0-only */
#include "fuzz-file.h"

#include "ns3/csv-measurement.h"
#include "ns3/measurement.h"
#include "ns3/prometheus-measurement.h"
#include "ns3/study-file.h"
#include "ns3/summary-measurement.h"

#include <cmath>

using namespace ns3;

namespace
{

/// A study, or an error that tells its place.
void
RunStudy(const uint8_t* bytes, std::size_t size)
{
    const std::string text(reinterpret_cast<const char*>(bytes), size);
    try
    {
        const StudyFile study = StudyFile::Parse(text, "study.yaml");
        FUZZ_CHECK(!study.name.empty());
        for (const StudyFile::Axis& axis : study.vary)
        {
            FUZZ_CHECK(!axis.options.empty());
        }
    }
    catch (const StudyFileError& error)
    {
        FUZZ_CHECK(std::string(error.what()).rfind("study.yaml", 0) == 0);
    }
}

FuzzTarget::Seeds
MakeStudySeeds()
{
    const std::string all = R"(study: all
scenario:
  protocol: waku-relay
  mode: GossipSub
  nodes: 100
  overlay: regular:6
  underlay: {latency: 100ms, up: 100Mbps, transport: flow}
  attributes: {ns3::GossipSubRouter::D: 6}
  traffic: {payload: 2000, messages: 5, interval: 1s}
  events: []
vary:
  nodes: [100, 1000]
  zip: {underlay.up: [1Mbps, 2Mbps], underlay.down: [1Mbps, 2Mbps]}
  cases:
    one: {mode: Static}
    two:
runs: 5
expect: delivered >= 0.99
time_limit: 100
ranks: 2
report:
  - {metric: latency_s.mean, against: nodes, theory: latency-case-1, log: xy}
  - metric: transmissions
    against: nodes
    series: underlay.up
    where: {nodes: 100}
    measured:
      - {name: real, where: {nodes: 100}, files: [a.csv], columns: "time:ms", metrics: {x: [1, 2]}}
)";
    const std::string until = R"(study: u
scenario: {nodes: 10}
until: {metric: [latency_s.p95], ci95: 2%, at_least: 3, at_most: 30}
)";
    const std::string search = R"(study: s
scenario: {nodes: 10}
vary: {nodes: search}
search: {axis: nodes, holds: "delivery_ratio >= 0.99", precision: 5%, runs: 3, at_most: 9, from: 5}
)";
    FuzzTarget::Seeds seeds;
    for (const std::string& text : {all, until, search})
    {
        seeds.emplace_back(text.begin(), text.end());
    }
    return seeds;
}

/// Measured files are read by their first bytes: JSON of Prometheus, summaries of runs, CSV.
template <typename Read>
void
ReadMeasured(const uint8_t* bytes, std::size_t size, Read read)
{
    const FuzzFile file(bytes, size);
    try
    {
        read(file.GetPath());
    }
    catch (const MeasurementError& error)
    {
        FUZZ_CHECK(!std::string(error.what()).empty());
    }
}

void
CheckMeasurement(const Measurement& measurement)
{
    for (const Measurement::Group& group : measurement.groups)
    {
        for (const auto& [value, count] : group.latency)
        {
            FUZZ_CHECK(std::isfinite(value) && count >= 0);
        }
    }
}

void
RunPrometheus(const uint8_t* bytes, std::size_t size)
{
    ReadMeasured(bytes, size, [](const std::string& path) {
        const PrometheusRange range = PrometheusRange::Read(path);
        range.GetCounter("metric", range);
        if (range.IsHistogram())
        {
            CheckMeasurement(range.GetLatency(0.001));
        }
    });
}

FuzzTarget::Seeds
MakePrometheusSeeds()
{
    const std::string text =
        R"({"status":"success","data":{"resultType":"matrix","result":[)"
        R"({"metric":{"__name__":"d_bucket","instance":"a:1","le":"100"},"values":[[1,"0"],[16,"2"]]},)"
        R"({"metric":{"__name__":"d_bucket","instance":"a:1","le":"+Inf"},"values":[[1,"0"],[16,"4"]]}]}})";
    return {FuzzBytes(text.begin(), text.end())};
}

void
RunSummaryFile(const uint8_t* bytes, std::size_t size)
{
    ReadMeasured(bytes, size, [](const std::string& path) {
        CheckMeasurement(ReadSummaryMeasurement(path));
    });
}

FuzzTarget::Seeds
MakeSummarySeeds()
{
    const std::string text =
        R"({"delivered":10,"latency_s":{"min":0,"p5":0.1,"p25":0.2,"p50":0.3,"p75":0.4,"p95":0.5,)"
        R"("p99":0.6,"max":0.7,"mean":0.3},"hops":{"mean":2,"histogram":[1,2]}})";
    return {FuzzBytes(text.begin(), text.end())};
}

void
RunCsv(const uint8_t* bytes, std::size_t size)
{
    ReadMeasured(bytes, size, [](const std::string& path) {
        CheckMeasurement(ReadCsvMeasurement(path));
    });
}

FuzzTarget::Seeds
MakeCsvSeeds()
{
    const std::string text = "node,seq,latency_ms,hops\n\"a\",1,10.5,2\nb,1,20,3\nb,2,30,\n";
    return {FuzzBytes(text.begin(), text.end())};
}

} // namespace

WAKU_FUZZ_TARGET(Study,
                 "study",
                 RunStudy,
                 FuzzForm::TEXT,
                 0,
                 {"study: ",     "scenario: ",  "vary: ",
                  "runs: ",      "until: ",     "search: ",
                  "expect: ",    "report:\n",   "- ",
                  "{",           "}",           "[",
                  "]",           "metric: ",    "holds: ",
                  "axis: ",      "precision: ", "at_most: ",
                  "cases:\n",    "zip: ",       "&a ",
                  "*a",          "!!binary ",   "|\n",
                  "? ",          ": ",          "1e999",
                  "nan",         "-1",          "5%",
                  "events: []",  "theory: ",    "relative_to: ",
                  "ns3::A::B: ", "\n  ",        "\n    "},
                 {},
                 MakeStudySeeds)
WAKU_FUZZ_TARGET(Prometheus,
                 "prometheus",
                 RunPrometheus,
                 FuzzForm::TEXT,
                 0,
                 {"\"metric\":{",
                  "\"values\":[",
                  "[1,\"2\"]",
                  "\"le\":\"+Inf\"",
                  "\"le\":\"NaN\"",
                  "\"instance\":\"a\"",
                  "1e308",
                  "-1",
                  "null",
                  "{",
                  "}",
                  "[",
                  "]",
                  ",",
                  "\"\""},
                 {},
                 MakePrometheusSeeds)
WAKU_FUZZ_TARGET(Summary,
                 "summary",
                 RunSummaryFile,
                 FuzzForm::TEXT,
                 0,
                 {"\"latency_s\":",
                  "\"hops\":",
                  "\"histogram\":",
                  "null",
                  "1e308",
                  "-1",
                  "{",
                  "}",
                  "[",
                  "]",
                  ",",
                  "\"p50\":"},
                 {},
                 MakeSummarySeeds)
WAKU_FUZZ_TARGET(Csv,
                 "csv",
                 RunCsv,
                 FuzzForm::TEXT,
                 0,
                 {"\"",
                  ",",
                  "\n",
                  "node",
                  "seq",
                  "latency",
                  "delay_ms",
                  "time",
                  "hops",
                  "1e308",
                  "nan",
                  "-1",
                  "\"\"\"",
                  "\r\n"},
                 {},
                 MakeCsvSeeds)
