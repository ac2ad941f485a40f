/* SPDX-License-Identifier: GPL-2.0-only */
#include "packet-bytes.h"
#include "test-relay-network.h"

#include "ns3/boolean.h"
#include "ns3/config.h"
#include "ns3/identify-message.h"
#include "ns3/inet-socket-address.h"
#include "ns3/peer-connection-manager.h"
#include "ns3/stream-mark.h"
#include "ns3/string.h"
#include "ns3/uinteger.h"
#include "ns3/wan-packet-pieces.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <map>
#include <string>

using namespace ns3;

namespace
{

using Bytes = std::vector<uint8_t>;

constexpr auto FIRST = "/first/1.0.0";
constexpr auto SECOND = "/second/1.0.0";
constexpr auto THIRD = "/third/1.0.0";

Ptr<StreamFrame>
MakeFilledFrame(uint8_t byte, uint32_t size, bool isControl = false)
{
    const Bytes bytes(size, byte);
    return Create<StreamFrame>(Create<Packet>(bytes.data(), size), isControl);
}

/// A protocol that keeps what it gets, and notes that it gets nothing but from peers that are up.
class KeepingHandler : public StreamHandler
{
  public:
    std::unique_ptr<StreamParser> CreateParser(PeerId peer) override
    {
        return std::make_unique<Parser>(*this, peer);
    }

    void PeerUp(const PeerInfo& peer) override
    {
        ups.push_back(Simulator::Now());
        EXPECT_TRUE(peers.emplace(peer.id, peer).second);
    }

    void PeerDown(const PeerInfo& peer) override
    {
        downs++;
        EXPECT_EQ(peers.erase(peer.id), 1U);
    }

    void FrameSent(const PeerInfo&, Ptr<const StreamFrame> frame) override
    {
        sent.push_back(frame);
    }

    void FrameDropped(const PeerInfo&, Ptr<const StreamFrame> frame) override
    {
        dropped.push_back(frame);
    }

    bool fails{false};
    Bytes received;
    std::vector<Time> times; ///< of each byte
    std::vector<Time> ups;
    std::map<PeerId, PeerInfo> peers;
    int downs{0};
    std::vector<Ptr<const StreamFrame>> sent;
    std::vector<Ptr<const StreamFrame>> dropped;

  private:
    class Parser : public StreamParser
    {
      public:
        Parser(KeepingHandler& handler, PeerId peer)
            : m_handler(handler),
              m_peer(peer)
        {
        }

        uint32_t Read(const uint8_t* bytes, uint32_t size) override
        {
            EXPECT_EQ(m_handler.peers.count(m_peer), 1U);
            m_handler.received.insert(m_handler.received.end(), bytes, bytes + size);
            m_handler.times.resize(m_handler.received.size(), Simulator::Now());
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
            return m_handler.fails && !m_handler.received.empty();
        }

      private:
        KeepingHandler& m_handler;
        PeerId m_peer;
    };
};

/// A node and its protocols.
struct Host : public ConnectionObserver
{
    void PeerUp(const PeerInfo&) override
    {
        ups++;
    }

    void PeerDown(const PeerInfo&) override
    {
        downs++;
    }

    void BytesSent(const PeerInfo&, uint32_t bytes) override
    {
        sentBytes += bytes;
    }

    void BytesReceived(const PeerInfo&, uint32_t bytes) override
    {
        receivedBytes += bytes;
    }

    void CountSkipped(const PeerInfo&, uint32_t bytes)
    {
        skippedBytes += bytes;
    }

    KeepingHandler& operator[](const std::string& id)
    {
        return handlers[id];
    }

    uint32_t NumberOf(const std::string& id) const
    {
        return static_cast<uint32_t>(std::find(ids.begin(), ids.end(), id) - ids.begin());
    }

    Ptr<PeerConnectionManager> connections{CreateObject<PeerConnectionManager>()};
    std::vector<std::string> ids;
    std::map<std::string, KeepingHandler> handlers;
    int ups{0};
    int downs{0};
    uint64_t sentBytes{0};
    uint64_t receivedBytes{0};
    uint64_t skippedBytes{0};
};

/// Nodes 50 ms apart on links so fast that nothing else takes time.
class Streams : public testing::Test
{
  protected:
    ~Streams() override
    {
        for (auto& host : hosts)
        {
            host->connections->Dispose();
        }
        Simulator::Destroy();
        Config::Reset();
    }

