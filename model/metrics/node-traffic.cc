/* SPDX-License-Identifier: GPL-2.0-only */
#include "node-traffic.h"

#include "ns3/abort.h"
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
ConnectTraceSource(ObjectBase& object, const std::string& name, const CallbackBase& sink)
{
    NS_ABORT_MSG_IF(!object.TraceConnectWithoutContext(name, sink),
                    object.GetInstanceTypeId().GetName() << " has no trace source " << name);
}

void
NodeTraffic::Listen(Ptr<Object> application)
{
    ConnectTraceSource(*application, "Tx", MakeCallback(&NodeTraffic::Tx, this));
    ConnectTraceSource(*application, "Rx", MakeCallback(&NodeTraffic::Rx, this));
}

void
NodeTraffic::Listen(Ptr<NetDevice> device)
{
    m_wanDevice = DynamicCast<WanNetDevice>(device);
    if (!m_wanDevice)
    {
        ConnectTraceSource(*device, "MacTx", MakeCallback(&NodeTraffic::MacTx, this));
        ConnectTraceSource(*device, "MacRx", MakeCallback(&NodeTraffic::MacRx, this));
    }
}

void
NodeTraffic::Begin()
{
    m_isCounting = true;
    if (m_wanDevice)
    {
        m_txBefore = m_wanDevice->GetTxBytes();
        m_rxBefore = m_wanDevice->GetRxBytes();
    }
}

void
NodeTraffic::AddSent(uint64_t payload, uint64_t size)
{
    m_egress.payload += payload;
    m_egress.messages += size;
}

void
NodeTraffic::AddReceived(uint64_t payload, uint64_t size)
{
    m_ingress.payload += payload;
    m_ingress.messages += size;
}

TrafficBytes
NodeTraffic::GetIngress() const
{
    TrafficBytes bytes = m_ingress;
    if (m_wanDevice && m_isCounting)
    {
        bytes.ip = m_wanDevice->GetRxBytes() - m_rxBefore;
    }
    return bytes;
}

TrafficBytes
NodeTraffic::GetEgress() const
{
    TrafficBytes bytes = m_egress;
    if (m_wanDevice && m_isCounting)
    {
        bytes.ip = m_wanDevice->GetTxBytes() - m_txBefore;
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
