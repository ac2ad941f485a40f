/* SPDX-License-Identifier: GPL-2.0-only */
#include "test-relay-network.h"
#include "test-whisper-network.h"
#include "trace-sink.h"

#include "ns3/message-probe.h"
#include "ns3/message-tracker.h"
#include "ns3/traced-callback.h"

#include <gtest/gtest.h>
#include <map>
#include <set>
#include <string>
#include <vector>

using namespace ns3;

namespace
{

/// A line that somebody says.
struct ChatLine : SimpleRefCount<ChatLine>
{
    MessageKey key{};
    uint32_t text{0};
};

/// A protocol that the module does not know: everyone tells everyone else, in a second, and who
/// hears a line first passes it on.
class ChatApplication : public Application
{
  public:
    static TypeId GetTypeId()
    {
        static TypeId tid = TypeId("ns3::ChatApplication")
                                .SetParent<Application>()
                                .AddConstructor<ChatApplication>()
                                .AddTraceSource("Say",
                                                "A line is said.",
                                                MakeTraceSourceAccessor(&ChatApplication::m_say),
                                                "ns3::ChatApplication::LineTracedCallback")
                                .AddTraceSource("Tell",
                                                "A line goes to a neighbour.",
                                                MakeTraceSourceAccessor(&ChatApplication::m_tell),
                                                "ns3::ChatApplication::PeerTracedCallback")
                                .AddTraceSource("Hear",
                                                "A line has come from a neighbour.",
                                                MakeTraceSourceAccessor(&ChatApplication::m_hear),
                                                "ns3::ChatApplication::PeerTracedCallback");
        return tid;
    }

    /** Hear a line as if a neighbour had told it. */
    void Imagine(Ptr<const ChatLine> line, bool isNew)
    {
        if (isNew)
        {
            m_known.erase(line->key);
        }
        m_hear(line, neighbours.front().first);
    }

    void Say(Ptr<const ChatLine> line)
    {
        m_known.insert(line->key);
        m_say(line);
        Pass(line, UINT32_MAX);
    }

    bool Knows(const MessageKey& key) const
    {
        return m_known.count(key) > 0;
    }

    std::vector<std::pair<PeerInfo, Ptr<ChatApplication>>> neighbours;

  private:
    void Pass(Ptr<const ChatLine> line, PeerId but)
    {
        for (const auto& [peer, application] : neighbours)
        {
            if (peer.id != but)
            {
                m_tell(line, peer);
                Simulator::Schedule(Seconds(1),
                                    &ChatApplication::Hear,
                                    application,
                                    line,
                                    Ptr<ChatApplication>(this));
            }
        }
    }

    void Hear(Ptr<const ChatLine> line, Ptr<ChatApplication> from)
    {
        for (const auto& [peer, application] : neighbours)
        {
            if (application == from)
            {
                m_hear(line, peer);
                if (m_known.insert(line->key).second)
                {
                    Pass(line, peer.id);
                }
                return;
            }
        }
    }

    std::set<MessageKey> m_known;
    TracedCallback<Ptr<const ChatLine>> m_say;
    TracedCallback<Ptr<const ChatLine>, const PeerInfo&> m_tell;
    TracedCallback<Ptr<const ChatLine>, const PeerInfo&> m_hear;
};

/// All that metrics have to know of it.
class ChatProbe : public MessageProbe
{
  public:
    using Application = ChatApplication;

    ChatProbe(MessageFeed& feed, uint32_t node, Ptr<ChatApplication> chat)
        : MessageProbe(feed, node),
          m_chat(chat)
    {
        ConnectTraceSource(*chat, "Say", MakeCallback(&ChatProbe::Say, this));
        ConnectTraceSource(*chat, "Tell", MakeCallback(&ChatProbe::Pass, this));
        ConnectTraceSource(*chat, "Hear", MakeCallback(&ChatProbe::Hear, this));
        Tell(&MessageObserver::SetSubscribed, std::string(), true);
    }

  private:
    static ObservedMessage Describe(const ChatLine& line)
    {
        return {line.key, line.text, line.text + 10};
    }

    void Say(Ptr<const ChatLine> line)
    {
        Tell(&MessageObserver::Published, Describe(*line), std::string());
    }

    void Pass(Ptr<const ChatLine> line, const PeerInfo& peer)
    {
        Tell(&MessageObserver::Sent, NodeOf(peer), Describe(*line));
    }

