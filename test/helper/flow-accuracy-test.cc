/* SPDX-License-Identifier: GPL-2.0-only */
#include "ns3/flow-accuracy.h"

#include <gtest/gtest.h>

using namespace ns3;

namespace
{

std::string
WarningOf(const std::string& transport, uint64_t payload, double loss, double interval)
{
    return FlowAccuracy::GetWarning({transport, payload, loss, Seconds(interval)});
}

} // namespace

TEST(FlowAccuracyTest, NothingIsSaidOfNetworksInWhichFlowsAreNear)
{
    EXPECT_EQ(WarningOf("flow", 1000000, 0, 10), "");
    EXPECT_EQ(WarningOf("flow", 10000, 0, 0.5), "");
    EXPECT_EQ(WarningOf("flow", 10000, 0.03, 0.5), "");
}

TEST(FlowAccuracyTest, LargeMessagesWithLossAreWarnedOf)
{
    EXPECT_NE(WarningOf("flow", 100000, 0.001, 10).find("with loss"), std::string::npos);
}

TEST(FlowAccuracyTest, LargeMessagesOnWarmConnectionsAreWarnedOf)
{
    EXPECT_NE(WarningOf("flow", 100000, 0, 1).find("within 5 s"), std::string::npos);
}

TEST(FlowAccuracyTest, OtherTransportsAreNotWarnedOf)
{
    EXPECT_EQ(WarningOf("packet", 100000, 0.01, 1), "");
    EXPECT_EQ(WarningOf("ideal", 100000, 0.01, 1), "");
}

TEST(FlowAccuracyTest, AWarningIsOneLineThatNamesTheProgram)
{
    testing::internal::CaptureStderr();
    FlowAccuracy::Warn("some-program", {"flow", 100000, 0.01, Seconds(10)});
    const std::string text = testing::internal::GetCapturedStderr();
    EXPECT_EQ(text.rfind("some-program: ", 0), 0U);
    EXPECT_EQ(text.find('\n'), text.size() - 1);
    testing::internal::CaptureStderr();
    FlowAccuracy::Warn("some-program", {"packet", 100000, 0.01, Seconds(10)});
    EXPECT_EQ(testing::internal::GetCapturedStderr(), "");
}
