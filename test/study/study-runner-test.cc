/* SPDX-License-Identifier: GPL-2.0-only */
#include "fake-study.h"

#include "ns3/results-reader.h"

#include <gtest/gtest.h>
#include <poll.h>
#include <sys/resource.h>

using namespace ns3;

namespace
{

std::string
GetTestPath(const std::string& name)
{
    return FakeStudy::MakePath(testing::TempDir(), name);
}

/// The database of a study that nothing disturbed.
std::string
DescribeUndisturbed(const RunnableStudy& study)
{
    const std::string path = GetTestPath("undisturbed.db");
    FakeStudy::Run(path, study);
    return FakeStudy::Describe(path);
}

/// Runs that did not end well.
std::vector<StoredRun>
ReadFailed(const std::string& path)
{
    ResultsDatabase database(path, ResultsDatabase::READ);
    const ResultsReader reader(database);
    return reader.ReadFailedRuns(reader.FindStudy("fake"));
}

/// Number of runs that ended well.
std::size_t
CountGood(const std::string& path)
{
    ResultsDatabase database(path, ResultsDatabase::READ);
    const ResultsReader reader(database);
    return reader.ReadGoodRuns(reader.FindStudy("fake"), {}).size();
}

/// Wait until a query of a database that another process writes has a result.
void
WaitFor(const std::string& path, const std::string& query, int64_t least)
{
    for (int i = 0; i < 2000; i++)
    {
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
        if (std::ifstream(path).good())
        {
            ResultsDatabase database(path, ResultsDatabase::WRITE);
            if (database.GetSqlite().GetInteger(query) >= least)
            {
                return;
            }
        }
    }
    FAIL() << query;
}

} // namespace

TEST(StudyRunner, DoesAllRunsOfFixedAndAdaptiveGroups)
{
    const std::string path = GetTestPath("all.db");
    const RunnableStudy study = FakeStudy::Make(4, 5, 2);
    const auto result = FakeStudy::Run(path, study);
    EXPECT_GT(result.done, 20u + 4u);
    EXPECT_EQ(result.failed, 0u);
    EXPECT_EQ(result.skipped, 0u);
    EXPECT_EQ(result.GetExitStatus(), 0);
    EXPECT_EQ(CountGood(path), result.done);
}

TEST(StudyRunner, ResultsAreTheSameToTheLastBit)
{
    const std::string path = GetTestPath("bits.db");
    FakeStudy::Run(path, FakeStudy::Make(1, 3));
    ResultsDatabase database(path, ResultsDatabase::READ);
    const ResultsReader reader(database);
    const auto runs = reader.ReadGoodRuns(reader.FindStudy(""), {"value", "more.3", "nothing"});
    ASSERT_EQ(runs.size(), 3u);
    for (const StoredRun& run : runs)
    {
        const auto expected = FakeStudy::DoRun(FakeStudy::MakeRun(100, "none", run.rngRun));
        EXPECT_EQ(run.values[0], expected.metrics.at("value"));
        EXPECT_EQ(run.values[1], expected.metrics.at("more.3"));
        EXPECT_TRUE(std::isnan(run.values[2]));
        EXPECT_EQ(reader.ReadHistograms(run), expected.histograms);
    }
}

TEST(StudyRunner, ACompleteStudyIsNotDoneAgain)
{
    const std::string path = GetTestPath("again.db");
    const RunnableStudy study = FakeStudy::Make(3, 4, 1);
    const auto first = FakeStudy::Run(path, study);
    const std::string content = FakeStudy::Describe(path);
    const auto second = FakeStudy::Run(path, study);
    EXPECT_EQ(second.done, 0u);
    EXPECT_EQ(second.skipped, first.done);
    EXPECT_EQ(FakeStudy::Describe(path), content);
}