    void Hear(Ptr<const ChatLine> line, const PeerInfo& peer)
    {
        const bool isKnown = m_chat->Knows(line->key);
        Tell(isKnown ? &MessageObserver::ReceivedAgain : &MessageObserver::ReceivedFirst,
             NodeOf(peer),
             Describe(*line));
        if (!isKnown)
        {
            Tell(&MessageObserver::Delivered, Describe(*line));
        }
    }

    Ptr<ChatApplication> m_chat;
};

/// Chat over a path of nodes and one more link, from the first to the third.
struct ChatNetwork
{
    explicit ChatNetwork(uint32_t n)
        : nodes(n)
    {
        const NetDeviceContainer devices = wan.Install(nodes);
        InternetTcpHelper().Install(nodes);
        const Ipv4InterfaceContainer addresses = wan.AssignIpv4Addresses(devices);
        for (uint32_t i = 0; i < n; i++)
        {
            applications.Add(CreateObject<ChatApplication>());
            nodes.Get(i)->AddApplication(applications.Get(i));
        }
        const auto link = [&](uint32_t from, uint32_t to) {
            auto& neighbours = Get(from)->neighbours;
            const auto id = static_cast<PeerId>(neighbours.size());
            const InetSocketAddress address(addresses.GetAddress(to), 1000);
            neighbours.push_back({PeerInfo{id, address, true}, Get(to)});
        };
        for (uint32_t i = 0; i + 1 < n; i++)
        {
            link(i, i + 1);
            link(i + 1, i);
        }
        link(0, 2);
        link(2, 0);
    }

    ~ChatNetwork()
    {
        Simulator::Destroy();
    }

    Ptr<ChatApplication> Get(uint32_t i) const
    {
        return DynamicCast<ChatApplication>(applications.Get(i));
    }

    NodeContainer nodes;
    WanHelper wan;
    ApplicationContainer applications;
};

/// Counts events by name.
class EventCounter : public MessageObserver
{
  public:
    void SetSubscribed(Time, uint32_t, const std::string&, bool) override
    {
        counts["subscribed"]++;
    }

    void Published(Time, uint32_t, const ObservedMessage&, const std::string&) override
    {
        counts["Publish"]++;
    }

    void Sent(Time, uint32_t node, uint32_t to, const ObservedMessage&) override
    {
        counts["Send"]++;
        EXPECT_NE(node, to);
        EXPECT_NE(to, UNKNOWN);
    }

    void ReceivedFirst(Time, uint32_t node, uint32_t from, const ObservedMessage&) override
    {
        counts["First"]++;
        EXPECT_NE(node, from);
        EXPECT_NE(from, UNKNOWN);
    }

    void ReceivedAgain(Time, uint32_t, uint32_t from, const ObservedMessage&) override
    {
        counts["Duplicate"]++;
        EXPECT_NE(from, UNKNOWN);
    }

    void ReceivedAside(Time, uint32_t, uint32_t, const ObservedMessage&) override
    {
        counts["Aside"]++;
    }

    void Delivered(Time, uint32_t, const ObservedMessage&) override
    {
        counts["Deliver"]++;
    }

    void Expired(Time, uint32_t, const ObservedMessage&) override
    {
        counts["Expire"]++;
    }

    void Forgotten(Time, const ObservedMessage&) override
    {
        counts["Forgotten"]++;
    }

    std::map<std::string, uint64_t> counts;
};

/// Count what trace sources of all applications say.
template <typename Message>
void
CountTraces(const ApplicationContainer& applications,
            const std::map<std::string, std::string>& names,
            std::map<std::string, uint64_t>& counts)
{
    for (uint32_t i = 0; i < applications.GetN(); i++)
    {
        for (const auto& [source, event] : names)
        {
            uint64_t& count = counts[event];
            const auto application = applications.Get(i);
            const bool hasPeer = event != "Publish" && event != "Deliver" && event != "Expire";
            const bool isConnected =
                hasPeer ? application->TraceConnectWithoutContext(
                              source,
                              MakeTraceSink<Ptr<const Message>, const PeerInfo&>(
                                  [&count](Ptr<const Message>, const PeerInfo&) { count++; }))
                        : application->TraceConnectWithoutContext(
                              source,
                              MakeTraceSink<Ptr<const Message>>(
                                  [&count](Ptr<const Message>) { count++; }));
            ASSERT_TRUE(isConnected) << source;
        }
    }
}

} // namespace

