/* SPDX-License-Identifier: GPL-2.0-only */
#include "test-whisper-network.h"

#include "ns3/double.h"
#include "ns3/uinteger.h"

#include <gtest/gtest.h>

using namespace ns3;

namespace
{

/// Bytes that a mail server with ten envelopes sends in ten seconds of a flood.
double
FloodMailServer(uint32_t limit)
{
    TestWhisperNetwork network(3);
    network.whisper.SetMailServers({0});
    network.whisper.SetMailServerAttribute("MaxLimit", UintegerValue(limit));
    network.whisper.SetAttackers({2});
    network.whisper.SetAttackerAttribute("Kind", StringValue("Mail"));
    network.whisper.SetAttackerAttribute("EnvelopesPerSecond", DoubleValue(1));
    network.whisper.SetAttackerAttribute("Start", TimeValue(Seconds(30)));
    network.Build("complete");
    for (uint32_t i = 0; i < 10; i++)
    {
        network.PublishAt(Seconds(5 + i), 1, 200);
    }
    network.RunUntil(Seconds(29));
    const auto before = network.metrics->GetEgress(0).protocol;
    network.RunUntil(Seconds(39.5));
    EXPECT_EQ(network.Count(1).published, 10U);
    return static_cast<double>(network.metrics->GetEgress(0).protocol - before);
}

} // namespace

TEST(WhisperAttacker, AMailFloodGetsAllThatAServerHasAgainAndAgainInPagesOfItsLimit)
{
    // Ten envelopes of more than 200 bytes for each of ten requests.
    const double inPagesOfFive = FloodMailServer(5);
    const double inOnePage = FloodMailServer(10);
    EXPECT_GT(inOnePage, 20000);
    EXPECT_GT(inPagesOfFive, inOnePage);
}
