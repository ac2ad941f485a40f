/* SPDX-License-Identifier: GPL-2.0-only */

// FlowSocket: how long it waits for a peer that does not answer.

#include "flow-socket-factory.h"
#include "flow-socket.h"

#include "ns3/simulator.h"

#include <algorithm>

namespace ns3
{

void
FlowSocket::BeginPatience()
{
    const FlowSettings& settings = GetSettings();
    if (settings.userTimeout > 0 || settings.keepAlive > 0)
    {
        const FlowTime now = Now();
        GetRarities().patience = Patience{now, now, now, 0, 0};
        CheckPeer();
    }
}

void
FlowSocket::CheckPeer()
{
    if (m_state != ESTABLISHED || !m_rarities || !m_rarities->patience)
    {
        return;
    }
    Settle();
    const FlowSettings& settings = GetSettings();
    const FlowTime now = Now();
    Patience& patience = *m_rarities->patience;
    const uint64_t acknowledged = m_sender.GetAcknowledged();
    if (acknowledged != patience.acknowledged)
    {
        patience.heard = now;
        patience.probes = 0;
    }
    if (acknowledged != patience.acknowledged || m_sender.GetOutstanding() == 0)
    {
        patience.stuck = now;
        patience.acknowledged = acknowledged;
    }
    const bool isStuck = settings.userTimeout > 0 && now - patience.stuck >= settings.userTimeout;
    const bool isIdle = settings.keepAlive > 0 && now - patience.heard >= settings.keepAlive;
    const bool isDue = patience.probes == 0 || now - patience.probed >= settings.keepAliveInterval;
    if (isStuck || (isIdle && isDue && patience.probes >= settings.keepAliveProbes))
    {
        GiveUp();
        return;
    }
    const bool probes = isIdle && isDue;
    if (probes)
    {
        patience.probes++;
        patience.probed = now;
    }
    FlowTime next = settings.userTimeout > 0 ? settings.userTimeout / 4 : FLOW_NEVER;
    if (settings.keepAlive > 0)
    {
        next = std::min(next,
                        isIdle ? patience.probed + settings.keepAliveInterval - now
                               : patience.heard + settings.keepAlive - now);
    }
    if (probes)
    {
        SendControl(FlowPiece::REPEAT);
    }
    Simulator::Schedule(NanoSeconds(next), &FlowSocket::CheckPeer, Ptr<FlowSocket>(this));
}

void
FlowSocket::GiveUp()
{
    const bool tells = !m_isClosed;
    Leave();
    if (tells)
    {
        TellClosed(true);
    }
}

} // namespace ns3
