/* SPDX-License-Identifier: GPL-2.0-only */
#include "ns3/study-fields.h"
#include "ns3/study-parallel-runs.h"

#include <gtest/gtest.h>
#include <limits>
#include <unistd.h>

using namespace ns3;

namespace
{

/// A row of each type that fields have.
struct TestRow
{
    double share{0};
    uint64_t count{0};
    FieldValue::Points curve;

    static const StudyFields<TestRow>& GetFields()
    {
        static const auto fields = StudyFields<TestRow>()
                                       .Add("share", &TestRow::share)
                                       .Add("count", &TestRow::count)
                                       .Add("curve", &TestRow::curve);
        return fields;
    }
};

bool
operator==(const TestRow& a, const TestRow& b)
{
    return a.share == b.share && a.count == b.count && a.curve == b.curve;
}

} // namespace

TEST(StudyFields, WhatIsReadIsWhatWasWritten)
{
    for (const double value :
         {0.0, 0.1, 1.0 / 3, -1e-300, 12345.678, 5e-324, 1.7976931348623157e308})
    {
        const TestRow row{value, std::numeric_limits<uint64_t>::max(), {{value, 1}, {0.2, value}}};
        const auto texts = TestRow::GetFields().Write(row);
        ASSERT_EQ(texts.size(), 3u);
        for (const std::string& text : texts)
        {
            EXPECT_EQ(text.find_first_of(",\n\""), std::string::npos) << text;
        }
        EXPECT_EQ(TestRow::GetFields().Read(texts), row) << value;
    }
    EXPECT_EQ(TestRow::GetFields().Read(TestRow::GetFields().Write(TestRow())), TestRow());
    EXPECT_EQ(FieldValue::Write(0.5), "0.5");
    EXPECT_EQ(TestRow::GetFields().GetNames(),
              (std::vector<std::string>{"share", "count", "curve"}));
}

TEST(StudyFields, AnythingElseIsNoRow)
{
    const auto read = [](const std::vector<std::string>& texts) {
        return TestRow::GetFields().Read(texts).has_value();
    };
    EXPECT_TRUE(read({"0.5", "3", "1 2;3 4"}));
    EXPECT_TRUE(read({"0.5", "3", ""}));
    EXPECT_FALSE(read({"0.5", "3"}));
    EXPECT_FALSE(read({"0.5", "3", "", ""}));
    EXPECT_FALSE(read({"0.5x", "3", ""}));
    EXPECT_FALSE(read({"", "3", ""}));
    EXPECT_FALSE(read({"0.5", "-3", ""}));
    EXPECT_FALSE(read({"0.5", "3.5", ""}));
    EXPECT_FALSE(read({"0.5", "3", "1"}));
    EXPECT_FALSE(read({"0.5", "3", "1 2;3"}));
    EXPECT_FALSE(read({"0.5", "3", "1 2 3"}));
}

TEST(ParallelRuns, RowsComeInTheOrderOfAddWhateverEndsFirst)
{
    for (const uint32_t workers : {1, 3})
    {
        ParallelRuns<TestRow> runs(workers);
        for (uint64_t i = 0; i < 5; i++)
        {
            runs.Add("run", 1, [i] {
                usleep(static_cast<useconds_t>(20000 * (5 - i)));
                return TestRow{0.1 * static_cast<double>(i), i, {}};
            });
        }
        const std::vector<TestRow> rows = runs.Run();
        ASSERT_EQ(rows.size(), 5u);
        for (uint64_t i = 0; i < 5; i++)
        {
            EXPECT_EQ(rows[i].count, i);
            EXPECT_EQ(rows[i].share, 0.1 * static_cast<double>(i));
        }
    }
}

TEST(ParallelRuns, AListenerMayAddRunsThatBeginNext)
{
    ParallelRuns<TestRow> runs(1);
    std::vector<uint64_t> order;
    const auto add = [&runs](uint64_t count, bool isNext) {
        const auto makeRow = [count] { return TestRow{0, count, {}}; };
        runs.Add("run", 1, makeRow, isNext);
    };
    add(1, false);
    add(2, false);
    const auto rows = runs.Run([&](std::size_t number, const TestRow& row) {
        EXPECT_EQ(number, row.count - 1);
        order.push_back(row.count);
        if (row.count == 1)
        {
            add(3, true);
        }
    });
    EXPECT_EQ(order, (std::vector<uint64_t>{1, 3, 2}));
    ASSERT_EQ(rows.size(), 3u);
    EXPECT_EQ(rows[2].count, 3u);
}

TEST(ParallelRunsDeathTest, ARunThatFailsIsNamed)
{
    ParallelRuns<TestRow> runs(1);
    runs.Add("20 nodes, run 7", 1, []() -> TestRow { _exit(3); });
    EXPECT_EXIT(runs.Run(), testing::ExitedWithCode(1), "20 nodes, run 7 failed");
}
