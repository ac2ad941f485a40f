/* SPDX-License-Identifier: GPL-2.0-only */
#include "wan-tcp-acknowledgements.h"

#include "ns3/simulator.h"

#include <algorithm>

namespace ns3
{

bool
WanTcpAcknowledgements::Receive(bool isFull, const Limits& limits)
{
    const Time now = Simulator::Now();
    if (m_lastReceived.IsStrictlyNegative() || now - m_lastReceived > limits.rto)
    {
        m_quick = std::max(m_quick, limits.quick);
    }
    m_lastReceived = now;
    m_waiting++;
    if (m_waiting >= limits.segments)
    {
        return true;
    }
    return limits.quick > 0 && !m_isInteractive && (m_quick > 0 || !isFull);
}

void
WanTcpAcknowledgements::NoteAcknowledgement()
{
    m_waiting = 0;
    m_quick -= m_quick > 0;
}

void
WanTcpAcknowledgements::NoteData(Time delay)
{
    if (!m_lastReceived.IsStrictlyNegative() && Simulator::Now() - m_lastReceived < delay)
    {
        m_isInteractive = true;
    }
}

void
WanTcpAcknowledgements::NoteTimeout()
{
    m_isInteractive = false;
}

} // namespace ns3
