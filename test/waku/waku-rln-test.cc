/* SPDX-License-Identifier: GPL-2.0-only */
#include "test-relay-network.h"
#include "trace-sink.h"

#include "ns3/double.h"
#include "ns3/gossipsub-router.h"
#include "ns3/pointer.h"
#include "ns3/uinteger.h"
#include "ns3/waku-rln-limit.h"
#include "ns3/waku-rln-proof.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <string>
#include <vector>

using namespace ns3;

namespace
{

constexpr int64_t RLN_SECOND = 1000000000;
constexpr int64_t RLN_START = 1767225600 * RLN_SECOND; // the beginning of an epoch of 600 s
const std::string RLN_TOPIC = "/waku/2/rs/1/3";

/// A relay's limit without a relay: what it says of messages, and who makes them.
class RlnBench
{
  public:
    RlnBench()
        : pool(WakuRelayProtocol::GetSharedMessagePool()),
          limit(CreateObject<WakuRlnLimit>())
    {
    }

    ~RlnBench()
    {
        limit->Dispose();
        Simulator::Destroy();
    }

    static WakuMessage MakeMessage(int64_t time, uint32_t number, uint32_t size = 100)
    {
        WakuMessage message;
        message.contentTopic = "/toychat/2/huilong/proto";
        message.timestamp = time;
        message.payload =
            VirtualBytes({static_cast<uint8_t>(number), static_cast<uint8_t>(number >> 8)}, size);
        return message;
    }

    static WakuMessage MakeProved(int64_t time,
                                  uint32_t number,
                                  uint32_t member,
                                  uint64_t messageId,
                                  uint32_t size = 100)
    {
        WakuMessage message = MakeMessage(time, number, size);
        message.rateLimitProof = WakuRlnGroup::GetShared()
                                     ->Prove(member, time / (600 * RLN_SECOND), messageId, message)
                                     .Encode();
        return message;
    }

    Ptr<const PubsubMessage> Add(const WakuMessage& message)
    {
        return pool->Add(RLN_TOPIC, message.Encode(), Time(0));
    }

    ValidationResult Validate(const WakuMessage& message, int64_t clock)
    {
        return limit->Validate(Add(message), clock);
    }

    Ptr<MessagePool> pool;
    Ptr<WakuRlnLimit> limit;
};

} // namespace

TEST(WakuRlnProof, TakesTheBytesOfRealProofsAndIsReadBack)
{
    WakuRlnProof proof;
    proof.epoch = 0x0102030405060708;
    proof.proof[5] = 7;
    proof.shareX[31] = 1;
    proof.nullifier[0] = 9;
    const std::vector<uint8_t> bytes = proof.Encode();
    EXPECT_EQ(bytes.size(), 335U);
    const auto read = WakuRlnProof::Decode(bytes);
    ASSERT_TRUE(read);
    EXPECT_EQ(read->epoch, proof.epoch);
    EXPECT_EQ(read->proof, proof.proof);
    EXPECT_EQ(read->shareX, proof.shareX);
    EXPECT_EQ(read->nullifier, proof.nullifier);
}

TEST(WakuRlnProof, AnythingElseIsRefused)
{
    const std::vector<uint8_t> bytes = WakuRlnProof().Encode();
    EXPECT_FALSE(WakuRlnProof::Decode({}));
    EXPECT_FALSE(WakuRlnProof::Decode(std::vector<uint8_t>(335, 0)));
    for (std::size_t size = 0; size < bytes.size(); size++)
    {
        EXPECT_FALSE(WakuRlnProof::Decode({bytes.begin(), bytes.begin() + size})) << size;
    }
    std::vector<uint8_t> highEpoch = bytes;
    highEpoch[131 + 34 + 2 + 8] = 1; // above 64 bits
    EXPECT_FALSE(WakuRlnProof::Decode(highEpoch));
}

TEST(WakuRlnLimit, AsManyMessagesAsTheLimitAreAcceptedInEachEpoch)
{
    RlnBench bench;
    for (uint64_t id = 0; id < 100; id++)
    {
        EXPECT_EQ(bench.Validate(RlnBench::MakeProved(RLN_START, id, 5, id), RLN_START),
                  ValidationResult::ACCEPT);
    }
    // The next one has to use a number again.
    EXPECT_EQ(bench.Validate(RlnBench::MakeProved(RLN_START, 100, 5, 17), RLN_START),
              ValidationResult::REJECT);
    EXPECT_EQ(bench.limit->GetN(WakuRlnVerdict::DOUBLE_SIGNAL), 1U);
    // Of another member, or in the next epoch, the number is free.
    EXPECT_EQ(bench.Validate(RlnBench::MakeProved(RLN_START, 101, 6, 17), RLN_START),
              ValidationResult::ACCEPT);
    const int64_t next = RLN_START + 600 * RLN_SECOND;
    EXPECT_EQ(bench.Validate(RlnBench::MakeProved(next, 102, 5, 17), next),
              ValidationResult::ACCEPT);
    EXPECT_EQ(bench.limit->GetN(WakuRlnVerdict::VALID), 102U);
}