    void Build(const std::vector<std::vector<std::string>>& protocols, bool isSecure = false)
    {
        nodes.Create(static_cast<uint32_t>(protocols.size()));
        wan.SetDeviceAttribute("UpRate", StringValue("100Gbps"));
        wan.SetDeviceAttribute("DownRate", StringValue("100Gbps"));
        wan.SetLatency("ns3::ConstantWanLatency", "Delay", TimeValue(MilliSeconds(50)));
        devices = wan.Install(nodes);
        InternetTcpHelper().Install(nodes);
        addresses = wan.AssignIpv4Addresses(devices);
        for (const auto& ids : protocols)
        {
            hosts.push_back(std::make_unique<Host>());
            Host& host = *hosts.back();
            host.ids = ids;
            host.connections->SetAttribute("SecureChannelOverhead", BooleanValue(isSecure));
            host.connections->TraceConnectWithoutContext("Skipped",
                                                         MakeCallback(&Host::CountSkipped, &host));
            for (const std::string& id : ids)
            {
                host.connections->AddProtocol(id, host[id]);
            }
        }
    }

    /// Node 0 dials node 1; all start.
    void Start()
    {
        for (uint32_t i = 0; i < hosts.size(); i++)
        {
            Simulator::Schedule(Seconds(0), [this, i] {
                hosts[i]->connections->Start(nodes.Get(i), *hosts[i]);
            });
        }
        Simulator::Schedule(Seconds(0), [this] {
            hosts[0]->connections->Dial(InetSocketAddress(addresses.GetAddress(1), 60000));
        });
    }

    void RunUntil(double seconds)
    {
        Simulator::Stop(Seconds(seconds) - Simulator::Now());
        Simulator::Run();
    }

    bool Send(uint32_t from, const std::string& id, Ptr<const StreamFrame> frame)
    {
        return hosts[from]->connections->Send(0, frame, hosts[from]->NumberOf(id));
    }

    Host& At(uint32_t i)
    {
        return *hosts[i];
    }

    NodeContainer nodes;
    WanHelper wan;
    NetDeviceContainer devices;
    Ipv4InterfaceContainer addresses;
    std::vector<std::unique_ptr<Host>> hosts;
};

/// With and without a secure channel.
class EitherStreams : public Streams, public testing::WithParamInterface<bool>
{
};

INSTANTIATE_TEST_SUITE_P(SecureChannel, EitherStreams, testing::Bool());

} // namespace

TEST(StreamProtocols, MarkIsTheFnv1aHashOfTheId)
{
    // http://www.isthe.com/chongo/src/fnv/test_fnv.c: "foobar".
    EXPECT_EQ(StreamProtocols::ToMark("foobar"), 0xbf9cf968U);
}

TEST(StreamProtocols, IdsThatCantBeToldApartStopTheProgram)
{
    KeepingHandler handler;
    const auto add = [&handler](const std::vector<std::string>& ids) {
        StreamProtocols protocols;
        for (const std::string& id : ids)
        {
            protocols.Add(id, handler);
        }
    };
    EXPECT_DEATH(add({FIRST, FIRST}), "\"/first/1.0.0\", or one of the same hash, is there");
    EXPECT_DEATH(add({StreamProtocols::IDENTIFY_ID}), "/ipfs/id/1.0.0");
    EXPECT_DEATH(add({""}), "1 to 125 bytes");
    EXPECT_DEATH(add({std::string(126, 'a')}), "1 to 125 bytes");
    EXPECT_DEATH(add({"a\nb"}), "1 to 125 bytes");
}

