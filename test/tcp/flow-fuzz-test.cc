/* SPDX-License-Identifier: GPL-2.0-only */
#include "../support/flow-test-pair.h"

#include "ns3/random-variable-stream.h"

#include <gtest/gtest.h>
#include <memory>

using namespace ns3;

namespace
{

/** Sends, closes, resets and reads at random, over links that lose packets. */
class FlowFuzzTest : public FlowTestPair
{
  protected:
    /** Bytes that one end has written, and the other may read. */
    struct Pipe
    {
        uint64_t written{0};
        uint64_t read{0};
        bool isOrdered{true};
    };

    void Write(const Ptr<Socket>& socket, Pipe& pipe)
    {
        const uint32_t size = std::min(random->GetInteger(1, 40000), socket->GetTxAvailable());
        std::vector<uint8_t> bytes(size);
        for (uint32_t i = 0; i < size; i++)
        {
            bytes[i] = static_cast<uint8_t>((pipe.written + i) % 251);
        }
        const int sent = size == 0 ? 0 : socket->Send(Create<Packet>(bytes.data(), size));
        pipe.written += std::max(sent, 0);
    }

    void ReadSome(const Ptr<Socket>& socket, Pipe& pipe, uint32_t most)
    {
        const Ptr<Packet> packet = socket->Recv(most, 0);
        if (!packet)
        {
            return;
        }
        std::vector<uint8_t> bytes(packet->GetSize());
        packet->CopyData(bytes.data(), bytes.size());
        for (std::size_t i = 0; i < bytes.size(); i++)
        {
            pipe.isOrdered =
                pipe.isOrdered && bytes[i] == static_cast<uint8_t>((pipe.read + i) % 251);
        }
        pipe.read += bytes.size();
    }

    /** Do something to one end, and go on later. */
    void Step(End& end, Pipe& out, Pipe& in)
    {
        if (!end.socket)
        {
            return;
        }
        const uint32_t what = random->GetInteger(0, 99);
        if (what < 45)
        {
            Write(end.socket, out);
        }
        else if (what < 95)
        {
            ReadSome(end.socket, in, random->GetInteger(1, 60000));
        }
        else if (what == 95)
        {
            end.socket->ShutdownSend();
        }
        else if (what == 96)
        {
            end.socket->Close();
        }
        else if (what == 97)
        {
            Host(&end == &client ? 0 : 1)->SetLinkUp(random->GetInteger(0, 3) > 0);
        }
        Simulator::Schedule(MilliSeconds(random->GetInteger(0, 60)),
                            [this, &end, &out, &in] { Step(end, out, in); });
    }

    Ptr<UniformRandomVariable> random = CreateObject<UniformRandomVariable>();
};

} // namespace

TEST_F(FlowFuzzTest, BytesAreNeverLostReorderedOrInvented)
{
    for (uint32_t run = 1; run <= 60; run++)
    {
        RngSeedManager::SetRun(run);
        random = CreateObject<UniformRandomVariable>();
        random->SetStream(99);
        Config::SetDefault("ns3::TcpSocket::SndBufSize", UintegerValue(60000));
        Config::SetDefault("ns3::TcpSocket::RcvBufSize", UintegerValue(run % 2 ? 30000 : 300000));
        wan = WanHelper();
        if (run % 3 != 0)
        {
            wan.SetLoss("ns3::ConstantWanLoss", "Probability", DoubleValue(0.03));
        }
        MakeHosts("15ms", run % 4 ? "5Mbps" : "500kbps", run % 5 ? "8Mbps" : "400kbps");
        Connect();
        client.reads = false;
        server.reads = false;
        Pipe toServer;
        Pipe toClient;
        At(2000, [&] { Step(client, toServer, toClient); });
        At(2000, [&] { Step(server, toClient, toServer); });
        RunUntil(30000);
        EXPECT_TRUE(toServer.isOrdered) << run;
        EXPECT_TRUE(toClient.isOrdered) << run;
        EXPECT_LE(toServer.read, toServer.written) << run;
        EXPECT_LE(toClient.read, toClient.written) << run;
        TearDown();
    }
    RngSeedManager::SetRun(1);
}
