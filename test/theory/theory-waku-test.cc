/* SPDX-License-Identifier: GPL-2.0-only */
#include "ns3/waku-scaling-cases.h"
#include "ns3/waku-scaling-extensions.h"
#include "ns3/waku-scaling-model.h"

#include <cmath>
#include <gtest/gtest.h>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

using namespace ns3;

namespace
{

using ModelVersion = WakuScalingModel::Version;

WakuScalingModel
Revision(const WakuScalingParameters& parameters = WakuScalingParameters())
{
    return WakuScalingModel(parameters, ModelVersion::REVISION_2025);
}

/** \return the lines of a case that tell its results, headed by the case's heading */
std::vector<std::string>
ResultLines(const WakuScalingModel& model)
{
    std::ostringstream text;
    WriteScalingText(text, MakeWakuScalingReport(model), {}, false);
    std::istringstream lines(text.str());
    std::vector<std::string> results;
    for (std::string line; std::getline(lines, line);)
    {
        if (line.rfind("For ", 0) == 0)
        {
            results.push_back(line);
        }
    }
    return results;
}

/** \return what the function throws as std::domain_error, or an empty string */
template <typename Function>
std::string
DomainError(const Function& function)
{
    try
    {
        function();
    }
    catch (const std::domain_error& error)
    {
        return error.what();
    }
    return "";
}

} // namespace

TEST(TheoryWaku2023, EveryResultLineIsThePublishedOne)
{
    const std::vector<std::string> published = {
        "For 100 users, receiving bandwidth is 1.0MB/hour",
        "For 10k users, receiving bandwidth is 100.0MB/hour",
        "For 100 users, receiving bandwidth is 3.0MB/hour",
        "For 10k users, receiving bandwidth is 300.0MB/hour",
        "For 100 users, receiving bandwidth is 5.0MB/hour",
        "For 10k users, receiving bandwidth is 500.0MB/hour",
        "For 100 users, receiving bandwidth is 8.2MB/hour",
        "For 10k users, receiving bandwidth is 817.2MB/hour",
        "For 100 users, receiving bandwidth is 8.2MB/hour",
        "For 10k users, receiving bandwidth is 817.3MB/hour",
        "For  1m users, receiving bandwidth is 2451.8MB/hour",
        "For 100 users, receiving bandwidth is 16.3MB/hour",
        "For 10k users, receiving bandwidth is 1634.5MB/hour",
        "For  1m users, receiving bandwidth is 3269.0MB/hour",
        "For 100 users, receiving bandwidth is 1.0MB/hour",
        "For 10k users, receiving bandwidth is 100.0MB/hour",
        "For  1m users, receiving bandwidth is 300.0MB/hour",
        "For 100 the average latency is 0.257 s",
        "For 10k the average latency is 0.514 s (max with sharding)",
        "For  1m the average latency is 0.771 s (even in a single shard)",
    };
    EXPECT_EQ(ResultLines(WakuScalingModel()), published);
}

// The section is the authors' text, so only its length and its FNV-1a hash are here.
TEST(TheoryWaku2023, TheWholeTextIsThePublishedSection)
{
    std::ostringstream text;
    WriteScalingText(text, MakeWakuScalingReport(WakuScalingModel()), {}, false);
    uint64_t hash = 0xcbf29ce484222325;
    for (const char c : text.str())
    {
        hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3;
    }
    EXPECT_EQ(text.str().size(), 7694u);
    EXPECT_EQ(hash, 0x803988f668d08e53) << text.str();
}

TEST(TheoryWaku2023, LoadsAreBytes)
{
    const WakuScalingModel model;
    EXPECT_DOUBLE_EQ(model.LoadCase1(100), 100 * 5 * 2000);
    EXPECT_DOUBLE_EQ(model.LoadCase2(100), 300 * 5 * 2000);
    EXPECT_DOUBLE_EQ(model.LoadCase3(100), 500 * 5 * 2000);
    // 2500 copies; 18 IHAVEs of 50 bytes for each; one in a hundred brings an IWANT and a message.
    EXPECT_DOUBLE_EQ(model.LoadCase4(100), 2500 * (2000 + 18 * (50 + 0.01 * 2050)));
}

