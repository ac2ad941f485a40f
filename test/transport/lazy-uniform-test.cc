/* SPDX-License-Identifier: GPL-2.0-only */
#include "test-rng.h"

#include "ns3/lazy-uniform.h"
#include "ns3/random-variable-stream.h"
#include "ns3/rng-seed-manager.h"

#include <gtest/gtest.h>

using namespace ns3;

TEST(LazyUniform, DrawsTheNumbersOfAUniformRandomVariable)
{
    LazyUniform lazy;
    lazy.SetStream(77);
    const auto variable = MakeRng(77);
    for (int i = 0; i < 10; i++)
    {
        EXPECT_EQ(lazy.GetValue(0.5, 3), variable->GetValue(0.5, 3));
    }
    lazy.SetStream(78);
    EXPECT_EQ(lazy.GetValue(0, 1), MakeRng(78)->GetValue(0, 1));
}

TEST(LazyUniform, TakesOneOfTheAutomaticStreams)
{
    const uint64_t before = RngSeedManager::GetNextStreamIndex();
    LazyUniform lazy;
    EXPECT_EQ(RngSeedManager::GetNextStreamIndex(), before + 2);
    RngStream stream(RngSeedManager::GetSeed(), before + 1, RngSeedManager::GetRun());
    EXPECT_EQ(lazy.GetValue(0, 1), stream.RandU01());
}

TEST(LazyUniform, DrawsTheNumbersOfAnExponentialRandomVariable)
{
    LazyUniform lazy;
    lazy.SetStream(79);
    const auto variable = CreateObject<ExponentialRandomVariable>();
    variable->SetStream(79);
    for (int i = 0; i < 10; i++)
    {
        EXPECT_EQ(lazy.GetExponential(720), variable->GetValue(720, 0));
    }
}
