/* SPDX-License-Identifier: GPL-2.0-only */
#include "test-relay-network.h"

#include "ns3/boolean.h"
#include "ns3/gossipsub-router.h"

#include <gtest/gtest.h>
#include <string>

using namespace ns3;

namespace
{

/// What became of large messages of several nodes.
struct LargeMessages
{
    double deliveryRatio;
    double duplicates; //!< for each node and message
};

/// \param every every so-manieth node has the attribute; 0 for none
LargeMessages
RunLargeMessages(const std::string& attribute, uint32_t every, bool isSecure = false)
{
    constexpr uint32_t NODES = 20;
    constexpr uint32_t MESSAGES = 3;
    TestRelayNetwork network(NODES);
    network.relay = WakuRelayHelper("GossipSub");
    network.relay.SetRouterAttribute("FloodPublish", BooleanValue(false));
    network.relay.SetConnectionAttribute("SecureChannelOverhead", BooleanValue(isSecure));
    network.wan.SetDeviceAttribute("UpRate", StringValue("20Mbps"));
    network.Build("regular:8");
    for (uint32_t i = 0; every > 0 && i < NODES; i += every)
    {
        network.Get(i)->GetRouter()->SetAttribute(attribute, BooleanValue(true));
    }
    for (uint32_t i = 0; i < MESSAGES; i++)
    {
        network.PublishAt(Seconds(10 + 4 * i), i, 100000);
    }
    network.RunUntil(Seconds(26));
    const double receptions = MESSAGES * (NODES - 1);
    return {network.Results().GetDeliveryRatio(), network.Results().GetNDuplicates() / receptions};
}

} // namespace

TEST(ExtensionNetwork, PreambleSavesDuplicatesOfLargeMessages)
{
    const LargeMessages without = RunLargeMessages("Preamble", 0);
    const LargeMessages all = RunLargeMessages("Preamble", 1);
    EXPECT_EQ(without.deliveryRatio, 1);
    EXPECT_EQ(all.deliveryRatio, 1);
    EXPECT_LT(all.duplicates, 0.7 * without.duplicates);
}

TEST(ExtensionNetwork, NodesWithAndWithoutExtensionsDeliverEverything)
{
    EXPECT_EQ(RunLargeMessages("Preamble", 2).deliveryRatio, 1);
    EXPECT_EQ(RunLargeMessages("Preamble", 1, true).deliveryRatio, 1);
    EXPECT_EQ(RunLargeMessages("Choke", 2).deliveryRatio, 1);
}