TEST(WakuRlnLimit, DoubleSignallingRevealsTheMember)
{
    RlnBench bench;
    std::vector<uint32_t> members;
    bench.limit->TraceConnectWithoutContext(
        "DoubleSignal",
        MakeTraceSink<Ptr<const PubsubMessage>, uint32_t>(
            [&members](Ptr<const PubsubMessage>, uint32_t member) { members.push_back(member); }));
    bench.Validate(RlnBench::MakeProved(RLN_START, 1, 77, 3), RLN_START);
    bench.Validate(RlnBench::MakeProved(RLN_START, 2, 77, 3), RLN_START);
    EXPECT_EQ(members, std::vector<uint32_t>{77});
}

TEST(WakuRlnLimit, TheSameSignalAgainIsIgnored)
{
    RlnBench bench;
    const WakuMessage message = RlnBench::MakeProved(RLN_START, 1, 5, 0);
    EXPECT_EQ(bench.Validate(message, RLN_START), ValidationResult::ACCEPT);
    EXPECT_EQ(bench.Validate(message, RLN_START), ValidationResult::IGNORE);
    EXPECT_EQ(bench.limit->GetN(WakuRlnVerdict::REPEATED), 1U);
    bench.limit->Clear();
    EXPECT_EQ(bench.Validate(message, RLN_START), ValidationResult::ACCEPT);
}

TEST(WakuRlnLimit, TimestampsOutsideTheWindowAreRejected)
{
    RlnBench bench;
    const std::vector<std::pair<int64_t, bool>> gaps = {{-21, false},
                                                        {-20, true},
                                                        {0, true},
                                                        {20, true},
                                                        {21, false}};
    uint64_t id = 0;
    for (const auto& [gap, isGood] : gaps)
    {
        const int64_t time = RLN_START + 300 * RLN_SECOND;
        EXPECT_EQ(bench.Validate(RlnBench::MakeProved(time + gap * RLN_SECOND, id, 5, id), time),
                  isGood ? ValidationResult::ACCEPT : ValidationResult::REJECT)
            << gap;
        id++;
    }
    EXPECT_EQ(bench.limit->GetN(WakuRlnVerdict::BAD_TIMESTAMP), 2U);
    for (const int64_t extreme : {INT64_MIN, INT64_MAX})
    {
        EXPECT_EQ(bench.Validate(RlnBench::MakeMessage(extreme, 9), RLN_START),
                  ValidationResult::REJECT);
    }
}

TEST(WakuRlnLimit, EpochsOutsideTheWindowOrBesideTheTimestampAreRejected)
{
    RlnBench bench;
    const int64_t clock = RLN_START + 10 * RLN_SECOND;
    const auto validate = [&](int64_t epochTime, uint32_t number) {
        WakuMessage message = RlnBench::MakeMessage(clock, number);
        message.rateLimitProof = WakuRlnGroup::GetShared()
                                     ->Prove(5, epochTime / (600 * RLN_SECOND), 0, message)
                                     .Encode();
        return bench.Validate(message, clock);
    };
    // The epoch before ended 10 s ago, the one before it 610 s, and the next begins in 590 s.
    EXPECT_EQ(validate(RLN_START - 1, 1), ValidationResult::REJECT);
    EXPECT_EQ(bench.limit->GetN(WakuRlnVerdict::OTHER_EPOCH), 1U);
    EXPECT_EQ(validate(RLN_START - 601 * RLN_SECOND, 2), ValidationResult::REJECT);
    EXPECT_EQ(validate(RLN_START + 600 * RLN_SECOND, 3), ValidationResult::REJECT);
    EXPECT_EQ(validate(INT64_MAX, 4), ValidationResult::REJECT);
    EXPECT_EQ(bench.limit->GetN(WakuRlnVerdict::BAD_EPOCH), 3U);
    // A message of the end of the last epoch comes in its time.
    EXPECT_EQ(bench.Validate(RlnBench::MakeProved(RLN_START - RLN_SECOND, 5, 5, 0), clock),
              ValidationResult::ACCEPT);
}

