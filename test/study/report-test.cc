/* SPDX-License-Identifier: GPL-2.0-only */
#include "read-file.h"
#include "report-sample.h"

#include "ns3/study-report.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <iomanip>
#include <regex>
#include <sstream>
#include <stdexcept>
#include <unistd.h>

using namespace ns3;

namespace
{

namespace fs = std::filesystem;

fs::path
MakeReport(const std::string& name, const ReportData& data, const std::vector<ReportItem>& items)
{
    const fs::path folder =
        fs::path(testing::TempDir()) / ("waku-report-" + std::to_string(getpid()) + "-" + name);
    fs::remove_all(folder);
    WriteStudyReport(data, items, folder.string());
    return folder;
}

/// An HTML file without its pictures, which depend on the fonts of the machine.
std::string
RemovePictures(std::string html)
{
    const std::string begin = "base64,";
    for (std::size_t place = 0; (place = html.find(begin, place)) != std::string::npos;)
    {
        place += begin.size();
        html.erase(place, html.find('"', place) - place);
    }
    return html;
}

bool
HasGnuplot()
{
    return std::system("gnuplot --version >/dev/null 2>&1") == 0;
}

/// What WriteStudyReport() says of an entry that it refuses.
std::string
GetRefusal(const ReportItem& item)
{
    try
    {
        MakeReport("refused", ReportSample::MakeData(), {item});
    }
    catch (const std::invalid_argument& error)
    {
        return error.what();
    }
    return "";
}

ReportItem
MakeItem(const std::string& metric, const std::string& against)
{
    ReportItem item;
    item.metric = metric;
    item.against = against;
    return item;
}

} // namespace

namespace
{

/** Rounds long numbers, whose last bits depend on the compiler's options (fused operations). */
std::string
RoundNumbers(const std::string& text)
{
    static const std::regex number("[0-9]+\\.[0-9]{6,}");
    std::string rounded;
    auto rest = text.begin();
    for (std::sregex_iterator i(text.begin(), text.end(), number); i != std::sregex_iterator(); ++i)
    {
        rounded.append(rest, text.begin() + i->position());
        std::ostringstream value;
        value << std::setprecision(9) << std::stod(i->str());
        rounded += value.str();
        rest = text.begin() + i->position() + i->length();
    }
    return rounded.append(rest, text.end());
}

} // namespace

TEST(StudyReport, IsToTheByteWhatTheRepositoryHas)
{
    if (!HasGnuplot())
    {
        GTEST_SKIP() << "gnuplot is missing";
    }
    const fs::path folder =
        MakeReport("reference", ReportSample::MakeData(), ReportSample::MakeItems());
    const fs::path reference = fs::path(WAKU_SOURCE_DIR) / "test/data/report";
    std::size_t texts = 0;
    for (const auto& entry : fs::directory_iterator(folder))
    {
        const std::string ending = entry.path().extension().string();
        if (ending == ".png" || ending == ".pdf")
        {
            continue;
        }
        texts++;
        const std::string written = ReadFile(entry.path());
        const std::string name = entry.path().filename().string();
        EXPECT_EQ(RoundNumbers(RemovePictures(written)), RoundNumbers(ReadFile(reference / name)))
            << entry.path();
    }
    EXPECT_EQ(texts, 2u + 2 * 6);
    if (!HasFailure())
    {
        fs::remove_all(folder);
    }
}

TEST(StudyReport, MadeTwiceItIsTheSameToTheByteWithItsPictures)
{
    if (!HasGnuplot())
    {
        GTEST_SKIP() << "gnuplot is missing";
    }
    const fs::path first = MakeReport("first", ReportSample::MakeData(), ReportSample::MakeItems());
    // The time in a PDF would have seconds.
    sleep(1);
    const fs::path second =
        MakeReport("second", ReportSample::MakeData(), ReportSample::MakeItems());
    std::size_t files = 0;
    for (const auto& entry : fs::directory_iterator(first))
    {
        const std::string content = ReadFile(entry.path());
        EXPECT_EQ(content, ReadFile(second / entry.path().filename())) << entry.path();
        EXPECT_FALSE(content.empty()) << entry.path();
        files++;
    }
    EXPECT_EQ(files, 2u + 4 * 6);
    fs::remove_all(first);
    fs::remove_all(second);
}

