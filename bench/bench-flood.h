/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_BENCH_FLOOD_H
#define WAKU_BENCH_FLOOD_H

#include "ns3/application.h"
#include "ns3/inet-socket-address.h"
#include "ns3/packet.h"
#include "ns3/socket.h"
#include "ns3/wan-tcp-socket-factory.h"

#include <algorithm>
#include <cstdint>
#include <vector>

namespace ns3
{

/// A node that sends what it gets first to all neighbours but the sender, and knows nothing else:
/// messages have one size, and there is one at a time.
class FloodNode : public Application
{
  public:
    static constexpr uint16_t PORT = 60000;

    void SetMessage(Ptr<const Packet> message)
    {
        m_message = message;
    }

    void AddTarget(const Address& target)
    {
        m_targets.push_back(target);
    }

    void Publish(uint32_t number)
    {
        m_number = number;
        Forward(nullptr);
    }

    void SetCurrent(const uint32_t& current)
    {
        m_current = &current;
    }

    uint64_t GetNDeliveries() const
    {
        return m_deliveries;
    }

  private:
    struct Neighbor
    {
        Ptr<Socket> socket;
        uint32_t received{0};
    };

    void StartApplication() override
    {
        m_listener = Socket::CreateSocket(
            GetNode(),
            WanTcpSocketFactory::Resolve(*GetNode(), WanTcpSocketFactory::GetTypeId()));
        m_listener->Bind(InetSocketAddress(Ipv4Address::GetAny(), PORT));
        m_listener->Listen();
        m_listener->SetAcceptCallback(MakeNullCallback<bool, Ptr<Socket>, const Address&>(),
                                      MakeCallback(&FloodNode::Accept, this));
        for (const Address& target : m_targets)
        {
            Ptr<Socket> socket = Socket::CreateSocket(
                GetNode(),
                WanTcpSocketFactory::Resolve(*GetNode(), WanTcpSocketFactory::GetTypeId()));
            socket->Bind();
            socket->Connect(target);
            Add(socket);
        }
    }

    void Accept(Ptr<Socket> socket, const Address&)
    {
        Add(socket);
    }

    void Add(Ptr<Socket> socket)
    {
        m_neighbors.push_back({socket, 0});
        socket->SetRecvCallback(MakeCallback(&FloodNode::Read, this));
    }

    void Read(Ptr<Socket> socket)
    {
        auto neighbor = std::find_if(m_neighbors.begin(), m_neighbors.end(), [&](const auto& n) {
            return n.socket == socket;
        });
        while (Ptr<Packet> packet = socket->Recv())
        {
            neighbor->received += packet->GetSize();
            while (neighbor->received >= m_message->GetSize())
            {
                neighbor->received -= m_message->GetSize();
                m_deliveries++;
                if (m_number != *m_current)
                {
                    m_number = *m_current;
                    Forward(socket);
                }
            }
        }
    }

    void Forward(Ptr<Socket> from)
    {
        for (const Neighbor& neighbor : m_neighbors)
        {
            if (neighbor.socket != from)
            {
                neighbor.socket->Send(m_message->Copy());
            }
        }
    }

    Ptr<Socket> m_listener;
    std::vector<Neighbor> m_neighbors;
    std::vector<Address> m_targets;
    Ptr<const Packet> m_message;
    const uint32_t* m_current{nullptr};
    uint32_t m_number{0};
    uint64_t m_deliveries{0};
};

} // namespace ns3

#endif /* WAKU_BENCH_FLOOD_H */