TEST(StudyRunner, AChangedFileRedoesWhatChanged)
{
    const std::string path = GetTestPath("changed.db");
    FakeStudy::Run(path, FakeStudy::Make(3, 4));
    RunnableStudy changed = FakeStudy::Make(2, 3);
    changed.file = "study: fake # changed\n";
    FakeStudy::Add(changed, FakeStudy::MakeRun(7, "none", 1), 2);
    const auto result = FakeStudy::Run(path, changed);
    EXPECT_EQ(result.done, 2u);
    EXPECT_EQ(result.skipped, 6u);
    EXPECT_EQ(CountGood(path), 8u) << "a report has what the changed file wants, and no more";
}

TEST(StudyRunner, KilledAtTenMomentsItHasTheSameResults)
{
    const RunnableStudy study = FakeStudy::Make(5, 8, 2, "sleep 15");
    const auto begun = std::chrono::steady_clock::now();
    const std::string undisturbed = DescribeUndisturbed(study);
    const auto time = std::chrono::duration_cast<std::chrono::milliseconds>(
        std::chrono::steady_clock::now() - begun);
    const std::string path = GetTestPath("killed.db");
    const auto last = FakeStudy::RunWithKills(path, study, 10, static_cast<int>(time.count() / 4));
    EXPECT_GT(last.skipped, 0u);
    EXPECT_EQ(FakeStudy::Describe(path), undisturbed);
}

TEST(StudyRunner, ChildrenEndWithTheirRunner)
{
    int ends[2];
    ASSERT_EQ(pipe(ends), 0);
    const std::string path = GetTestPath("orphans.db");
    const RunnableStudy study = FakeStudy::Make(4, 1, 0, "hang");
    const int ready = ends[1];
    const pid_t runner =
        FakeStudy::Begin(path, study, FakeStudy::MakeSettings(), [ready](const PlannedRun& run) {
            [[maybe_unused]] const ssize_t written = write(ready, "x", 1);
            return FakeStudy::DoRun(run);
        });
    close(ends[1]);
    char bytes[8];
    ASSERT_EQ(read(ends[0], bytes, 1), 1); // A child works.
    kill(runner, SIGKILL);
    EXPECT_EQ(FakeStudy::Wait(runner), -SIGKILL);
    // The pipe ends when no child has it any more.
    bool hasEnded = false;
    for (pollfd file = {ends[0], POLLIN, 0}; !hasEnded && poll(&file, 1, 10000) > 0;)
    {
        hasEnded = read(ends[0], bytes, sizeof(bytes)) == 0;
    }
    EXPECT_TRUE(hasEnded);
    close(ends[0]);
}

TEST(StudyRunner, BadRunsCostThemselvesAlone)
{
    const std::string path = GetTestPath("bad.db");
    RunnableStudy study = FakeStudy::Make(3, 3);
    for (const char* const behaviour : {"abort", "exit 3", "throw", "hang", "fail"})
    {
        FakeStudy::Add(study, FakeStudy::MakeRun(5, behaviour, 1), 1);
    }
    StudyRunner::Settings settings = FakeStudy::MakeSettings();
    settings.timeLimit = 1.5;
    const auto result = FakeStudy::Run(path, study, settings);
    EXPECT_EQ(result.done, 9u);
    EXPECT_EQ(result.failed, 5u);
    EXPECT_EQ(result.GetExitStatus(), 1);
    EXPECT_EQ(CountGood(path), 9u);

    const auto failed = ReadFailed(path);
    ASSERT_EQ(failed.size(), 5u);
    EXPECT_EQ(failed[0].status, RunOutcome::CRASHED);
    EXPECT_EQ(failed[0].message,
              "its process ended by signal 6 (Aborted): assertion failed: 1 == 2");
    EXPECT_EQ(failed[1].message, "its process ended with status 3: I leave");
    EXPECT_EQ(failed[2].status, RunOutcome::CRASHED);
    EXPECT_EQ(failed[2].message, "the overlay can't be");
    EXPECT_EQ(failed[3].status, RunOutcome::TIMED_OUT);
    EXPECT_EQ(failed[3].message, "it was stopped after its time limit of 1.5 s");
    EXPECT_EQ(failed[4].status, RunOutcome::FAILED);
    EXPECT_EQ(failed[4].message, "delivered 3 of 5");
}