TEST(StudyReport, TheHtmlFileLoadsNothing)
{
    const fs::path folder = MakeReport("html", ReportSample::MakeData(), ReportSample::MakeItems());
    const std::string html = ReadFile(folder / "report.html");
    EXPECT_EQ(html.find("http"), std::string::npos);
    EXPECT_EQ(html.find("<script"), std::string::npos);
    EXPECT_EQ(RemovePictures(html).find("src=\"") == std::string::npos, !HasGnuplot());
    for (std::size_t place = 0; (place = html.find("src=\"", place)) != std::string::npos; place++)
    {
        EXPECT_EQ(html.compare(place, 10, "src=\"data:"), 0);
    }
    EXPECT_NE(html.find("prefers-color-scheme: dark"), std::string::npos);
    // A message of a run is text, not HTML.
    EXPECT_EQ(html.find("<once>"), std::string::npos);
    EXPECT_NE(html.find("&lt;once&gt;"), std::string::npos);
    fs::remove_all(folder);
}

TEST(StudyReport, IntervalsAreStudentsT)
{
    // Means 0.98, 1 and 1.02 of a value: s = 0.02, and t(0.975, 2) = 4.30265.
    ReportData data;
    data.study = "intervals";
    data.cells = {ReportSample::MakeCell(100, "Static", {-0.02, 0, 0.02})};
    data.cells[0].metrics["latency_s.p95"] = {0.98, 1, 1.02};
    const fs::path folder = MakeReport("intervals", data, {MakeItem("latency_s.p95", "nodes")});
    const std::string csv = ReadFile(folder / "latency_s.p95-nodes.csv");
    std::istringstream lines(csv);
    std::string line;
    std::getline(lines, line);
    EXPECT_EQ(line, "nodes,mode,quantity,unit,runs,mean,ci95");
    std::getline(lines, line);
    const std::string start = "100,Static,\"latency, 95th percentile\",s,3,";
    ASSERT_EQ(line.compare(0, start.size(), start), 0) << line;
    EXPECT_NEAR(std::stod(line.substr(start.size())), 1, 1e-12);
    EXPECT_NEAR(std::stod(line.substr(line.rfind(',') + 1)),
                4.30265273 * 0.02 / std::sqrt(3.0),
                1e-9);
    const std::string markdown = ReadFile(folder / "report.md");
    EXPECT_NE(markdown.find("| 100 | Static | 3 | 1.000 ± 0.050 |\n"), std::string::npos)
        << markdown;
    EXPECT_NE(markdown.find("The widest interval in this report is 5.0 %"), std::string::npos)
        << markdown;
    fs::remove_all(folder);
}

TEST(StudyReport, FailedRunsAreNamedAndLeftOut)
{
    const fs::path folder =
        MakeReport("failures", ReportSample::MakeData(), {MakeItem("latency_s.mean", "nodes")});
    const std::string markdown = ReadFile(folder / "report.md");
    EXPECT_NE(markdown.find("> **Warning:** 1 run failed and is left out of all values below, in "
                            "1 of 6 combinations; see the end of the report."),
              std::string::npos)
        << markdown;
    EXPECT_NE(markdown.find("| nodes = 300, mode = GossipSub | 3 | failed | `a delivery of a "
                            "message that was never \\| published <once>` |"),
              std::string::npos)
        << markdown;
    EXPECT_NE(markdown.find("| 300 | GossipSub | 2 |"), std::string::npos) << markdown;
    EXPECT_NE(markdown.find("The study is not complete: 2 runs have not been done."),
              std::string::npos)
        << markdown;
    EXPECT_NE(markdown.find("- Selection: failed runs (1)"), std::string::npos) << markdown;
    fs::remove_all(folder);
}

