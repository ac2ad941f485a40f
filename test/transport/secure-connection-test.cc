/* SPDX-License-Identifier: GPL-2.0-only */
#include "test-relay-network.h"

#include "ns3/boolean.h"
#include "ns3/config.h"
#include "ns3/inet-socket-address.h"
#include "ns3/ipv4-header.h"
#include "ns3/peer-connection-manager.h"
#include "ns3/secure-channel.h"
#include "ns3/tcp-header.h"
#include "ns3/tcp-socket-factory.h"
#include "ns3/uinteger.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <map>
#include <string>

using namespace ns3;

namespace
{

/// A node of which the test wants to know what it got and when it was connected.
class SecureHost : public StreamHandler
{
  public:
    SecureHost()
    {
        connections->AddProtocol("/meshsub/1.2.0", *this);
    }

    std::unique_ptr<StreamParser> CreateParser(PeerId) override
    {
        return std::make_unique<Parser>(*this);
    }

    void PeerUp(const PeerInfo&) override
    {
        up.push_back(Simulator::Now());
    }

    void PeerDown(const PeerInfo&) override
    {
        downs++;
    }

    void FrameSent(const PeerInfo&, Ptr<const StreamFrame>) override
    {
        sent++;
    }

    void FrameDropped(const PeerInfo&, Ptr<const StreamFrame>) override
    {
    }

    /// Counts what the connections read.
    struct Observer : public ConnectionObserver
    {
        void BytesReceived(const PeerInfo&, uint32_t count) override
        {
            bytes += count;
        }

        uint64_t bytes{0};
    };

    void HandleChannelError(const Address&)
    {
        channelErrors++;
    }

    /// Whether the pattern of the frames came out, one after the other.
    bool HasPattern() const
    {
        for (std::size_t i = 0; i < received.size(); i++)
        {
            if (received[i] != static_cast<uint8_t>(i * i >> 3))
            {
                return false;
            }
        }
        return true;
    }

    Ptr<PeerConnectionManager> connections{CreateObject<PeerConnectionManager>()};
    std::vector<Time> up;
    std::vector<uint8_t> received;
    int downs{0};
    int sent{0};
    int channelErrors{0};
    Observer observer;
    uint64_t tcpPayload{0};

  private:
    class Parser : public StreamParser
    {
      public:
        explicit Parser(SecureHost& host)
            : m_host(host)
        {
        }

        uint32_t Read(const uint8_t* bytes, uint32_t size) override
        {
            m_host.received.insert(m_host.received.end(), bytes, bytes + size);
            return size;
        }

        uint64_t GetSkippable() const override
        {
            return 0;
        }

        void Skip(uint64_t) override
        {
        }

        bool HasFailed() const override
        {
            return false;
        }

      private:
        SecureHost& m_host;
    };
};

/// Two hosts, 100 ms apart, with up and down links so fast that handshakes take no other time.
class SecureConnection : public testing::Test
{
  protected:
    ~SecureConnection() override
    {
        for (auto& host : hosts)
        {
            host.connections->Dispose();
        }
        Simulator::Destroy();
        Config::Reset();
    }

    void Build(bool first = true, bool second = true)
    {
        nodes.Create(2);
        hosts = std::vector<SecureHost>(2);
        wan.SetDeviceAttribute("UpRate", StringValue("10Gbps"));
        wan.SetDeviceAttribute("DownRate", StringValue("10Gbps"));
        devices = wan.Install(nodes);
        InternetTcpHelper().Install(nodes);
        addresses = wan.AssignIpv4Addresses(devices);
        for (uint32_t i = 0; i < 2; i++)
        {
            hosts[i].connections->SetAttribute("SecureChannelOverhead",
                                               BooleanValue(i == 0 ? first : second));
            hosts[i].connections->TraceConnectWithoutContext(
                "SecureChannelError",
                MakeCallback(&SecureHost::HandleChannelError, &hosts[i]));
            devices.Get(i)->TraceConnectWithoutContext(
                "MacTx",
                MakeBoundCallback(&SecureConnection::CountPayload, &hosts[i]));
            Simulator::Schedule(Seconds(0), [this, i] {
                hosts[i].connections->Start(nodes.Get(i), hosts[i].observer);
            });
        }
    }