TEST(TheoryWaku2023, GossipsEveryReceivedCopy)
{
    const WakuScalingModel model;
    const auto parts = model.LoadCase4Parts(100);
    EXPECT_DOUBLE_EQ(parts.messages, model.LoadCase3(100));
    EXPECT_DOUBLE_EQ(parts.ihave, 2500 * 18 * 50);
    EXPECT_DOUBLE_EQ(parts.iwantReplies, 2500 * 18 * 0.01 * 2050);
    EXPECT_DOUBLE_EQ(parts.GetTotal(), model.LoadCase4(100));
    EXPECT_DOUBLE_EQ(model.IhavesPerMessage(100), 500 * 18);
}

TEST(TheoryWaku2025, ResultLinesAreThePublishedOnes)
{
    // n = 100: 5 (100*5 + 1) 2000 = 5.01 MB; 5*100*18 = 9000 IHAVEs: 0.45 MB; 90 messages: 0.18 MB.
    // Case 5, for each user: 20 small messages of 1 kB, 5 big ones of 6 kB, of which 5/6 are first
    // and 0.6 of the other 25/6 come too late: 20 + 6 (0.8333 + 2.5) = 40 kB, and 0.8333 IDONTWANTs
    // of 50 bytes: 40041.7 bytes.
    // Sharding 1, n = 1m: 3 * (10000*5+1 -> 500.01 + 45 + 18) = 1689.03 MB.
    // Latency: 6^3 >= 100, 6^6 >= 10k, 6^8 >= 1m; n*5*2000*3*8/3600 bit/s over 30 Mbit/s is 0.222
    // ms, 22.2 ms and 2.222 s for each hop, and each hop takes another 0.1 s.
    const std::vector<std::string> published = {
        "For 100 users, receiving bandwidth is 1.0MB/hour",
        "For 10k users, receiving bandwidth is 100.0MB/hour",
        "For 100 users, receiving bandwidth is 3.0MB/hour",
        "For 10k users, receiving bandwidth is 300.0MB/hour",
        "For 100 users, receiving bandwidth is 5.0MB/hour",
        "For 10k users, receiving bandwidth is 500.0MB/hour",
        "For 100 users, receiving bandwidth is 5.6MB/hour",
        "For 10k users, receiving bandwidth is 563.0MB/hour",
        "For 100 users, receiving bandwidth is 4.0MB/hour",
        "For 10k users, receiving bandwidth is 400.4MB/hour",
        "For 100 users, receiving bandwidth is 5.7MB/hour",
        "For 10k users, receiving bandwidth is 563.0MB/hour",
        "For  1m users, receiving bandwidth is 1689.0MB/hour",
        "For 100 users, receiving bandwidth is 11.3MB/hour",
        "For 10k users, receiving bandwidth is 1126.0MB/hour",
        "For  1m users, receiving bandwidth is 2252.0MB/hour",
        "For 100 users, receiving bandwidth is 1.0MB/hour",
        "For 10k users, receiving bandwidth is 100.0MB/hour",
        "For  1m users, receiving bandwidth is 300.0MB/hour",
        "For 100 users, the expected network-wide dissemination time is 0.301 s",
        "For 10k users, the expected network-wide dissemination time is 0.733 s (max with "
        "sharding)",
        "For  1m users, the expected network-wide dissemination time is 18.578 s (in a single "
        "shard)",
    };
    EXPECT_EQ(ResultLines(Revision()), published);
}

TEST(TheoryWaku2025, LoadsAreThoseOfHandCalculation)
{
    const auto model = Revision();
    EXPECT_DOUBLE_EQ(model.LoadCase3(100), 5 * 501 * 2000);
    EXPECT_DOUBLE_EQ(model.LoadCase4(100), 5 * 501 * 2000 + 9000 * 50 + 90 * 2000);
    EXPECT_DOUBLE_EQ(model.LoadCase5(100), 100 * (20000 + 6000 * (5. / 6 + 2.5) + 50 * 5. / 6));
    EXPECT_DOUBLE_EQ(model.LatencyCase1(100), 3 * (0.1 + 100 * 5 * 2000 * 3 * 8 / 3600. / 30e6));
}

