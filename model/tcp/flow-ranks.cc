/* SPDX-License-Identifier: GPL-2.0-only */
#include "flow-ranks.h"

#include "flow-channel.h"
#include "flow-net-device.h"
#include "flow-socket-factory.h"
#include "flow-socket.h"
#include "flow-wire.h"

#include "ns3/abort.h"
#include "ns3/node.h"
#include "ns3/simulator.h"
#include "ns3/wan-ranks.h"

namespace ns3
{

namespace
{

/// Bytes of a full message, which fits into one of ns-3's engines (WanRanks::Send).
constexpr std::size_t FULL_MESSAGE = 1800;

} // namespace

FlowRanks::FlowRanks(FlowChannel& channel)
    : m_channel(channel)
{
}

void
FlowRanks::AddHost(const Ptr<FlowNetDevice>& device)
{
    const uint32_t rank = device->GetNode()->GetSystemId();
    if (rank >= m_ways.size())
    {
        m_ways.resize(rank + 1);
    }
    if (m_ways[rank].door)
    {
        return;
    }
    m_ways[rank].door = PeekPointer(device);
    if (device->IsLocal())
    {
        WanRanks::Listen(device, MakeCallback(&FlowRanks::Receive, this));
    }
}

FlowRanks::Way&
FlowRanks::FindWay(const FlowNetDevice& to, FlowTime delay)
{
    if (m_lookAhead < 0)
    {
        m_lookAhead = WanRanks::GetLookAhead().GetNanoSeconds();
    }
    NS_ABORT_MSG_IF(delay < 2 * (m_lookAhead + 1),
                    "FlowChannel: what another rank gets takes "
                        << NanoSeconds(delay).As(Time::MS) << "; allowed are at least "
                        << NanoSeconds(2 * (m_lookAhead + 1)).As(Time::MS)
                        << " with the delay that DistributedHelper::SetLookAhead was given");
    return m_ways.at(to.GetNode()->GetSystemId());
}

void
FlowRanks::SendPiece(const FlowNetDevice& to, const FlowPiece& piece, FlowTime delay)
{
    Way& way = FindWay(to, delay);
    const std::size_t before = way.bytes.size();
    const FlowTime due = Simulator::Now().GetNanoSeconds() + delay;
    FlowWire::WritePiece(way.bytes, to.GetHostIndex(), due, piece);
    Added(way, before);
}

void
FlowRanks::SendNote(const FlowNetDevice& to, uint32_t from, const FlowPiece& piece)
{
    Way& way = FindWay(to, piece.visible - Simulator::Now().GetNanoSeconds());
    const std::size_t before = way.bytes.size();
    FlowWire::WriteNote(way.bytes, to.GetHostIndex(), from, piece);
    Added(way, before);
}

void
FlowRanks::Added(Way& way, std::size_t before)
{
    if (way.bytes.size() > FULL_MESSAGE && before > 0)
    {
        Send(way, before);
    }
    if (way.bytes.size() > FULL_MESSAGE)
    {
        Send(way, way.bytes.size());
    }
    if (!way.isScheduled && !way.bytes.empty())
    {
        way.isScheduled = true;
        Simulator::Schedule(NanoSeconds(m_lookAhead),
                            &FlowRanks::Flush,
                            this,
                            way.door->GetNode()->GetSystemId());
    }
}

void
FlowRanks::Flush(uint32_t rank)
{
    Way& way = m_ways[rank];
    way.isScheduled = false;
    if (!way.bytes.empty())
    {
        Send(way, way.bytes.size());
    }
}

void
FlowRanks::Send(Way& way, std::size_t bytes)
{
    // One nanosecond after the end of the look-ahead, see DistributedHelper::SetLookAhead.
    WanRanks::Send(Create<Packet>(way.bytes.data(), static_cast<uint32_t>(bytes)),
                   NanoSeconds(m_lookAhead + 1),
                   *way.door);
    way.bytes.erase(way.bytes.begin(), way.bytes.begin() + static_cast<std::ptrdiff_t>(bytes));
}

void
FlowRanks::Receive(Ptr<Packet> packet)
{
    const FlowTime now = Simulator::Now().GetNanoSeconds();
    std::vector<uint8_t> bytes(packet->GetSize());
    packet->CopyData(bytes.data(), packet->GetSize());
    for (std::size_t place = 0; place < bytes.size();)
    {
        const FlowWire::Record record = FlowWire::Read(bytes, place);
        const Ptr<FlowNetDevice>& host = m_channel.GetHost(record.to);
        if (record.type == FlowWire::PIECE)
        {
            m_channel.Deliver(*host, record.piece, record.due - now);
            continue;
        }
        FlowSocketFactory* sockets = host->GetSocketFactory();
        if (const Ptr<FlowSocket> socket = sockets ? sockets->FindSocket(*record.piece) : nullptr)
        {
            socket->ReceiveNote(*record.piece);
        }
    }
}

} // namespace ns3
