/* SPDX-License-Identifier: GPL-2.0-only */
#include "ns3/config.h"
#include "ns3/constant-wan-loss.h"
#include "ns3/double.h"
#include "ns3/inet-socket-address.h"
#include "ns3/internet-tcp-helper.h"
#include "ns3/simulator.h"
#include "ns3/socket.h"
#include "ns3/string.h"
#include "ns3/tcp-socket-state.h"
#include "ns3/wan-channel.h"
#include "ns3/wan-helper.h"
#include "ns3/wan-tcp-socket-factory.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <string>
#include <tuple>
#include <vector>

using namespace ns3;

namespace
{

/** A change that a trace source shows: when, of what, to which value. */
using Change = std::tuple<int64_t, std::string, int64_t>;

constexpr uint16_t TRACED_PORT = 4001;

/** A connection with losses, whose sender's trace sources are connected at some time. */
class TracedConnection
{
  public:
    explicit TracedConnection(Time connectAt)
    {
        NodeContainer nodes(2);
        WanHelper wan;
        Ptr<ConstantWanLoss> loss = CreateObject<ConstantWanLoss>();
        loss->SetAttribute("Probability", DoubleValue(0.02));
        wan.SetLoss(loss);
        NetDeviceContainer devices = wan.Install(nodes);
        for (uint32_t i = 0; i < devices.GetN(); i++)
        {
            DynamicCast<WanNetDevice>(devices.Get(i))->AssignStreams(i);
        }
        InternetTcpHelper().Install(nodes);
        Ipv4InterfaceContainer addresses = wan.AssignIpv4Addresses(devices);
        const TypeId factory = WanTcpSocketFactory::GetTypeId();
        Ptr<Socket> listener = Socket::CreateSocket(nodes.Get(1), factory);
        listener->Bind(InetSocketAddress(Ipv4Address::GetAny(), TRACED_PORT));
        listener->Listen();
        m_socket = Socket::CreateSocket(nodes.Get(0), factory);
        m_socket->Bind();
        Simulator::Schedule(connectAt, &TracedConnection::ConnectTraces, this);
        m_socket->Connect(InetSocketAddress(addresses.GetAddress(1), TRACED_PORT));
        for (uint32_t second : {1, 6})
        {
            Simulator::Schedule(Seconds(second),
                                [this] { m_socket->Send(Create<Packet>(300000)); });
        }
        Simulator::Schedule(Seconds(20), [this] { m_socket->Close(); });
        Simulator::Stop(Seconds(30));
        Simulator::Run();
        Simulator::Destroy();
        Config::Reset();
    }

    /** \return changes after a time */
    std::vector<Change> GetChangesAfter(Time after) const
    {
        std::vector<Change> late;
        for (const Change& change : m_changes)
        {
            if (std::get<0>(change) >= after.GetTimeStep())
            {
                late.push_back(change);
            }
        }
        return late;
    }

  private:
    void ConnectTraces()
    {
        for (const char* name : {"CongestionWindow",
                                 "CongestionWindowInflated",
                                 "SlowStartThreshold",
                                 "BytesInFlight"})
        {
            m_socket->TraceConnect(name, name, MakeCallback(&TracedConnection::Note, this));
        }
        for (const char* name : {"NextTxSequence", "HighestSequence"})
        {
            m_socket->TraceConnect(name, name, MakeCallback(&TracedConnection::NoteSequence, this));
        }
        m_socket->TraceConnect("CongState",
                               "CongState",
                               MakeCallback(&TracedConnection::NoteState, this));
    }

    void Note(std::string name, uint32_t, uint32_t value)
    {
        m_changes.push_back({Simulator::Now().GetTimeStep(), name, value});
    }

    void NoteSequence(std::string name, SequenceNumber32, SequenceNumber32 value)
    {
        Note(name, 0, value.GetValue());
    }

    void NoteState(std::string name,
                   TcpSocketState::TcpCongState_t,
                   TcpSocketState::TcpCongState_t value)
    {
        Note(name, 0, value);
    }

    Ptr<Socket> m_socket;
    std::vector<Change> m_changes;
};

} // namespace

TEST(WanTcpTraces, ShowTheSameChangesWheneverTheyAreConnected)
{
    const std::vector<Change> early = TracedConnection(Time(0)).GetChangesAfter(Seconds(5));
    const std::vector<Change> late = TracedConnection(Seconds(5)).GetChangesAfter(Seconds(5));
    for (const char* name : {"CongestionWindow",
                             "CongestionWindowInflated",
                             "SlowStartThreshold",
                             "BytesInFlight",
                             "NextTxSequence",
                             "HighestSequence",
                             "CongState"})
    {
        EXPECT_TRUE(std::any_of(early.begin(), early.end(), [name](const Change& change) {
            return std::get<1>(change) == name;
        })) << name;
    }
    EXPECT_EQ(early, late);
}