    void Dial(uint32_t from)
    {
        hosts[from].connections->Dial(InetSocketAddress(addresses.GetAddress(1 - from), 60000));
    }

    /// Bytes of TCP's stream in what a device sends; nothing is sent twice on this WAN.
    static void CountPayload(SecureHost* host, Ptr<const Packet> packet)
    {
        Ptr<Packet> copy = packet->Copy();
        Ipv4Header ip;
        TcpHeader tcp;
        copy->RemoveHeader(ip);
        copy->RemoveHeader(tcp);
        host->tcpPayload += copy->GetSize();
    }

    /// A frame that continues the pattern.
    void Send(uint32_t from, uint32_t size)
    {
        std::vector<uint8_t> bytes(size);
        for (uint8_t& byte : bytes)
        {
            byte = static_cast<uint8_t>(patterns[from] * patterns[from] >> 3);
            patterns[from]++;
        }
        hosts[from].connections->Send(0, Create<StreamFrame>(VirtualBytes(bytes).ToPacket()));
    }

    void RunUntil(double seconds)
    {
        Simulator::Stop(Seconds(seconds) - Simulator::Now());
        Simulator::Run();
    }

    NodeContainer nodes;
    WanHelper wan;
    NetDeviceContainer devices;
    Ipv4InterfaceContainer addresses;
    std::vector<SecureHost> hosts;
    std::map<uint32_t, std::size_t> patterns;
};

} // namespace

TEST_F(SecureConnection, PeersAreUpAfterTheRoundTripsOfTheHandshake)
{
    Build();
    Dial(0);
    RunUntil(5);
    // TCP takes one round trip, the flights four.
    ASSERT_EQ(hosts[0].up.size(), 1U);
    ASSERT_EQ(hosts[1].up.size(), 1U);
    EXPECT_NEAR(hosts[0].up[0].GetSeconds(), 1.0, 0.0001);
    EXPECT_NEAR(hosts[1].up[0].GetSeconds(), 0.9, 0.0001);
    EXPECT_EQ(hosts[0].tcpPayload, 28U + 34 + 240 + 252);
    EXPECT_EQ(hosts[1].tcpPayload, 28U + 202 + 196 + 126);
    EXPECT_EQ(hosts[0].observer.bytes, 0U);
}

TEST_F(SecureConnection, WithoutItPeersAreUpWithTcpAndOnlyFramesTravel)
{
    Build(false, false);
    Dial(0);
    RunUntil(2);
    ASSERT_EQ(hosts[0].up.size(), 1U);
    EXPECT_NEAR(hosts[0].up[0].GetSeconds(), 0.2, 0.0001);
    EXPECT_NEAR(hosts[1].up[0].GetSeconds(), 0.3, 0.0001);
    Send(0, 100000);
    Send(1, 5000);
    RunUntil(10);
    EXPECT_EQ(hosts[0].tcpPayload, 100000U);
    EXPECT_EQ(hosts[1].tcpPayload, 5000U);
    EXPECT_EQ(hosts[0].connections->GetSecureChannelCounters().sentBytes, 0U);
    EXPECT_EQ(hosts[1].connections->GetSecureChannelCounters().receivedBytes, 0U);
}

TEST_F(SecureConnection, FramesCostTheBytesComputedByHand)
{
    Build();
    Dial(0);
    RunUntil(2);
    for (const uint32_t size : {10, 65507, 65508, 90000})
    {
        Send(0, size);
    }
    RunUntil(10);
    const uint64_t frames = 10 + 65507 + 65508 + 90000;
    EXPECT_EQ(hosts[0].tcpPayload, 554 + frames + 4 * 12 + 6 * 18);
    // One window update for half a window.
    EXPECT_EQ(hosts[1].tcpPayload, 552U + 30);
    EXPECT_EQ(hosts[1].observer.bytes, frames);
    EXPECT_EQ(hosts[1].received.size(), frames);
    EXPECT_TRUE(hosts[1].HasPattern());
    EXPECT_EQ(hosts[0].sent, 4);
    const SecureChannelCounters& counters = hosts[0].connections->GetSecureChannelCounters();
    EXPECT_EQ(counters.sentBytes, 554U + 4 * 12 + 6 * 18);
    EXPECT_EQ(counters.receivedBytes, 552U + 30);
    EXPECT_EQ(counters.malformed, 0U);
}