TEST(StudyRunner, ARunThatWantsTooMuchMemoryCostsItselfAlone)
{
#ifdef __SANITIZE_ADDRESS__
    GTEST_SKIP() << "AddressSanitizer ends a process that gets no memory";
#endif
    const std::string path = GetTestPath("hungry.db");
    RunnableStudy study = FakeStudy::Make(3, 3);
    FakeStudy::Add(study, FakeStudy::MakeRun(5, "hog", 1), 1);
    StudyRunner::Settings settings = FakeStudy::MakeSettings();
    settings.memory = 300'000'000;
    const auto result = FakeStudy::Run(path, study, settings);
    EXPECT_EQ(result.done, 9u);
    const auto failed = ReadFailed(path);
    ASSERT_EQ(failed.size(), 1u);
    EXPECT_EQ(failed[0].status, RunOutcome::OUT_OF_MEMORY);
    EXPECT_EQ(failed[0].message, "it asked for more memory than it may take");
}

TEST(StudyRunner, FailedRunsAreDoneAgainOnlyIfAsked)
{
    const std::string path = GetTestPath("retry.db");
    const RunnableStudy study = FakeStudy::Make(1, 3, 0, "fail");
    FakeStudy::Run(path, study);
    const auto resumed = FakeStudy::Run(path, study);
    EXPECT_EQ(resumed.done + resumed.failed, 0u);
    EXPECT_EQ(resumed.GetExitStatus(), 1);

    StudyRunner::Settings settings = FakeStudy::MakeSettings();
    settings.retriesFailed = true;
    const auto cure = [](const PlannedRun& run) {
        RunOutcome outcome = FakeStudy::DoRun(run);
        outcome.status = RunOutcome::DONE;
        return outcome;
    };
    const auto retried = FakeStudy::Run(path, study, settings, cure);
    EXPECT_EQ(retried.done, 3u);
    EXPECT_EQ(retried.GetExitStatus(), 0);
    EXPECT_EQ(CountGood(path), 3u);
    EXPECT_TRUE(ReadFailed(path).empty());
}

TEST(StudyRunner, TwoRunnersShareTheWork)
{
    const RunnableStudy study = FakeStudy::Make(6, 5, 3, "sleep 4");
    const std::string path = GetTestPath("shared.db");
    const std::string log = GetTestPath("shared.log");
    const auto job = [log](const PlannedRun& run) {
        std::ofstream(log, std::ios::app) << run.GetKey() + "\n";
        return FakeStudy::DoRun(run);
    };
    const pid_t first = FakeStudy::Begin(path, study, FakeStudy::MakeSettings(2), job);
    const pid_t second = FakeStudy::Begin(path, study, FakeStudy::MakeSettings(2), job);
    EXPECT_EQ(FakeStudy::Wait(first), 0);
    EXPECT_EQ(FakeStudy::Wait(second), 0);
    EXPECT_EQ(FakeStudy::Describe(path), DescribeUndisturbed(study));
    std::ifstream in(log);
    std::map<std::string, int> times;
    for (std::string key; std::getline(in, key);)
    {
        EXPECT_EQ(++times[key], 1) << key;
    }
    EXPECT_EQ(times.size(), CountGood(path));
}

TEST(StudyRunner, WhatADeadRunnerClaimedIsTakenUpAtOnce)
{
    const std::string path = GetTestPath("claimed.db");
    const pid_t runner = FakeStudy::Begin(path, FakeStudy::Make(4, 1, 0, "hang"));
    WaitFor(path, "SELECT count(*) FROM claim", 4);
    kill(runner, SIGKILL);
    FakeStudy::Wait(runner);
    const auto quick = [](const PlannedRun& run) {
        PlannedRun tame = run;
        tame.scenario["behaviour"] = "none";
        return FakeStudy::DoRun(tame);
    };
    const auto begun = std::chrono::steady_clock::now();
    const auto result =
        FakeStudy::Run(path, FakeStudy::Make(4, 1, 0, "hang"), FakeStudy::MakeSettings(), quick);
    EXPECT_EQ(result.done, 4u);
    EXPECT_LT(std::chrono::steady_clock::now() - begun, std::chrono::seconds(20))
        << "long before the heartbeat of the dead one is old";
}

