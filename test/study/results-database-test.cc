/* SPDX-License-Identifier: GPL-2.0-only */
#include "fake-study.h"

#include "ns3/process-identity.h"
#include "ns3/results-reader.h"
#include "ns3/results-schema.h"
#include "ns3/run-claims.h"

#include <gtest/gtest.h>
#include <limits>

using namespace ns3;

namespace
{

std::string
GetDatabasePath(const std::string& name)
{
    return FakeStudy::MakePath(testing::TempDir(), name);
}

/// What opening a file says.
std::string
GetRefusal(const std::string& path, SqliteDatabase::Access access)
{
    try
    {
        ResultsDatabase database(path, access);
    }
    catch (const ResultsError& error)
    {
        return error.what();
    }
    return "";
}

} // namespace

TEST(ResultsDatabase, RefusesWhatIsNoResultsDatabase)
{
    const std::string missing = GetDatabasePath("missing.db");
    EXPECT_EQ(GetRefusal(missing, ResultsDatabase::READ), missing + ": no such file");

    const std::string text = GetDatabasePath("text.db");
    std::ofstream(text) << "I am a text, and long enough to be read as the header of a database, "
                           "which is one hundred bytes long.";
    for (const auto access : {ResultsDatabase::READ, ResultsDatabase::WRITE})
    {
        EXPECT_EQ(GetRefusal(text, access), text + ": not a results database of waku-study");
    }

    const std::string other = GetDatabasePath("other.db");
    SqliteDatabase(other, SqliteDatabase::WRITE).Execute("CREATE TABLE mine (a)");
    for (const auto access : {ResultsDatabase::READ, ResultsDatabase::WRITE})
    {
        EXPECT_EQ(GetRefusal(other, access), other + ": not a results database of waku-study");
    }

    const std::string nowhere = GetDatabasePath("no/such/folder.db");
    EXPECT_EQ(GetRefusal(nowhere, ResultsDatabase::WRITE),
              nowhere + ": unable to open database file");
}

TEST(ResultsDatabase, RefusesTablesOfANewerVersion)
{
    const std::string path = GetDatabasePath("newer.db");
    ResultsDatabase(path, ResultsDatabase::WRITE)
        .GetSqlite()
        .Execute("PRAGMA user_version = " + std::to_string(RESULTS_SCHEMA_VERSION + 1));
    EXPECT_EQ(GetRefusal(path, ResultsDatabase::READ),
              path + ": has version 2 of the tables, from a newer waku-study; this one reads "
                     "version 1");
}

TEST(ResultsDatabase, IsOneFileWhenNobodyHasItOpen)
{
    const std::string path = GetDatabasePath("one.db");
    FakeStudy::Run(path, FakeStudy::Make(1, 1));
    EXPECT_TRUE(std::ifstream(path).good());
    EXPECT_FALSE(std::ifstream(path + "-wal").good());
}

TEST(ResultsDatabase, IsMadeByManyProcessesAtOnce)
{
    constexpr int PROCESSES = 6;
    for (int round = 0; round < 20; round++)
    {
        const std::string path = GetDatabasePath("crowd" + std::to_string(round) + ".db");
        std::vector<pid_t> crowd;
        for (int i = 0; i < PROCESSES; i++)
        {
            crowd.push_back(fork());
            if (crowd.back() == 0)
            {
                _exit(GetRefusal(path, ResultsDatabase::WRITE).empty() ? 0 : 1);
            }
        }
        for (const pid_t process : crowd)
        {
            EXPECT_EQ(FakeStudy::Wait(process), 0) << path;
        }
    }
}

TEST(ResultsDatabase, IsReadWhileOthersWrite)
{
    const std::string path = GetDatabasePath("both.db");
    FakeStudy::Run(path, FakeStudy::Make(1, 2));
    ResultsDatabase writer(path, ResultsDatabase::WRITE);
    SqliteTransaction transaction(writer.GetSqlite());
    writer.GetSqlite().Execute("DELETE FROM run");
    ResultsDatabase database(path, ResultsDatabase::READ);
    const ResultsReader reader(database);
    EXPECT_EQ(reader.ReadGoodRuns(reader.FindStudy("fake"), {}).size(), 2u);
}

