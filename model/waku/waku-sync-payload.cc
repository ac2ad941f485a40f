/* SPDX-License-Identifier: GPL-2.0-only */
#include "waku-sync-payload.h"

#include "ns3/waku-protobuf.h"

#include <algorithm>
#include <iterator>
#include <limits>

namespace ns3
{

namespace
{

/// Bytes of a message hash and of a fingerprint.
constexpr std::size_t SYNC_HASH_SIZE = 32;

/// Reads a payload. After a failure all further calls fail.
class SyncReader
{
  public:
    explicit SyncReader(const std::vector<uint8_t>& bytes)
        : m_cursor(bytes.data()),
          m_end(bytes.data() + bytes.size())
    {
    }

    bool IsAtEnd() const
    {
        return m_cursor == m_end;
    }

    std::size_t GetLeft() const
    {
        return m_end - m_cursor;
    }

    bool ReadNumber(uint64_t& value)
    {
        return protobuf::ReadVarint(m_cursor, m_end, value) == protobuf::ReadResult::OK;
    }

    /// A number of things of which each takes at least so many bytes.
    bool ReadCount(std::size_t least, uint64_t& count)
    {
        return ReadNumber(count) && count <= GetLeft() / least;
    }

    /// A time after another one.
    bool ReadTime(int64_t before, int64_t& time, bool& isSame)
    {
        uint64_t difference = 0;
        if (!ReadNumber(difference) ||
            difference > static_cast<uint64_t>(std::numeric_limits<int64_t>::max() - before))
        {
            return false;
        }
        isSame = difference == 0;
        time = before + static_cast<int64_t>(difference);
        return true;
    }

    bool ReadByte(uint8_t most, uint8_t& value)
    {
        if (IsAtEnd() || *m_cursor > most)
        {
            return false;
        }
        value = *m_cursor++;
        return true;
    }

    bool ReadBytes(std::size_t size, uint8_t* out)
    {
        if (GetLeft() < size)
        {
            return false;
        }
        std::copy(m_cursor, m_cursor + size, out);
        m_cursor += size;
        return true;
    }

