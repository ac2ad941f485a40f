/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_PSS_TEST_NETWORK_H
#define WAKU_PSS_TEST_NETWORK_H

#include "fake-peer-network.h"
#include "trace-sink.h"

#include "ns3/boolean.h"
#include "ns3/pss-network.h"
#include "ns3/pss-protocol.h"

#include <algorithm>
#include <set>
#include <string>
#include <vector>

namespace ns3
{

/// An address that begins with some bytes, and is filled up with another.
inline PssAddress
MakeTestAddress(const std::vector<uint8_t>& first, uint8_t rest = 0)
{
    PssAddress address;
    address.fill(rest);
    std::copy(first.begin(), first.end(), address.begin());
    return address;
}

/// Protocols of a Kademlia network without TCP; every frame takes a tenth of a second.
class PssTestNetwork
{
  public:
    static constexpr PssTopic TOPIC = 0xf39e0682;

    explicit PssTestNetwork(const PssNetwork& source)
        : network(source)
    {
        pool = CreateObject<PssMessagePool>();
        for (std::size_t i = 0; i < network.GetAddresses().size(); i++)
        {
            const auto one = CreateObject<PssProtocol>();
            one->SetAttribute("Discovery", BooleanValue(false));
            one->SetAttribute("AutoConnect", BooleanValue(false));
            one->SetOverlayAddress(network.GetAddresses()[i]);
            one->SetMessagePool(pool);
            one->AssignStreams(static_cast<int64_t>(i));
            one->TraceConnectWithoutContext(
                "Deliver",
                MakeTraceSink<Ptr<const PssMessage>>(
                    [this, i](Ptr<const PssMessage>) { delivered.push_back(i); }));
            one->TraceConnectWithoutContext(
                "Send",
                MakeTraceSink<Ptr<const PssMessage>, const PeerInfo&>(
                    [this](Ptr<const PssMessage>, const PeerInfo&) { sent++; }));
            protocols.push_back(one);
            hosts.push_back(&wires.Add(one));
            hosts.back()->Start();
        }
        for (const auto& [one, other] : network.GetGraph().GetLinks())
        {
            wires.Connect(*hosts[one], *hosts[other]);
        }
        wires.RunUntil(Seconds(1));
    }

    void AddHandlers(bool isNeighbourhood)
    {
        for (const auto& protocol : protocols)
        {
            protocol->GetPostOffice().GetHandlers().Add(TOPIC, {nullptr, true, isNeighbourhood});
        }
    }

    /// Nodes that have handled a message, in order, when nothing is under way any more.
    std::vector<std::size_t> Send(std::size_t from, const PssPartialAddress& to)
    {
        delivered.clear();
        sent = 0;
        std::vector<uint8_t> payload(8);
        number++;
        for (std::size_t i = 0; i < payload.size(); i++)
        {
            payload[i] = static_cast<uint8_t>(number >> 8 * i);
        }
        protocols[from]->Send({to, TOPIC, VirtualBytes(payload), PssEncryption::RAW, 0});
        wires.RunUntil(wires.now + Seconds(3));
        std::sort(delivered.begin(), delivered.end());
        return delivered;
    }

    PssNetwork network;
    Ptr<PssMessagePool> pool;
    FakePeerNetwork wires;
    std::vector<Ptr<PssProtocol>> protocols;
    std::vector<FakePeerNetwork::Host*> hosts;
    std::vector<std::size_t> delivered;
    uint64_t sent{0};
    uint64_t number{0};
};

} // namespace ns3

#endif /* WAKU_PSS_TEST_NETWORK_H */
