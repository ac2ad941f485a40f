/* SPDX-License-Identifier: GPL-2.0-only */
#include "test-relay-network.h"

#include <gtest/gtest.h>

using namespace ns3;

namespace
{

/// A router of a user, which the module does not know: a message goes to the next higher peer
/// alone.
class ThirdRouter : public PubsubRouter
{
  public:
    static TypeId GetTypeId()
    {
        static TypeId tid =
            TypeId("ns3::ThirdRouter").SetParent<PubsubRouter>().AddConstructor<ThirdRouter>();
        return tid;
    }

  protected:
    void DoPublish(Time, Ptr<const PubsubMessage> message) override
    {
        SendOn(message);
    }

    void DoForward(Time, PeerId, Ptr<const PubsubMessage> message) override
    {
        SendOn(message);
    }

  private:
    void SendOn(Ptr<const PubsubMessage> message)
    {
        // Each node has dialled its successor.
        for (const auto& peer : GetPeers())
        {
            if (peer.second.outbound)
            {
                GetHost().SendMessage(peer.first, message);
            }
        }
    }
};

NS_OBJECT_ENSURE_REGISTERED(ThirdRouter);

OverlayGraph
MakeLine(uint32_t n)
{
    OverlayGraph line(n);
    for (uint32_t i = 0; i + 1 < n; i++)
    {
        line.AddLink(i, i + 1);
    }
    return line;
}

/// The message of node 2 goes up the line, and not down.
void
ExpectThirdRouter(TestRelayNetwork& network)
{
    network.Build(MakeLine(6));
    network.PublishAt(Seconds(5), 2, 100);
    network.RunUntil(Seconds(10));
    for (uint32_t i = 0; i < 6; i++)
    {
        EXPECT_EQ(network.Get(i)->GetNReceived(), i > 2 ? 1u : 0u) << i;
    }
}

} // namespace

TEST(ThirdRouter, RunsInARelayThatIsGivenIt)
{
    TestRelayNetwork network(6);
    network.relays = network.relay.Install(network.nodes);
    for (uint32_t i = 0; i < 6; i++)
    {
        network.Get(i)->SetRouter(CreateObject<ThirdRouter>());
    }
    ExpectThirdRouter(network);
}

TEST(ThirdRouter, RunsByTheNameOfItsMode)
{
    TestRelayNetwork network(6);
    network.relay = WakuRelayHelper("Third");
    ExpectThirdRouter(network);
}
