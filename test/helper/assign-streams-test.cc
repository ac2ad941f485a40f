/* SPDX-License-Identifier: GPL-2.0-only */
#include "ns3/application-container.h"
#include "ns3/node-container.h"
#include "ns3/pointer.h"
#include "ns3/random-variable-stream.h"
#include "ns3/remote-applications.h"
#include "ns3/simulator.h"
#include "ns3/waku-relay-helper.h"
#include "ns3/whisper-helper.h"

#include <gtest/gtest.h>

using namespace ns3;

namespace
{

/** Nodes without a network, which is enough for random variable streams. */
class AssignStreams : public testing::Test
{
  protected:
    void TearDown() override
    {
        Simulator::Destroy();
    }

    /** \return relays on the nodes, each with a random variable of its own */
    ApplicationContainer Install(const WakuRelayHelper& helper) const
    {
        const ApplicationContainer relays = helper.Install(nodes);
        for (auto relay = relays.Begin(); relay != relays.End(); ++relay)
        {
            (*relay)->SetAttribute("ProofDelay",
                                   PointerValue(CreateObject<UniformRandomVariable>()));
        }
        return relays;
    }

    /** \return the stream of that random variable */
    static int64_t GetStream(Ptr<Application> relay)
    {
        PointerValue delay;
        relay->GetAttribute("ProofDelay", delay);
        return delay.Get<RandomVariableStream>()->GetStream();
    }

    NodeContainer nodes{3};
};

} // namespace

TEST_F(AssignStreams, OfNodesGivesTheNumbersThatTheApplicationsHadInTheirOrder)
{
    const WakuRelayHelper helper("GossipSub");
    const ApplicationContainer relays = Install(helper);
    const int64_t used = WakuRelayHelper::AssignStreams(relays, 100);
    const int64_t of2 = GetStream(relays.Get(2));
    EXPECT_GT(of2, GetStream(relays.Get(1)));
    EXPECT_EQ(helper.AssignStreams(nodes, 100), used);
    EXPECT_EQ(GetStream(relays.Get(2)), of2);
    EXPECT_EQ(helper.AssignStreams(nodes, 200), used);
    EXPECT_EQ(GetStream(relays.Get(2)), of2 + 100);
}

TEST_F(AssignStreams, OfNodesLooksAtTheHelpersOwnApplicationsOnly)
{
    const WakuRelayHelper relay;
    const WhisperHelper whisper;
    relay.Install(nodes.Get(0));
    const int64_t ofRelay = relay.AssignStreams(nodes, 1);
    EXPECT_EQ(whisper.AssignStreams(nodes, 1), 0);
    const ApplicationContainer peers = whisper.Install(nodes);
    EXPECT_EQ(relay.AssignStreams(nodes, 1), ofRelay);
    EXPECT_EQ(whisper.AssignStreams(nodes, 1), WhisperHelper::AssignStreams(peers, 1));
    relay.Install(nodes.Get(0));
    EXPECT_EQ(relay.AssignStreams(nodes, 1), 2 * ofRelay);
}

TEST_F(AssignStreams, OfNodesCountsWhatNodesHaveOnOtherRanks)
{
    const WakuRelayHelper helper;
    const ApplicationContainer relays = Install(helper);
    helper.AssignStreams(nodes, 1);
    const int64_t ofLast = GetStream(relays.Get(2));

    // The same three nodes on the rank of the last: one stand-in for the others.
    const ApplicationContainer standIn = helper.Install(NodeContainer(1));
    NodeContainer others(2);
    RemoteApplications::Add(others.Get(0), standIn.Get(0));
    RemoteApplications::Add(others.Get(1), standIn.Get(0));
    helper.AssignStreams(NodeContainer(others, nodes.Get(2)), 1);
    EXPECT_EQ(GetStream(relays.Get(2)), ofLast);
}
