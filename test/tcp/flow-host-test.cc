/* SPDX-License-Identifier: GPL-2.0-only */
#include "flow-test-pair.h"

#include "ns3/boolean.h"
#include "ns3/inet6-socket-address.h"
#include "ns3/overlay-helper.h"
#include "ns3/relay-metrics.h"
#include "ns3/waku-relay-helper.h"
#include "ns3/waku-relay.h"

#include <gtest/gtest.h>
#include <vector>

using namespace ns3;

namespace
{

class FlowHostTest : public FlowTestPair
{
  protected:
    /** Listen on a host at IPv6 or IPv4, and note what it accepts. */
    Ptr<Socket> ListenOn(uint32_t host, const Address& address)
    {
        Ptr<Socket> socket = Make(host);
        EXPECT_EQ(socket->Bind(address), 0);
        EXPECT_EQ(socket->Listen(), 0);
        socket->SetAcceptCallback(MakeNullCallback<bool, Ptr<Socket>, const Address&>(),
                                  MakeCallback(&FlowHostTest::Note, this));
        return socket;
    }

    void Note(Ptr<Socket> socket, const Address&)
    {
        accepted.push_back(socket);
    }

    /** \return the bytes that a socket has read */
    static uint32_t ReadAll(const Ptr<Socket>& socket)
    {
        uint32_t bytes = 0;
        for (Ptr<Packet> packet = socket->Recv(); packet && packet->GetSize() > 0;
             packet = socket->Recv())
        {
            bytes += packet->GetSize();
        }
        return bytes;
    }

    std::vector<Ptr<Socket>> accepted;
};

} // namespace

TEST_F(FlowHostTest, Ipv6AddressesWorkBesideIpv4OnOnePort)
{
    MakeHosts("50ms", "0bps", "0bps");
    wan.AssignIpv6Addresses(devices);
    const auto ipv6 = WanHelper::GetIpv6Addresses(devices);
    Listen();
    const auto listener6 = ListenOn(1, Inet6SocketAddress(Ipv6Address::GetAny(), PORT));
    client.socket = Make(0);
    Watch(client);
    ASSERT_EQ(client.socket->Bind6(), 0);
    ASSERT_EQ(client.socket->Connect(Inet6SocketAddress(ipv6[1], PORT)), 0);
    SendAt(1000, client, 2000);
    RunUntil(5000);

    EXPECT_NEAR(client.connected, 100, 0.001);
    EXPECT_EQ(server.connected, -1) << "the listener at IPv4 has accepted";
    ASSERT_EQ(accepted.size(), 1U);
    EXPECT_EQ(ReadAll(accepted[0]), 2000U);
    Address peer;
    accepted[0]->GetPeerName(peer);
    EXPECT_EQ(Inet6SocketAddress::ConvertFrom(peer).GetIpv6(), ipv6[0]);
    // SYN, the end of the handshake and two segments; SYN_ACK and one acknowledgement or two.
    EXPECT_EQ(Host(0)->GetTxBytes(), 76U + 72 + 2000 + 2 * 72);
    EXPECT_GE(Host(1)->GetTxBytes(), 76U + 72);
    EXPECT_EQ(Host(1)->GetTxBytes(), Host(0)->GetRxBytes());
}

TEST_F(FlowHostTest, HostsThatDialEachOtherAtOnceHaveTwoConnections)
{
    MakeHosts("50ms", "10Mbps", "10Mbps");
    const Address any = InetSocketAddress(Ipv4Address::GetAny(), PORT);
    const auto listener0 = ListenOn(0, any);
    const auto listener1 = ListenOn(1, any);
    for (End* end : {&client, &server})
    {
        const uint32_t host = end == &client ? 0 : 1;
        end->socket = Make(host);
        Watch(*end);
        ASSERT_EQ(end->socket->Bind(), 0);
        ASSERT_EQ(end->socket->Connect(AddressOf(1 - host)), 0);
        SendAt(1000, *end, 1000 + host);
    }
    RunUntil(5000);

    EXPECT_NEAR(client.connected, 100, 1);
    EXPECT_NEAR(server.connected, 100, 1);
    ASSERT_EQ(accepted.size(), 2U);
    for (const auto& socket : accepted)
    {
        EXPECT_EQ(ReadAll(socket), socket->GetNode() == nodes.Get(1) ? 1000U : 1001U);
    }
}

TEST_F(FlowHostTest, DataForASocketThatIsGoneIsAnsweredWithAReset)
{
    MakeHosts("50ms", "10Mbps", "10Mbps");
    Connect();
    At(1000, [this] {
        server.reads = false;
        client.socket->Send(Create<Packet>(1000));
    });
    // The server closes with unread data; the client sends before the reset reaches it.
    At(1200, [this] { server.socket->Close(); });
    At(1210, [this] { EXPECT_EQ(client.socket->Send(Create<Packet>(500)), 500); });
    RunUntil(5000);
    EXPECT_NEAR(client.broken, 1250, 1);
    // SYN_ACK, an acknowledgement, and two resets.
    EXPECT_EQ(Host(1)->GetTxBytes(), 56U + 52 + 2 * 52);
}

TEST_F(FlowHostTest, RelaysWithASecureChannelPayItsBytesAndRoundTrips)
{
    uint64_t bytes[2];
    for (const bool isSecure : {false, true})
    {
        MakeHosts("50ms", "10Mbps", "10Mbps", 10);
        WakuRelayHelper relay;
        relay.SetConnectionAttribute("SecureChannelOverhead", BooleanValue(isSecure));
        const ApplicationContainer relays = relay.Install(nodes);
        relay.Connect(relays,
                      OverlayHelper::FromString("regular:4").Create(10),
                      WanHelper::GetIpv4Addresses(devices));
        relay.AssignStreams(nodes, 1000);
        RelayMetrics metrics(relays, devices);
        At(5000, [&] { DynamicCast<WakuRelay>(relays.Get(0))->Publish(2000); });
        RunUntil(10000);
        EXPECT_EQ(metrics.Summarize().delivered, 9U);
        bytes[isSecure] = Host(0)->GetTxBytes();
        wan = WanHelper();
        TearDown();
    }
    EXPECT_GT(bytes[1], bytes[0] + 500);
}