  private:
    const uint8_t* m_cursor; //!< next byte
    const uint8_t* m_end;    //!< after the last byte
};

/// The bytes of a hash; an empty one, which comes before all others, is zeros.
std::array<uint8_t, SYNC_HASH_SIZE>
ToSyncHash(const MessageId& hash)
{
    std::array<uint8_t, SYNC_HASH_SIZE> bytes{};
    std::copy(hash.GetBytes(),
              hash.GetBytes() + std::min(hash.GetSize(), SYNC_HASH_SIZE),
              bytes.begin());
    return bytes;
}

bool
IsSyncBefore(const WakuArchiveKey& a, const WakuArchiveKey& b)
{
    return a.timestamp < b.timestamp || (a.timestamp == b.timestamp && a.hash < b.hash);
}

void
AppendSyncTexts(std::vector<uint8_t>& out, const std::set<std::string>& texts)
{
    protobuf::AppendVarint(out, texts.size());
    for (const std::string& text : texts)
    {
        protobuf::AppendVarint(out, text.size());
        out.insert(out.end(), text.begin(), text.end());
    }
}

bool
ReadSyncTexts(SyncReader& reader, std::set<std::string>& texts)
{
    uint64_t count = 0;
    if (!reader.ReadCount(1, count))
    {
        return false;
    }
    for (uint64_t i = 0; i < count; i++)
    {
        uint64_t size = 0;
        if (!reader.ReadCount(1, size))
        {
            return false;
        }
        std::string text(size, '\0');
        reader.ReadBytes(size, reinterpret_cast<uint8_t*>(text.data()));
        texts.insert(std::move(text));
    }
    return true;
}

bool
ReadSyncShards(SyncReader& reader, WakuSyncScope& scope)
{
    uint64_t cluster = 0;
    uint64_t count = 0;
    if (!reader.ReadNumber(cluster) || cluster > UINT16_MAX || !reader.ReadCount(1, count))
    {
        return false;
    }
    scope.cluster = static_cast<uint16_t>(cluster);
    for (uint64_t i = 0; i < count; i++)
    {
        uint64_t shard = 0;
        if (!reader.ReadNumber(shard) || shard > UINT16_MAX)
        {
            return false;
        }
        scope.shards.insert(static_cast<uint16_t>(shard));
    }
    return true;
}

void
AppendSyncItems(std::vector<uint8_t>& out, const WakuSyncRange& range)
{
    protobuf::AppendVarint(out, range.items.size());
    int64_t last = 0;
    for (const WakuArchiveKey& item : range.items)
    {
        protobuf::AppendVarint(out, static_cast<uint64_t>(item.timestamp - last));
        last = item.timestamp;
        const auto hash = ToSyncHash(item.hash);
        out.insert(out.end(), hash.begin(), hash.end());
    }
    out.push_back(range.isReconciled ? 1 : 0);
}

bool
ReadSyncItems(SyncReader& reader, WakuSyncRange& range)
{
    uint64_t count = 0;
    if (!reader.ReadCount(1 + SYNC_HASH_SIZE, count))
    {
        return false;
    }
    range.items.reserve(count);
    int64_t time = 0;
    for (uint64_t i = 0; i < count; i++)
    {
        bool isSame = false;
        std::array<uint8_t, SYNC_HASH_SIZE> hash;
        if (!reader.ReadTime(time, time, isSame) || !reader.ReadBytes(hash.size(), hash.data()))
        {
            return false;
        }
        const WakuArchiveKey item{time, MessageId(hash.data(), hash.size())};
        if (IsSyncBefore(item, range.items.empty() ? range.lower : range.items.back()) ||
            (!range.items.empty() && item.hash == range.items.back().hash) ||
            !IsSyncBefore(item, range.upper))
        {
            return false;
        }
        range.items.push_back(item);
    }
    uint8_t isReconciled = 0;
    const bool isGood = reader.ReadByte(1, isReconciled);
    range.isReconciled = isReconciled == 1;
    return isGood;
}

/// The end of a range, whose beginning is known.
void
AppendSyncUpper(std::vector<uint8_t>& out, const WakuSyncRange& range)
{
    const auto difference = static_cast<uint64_t>(range.upper.timestamp - range.lower.timestamp);
    protobuf::AppendVarint(out, difference);
    if (difference > 0)
    {
        return;
    }
    const auto before = ToSyncHash(range.lower.hash);
    const auto hash = ToSyncHash(range.upper.hash);
    std::size_t size = 0;
    while (size < hash.size() && hash[size] == before[size])
    {
        size++;
    }
    size = std::min(size + 1, hash.size());
    out.push_back(static_cast<uint8_t>(size));
    out.insert(out.end(), hash.begin(), hash.begin() + size);
}

bool
ReadSyncRange(SyncReader& reader, WakuSyncRange& range)
{
    bool isSame = false;
    if (!reader.ReadTime(range.lower.timestamp, range.upper.timestamp, isSame))
    {
        return false;
    }
    if (isSame)
    {
        uint8_t size = 0;
        std::array<uint8_t, SYNC_HASH_SIZE> hash{};
        if (!reader.ReadByte(SYNC_HASH_SIZE, size) || !reader.ReadBytes(size, hash.data()))
        {
            return false;
        }
        range.upper.hash = MessageId(hash.data(), hash.size());
    }
    uint8_t type = 0;
    if (IsSyncBefore(range.upper, range.lower) ||
        !reader.ReadByte(static_cast<uint8_t>(WakuSyncRangeType::ITEM_SET), type))
    {
        return false;
    }
    range.type = static_cast<WakuSyncRangeType>(type);
    switch (range.type)
    {
    case WakuSyncRangeType::FINGERPRINT:
        return reader.ReadBytes(range.fingerprint.size(), range.fingerprint.data());
    case WakuSyncRangeType::ITEM_SET:
        return ReadSyncItems(reader, range);
    default:
        return true;
    }
}

/// Leave in a set what is in the other one; an empty set is everything.
bool
IntersectTopics(std::set<std::string>& own, const std::set<std::string>& other)
{
    if (own.empty() || other.empty())
    {
        own = own.empty() ? other : own;
        return true;
    }
    std::set<std::string> both;
    std::set_intersection(own.begin(),
                          own.end(),
                          other.begin(),
                          other.end(),
                          std::inserter(both, both.end()));
    own = std::move(both);
    return !own.empty();
}

} // namespace

bool
WakuSyncScope::Contains(const WakuStoredMessage& message) const
{
    return (pubsubTopics.empty() || pubsubTopics.count(message.GetPubsubTopic()) > 0) &&
           (contentTopics.empty() || contentTopics.count(message.GetContentTopic()) > 0);
}

bool
WakuSyncScope::Intersect(const WakuSyncScope& other)
{
    return IntersectTopics(pubsubTopics, other.pubsubTopics) &&
           IntersectTopics(contentTopics, other.contentTopics);
}

bool
WakuSyncPayload::IsDone() const
{
    return std::all_of(ranges.begin(), ranges.end(), [](const WakuSyncRange& range) {
        return range.type == WakuSyncRangeType::SKIP;
    });
}

bool
WakuSyncPayload::IsInitial() const
{
    return ranges.size() == 1 && ranges.front().type == WakuSyncRangeType::FINGERPRINT;
}

std::vector<uint8_t>
WakuSyncPayload::Encode(WakuSyncHeader header) const
{
    std::vector<uint8_t> out;
    if (ranges.empty())
    {
        out.push_back(0);
        return out;
    }
    if (header == WakuSyncHeader::TOPICS)
    {
        AppendSyncTexts(out, scope.pubsubTopics);
        AppendSyncTexts(out, scope.contentTopics);
    }
    else
    {
        protobuf::AppendVarint(out, scope.cluster);
        protobuf::AppendVarint(out, scope.shards.size());
        for (const uint16_t shard : scope.shards)
        {
            protobuf::AppendVarint(out, shard);
        }
    }
    protobuf::AppendVarint(out, static_cast<uint64_t>(ranges.front().lower.timestamp));
    for (const WakuSyncRange& range : ranges)
    {
        AppendSyncUpper(out, range);
        out.push_back(static_cast<uint8_t>(range.type));
        if (range.type == WakuSyncRangeType::FINGERPRINT)
        {
            out.insert(out.end(), range.fingerprint.begin(), range.fingerprint.end());
        }
        else if (range.type == WakuSyncRangeType::ITEM_SET)
        {
            AppendSyncItems(out, range);
        }
    }
    return out;
}

bool
WakuSyncPayload::Decode(const std::vector<uint8_t>& bytes,
                        WakuSyncHeader header,
                        WakuSyncPayload& payload)
{
    payload = WakuSyncPayload();
    if (bytes.size() <= 1)
    {
        return true;
    }
    SyncReader reader(bytes);
    const bool hasHeader = header == WakuSyncHeader::TOPICS
                               ? ReadSyncTexts(reader, payload.scope.pubsubTopics) &&
                                     ReadSyncTexts(reader, payload.scope.contentTopics)
                               : ReadSyncShards(reader, payload.scope);
    WakuArchiveKey place;
    bool isSame = false;
    if (!hasHeader || !reader.ReadTime(0, place.timestamp, isSame))
    {
        return false;
    }
    while (!reader.IsAtEnd())
    {
        WakuSyncRange range;
        range.lower = place;
        if (!ReadSyncRange(reader, range))
        {
            return false;
        }
        place = range.upper;
        payload.ranges.push_back(std::move(range));
    }
    return true;
}

} // namespace ns3