TEST(TheoryWaku2025, AMessageCostsOneTransmissionMoreThanIn2023)
{
    EXPECT_DOUBLE_EQ(WakuScalingModel().TransmissionsPerMessage(1000), 5000);
    EXPECT_DOUBLE_EQ(Revision().TransmissionsPerMessage(1000), 5001);
    EXPECT_DOUBLE_EQ(Revision().DuplicatesPerMessage(1000), 5001 - 999);
    EXPECT_DOUBLE_EQ(Revision().IhavesPerMessage(1000), 18000);
    EXPECT_DOUBLE_EQ(Revision().TransmissionsPerMessageOncePerEdge(1000), 3000);
}

TEST(TheoryWaku2025, IdontwantThatAlwaysComesTooLateSavesNothing)
{
    WakuScalingParameters parameters;
    parameters.idontwantTooLate = 1;
    EXPECT_DOUBLE_EQ(Revision(parameters).TransmissionsPerBigMessage(1000), 5000);
    parameters.idontwantTooLate = 0;
    EXPECT_DOUBLE_EQ(Revision(parameters).TransmissionsPerBigMessage(1000), 5000 / 6.);
}

TEST(TheoryWaku2025, HopsAreWholeAndExactAtPowersOfTheDegree)
{
    EXPECT_EQ(Revision().LatencyHops(216), 3);
    EXPECT_EQ(Revision().LatencyHops(218), 4);
    EXPECT_EQ(Revision().LatencyHops(1), 0);
}

TEST(TheoryWaku, OneUserHasNoLatencyAndOnlyItsOwnMessages)
{
    const WakuScalingModel model;
    EXPECT_DOUBLE_EQ(model.LatencyCase1(1), 0);
    EXPECT_DOUBLE_EQ(model.LoadCase1(1), 5 * 2000);
    EXPECT_DOUBLE_EQ(Revision().LoadCase3(1), 5 * 6 * 2000);
    EXPECT_DOUBLE_EQ(model.ShardingCase3(1), model.LoadCase1(1));
}

TEST(TheoryWaku, NoMessagesMakeNoLoad)
{
    WakuScalingParameters parameters;
    parameters.messagesPerHour = 0;
    parameters.oneToOneMessagesPerHour = 0;
    for (const auto version : {ModelVersion::SEED_2023, ModelVersion::REVISION_2025})
    {
        const WakuScalingModel model(parameters, version);
        for (const auto load : {&WakuScalingModel::LoadCase1,
                                &WakuScalingModel::LoadCase2,
                                &WakuScalingModel::LoadCase3,
                                &WakuScalingModel::LoadCase4,
                                &WakuScalingModel::LoadCase5,
                                &WakuScalingModel::ShardingCase1,
                                &WakuScalingModel::ShardingCase2,
                                &WakuScalingModel::ShardingCase3})
        {
            EXPECT_EQ((model.*load)(10000), 0);
        }
    }
}

TEST(TheoryWaku, LoadGrowsWithUsersAndDegree)
{
    for (const auto version : {ModelVersion::SEED_2023, ModelVersion::REVISION_2025})
    {
        for (const auto load : {&WakuScalingModel::LoadCase2,
                                &WakuScalingModel::LoadCase3,
                                &WakuScalingModel::LoadCase4,
                                &WakuScalingModel::LoadCase5,
                                &WakuScalingModel::ShardingCase1,
                                &WakuScalingModel::ShardingCase2})
        {
            double last = 0;
            for (double n = 2; n < 10000; n *= 2)
            {
                const double now = (WakuScalingModel({}, version).*load)(n);
                EXPECT_GT(now, last) << n;
                last = now;
            }
            if (load == &WakuScalingModel::LoadCase2)
            {
                EXPECT_LT(last, (WakuScalingModel({}, version).LoadCase3(8192)));
            }
            last = 0;
            for (double d = 2; d < 20; ++d)
            {
                WakuScalingParameters parameters;
                parameters.degree = d;
                const double now = (WakuScalingModel(parameters, version).*load)(1000);
                EXPECT_GT(now, last) << d;
                last = now;
            }
        }
    }
}

