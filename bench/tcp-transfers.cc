/* SPDX-License-Identifier: GPL-2.0-only */

// What transfers over the module's TCP take, to set releases of ns-3 beside each other. Hosts are
// 100 ms apart, with links of 100 Mbit/s. Prints milliseconds from the first byte written to the
// last byte read, the mean over all transfers of a row.
//
//   tcp-transfers --congestion=ns3::TcpCubic

#include "ns3/constant-wan-loss.h"
#include "ns3/core-module.h"
#include "ns3/internet-tcp-helper.h"
#include "ns3/network-module.h"
#include "ns3/wan-helper.h"
#include "ns3/wan-tcp-socket-factory.h"

#include <iomanip>
#include <iostream>
#include <map>
#include <vector>

using namespace ns3;

namespace
{

constexpr uint16_t PORT = 4001;

/// Bytes to write at times on one connection.
using Writes = std::vector<std::pair<double, uint32_t>>;

/// Host 0 sends the same to some receivers.
class Transfers
{
  public:
    Transfers(const std::string& transport,
              const std::string& congestion,
              uint32_t receivers,
              double loss,
              uint32_t run)
        : m_nodes(receivers + 1)
    {
        WanHelper wan;
        wan.SetTransport(transport);
        wan.SetLatency("ns3::ConstantWanLatency", "Delay", StringValue("100ms"));
        if (loss > 0)
        {
            wan.SetLoss("ns3::ConstantWanLoss", "Probability", DoubleValue(loss));
        }
        const NetDeviceContainer devices = wan.Install(m_nodes);
        RngSeedManager::SetRun(run);
        wan.AssignStreams(devices, 1);
        InternetTcpHelper tcp;
        tcp.SetCongestionControl(congestion);
        tcp.Install(m_nodes);
        wan.AssignIpv4Addresses(devices);
        m_addresses = WanHelper::GetIpv4Addresses(devices);
    }

    /// \return the mean time of the writes from the one with this index on, milliseconds
    double Run(const Writes& writes, std::size_t first)
    {
        for (uint32_t i = 1; i < m_nodes.GetN(); i++)
        {
            Connect(i, writes);
        }
        Simulator::Stop(Seconds(300));
        Simulator::Run();
        double sum = 0;
        uint32_t count = 0;
        for (uint32_t i = 1; i < m_nodes.GetN(); i++)
        {
            NS_ABORT_MSG_IF(m_ends[m_nodes.Get(i)].size() != writes.size(), "a write was lost");
            for (std::size_t k = first; k < writes.size(); k++)
            {
                sum += m_ends[m_nodes.Get(i)][k].GetSeconds() - writes[k].first;
                count++;
            }
        }
        m_sockets.clear();
        Simulator::Destroy();
        return 1000 * sum / count;
    }

  private:
    void Connect(uint32_t to, const Writes& writes)
    {
        const TypeId factory =
            WanTcpSocketFactory::Resolve(*m_nodes.Get(to), WanTcpSocketFactory::GetTypeId());
        const Ptr<Socket> listener = Socket::CreateSocket(m_nodes.Get(to), factory);
        listener->Bind(InetSocketAddress(Ipv4Address::GetAny(), PORT));
        listener->Listen();
        listener->SetAcceptCallback(MakeNullCallback<bool, Ptr<Socket>, const Address&>(),
                                    MakeCallback(&Transfers::Accept, this));
        const Ptr<Socket> client = Socket::CreateSocket(m_nodes.Get(0), factory);
        client->Bind();
        client->Connect(InetSocketAddress(m_addresses[to], PORT));
        uint64_t total = 0;
        for (const auto& [at, bytes] : writes)
        {
            total += bytes;
            m_wanted[m_nodes.Get(to)].push_back(total);
            Simulator::Schedule(Seconds(at),
                                [client, size = bytes] { client->Send(Create<Packet>(size)); });
        }
        m_sockets.push_back(listener);
        m_sockets.push_back(client);
    }

    void Accept(Ptr<Socket> socket, const Address&)
    {
        socket->SetRecvCallback(MakeCallback(&Transfers::Receive, this));
        m_sockets.push_back(socket);
    }

    void Receive(Ptr<Socket> socket)
    {
        const Ptr<Node> node = socket->GetNode();
        while (Ptr<Packet> packet = socket->Recv())
        {
            if (packet->GetSize() == 0)
            {
                break;
            }
            m_received[node] += packet->GetSize();
        }
        std::vector<Time>& ends = m_ends[node];
        const std::vector<uint64_t>& wanted = m_wanted[node];
        while (ends.size() < wanted.size() && m_received[node] >= wanted[ends.size()])
        {
            ends.push_back(Simulator::Now());
        }
    }

    NodeContainer m_nodes;
    std::vector<Ipv4Address> m_addresses;
    std::vector<Ptr<Socket>> m_sockets;
    std::map<Ptr<Node>, uint64_t> m_received;
    std::map<Ptr<Node>, std::vector<uint64_t>> m_wanted;
    std::map<Ptr<Node>, std::vector<Time>> m_ends;
};

/// A row of the table.
struct Row
{
    const char* name;
    uint32_t receivers;
    double loss;
    uint32_t runs;
    Writes writes;
    std::size_t first; ///< writes before this one only prepare
};

std::vector<Row>
MakeRows()
{
    Writes often;
    for (int i = 0; i < 20; i++)
    {
        often.emplace_back(2 + 1.0 * i, 30000);
    }
    Writes large;
    for (int i = 0; i < 20; i++)
    {
        large.emplace_back(2 + 1.0 * i, 100000);
    }
    Writes small;
    for (int i = 0; i < 100; i++)
    {
        small.emplace_back(2 + 0.1 * i, 2000);
    }
    small.emplace_back(12.05, 100000);
    return {{"10 kB, new connection", 1, 0, 1, {{2, 10000}}, 0},
            {"100 kB, new connection", 1, 0, 1, {{2, 100000}}, 0},
            {"100 kB, 200 ms after 400 kB", 1, 0, 1, {{2, 400000}, {3.2, 100000}}, 1},
            {"100 kB, 60 s after 400 kB", 1, 0, 1, {{2, 400000}, {62, 100000}}, 1},
            {"100 kB after 2 kB every 100 ms", 1, 0, 1, small, small.size() - 1},
            {"30 kB every second", 1, 0, 1, often, 0},
            {"100 kB every second", 1, 0, 1, large, 0},
            {"4 MB", 1, 0, 1, {{2, 4000000}}, 0},
            {"100 kB to 50 hosts at once", 50, 0, 1, {{2, 100000}}, 0},
            {"100 kB, 1 % loss, 300 hosts", 30, 0.01, 10, {{2, 100000}}, 0},
            {"1 MB, 1 % loss, 300 hosts", 30, 0.01, 10, {{2, 1000000}}, 0}};
}

} // namespace

int
main(int argc, char* argv[])
{
    std::string congestion = "ns3::TcpCubic";
    std::string transport = "packet";
    CommandLine cmd(__FILE__);
    cmd.AddValue("transport", "packet, flow or ideal", transport);
    cmd.AddValue("congestion", "Congestion control", congestion);
    cmd.Parse(argc, argv);
    for (const Row& row : MakeRows())
    {
        double sum = 0;
        for (uint32_t run = 1; run <= row.runs; run++)
        {
            sum += Transfers(transport, congestion, row.receivers, row.loss, run)
                       .Run(row.writes, row.first);
        }
        std::cout << std::left << std::setw(34) << row.name << std::right << std::setw(10)
                  << std::fixed << std::setprecision(1) << sum / row.runs << " ms" << std::endl;
    }
    return 0;
}