TEST(StreamMark, StaysWithItsBytesWhenPacketsAreCutJoinedAndSentToAnotherRank)
{
    const auto make = [](uint32_t mark, uint32_t size) {
        Ptr<Packet> packet = VirtualBytes({1, 2, 3}, size - 3).ToPacket();
        if (mark > 0)
        {
            packet->AddByteTag(StreamMark(mark));
        }
        return packet;
    };
    Ptr<Packet> all = make(7, 1000);
    all->AddAtEnd(make(7, 500));
    all->AddAtEnd(make(0, 700));
    all->AddAtEnd(make(8, 800));
    const auto expect = [](const Packet& packet, std::vector<std::pair<uint32_t, uint32_t>> runs) {
        std::vector<std::pair<uint32_t, uint32_t>> found;
        uint32_t at = 0;
        for (const StreamMark::Run& run : StreamMark::GetRuns(packet))
        {
            EXPECT_EQ(run.start, at);
            at += run.size;
            found.emplace_back(run.mark, run.size);
        }
        EXPECT_EQ(at, packet.GetSize());
        EXPECT_EQ(found, runs);
    };
    expect(*all, {{7, 1500}, {0, 700}, {8, 800}});
    expect(*all->CreateFragment(1400, 900), {{7, 100}, {0, 700}, {8, 100}});
    Ptr<Packet> joined = all->CreateFragment(0, 999);
    joined->AddAtEnd(all->CreateFragment(999, 2001));
    expect(*joined, {{7, 1500}, {0, 700}, {8, 800}});

    std::vector<uint8_t> buffer(all->GetSerializedSize());
    ASSERT_EQ(all->Serialize(buffer.data(), static_cast<uint32_t>(buffer.size())), 1U);
    expect(Packet(buffer.data(), static_cast<uint32_t>(buffer.size()), true),
           {{7, 1500}, {0, 700}, {8, 800}});

    PacketPieces pieces;
    Ptr<Packet> whole;
    for (Ptr<Packet> piece : PacketPieces::Cut(*all, 1000))
    {
        whole = pieces.Join(piece);
    }
    ASSERT_TRUE(whole);
    expect(*whole, {{7, 1500}, {0, 700}, {8, 800}});
}

TEST(IdentifyMessage, IsReadAsItWasWrittenInPiecesOfAnySize)
{
    KeepingHandler handler;
    StreamProtocols mine;
    mine.Add(FIRST, handler);
    mine.Add(SECOND, handler);
    mine.Add(THIRD, handler);
    StreamProtocols theirs;
    theirs.Add(THIRD, handler);
    theirs.Add("/another/1.0.0", handler);
    theirs.Add(FIRST, handler);
    const Bytes bytes =
        BytesOf(IdentifyMessage::Encode(theirs,
                                        InetSocketAddress(Ipv4Address("10.0.0.1"), 60000),
                                        Inet6SocketAddress(Ipv6Address("2001:db8::1"), 1))
                    ->GetPacket());
    for (std::size_t piece : {std::size_t(1), std::size_t(7), bytes.size()})
    {
        IdentifyParser parser(mine);
        for (std::size_t at = 0; at < bytes.size(); at += piece)
        {
            EXPECT_FALSE(parser.IsDone());
            const std::size_t size = std::min(piece, bytes.size() - at);
            EXPECT_EQ(parser.Read(bytes.data() + at, static_cast<uint32_t>(size)), size);
        }
        EXPECT_TRUE(parser.IsDone());
        EXPECT_EQ(parser.GetPeer().common, 5U);
        EXPECT_EQ(parser.GetPeer().first, 2U);
    }
    // /ip4/10.0.0.1/tcp/60000
    const Bytes address = {0x12, 8, 4, 10, 0, 0, 1, 6, 0xea, 0x60};
    EXPECT_NE(std::search(bytes.begin(), bytes.end(), address.begin(), address.end()), bytes.end());
}

