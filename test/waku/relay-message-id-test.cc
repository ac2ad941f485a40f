/* SPDX-License-Identifier: GPL-2.0-only */
#include "test-relay-network.h"
#include "trace-sink.h"

#include "ns3/gossipsub-router.h"
#include "ns3/uinteger.h"

#include <gtest/gtest.h>
#include <map>
#include <set>

using namespace ns3;

namespace
{

/// What a run with a function shows.
struct IdRun
{
    std::set<MessageId> ids;
    double deliveryRatio;
    uint32_t served{0}; //!< by IWANT
};

IdRun
RunWithIds(const std::string& function, const MessagePool::IdFunction& own = nullptr)
{
    TestRelayNetwork network(12);
    network.relay = WakuRelayHelper("GossipSub");
    network.relay.SetAttribute("MessageIds", StringValue(function));
    network.relay.SetRouterAttribute("FloodPublish", StringValue("false"));
    network.relay.GetMessagePool()->SetIdFunction(own);
    network.Build("complete");
    // Node 11 is in no mesh, and gets messages by IWANT only.
    for (const char* name : {"D", "D_low", "D_high", "D_score", "D_out"})
    {
        network.Get(11)->GetRouter()->SetAttribute(name, UintegerValue(0));
    }
    IdRun run;
    for (uint32_t i = 0; i < 12; i++)
    {
        network.Get(i)->GetRouter()->TraceConnectWithoutContext(
            "IWantServed",
            MakeTraceSink<PeerId, Ptr<const PubsubMessage>>(
                [&run](PeerId, Ptr<const PubsubMessage>) { run.served++; }));
        network.Get(i)->TraceConnectWithoutContext(
            "Publish",
            MakeTraceSink<Ptr<const PubsubMessage>>(
                [&run](Ptr<const PubsubMessage> message) { run.ids.insert(message->GetId()); }));
        network.PublishAt(Seconds(10 + 0.3 * i), i % 11, 2000);
    }
    network.RunUntil(Seconds(20));
    run.deliveryRatio = network.Results().GetDeliveryRatio();
    return run;
}

} // namespace

TEST(RelayMessageIds, OfEachFunctionTravelInGossipAndFindTheirMessages)
{
    const std::map<std::string, std::size_t> sizes = {{"Own", 32},
                                                      {"TopicAndData", 32},
                                                      {"Data", 32},
                                                      {"Ethereum", 20},
                                                      {"FirstBytes", 8}};
    for (const auto& [function, size] : sizes)
    {
        const IdRun run = RunWithIds(function);
        EXPECT_EQ(run.deliveryRatio, 1) << function;
        EXPECT_GE(run.served, 12U) << function;
        EXPECT_EQ(run.ids.size(), 12U) << function;
        for (const MessageId& id : run.ids)
        {
            EXPECT_EQ(id.GetSize(), size) << function;
        }
    }
}

TEST(RelayMessageIds, MayBeLongAndOfAScript)
{
    const IdRun run = RunWithIds("Own", [](const std::string&, const VirtualBytes& data) {
        std::vector<uint8_t> bytes(50, 0xaa);
        const MessageId hash = ComputeMessageId(MessageIdFunction::DATA, "", data);
        std::copy(hash.GetBytes(), hash.GetBytes() + 10, bytes.begin() + 40);
        return MessageId(bytes);
    });
    EXPECT_EQ(run.deliveryRatio, 1);
    EXPECT_GE(run.served, 12U);
    EXPECT_EQ(run.ids.begin()->GetSize(), 50U);
}
