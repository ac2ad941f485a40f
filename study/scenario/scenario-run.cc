/* SPDX-License-Identifier: GPL-2.0-only */
#include "scenario-run.h"

#include "event-metrics.h"
#include "link-use.h"

#include "ns3/p2p-node.h"
#include "ns3/random-variable-stream.h"
#include "ns3/rng-seed-manager.h"
#include "ns3/simulator.h"
#include "ns3/view-helper.h"
#include "ns3/wan-helper.h"
#include "ns3/wan-ranks.h"

#include <algorithm>
#include <cmath>
#include <memory>

namespace ns3
{

namespace
{

/// Stream number of who publishes messages at intervals.
constexpr int64_t PUBLISHER_STREAM = 1;

/// First stream number of events, above those of nodes and shards.
constexpr int64_t EVENT_STREAM = int64_t(1) << 48;

/// The hosts of nodes, and those after them.
std::pair<UnderlayPart::Network, ScenarioHosts>
Split(const UnderlayPart::Network& all, uint32_t nodes)
{
    std::pair<UnderlayPart::Network, ScenarioHosts> parts;
    auto& [network, extra] = parts;
    for (uint32_t i = 0; i < all.hosts.GetN(); i++)
    {
        (i < nodes ? network.hosts : extra.hosts).Add(all.hosts.Get(i));
        (i < nodes ? network.devices : extra.devices).Add(all.devices.Get(i));
        (i < nodes ? network.addresses : extra.addresses).push_back(all.addresses[i]);
    }
    return parts;
}

/// Whether a node is not there to publish.
bool
IsOffline(const Ptr<Application>& application)
{
    const auto* node = dynamic_cast<const P2pNode*>(PeekPointer(application));
    return node && !node->IsOnline();
}

/// Events that end before traffic does.
std::vector<EventMetrics::Span>
GetSpans(const ScenarioEventHelper& events, const TrafficPart& traffic)
{
    std::vector<EventMetrics::Span> spans;
    for (const Ptr<ScenarioEvent>& event : events.GetEvents())
    {
        const Time end = event->GetBegin() + event->GetDuration();
        if (!event->GetDuration().IsZero() && end < traffic.warmup + traffic.GetDuration())
        {
            spans.push_back({event->GetName(), event->GetBegin(), end});
        }
    }
    return spans;
}

/// Shows on the slider of a page when events begin and end.
void
AddEventMarks(ViewRecorder& recorder, const ScenarioEventHelper& events)
{
    for (const Ptr<ScenarioEvent>& event : events.GetEvents())
    {
        const bool ends = !event->GetDuration().IsZero();
        recorder.AddMark(event->GetBegin(), event->GetName() + (ends ? " begins" : ""));
        if (ends)
        {
            recorder.AddMark(event->GetBegin() + event->GetDuration(), event->GetName() + " ends");
        }
    }
}

/// Notes who publishes what.
class PublicationNotes : public MessageObserver
{
  public:
    explicit PublicationNotes(Time start)
        : m_start(start)
    {
    }

    void Published(Time now,
                   uint32_t node,
                   const ObservedMessage& message,
                   const std::string& topic) override
    {
        publications.push_back({(now - m_start).GetSeconds(), node, topic, message.payload});
    }

    std::vector<ScheduledMessage> publications; //!< what was published

