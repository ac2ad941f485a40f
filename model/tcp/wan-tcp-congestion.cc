/* SPDX-License-Identifier: GPL-2.0-only */
#include "wan-tcp-congestion.h"

#include "ns3/simulator.h"

#include <algorithm>
#include <utility>

namespace ns3
{

NS_OBJECT_ENSURE_REGISTERED(WanTcpCongestion);

namespace
{

/**
 * Tell the algorithms of ns-3.48, which look for themselves, that the window limits the sender.
 * \param tcb state of the connection
 */
template <typename T>
auto
SetCwndLimited(T& tcb, int) -> decltype(void(tcb.m_isCwndLimited))
{
    tcb.m_isCwndLimited = true;
}

/** Earlier releases have no such flag. */
template <typename T>
void
SetCwndLimited(T&, long)
{
}

} // namespace

TypeId
WanTcpCongestion::GetTypeId()
{
    static TypeId tid = TypeId("ns3::WanTcpCongestion")
                            .SetParent<TcpCongestionOps>()
                            .SetGroupName("Waku")
                            .AddConstructor<WanTcpCongestion>();
    return tid;
}

void
WanTcpCongestion::SetAlgorithm(Ptr<TcpCongestionOps> algorithm)
{
    m_algorithm = algorithm;
}

Ptr<TcpCongestionOps>
WanTcpCongestion::GetAlgorithm() const
{
    return m_algorithm;
}

void
WanTcpCongestion::SetRules(const Rules& rules)
{
    m_rules = rules;
}

void
WanTcpCongestion::PrepareToSend(Ptr<TcpSocketState> tcb, SequenceNumber32 acknowledged, Time rto)
{
    if (!m_rules.restarts || m_algorithm->HasCongControl())
    {
        return;
    }
    const bool isStarved = tcb->m_congState == TcpSocketState::CA_OPEN && !IsLimited(*tcb);
    if (isStarved && m_lastSent - m_lastLimited >= rto)
    {
        Decay(*tcb);
    }
    const Time idle = Simulator::Now() - m_lastSent;
    if (acknowledged == tcb->m_highTxMark.Get() && idle > rto)
    {
        Restart(tcb, idle, rto);
    }
}

void
WanTcpCongestion::NoteSent(const TcpSocketState& tcb, const Sent& sent)
{
    m_lastSent = Simulator::Now();
    if (!sent.isNew && !sent.waits)
    {
        // Linux looks at the window when there is data to send for the first time.
        return;
    }
    const SequenceNumber32 end = tcb.m_highTxMark.Get();
    const auto outstanding = static_cast<uint32_t>(end - sent.acknowledged);
    // TcpSocketBase sends no part of a segment while there is more.
    const uint32_t next = sent.waits ? tcb.m_segmentSize : m_rules.segment;
    const bool full = sent.inFlight + next > tcb.m_cWnd.Get();
    if (sent.acknowledged >= m_end || full || (!m_full && outstanding > m_most))
    {
        m_full = full;
        m_most = outstanding;
        m_end = end;
    }
    if (IsLimited(tcb))
    {
        m_used = 0;
        m_lastLimited = m_lastSent;
    }
    else
    {
        m_used = std::max(m_used, outstanding);
    }
}

bool
WanTcpCongestion::IsLimited(const TcpSocketState& tcb) const
{
    const uint32_t window = tcb.m_cWnd.Get();
    return m_full || (window < tcb.m_ssThresh.Get() && window / 2 < m_most);
}

void
WanTcpCongestion::Decay(TcpSocketState& tcb)
{
    const uint32_t window = tcb.m_cWnd.Get();
    const uint32_t used = std::max(m_used, m_rules.initialWindow);
    if (used < window)
    {
        Shrink(tcb, used + (window - used) / 2);
    }
    m_used = 0;
    m_lastLimited = m_lastSent;
}

void
WanTcpCongestion::Restart(Ptr<TcpSocketState> tcb, Time idle, Time rto)
{
    m_algorithm->CwndEvent(tcb, TcpSocketState::CA_EVENT_CWND_RESTART);
    uint32_t window = tcb->m_cWnd.Get();
    const uint32_t least = std::min(m_rules.initialWindow, window);
    for (idle -= rto; idle.IsStrictlyPositive() && window > least; idle -= rto)
    {
        window /= 2;
    }
    Shrink(*tcb, std::max(window, least));
    m_used = 0;
    m_lastLimited = Simulator::Now();
    // The data leaves at the end of this step, after whatever else the application has to send.
    m_lastSent = m_lastLimited;
}

void
WanTcpCongestion::Shrink(TcpSocketState& tcb, uint32_t window)
{
    const uint32_t before = tcb.m_cWnd.Get();
    if (tcb.m_congState != TcpSocketState::CA_CWR && tcb.m_congState != TcpSocketState::CA_RECOVERY)
    {
        tcb.m_ssThresh = std::max(tcb.m_ssThresh.Get(), before / 2 + before / 4);
    }
    const uint32_t whole = window - window % tcb.m_segmentSize;
    tcb.m_cWnd = std::min(before, std::max(whole, tcb.m_segmentSize));
    tcb.m_cWndInfl = tcb.m_cWnd.Get();
}

std::string
WanTcpCongestion::GetName() const
{
    return m_algorithm->GetName();
}

void
WanTcpCongestion::Init(Ptr<TcpSocketState> tcb)
{
    m_algorithm->Init(tcb);
}

uint32_t
WanTcpCongestion::GetSsThresh(Ptr<const TcpSocketState> tcb, uint32_t bytesInFlight)
{
    return m_algorithm->GetSsThresh(tcb, bytesInFlight);
}

void
WanTcpCongestion::IncreaseWindow(Ptr<TcpSocketState> tcb, uint32_t segmentsAcked)
{
    if (m_rules.validates && !IsLimited(*tcb))
    {
        return;
    }
    SetCwndLimited(*tcb, 0);
    m_algorithm->IncreaseWindow(tcb, segmentsAcked);
}

void
WanTcpCongestion::PktsAcked(Ptr<TcpSocketState> tcb, uint32_t segmentsAcked, const Time& rtt)
{
    const SequenceNumber32 acknowledged = tcb->m_lastAckedSeq;
    const bool isNew = acknowledged != std::exchange(m_acknowledged, acknowledged);
    if (!isNew && tcb->m_congState == TcpSocketState::CA_OPEN)
    {
        return;
    }
    m_algorithm->PktsAcked(tcb, segmentsAcked, rtt);
}

void
WanTcpCongestion::CongestionStateSet(Ptr<TcpSocketState> tcb,
                                     const TcpSocketState::TcpCongState_t newState)
{
    m_algorithm->CongestionStateSet(tcb, newState);
}

void
WanTcpCongestion::CwndEvent(Ptr<TcpSocketState> tcb, const TcpSocketState::TcpCAEvent_t event)
{
    m_algorithm->CwndEvent(tcb, event);
}

bool
WanTcpCongestion::HasCongControl() const
{
    return m_algorithm->HasCongControl();
}

void
WanTcpCongestion::CongControl(Ptr<TcpSocketState> tcb,
                              const TcpRateOps::TcpRateConnection& rc,
                              const TcpRateOps::TcpRateSample& rs)
{
    m_algorithm->CongControl(tcb, rc, rs);
}

Ptr<TcpCongestionOps>
WanTcpCongestion::Fork()
{
    Ptr<WanTcpCongestion> copy = CopyObject<WanTcpCongestion>(this);
    copy->m_algorithm = m_algorithm->Fork();
    return copy;
}

} // namespace ns3