TEST(WakuRlnLimit, WrongProofsAreIgnoredAndNoProofsRejected)
{
    RlnBench bench;
    WakuMessage moved = RlnBench::MakeMessage(RLN_START, 2);
    moved.rateLimitProof = RlnBench::MakeProved(RLN_START, 1, 5, 0).rateLimitProof;
    EXPECT_EQ(bench.Validate(moved, RLN_START), ValidationResult::IGNORE);
    WakuMessage zeros = RlnBench::MakeMessage(RLN_START, 3);
    zeros.rateLimitProof.resize(335);
    EXPECT_EQ(bench.Validate(zeros, RLN_START), ValidationResult::REJECT);
    EXPECT_EQ(bench.limit->GetN(WakuRlnVerdict::INVALID), 1U);
    EXPECT_EQ(bench.limit->GetN(WakuRlnVerdict::MALFORMED), 1U);
    bench.limit->SetAttribute("RejectInvalidProofs", BooleanValue(true));
    EXPECT_EQ(bench.Validate(moved, RLN_START), ValidationResult::REJECT);
}

TEST(WakuRlnLimit, MessagesAbove150KibibytesAreRejected)
{
    RlnBench bench;
    const uint32_t overhead =
        RlnBench::MakeProved(RLN_START, 1, 5, 0, 150000).Encode().GetSize() - 150000;
    EXPECT_EQ(
        bench.Validate(RlnBench::MakeProved(RLN_START, 1, 5, 0, 153600 - overhead), RLN_START),
        ValidationResult::ACCEPT);
    EXPECT_EQ(
        bench.Validate(RlnBench::MakeProved(RLN_START, 2, 5, 1, 153601 - overhead), RLN_START),
        ValidationResult::REJECT);
    EXPECT_EQ(bench.limit->GetN(WakuRlnVerdict::TOO_LARGE), 1U);
}

TEST(WakuRlnLimit, MessagesWithoutProofPassWhileTheShardIsBelowOneMegabit)
{
    RlnBench bench;
    // 1 Mbit/s is 125000 bytes in a second.
    uint32_t accepted = 0;
    for (uint32_t i = 0; i < 50; i++)
    {
        const int64_t time = RLN_START + i * RLN_SECOND / 100;
        accepted +=
            bench.Validate(RlnBench::MakeMessage(time, i, 10000), time) == ValidationResult::ACCEPT;
    }
    EXPECT_EQ(accepted, 13U);
    EXPECT_EQ(bench.limit->GetN(WakuRlnVerdict::NO_PROOF), 37U);
    // Those with a proof pass all the same, and later there is room again.
    const int64_t later = RLN_START + RLN_SECOND / 2;
    EXPECT_EQ(bench.Validate(RlnBench::MakeProved(later, 60, 5, 0), later),
              ValidationResult::ACCEPT);
    const int64_t muchLater = RLN_START + 3 * RLN_SECOND;
    EXPECT_EQ(bench.Validate(RlnBench::MakeMessage(muchLater, 61), muchLater),
              ValidationResult::ACCEPT);
    bench.limit->SetAttribute("FreeBandwidth", StringValue("0bps"));
    EXPECT_EQ(bench.Validate(RlnBench::MakeMessage(muchLater, 62), muchLater),
              ValidationResult::IGNORE);
}

TEST(WakuRlnLimit, OwnMessagesAreNumberedAndLimited)
{
    const auto publish = [](WakuRlnLimit& limit, const std::vector<int64_t>& seconds) {
        std::string accepted;
        for (std::size_t i = 0; i < seconds.size(); i++)
        {
            WakuMessage message = RlnBench::MakeMessage(RLN_START + seconds[i] * RLN_SECOND,
                                                        static_cast<uint32_t>(i));
            accepted += limit.AddProof(message, 3) ? '+' : '-';
            EXPECT_EQ(message.rateLimitProof.size(), accepted.back() == '+' ? 335U : 0U);
        }
        return accepted;
    };
    RlnBench bench;
    bench.limit->SetAttribute("MessageLimit", UintegerValue(2));
    EXPECT_EQ(publish(*bench.limit, {500, 501, 502, 600, 601, 602, 1300}), "++-++-+");
    EXPECT_EQ(bench.limit->GetNLimited(), 2U);

    // nwaku's numbers begin again 600 s after they last did.
    Ptr<WakuRlnLimit> nwaku = CreateObject<WakuRlnLimit>();
    nwaku->SetAttribute("MessageLimit", UintegerValue(2));
    nwaku->SetAttribute("Numbering", StringValue("Nwaku"));
    EXPECT_EQ(publish(*nwaku, {500, 501, 502, 600, 1099, 1100}), "++---+");
}

