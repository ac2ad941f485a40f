/* SPDX-License-Identifier: GPL-2.0-only */
#include "secure-handshake.h"

#include "noise-header.h"

#include <array>
#include <string>
#include <vector>

namespace ns3
{

namespace
{

/// Bytes of a flight; OPAQUE stands for a byte that the other side does not check.
using Flight = std::vector<uint16_t>;
constexpr uint16_t OPAQUE = 0x100;

constexpr std::size_t FLIGHTS = 6;
constexpr std::size_t KEY = 32;
constexpr std::size_t PAYLOAD = 104;
constexpr std::size_t TAG = NoiseHeader::TAG_SIZE;

Flight
operator+(Flight left, const Flight& right)
{
    left.insert(left.end(), right.begin(), right.end());
    return left;
}

/// A message of multistream-select.
Flight
Line(const std::string& text)
{
    Flight line{static_cast<uint16_t>(text.size() + 1)};
    line.insert(line.end(), text.begin(), text.end());
    line.push_back('\n');
    return line;
}

Flight
NoiseMessage(const Flight& message)
{
    return Flight{static_cast<uint16_t>(message.size() >> 8),
                  static_cast<uint16_t>(message.size() & 0xff)} +
           message;
}

Flight
NoiseHandshakeMessage(std::size_t size)
{
    return NoiseMessage(Flight(size, OPAQUE));
}

Flight
NoiseTransportMessage(const Flight& plaintext)
{
    return NoiseMessage(Flight(TAG, OPAQUE) + plaintext);
}

using Script = std::array<Flight, FLIGHTS>;

Script
MakeScript()
{
    const Flight security = Line("/multistream/1.0.0") + Line("/noise");
    const Flight multiplexer = NoiseTransportMessage(Line("/multistream/1.0.0")) +
                               NoiseTransportMessage(Line("/yamux/1.0.0"));
    return {security,
            security,
            NoiseHandshakeMessage(KEY),
            NoiseHandshakeMessage(KEY + KEY + TAG + PAYLOAD + TAG),
            NoiseHandshakeMessage(KEY + TAG + PAYLOAD + TAG) + multiplexer,
            multiplexer};
}

const Script&
GetScript()
{
    static const Script script = MakeScript();
    return script;
}

} // namespace

SecureHandshake::SecureHandshake(bool dialler)
    : m_dialler(dialler)
{
}

bool
SecureHandshake::IsDone() const
{
    return m_flight == FLIGHTS;
}

bool
SecureHandshake::IsSpeaking() const
{
    return !IsDone() && (m_flight % 2 == 0) == m_dialler;
}

Ptr<Packet>
SecureHandshake::TakeFlight()
{
    if (!IsSpeaking())
    {
        return nullptr;
    }
    const Flight& flight = GetScript()[m_flight++];
    std::vector<uint8_t> bytes;
    bytes.reserve(flight.size());
    for (const uint16_t byte : flight)
    {
        bytes.push_back(byte == OPAQUE ? 0 : static_cast<uint8_t>(byte));
    }
    return Create<Packet>(bytes.data(), static_cast<uint32_t>(bytes.size()));
}

uint32_t
SecureHandshake::Read(const uint8_t* bytes, uint32_t size)
{
    if (IsDone() || IsSpeaking())
    {
        m_failed = true;
        return size;
    }
    const Flight& flight = GetScript()[m_flight];
    uint32_t taken = 0;
    while (taken < size && m_read < flight.size())
    {
        const uint16_t expected = flight[m_read++];
        if (expected != OPAQUE && expected != bytes[taken])
        {
            m_failed = true;
            return size;
        }
        taken++;
    }
    if (m_read == flight.size())
    {
        m_read = 0;
        m_flight++;
    }
    return taken;
}

} // namespace ns3
