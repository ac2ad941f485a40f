/* SPDX-License-Identifier: GPL-2.0-only */
#include "wan-tcp-acknowledgements.h"

#include <algorithm>

namespace ns3
{

bool
WanTcpAcknowledgements::Receive(const Limits& limits, Time now)
{
    if (m_lastReceived.IsStrictlyNegative() || now - m_lastReceived > limits.rto)
    {
        m_quick = std::max(m_quick, limits.quick);
    }
    m_lastReceived = now;
    m_waiting++;
    return m_waiting >= limits.segments || (m_quick > 0 && !m_isInteractive);
}

void
WanTcpAcknowledgements::NoteAcknowledgement()
{
    m_waiting = 0;
    m_quick -= m_quick > 0;
}

void
WanTcpAcknowledgements::NoteData(Time delay, Time now)
{
    if (!m_lastReceived.IsStrictlyNegative() && now - m_lastReceived < delay)
    {
        m_isInteractive = true;
    }
}

} // namespace ns3