TEST(WakuRlnLimit, NwakusNumbersMakeAnHonestNodeSignalTwice)
{
    // Number 1 at 700 s and, after the numbers began again at 1100 s, at 1101 s: both are in the
    // epoch from 600 s to 1200 s.
    for (const std::string numbering : {"Epoch", "Nwaku"})
    {
        RlnBench bench;
        bench.limit->SetAttribute("Numbering", StringValue(numbering));
        for (const int64_t second : {500, 700, 1100, 1101})
        {
            const int64_t time = RLN_START + second * RLN_SECOND;
            WakuMessage message = RlnBench::MakeMessage(time, static_cast<uint32_t>(second));
            ASSERT_TRUE(bench.limit->AddProof(message, 3));
            bench.Validate(message, time);
        }
        EXPECT_EQ(bench.limit->GetN(WakuRlnVerdict::DOUBLE_SIGNAL), numbering == "Nwaku" ? 1U : 0U);
    }
}

TEST(WakuRlnNetwork, ASpammerIsCutOffAndOthersAreNot)
{
    TestRelayNetwork network(30);
    network.relay = WakuRelayHelper("GossipSub");
    network.relay.SetPreset("nwaku");
    network.relay.SetWakuNetwork();
    network.relay.SetRlnAttribute("MessageLimit", UintegerValue(3));
    network.Build("regular:8");
    PointerValue rln;
    network.Get(0)->GetAttribute("Rln", rln);
    rln.Get<WakuRlnLimit>()->SetAttribute("Numbering", StringValue("Spam"));
    uint32_t published = 0;
    for (uint32_t i = 0; i < 60; i++)
    {
        Simulator::Schedule(Seconds(60 + i), [&, i] {
            published += network.Get(0)->Publish(500) != nullptr;
            network.Get(1 + i % 29)->Publish(500);
        });
    }
    network.RunUntil(Seconds(130));
    EXPECT_EQ(published, 60U);
    uint64_t delivered = 0;
    uint64_t doubles = 0;
    for (uint32_t i = 1; i < 30; i++)
    {
        network.Get(i)->GetAttribute("Rln", rln);
        delivered += rln.Get<WakuRlnLimit>()->GetN(WakuRlnVerdict::VALID);
        doubles += rln.Get<WakuRlnLimit>()->GetN(WakuRlnVerdict::DOUBLE_SIGNAL);
    }
    // Three messages of the spammer pass, then its neighbours reject what it sends. The others keep
    // to the limit.
    EXPECT_EQ(delivered, 29U * 3 + 28 * 60);
    EXPECT_GT(doubles, 8U * 9);
    // The neighbours graylist the spammer after ten, and disconnect it whenever it dials again.
    EXPECT_LT(doubles, 8U * 57 / 2);
    EXPECT_GE(network.metrics->GetNPeersDown(), 2 * 8U);
    for (uint32_t i = 1; i < 30; i++)
    {
        EXPECT_GE(network.Get(i)->GetRouter()->GetPeers().size(), 5U);
    }
}

TEST(WakuRlnNetwork, ProofsTakeTheTimeThatWasMeasured)
{
    TestRelayNetwork network(1);
    network.relay = WakuRelayHelper("GossipSub");
    network.relay.SetWakuNetwork();
    network.Build(OverlayGraph(1));
    PointerValue delay;
    network.Get(0)->GetAttribute("ProofDelay", delay);
    Ptr<RandomVariableStream> draw = delay.Get<RandomVariableStream>();
    std::vector<double> delays;
    double sum = 0;
    for (uint32_t i = 0; i < 100000; i++)
    {
        delays.push_back(draw->GetValue());
        sum += delays.back();
    }
    std::nth_element(delays.begin(), delays.begin() + 95000, delays.end());
    EXPECT_NEAR(sum / 100000, 0.195, 0.002);
    EXPECT_NEAR(delays[95000], 0.400, 0.006);
}

TEST(WakuRlnNetwork, ANodeWhoseClockIsWrongIsNotHeard)
{
    TestRelayNetwork network(10);
    network.relay.SetWakuNetwork();
    network.Build("regular:4");
    network.Get(0)->SetAttribute("UnixEpoch", UintegerValue(1767225600 - 30));
    network.PublishAt(Seconds(11), 0, 500);
    network.PublishAt(Seconds(12), 1, 500);
    network.RunUntil(Seconds(20));
    // Nobody takes the message of node 0, and node 0 takes nobody's.
    EXPECT_EQ(network.Results().GetNDelivered(), 8U);
}
