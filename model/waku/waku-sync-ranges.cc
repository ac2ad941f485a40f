/* SPDX-License-Identifier: GPL-2.0-only */
#include "waku-sync-ranges.h"

#include <algorithm>
#include <utility>

namespace ns3
{

namespace
{

WakuSyncFingerprint
FingerprintOf(const std::vector<const WakuStoredMessage*>& messages)
{
    WakuSyncFingerprint fingerprint{};
    for (const WakuStoredMessage* message : messages)
    {
        const auto& hash = message->GetHash().GetKey();
        for (std::size_t i = 0; i < fingerprint.size(); i++)
        {
            fingerprint[i] ^= hash[i];
        }
    }
    return fingerprint;
}

WakuArchiveKey
KeyOf(const WakuStoredMessage& message)
{
    return {message.GetTimestamp(), message.GetHash()};
}

bool
IsKeyBefore(const WakuArchiveKey& a, const WakuArchiveKey& b)
{
    return a.timestamp < b.timestamp || (a.timestamp == b.timestamp && a.hash < b.hash);
}

std::size_t
BytesOf(const WakuSyncRange& range)
{
    return WakuSyncPayload::RANGE_BYTES + range.items.size() * WakuSyncPayload::ITEM_BYTES;
}

/// A range with the same ends, of which nothing is said.
WakuSyncRange
SkipOf(const WakuSyncRange& range)
{
    WakuSyncRange same;
    same.lower = range.lower;
    same.upper = range.upper;
    return same;
}

/// Parts of a range of equal times, the first ones a nanosecond longer (nwaku's
/// storage/range_processing.nim). None if the range is too short.
std::vector<WakuSyncRange>
Split(const WakuSyncRange& range, uint32_t parts)
{
    const auto length =
        static_cast<uint64_t>(range.upper.timestamp) - static_cast<uint64_t>(range.lower.timestamp);
    std::vector<WakuSyncRange> split;
    if (length < parts)
    {
        return split;
    }
    WakuArchiveKey place = range.lower;
    for (uint32_t i = 0; i < parts; i++)
    {
        WakuSyncRange part;
        part.lower = place;
        const uint64_t step = length / parts + (i < length % parts ? 1 : 0);
        place = {place.timestamp + static_cast<int64_t>(step), MessageId()};
        part.upper = i + 1 < parts ? place : range.upper;
        split.push_back(part);
    }
    return split;
}

} // namespace

WakuSyncRanges::WakuSyncRanges(const WakuArchiveIndex& index,
                               const WakuSyncScope& scope,
                               const Settings& settings)
    : m_index(index),
      m_scope(scope),
      m_settings(settings)
{
}

WakuSyncRanges::Messages
WakuSyncRanges::Read(const WakuArchiveKey& lower, const WakuArchiveKey& upper) const
{
    const WakuArchiveKey oldest{m_settings.oldest, MessageId()};
    Messages messages;
    auto place = m_index.FindBefore(IsKeyBefore(lower, oldest) ? oldest : lower);
    for (const WakuStoredMessage* message = place.GetNext();
         message && IsKeyBefore(KeyOf(*message), upper);
         message = place.GetNext())
    {
        if (m_scope.Contains(*message))
        {
            messages.push_back(message);
        }
        place.GoForward();
    }
    return messages;
}

WakuSyncFingerprint
WakuSyncRanges::GetFingerprint(const WakuArchiveKey& lower, const WakuArchiveKey& upper) const
{
    return FingerprintOf(Read(lower, upper));
}

bool
WakuSyncRanges::IsOutside(const WakuSyncRange& range) const
{
    const WakuStoredMessage* first = m_index.FindBefore({m_settings.oldest, MessageId()}).GetNext();
    return !first || !IsKeyBefore(KeyOf(*first), range.upper) ||
           IsKeyBefore(KeyOf(*m_index.GetLast()), range.lower);
}

void
WakuSyncRanges::Add(WakuSyncRange range, const Messages& messages, Result& result) const
{
    std::vector<WakuSyncRange>& answer = result.answer;
    const std::size_t room = m_settings.maxBytes - std::min(result.bytes, m_settings.maxBytes);
    std::size_t bytes = BytesOf(range);
    if (range.type == WakuSyncRangeType::ITEM_SET && bytes > room)
    {
        range.type = WakuSyncRangeType::FINGERPRINT;
        range.items.clear();
        range.fingerprint = FingerprintOf(messages);
        bytes = BytesOf(range);
    }
    if (range.type == WakuSyncRangeType::FINGERPRINT && bytes > room)
    {
        range.type = WakuSyncRangeType::SKIP;
    }
    if (range.type == WakuSyncRangeType::SKIP && !answer.empty() &&
        answer.back().type == WakuSyncRangeType::SKIP)
    {
        answer.back().upper = range.upper;
        return;
    }
    result.bytes += bytes;
    answer.push_back(std::move(range));
}

void
WakuSyncRanges::Describe(WakuSyncRange range, const Messages& messages, Result& result) const
{
    if (messages.size() <= m_settings.threshold)
    {
        range.type = WakuSyncRangeType::ITEM_SET;
        // Nothing is left to compare where this store has nothing.
        range.isReconciled = IsOutside(range);
        for (const WakuStoredMessage* message : messages)
        {
            range.items.push_back(KeyOf(*message));
        }
    }
    else
    {
        range.type = WakuSyncRangeType::FINGERPRINT;
        range.fingerprint = FingerprintOf(messages);
    }
    Add(std::move(range), messages, result);
}

void
WakuSyncRanges::ProcessFingerprint(const WakuSyncRange& range, Result& result) const
{
    const Messages messages = Read(range.lower, range.upper);
    WakuSyncRange whole = SkipOf(range);
    if (FingerprintOf(messages) == range.fingerprint)
    {
        Add(std::move(whole), messages, result);
        return;
    }
    if (messages.size() <= m_settings.threshold)
    {
        Describe(std::move(whole), messages, result);
        return;
    }
    const std::vector<WakuSyncRange> parts = Split(range, m_settings.partitions);
    for (const WakuSyncRange& part : parts)
    {
        Describe(part, Read(part.lower, part.upper), result);
    }
    if (parts.empty())
    {
        // Messages of the same time cannot be split. (nwaku leaves such a range out.)
        whole.type = WakuSyncRangeType::ITEM_SET;
        for (const WakuStoredMessage* message : messages)
        {
            whole.items.push_back(KeyOf(*message));
        }
        Add(std::move(whole), messages, result);
    }
}

void
WakuSyncRanges::ProcessItemSet(const WakuSyncRange& range, Result& result) const
{
    const Messages messages = Read(range.lower, range.upper);
    auto theirs = range.items.begin();
    for (const WakuStoredMessage* message : messages)
    {
        const WakuArchiveKey own = KeyOf(*message);
        while (theirs != range.items.end() && IsKeyBefore(*theirs, own))
        {
            result.toReceive++;
            ++theirs;
        }
        if (theirs == range.items.end() || IsKeyBefore(own, *theirs))
        {
            result.toSend.push_back(own.hash);
        }
        else
        {
            ++theirs;
        }
    }
    result.toReceive += range.items.end() - theirs;
    WakuSyncRange answer = SkipOf(range);
    if (!range.isReconciled)
    {
        answer.type = WakuSyncRangeType::ITEM_SET;
        answer.isReconciled = true;
        for (const WakuStoredMessage* message : messages)
        {
            answer.items.push_back(KeyOf(*message));
        }
    }
    Add(std::move(answer), messages, result);
}

WakuSyncRanges::Result
WakuSyncRanges::Process(const std::vector<WakuSyncRange>& ranges) const
{
    Result result;
    for (const WakuSyncRange& range : ranges)
    {
        switch (range.type)
        {
        case WakuSyncRangeType::FINGERPRINT:
            ProcessFingerprint(range, result);
            break;
        case WakuSyncRangeType::ITEM_SET:
            ProcessItemSet(range, result);
            break;
        default:
            Add(SkipOf(range), {}, result);
        }
    }
    return result;
}

} // namespace ns3
