/* SPDX-License-Identifier: GPL-2.0-only */

// Two communities, each with a content topic that chooses its shard; some users are in both.
//   waku-shards-example --users=100 --both=10 --messages=10 --json=summary.json
//   waku-shards-example --limit=3      RLN: a user may publish three messages in ten minutes

#include "ns3/core-module.h"
#include "ns3/network-module.h"
#include "ns3/waku-module.h"

#include <iostream>
#include <map>

using namespace ns3;

/// Deliveries by pubsub topic.
static std::map<std::string, uint32_t> g_delivered;

static void
Delivered(Ptr<const PubsubMessage> message)
{
    g_delivered[message->GetTopic()]++;
}

int
main(int argc, char* argv[])
{
    const std::vector<std::string> communities = {"/toychat/2/huilong/proto",
                                                  "/toychat2/2/huilong/proto"};
    uint32_t users = 100;
    uint32_t both = 10;
    uint32_t messages = 10;
    const uint32_t payload = 2000;
    uint32_t limit = 100;
    std::string transport = "packet";
    std::string json;
    ViewHelper view;

    ProgramOptions cmd(__FILE__);
    cmd.AddValue("users", "Number of users", users);
    cmd.AddValue("both", "Users who are in both communities", both);
    cmd.AddValue("messages",
                 "Messages in each community, one a second, of its last user",
                 messages);
    cmd.AddValue("limit", "Messages that RLN allows a user in ten minutes", limit);
    cmd.AddTransport(transport);
    cmd.AddOutput("json", "Write the run summary to this file", json);
    view.AddOptions(cmd);
    cmd.Parse(argc, argv);
    ProgramOptions::CheckRange("users", users, 4, 100000);
    ProgramOptions::CheckRange("both", both, 0, users);
    ProgramOptions::CheckRange("messages", messages, 0, 1000000);

    // Who is in which community: the first users are in both, the others in one or the other.
    std::vector<std::vector<uint32_t>> members(communities.size());
    for (uint32_t user = 0; user < users; user++)
    {
        for (uint32_t c = 0; c < communities.size(); c++)
        {
            if (user < both || user % communities.size() == c)
            {
                members[c].push_back(user);
            }
        }
    }
    ShardOverlayHelper overlay(OverlayHelper::FromString("dial:6"));
    overlay.AssignStreams(0);
    const OverlayGraph graph = overlay.Create(users, members);

    // The Internet between them.
    NodeContainer nodes(users);
    WanHelper wan;
    wan.SetTransport(transport);
    NetDeviceContainer devices = wan.Install(nodes);
    InternetTcpHelper().Install(nodes);
    wan.AssignIpv4Addresses(devices);
    wan.AssignStreams(devices, 10);

    // The relays, as in The Waku Network.
    WakuRelayHelper relay("GossipSub");
    relay.SetPreset("nwaku");
    relay.SetWakuNetwork();
    relay.SetRlnAttribute("MessageLimit", UintegerValue(limit));
    ApplicationContainer relays = relay.Install(nodes);
    relay.Connect(relays, graph, WanHelper::GetIpv4Addresses(devices));
    relay.AssignStreams(nodes, 1000);
    RelayMetrics metrics(relays, devices);
    view.Record(relays, devices);
    for (uint32_t c = 0; c < communities.size(); c++)
    {
        for (uint32_t user : members[c])
        {
            Ptr<WakuRelay> node = DynamicCast<WakuRelay>(relays.Get(user));
            node->Unsubscribe("/waku/2/rs/1/0"); // joined at the start otherwise
            node->SubscribeContent(communities[c]);
        }
        Ptr<WakuRelay> author = DynamicCast<WakuRelay>(relays.Get(members[c].back()));
        for (uint32_t i = 0; i < messages; i++)
        {
            Simulator::Schedule(Seconds(60 + i), [author, topic = communities[c]] {
                author->PublishContent(topic, payload);
            });
        }
    }
    Config::ConnectWithoutContext("/NodeList/*/ApplicationList/*/$ns3::WakuRelay/Deliver",
                                  MakeCallback(&Delivered));
    Simulator::Stop(Seconds(70 + messages));
    Simulator::Run();

    for (uint32_t c = 0; c < communities.size(); c++)
    {
        const std::string topic = WakuSharding().FindShard(communities[c])->ToTopic();
        std::cout << communities[c] << " in " << topic << ": " << members[c].size() << " users, "
                  << g_delivered[topic] << " deliveries\n";
    }
    RunSummary summary = metrics.Summarize();
    summary.protocol = "waku-relay";
    summary.degree = 2.0 * graph.GetNLinks() / users;
    summary.messageBytes = payload;
    summary.WriteText(std::cout);
    summary.WriteJson(json);
    view.Write(summary);
    Simulator::Destroy();
    return 0;
}