TEST(TheoryWaku, LatencyGrowsWithUsersAndFallsWithDegree)
{
    for (const double distance : {0, 1, 2})
    {
        WakuScalingParameters parameters;
        parameters.distance = distance;
        EXPECT_LT(WakuScalingModel(parameters).LatencyCase1(1000),
                  WakuScalingModel(parameters).LatencyCase1(100000));
        WakuScalingParameters denser = parameters;
        denser.degree = 12;
        EXPECT_GT(WakuScalingModel(parameters).LatencyCase1(1000),
                  WakuScalingModel(denser).LatencyCase1(1000));
    }
}

TEST(TheoryWaku, ShardsBoundTheLoad)
{
    const WakuScalingModel model;
    EXPECT_DOUBLE_EQ(model.ShardingCase2(1e6), model.ShardingCase2(1e9));
    EXPECT_DOUBLE_EQ(model.ShardingCase1(1e6), 3 * model.LoadCase4(10000));
    EXPECT_DOUBLE_EQ(model.NodesPerShard(30), 10);
    EXPECT_DOUBLE_EQ(model.NodesPerShard(1e6), 10000);
}

TEST(TheoryWaku, EveryParameterChangesSomeResult)
{
    for (const auto& entry : GetWakuScalingParameterTable().GetEntries())
    {
        WakuScalingParameters parameters;
        double& value = parameters.*entry.member;
        value = value + 1 <= entry.info.maximum ? value + 1 : value / 2;
        bool changed = false;
        for (const auto version : {ModelVersion::SEED_2023, ModelVersion::REVISION_2025})
        {
            const auto before = MakeWakuScalingReport(WakuScalingModel({}, version), true);
            const auto after = MakeWakuScalingReport(WakuScalingModel(parameters, version), true);
            for (std::size_t i = 0; i < before.cases.size(); ++i)
            {
                changed |= before.cases[i].evaluate(3000) != after.cases[i].evaluate(3000);
            }
        }
        EXPECT_TRUE(changed) << entry.info.GetTitle();
    }
}

TEST(TheoryWaku, AStatementThatWasGivenUpIsMarked)
{
    WakuScalingParameters parameters;
    GetWakuScalingParameterTable().Set(parameters, "A04", "1000000");
    GetWakuScalingParameterTable().Set(parameters, "DLazy", "12");
    const auto report = MakeWakuScalingReport(WakuScalingModel(parameters));
    const auto& lines = report.cases.at(3).assumptions;
    EXPECT_EQ(lines.at(3),
              "- A04. Messages outside of Waku Relay are not considered, e.g. store messages. "
              "(NonRelayLoad = 1000000)");
    EXPECT_EQ(lines.back(), "- DLazy = 12");
    EXPECT_DOUBLE_EQ(report.cases.at(0).evaluate(100), 2e6);
}

TEST(TheoryWaku, ValuesOutsideTheirRangeAreNamed)
{
    WakuScalingParameters parameters;
    parameters.iwantRatio = 1.5;
    EXPECT_EQ(DomainError([&] { WakuScalingModel model(parameters); }),
              "IwantRatio (A33) = 1.5 is outside [0, 1]");
    parameters = {};
    parameters.degree = 1;
    EXPECT_EQ(DomainError([&] { WakuScalingModel model(parameters); }),
              "Degree (A03) = 1 is outside [2, 1000000000000]");
    EXPECT_EQ(DomainError([] { WakuScalingModel().LoadCase1(0.5); }),
              "users = 0.5 is outside [1, 1e+15]");
    for (const double users : {0., -1., std::nan("")})
    {
        EXPECT_NE(DomainError([=] { WakuScalingModel().LoadCase3(users); }), "");
        EXPECT_NE(DomainError([=] { WakuScalingModel().ShardingCase3(users); }), "");
        EXPECT_NE(DomainError([=] { WakuScalingModel().LatencyCase1(users); }), "");
    }
}

TEST(TheoryWaku, EveryParameterHasARangeThatIsEnforced)
{
    for (const auto& entry : GetWakuScalingParameterTable().GetEntries())
    {
        for (const double value : {entry.info.minimum - 1, entry.info.maximum * 2, std::nan("")})
        {
            WakuScalingParameters parameters;
            parameters.*entry.member = value;
            const std::string error = DomainError([&] { WakuScalingModel model(parameters); });
            EXPECT_EQ(error.rfind(entry.info.GetTitle() + " = ", 0), 0) << entry.info.name;
        }
    }
}

