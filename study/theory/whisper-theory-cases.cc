/* SPDX-License-Identifier: GPL-2.0-only */
#include "whisper-theory-cases.h"

#include "ns3/whisper-scaling-model.h"

namespace ns3
{

namespace
{

constexpr double BYTES_PER_MEGABYTE = 1e6;
constexpr double HOURS_PER_DAY = 24;

using WhisperFunction = double (WhisperScalingModel::*)(double users) const;

/// Envelopes of a run that a case counts, summed over the users.
using EnvelopeCount = double (*)(const TheoryScenario& run);

double
CountOwn(const TheoryScenario& run)
{
    return run.GetMetric("published") * run.GetMetric("delivery_ratio");
}

double
CountEachOnce(const TheoryScenario& run)
{
    return run.GetMetric("ingress_bytes_per_node.payload") / run.GetMetric("message_bytes") *
               run.GetNodes() -
           run.GetMetric("duplicates");
}

double
CountDelivered(const TheoryScenario& run)
{
    return run.GetMetric("delivered");
}

double
CountMatching(const TheoryScenario& run)
{
    return run.GetMetric("delivered") + run.GetMetric("false_positives");
}

/// Matching envelopes, each as often as envelopes are received in the mean.
double
CountMatchingCopies(const TheoryScenario& run)
{
    const double distinct = CountEachOnce(run);
    const double copies = distinct + run.GetMetric("duplicates");
    return distinct > 0 ? CountMatching(run) * copies / distinct : 0;
}

/// Payload in MB/day that a user receives: envelopes for each one published, times those of a day.
TheoryReading
MakeDailyReading(const std::string& name, std::vector<std::string> metrics, EnvelopeCount count)
{
    metrics.emplace_back("published");
    metrics.emplace_back("nodes");
    const auto measure = [count](const TheoryScenario& run) {
        const double perDay = HOURS_PER_DAY * run.GetMessagesPerHour() *
                              run.GetAttribute("ns3::WhisperUser::EnvelopesPerMessage") *
                              run.GetNumber("traffic.payload");
        // Published by all users, and received by one: the number of users cancels out.
        return count(run) / run.GetMetric("published") * perDay / BYTES_PER_MEGABYTE;
    };
    return {name, "MB/day", metrics, measure};
}

TheoryCase
MakeCase(int number,
         const std::string& description,
         const TheoryReading& reading,
         WhisperFunction evaluate)
{
    const auto closedForm = [evaluate](const TheoryScenario& run) {
        const WhisperScalingModel model(run.GetWhisperParameters());
        return (model.*evaluate)(run.GetNodes()) / BYTES_PER_MEGABYTE;
    };
    return {"whisper-case-" + std::to_string(number), description, reading, closedForm};
}

} // namespace

std::vector<TheoryCase>
MakeWhisperTheoryCases()
{
    using Model = WhisperScalingModel;
    const std::string payload = "ingress_bytes_per_node.payload";
    const std::string size = "message_bytes";
    const TheoryReading own =
        MakeDailyReading("received of messages for the user", {"delivery_ratio"}, CountOwn);
    const TheoryReading once = MakeDailyReading("received payload, each envelope once",
                                                {payload, size, "duplicates"},
                                                CountEachOnce);
    const TheoryReading delivered =
        MakeDailyReading("received on the user's topics", {"delivered"}, CountDelivered);
    const TheoryReading matching = MakeDailyReading("received through the bloom filter",
                                                    {"delivered", "false_positives"},
                                                    CountMatching);
    const TheoryReading copies =
        MakeDailyReading("received through the bloom filter, with duplicates",
                         {"delivered", "false_positives", payload, size, "duplicates"},
                         CountMatchingCopies);
    return {
        MakeCase(1, "A user receives only messages meant for the user.", own, &Model::Case1),
        MakeCase(2,
                 "A user receives the messages of all users, also the own ones.",
                 once,
                 &Model::Case2),
        MakeCase(3,
                 "Private messages go over one topic that everybody receives.",
                 delivered,
                 &Model::Case3),
        MakeCase(4, "Private messages are partitioned into topics (A9).", delivered, &Model::Case4),
        MakeCase(5,
                 "Case 4 with the false positives of a bloom filter (A10 to A12).",
                 matching,
                 &Model::Case5),
        MakeCase(6, "Case 5, each envelope twice (A15).", copies, &Model::Case6),
        MakeCase(7,
                 "Case 6 for a user who is offline most of the time and asks a mail server (A17, "
                 "A19).",
                 copies,
                 &Model::Case7),
        MakeCase(8,
                 "A user with one trusted node, without protection of metadata: case 4.",
                 delivered,
                 &Model::Case8),
    };
}

} // namespace ns3
