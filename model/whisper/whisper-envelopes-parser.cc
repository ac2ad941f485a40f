/* SPDX-License-Identifier: GPL-2.0-only */
#include "whisper-envelopes-parser.h"

#include "whisper-rlp.h"

#include "ns3/assert.h"

#include <algorithm>

namespace ns3
{

namespace
{

constexpr uint64_t SMALLEST_START = 9;      //!< header, expiry, ttl, topic, data
constexpr uint64_t MAX_NONCE = 9;           //!< RLP bytes of a nonce
constexpr uint64_t MAX_SHORT_FIELD = 4;     //!< bytes of expiry, ttl and topic
constexpr unsigned FIELDS_BEFORE_NONCE = 4; //!< expiry, ttl, topic, data
constexpr unsigned DATA_FIELD = 3;          //!< index of data

/**
 * \param reader reader of an envelope
 * \param [out] fields fields of the envelope
 * \return whether the envelope is well-formed
 */
bool
ReadEnvelope(RlpReader& reader, WhisperEnvelopeFields& fields)
{
    RlpReader items;
    uint64_t expiry;
    uint64_t ttl;
    const uint8_t* data;
    uint64_t dataSize;
    if (!reader.ReadList(items) || !reader.ExpectEnd() || !items.ReadUint(expiry, 4) ||
        !items.ReadUint(ttl, 4) || !ReadWhisperTopic(items, fields.topic) ||
        !items.ReadString(data, dataSize) || !items.ReadUint(fields.nonce) || !items.ExpectEnd())
    {
        return false;
    }
    fields.expiry = static_cast<uint32_t>(expiry);
    fields.ttl = static_cast<uint32_t>(ttl);
    fields.data = VirtualBytes(std::vector<uint8_t>(data, data + dataSize));
    return true;
}

} // namespace

WhisperEnvelopesParser::WhisperEnvelopesParser(Ptr<WhisperEnvelopePool> pool)
    : m_pool(pool)
{
}

void
WhisperEnvelopesParser::Start(uint64_t size, Form form)
{
    m_form = form;
    m_left = size;
    m_startSize = 0;
    m_envelopes.clear();
    m_state = size == 0 ? State::FAILED : State::LIST;
    if (size > 0 && form == Form::ENVELOPE)
    {
        Next();
    }
}

WhisperBundle
WhisperEnvelopesParser::Take()
{
    return std::move(m_envelopes);
}

bool
WhisperEnvelopesParser::Read(const uint8_t* bytes, uint64_t size)
{
    NS_ASSERT_MSG(size <= m_left, "bytes beyond the packet");
    while (size > 0)
    {
        uint64_t taken = 0;
        switch (m_state)
        {
        case State::LIST:
            taken = ReadList(bytes);
            break;
        case State::START:
            taken = ReadStart(bytes, size);
            break;
        case State::KNOWN:
            taken = ReadKnown(bytes, size);
            break;
        case State::UNKNOWN:
            taken = ReadUnknown(bytes, size);
            break;
        case State::COMPLETE:
        case State::FAILED:
            return false;
        }
        bytes += taken;
        size -= taken;
    }
    return m_state != State::FAILED;
}

uint64_t
WhisperEnvelopesParser::GetSkippable() const
{
    if (m_state != State::KNOWN)
    {
        return 0;
    }
    const uint64_t head = m_candidate->GetRlpHead().size();
    const uint64_t zerosEnd = head + m_candidate->GetRlpZeros();
    return m_position >= head && m_position < zerosEnd ? zerosEnd - m_position : 0;
}

void
WhisperEnvelopesParser::Skip(uint64_t size)
{
    NS_ASSERT_MSG(size <= GetSkippable(), "bytes that have to be seen");
    m_position += size;
    m_left -= size;
}

uint64_t
WhisperEnvelopesParser::ReadList(const uint8_t* bytes)
{
    m_start[m_startSize++] = *bytes;
    --m_left;
    RlpHeader header;
    const RlpError error = ParseRlpHeader(m_start.data(), m_startSize, header);
    if (error == RlpError::TRUNCATED && m_left > 0)
    {
        return 1;
    }
    if (error != RlpError::NONE || !header.isList || header.GetSize() != m_startSize + m_left)
    {
        m_state = State::FAILED;
    }
    else if (m_startSize > header.headerSize)
    {
        // The byte after the header distinguishes a list of envelopes from an envelope.
        const uint8_t first = m_start[header.headerSize];
        if (first >= 0xc0)
        {
            m_start[0] = first;
            m_startSize = 1;
        }
        m_needed = SMALLEST_START;
        m_state = State::START;
    }
    else if (m_form == Form::LIST || m_left == 0)
    {
        Next();
    }
    return 1;
}

void
WhisperEnvelopesParser::Next()
{
    m_candidate = nullptr;
    m_buffer = std::vector<uint8_t>();
    m_startSize = 0;
    m_needed = SMALLEST_START;
    m_state = m_left == 0 ? State::COMPLETE : State::START;
}

uint64_t
WhisperEnvelopesParser::ReadStart(const uint8_t* bytes, uint64_t size)
{
    const uint64_t taken = std::min<uint64_t>(size, m_needed - m_startSize);
    std::copy_n(bytes, taken, m_start.begin() + m_startSize);
    m_startSize += taken;
    m_left -= taken;
    if (m_startSize < m_needed)
    {
        if (m_left == 0)
        {
            m_state = State::FAILED;
        }
        return taken;
    }
    switch (LookAtStart())
    {
    case Look::ENOUGH:
        Identify();
        break;
    case Look::MORE:
        if (m_needed > m_startSize + m_left)
        {
            m_state = State::FAILED;
        }
        break;
    case Look::NONSENSE:
        m_state = State::FAILED;
        break;
    }
    return taken;
}

WhisperEnvelopesParser::Look
WhisperEnvelopesParser::LookAtStart()
{
    const auto more = [this](std::size_t needed) {
        m_needed = needed;
        return needed <= m_start.size() ? Look::MORE : Look::NONSENSE;
    };
    RlpHeader list;
    RlpError error = ParseRlpHeader(m_start.data(), m_startSize, list);
    if (error != RlpError::NONE)
    {
        return error == RlpError::TRUNCATED ? more(m_startSize + 1) : Look::NONSENSE;
    }
    if (!list.isList || list.GetSize() > m_startSize + m_left ||
        (m_form == Form::ENVELOPE && list.GetSize() != m_startSize + m_left))
    {
        return Look::NONSENSE;
    }
    m_envelopeSize = list.GetSize();
    uint64_t position = list.headerSize;
    for (unsigned field = 0; field < FIELDS_BEFORE_NONCE; ++field)
    {
        if (position >= m_startSize)
        {
            return more(position + 1);
        }
        RlpHeader item;
        error = ParseRlpHeader(m_start.data() + position, m_startSize - position, item);
        if (error == RlpError::TRUNCATED)
        {
            return more(m_startSize + 1);
        }
        const uint64_t limit = field == DATA_FIELD ? m_envelopeSize : MAX_SHORT_FIELD;
        if (error != RlpError::NONE || item.isList || item.payloadSize > limit ||
            position + item.GetSize() >= m_envelopeSize)
        {
            return Look::NONSENSE;
        }
        const uint64_t seen = field == DATA_FIELD
                                  ? std::min(item.payloadSize, WhisperEnvelope::KEY_SIZE)
                                  : item.payloadSize;
        if (position + item.headerSize + seen > m_startSize)
        {
            return more(position + item.headerSize + seen);
        }
        position += item.GetSize();
    }
    return m_envelopeSize - position <= MAX_NONCE ? Look::ENOUGH : Look::NONSENSE;
}

void
WhisperEnvelopesParser::Identify()
{
    m_position = m_startSize;
    m_candidate = m_pool->FindByKey(m_start.data(), m_startSize);
    if (m_candidate)
    {
        m_state = State::KNOWN;
        return;
    }
    m_buffer.assign(m_start.begin(), m_start.begin() + m_startSize);
    m_state = State::UNKNOWN;
}

uint64_t
WhisperEnvelopesParser::ReadKnown(const uint8_t* bytes, uint64_t size)
{
    const std::vector<uint8_t>& head = m_candidate->GetRlpHead();
    const uint64_t zerosEnd = head.size() + m_candidate->GetRlpZeros();
    uint64_t taken;
    if (m_position < zerosEnd)
    {
        const bool inHead = m_position < head.size();
        taken = std::min(size, (inHead ? head.size() : zerosEnd) - m_position);
        const bool isSame =
            inHead ? std::equal(bytes, bytes + taken, head.begin() + m_position)
                   : std::all_of(bytes, bytes + taken, [](uint8_t byte) { return byte == 0; });
        if (!isSame)
        {
            Disown();
            return 0;
        }
    }
    else
    {
        taken = std::min(size, m_envelopeSize - m_position);
        m_buffer.insert(m_buffer.end(), bytes, bytes + taken);
    }
    m_position += taken;
    m_left -= taken;
    if (m_position == m_envelopeSize)
    {
        FinishKnown();
    }
    return taken;
}

void
WhisperEnvelopesParser::Disown()
{
    const std::vector<uint8_t>& head = m_candidate->GetRlpHead();
    m_buffer.assign(head.begin(), head.begin() + std::min<uint64_t>(head.size(), m_position));
    m_buffer.resize(m_position, 0);
    m_candidate = nullptr;
    m_state = State::UNKNOWN;
}

void
WhisperEnvelopesParser::FinishKnown()
{
    if (m_buffer == m_candidate->GetRlpTail())
    {
        m_envelopes.push_back(m_candidate);
        Next();
        return;
    }
    RlpReader tail(m_buffer.data(), m_buffer.size());
    WhisperEnvelopeFields fields = m_candidate->GetFields();
    if (!tail.ReadUint(fields.nonce) || !tail.ExpectEnd())
    {
        m_state = State::FAILED;
        return;
    }
    Accept(fields);
}

uint64_t
WhisperEnvelopesParser::ReadUnknown(const uint8_t* bytes, uint64_t size)
{
    const uint64_t taken = std::min(size, m_envelopeSize - m_buffer.size());
    m_buffer.insert(m_buffer.end(), bytes, bytes + taken);
    m_left -= taken;
    if (m_buffer.size() == m_envelopeSize)
    {
        RlpReader reader(m_buffer.data(), m_buffer.size());
        WhisperEnvelopeFields fields;
        if (ReadEnvelope(reader, fields))
        {
            Accept(fields);
        }
        else
        {
            m_state = State::FAILED;
        }
    }
    return taken;
}

void
WhisperEnvelopesParser::Accept(const WhisperEnvelopeFields& fields)
{
    Ptr<const WhisperEnvelope> envelope = m_pool->Find(m_start.data(), m_startSize, fields);
    m_envelopes.push_back(envelope ? envelope : m_pool->AddRead(fields));
    Next();
}

} // namespace ns3