TEST(TheoryWaku, AnOddProductOfUsersAndDegreeIsRefused)
{
    WakuScalingParameters parameters;
    parameters.degree = 7;
    const WakuScalingModel model(parameters);
    for (const auto load : {&WakuScalingModel::LoadCase2,
                            &WakuScalingModel::LoadCase3,
                            &WakuScalingModel::LoadCase4,
                            &WakuScalingModel::LoadCase5,
                            &WakuScalingModel::LatencyCase1,
                            &WakuScalingModel::TransmissionsPerMessage})
    {
        const std::string error = DomainError([&] { (model.*load)(101); });
        EXPECT_NE(error.find("Degree (A03) = 101 * 7 is odd"), std::string::npos) << error;
        EXPECT_GT((model.*load)(100), 0);
    }
}

TEST(TheoryWaku, UnknownNamesAreAnsweredWithTheValidOnes)
{
    WakuScalingParameters parameters;
    try
    {
        GetWakuScalingParameterTable().Set(parameters, "Size", "1");
        FAIL() << "accepted";
    }
    catch (const std::invalid_argument& error)
    {
        const std::string text = error.what();
        EXPECT_NE(text.find("\"Size\""), std::string::npos);
        EXPECT_NE(text.find("MessageSize (A01)"), std::string::npos);
        EXPECT_NE(text.find("DLazy"), std::string::npos);
    }
    EXPECT_THROW(GetWakuScalingParameterTable().Set(parameters, "", "1"), std::invalid_argument);
    EXPECT_THROW(GetWakuScalingParameterTable().Set(parameters, "A01", "x"), std::invalid_argument);
    EXPECT_THROW(GetWakuScalingParameterTable().Set(parameters, "A01", ""), std::invalid_argument);
    EXPECT_THROW(GetWakuScalingParameterTable().Set(parameters, "A01", "inf"),
                 std::invalid_argument);
    EXPECT_THROW(GetWakuScalingParameterTable().Set(parameters, "A33", "2"), std::domain_error);
}

TEST(TheoryWakuExtensions, StatusMessagesComeFromInactiveNodesToo)
{
    // 200 nodes online send 12 an hour each; 5 copies; 18 IHAVEs of 50 bytes; 1 % of 550 bytes.
    const WakuScalingModel model;
    EXPECT_DOUBLE_EQ(StatusControlLoad(model, 100),
                     model.LoadCase4(100) + 200 * 12 * 5 * (500 + 18 * (50 + 0.01 * 550)));
    WakuScalingParameters silent;
    silent.statusMessagesPerHour = 0;
    EXPECT_DOUBLE_EQ(StatusControlLoad(WakuScalingModel(silent), 100), model.LoadCase4(100));
}

TEST(TheoryWakuExtensions, ASelectiveLightNodeReceivesItsShareAndTheOverhead)
{
    const WakuScalingModel model;
    EXPECT_DOUBLE_EQ(SelectiveLightNodeLoad(model, 1e6), 0.1 * 300e6 + 60 * 200);
    WakuScalingParameters naive;
    naive.selectiveShare = 1;
    naive.requestsPerHour = 0;
    const WakuScalingModel all(naive);
    EXPECT_DOUBLE_EQ(SelectiveLightNodeLoad(all, 5000), all.ShardingCase3(5000));
}

TEST(TheoryWakuExtensions, PeersAreBoundedByTheNodesThereAre)
{
    const WakuScalingModel model;
    const WakuPeers many = PeersPerNode(model, 1e6);
    EXPECT_DOUBLE_EQ(many.disjoint, 4 * 6);
    EXPECT_DOUBLE_EQ(many.withGossip, 4 * 12);
    EXPECT_NEAR(many.shared, 24, 0.05);
    EXPECT_DOUBLE_EQ(PeersPerNode(model, 10).disjoint, 9);
    EXPECT_DOUBLE_EQ(PeersPerNode(model, 1).disjoint, 0);

    // 11 nodes in each of two shards, 5 peers of 10 each: a peer is missed twice with 1/4.
    WakuScalingParameters two;
    two.degree = 5;
    two.shardsPerNode = 2;
    two.oneToOneShards = 0;
    EXPECT_DOUBLE_EQ(PeersPerNode(WakuScalingModel(two), 33).shared, 7.5);
}
