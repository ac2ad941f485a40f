/* SPDX-License-Identifier: GPL-2.0-only */
#include "stream-mark.h"

#include "stream-protocols.h"

#include <algorithm>

namespace ns3
{

NS_OBJECT_ENSURE_REGISTERED(StreamMark);

namespace
{

/// Append bytes to the runs.
void
Append(std::vector<StreamMark::Run>& runs, uint32_t start, uint32_t end, uint32_t mark)
{
    if (start >= end)
    {
        return;
    }
    if (!runs.empty() && runs.back().mark == mark)
    {
        runs.back().size = end - runs.back().start;
        return;
    }
    runs.push_back({start, end - start, mark});
}

} // namespace

StreamMark::StreamMark(uint32_t mark)
    : m_mark(mark)
{
}

TypeId
StreamMark::GetTypeId()
{
    static TypeId tid = TypeId("ns3::StreamMark")
                            .SetParent<Tag>()
                            .SetGroupName("Waku")
                            .AddConstructor<StreamMark>();
    return tid;
}

TypeId
StreamMark::GetInstanceTypeId() const
{
    return GetTypeId();
}

uint32_t
StreamMark::GetSerializedSize() const
{
    return sizeof(m_mark);
}

void
StreamMark::Serialize(TagBuffer buffer) const
{
    buffer.WriteU32(m_mark);
}

void
StreamMark::Deserialize(TagBuffer buffer)
{
    m_mark = buffer.ReadU32();
}

void
StreamMark::Print(std::ostream& os) const
{
    os << "mark=" << m_mark;
}

std::vector<StreamMark::Run>
StreamMark::GetRuns(const Packet& packet)
{
    std::vector<Run> marked;
    for (ByteTagIterator tags = packet.GetByteTagIterator(); tags.HasNext();)
    {
        const ByteTagIterator::Item item = tags.Next();
        if (item.GetTypeId() == GetTypeId())
        {
            StreamMark tag;
            item.GetTag(tag);
            marked.push_back({item.GetStart(), item.GetEnd() - item.GetStart(), tag.m_mark});
        }
    }
    std::stable_sort(marked.begin(), marked.end(), [](const Run& left, const Run& right) {
        return left.start < right.start;
    });
    std::vector<Run> runs;
    uint32_t at = 0;
    for (const Run& run : marked)
    {
        Append(runs, at, run.start, StreamProtocols::NO_MARK);
        Append(runs, std::max(at, run.start), run.start + run.size, run.mark);
        at = std::max(at, run.start + run.size);
    }
    Append(runs, at, packet.GetSize(), StreamProtocols::NO_MARK);
    return runs;
}

} // namespace ns3