  private:
    Time m_start; //!< start of the traffic
};

/// Everything that a summary has in numbers.
void
AddSummary(const RunSummary& summary, std::map<std::string, double>& metrics)
{
    for (const RunSummary::Field& field : summary.GetFields())
    {
        if (const auto whole = std::get_if<uint64_t>(&field.value))
        {
            metrics[field.GetPath()] = static_cast<double>(*whole);
        }
        else if (const auto real = std::get_if<double>(&field.value))
        {
            metrics[field.GetPath()] = *real;
        }
    }
    for (const char* ofProcess : {"wall_s", "peak_rss_bytes"})
    {
        metrics.erase(ofProcess);
    }
}

/// What a message costs, so that runs with other numbers of messages can be compared.
void
AddPerMessage(const RunSummary& summary, std::map<std::string, double>& metrics)
{
    const double published = std::max(1.0, static_cast<double>(summary.counted));
    const std::vector<std::pair<std::string, double>> values = {
        {"ingress_payload", summary.ingress.payload},
        {"ingress_protocol", summary.ingress.protocol},
        {"ingress_control", summary.ingress.control},
        {"ingress_ip", summary.ingress.ip},
        {"egress_ip", summary.egress.ip},
        {"duplicates",
         static_cast<double>(summary.duplicates) / std::max(1.0, 1.0 * summary.nodes)},
    };
    for (const auto& [name, value] : values)
    {
        metrics["per_message." + name] = value / published;
    }
    if (summary.egress.ip > 0)
    {
        metrics["received_to_sent"] = summary.ingress.ip / summary.egress.ip;
    }
    for (const auto& [name, count] : summary.control)
    {
        metrics["per_message.control_messages." + name] = static_cast<double>(count) / published;
    }
}

/// Share of the time in which the workers of a node validate, if all messages reach it evenly.
double
GetValidationUse(const std::pair<Time, uint32_t>& validation, const RunSummary& summary, Time span)
{
    const auto& [delay, workers] = validation;
    if (workers == 0 || span.IsZero() || summary.nodes == 0)
    {
        return 0;
    }
    const double each = static_cast<double>(summary.delivered) / summary.nodes;
    return each * delay.GetSeconds() / workers / span.GetSeconds();
}

} // namespace

RunOutcome
ScenarioRun::Result::ToOutcome() const
{
    RunOutcome outcome;
    outcome.metrics = metrics;
    outcome.status = failure.empty() ? RunOutcome::DONE : RunOutcome::FAILED;
    outcome.message = failure;
    if (failure.empty() && !summary.missing.empty())
    {
        outcome.message = "missing deliveries: " + summary.DescribeMissing();
    }
    const auto count = static_cast<double>(latency.GetCount());
    uint64_t before = 0;
    for (const auto& [seconds, share] : latency.GetCdf())
    {
        const auto upTo = static_cast<uint64_t>(std::llround(share * count));
        if (upTo > before)
        {
            outcome.histograms["latency_s"].emplace_back(seconds, upTo - before);
        }
        before = upTo;
    }
    for (std::size_t hops = 0; hops < summary.hops.size(); hops++)
    {
        if (summary.hops[hops] > 0)
        {
            outcome.histograms["hops"].emplace_back(hops, summary.hops[hops]);
        }
    }
    return outcome;
}

ScenarioRun::ScenarioRun(const Scenario& scenario, uint32_t rngRun)
    : m_scenario(scenario),
      m_rngRun(rngRun)
{
}

void
ScenarioRun::Capture(const std::string& prefix, uint32_t nodes)
{
    m_capturePrefix = prefix;
    m_captured = prefix.empty() ? 0 : nodes;
}

void
ScenarioRun::ScheduleMessages(const ApplicationContainer& applications) const
{
    const TrafficPart& traffic = m_scenario.traffic;
    Ptr<UniformRandomVariable> draw = CreateObject<UniformRandomVariable>();
    draw->SetStream(PUBLISHER_STREAM);
    const ScenarioProtocol& protocol = *m_scenario.protocol;
    const std::vector<uint32_t> publishers = traffic.GetPublishers();
    const bool hasEvents = !m_scenario.events.events.empty();
    for (uint32_t i = 0; i < traffic.messages; i++)
    {
        const uint32_t index = publishers.empty() ? draw->GetInteger(0, applications.GetN() - 1)
                                                  : publishers[i % publishers.size()];
        Ptr<Application> application = applications.Get(index);
        if (application->GetNode())
        {
            Simulator::Schedule(traffic.warmup + traffic.interval * static_cast<int64_t>(i),
                                [&protocol, application, i, size = traffic.payload, hasEvents] {
                                    if (!hasEvents || !IsOffline(application))
                                    {
                                        protocol.Publish(application, i, size);
                                    }
                                });
        }
    }
}

void
ScenarioRun::RecordView(ViewHelper& view,
                        const ApplicationContainer& applications,
                        const NetDeviceContainer& devices,
                        const ScenarioHosts& extra)
{
    // Adversaries are nodes too.
    ApplicationContainer all = applications;
    NetDeviceContainer allDevices = devices;
    for (uint32_t i = 0; view.IsOn() && i < extra.hosts.GetN(); i++)
    {
        for (uint32_t k = 0; k < extra.hosts.Get(i)->GetNApplications(); k++)
        {
            all.Add(extra.hosts.Get(i)->GetApplication(k));
            allDevices.Add(extra.devices.Get(i));
        }
    }
    view.Record(all, allDevices);
}

void
ScenarioRun::WriteView(ViewHelper& view,
                       const ScenarioEventHelper& events,
                       const RunSummary& summary) const
{
    if (ViewRecorder* recorder = view.GetRecorder())
    {
        AddEventMarks(*recorder, events);
        for (const auto& [key, value] : m_scenario.GetValues())
        {
            recorder->AddSetting(key, value);
        }
    }
    view.Write(summary);
}

ScenarioRun::Result
ScenarioRun::Run(const DistributedHelper& ranks)
{
    const auto seedBefore = static_cast<uint32_t>(RngSeedManager::GetSeed());
    const uint64_t runBefore = RngSeedManager::GetRun();
    RngSeedManager::SetSeed(m_scenario.seed);
    RngSeedManager::SetRun(m_rngRun);
    const ScenarioAttributes changed = ScenarioAttributes::GetChanged();
    const ScenarioAttributes::Defaults defaults = m_scenario.attributes.SetDefaults();
    const TrafficPart& traffic = m_scenario.traffic;
    ScenarioProtocol& protocol = *m_scenario.protocol;
    const OverlayGraph graph = protocol.MakeOverlay(m_scenario.overlay, traffic);
    ScenarioEventHelper events = m_scenario.events.MakeHelper();
    const auto [network, extra] =
        Split(m_scenario.underlay.Create(graph.GetNNodes() + events.GetNExtraHosts(), ranks),
              graph.GetNNodes());
    for (uint32_t i = 0; i < m_captured && i < network.hosts.GetN(); i++)
    {
        WanHelper().EnablePcap(m_capturePrefix, network.devices.Get(i));
    }
    const ApplicationContainer applications =
        protocol.Install({graph, network, traffic, m_scenario.attributes});

    const auto tracker = protocol.Measure(applications, network.devices);
    tracker->CountFrom(traffic.warmup);
    tracker->GetPropagation().SetWarmup(traffic.unmeasured);
    if (protocol.HasPast())
    {
        tracker->AllowPast();
    }
    PublicationNotes notes(traffic.warmup);
    if (m_notesPublications)
    {
        tracker->Add(notes);
    }
    events.AssignStreams(EVENT_STREAM);
    events.Install({applications,
                    network.devices,
                    network.addresses,
                    &graph,
                    extra,
                    traffic.warmup,
                    traffic.GetEnd()});
    std::unique_ptr<EventMetrics> eventMetrics;
    if (events.GetN() > 0 && WanRanks::GetSize() == 1)
    {
        eventMetrics = std::make_unique<EventMetrics>(applications,
                                                      network.devices,
                                                      traffic.warmup,
                                                      traffic.warmup + traffic.GetDuration());
        tracker->Add(*eventMetrics);
    }
    LinkUse use(*tracker, m_scenario.underlay);
    ViewHelper view(m_view);
    RecordView(view, applications, network.devices, extra);
    const Time end = traffic.warmup + traffic.GetDuration();
    Simulator::Schedule(traffic.warmup, [&protocol] { protocol.BeginTraffic(); });
    Simulator::Schedule(traffic.warmup + traffic.GetDuration() / 2, [&use] { use.Begin(); });
    Simulator::Schedule(end, [&use, &protocol, &tracker] {
        use.End();
        if (protocol.IsHopeless(*tracker))
        {
            Simulator::Stop();
        }
    });
    if (!traffic.IsPoisson())
    {
        ScheduleMessages(applications);
    }
    Simulator::Stop(traffic.GetEnd());
    Simulator::Run();
    tracker->Reduce();
    use.Reduce();

    Result result;
    result.failure = tracker->TakeFailure();
    result.summary = tracker->Summarize();
    result.summary.protocol = m_scenario.GetProtocolName();
    result.summary.degree = 2.0 * static_cast<double>(graph.GetNLinks()) / graph.GetNNodes();
    result.summary.messageBytes = traffic.payload;
    result.latency = tracker->GetPropagation().GetLatency();
    protocol.AddResults(*tracker, applications, result.summary, result.metrics);
    events.AddResults(result.metrics);
    if (eventMetrics)
    {
        eventMetrics->AddTo(GetSpans(events, traffic), result.metrics);
    }
    AddSummary(result.summary, result.metrics);
    AddPerMessage(result.summary, result.metrics);
    result.metrics["traffic_s"] = traffic.GetDuration().GetSeconds();
    use.AddTo(result.metrics);
    result.metrics["utilisation.validation"] =
        GetValidationUse(protocol.GetValidation(), result.summary, traffic.GetDuration());
    WriteView(view, events, result.summary);
    result.publications = std::move(notes.publications);
    Simulator::Destroy();
    ScenarioAttributes::Restore(defaults);
    changed.UndoLaterChanges();
    RngSeedManager::SetSeed(seedBefore);
    RngSeedManager::SetRun(runBefore);
    return result;
}

} // namespace ns3