TEST(StudyReport, SourcesOfErrorAreThoseOfTheStudy)
{
    ReportData data = ReportSample::MakeData();
    fs::path folder = MakeReport("sources", data, {});
    std::string markdown = ReadFile(folder / "report.md");
    EXPECT_NE(markdown.find("- Packets: in 3 of 6 combinations several TCP segments"),
              std::string::npos)
        << markdown;
    EXPECT_NE(markdown.find("- Lost messages: in 3 of 6 combinations"), std::string::npos)
        << markdown;
    EXPECT_NE(markdown.find("- Few runs: fewer than three in 1 of 6 combinations"),
              std::string::npos)
        << markdown;
    EXPECT_EQ(markdown.find("Proof of work"), std::string::npos) << markdown;

    data.cells = {ReportSample::MakeCell(100, "Static", {0})};
    data.cells[0].scenario["protocol"] = "whisper";
    data.versions = {2, 3};
    folder = MakeReport("sources", data, {});
    markdown = ReadFile(folder / "report.md");
    EXPECT_EQ(markdown.find("Packets:"), std::string::npos) << markdown;
    EXPECT_EQ(markdown.find("Lost messages"), std::string::npos) << markdown;
    EXPECT_EQ(markdown.find("Selection"), std::string::npos) << markdown;
    EXPECT_NE(markdown.find("- Chance: each value is of one run"), std::string::npos) << markdown;
    EXPECT_NE(markdown.find("- Proof of work is modelled"), std::string::npos) << markdown;
    EXPECT_NE(markdown.find("results of several versions (2, 3)"), std::string::npos) << markdown;
    fs::remove_all(folder);
}

TEST(StudyReport, ACaseThatDoesNotApplyGivesASentence)
{
    ReportItem item;
    item.against = "nodes";
    item.theory = {"load-case-4"};
    const fs::path folder = MakeReport("refusal", ReportSample::MakeData(), {item});
    const std::string markdown = ReadFile(folder / "report.md");
    EXPECT_NE(markdown.find("- `load-case-4` cannot be compared in 3 of 6 combinations: the case "
                            "is of gossipsub, and relays here form no meshes."),
              std::string::npos)
        << markdown;
    // 45 000 IHAVEs of 50 bytes, and for 1 % of them 2050 bytes.
    EXPECT_NE(markdown.find("| 8.1725 |"), std::string::npos) << markdown;
    fs::remove_all(folder);
}

TEST(StudyReport, AMetricThatATheoryReadsIsShownInItsUnit)
{
    ReportItem item = MakeItem("ingress_bytes_per_node.payload", "nodes");
    item.theory = {"load-case-3"};
    ReportData data;
    data.study = "converted";
    data.cells = {ReportSample::MakeCell(100, "Static", {0, 0})};
    const fs::path folder = MakeReport("converted", data, {item});
    const std::string markdown = ReadFile(folder / "report.md");
    // 501 transmissions of 2000 bytes to 100 nodes, 500 times per hour.
    EXPECT_NE(markdown.find("| 100 | Static | 2 | 5.01 ± 0 | 5 | 1.002 ± 0 |"), std::string::npos)
        << markdown;
    fs::remove_all(folder);
}

TEST(StudyReport, AnEntryMayShowAPartOfTheStudy)
{
    ReportItem item = MakeItem("latency_s.mean", "nodes");
    item.where = {{"mode", "GossipSub"}};
    const fs::path folder = MakeReport("where", ReportSample::MakeData(), {item});
    const std::string csv = ReadFile(folder / "latency_s.mean-nodes.csv");
    EXPECT_EQ(csv.compare(0, 6, "nodes,"), 0) << csv;
    EXPECT_EQ(std::count(csv.begin(), csv.end(), '\n'), 4) << csv;
    EXPECT_NE(csv.find("\n300,\"latency, mean\",s,2,"), std::string::npos) << csv;
    const std::string markdown = ReadFile(folder / "report.md");
    EXPECT_NE(markdown.find("Only where mode = GossipSub."), std::string::npos) << markdown;
    fs::remove_all(folder);
    item.where = {{"mode", "gossipsub"}};
    EXPECT_EQ(GetRefusal(item), "where: the study has no combination with mode = gossipsub");
}