TEST(ResultsReader, RunsAreInTheOrderOfTheFile)
{
    const std::string path = GetDatabasePath("order.db");
    RunnableStudy study;
    study.name = "fake";
    for (const int nodes : {1000, 50, 200})
    {
        FakeStudy::Add(study, FakeStudy::MakeRun(nodes, "none", 1), 11);
    }
    FakeStudy::Run(path, study);
    ResultsDatabase database(path, ResultsDatabase::READ);
    const ResultsReader reader(database);
    const StoredStudy stored = reader.FindStudy("");
    const auto cells = reader.GetCells(stored);
    ASSERT_EQ(cells.size(), 3u);
    EXPECT_EQ(
        cells[1].parameters,
        (std::vector<std::pair<std::string, std::string>>{{"nodes", "50"}, {"behaviour", "none"}}));
    EXPECT_EQ(cells[1].wanted, 11u);
    EXPECT_EQ(cells[1].done, 11u);
    const auto runs = reader.ReadGoodRuns(stored, {"value"});
    ASSERT_EQ(runs.size(), 33u);
    for (std::size_t i = 0; i < runs.size(); i++)
    {
        EXPECT_EQ(runs[i].cell, i / 11);
        EXPECT_EQ(runs[i].rngRun, i % 11 + 1);
    }
    EXPECT_EQ(reader.GetScenario(cells[2]).at("underlay.latency"), "0.1s");
    EXPECT_EQ(reader.GetScenario(cells[2]).at("nodes"), "200");
}

TEST(ResultsReader, WhatRunsCostIsReadLikeMetrics)
{
    const std::string path = GetDatabasePath("cost.db");
    FakeStudy::Run(path, FakeStudy::Make(1, 1), FakeStudy::MakeSettings(), [](const PlannedRun&) {
        RunOutcome outcome;
        outcome.metrics = {{"nodes", 100}, {"transmissions", 4000}};
        return outcome;
    });
    ResultsDatabase database(path, ResultsDatabase::WRITE);
    database.GetSqlite().Execute("UPDATE run SET wall_s = 2, peak_bytes = 5000");
    const ResultsReader reader(database);
    const auto runs = reader.ReadGoodRuns(
        reader.FindStudy(""),
        {"wall_us_per_transmission", "peak_bytes_per_node", "wall_s", "peak_rss_bytes", "nodes"});
    ASSERT_EQ(runs.size(), 1u);
    EXPECT_EQ(runs[0].values, (std::vector<double>{500, 50, 2, 5000, 100}));
}

TEST(ResultsReader, ManyMetricsHaveTheValuesOfFew)
{
    const std::string path = GetDatabasePath("many.db");
    FakeStudy::Run(path, FakeStudy::Make(2, 2));
    ResultsDatabase database(path, ResultsDatabase::READ);
    const ResultsReader reader(database);
    const StoredStudy study = reader.FindStudy("");
    const auto names = reader.GetMetricNames(study);
    ASSERT_EQ(names.size(), 13u);
    const auto all = reader.ReadGoodRuns(study, names);
    for (std::size_t i = 0; i < names.size(); i++)
    {
        const auto one = reader.ReadGoodRuns(study, {names[i]});
        for (std::size_t run = 0; run < all.size(); run++)
        {
            EXPECT_EQ(all[run].values[i], one[run].values[0]);
        }
    }
}

TEST(ResultsReader, HistogramOfACellIsTheSumOfItsRuns)
{
    const std::string path = GetDatabasePath("sum.db");
    FakeStudy::Run(path, FakeStudy::Make(1, 3));
    ResultsDatabase database(path, ResultsDatabase::READ);
    const ResultsReader reader(database);
    const auto cells = reader.GetCells(reader.FindStudy(""));
    EXPECT_EQ(reader.ReadHistogram(cells[0], "hops"),
              (RunOutcome::Histogram{{1, 6}, {2, 3006}, {3, 3ULL << 40}}));
    EXPECT_TRUE(reader.ReadHistogram(cells[0], "none").empty());
}

