/* SPDX-License-Identifier: GPL-2.0-only */
#include "px-adversary.h"

#include "pubsub-peer-record.h"

#include "ns3/inet-socket-address.h"
#include "ns3/peer-address.h"
#include "ns3/uinteger.h"

namespace ns3
{

NS_OBJECT_ENSURE_REGISTERED(PxAdversary);

TypeId
PxAdversary::GetTypeId()
{
    static TypeId tid = TypeId("ns3::PxAdversary")
                            .SetParent<FloodAdversary>()
                            .SetGroupName("Waku")
                            .AddConstructor<PxAdversary>()
                            .AddAttribute("Records",
                                          "Nodes that a PRUNE names.",
                                          UintegerValue(16),
                                          MakeUintegerAccessor(&PxAdversary::m_nRecords),
                                          MakeUintegerChecker<uint32_t>(1));
    return tid;
}

PxAdversary::PxAdversary() = default;

PxAdversary::~PxAdversary() = default;

namespace
{

/// 100.64.0.0/10, in which nobody is reached from outside.
constexpr uint32_t NOWHERE = 0x64400000;
constexpr double NOWHERE_SIZE = 4194304;
/// Port of nodes that do not exist.
constexpr uint16_t NOWHERE_PORT = 60000;

} // namespace

void
PxAdversary::SetAccomplices(std::vector<Address> accomplices)
{
    m_accomplices = std::move(accomplices);
}

void
PxAdversary::Flood(Time, PeerId peer)
{
    PubsubRpc rpc;
    for (const std::string& topic : GetRouter()->GetTopics())
    {
        PubsubRpc::Prune prune;
        prune.topic = topic;
        for (uint32_t i = 0; i < m_nRecords; i++)
        {
            Address named = InetSocketAddress(
                Ipv4Address(NOWHERE + static_cast<uint32_t>(GetRandom().GetValue(0, NOWHERE_SIZE))),
                NOWHERE_PORT);
            if (!m_accomplices.empty())
            {
                named = m_accomplices[static_cast<std::size_t>(
                    GetRandom().GetValue(0, static_cast<double>(m_accomplices.size())))];
            }
            prune.peers.push_back(EncodePeerRecord(named, GetPortOf(named)));
        }
        rpc.prune.push_back(std::move(prune));
    }
    SendHostile(peer, rpc);
}

} // namespace ns3
