/* SPDX-License-Identifier: GPL-2.0-only */
#include "pss-part.h"

#include "ns3/overlay-error.h"
#include "ns3/pss-helper.h"
#include "ns3/pss-metrics.h"
#include "ns3/string.h"
#include "ns3/type-id.h"
#include "ns3/uinteger.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace ns3
{

namespace
{

const ScenarioProtocol::Registration g_pss("pss", [] { return std::make_unique<PssPart>(); });

/// First stream numbers of the network and of the nodes.
constexpr int64_t NETWORK_STREAM = 5;
constexpr int64_t PSS_STREAM = 10000000;

/// Bytes of a message beside its payload: headers, padding, encryption.
constexpr uint32_t PSS_HEADER_BYTES = 1024;

} // namespace

const std::string PssPart::NONE = "none";

std::vector<ScenarioKey>
PssPart::GetKeys()
{
    using namespace ScenarioKeys;
    return {
        MakeText("snapshot",
                 snapshot,
                 "file of a network of Swarm's simulations, which determines `nodes`; none for a "
                 "Kademlia network that is made. `overlay` does not count",
                 [](const std::string&) { return std::string(); }),
        MakeChoice("recipient",
                   recipient,
                   "for whom messages are: another user, the neighbourhood of a random address, or "
                   "everyone",
                   {"Contact", "Neighbourhood", "Everyone"},
                   "ns3::PssUser::Recipient"),
        Make("address_bytes",
             addressBytes,
             "bytes of a contact's address that messages to it have",
             "ns3::PssUser::AddressBytes",
             0,
             PSS_ADDRESS_BYTES),
        MakeChoice("encryption",
                   encryption,
                   "how messages are encrypted",
                   {"Raw", "Symmetric", "Asymmetric"},
                   "ns3::PssUser::Encryption"),
        Make("neighbourhood_size",
             neighbourhoodSize,
             "least number of nearest neighbours",
             "ns3::PssProtocol::NeighbourhoodSize",
             1,
             256),
        Make("min_bin_size",
             minBinSize,
             "peers wanted in a bin",
             "ns3::PssProtocol::MinBinSize",
             1,
             256),
        Make("max_bin_size",
             maxBinSize,
             "most peers wanted in a bin",
             "ns3::PssProtocol::MaxBinSize",
             1,
             256),
    };
}

std::unique_ptr<ScenarioProtocol>
PssPart::Copy() const
{
    return std::make_unique<PssPart>(*this);
}

PssKademliaSettings
PssPart::GetSettings() const
{
    PssKademliaSettings settings;
    settings.neighbourhoodSize = neighbourhoodSize;
    settings.minBinSize = minBinSize;
    settings.maxBinSize = maxBinSize;
    return settings;
}

uint32_t
PssPart::ChooseNodes(uint32_t nodes)
{
    if (snapshot == NONE)
    {
        return nodes;
    }
    try
    {
        return static_cast<uint32_t>(PssNetwork::Read(snapshot).GetAddresses().size());
    }
    catch (const OverlayError& error)
    {
        throw ScenarioError("snapshot", error.what());
    }
}

void
PssPart::Check(const OverlayPart& overlay,
               const TrafficPart& traffic,
               const ScenarioAttributes& attributes) const
{
    if (minBinSize > maxBinSize)
    {
        throw ScenarioError("min_bin_size",
                            "min_bin_size is " + std::to_string(minBinSize) +
                                ", not at most max_bin_size, which is " +
                                std::to_string(maxBinSize));
    }
    if (overlay.IsFile())
    {
        throw ScenarioError("overlay",
                            "overlay is " + overlay.spec +
                                ", but nodes of pss form a network of their own, or that of "
                                "snapshot");
    }
    TypeId::AttributeInformation limit;
    const TypeId type = PssProtocol::GetTypeId();
    type.LookupAttributeByName("MaxMessageSize", &limit);
    double most = std::atof(limit.initialValue->SerializeToString(limit.checker).c_str());
    attributes.Apply(type, [&most](const std::string& name, const std::string& value) {
        most = name == "MaxMessageSize" ? std::atof(value.c_str()) : most;
    });
    if (traffic.payload == 0 || traffic.payload > most - PSS_HEADER_BYTES)
    {
        throw ScenarioError("traffic.payload",
                            "traffic.payload is " + std::to_string(traffic.payload) +
                                ", not from 1 to " +
                                std::to_string(static_cast<int64_t>(most - PSS_HEADER_BYTES)) +
                                ", as ns3::PssProtocol::MaxMessageSize allows");
    }
}

OverlayGraph
PssPart::MakeOverlay(const OverlayPart& overlay, const TrafficPart&)
{
    m_network = snapshot == NONE
                    ? PssHelper::CreateNetwork(overlay.nodes, GetSettings(), NETWORK_STREAM)
                    : PssHelper::ReadNetwork(snapshot);
    return m_network->GetGraph();
}

ApplicationContainer
PssPart::Install(const Setting& setting)
{
    PssHelper pss;
    pss.SetNetwork(*m_network);
    pss.SetAttribute("NeighbourhoodSize", UintegerValue(neighbourhoodSize));
    pss.SetAttribute("MinBinSize", UintegerValue(minBinSize));
    pss.SetAttribute("MaxBinSize", UintegerValue(maxBinSize));
    for (const TypeId& type : {PssProtocol::GetTypeId(), PssNode::GetTypeId()})
    {
        setting.attributes.Apply(type, [&pss](const std::string& name, const std::string& value) {
            pss.SetAttribute(name, StringValue(value));
        });
    }
    pss.SetUserAttribute("Recipient", StringValue(recipient));
    pss.SetUserAttribute("AddressBytes", UintegerValue(addressBytes));
    pss.SetUserAttribute("Encryption", StringValue(encryption));
    const TrafficPart& traffic = setting.traffic;
    pss.SetTraffic(traffic.messagesPerHour,
                   traffic.payload,
                   traffic.warmup,
                   traffic.warmup + traffic.duration);
    const ApplicationContainer peers = pss.Install(setting.network.hosts);
    pss.Connect(peers, setting.graph, setting.network.addresses);
    pss.AssignStreams(setting.network.hosts, PSS_STREAM);
    return peers;
}

std::unique_ptr<MessageTracker>
PssPart::Measure(const ApplicationContainer& applications, const NetDeviceContainer& devices)
{
    return std::make_unique<PssMetrics>(applications, devices);
}

void
PssPart::Publish(Ptr<Application> application, uint32_t, uint32_t size) const
{
    DynamicCast<PssNode>(application)->Publish(size);
}

void
PssPart::AddResults(const MessageTracker& tracker,
                    const ApplicationContainer& applications,
                    RunSummary& summary,
                    std::map<std::string, double>& metrics) const
{
    const auto& pss = dynamic_cast<const PssMetrics&>(tracker);
    double depth = 0;
    for (uint32_t i = 0; i < applications.GetN(); i++)
    {
        const auto node = DynamicCast<PssNode>(applications.Get(i));
        depth += node->GetProtocol()->GetKademlia()->GetDepth();
    }
    metrics["depth.mean"] = depth / applications.GetN();
    metrics["per_message.handled"] = static_cast<double>(pss.GetNHandled()) /
                                     std::max(1.0, static_cast<double>(summary.published));
    metrics["send_queue.overflows"] = static_cast<double>(pss.GetNOverflows());
}

Time
PssPart::GetWarmup() const
{
    return Seconds(10);
}

Time
PssPart::GetDrain() const
{
    return Seconds(30);
}

double
PssPart::GetMeshDegree(const OverlayPart& overlay, const ScenarioAttributes&) const
{
    // A table has about minBinSize peers and more in each bin. All of them get a message only if
    // its address says nothing.
    const bool isToAll = recipient == "Everyone" || (recipient == "Contact" && addressBytes == 0);
    const double bins = std::log2(std::max<double>(overlay.nodes, 2));
    return isToAll ? bins * (minBinSize + bins / 2) : 1;
}

} // namespace ns3