TEST(ResultsReader, NamesTheStudiesThatThereAre)
{
    const std::string path = GetDatabasePath("names.db");
    FakeStudy::Run(path, FakeStudy::Make(1, 1));
    RunnableStudy second = FakeStudy::Make(2, 1);
    second.name = "second";
    FakeStudy::Run(path, second);
    ResultsDatabase database(path, ResultsDatabase::READ);
    const ResultsReader reader(database);
    EXPECT_EQ(reader.GetCells(reader.FindStudy("second")).size(), 2u);
    EXPECT_EQ(reader.GetCells(reader.FindStudy("fake")).size(), 1u);
    for (const auto& [name, said] :
         {std::make_pair("", ": has several studies; name one of them: fake, second"),
          std::make_pair("third", ": has no study third; it has fake, second")})
    {
        try
        {
            reader.FindStudy(name);
            FAIL() << name;
        }
        catch (const ResultsError& error)
        {
            EXPECT_EQ(error.what(), path + said);
        }
    }
}

TEST(ResultsValues, HistogramsAreTheSameToTheLastBit)
{
    const RunOutcome::Histogram histogram = {{-1e300, 0},
                                             {0.1, 127},
                                             {1.0 / 3, 128},
                                             {5e-324, std::numeric_limits<uint64_t>::max()}};
    const std::string bytes = ResultsValues::WriteHistogram(histogram);
    EXPECT_EQ(ResultsValues::ReadHistogram(bytes), histogram);
    EXPECT_EQ(bytes.size(), 4 * 8 + 1 + 1 + 2 + 10u);
    EXPECT_EQ(ResultsValues::ReadHistogram(bytes.substr(0, 20)),
              (RunOutcome::Histogram{histogram[0], histogram[1]}));
}

TEST(ResultsValues, ParametersAreInTheirOrderAndSortedAsNumbers)
{
    const ResultsValues::Parameters parameters = {{"nodes", "100"}, {"a \"b\"", "x,\n"}};
    EXPECT_EQ(ResultsValues::ReadParameters(ResultsValues::WriteParameters(parameters)),
              parameters);
    const auto isBefore = [](const std::string& a, const std::string& b) {
        return ResultsValues::IsBefore({{"k", a}}, {{"k", b}});
    };
    EXPECT_TRUE(isBefore("9", "10"));
    EXPECT_FALSE(isBefore("10", "9"));
    EXPECT_TRUE(isBefore("0.5s", "10s"));
    EXPECT_TRUE(isBefore("10", "regular:6"));
    EXPECT_TRUE(isBefore("dial:25", "regular:6"));
    EXPECT_FALSE(isBefore("7", "7"));
}

TEST(RunStore, NumbersAreTheSameToTheLastBit)
{
    ResultsDatabase database(GetDatabasePath("numbers.db"), ResultsDatabase::WRITE);
    RunStore store(database);
    RunOutcome outcome;
    outcome.metrics = {{"third", 1.0 / 3},
                       {"least", 5e-324},
                       {"most", 1.7976931348623157e308},
                       {"count", 9007199254740993.0},
                       {"infinite", std::numeric_limits<double>::infinity()},
                       {"nothing", std::numeric_limits<double>::quiet_NaN()}};
    const StoredRunKey key{store.AddScenario("k", "a: b\n"), 1, 1};
    RunOutcome read = store.ReadOutcome(store.Store(key, outcome, {}));
    EXPECT_TRUE(std::isnan(read.metrics.at("nothing")));
    read.metrics.erase("nothing");
    outcome.metrics.erase("nothing");
    EXPECT_EQ(read.metrics, outcome.metrics);
}