TEST_F(SecureConnection, FramesOfAnySizePassTinySocketBuffersBothWays)
{
    Build();
    Config::SetDefault("ns3::TcpSocket::SndBufSize", UintegerValue(3000));
    Config::SetDefault("ns3::TcpSocket::RcvBufSize", UintegerValue(3000));
    Dial(0);
    RunUntil(2);
    uint64_t total = 0;
    for (const uint32_t size : {1, 140000, 7, 65508, 20, 140000})
    {
        Send(0, size);
        Send(1, size);
        total += size;
    }
    RunUntil(200);
    for (const SecureHost& host : hosts)
    {
        EXPECT_EQ(host.received.size(), total);
        EXPECT_TRUE(host.HasPattern());
        EXPECT_EQ(host.sent, 6);
        EXPECT_EQ(host.connections->GetSecureChannelCounters().malformed, 0U);
    }
}

TEST_F(SecureConnection, LargeFrameWaitsForTheWindowAndArrivesWhole)
{
    Build();
    Dial(0);
    RunUntil(2);
    Send(0, 1000000);
    RunUntil(20);
    EXPECT_EQ(hosts[1].received.size(), 1000000U);
    EXPECT_TRUE(hosts[1].HasPattern());
    // 1000036 bytes of data went by; each update answers at least half a window.
    const uint64_t updates = (hosts[1].tcpPayload - 552) / 30;
    EXPECT_EQ((hosts[1].tcpPayload - 552) % 30, 0U);
    EXPECT_GE(updates, 6U);
    EXPECT_LE(updates, 7U);
}

TEST_F(SecureConnection, WaitingFrameIsTakenBackButNotOneOnItsWay)
{
    Build();
    Dial(0);
    RunUntil(2);
    const Ptr<StreamFrame> large = Create<StreamFrame>(Create<Packet>(500000));
    const Ptr<StreamFrame> waiting = Create<StreamFrame>(Create<Packet>(500));
    hosts[0].connections->Send(0, large);
    hosts[0].connections->Send(0, waiting);
    EXPECT_FALSE(hosts[0].connections->Cancel(0, PeekPointer(large)));
    EXPECT_TRUE(hosts[0].connections->Cancel(0, PeekPointer(waiting)));
    RunUntil(20);
    EXPECT_EQ(hosts[1].received.size(), 500000U);
}

TEST_F(SecureConnection, SimultaneousDialsAreOnePeerAndLoseNothing)
{
    Build();
    Dial(0);
    Dial(1);
    for (uint32_t i = 0; i < 60; i++)
    {
        Simulator::Schedule(MilliSeconds(890 + 5 * i), [this] {
            for (uint32_t from : {0, 1})
            {
                if (!hosts[from].up.empty())
                {
                    Send(from, 3000);
                }
            }
        });
    }
    RunUntil(10);
    for (uint32_t i : {0, 1})
    {
        EXPECT_EQ(hosts[i].up.size(), 1U);
        EXPECT_EQ(hosts[i].downs, 0);
        EXPECT_EQ(hosts[i].connections->GetNPeers(), 1U);
        EXPECT_EQ(hosts[i].received.size(), patterns[1 - i]);
        EXPECT_GE(patterns[1 - i], 57 * 3000U);
    }
}

TEST_F(SecureConnection, PeerWithoutSecureChannelIsAnErrorThatClosesTheConnection)
{
    Build(false, true);
    Dial(0);
    RunUntil(1);
    EXPECT_EQ(hosts[0].up.size(), 1U);
    Send(0, 100);
    RunUntil(1.5);
    EXPECT_EQ(hosts[1].channelErrors, 1);
    EXPECT_EQ(hosts[1].connections->GetSecureChannelCounters().malformed, 1U);
    EXPECT_TRUE(hosts[1].up.empty());
    EXPECT_EQ(hosts[0].downs, 1);
    EXPECT_EQ(hosts[1].connections->GetNFailures(), 1U);
}

