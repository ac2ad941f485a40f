/* SPDX-License-Identifier: GPL-2.0-only */
#include "multistream-lines.h"

#include "ns3/waku-protobuf.h"

#include <algorithm>
#include <vector>

namespace ns3
{

std::string
MultistreamLines::Encode(const std::string& text)
{
    std::vector<uint8_t> size;
    protobuf::AppendVarint(size, text.size() + 1);
    return std::string(size.begin(), size.end()) + text + '\n';
}

uint32_t
MultistreamLines::Read(const uint8_t* bytes, uint32_t size)
{
    uint32_t taken = 0;
    while (taken < size && !m_isComplete && !m_failed)
    {
        if (!m_hasSize)
        {
            const uint8_t byte = bytes[taken++];
            m_size |= (byte & 0x7fU) << (7 * m_sizeBytes++);
            m_hasSize = byte < 0x80;
            // MAX_SIZE takes two bytes.
            m_failed = m_hasSize ? m_size == 0 || m_size > MAX_SIZE : m_sizeBytes == 2;
            continue;
        }
        const auto left = static_cast<uint32_t>(m_size - m_line.size());
        const uint32_t piece = std::min(left, size - taken);
        m_line.append(reinterpret_cast<const char*>(bytes) + taken, piece);
        taken += piece;
        m_isComplete = m_line.size() == m_size;
        m_failed = m_isComplete && m_line.back() != '\n';
    }
    return taken;
}

std::string
MultistreamLines::TakeLine()
{
    std::string line = std::move(m_line);
    line.pop_back();
    *this = MultistreamLines();
    return line;
}

} // namespace ns3