TEST(MessageTracker, MeasuresAProtocolThatTheModuleDoesNotKnow)
{
    ChatNetwork network(5);
    MessageTracker metrics(network.applications,
                           NetDeviceContainer(),
                           {MakeMessageProbe<ChatProbe>});
    auto line = Create<ChatLine>();
    line->key = {7};
    line->text = 100;
    Simulator::Schedule(Seconds(5), [&] { network.Get(0)->Say(line); });
    Simulator::Run();

    const RunSummary summary = metrics.Summarize();
    EXPECT_EQ(summary.published, 1U);
    EXPECT_EQ(summary.expectedDeliveries, 4U);
    EXPECT_EQ(summary.delivered, 4U);
    // 0 to 1 and 2, 1 to 2, 2 to 1 and 3, 3 to 4: 2E - (n - 1).
    EXPECT_EQ(summary.transmissions, 2U * 5 - 4);
    EXPECT_EQ(summary.duplicates, 2U);
    EXPECT_EQ(summary.hops, (std::vector<uint64_t>{0, 2, 1, 1}));
    EXPECT_EQ(summary.latency.max, 3);
    EXPECT_EQ(summary.ingress.payload, 6 * 100 / 5.0);
    EXPECT_EQ(summary.egress.protocol, 6 * 110 / 5.0);
    EXPECT_EQ(summary.egress.control, 0);
    EXPECT_EQ(metrics.GetEgress(4).payload, 0U);
    EXPECT_EQ(metrics.GetIngress(2).payload, 200U);
}

TEST(MessageTrackerDeathTest, AnApplicationThatNoProbeIsForIsNamed)
{
    ChatNetwork network(3);
    EXPECT_DEATH(MessageTracker(network.applications, NetDeviceContainer()),
                 "application 0, a ns3::ChatApplication, speaks no protocol that there is a probe");
}

TEST(MessageTrackerDeathTest, ARunEndsWithWhatMustNotHappen)
{
    const auto run = [](bool isNew, uint32_t times, bool isTaken) {
        ChatNetwork network(4);
        MessageTracker metrics(network.applications,
                               NetDeviceContainer(),
                               {MakeMessageProbe<ChatProbe>});
        Ptr<ChatLine> line = Create<ChatLine>();
        line->key[0] = 1;
        line->text = 100;
        Simulator::Schedule(Seconds(1), [&] { network.Get(0)->Say(line); });
        Simulator::Schedule(Seconds(10), [&] {
            for (uint32_t i = 0; i < times; i++)
            {
                network.Get(3)->Imagine(line, isNew);
            }
        });
        Simulator::Schedule(Seconds(20), [] {});
        Simulator::Run();
        const double end = Simulator::Now().GetSeconds();
        const std::string failure = isTaken ? metrics.TakeFailure() : "";
        metrics.Summarize();
        return std::make_pair(failure, end);
    };
    using Outcome = std::pair<std::string, double>;
    EXPECT_EQ(run(false, 0, true), Outcome("", 20));
    EXPECT_EQ(run(true, 1, true),
              Outcome("node 3 delivered at 10 s a message for the second time", 10));

    EXPECT_EQ(run(false, 1, true),
              Outcome("nodes have received 600 bytes of payload of 500 sent", 20));
    EXPECT_EQ(run(false, 0, false), Outcome("", 20));
    EXPECT_DEATH(run(true, 1, false),
                 "what must hold in every run does not: node 3 delivered at 10 s a message for");
    EXPECT_DEATH(run(false, 1, false), "does not: nodes have received 600 bytes of payload");
}

