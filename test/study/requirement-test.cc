/* SPDX-License-Identifier: GPL-2.0-only */
#include "ns3/requirement.h"

#include <cmath>
#include <gtest/gtest.h>

using namespace ns3;

namespace
{

bool
IsMet(const std::string& text, double a, double b = 0, double c = 0)
{
    return Requirement::Parse(text).IsMetBy({{"a", a}, {"b.p95", b}, {"control.C-1", c}});
}

} // namespace

TEST(Requirement, EveryComparisonMeansWhatItSays)
{
    EXPECT_TRUE(IsMet("a < 2", 1.9));
    EXPECT_FALSE(IsMet("a < 2", 2));
    EXPECT_TRUE(IsMet("a<=2", 2));
    EXPECT_FALSE(IsMet("a <= 2", 2.1));
    EXPECT_TRUE(IsMet("a > -2e-3", 0));
    EXPECT_FALSE(IsMet("a > 0", 0));
    EXPECT_TRUE(IsMet(" a >=99% ", 0.99));
    EXPECT_FALSE(IsMet("a >= 99%", 0.98));
    EXPECT_TRUE(IsMet("control.C-1 > 3", 0, 0, 4));
    EXPECT_FALSE(IsMet("a < 1", std::nan("")));
    EXPECT_FALSE(IsMet("a >= 1", std::nan("")));
}

TEST(Requirement, AndBindsStrongerThanOrAndParenthesesGroup)
{
    EXPECT_TRUE(IsMet("a > 1 or a > 2 and b.p95 > 2", 1.5, 0));
    EXPECT_FALSE(IsMet("(a > 1 or a > 2) and b.p95 > 2", 1.5, 0));
    EXPECT_TRUE(IsMet("((a > 1)) and (b.p95 > 2 and a < 9)", 1.5, 3));
    EXPECT_TRUE(IsMet("a > 2 and b.p95 > 2 or a < 2", 1.5, 0));
    EXPECT_TRUE(Requirement().IsMetBy(Requirement::Metrics()));
}

TEST(Requirement, NamesItsMetricsAndThoseThatAreNotMet)
{
    const Requirement requirement = Requirement::Parse("b.p95 <= 2 and (a >= 0.99 or a < 0.5)");
    EXPECT_EQ(requirement.GetMetrics(), (std::set<std::string>{"a", "b.p95"}));
    EXPECT_EQ(requirement.GetUnmet({{"a", 1}, {"b.p95", 3}}),
              (std::set<std::string>{"a", "b.p95"}));
    EXPECT_EQ(requirement.GetText(), "b.p95 <= 2 and (a >= 0.99 or a < 0.5)");
    EXPECT_TRUE(Requirement().GetMetrics().empty());
}

TEST(Requirement, AWrongTextIsRefusedWithItsColumn)
{
    const std::tuple<std::string, std::size_t, std::string> texts[] = {
        {"", 1, "the requirement ends where the name of a metric"},
        {"a", 2, "the requirement ends where <, <=, > or >= is expected"},
        {"a = 2", 3, "\"=\" where <, <=, > or >= is expected"},
        {"a == 2", 3, "\"==\" where"},
        {"a =< 2", 3, "\"=<\" where"},
        {"a < 2s", 5, "\"2s\" where a number without a unit"},
        {"a < nan", 5, "\"nan\" where a number"},
        {"a < b", 5, "\"b\" where a number"},
        {"a < %", 5, "\"%\" where a number"},
        {"0.99 <= a", 1, "\"0.99\" where the name of a metric"},
        {"a < 2 b > 3", 7, "\"b\" where \"and\", \"or\" or the end is expected"},
        {"a < 2 && b > 3", 7, "\"&&\" where"},
        {"a < 2 and", 10, "the requirement ends where the name of a metric"},
        {"a < 2 and and b > 3", 11, "\"and\" where the name of a metric"},
        {"(a < 2", 7, "the requirement ends where \")\""},
        {"a < 2)", 6, "\")\" where"},
        {std::string(5000, '('), 102, "at most 100 parentheses"},
    };
    for (const auto& [text, column, expected] : texts)
    {
        try
        {
            Requirement::Parse(text);
            ADD_FAILURE() << text;
        }
        catch (const RequirementError& error)
        {
            EXPECT_EQ(error.GetColumn(), column) << text;
            EXPECT_NE(std::string(error.what()).find(expected), std::string::npos)
                << text << ": " << error.what();
        }
    }
}

TEST(Requirement, AFailedRunDoesNotMeetItAndACrashIsNoAnswer)
{
    const Requirement requirement = Requirement::Parse("a >= 0.5");
    RunOutcome outcome;
    outcome.metrics["a"] = 1;
    EXPECT_TRUE(requirement.IsMetBy(outcome));
    outcome.status = RunOutcome::FAILED;
    EXPECT_FALSE(requirement.IsMetBy(outcome));
    outcome.message = "signal 11";
    for (auto status : {RunOutcome::CRASHED, RunOutcome::TIMED_OUT, RunOutcome::OUT_OF_MEMORY})
    {
        outcome.status = status;
        EXPECT_THROW(requirement.IsMetBy(outcome), std::runtime_error);
    }
    EXPECT_THROW(requirement.IsMetBy(Requirement::Metrics()), std::runtime_error);
}
