/* SPDX-License-Identifier: GPL-2.0-only */
#include "ns3/flow-congestion.h"
#include "ns3/flow-settings.h"

#include <gtest/gtest.h>

using namespace ns3;

namespace
{

constexpr uint32_t SEGMENT = 1448;

/// Settings of a window of a hundred segments, so that shares of it are whole.
Ptr<FlowSettings>
MakeWindowSettings(FlowSettings::Algorithm algorithm)
{
    const auto settings = Create<FlowSettings>();
    settings->segmentSize = SEGMENT;
    settings->initialWindow = 100 * SEGMENT;
    settings->algorithm = algorithm;
    settings->validatesWindow = false;
    return settings;
}

} // namespace

TEST(FlowCongestion, SlowStartAddsASegmentForEachThatIsAcknowledged)
{
    for (const auto algorithm : {FlowSettings::CUBIC, FlowSettings::LINUX_RENO})
    {
        const auto settings = MakeWindowSettings(algorithm);
        FlowCongestion congestion(*settings);
        congestion.Acknowledge(*settings, 1000, 2 * SEGMENT, 1000, 2 * SEGMENT, 100 * SEGMENT);
        EXPECT_EQ(congestion.GetWindow(), 102 * SEGMENT);
    }
}

TEST(FlowCongestion, ALossLeavesBetaOfTheWindowToCubicAndHalfToReno)
{
    const auto cubic = MakeWindowSettings(FlowSettings::CUBIC);
    FlowCongestion ofCubic(*cubic);
    ofCubic.Recover(*cubic);
    EXPECT_EQ(ofCubic.GetWindow(), 70 * SEGMENT);
    EXPECT_EQ(ofCubic.GetThreshold(), 70 * SEGMENT);
    const auto reno = MakeWindowSettings(FlowSettings::LINUX_RENO);
    FlowCongestion ofReno(*reno);
    ofReno.Recover(*reno);
    EXPECT_EQ(ofReno.GetWindow(), 50 * SEGMENT);
}

TEST(FlowCongestion, ATimeoutLeavesOneSegmentAndTheFirstOfSeveralSetsTheThreshold)
{
    for (const auto algorithm : {FlowSettings::CUBIC, FlowSettings::LINUX_RENO})
    {
        const auto settings = MakeWindowSettings(algorithm);
        FlowCongestion congestion(*settings);
        congestion.TimeOut(*settings, true);
        const uint32_t threshold = (algorithm == FlowSettings::CUBIC ? 70U : 50U) * SEGMENT;
        EXPECT_EQ(congestion.GetWindow(), SEGMENT);
        EXPECT_EQ(congestion.GetThreshold(), threshold);
        congestion.TimeOut(*settings, false);
        EXPECT_EQ(congestion.GetThreshold(), threshold);
    }
}