TEST(IdentifyMessage, AnyBytesAreTakenAndBoundedInMemory)
{
    KeepingHandler handler;
    StreamProtocols mine;
    mine.Add(FIRST, handler);
    mine.Add(SECOND, handler);
    const Bytes good = BytesOf(IdentifyMessage::Encode(mine, Address(), Address())->GetPacket());
    auto random = CreateObject<UniformRandomVariable>();
    random->SetStream(3);
    uint32_t failures = 0;
    for (uint32_t i = 0; i < 2000; i++)
    {
        Bytes bytes = good;
        for (uint32_t n = random->GetInteger(0, 4); n > 0; n--)
        {
            bytes[random->GetInteger(0, static_cast<uint32_t>(bytes.size()) - 1)] =
                static_cast<uint8_t>(random->GetInteger(0, 255));
        }
        IdentifyParser parser(mine);
        for (std::size_t at = 0; at < bytes.size();)
        {
            const uint32_t size = std::min<uint32_t>(random->GetInteger(1, 50), bytes.size() - at);
            ASSERT_EQ(parser.Read(bytes.data() + at, size), size);
            at += size;
        }
        failures += parser.HasFailed() ? 1 : 0;
    }
    EXPECT_GT(failures, 100U);
    // Longer than allowed, a second one, and no end of a length.
    for (Bytes bytes : {Bytes{0x81, 0x40}, Bytes(11, 0xff), Bytes(good)})
    {
        bytes.resize(bytes.size() + 1);
        IdentifyParser parser(mine);
        parser.Read(bytes.data(), static_cast<uint32_t>(bytes.size()));
        EXPECT_TRUE(parser.HasFailed());
    }
}

TEST_P(EitherStreams, ProtocolsGetTheirOwnBytesOverOneConnection)
{
    // In another order on either side.
    Build({{FIRST, SECOND, THIRD}, {FIRST, THIRD, SECOND}}, GetParam());
    Start();
    RunUntil(2);
    for (uint8_t i = 0; i < 100; i++)
    {
        EXPECT_TRUE(Send(0, FIRST, MakeFilledFrame(1, 10 + i)));
        EXPECT_TRUE(Send(0, SECOND, MakeFilledFrame(2, 2000 + i)));
        EXPECT_TRUE(Send(1, SECOND, MakeFilledFrame(4, 30 + i)));
        EXPECT_TRUE(Send(0, THIRD, MakeFilledFrame(3, 20 + i)));
    }
    RunUntil(10);
    const uint32_t sum = 99 * 100 / 2;
    EXPECT_EQ(At(1)[FIRST].received, Bytes(1000 + sum, 1));
    EXPECT_EQ(At(1)[SECOND].received, Bytes(200000 + sum, 2));
    EXPECT_EQ(At(1)[THIRD].received, Bytes(2000 + sum, 3));
    EXPECT_EQ(At(0)[SECOND].received, Bytes(3000 + sum, 4));
    EXPECT_EQ(At(0)[FIRST].sent.size(), 100U);
    for (uint32_t i = 0; i < 2; i++)
    {
        EXPECT_EQ(At(i).ups, 1);
        EXPECT_EQ(At(i).connections->GetNPeers(), 1U);
        EXPECT_EQ(At(i).skippedBytes, 0U);
        EXPECT_EQ(At(i).connections->GetNIdentifyErrors(), 0U);
        EXPECT_EQ(At(i).sentBytes, At(1 - i).receivedBytes);
    }
    At(0).connections->Stop();
    RunUntil(11);
    EXPECT_EQ(At(1).downs, 1);
    EXPECT_EQ(At(1)[FIRST].downs + At(1)[SECOND].downs + At(1)[THIRD].downs, 3);
    EXPECT_EQ(At(0)[FIRST].downs + At(0)[SECOND].downs + At(0)[THIRD].downs, 3);
}

TEST_P(EitherStreams, FirstProtocolComesUpWhenItWouldAloneAndOthersWhenIdentifyNamesThem)
{
    Build({{FIRST}, {FIRST}, {FIRST, SECOND}, {FIRST, SECOND}}, GetParam());
    Start();
    Simulator::Schedule(Seconds(0), [this] {
        At(2).connections->Dial(InetSocketAddress(addresses.GetAddress(3), 60000));
    });
    RunUntil(5);
    for (uint32_t i = 0; i < 2; i++)
    {
        ASSERT_EQ(At(i)[FIRST].ups.size(), 1U);
        ASSERT_EQ(At(i + 2)[FIRST].ups.size(), 1U);
        // Byte counts differ by the ids, times by nothing that these links show.
        EXPECT_NEAR(At(i)[FIRST].ups[0].GetSeconds(), At(i + 2)[FIRST].ups[0].GetSeconds(), 1e-6);
        ASSERT_EQ(At(i + 2)[SECOND].ups.size(), 1U);
        EXPECT_GT(At(i + 2)[SECOND].ups[0], At(i + 2)[FIRST].ups[0]);
    }
}

