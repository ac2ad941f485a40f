/* SPDX-License-Identifier: GPL-2.0-only */
#include "ns3/presence.h"

#include <functional>
#include <gtest/gtest.h>
#include <string>

using namespace ns3;

namespace
{

/// Writes down what its presence asks for: + goes online, - goes offline, 1 or 0 is what it is.
class PresenceTest : public testing::Test, public Presence::Listener
{
  public:
    void GoesOnline() override
    {
        EXPECT_TRUE(presence.IsOnline());
        log += '+';
    }

    void GoesOffline() override
    {
        EXPECT_TRUE(presence.IsOnline());
        log += '-';
        if (onLeave)
        {
            onLeave();
        }
    }

    void Crashes() override
    {
        EXPECT_TRUE(presence.IsOnline());
        log += '!';
    }

    void PresenceChanged(bool isOnline) override
    {
        EXPECT_EQ(presence.IsOnline(), isOnline);
        log += isOnline ? '1' : '0';
    }

    Presence presence{*this};
    std::string log;
    std::function<void()> onLeave;
    const int script = 0;
    const int user = 0;
};

} // namespace

TEST_F(PresenceTest, ANodeIsOnlineWhileItsApplicationRunsAndNobodyObjects)
{
    EXPECT_FALSE(presence.IsOnline());
    presence.SetRunning(true);
    presence.SetRunning(true);
    EXPECT_TRUE(presence.IsOnline());
    presence.SetRunning(false);
    EXPECT_FALSE(presence.IsOnline());
    EXPECT_EQ(log, "+1-0");
}

TEST_F(PresenceTest, EachTakesBackOnlyItsOwnWord)
{
    presence.SetRunning(true);
    presence.SetOffline(&script, true);
    presence.SetOffline(&user, true);
    presence.SetOffline(&user, false);
    EXPECT_FALSE(presence.IsOnline());
    EXPECT_TRUE(presence.SaysOffline(&script));
    EXPECT_FALSE(presence.SaysOffline(&user));
    presence.SetOffline(&user, true);
    presence.SetOffline(&script, false);
    EXPECT_FALSE(presence.IsOnline());
    presence.SetOffline(&user, false);
    EXPECT_TRUE(presence.IsOnline());
    EXPECT_EQ(log, "+1-0+1");
}

TEST_F(PresenceTest, AWordSaidTwiceIsTakenBackOnce)
{
    presence.SetRunning(true);
    presence.SetOffline(&script, true);
    presence.SetOffline(&script, true);
    presence.SetOffline(&script, false);
    EXPECT_TRUE(presence.IsOnline());
}

TEST_F(PresenceTest, AWordHoldsBeforeTheStartAndOverAStop)
{
    presence.SetOffline(&script, true);
    presence.SetRunning(true);
    EXPECT_FALSE(presence.IsOnline());
    presence.SetRunning(false);
    presence.SetRunning(true);
    EXPECT_EQ(log, "");
    presence.SetOffline(&script, false);
    EXPECT_EQ(log, "+1");
}

TEST_F(PresenceTest, WhatIsSaidDuringAChangeIsFollowedAfterIt)
{
    onLeave = [this] {
        onLeave = nullptr;
        presence.SetOffline(&user, true);
        presence.SetOffline(&script, false);
        presence.SetOffline(&user, false);
        EXPECT_TRUE(presence.IsOnline());
    };
    presence.SetRunning(true);
    presence.SetOffline(&script, true);
    EXPECT_TRUE(presence.IsOnline());
    EXPECT_EQ(log, "+1-0+1");
}

TEST_F(PresenceTest, DisposedOfItIsOfflineAndSaysNothing)
{
    presence.SetRunning(true);
    presence.Dispose();
    presence.SetOffline(&script, true);
    presence.SetOffline(&script, false);
    EXPECT_FALSE(presence.IsOnline());
    EXPECT_EQ(log, "+1");
}

TEST_F(PresenceTest, ACrashIsToldApartAndConcernsOnlyANodeThatIsOnline)
{
    presence.SetRunning(true);
    presence.Crash(&script);
    EXPECT_FALSE(presence.IsOnline());
    presence.Crash(&user);
    presence.SetOffline(&user, false);
    EXPECT_FALSE(presence.IsOnline());
    presence.SetOffline(&script, false);
    presence.SetOffline(&script, true);
    EXPECT_EQ(log, "+1!0+1-0");
}
