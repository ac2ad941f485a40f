/* SPDX-License-Identifier: GPL-2.0-only */
#include "underlay-part.h"

#include "ns3/data-rate.h"
#include "ns3/double.h"
#include "ns3/flow-settings.h"
#include "ns3/internet-tcp-helper.h"
#include "ns3/string.h"
#include "ns3/wan-helper.h"
#include "ns3/wan-region-preset.h"

#include <utility>

namespace ns3
{

namespace
{

/// First stream number of the underlay.
constexpr int64_t WAN_STREAM = 10;

std::string
CheckTransport(const std::string& text)
{
    return text == "packet" || text == "flow" || text == "ideal" ? "" : "packet, flow or ideal";
}

std::string
CheckSegments(const std::string& text)
{
    const bool isDivisor = text == "1" || text == "2" || text == "5" || text == "10";
    return isDivisor ? "" : "1, 2, 5 or 10";
}

std::string
CheckQueue(const std::string& text)
{
    return text == "fifo" || text == "fq_codel" ? "" : "fifo or fq_codel";
}

std::string
CheckCongestion(const std::string& text)
{
    return InternetTcpHelper::IsCongestionControl(text)
               ? ""
               : "a ns3::TcpCongestionOps, such as ns3::TcpCubic";
}

} // namespace

const std::string UnderlayPart::NO_REGIONS = "none";

std::vector<ScenarioKey>
UnderlayPart::GetKeys()
{
    std::vector<std::string> presets = WanRegionPreset::GetNames();
    presets.insert(presets.begin(), NO_REGIONS);
    ScenarioKey packing = ScenarioKeys::Make("underlay.segments",
                                             segments,
                                             "TCP segments in one packet, for large messages");
    packing.set = [this](const std::string& text) {
        const std::string allowed = CheckSegments(text);
        segments = allowed.empty() ? static_cast<uint32_t>(std::stoul(text)) : segments;
        return allowed;
    };
    std::vector<ScenarioKey> keys = {
        ScenarioKeys::Make("underlay.latency",
                           latency,
                           "one-way delay between any two hosts",
                           "ns3::ConstantWanLatency::Delay"),
        ScenarioKeys::Make("underlay.jitter",
                           jitter,
                           "the delay of each pair is drawn between latency - jitter and "
                           "latency + jitter",
                           "ns3::RandomWanLatency::Delay"),
        ScenarioKeys::Make("underlay.loss",
                           loss,
                           "share of packets that are lost",
                           "ns3::ConstantWanLoss::Probability",
                           0,
                           1),
        ScenarioKeys::Make("underlay.up", up, "up rate of a host", "ns3::WanNetDevice::UpRate"),
        ScenarioKeys::Make("underlay.down",
                           down,
                           "down rate of a host",
                           "ns3::WanNetDevice::DownRate"),
        ScenarioKeys::MakeText("underlay.transport",
                               transport,
                               "packet: every TCP segment is simulated; flow: several segments in "
                               "one event; ideal: flow without windows",
                               CheckTransport),
        packing,
        ScenarioKeys::MakeText("underlay.congestion",
                               congestion,
                               "TCP congestion control",
                               CheckCongestion,
                               "ns3::TcpL4Protocol::SocketType"),
        ScenarioKeys::MakeText("underlay.queue",
                               queue,
                               "where packets wait for the up link: fifo, or fq_codel, the fair "
                               "queueing of Linux",
                               CheckQueue),
        ScenarioKeys::MakeChoice("underlay.regions",
                                 regions,
                                 "regions of the world to which hosts are dealt, and whose delays "
                                 "they have in place of latency",
                                 presets),
    };
    for (ScenarioKey& key : classes.GetKeys())
    {
        keys.push_back(std::move(key));
    }
    return keys;
}

void
UnderlayPart::Check() const
{
    if (jitter > latency)
    {
        throw ScenarioError("underlay.jitter", "underlay.jitter is more than underlay.latency");
    }
    if (!jitter.IsZero() && !classes.latency.empty())
    {
        throw ScenarioError("underlay.class_latency",
                            "underlay.class_latency and underlay.jitter cannot both be there");
    }
    if (regions != NO_REGIONS && (!jitter.IsZero() || !classes.latency.empty()))
    {
        const std::string other = jitter.IsZero() ? "underlay.class_latency" : "underlay.jitter";
        throw ScenarioError("underlay.regions",
                            "underlay.regions and " + other + " cannot both be there");
    }
    if (transport != "packet")
    {
        CheckFlow();
    }
    classes.Check();
}

std::vector<std::string>
UnderlayPart::GetRegions() const
{
    std::vector<std::string> names;
    for (std::size_t i = 0; i < classes.latency.size(); i++)
    {
        names.push_back(std::to_string(i));
    }
    return names;
}

void
UnderlayPart::CheckFlow() const
{
    const std::string with = " with the transport " + transport + ", which has no packets";
    if (segments != 1)
    {
        throw ScenarioError("underlay.segments", "underlay.segments must be 1" + with);
    }
    if (queue != "fifo")
    {
        throw ScenarioError("underlay.queue", "underlay.queue must be fifo" + with);
    }
    if (!FlowSettings::HasAlgorithm(congestion))
    {
        throw ScenarioError("underlay.congestion",
                            "underlay.congestion must be one of " +
                                std::string(FlowSettings::ALGORITHMS) + " with the transport " +
                                transport);
    }
}

UnderlayPart::Network
UnderlayPart::Create(uint32_t nodes, const DistributedHelper& ranks) const
{
    Network network;
    network.hosts = ranks.CreateNodes(nodes);
    WanHelper wan;
    wan.SetTransport(transport);
    if (regions != NO_REGIONS)
    {
        wan.SetLatency(WanRegionPreset::Get(regions).MakeLatency(nodes));
    }
    else if (!classes.latency.empty())
    {
        wan.SetLatency(classes.MakeLatency(nodes));
    }
    else if (jitter.IsZero())
    {
        wan.SetLatency("ns3::ConstantWanLatency", "Delay", TimeValue(latency));
    }
    else
    {
        const auto bound = [](Time time) { return std::to_string(time.GetSeconds()); };
        wan.SetLatency("ns3::RandomWanLatency",
                       "Delay",
                       StringValue("ns3::UniformRandomVariable[Min=" + bound(latency - jitter) +
                                   "|Max=" + bound(latency + jitter) + "]"));
    }
    if (loss > 0)
    {
        wan.SetLoss("ns3::ConstantWanLoss", "Probability", DoubleValue(loss));
    }
    wan.SetDeviceAttribute("UpRate", DataRateValue(DataRate(up.bitsPerSecond)));
    wan.SetDeviceAttribute("DownRate", DataRateValue(DataRate(down.bitsPerSecond)));
    network.devices = wan.Install(network.hosts);
    for (uint32_t i = 0; i < nodes; i++)
    {
        const auto set = [device = network.devices.Get(i)](const char* name, ScenarioRate rate) {
            device->SetAttribute(name, DataRateValue(DataRate(rate.bitsPerSecond)));
        };
        if (!classes.up.empty())
        {
            set("UpRate", classes.GetUp(i, up));
        }
        if (!classes.up.empty() || !classes.down.empty())
        {
            set("DownRate", classes.GetDown(i, down));
        }
    }
    ranks.SetLookAhead(network.devices);
    wan.AssignStreams(network.devices, WAN_STREAM);
    InternetTcpHelper tcp;
    tcp.SetSegmentsPerPacket(segments);
    tcp.SetCongestionControl(congestion);
    tcp.Install(network.hosts);
    if (queue == "fq_codel")
    {
        wan.InstallQueueDisc(network.devices, "ns3::FqCoDelQueueDisc");
    }
    wan.AssignIpv4Addresses(network.devices);
    network.addresses = WanHelper::GetIpv4Addresses(network.devices);
    return network;
}

} // namespace ns3
