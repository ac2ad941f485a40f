/* SPDX-License-Identifier: GPL-2.0-only */
#include "pss-message-reader.h"

#include "ns3/assert.h"

#include <algorithm>

namespace ns3
{

PssMessageReader::PssMessageReader(Ptr<PssMessagePool> pool)
    : m_pool(pool)
{
}

void
PssMessageReader::Start(uint64_t size)
{
    m_state = State::START;
    m_size = size;
    m_position = 0;
    m_candidate = nullptr;
    m_buffer.clear();
}

Ptr<const PssMessage>
PssMessageReader::Take()
{
    Ptr<const PssMessage> message;
    if (m_state == State::COMPLETE)
    {
        message = m_candidate;
    }
    m_candidate = nullptr;
    m_buffer = std::vector<uint8_t>();
    return message;
}

uint64_t
PssMessageReader::Read(const uint8_t* bytes, uint64_t size)
{
    uint64_t taken = size;
    switch (m_state)
    {
    case State::START: {
        const uint64_t needed = std::min<uint64_t>(m_size, PSS_START_BYTES);
        taken = std::min(size, needed - m_buffer.size());
        m_buffer.insert(m_buffer.end(), bytes, bytes + taken);
        m_position += taken;
        if (m_position == needed)
        {
            Identify();
        }
        break;
    }
    case State::KNOWN: {
        const uint64_t head = m_candidate->GetPacket().GetHead().size();
        taken = m_position < head ? std::min(size, head - m_position) : size;
        if (!IsSame(bytes, taken, m_position))
        {
            Disown();
            return Read(bytes, size);
        }
        m_position += taken;
        Finish();
        break;
    }
    case State::UNKNOWN:
        m_buffer.insert(m_buffer.end(), bytes, bytes + taken);
        m_position += taken;
        Finish();
        break;
    case State::COMPLETE:
    case State::FAILED:
        break;
    }
    return taken;
}

uint64_t
PssMessageReader::GetSkippable() const
{
    return m_state == State::KNOWN && m_position >= m_candidate->GetPacket().GetHead().size()
               ? m_size - m_position
               : 0;
}

void
PssMessageReader::Skip(uint64_t size)
{
    NS_ASSERT_MSG(size <= GetSkippable(), "bytes that have to be seen");
    if (size > 0)
    {
        m_position += size;
        Finish();
    }
}

bool
PssMessageReader::IsSame(const uint8_t* bytes, uint64_t size, uint64_t position) const
{
    const std::vector<uint8_t>& head = m_candidate->GetPacket().GetHead();
    const uint64_t real = position < head.size() ? std::min(size, head.size() - position) : 0;
    return std::equal(bytes, bytes + real, head.begin() + position * (real > 0 ? 1 : 0)) &&
           std::all_of(bytes + real, bytes + size, [](uint8_t byte) { return byte == 0; });
}

void
PssMessageReader::Identify()
{
    if (!ReadPssMessageStart(m_buffer.data(), m_buffer.size(), m_size, m_start))
    {
        m_state = State::FAILED;
        return;
    }
    const uint64_t keySize =
        m_start.payloadStart + std::min(m_start.payloadSize, PssMessage::KEY_SIZE);
    m_candidate = m_pool->Find(std::string(m_buffer.begin(), m_buffer.begin() + keySize));
    m_state = State::KNOWN;
    if (!m_candidate || !IsSame(m_buffer.data(), m_buffer.size(), 0))
    {
        m_candidate = nullptr;
        m_state = State::UNKNOWN;
    }
    Finish();
}

void
PssMessageReader::Disown()
{
    m_buffer = m_candidate->GetPacket().Slice(0, m_position).ToVector();
    m_candidate = nullptr;
    m_state = State::UNKNOWN;
}

void
PssMessageReader::Finish()
{
    if (m_position < m_size)
    {
        return;
    }
    if (m_state == State::UNKNOWN)
    {
        PssMessageFields fields = m_start.fields;
        m_buffer.erase(m_buffer.begin(), m_buffer.begin() + m_start.payloadStart);
        fields.payload = VirtualBytes(std::move(m_buffer));
        m_candidate = Create<PssMessage>(fields);
    }
    m_state = State::COMPLETE;
}

} // namespace ns3