TEST(RunStore, TheFirstResultStaysUnlessItIsReplaced)
{
    ResultsDatabase database(GetDatabasePath("first.db"), ResultsDatabase::WRITE);
    RunStore store(database);
    const StoredRunKey key{store.AddScenario("k", "a: b\n"), 1, 1};
    RunOutcome outcome;
    outcome.status = RunOutcome::FAILED;
    const int64_t first = store.Store(key, outcome, {});
    outcome.status = RunOutcome::DONE;
    EXPECT_EQ(store.Store(key, outcome, {}), first);
    EXPECT_EQ(store.ReadOutcome(first).status, RunOutcome::FAILED);
    const int64_t second = store.Store(key, outcome, {}, first);
    EXPECT_NE(second, first);
    EXPECT_EQ(store.FindRun(key), second);
    EXPECT_EQ(store.ReadOutcome(second).status, RunOutcome::DONE);
}

TEST(RunClaims, EndWithTheirRunner)
{
    const std::string path = GetDatabasePath("claims.db");
    ResultsDatabase database(path, ResultsDatabase::WRITE);
    ResultsDatabase other(path, ResultsDatabase::WRITE);
    RunStore store(database);
    const StoredRunKey key{store.AddScenario("k", "a: b\n"), 1, 1};
    RunClaims mine(database);
    {
        RunClaims theirs(other);
        EXPECT_EQ(theirs.Claim(key), RunClaims::CLAIMED);
        EXPECT_EQ(mine.Claim(key), RunClaims::IN_PROGRESS);
    }
    EXPECT_EQ(mine.Claim(key), RunClaims::CLAIMED);
    store.Store(key, RunOutcome(), {});
    mine.Release(key);
    EXPECT_EQ(mine.Claim(key), RunClaims::STORED);
}

TEST(RunClaims, OfOtherMachinesEndAfterTheTimeout)
{
    const std::string path = GetDatabasePath("remote.db");
    ResultsDatabase database(path, ResultsDatabase::WRITE);
    ResultsDatabase other(path, ResultsDatabase::WRITE);
    RunStore store(database);
    const StoredRunKey key{store.AddScenario("k", "a: b\n"), 1, 1};
    RunClaims theirs(other);
    RunClaims mine(database);
    EXPECT_EQ(theirs.Claim(key), RunClaims::CLAIMED);
    database.GetSqlite().Execute("UPDATE runner SET host = 'elsewhere', pid = 1");
    EXPECT_EQ(mine.Claim(key), RunClaims::IN_PROGRESS);
    database.GetSqlite().Execute("UPDATE runner SET heartbeat = heartbeat - 61");
    EXPECT_EQ(mine.Claim(key), RunClaims::CLAIMED);
}

TEST(ProcessIdentity, ARecycledNumberIsAnotherProcess)
{
    ProcessIdentity identity = ProcessIdentity::Get();
    EXPECT_EQ(identity.GetState(), ProcessIdentity::ALIVE);
    ProcessIdentity recycled = identity;
    recycled.started = "1";
    EXPECT_EQ(recycled.GetState(), ProcessIdentity::DEAD);
    ProcessIdentity beforeBoot = identity;
    beforeBoot.boot = "another " + identity.boot;
    EXPECT_EQ(beforeBoot.GetState(), ProcessIdentity::DEAD);
    ProcessIdentity elsewhere = identity;
    elsewhere.host = "elsewhere";
    EXPECT_EQ(elsewhere.GetState(), ProcessIdentity::UNKNOWN);

    const pid_t process = fork();
    if (process == 0)
    {
        _exit(0);
    }
    siginfo_t info = {};
    waitid(P_PID, static_cast<id_t>(process), &info, WEXITED | WNOWAIT);
    ProcessIdentity ended = identity;
    ended.pid = process;
    EXPECT_EQ(ended.GetState(), ProcessIdentity::DEAD) << "ended, and nobody has noticed";
    FakeStudy::Wait(process);
    EXPECT_EQ(ended.GetState(), ProcessIdentity::DEAD);
}

TEST(SoftwareVersions, AreThoseOfThisBuild)
{
    const SoftwareVersions versions = SoftwareVersions::Get();
    EXPECT_FALSE(versions.module.empty());
    EXPECT_EQ(versions.ns3.compare(0, 1, "3"), 0) << versions.ns3;
    EXPECT_NE(versions.compiler.find_first_of("0123456789"), std::string::npos);
}
