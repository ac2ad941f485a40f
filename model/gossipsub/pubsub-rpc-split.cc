/* SPDX-License-Identifier: GPL-2.0-only */
#include "pubsub-rpc-split.h"

#include <algorithm>
#include <string>
#include <utility>

namespace ns3
{

namespace
{

/// Largest number of bytes before the value of a field: its tag and its length.
constexpr uint64_t FIELD_HEAD = 6;
/// Largest number of bytes of an id with its tag and its length.
constexpr uint64_t ID_SIZE = MessageId::MAX_SIZE + 2;
/// Bytes before the control message, which contains the control messages of all kinds.
constexpr uint64_t PART_HEAD = FIELD_HEAD;

uint64_t
SizeOf(const std::string& text)
{
    return FIELD_HEAD + text.size();
}

uint64_t
SizeOf(const MessageId& id)
{
    return 2 + id.GetSize();
}

uint64_t
SizeOf(const PubsubRpc::SubOpts& opts)
{
    return FIELD_HEAD + 2 + SizeOf(opts.topic);
}

uint64_t
SizeOfGraft(const std::string& topic)
{
    return FIELD_HEAD + SizeOf(topic);
}

uint64_t
SizeOf(const PubsubRpc::Prune& prune)
{
    // The backoff is a tag and a varint of at most ten bytes.
    uint64_t size = FIELD_HEAD + SizeOf(prune.topic) + 11;
    for (const std::string& peer : prune.peers)
    {
        size += FIELD_HEAD + SizeOf(peer);
    }
    return size;
}

/// Fills the parts, one after another.
class Splitter
{
  public:
    explicit Splitter(uint32_t maxSize)
        : m_maxSize(maxSize)
    {
    }

    /// \param size size of the next item, in bytes
    /// \return the part that has room for the item
    PubsubRpc& PartFor(uint64_t size)
    {
        if (m_parts.empty() || (m_used + size > m_maxSize && !m_parts.back().IsEmpty()))
        {
            m_parts.emplace_back();
            m_used = PART_HEAD;
        }
        m_used += size;
        return m_parts.back();
    }

    /// Distribute ids over parts.
    /// \param ids the ids
    /// \param head number of bytes before the ids in each part
    /// \param put function that adds some of the ids to a part
    template <typename Put>
    void Cut(const MessageIds& ids, uint64_t head, Put put)
    {
        auto next = ids.begin();
        while (next != ids.end())
        {
            PubsubRpc& part = PartFor(head + SizeOf(*next));
            auto end = std::next(next);
            while (end != ids.end() && m_used + SizeOf(*end) <= m_maxSize)
            {
                m_used += SizeOf(*end);
                ++end;
            }
            put(part, MessageIds(next, end));
            next = end;
        }
    }

    /// \return the parts
    std::vector<PubsubRpc> Take()
    {
        return std::move(m_parts);
    }

  private:
    uint64_t m_maxSize;             //!< largest part
    uint64_t m_used{0};             //!< size of the last part
    std::vector<PubsubRpc> m_parts; //!< parts so far
};

} // namespace

uint64_t
BoundRpcSize(const PubsubRpc& rpc)
{
    uint64_t size = PART_HEAD;
    for (const PubsubRpc::SubOpts& opts : rpc.subscriptions)
    {
        size += SizeOf(opts);
    }
    for (const PubsubRpc::IHave& ihave : rpc.ihave)
    {
        size += FIELD_HEAD + SizeOf(ihave.topic) + ID_SIZE * ihave.messageIds.size();
    }
    for (const std::string& topic : rpc.graft)
    {
        size += SizeOfGraft(topic);
    }
    for (const PubsubRpc::Prune& prune : rpc.prune)
    {
        size += SizeOf(prune);
    }
    return size + 2 * FIELD_HEAD + ID_SIZE * (rpc.iwant.size() + rpc.idontwant.size());
}

std::vector<PubsubRpc>
SplitRpc(const PubsubRpc& rpc, uint32_t maxSize)
{
    Splitter splitter(maxSize);
    for (const PubsubRpc::SubOpts& opts : rpc.subscriptions)
    {
        splitter.PartFor(SizeOf(opts)).subscriptions.push_back(opts);
    }
    for (const PubsubRpc::IHave& ihave : rpc.ihave)
    {
        splitter.Cut(ihave.messageIds,
                     FIELD_HEAD + SizeOf(ihave.topic),
                     [&ihave](PubsubRpc& part, MessageIds ids) {
                         part.ihave.push_back({ihave.topic, std::move(ids)});
                     });
    }
    splitter.Cut(rpc.iwant, FIELD_HEAD, [](PubsubRpc& part, MessageIds ids) {
        part.iwant = std::move(ids);
    });
    for (const std::string& topic : rpc.graft)
    {
        splitter.PartFor(SizeOfGraft(topic)).graft.push_back(topic);
    }
    for (const PubsubRpc::Prune& prune : rpc.prune)
    {
        splitter.PartFor(SizeOf(prune)).prune.push_back(prune);
    }
    splitter.Cut(rpc.idontwant, FIELD_HEAD, [](PubsubRpc& part, MessageIds ids) {
        part.idontwant = std::move(ids);
    });
    std::vector<PubsubRpc> parts = splitter.Take();
    if (rpc.extension && parts.empty())
    {
        parts.emplace_back();
    }
    if (rpc.extension)
    {
        // The extensions that a node supports belong to the first message on a stream.
        parts.front().extension = rpc.extension;
    }
    return parts;
}

} // namespace ns3
