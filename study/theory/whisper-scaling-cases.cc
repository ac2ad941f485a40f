/* SPDX-License-Identifier: GPL-2.0-only */
#include "whisper-scaling-cases.h"

#include <cstddef>
#include <map>

namespace ns3
{

namespace
{

constexpr double KILOBYTE = 1024; //!< bytes in a kilobyte of the Whisper model

/** \return a size in the largest unit in which the number is at least one */
std::string
DescribeSize(double bytes)
{
    const std::array<const char*, 5> units = {"bytes", "KB", "MB", "GB", "TB"};
    std::size_t unit = 0;
    while (bytes >= KILOBYTE && unit + 1 < units.size())
    {
        bytes /= KILOBYTE;
        ++unit;
    }
    return FormatWith("%6.1f", bytes) + units[unit];
}

std::string
DescribeDailyLoad(double users, double bytesPerDay)
{
    return "For " + FormatUsers(users) + " users, receiving bandwidth is " +
           DescribeSize(bytesPerDay) + "/day";
}

std::map<int, std::string>
AssumptionTexts(const WhisperScalingModel& model)
{
    const auto& p = model.GetParameters();
    const auto number = FormatTheoryNumber;
    return {
        {1, "Envelope size (static): " + number(p.envelopeSize) + "kb"},
        {2, "Envelopes / message (static): " + number(p.envelopesPerMessage)},
        {3, "Received messages / day (static): " + number(p.messagesPerDay)},
        {4, "Only receiving messages meant for you."},
        {5, "Received messages for everyone."},
        {6, "Proportion of private messages (static): " + number(p.privateShare)},
        {7, "Public messages only received by relevant recipients (static)."},
        {8, "All private messages are received by everyone (same topic) (static)."},
        {9,
         "Private messages are partitioned evenly across partition shards (static), n=" +
             number(p.partitions)},
        {10, "Bloom filter size (m) (static): " + number(p.bloomBits)},
        {11, "Bloom filter hash functions (k) (static): " + number(p.bloomHashes)},
        {12, "Bloom filter elements, i.e. topics, (n) (static): " + number(p.bloomTopics)},
        {13,
         p.falsePositivesFromFilter == 0
             ? "Bloom filter assuming optimal k choice (sensitive to m, n)."
             : "Bloom filter false positive proportion computed from m, k, n."},
        {14,
         "Bloom filter false positive proportion of full traffic, p=" +
             number(model.GetFalsePositiveShare())},
        {15, "Benign duplicate receives factor (static): " + number(p.duplicateFactor)},
        {16, "No bad envelopes, bad PoW, expired, etc (static)."},
        {17, "User is offline p% of the time (static) p=" + number(p.offlineShare)},
        {18,
         "No bad request, duplicate messages for mailservers, and overlap/retires are perfect "
         "(static)."},
        {19,
         "Mailserver requests can change false positive rate to be p=" +
             number(p.mailserverFalsePositiveShare)},
    };
}

/** The properties in which cases differ. */
struct CaseWords
{
    std::string header;                                          //!< heading
    std::vector<int> assumptions;                                //!< numbers of its assumptions
    double (WhisperScalingModel::*evaluate)(double users) const; //!< the model
    std::vector<std::string> remarks;                            //!< lines below the heading
    std::vector<std::string> notes;                              //!< lines below the results
};

std::vector<CaseWords>
GetCaseWords()
{
    using Model = WhisperScalingModel;
    return {
        {"Case 1. Only receiving messages meant for you [naive case]",
         {1, 2, 3, 4},
         &Model::Case1,
         {},
         {}},
        {"Case 2. Receiving messages for everyone [naive case]",
         {1, 2, 3, 5},
         &Model::Case2,
         {},
         {}},
        {"Case 3. All private messages go over one discovery topic",
         {1, 2, 3, 6, 7, 8},
         &Model::Case3,
         {},
         {}},
        {"Case 4. All private messages are partitioned into shards [naive case]",
         {1, 2, 3, 6, 7, 9},
         &Model::Case4,
         {},
         {}},
        {"Case 5. Case 4 + All messages are passed through bloom filter with false positive rate",
         {1, 2, 3, 6, 7, 9, 10, 11, 12, 13, 14},
         &Model::Case5,
         {},
         {"NOTE: Traffic extremely sensitive to bloom false positives",
          "This completely dominates network traffic at scale.",
          "With p=1% we get 10k users ~100MB/day and 1m users ~10gb/day)"}},
        {"Case 6. Case 5 + Benign duplicate receives",
         {1, 2, 3, 6, 7, 9, 10, 11, 12, 13, 14, 15, 16},
         &Model::Case6,
         {},
         {}},
        {"Case 7. Case 6 + Mailserver case under good conditions with smaller bloom false positive "
         "and mostly offline",
         {1, 2, 3, 6, 7, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19},
         &Model::Case7,
         {},
         {}},
        {"Case 8. Waka mode - no metadata protection with bloom filter and one node connected; "
         "still static shard",
         {1, 2, 3, 6, 7, 9},
         &Model::Case8,
         {"Next step up is to either only use contact code, or shard more aggressively.",
          "Note that this requires change of other nodes behavior, not just local node."},
         {}},
    };
}

} // namespace

ScalingReport
MakeWhisperScalingReport(const WhisperScalingModel& model)
{
    ScalingReport report;
    report.model = "whisper-2019";
    report.protocol = "whisper";
    report.introduction = {
        "Whisper theoretical model. Attempts to encode characteristics of it.",
        "",
        "Goals:",
        "1. Ensure network scales by being user or usage bound, as opposed to bandwidth growing in "
        "proportion to network size.",
        "2. Staying with in a reasonable bandwidth limit for limited data plans.",
        "3. Do the above without materially impacting existing nodes.",
        ""};
    report.assumptionsHeading = "Assumptions:";
    report.blankLineBetweenCases = false;

    const auto texts = AssumptionTexts(model);
    for (const auto& words : GetCaseWords())
    {
        ScalingCase added;
        added.id = "case-" + std::to_string(report.cases.size() + 1);
        added.header = words.header;
        added.legend = words.header.substr(0, words.header.find('.'));
        added.remarks = words.remarks;
        for (const int number : words.assumptions)
        {
            added.assumptions.push_back("- A" + std::to_string(number) + ". " + texts.at(number));
        }
        added.notes = words.notes;
        added.quantity = ScalingCase::Quantity::BYTES_PER_DAY;
        added.users = {100, 10000, 1000000};
        added.limits = {KILOBYTE * 1000 * 10, KILOBYTE * 1000 * 30, KILOBYTE * 1000 * 100};
        added.evaluate = [model, evaluate = words.evaluate](double users) {
            return (model.*evaluate)(users);
        };
        added.describeResult = DescribeDailyLoad;
        report.cases.push_back(added);
    }
    for (const auto& entry : GetWhisperScalingParameterTable().GetEntries())
    {
        report.parameters.emplace_back(entry.info, model.GetParameters().*entry.member);
    }
    return report;
}

} // namespace ns3