TEST_P(EitherStreams, ControlFramesGoAheadAndOthersInTheOrderOfSending)
{
    Build({{FIRST, SECOND}, {FIRST, SECOND}}, GetParam());
    At(0).connections->SetAttribute("UnsentLowWater", UintegerValue(1000));
    Start();
    RunUntil(2);
    Send(0, SECOND, MakeFilledFrame(0, 50));
    RunUntil(3);
    std::vector<Ptr<StreamFrame>> frames;
    for (uint8_t i = 0; i < 8; i++)
    {
        frames.push_back(MakeFilledFrame(i, 3000, i == 6));
        EXPECT_TRUE(Send(0, i % 3 == 0 ? FIRST : SECOND, frames.back()));
    }
    // What waits can be taken back, by its own protocol alone.
    const auto cancel = [&](std::size_t i, const char* id) {
        return At(0).connections->Cancel(0, PeekPointer(frames[i]), At(0).NumberOf(id));
    };
    EXPECT_FALSE(cancel(5, FIRST));
    EXPECT_TRUE(cancel(5, SECOND));
    EXPECT_FALSE(cancel(5, SECOND));
    RunUntil(10);
    std::map<Time, uint8_t> order;
    for (const char* id : {FIRST, SECOND})
    {
        for (std::size_t i = 0; i < At(1)[id].received.size(); i++)
        {
            if (At(1)[id].received[i] > 0)
            {
                order.emplace(At(1)[id].times[i], At(1)[id].received[i]);
            }
        }
    }
    EXPECT_EQ(At(1)[FIRST].received.size(), 3U * 3000);
    EXPECT_EQ(At(1)[SECOND].received.size(), 50U + 4 * 3000);
    EXPECT_EQ(At(0)[FIRST].sent.size(), 3U);
    EXPECT_EQ(At(0)[SECOND].sent.size(), 1U + 4);
    std::vector<uint8_t> numbers;
    for (const Ptr<const StreamFrame>& frame : At(0)[FIRST].sent)
    {
        numbers.push_back(BytesOf(frame->GetPacket())[0]);
    }
    EXPECT_EQ(numbers, (std::vector<uint8_t>{0, 6, 3}));
    // The control frame of one protocol goes ahead of messages of the other, too.
    std::vector<uint8_t> arrived;
    for (const auto& [time, number] : order)
    {
        if (std::find(arrived.begin(), arrived.end(), number) == arrived.end())
        {
            arrived.push_back(number);
        }
    }
    EXPECT_EQ(arrived, (std::vector<uint8_t>{6, 1, 2, 3, 4, 7}));
}

TEST_P(EitherStreams, ProtocolThatThePeerDoesNotSpeakIsNotUp)
{
    Build({{FIRST, SECOND}, {FIRST, THIRD}}, GetParam());
    Start();
    RunUntil(3);
    EXPECT_FALSE(At(0).connections->IsUp(0, 1));
    EXPECT_FALSE(Send(0, SECOND, MakeFilledFrame(1, 10)));
    EXPECT_TRUE(Send(0, FIRST, MakeFilledFrame(1, 10)));
    RunUntil(4);
    EXPECT_EQ(At(1)[FIRST].received.size(), 10U);
    EXPECT_TRUE(At(1)[THIRD].ups.empty());
    EXPECT_EQ(At(1).skippedBytes, 0U);
}

TEST_P(EitherStreams, NodeWhoseFirstProtocolIsAnotherOneIsServedWhatItSpeaks)
{
    Build({{THIRD, SECOND}, {FIRST, SECOND}}, GetParam());
    Start();
    RunUntil(3);
    for (uint32_t i = 0; i < 2; i++)
    {
        EXPECT_FALSE(At(i).connections->IsUp(0, 0));
        EXPECT_TRUE(At(i).connections->IsUp(0, 1));
        // Whether the first one can be spoken, only a secure channel tells at once.
        EXPECT_EQ(At(i)[i == 0 ? THIRD : FIRST].ups.size(), GetParam() ? 0U : 1U);
    }
    EXPECT_TRUE(Send(0, SECOND, MakeFilledFrame(1, 10)));
    EXPECT_TRUE(Send(1, SECOND, MakeFilledFrame(1, 10)));
    RunUntil(4);
    EXPECT_EQ(At(0)[SECOND].received.size(), 10U);
    EXPECT_EQ(At(1)[SECOND].received.size(), 10U);
}

