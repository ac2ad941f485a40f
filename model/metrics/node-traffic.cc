/* SPDX-License-Identifier: GPL-2.0-only */
#include "node-traffic.h"

#include "message-probe.h"

#include "ns3/abort.h"
#include "ns3/compact-callback.h"
#include "ns3/packet.h"

#include <algorithm>

namespace ns3
{

TrafficBytes&
TrafficBytes::operator+=(const TrafficBytes& other)
{
    payload += other.payload;
    protocol += other.protocol;
    ip += other.ip;
    messages += other.messages;
    return *this;
}

RunSummary::Bytes
TrafficBytes::PerNode(uint32_t nodes) const
{
    const double n = nodes;
    return {static_cast<double>(payload) / n,
            static_cast<double>(protocol) / n,
            static_cast<double>(ip) / n,
            static_cast<double>(protocol - std::min(protocol, messages)) / n};
}

void
NodeTraffic::Listen(Ptr<Object> application)
{
    m_hasFrames =
        application->TraceConnectWithoutContext("Tx",
                                                MakeCompactCallback<&NodeTraffic::Tx>(this)) &&
        application->TraceConnectWithoutContext("Rx", MakeCompactCallback<&NodeTraffic::Rx>(this));
}

void
NodeTraffic::Listen(Ptr<NetDevice> device)
{
    m_wanHost = WanHost::Of(device);
    m_device = m_wanHost ? device : nullptr;
    if (!m_wanHost)
    {
        ConnectTraceSource(*device, "MacTx", MakeCompactCallback<&NodeTraffic::MacTx>(this));
        ConnectTraceSource(*device, "MacRx", MakeCompactCallback<&NodeTraffic::MacRx>(this));
    }
}

void
NodeTraffic::Begin()
{
    m_isCounting = true;
    if (m_wanHost)
    {
        m_txBefore = m_wanHost->GetTxBytes();
        m_rxBefore = m_wanHost->GetRxBytes();
    }
}

void
NodeTraffic::Add(TrafficBytes& bytes, const ObservedMessage& message) const
{
    if (m_isCounting)
    {
        bytes.payload += message.payload;
        bytes.messages += message.size;
        bytes.protocol += m_hasFrames ? 0 : message.size;
    }
}

void
NodeTraffic::AddSent(const ObservedMessage& message)
{
    Add(m_egress, message);
}

void
NodeTraffic::AddReceived(const ObservedMessage& message)
{
    Add(m_ingress, message);
}

TrafficBytes
NodeTraffic::GetIngress() const
{
    TrafficBytes bytes = m_ingress;
    if (m_wanHost && m_isCounting)
    {
        bytes.ip = m_wanHost->GetRxBytes() - m_rxBefore;
    }
    return bytes;
}

TrafficBytes
NodeTraffic::GetEgress() const
{
    TrafficBytes bytes = m_egress;
    if (m_wanHost && m_isCounting)
    {
        bytes.ip = m_wanHost->GetTxBytes() - m_txBefore;
    }
    return bytes;
}

void
NodeTraffic::Tx(uint32_t bytes)
{
    m_egress.protocol += m_isCounting ? bytes : 0;
}

void
NodeTraffic::Rx(uint32_t bytes)
{
    m_ingress.protocol += m_isCounting ? bytes : 0;
}

void
NodeTraffic::MacTx(Ptr<const Packet> packet)
{
    m_egress.ip += m_isCounting ? packet->GetSize() : 0;
}

void
NodeTraffic::MacRx(Ptr<const Packet> packet)
{
    m_ingress.ip += m_isCounting ? packet->GetSize() : 0;
}

} // namespace ns3
