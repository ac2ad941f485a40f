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

TrafficBytes
TrafficBytes::operator-(const TrafficBytes& before) const
{
    return {payload - before.payload,
            protocol - before.protocol,
            ip - before.ip,
            messages - before.messages};
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
    m_ingressBefore = CountIngress();
    m_egressBefore = CountEgress();
}

void
NodeTraffic::Add(TrafficBytes& bytes, const ObservedMessage& message) const
{
    bytes.payload += message.payload;
    bytes.messages += message.size;
    bytes.protocol += m_hasFrames ? 0 : message.size;
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
NodeTraffic::CountIngress() const
{
    TrafficBytes bytes = m_ingress;
    bytes.ip += m_wanHost ? m_wanHost->GetRxBytes() : 0;
    return bytes;
}

TrafficBytes
NodeTraffic::CountEgress() const
{
    TrafficBytes bytes = m_egress;
    bytes.ip += m_wanHost ? m_wanHost->GetTxBytes() : 0;
    return bytes;
}

TrafficBytes
NodeTraffic::GetIngress() const
{
    return m_isCounting ? CountIngress() - m_ingressBefore : TrafficBytes();
}

TrafficBytes
NodeTraffic::GetEgress() const
{
    return m_isCounting ? CountEgress() - m_egressBefore : TrafficBytes();
}

void
NodeTraffic::Tx(uint32_t bytes)
{
    m_egress.protocol += bytes;
}

void
NodeTraffic::Rx(uint32_t bytes)
{
    m_ingress.protocol += bytes;
}

void
NodeTraffic::MacTx(Ptr<const Packet> packet)
{
    m_egress.ip += packet->GetSize();
}

void
NodeTraffic::MacRx(Ptr<const Packet> packet)
{
    m_ingress.ip += packet->GetSize();
}

} // namespace ns3