TEST(StudyRunner, AskedToStopItGivesUpWhatItClaimed)
{
    const std::string path = GetTestPath("stopped.db");
    const RunnableStudy study = FakeStudy::Make(100, 20, 0, "sleep 20");
    const pid_t runner = FakeStudy::Begin(path, study, FakeStudy::MakeSettings(2));
    WaitFor(path, "SELECT count(*) FROM run", 1);
    kill(runner, SIGINT);
    EXPECT_EQ(FakeStudy::Wait(runner), 130);
    ResultsDatabase database(path, ResultsDatabase::WRITE);
    EXPECT_EQ(database.GetSqlite().GetInteger("SELECT count(*) FROM claim"), 0);
    EXPECT_EQ(database.GetSqlite().GetInteger("SELECT count(*) FROM runner"), 0);
    const int64_t runs = database.GetSqlite().GetInteger("SELECT count(*) FROM run");
    EXPECT_GT(runs, 0);
    EXPECT_LT(runs, 2000);
}

TEST(StudyRunner, AFullDiskEndsItAndKeepsWhatWasStored)
{
    const std::string path = GetTestPath("full.db");
    const RunnableStudy study = FakeStudy::Make(10, 20);
    const std::string log = GetTestPath("full.log");
    std::fflush(nullptr);
    const pid_t runner = fork();
    if (runner == 0)
    {
        std::signal(SIGXFSZ, SIG_IGN);
        const rlimit limit = {200'000, 200'000};
        setrlimit(RLIMIT_FSIZE, &limit);
        [[maybe_unused]] FILE* file = std::freopen(log.c_str(), "w", stderr);
        _exit(FakeStudy::Wait(FakeStudy::Begin(path, study)));
    }
    EXPECT_EQ(FakeStudy::Wait(runner), 1);
    std::ifstream in(log);
    const std::string said{std::istreambuf_iterator<char>(in), {}};
    EXPECT_EQ(said,
              path + ": can't be written, the disk is full or a quota is reached; what was stored "
                     "before is kept\n");
    const std::size_t stored = CountGood(path);
    EXPECT_GT(stored, 0u);
    EXPECT_LT(stored, 200u);
    FakeStudy::Run(path, study);
    EXPECT_EQ(FakeStudy::Describe(path), DescribeUndisturbed(study));
}

TEST(StudyRunner, ResultsOfAnotherVersionAreNeverMixedSilently)
{
    const std::string path = GetTestPath("versions.db");
    const RunnableStudy study = FakeStudy::Make(2, 3);
    StudyRunner::Settings settings = FakeStudy::MakeSettings();
    settings.version = 7;
    EXPECT_EQ(FakeStudy::Run(path, FakeStudy::Make(1, 3), settings).done, 3u);

    settings.version = 8;
    settings.acceptsOthers = true;
    const auto accepting = FakeStudy::Run(path, study, settings);
    EXPECT_EQ(accepting.skipped, 3u);
    EXPECT_EQ(accepting.done, 3u);
    ResultsDatabase database(path, ResultsDatabase::READ);
    const ResultsReader reader(database);
    const StoredStudy stored = reader.FindStudy("");
    EXPECT_EQ(stored.GetVersion(), 8u);
    EXPECT_EQ(reader.GetProvenance(stored).versions, (std::set<uint32_t>{7, 8}));

    settings.acceptsOthers = false;
    settings.isQuiet = false;
    testing::internal::CaptureStderr();
    const auto ignoring = FakeStudy::Run(path, study, settings);
    EXPECT_NE(testing::internal::GetCapturedStderr().find(
                  path + ": 3 of the runs have results of version 7, and this is version 8; the "
                         "runs are done again, unless --acceptOthers\n"),
              std::string::npos);
    EXPECT_EQ(ignoring.done, 3u);
    EXPECT_EQ(reader.GetProvenance(stored).versions, (std::set<uint32_t>{8}));
    EXPECT_EQ(reader.ReadGoodRuns(stored, {}).size(), 6u);
    EXPECT_EQ(reader.ReadGoodRuns(stored, {}, 7).size(), 3u);
}

