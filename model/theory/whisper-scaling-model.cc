/* SPDX-License-Identifier: GPL-2.0-only */
#include "whisper-scaling-model.h"

#include <algorithm>
#include <cmath>

namespace ns3
{

namespace
{

constexpr double UNLIMITED = 1e12; //!< upper end of ranges without a natural one

WhisperScalingParameterTable
MakeWhisperTable()
{
    using P = WhisperScalingParameters;
    return WhisperScalingParameterTable({
        {{"A1", "EnvelopeSize", "bytes", 0, UNLIMITED, false, "Size of an envelope."},
         &P::envelopeSize},
        {{"A2", "EnvelopesPerMessage", "", 0, UNLIMITED, false, "Envelopes that a message takes."},
         &P::envelopesPerMessage},
        {{"A3", "MessagesPerDay", "1/d", 0, UNLIMITED, false, "Messages that a user receives."},
         &P::messagesPerDay},
        {{"A6", "PrivateShare", "", 0, 1, false, "Share of the messages that are private."},
         &P::privateShare},
        {{"A9", "Partitions", "", 1, UNLIMITED, false, "Topics that private messages spread over."},
         &P::partitions},
        {{"A10", "BloomBits", "", 1, UNLIMITED, true, "Size of the bloom filter in bits (m)."},
         &P::bloomBits},
        {{"A11", "BloomHashes", "", 1, 1e6, true, "Hash functions of the bloom filter (k)."},
         &P::bloomHashes},
        {{"A12", "BloomTopics", "", 0, UNLIMITED, false, "Topics in the bloom filter (n)."},
         &P::bloomTopics},
        {{"A13",
          "FalsePositivesFromFilter",
          "",
          0,
          1,
          true,
          "1: the false-positive share follows from m, k and n; 0: it is FalsePositiveShare."},
         &P::falsePositivesFromFilter},
        {{"A14",
          "FalsePositiveShare",
          "",
          0,
          1,
          false,
          "Share of the whole traffic that passes the bloom filter by mistake."},
         &P::falsePositiveShare},
        {{"A15", "DuplicateFactor", "", 1, UNLIMITED, false, "How often an envelope is received."},
         &P::duplicateFactor},
        {{"A17", "OfflineShare", "", 0, 1, false, "Share of the time that a user is offline."},
         &P::offlineShare},
        {{"A19",
          "MailserverFalsePositiveShare",
          "",
          0,
          1,
          false,
          "False-positive share of requests to a mail server."},
         &P::mailserverFalsePositiveShare},
    });
}

} // namespace

const WhisperScalingParameterTable&
GetWhisperScalingParameterTable()
{
    static const WhisperScalingParameterTable table = MakeWhisperTable();
    return table;
}

double
BloomFalsePositiveRate(double bits, double hashes, double topics)
{
    CheckTheoryRange("bits", bits, 1, UNLIMITED);
    CheckTheoryRange("hashes", hashes, 1, UNLIMITED);
    CheckTheoryRange("topics", topics, 0, UNLIMITED);
    return std::pow(1 - std::pow(1 - 1 / bits, hashes * topics), hashes);
}

double
OptimalBloomHashes(double bits, double topics)
{
    CheckTheoryRange("bits", bits, 1, UNLIMITED);
    CheckTheoryRange("topics", topics, 1, UNLIMITED);
    return bits / topics * std::log(2.0);
}

WhisperScalingModel::WhisperScalingModel(const WhisperScalingParameters& parameters)
    : m_parameters(parameters)
{
    GetWhisperScalingParameterTable().Check(m_parameters);
}

double
WhisperScalingModel::GetFalsePositiveShare() const
{
    const auto& p = m_parameters;
    return p.falsePositivesFromFilter == 0
               ? p.falsePositiveShare
               : BloomFalsePositiveRate(p.bloomBits, p.bloomHashes, p.bloomTopics);
}

double
WhisperScalingModel::Case1(double users) const
{
    CheckTheoryRange("users", users, 1, 1e15);
    return m_parameters.envelopeSize * m_parameters.envelopesPerMessage *
           m_parameters.messagesPerDay;
}

double
WhisperScalingModel::Case2(double users) const
{
    return Case1(users) * users;
}

double
WhisperScalingModel::Case3(double users) const
{
    return Case2(users) * m_parameters.privateShare +
           Case1(users) * (1 - m_parameters.privateShare);
}

double
WhisperScalingModel::Case4(double users) const
{
    // With fewer users than partitions, no two users share a partition.
    const double usersPerPartition = std::max(1.0, users / m_parameters.partitions);
    return Case1(users) * usersPerPartition * m_parameters.privateShare +
           Case1(users) * (1 - m_parameters.privateShare);
}

double
WhisperScalingModel::Case5(double users) const
{
    return Case4(users) + Case2(users) * GetFalsePositiveShare();
}

double
WhisperScalingModel::Case6(double users) const
{
    return Case5(users) * m_parameters.duplicateFactor;
}

double
WhisperScalingModel::Case7(double users) const
{
    const double offline = Case4(users) + Case2(users) * m_parameters.mailserverFalsePositiveShare;
    return offline * m_parameters.offlineShare + Case6(users) * (1 - m_parameters.offlineShare);
}

double
WhisperScalingModel::Case8(double users) const
{
    return Case4(users);
}

} // namespace ns3