TEST(MessageTracker, OfRelaysTellsEachEventOnce)
{
    TestRelayNetwork network(12);
    network.relay = WakuRelayHelper("GossipSub");
    network.Build("complete");
    // Beside other metrics of the same relays.
    MessageTracker metrics(network.relays, network.devices);
    EventCounter counter;
    metrics.Add(counter);
    std::map<std::string, uint64_t> expected;
    CountTraces<PubsubMessage>(network.relays,
                               {{"Publish", "Publish"},
                                {"Send", "Send"},
                                {"FirstReceive", "First"},
                                {"Duplicate", "Duplicate"},
                                {"Unwanted", "Aside"},
                                {"Deliver", "Deliver"}},
                               expected);
    for (uint32_t i = 0; i < 6; i++)
    {
        Simulator::Schedule(Seconds(1), [&network, i] { network.Get(i)->Subscribe("x"); });
    }
    Simulator::Schedule(Seconds(10), [&] { network.Get(2)->Publish("x", 1000); });
    network.PublishAt(Seconds(11), 3, 2000);
    // While nodes and their pool hear of these, they forget the others.
    network.PublishAt(Seconds(190), 3, 1000);
    network.PublishAt(Seconds(191), 3, 1000);
    network.RunUntil(Seconds(200));

    expected["subscribed"] = 12 + 6;
    expected["Forgotten"] = 2;
    EXPECT_GT(expected["Send"], 11U);
    EXPECT_GT(expected["Duplicate"], 0U);
    counter.counts["Aside"] += 0;
    EXPECT_EQ(counter.counts, expected);
    EXPECT_EQ(metrics.Summarize().transmissions, expected["Send"]);
    EXPECT_EQ(metrics.Summarize().duplicates, expected["Duplicate"]);
    EXPECT_EQ(metrics.GetPropagation().GetNDelivered(), network.Results().GetNDelivered());
    EXPECT_EQ(metrics.GetNTracked(), 2U);
}

TEST(MessageTracker, OfWhisperNodesTellsEachEventOnce)
{
    TestWhisperNetwork network(12);
    network.whisper.SetProtocolAttribute("DefaultTtl", UintegerValue(5));
    network.Build("complete");
    MessageTracker metrics(network.peers, network.devices);
    EventCounter counter;
    metrics.Add(counter);
    std::map<std::string, uint64_t> expected;
    CountTraces<WhisperEnvelope>(network.peers,
                                 {{"Publish", "Publish"},
                                  {"Send", "Send"},
                                  {"Accept", "First"},
                                  {"Duplicate", "Duplicate"},
                                  {"P2pReceive", "Aside"},
                                  {"UserDeliver", "Deliver"},
                                  {"Expire", "Expire"}},
                                 expected);
    network.PublishAt(Seconds(10), 2, 1000);
    network.PublishAt(Seconds(11), 3, 1000);
    // While the pool hears of these, it forgets the others.
    network.PublishAt(Seconds(300), 3, 1000);
    network.PublishAt(Seconds(301), 3, 1000);
    network.RunUntil(Seconds(320));

    expected["Forgotten"] = 2;
    counter.counts["Aside"] += 0;
    counter.counts.erase("subscribed");
    EXPECT_EQ(expected["First"], 44U);
    EXPECT_EQ(expected["Expire"], 48U);
    EXPECT_EQ(counter.counts, expected);
    EXPECT_EQ(metrics.Summarize().transmissions, expected["Send"]);
    EXPECT_EQ(metrics.GetPropagation().GetNDelivered(), network.Results().GetNDelivered());
}

TEST(MessageTracker, BytesOfMessagesThatSpreadBeforeCountingDoNotCount)
{
    TestRelayNetwork relays(8);
    relays.Build("complete");
    std::unique_ptr<RelayMetrics> relayMetrics;
    relays.PublishAt(Seconds(5), 0, 1000);
    Simulator::Schedule(Seconds(5.05), [&] {
        // The message is on its way.
        relayMetrics = std::make_unique<RelayMetrics>(relays.relays, relays.devices);
        relayMetrics->CountFrom(Seconds(8));
    });
    relays.PublishAt(Seconds(9), 0, 1000);
    relays.RunUntil(Seconds(7));
    EXPECT_EQ(relays.metrics->GetIngress(1).payload, 7000U);
    for (uint32_t i = 0; i < 8; i++)
    {
        EXPECT_EQ(relayMetrics->GetIngress(i).payload, 0U);
        EXPECT_EQ(relayMetrics->GetIngress(i).messages, 0U);
        EXPECT_EQ(relayMetrics->GetEgress(i).payload, 0U);
        EXPECT_EQ(relayMetrics->GetEgress(i).protocol, 0U);
    }
    relays.RunUntil(Seconds(12));
    const RunSummary summary = relayMetrics->Summarize();
    EXPECT_EQ(summary.transmissions, 7U * 7);
    EXPECT_EQ(summary.egress.payload, summary.transmissions * 1000 / 8.0);
    EXPECT_EQ(summary.ingress.payload, summary.transmissions * 1000 / 8.0);
    EXPECT_EQ(summary.ingress.control, 0);
}