TEST(StudyRunner, RunsThatDoNotFitIntoMemoryDoNotBeginTogether)
{
    const std::string path = GetTestPath("memory.db");
    const std::string log = GetTestPath("memory.log");
    RunnableStudy study;
    study.name = "fake";
    for (int i = 1; i <= 4; i++)
    {
        PlannedRun run = FakeStudy::MakeRun(i, "sleep 30", 1);
        run.memoryBytes = 600e6;
        FakeStudy::Add(study, run, 1);
    }
    StudyRunner::Settings settings = FakeStudy::MakeSettings(4);
    settings.memory = 1'000'000'000;
    FakeStudy::Run(path, study, settings, [log](const PlannedRun& run) {
        std::ofstream(log, std::ios::app) << "+" << std::flush;
        RunOutcome outcome = FakeStudy::DoRun(run);
        std::ofstream(log, std::ios::app) << "-" << std::flush;
        return outcome;
    });
    std::ifstream in(log);
    std::string order;
    in >> order;
    EXPECT_EQ(order, "+-+-+-+-");
}

TEST(StudyRunner, LongRunsBeginFirst)
{
    const std::string path = GetTestPath("order.db");
    const std::string log = GetTestPath("order.log");
    FakeStudy::Run(path,
                   FakeStudy::Make(4, 1),
                   FakeStudy::MakeSettings(1),
                   [log](const PlannedRun& run) {
                       std::ofstream(log, std::ios::app) << run.scenario.at("nodes") << " ";
                       return FakeStudy::DoRun(run);
                   });
    std::ifstream in(log);
    std::string order;
    std::getline(in, order);
    EXPECT_EQ(order, "400 300 200 100 ");
}

TEST(StudyRunner, ADryRunListsWhatIsToDo)
{
    const std::string path = GetTestPath("dry.db");
    FakeStudy::Run(path, FakeStudy::Make(2, 2, 0, "sleep 20"));
    ResultsDatabase database(path, ResultsDatabase::WRITE);
    const RunnableStudy study = FakeStudy::Make(3, 3, 0, "sleep 20");
    std::ostringstream out;
    StudyRunner(database, study, FakeStudy::DoRun, FakeStudy::MakeSettings()).DryRun(out);
    EXPECT_NE(out.str().find("\n0.0      "), std::string::npos) << out.str();
    EXPECT_NE(out.str().find("nodes=100 behaviour=sleep 20 run 3\n"), std::string::npos);
    EXPECT_EQ(out.str().find("nodes=100 behaviour=sleep 20 run 2\n"), std::string::npos);
    EXPECT_NE(out.str().find("\n5 runs to do, 4 known, at most 9 in all; about "),
              std::string::npos)
        << out.str();
}

TEST(StudyRunner, ProgressElsewhereThanOnATerminalIsPlainLines)
{
    const std::string path = GetTestPath("lines.db");
    RunnableStudy study = FakeStudy::Make(1, 3);
    FakeStudy::Add(study, FakeStudy::MakeRun(7, "throw", 1), 1);
    StudyRunner::Settings settings = FakeStudy::MakeSettings(1);
    settings.isQuiet = false;
    testing::internal::CaptureStderr();
    FakeStudy::Run(path, study, settings);
    const std::string said = testing::internal::GetCapturedStderr();
    EXPECT_NE(said.find("nodes=7 behaviour=throw run 1: crashed: the overlay can't be\n"),
              std::string::npos)
        << said;
    EXPECT_NE(said.find(" % done: 1 of 4 runs, 0 failed, "), std::string::npos) << said;
    EXPECT_NE(said.find("100 % done: 4 runs, 1 failed, 0 running\n"), std::string::npos) << said;
    EXPECT_EQ(said.find_first_of("\r\x1b"), std::string::npos) << said;
}

