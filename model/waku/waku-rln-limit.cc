/* SPDX-License-Identifier: GPL-2.0-only */
#include "waku-rln-limit.h"

#include "ns3/boolean.h"
#include "ns3/enum-attribute.h"
#include "ns3/uinteger.h"

#include <algorithm>

namespace ns3
{

NS_OBJECT_ENSURE_REGISTERED(WakuRlnLimit);

namespace
{

constexpr int64_t SECOND = 1000000000; ///< in nanoseconds

/// Set a bit, and say whether it was set before.
bool
TakeBit(std::vector<bool>& bits, uint32_t number)
{
    if (number >= bits.size())
    {
        bits.resize(number + 1, false);
    }
    const bool before = bits[number];
    bits[number] = true;
    return before;
}

/// Distance of two times, whatever they are.
uint64_t
GetDistance(int64_t a, int64_t b)
{
    const auto difference = static_cast<uint64_t>(a) - static_cast<uint64_t>(b);
    return a > b ? difference : -difference;
}

bool
HasBit(const std::vector<bool>& bits, uint32_t number)
{
    return number < bits.size() && bits[number];
}

} // namespace

TypeId
WakuRlnLimit::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::WakuRlnLimit")
            .SetParent<Object>()
            .SetGroupName("Waku")
            .AddConstructor<WakuRlnLimit>()
            .AddAttribute("EpochLength",
                          "Length of an epoch, in which a member may publish MessageLimit "
                          "messages. (rlnEpochSizeSec)",
                          TimeValue(Seconds(600)),
                          MakeTimeAccessor(&WakuRlnLimit::m_epochLength),
                          MakeTimeChecker(MilliSeconds(1)))
            .AddAttribute("MessageLimit",
                          "Messages that a member may publish in an epoch. "
                          "(rlnRelayUserMessageLimit)",
                          UintegerValue(100),
                          MakeUintegerAccessor(&WakuRlnLimit::m_messageLimit),
                          MakeUintegerChecker<uint32_t>())
            .AddAttribute("MaxEpochGap",
                          "Largest distance of a message's epoch from the clock. (max_epoch_gap)",
                          TimeValue(Seconds(20)),
                          MakeTimeAccessor(&WakuRlnLimit::m_maxEpochGap),
                          MakeTimeChecker(Time(0)))
            .AddAttribute("MaxTimestampGap",
                          "Largest distance of a message's timestamp from the clock.",
                          TimeValue(Seconds(20)),
                          MakeTimeAccessor(&WakuRlnLimit::m_maxTimestampGap),
                          MakeTimeChecker(Time(0)))
            .AddAttribute("MaxMessageSize",
                          "Largest WakuMessage, bytes.",
                          UintegerValue(150 * 1024),
                          MakeUintegerAccessor(&WakuRlnLimit::m_maxMessageSize),
                          MakeUintegerChecker<uint32_t>(1))
            .AddAttribute("FreeBandwidth",
                          "Rate of a shard's messages from which on those without a proof are "
                          "ignored; 0 for always.",
                          DataRateValue(DataRate("1Mbps")),
                          MakeDataRateAccessor(&WakuRlnLimit::m_freeBandwidth),
                          MakeDataRateChecker())
            .AddAttribute("RejectInvalidProofs",
                          "A message with a wrong proof is rejected (nwaku), not ignored "
                          "(64/WAKU2-NETWORK).",
                          BooleanValue(false),
                          MakeBooleanAccessor(&WakuRlnLimit::m_rejectsInvalid),
                          MakeBooleanChecker())
            .AddAttribute("Numbering",
                          "How the node numbers its messages: Epoch (from 0 in each epoch), Nwaku "
                          "(from 0 again once EpochLength has passed since it last was 0) or Spam "
                          "(from 0 again at the limit, which is double signalling).",
                          MakeEnumValue(Numbering::EPOCH),
                          MakeEnumMemberAccessor(&WakuRlnLimit::m_numbering),
                          MakeNamedEnumChecker<Numbering>({{Numbering::EPOCH, "Epoch"},
                                                           {Numbering::NWAKU, "Nwaku"},
                                                           {Numbering::SPAM, "Spam"}}))
            .AddTraceSource("Verdict",
                            "A message of another node has been validated.",
                            MakeTraceSourceAccessor(&WakuRlnLimit::m_verdictTrace),
                            "ns3::WakuRlnLimit::VerdictTracedCallback")
            .AddTraceSource("DoubleSignal",
                            "A member has used a nullifier for two messages, which reveals it.",
                            MakeTraceSourceAccessor(&WakuRlnLimit::m_doubleTrace),
                            "ns3::WakuRlnLimit::MemberTracedCallback")
            .AddTraceSource("Limited",
                            "A message of this node is not published, since MessageLimit is "
                            "reached.",
                            MakeTraceSourceAccessor(&WakuRlnLimit::m_limitedTrace),
                            "ns3::WakuRlnLimit::EpochTracedCallback");
    return tid;
}

WakuRlnLimit::WakuRlnLimit() = default;

WakuRlnLimit::~WakuRlnLimit() = default;

void
WakuRlnLimit::DoDispose()
{
    m_group = nullptr;
    Clear();
    Object::DoDispose();
}

void
WakuRlnLimit::SetGroup(Ptr<WakuRlnGroup> group)
{
    m_group = group;
}