TEST_P(EitherStreams, NodeOfASingleProtocolMeetsOneOfSeveral)
{
    // It is not the other one's first, so without a secure channel it has to be marked.
    for (const bool isFirst : {true, false})
    {
        hosts.clear();
        nodes = NodeContainer();
        Build({{FIRST},
               isFirst ? std::vector<std::string>{FIRST, SECOND}
                       : std::vector<std::string>{SECOND, FIRST}},
              GetParam());
        At(0).connections->SetAttribute("MarkStreams", BooleanValue(!isFirst));
        Start();
        RunUntil(3);
        EXPECT_TRUE(Send(0, FIRST, MakeFilledFrame(1, 10)));
        EXPECT_TRUE(Send(1, FIRST, MakeFilledFrame(1, 20)));
        RunUntil(4);
        EXPECT_EQ(At(1)[FIRST].received.size(), 10U);
        EXPECT_EQ(At(0)[FIRST].received.size(), 20U);
        EXPECT_FALSE(At(1).connections->IsUp(0, At(1).NumberOf(SECOND)));
        EXPECT_TRUE(At(1)[SECOND].received.empty());
        for (auto& host : hosts)
        {
            host->connections->Dispose();
        }
        Simulator::Destroy();
    }
}

TEST_P(EitherStreams, ParserThatFailsCostsTheConnection)
{
    Build({{FIRST, SECOND}, {FIRST, SECOND}}, GetParam());
    At(1)[SECOND].fails = true;
    Start();
    RunUntil(2);
    Send(0, SECOND, MakeFilledFrame(1, 10));
    RunUntil(2.5);
    EXPECT_EQ(At(1).downs, 1);
    EXPECT_EQ(At(1)[FIRST].downs, 1);
    EXPECT_EQ(At(1)[SECOND].downs, 1);
}

TEST_P(EitherStreams, BothNodesMayDialAtOnce)
{
    Build({{FIRST, SECOND}, {FIRST, SECOND}}, GetParam());
    Start();
    Simulator::Schedule(Seconds(0), [this] {
        At(1).connections->Dial(InetSocketAddress(addresses.GetAddress(0), 60000));
    });
    RunUntil(5);
    for (uint32_t i = 0; i < 2; i++)
    {
        EXPECT_EQ(At(i).connections->GetNPeers(), 1U);
        EXPECT_EQ(At(i)[FIRST].ups.size(), 1U);
        EXPECT_EQ(At(i)[SECOND].ups.size(), 1U);
        EXPECT_EQ(At(i).connections->GetNIdentifyErrors(), 0U);
        EXPECT_TRUE(Send(i, SECOND, MakeFilledFrame(1, 1000)));
    }
    RunUntil(6);
    EXPECT_EQ(At(0)[SECOND].received.size(), 1000U);
    EXPECT_EQ(At(1)[SECOND].received.size(), 1000U);
}

TEST_F(Streams, SingleProtocolSendsItsOwnBytesAndNoOthers)
{
    Build({{FIRST}, {FIRST}});
    Start();
    RunUntil(1);
    Send(0, FIRST, MakeFilledFrame(1, 100));
    RunUntil(2);
    EXPECT_EQ(At(0).sentBytes, 100U);
    EXPECT_EQ(At(1).receivedBytes, 100U);
}

TEST_F(Streams, BytesOfAnUnknownProtocolAreSkippedAndCounted)
{
    // The marked peer of a single protocol says that in Identify, which the other does not speak.
    Build({{SECOND}, {FIRST}});
    At(0).connections->SetAttribute("MarkStreams", BooleanValue(true));
    Start();
    RunUntil(1);
    EXPECT_TRUE(Send(0, SECOND, MakeFilledFrame(1, 5000)));
    RunUntil(2);
    EXPECT_TRUE(At(1)[FIRST].received.empty());
    EXPECT_EQ(At(1).skippedBytes, At(1).receivedBytes);
    EXPECT_GT(At(1).skippedBytes, 5000U);
    EXPECT_EQ(At(1).connections->GetNSkippedBytes(), At(1).skippedBytes);
    EXPECT_EQ(At(1).connections->GetNPeers(), 1U);
}