TEST(RunQueue, ALargeRunIsPassedOverALimitedNumberOfTimes)
{
    RunQueue queue(2);
    queue.Add("large", 9);
    for (const char* const small : {"a", "b", "c"})
    {
        queue.Add(small, 1);
    }
    const auto isSmall = [](const std::string& key) { return key != "large"; };
    EXPECT_EQ(queue.Take(isSmall), "a");
    EXPECT_EQ(queue.Take(isSmall), "b");
    EXPECT_EQ(queue.Take(isSmall), "") << "waits until the large one fits";
    EXPECT_EQ(queue.Take([](const std::string&) { return true; }), "large");
    EXPECT_EQ(queue.Take(isSmall), "c");
    EXPECT_TRUE(queue.IsEmpty());
}

TEST(StudyRunner, ARunWithSeveralProcessesTakesAsManyWorkers)
{
    const std::string path = GetTestPath("ranks.db");
    const std::string log = GetTestPath("ranks.log");
    RunnableStudy study;
    study.name = "fake";
    for (int i = 1; i <= 4; i++)
    {
        PlannedRun run = FakeStudy::MakeRun(i, "sleep 30", 1);
        run.processes = i <= 2 ? 2 : 5; // more than there are: alone
        FakeStudy::Add(study, run, 1);
    }
    FakeStudy::Run(path, study, FakeStudy::MakeSettings(3), [log](const PlannedRun& run) {
        std::ofstream(log, std::ios::app) << "+" << std::flush;
        RunOutcome outcome = FakeStudy::DoRun(run);
        std::ofstream(log, std::ios::app) << "-" << std::flush;
        return outcome;
    });
    std::ifstream in(log);
    std::string order;
    in >> order;
    EXPECT_EQ(order, "+-+-+-+-");
}

TEST(StudyRunner, ARunOfTwoGroupsIsDoneOnce)
{
    const std::string path = GetTestPath("common.db");
    const auto first = FakeStudy::MakeRun(100, "none", 1);
    RunnableStudy study = FakeStudy::Make(1, 2);
    study.groups.push_back(std::make_unique<FakeStudy::AdaptiveGroup>(first));
    FakeStudy::Add(study, first, 3);
    RunnableStudy alone;
    alone.name = "fake";
    alone.groups.push_back(std::make_unique<FakeStudy::AdaptiveGroup>(first));
    const auto ofAdaptive = FakeStudy::Run(GetTestPath("alone.db"), alone).done;
    ASSERT_GT(ofAdaptive, 3u);
    EXPECT_EQ(FakeStudy::Run(path, study).done, ofAdaptive);
    EXPECT_EQ(FakeStudy::Run(path, study).done, 0u);
}

TEST(StudyRunner, TwoScenariosWithTheSameParametersAreRefused)
{
    RunnableStudy study = FakeStudy::Make(1, 2);
    PlannedRun other = FakeStudy::MakeRun(100, "none", 1);
    other.scenario["underlay.latency"] = "0.2s";
    FakeStudy::Add(study, other, 2);
    EXPECT_THROW(FakeStudy::Run(GetTestPath("ambiguous.db"), study), std::logic_error);
}

TEST(StudyRunner, ReadsASlice)
{
    StudyRunner::Settings settings;
    settings.SetSlice("2/5");
    EXPECT_EQ(settings.slice, 2u);
    EXPECT_EQ(settings.slices, 5u);
    for (const char* const wrong : {"", "0/5", "6/5", "2", "2/", "a/b", "2/5/7", "-1/5"})
    {
        EXPECT_THROW(settings.SetSlice(wrong), std::invalid_argument) << wrong;
    }
}

TEST(StudyRunner, WithNohupItGoesOnAfterAHangup)
{
    const std::string path = GetTestPath("nohup.db");
    std::signal(SIGHUP, SIG_IGN);
    const pid_t runner = FakeStudy::Begin(path, FakeStudy::Make(2, 4, 0, "sleep 50"));
    std::signal(SIGHUP, SIG_DFL);
    std::this_thread::sleep_for(std::chrono::milliseconds(60));
    kill(runner, SIGHUP);
    EXPECT_EQ(FakeStudy::Wait(runner), 0);
    EXPECT_EQ(CountGood(path), 8u);
}
