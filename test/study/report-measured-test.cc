/* SPDX-License-Identifier: GPL-2.0-only */
#include "read-file.h"

#include "ns3/measurement.h"
#include "ns3/study-file.h"
#include "ns3/study-report.h"

#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <stdexcept>
#include <string>
#include <unistd.h>

using namespace ns3;

namespace
{

/// A folder for measured files and the report.
class ReportMeasured : public testing::Test
{
  protected:
    ReportMeasured()
        : folder(testing::TempDir() + "/measured-" + std::to_string(getpid()))
    {
        std::filesystem::create_directories(folder);
        // Ten receivers of a message at 100 ms and 200 ms; in the repetition at 120 ms and 200 ms.
        WriteMeasured("a.csv", 100);
        WriteMeasured("b.csv", 120);
        for (uint32_t run = 1; run <= 2; run++)
        {
            cell.rngRuns.push_back(run);
            cell.metrics["transmissions_per_message"].push_back(10 * run);
            cell.metrics["delivery_ratio"].push_back(1);
            cell.runHistograms.push_back(
                {{"latency_s", {{0.11, 5}, {0.22, 5}}}, {"hops", {{1, 10}}}});
        }
        cell.parameters = {{"case", "small"}};
        data.study = "fidelity";
        data.cells = {cell};
        measured.name = "small";
        measured.where = cell.parameters;
        measured.files = {folder + "/a.csv", folder + "/b.csv"};
        measured.metrics["transmissions_per_message"] = {11, 13};
    }

    ~ReportMeasured() override
    {
        std::filesystem::remove_all(folder);
    }

    void WriteMeasured(const std::string& name, int fast)
    {
        std::ofstream out(folder + "/" + name);
        out << "seq,node,latency_ms,hops\n";
        for (int node = 0; node < 10; node++)
        {
            out << "0," << node << "," << (node < 5 ? fast : 200) << "," << (node < 5 ? 1 : 2)
                << "\n";
        }
    }

    /** \return lines of the CSV file of the report */
    std::string WriteReport()
    {
        ReportItem item;
        item.measured = {measured};
        WriteStudyReport(data, {item}, folder + "/report");
        return ReadFile(folder + "/report/measured.csv");
    }

    std::string folder;
    ReportData::Cell cell;
    ReportData data;
    MeasuredCase measured;
};

} // namespace

TEST_F(ReportMeasured, HasEachFigureMeasuredRepeatedAndSimulated)
{
    const std::string csv = WriteReport();
    const auto has = [&csv](const std::string& line) {
        EXPECT_NE(csv.find("\n" + line), std::string::npos) << line << "\n" << csv;
    };
    has("small,\"latency, p5, ms\",100,100,120,110,");
    has("small,\"latency, p95, ms\",200,200,200,220,");
    has("small,\"receivers 1 hop away, %\",50,50,50,100,");
    has("small,\"receivers 2 hops away, %\",50,50,50,0,");
    has("small,transmissions_per_message,12,11,13,15,");
    // Half of the values of one repetition are 20 ms from the other's: a distance of 0.5.
    EXPECT_NE(csv.find("Kolmogorov-Smirnov distance,,0.5,0.5,"), std::string::npos) << csv;
    EXPECT_TRUE(std::filesystem::exists(folder + "/report/measured.png"));
}

TEST_F(ReportMeasured, RefusesACombinationThatIsNotThereOrNotAlone)
{
    measured.where = {{"case", "large"}};
    EXPECT_THROW(WriteReport(), std::invalid_argument);
    measured.where = cell.parameters;
    data.cells.push_back(cell);
    EXPECT_THROW(WriteReport(), std::invalid_argument);
}

TEST_F(ReportMeasured, ACombinationWithoutGoodRunsIsNamedAndHasNoRows)
{
    data.cells[0].rngRuns.clear();
    data.cells[0].runHistograms.clear();
    data.cells[0].metrics.clear();
    EXPECT_EQ(WriteReport().find("small"), std::string::npos);
    EXPECT_NE(ReadFile(folder + "/report/report.md").find("small: no run ended well"),
              std::string::npos);
}

TEST(StudyFile, MeasuredFilesBeginAtItsFolder)
{
    const StudyFile study = StudyFile::Parse("study: s\n"
                                             "report:\n"
                                             "  - measured:\n"
                                             "      - where: {case: small}\n"
                                             "        files: [data/a.csv]\n"
                                             "        first_message: 1\n"
                                             "        metrics: {duplicates: [1, 2]}\n",
                                             "/some/where/a.yaml");
    ASSERT_EQ(study.report.at(0).measured.size(), 1U);
    const MeasuredCase& measured = study.report[0].measured[0];
    EXPECT_EQ(measured.name, "small");
    EXPECT_EQ(measured.files, std::vector<std::string>{"/some/where/data/a.csv"});
    EXPECT_EQ(measured.firstMessage, 1U);
    EXPECT_EQ(measured.metrics.at("duplicates"), (std::vector<double>{1, 2}));
}