TEST_F(Streams, UnmarkedBytesAreOfTheSendersFirstProtocol)
{
    // Each lists first what the other lists last.
    Build({{FIRST, SECOND}, {SECOND, FIRST}});
    Start();
    RunUntil(1);
    for (uint32_t from : {0U, 1U})
    {
        EXPECT_TRUE(Send(from, FIRST, MakeFilledFrame(1, 3000)));
        EXPECT_TRUE(Send(from, SECOND, MakeFilledFrame(2, 3000)));
        EXPECT_TRUE(Send(from, FIRST, MakeFilledFrame(3, 100)));
    }
    RunUntil(2);
    Bytes first(3000, 1);
    first.insert(first.end(), 100, 3);
    for (uint32_t at : {0U, 1U})
    {
        EXPECT_EQ(At(at)[FIRST].received, first);
        EXPECT_EQ(At(at)[SECOND].received, Bytes(3000, 2));
        EXPECT_EQ(At(at).skippedBytes, 0U);
    }
}

TEST_F(Streams, RandomMarksNeitherCrashNorReachAnotherProtocol)
{
    // The hostile node speaks one protocol, without marks of its own; it forges them.
    Build({{FIRST}, {FIRST, SECOND}});
    Start();
    RunUntil(1);
    auto random = CreateObject<UniformRandomVariable>();
    random->SetStream(9);
    std::map<uint32_t, uint64_t> bytes;
    for (uint32_t i = 0; i < 500; i++)
    {
        const uint32_t kind = random->GetInteger(0, 4);
        const uint32_t mark = kind == 0   ? StreamProtocols::ToMark(FIRST)
                              : kind == 1 ? StreamProtocols::ToMark(SECOND)
                              : kind == 2 ? StreamProtocols::ToMark(StreamProtocols::IDENTIFY_ID)
                                          : random->GetInteger(0, UINT32_MAX - 1);
        const uint32_t size = random->GetInteger(1, 3000);
        Bytes content(size);
        std::generate(content.begin(), content.end(), [&random] {
            return static_cast<uint8_t>(random->GetInteger(0, 255));
        });
        Ptr<Packet> packet = Create<Packet>(content.data(), size);
        packet->AddByteTag(StreamMark(mark));
        bytes[kind] += size;
        Send(0, FIRST, Create<StreamFrame>(packet));
    }
    RunUntil(60);
    EXPECT_EQ(At(1)[FIRST].received.size(), bytes[0]);
    EXPECT_EQ(At(1)[SECOND].received.size(), bytes[1]);
    EXPECT_EQ(At(1).skippedBytes, bytes[3] + bytes[4]);
    EXPECT_EQ(At(1).connections->GetNIdentifyErrors(), 1U);
    EXPECT_EQ(At(1).connections->GetNPeers(), 1U);
}

TEST_F(Streams, SecureStreamWhoseWindowIsUsedUpHoldsUpNoOther)
{
    Build({{FIRST, SECOND}, {FIRST, SECOND}}, true);
    Start();
    RunUntil(2);
    Send(0, SECOND, MakeFilledFrame(2, 10));
    RunUntil(3);
    // 1 MB takes four windows, each a round trip of 100 ms.
    Send(0, SECOND, MakeFilledFrame(2, 1000000));
    Send(0, FIRST, MakeFilledFrame(1, 100));
    RunUntil(10);
    ASSERT_EQ(At(1)[SECOND].received.size(), 1000010U);
    ASSERT_EQ(At(1)[FIRST].received.size(), 100U);
    EXPECT_GT(At(1)[SECOND].times.back(), At(1)[FIRST].times.back() + MilliSeconds(200));
    EXPECT_EQ(At(1)[SECOND].received, Bytes(1000010, 2));
}