void
WakuRlnLimit::Clear()
{
    m_logs.clear();
    m_meters.clear();
}

bool
WakuRlnLimit::AddProof(WakuMessage& message, uint32_t member, int64_t clock)
{
    const uint64_t epoch = GetEpoch(clock);
    const bool beginsAgain = m_numbering == Numbering::NWAKU
                                 ? m_begun == 0 || clock - m_begun >= m_epochLength.GetNanoSeconds()
                                 : m_begun == 0 || GetEpoch(m_begun) != epoch;
    if (beginsAgain)
    {
        m_begun = clock;
        m_next = 0;
    }
    if (m_numbering == Numbering::SPAM && m_messageLimit > 0)
    {
        m_next %= m_messageLimit;
    }
    if (m_next >= m_messageLimit)
    {
        m_limited++;
        m_limitedTrace(epoch);
        return false;
    }
    const Ptr<WakuRlnGroup> group = m_group ? m_group : WakuRlnGroup::GetShared();
    message.rateLimitProof = group->Prove(member, epoch, m_next, message).Encode();
    m_next++;
    return true;
}

ValidationResult
WakuRlnLimit::Validate(Ptr<const PubsubMessage> message, int64_t clock)
{
    if (!m_group)
    {
        m_group = WakuRlnGroup::GetShared();
    }
    const WakuRlnVerdict verdict = Judge(message, clock);
    m_verdicts[static_cast<std::size_t>(verdict)]++;
    m_verdictTrace(message, verdict);
    switch (verdict)
    {
    case WakuRlnVerdict::VALID:
    case WakuRlnVerdict::FREE:
        return ValidationResult::ACCEPT;
    case WakuRlnVerdict::NO_PROOF:
    case WakuRlnVerdict::REPEATED:
        return ValidationResult::IGNORE;
    case WakuRlnVerdict::INVALID:
        return m_rejectsInvalid ? ValidationResult::REJECT : ValidationResult::IGNORE;
    case WakuRlnVerdict::DOUBLE_SIGNAL:
        m_doubleTrace(message, m_group->Examine(message).member);
        return ValidationResult::REJECT;
    default:
        return ValidationResult::REJECT;
    }
}

WakuRlnVerdict
WakuRlnLimit::Judge(const Ptr<const PubsubMessage>& message, int64_t clock)
{
    const double used = Count(*message, clock);
    if (message->GetData().GetSize() > m_maxMessageSize)
    {
        return WakuRlnVerdict::TOO_LARGE;
    }
    const WakuRlnClaim& claim = m_group->Examine(message);
    if (GetDistance(claim.timestamp, clock) >
        static_cast<uint64_t>(m_maxTimestampGap.GetNanoSeconds()))
    {
        return WakuRlnVerdict::BAD_TIMESTAMP;
    }
    if (claim.status == WakuRlnClaim::ABSENT)
    {
        const double limit = static_cast<double>(m_freeBandwidth.GetBitRate()) / 8;
        return used < limit ? WakuRlnVerdict::FREE : WakuRlnVerdict::NO_PROOF;
    }
    if (claim.status == WakuRlnClaim::MALFORMED)
    {
        return WakuRlnVerdict::MALFORMED;
    }
    if (GetEpochGap(claim.epoch, clock) > m_maxEpochGap.GetNanoSeconds())
    {
        return WakuRlnVerdict::BAD_EPOCH;
    }
    if (claim.epoch != GetEpoch(claim.timestamp))
    {
        return WakuRlnVerdict::OTHER_EPOCH;
    }
    return claim.status == WakuRlnClaim::VALID ? Note(claim, clock) : WakuRlnVerdict::INVALID;
}

int64_t
WakuRlnLimit::GetEpochGap(uint64_t epoch, int64_t clock) const
{
    const int64_t length = m_epochLength.GetNanoSeconds();
    const auto last = static_cast<uint64_t>(INT64_MAX / length - 1);
    if (epoch > last)
    {
        return INT64_MAX;
    }
    const int64_t begin = static_cast<int64_t>(epoch) * length;
    return std::max<int64_t>({0, begin - clock, clock - (begin + length)});
}

WakuRlnVerdict
WakuRlnLimit::Note(const WakuRlnClaim& claim, int64_t clock)
{
    Log& log = m_logs[claim.epoch];
    if (HasBit(log.signals, claim.signal))
    {
        return WakuRlnVerdict::REPEATED;
    }
    if (TakeBit(log.nullifiers, claim.nullifier))
    {
        return WakuRlnVerdict::DOUBLE_SIGNAL;
    }
    TakeBit(log.signals, claim.signal);
    while (GetEpochGap(m_logs.begin()->first, clock) > m_maxEpochGap.GetNanoSeconds())
    {
        m_logs.erase(m_logs.begin());
    }
    return WakuRlnVerdict::VALID;
}

double
WakuRlnLimit::Count(const PubsubMessage& message, int64_t clock)
{
    Meter& meter = m_meters[message.GetTopic()];
    const int64_t second = clock / SECOND;
    if (second != meter.second)
    {
        meter.before = second == meter.second + 1 ? meter.present : 0;
        meter.present = 0;
        meter.second = second;
    }
    const double left = 1 - static_cast<double>(clock % SECOND) / SECOND;
    const double used = meter.before * left + meter.present;
    meter.present += static_cast<double>(message.GetData().GetSize());
    return used;
}

} // namespace ns3
