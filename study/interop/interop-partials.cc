/* SPDX-License-Identifier: GPL-2.0-only */
#include "interop-partials.h"

#include <algorithm>
#include <bitset>

namespace ns3
{

namespace
{

/// Number of parts of a message.
constexpr uint32_t INTEROP_PARTS = 8;

/// Bytes of a group id.
constexpr std::size_t GROUP_ID_SIZE = 8;

std::string
EncodeGroupId(uint64_t group)
{
    std::string bytes;
    for (int shift = 56; shift >= 0; shift -= 8)
    {
        bytes += static_cast<char>(group >> shift);
    }
    return bytes;
}

} // namespace

InteropPartial::InteropPartial(const std::string& groupId)
    : m_groupId(groupId)
{
}

std::string
InteropPartial::GetGroupId() const
{
    return m_groupId;
}

std::string
InteropPartial::GetPartsMetadata() const
{
    return std::string(1, static_cast<char>(m_parts));
}

std::optional<VirtualBytes>
InteropPartial::GetParts(const std::string& metadata) const
{
    if (metadata.size() > 1)
    {
        return std::nullopt;
    }
    const uint8_t theirs = metadata.empty() ? 0 : static_cast<uint8_t>(metadata.front());
    const auto sent = static_cast<uint8_t>(m_parts & ~theirs);
    if (sent == 0)
    {
        return VirtualBytes();
    }
    uint64_t first = 0;
    for (const char byte : m_groupId)
    {
        first = first << 8 | static_cast<uint8_t>(byte);
    }
    constexpr uint64_t numbers = PART_SIZE / sizeof(uint64_t);
    std::vector<uint8_t> bytes = {sent};
    for (uint64_t part = 0; part < INTEROP_PARTS; part++)
    {
        for (uint64_t i = 0; i < numbers && (sent >> part & 1) != 0; i++)
        {
            const std::string number = EncodeGroupId(first + part * numbers + i);
            bytes.insert(bytes.end(), number.begin(), number.end());
        }
    }
    bytes.insert(bytes.end(), m_groupId.begin(), m_groupId.end());
    return VirtualBytes(std::move(bytes));
}

std::optional<uint8_t>
InteropPartial::Decode(const PubsubPartialRpc& rpc)
{
    if (!rpc.parts || rpc.parts->GetSize() < 1 + GROUP_ID_SIZE ||
        rpc.parts->GetSize() > 1 + INTEROP_PARTS * PART_SIZE + GROUP_ID_SIZE)
    {
        return std::nullopt;
    }
    const std::vector<uint8_t> bytes = rpc.parts->ToVector();
    const std::bitset<INTEROP_PARTS> parts(bytes.front());
    const bool isOfGroup =
        rpc.groupId.size() == GROUP_ID_SIZE &&
        std::equal(rpc.groupId.begin(),
                   rpc.groupId.end(),
                   bytes.end() - GROUP_ID_SIZE,
                   [](char a, uint8_t b) { return static_cast<uint8_t>(a) == b; });
    const bool isWhole = bytes.size() == 1 + parts.count() * PART_SIZE + GROUP_ID_SIZE;
    return isOfGroup && isWhole ? std::make_optional(bytes.front()) : std::nullopt;
}

InteropPartials::InteropPartials(GossipSubRouter& router, Listener listener)
    : m_router(router),
      m_listener(std::move(listener))
{
}

InteropPartial&
InteropPartials::Get(const std::string& topic, const std::string& groupId)
{
    Ptr<InteropPartial>& message = m_messages[{topic, groupId}];
    if (!message)
    {
        message = Ptr<InteropPartial>(new InteropPartial(groupId), false);
    }
    return *message;
}

void
InteropPartials::Add(const std::string& topic, uint64_t group, uint8_t parts)
{
    const std::string groupId = EncodeGroupId(group);
    InteropPartial& message = Get(topic, groupId);
    const bool wasComplete = message.Get() == InteropPartial::ALL;
    message.Add(parts);
    if (!wasComplete && message.Get() == InteropPartial::ALL)
    {
        m_listener("All parts received", topic, groupId);
    }
    m_listener("Adding partial message", topic, groupId);
}

void
InteropPartials::Publish(const std::string& topic, uint64_t group, const std::vector<PeerId>& peers)
{
    const std::string groupId = EncodeGroupId(group);
    m_listener("publishing partial message", topic, groupId);
    m_router.GetExtensions()->partials.Publish(topic, Get(topic, groupId), {}, peers);
}

uint32_t
InteropPartials::GetNComplete() const
{
    return static_cast<uint32_t>(
        std::count_if(m_messages.begin(), m_messages.end(), [](const auto& entry) {
            return entry.second->Get() == InteropPartial::ALL;
        }));
}

std::optional<std::string>
InteropPartials::UniteMetadata(const std::string& a, const std::string& b) const
{
    if (a.size() != 1 || b.size() != 1)
    {
        return std::nullopt;
    }
    return std::string(1, static_cast<char>(a.front() | b.front()));
}

bool
InteropPartials::ValidatePartial(const PubsubPartialRpc& rpc) const
{
    const bool hasMetadata = rpc.partsMetadata && rpc.partsMetadata->size() == 1;
    const bool isMetadataWrong = rpc.partsMetadata && !hasMetadata;
    const bool hasParts = rpc.parts && rpc.parts->GetSize() > 0;
    return rpc.groupId.size() == GROUP_ID_SIZE && !isMetadataWrong &&
           (!hasParts || InteropPartial::Decode(rpc));
}

void
InteropPartials::HandlePartial(Time, PeerId, const PubsubPartialRpc& rpc)
{
    m_listener("Received partial RPC", rpc.topic, rpc.groupId);
    InteropPartial& message = Get(rpc.topic, rpc.groupId);
    const uint8_t before = message.Get();
    message.Add(InteropPartial::Decode(rpc).value_or(0));
    if (message.Get() != before)
    {
        m_listener("Extended partial message", rpc.topic, rpc.groupId);
        if (message.Get() == InteropPartial::ALL)
        {
            m_listener("All parts received", rpc.topic, rpc.groupId);
        }
    }
    m_router.GetExtensions()->partials.Publish(rpc.topic, message);
}

} // namespace ns3