TEST(StudyReport, AxesHaveUnitsAndNamesOfWhatIsVaried)
{
    ReportData data;
    data.study = "axes";
    for (const std::string payload : {"1000", "100000"})
    {
        data.cells.push_back(ReportSample::MakeCell(100, "Static", {0}));
        data.cells.back().scenario["traffic.payload"] = payload;
        data.cells.back().scenario["overlay"] = payload == "1000" ? "dial:4" : "dial:8";
        data.cells.back().parameters = {{"traffic.payload", payload},
                                        {"overlay", payload == "1000" ? "dial:4" : "dial:8"},
                                        {"case", payload == "1000" ? "small" : "large"}};
    }
    const fs::path folder = MakeReport("axes",
                                       data,
                                       {MakeItem("hops.mean", "traffic.payload"),
                                        MakeItem("hops.mean", "overlay"),
                                        MakeItem("hops.mean", "case")});
    std::string script = ReadFile(folder / "hops.mean-traffic.payload.plt");
    EXPECT_NE(script.find("set xlabel \"payload of a message (kB)\""), std::string::npos) << script;
    EXPECT_NE(script.find("(\"1\" 1, \"100\" 100)"), std::string::npos) << script;
    EXPECT_NE(script.find("set ylabel \"hops, mean\""), std::string::npos) << script;
    script = ReadFile(folder / "hops.mean-overlay.plt");
    EXPECT_NE(script.find("set xlabel \"nodes that each node dials\""), std::string::npos)
        << script;
    // Names are beside rows, where there is room for them.
    script = ReadFile(folder / "hops.mean-case.plt");
    EXPECT_NE(script.find("set ytics (\"small\" 0, \"large\" 1)"), std::string::npos) << script;
    EXPECT_NE(script.find("set xlabel \"hops, mean\""), std::string::npos) << script;
    fs::remove_all(folder);
}

TEST(StudyReport, AnEntryThatMakesNoSenseIsRefused)
{
    ReportItem item;
    EXPECT_EQ(GetRefusal(item),
              "an entry of a report needs metric, theory, distribution, limits, measured or "
              "relative_to");
    item.metric = "latency_s.mean";
    item.limits = true;
    EXPECT_NE(GetRefusal(item).find("one at a time"), std::string::npos);
    item.limits = false;
    item.against = "degree";
    EXPECT_EQ(GetRefusal(item), "the study does not vary degree; it varies nodes, mode");
    item.against = "nodes";
    item.series = "nodes";
    EXPECT_EQ(GetRefusal(item), "against and series are both nodes; they have to differ");
    item.series = "mode";
    item.theory = {"latency-case-2"};
    EXPECT_EQ(GetRefusal(item),
              "there is no theory case \"latency-case-2\"; the nearest name is latency-case-1");
    item.theory = {"load-case-3"};
    EXPECT_EQ(GetRefusal(item),
              "theory load-case-3 predicts received payload in MB/hour, which is not made of the "
              "metric latency_s.mean");
    item.theory = {"latency-case-1", "random-regular-distance"};
    EXPECT_NE(GetRefusal(item).find("have different units"), std::string::npos);
    EXPECT_EQ(GetRefusal(MakeItem("latency_s.p42", "nodes")),
              "no run of the study has the metric latency_s.p42");
    ReportItem distribution;
    distribution.distribution = "size";
    EXPECT_EQ(GetRefusal(distribution), "distribution is size; it has to be latency_s or hops");
}