TEST_F(SecureConnection, WrongBytesAfterTheHandshakeCloseTheConnectionOfAPeer)
{
    // The listener of the hostile side takes the handshake for frames; its own frames answer it.
    Build(true, false);
    Dial(0);
    const auto say = [this](double when, bool wrong) {
        Simulator::Schedule(Seconds(when), [this, wrong] {
            StreamProtocols protocols;
            protocols.Add("/meshsub/1.2.0", hosts[1]);
            SecureChannelCounters counters;
            SecureChannel listener(false, protocols, counters);
            std::vector<uint8_t>& heard = hosts[1].received;
            std::size_t read = 0;
            Ptr<Packet> last;
            while (read < heard.size())
            {
                read +=
                    listener.Read(heard.data() + read, static_cast<uint32_t>(heard.size() - read));
                if (listener.HasOutgoing())
                {
                    last = listener.PeekOutgoing(UINT32_MAX);
                }
                if (read < heard.size() && last)
                {
                    listener.RemoveOutgoing(last->GetSize());
                    last = nullptr;
                }
            }
            if (wrong)
            {
                last->AddAtEnd(Create<Packet>(40));
            }
            hosts[1].connections->Send(0, Create<StreamFrame>(last));
        });
    };
    say(0.31, false);
    say(0.52, false);
    say(0.73, false);
    say(0.94, true);
    RunUntil(1.5);
    EXPECT_EQ(hosts[0].up.size(), 1U);
    EXPECT_EQ(hosts[0].downs, 1);
    EXPECT_EQ(hosts[0].channelErrors, 1);
    EXPECT_TRUE(hosts[0].received.empty());
}

TEST_F(SecureConnection, DialWhoseHandshakeIsNotAnsweredIsTriedAgain)
{
    Build(true, false);
    Dial(0);
    RunUntil(60);
    EXPECT_TRUE(hosts[0].up.empty());
    EXPECT_GE(hosts[0].connections->GetNFailures(), 3U);
}

TEST_F(SecureConnection, OneWhoConnectsAndSaysNothingIsClosed)
{
    Build(false, true);
    Dial(0);
    RunUntil(9);
    EXPECT_EQ(hosts[0].downs, 0);
    RunUntil(10.9);
    EXPECT_EQ(hosts[0].downs, 1);
    EXPECT_EQ(hosts[1].connections->GetNFailures(), 1U);
    EXPECT_TRUE(hosts[1].up.empty());
}

TEST_F(SecureConnection, StopInTheMiddleOfAHandshakeLeavesNothingBehind)
{
    Build();
    Dial(0);
    Simulator::Schedule(Seconds(0.55), [this] { hosts[1].connections->Stop(); });
    Simulator::Schedule(Seconds(0.56), [this] { hosts[0].connections->Stop(); });
    RunUntil(30);
    EXPECT_TRUE(hosts[0].up.empty());
    EXPECT_TRUE(hosts[1].up.empty());
}

TEST(SecureRelay, CarriesTheSameMessagesWithMoreBytes)
{
    // The handshakes would use up quick acknowledgements.
    Config::SetDefault("ns3::WanTcpSocketFactory::QuickAcks", UintegerValue(0));
    uint64_t transmissions[2];
    uint64_t protocol[2] = {0, 0};
    uint64_t received[2] = {0, 0};
    double ip[2] = {0, 0};
    for (const bool on : {false, true})
    {
        TestRelayNetwork network(20);
        network.relay.SetConnectionAttribute("SecureChannelOverhead", BooleanValue(on));
        network.Build("regular:4");
        network.PublishAt(Seconds(10), 3, 100000);
        network.RunUntil(Seconds(20));
        EXPECT_EQ(network.Results().GetNDelivered(), 19U);
        transmissions[on] = network.Results().GetNTransmissions();
        for (uint32_t node = 0; node < 20; node++)
        {
            protocol[on] += network.metrics->GetEgress(node).protocol;
            received[on] += network.metrics->GetIngress(node).protocol;
            ip[on] += network.metrics->GetEgress(node).ip;
        }
    }
    EXPECT_GT(transmissions[0], 19U);
    EXPECT_EQ(transmissions[0], transmissions[1]);
    EXPECT_EQ(protocol[0], protocol[1]);
    EXPECT_EQ(received[0], protocol[0]);
    EXPECT_EQ(received[1], protocol[1]);
    // Each message spans two Noise messages: a yamux header, two lengths and two tags.
    EXPECT_NEAR(ip[1], ip[0] + transmissions[1] * 48.0, ip[0] * 0.001);
    EXPECT_GT(ip[1], ip[0]);
    Config::Reset();
}
