/* SPDX-License-Identifier: GPL-2.0-only */
#include "propagation-recorder.h"

#include "node-traffic.h"

#include "ns3/abort.h"
#include "ns3/overlay-file.h"
#include "ns3/pubsub-message.h"
#include "ns3/simulator.h"
#include "ns3/wan-ranks.h"
#include "ns3/whisper-node.h"

#include <filesystem>
#include <fstream>

namespace ns3
{

namespace
{

const PropagationMetrics::Key&
KeyOf(const PubsubMessage& message)
{
    return message.GetId().bytes;
}

const PropagationMetrics::Key&
KeyOf(const WhisperEnvelope& envelope)
{
    return envelope.GetHash();
}

} // namespace

/// Listens to one node, of either protocol.
class PropagationRecorder::Probe
{
  public:
    Probe(PropagationRecorder& recorder, uint32_t node)
        : m_recorder(recorder),
          m_node(node)
    {
    }

    void Listen(Ptr<Application> application)
    {
        if (DynamicCast<WhisperNode>(application))
        {
            Listen<WhisperEnvelope>(*application);
        }
        else
        {
            Listen<PubsubMessage>(*application);
        }
    }

  private:
    template <typename Message>
    void Listen(Application& application)
    {
        ConnectTraceSource(application, "Publish", MakeCallback(&Probe::Publish<Message>, this));
        ConnectTraceSource(application, "Send", MakeCallback(&Probe::Send<Message>, this));
    }

    template <typename Message>
    void Publish(Ptr<const Message> message)
    {
        m_recorder.HandlePublish(KeyOf(*message));
    }

    template <typename Message>
    void Send(Ptr<const Message> message, const PeerInfo& peer)
    {
        m_recorder.HandleSend(m_node, KeyOf(*message), peer);
    }

    PropagationRecorder& m_recorder;
    uint32_t m_node;
};

PropagationRecorder::PropagationRecorder(const std::string& path,
                                         const ApplicationContainer& applications,
                                         const OverlayGraph& overlay,
                                         const std::string& overlayFile)
    : m_path(path),
      m_hosts(applications),
      m_overlay(overlay),
      m_networkFile(std::filesystem::path(overlayFile).extension() == ".json" ? overlayFile : "")
{
    NS_ABORT_MSG_IF(applications.GetN() != overlay.GetNNodes(),
                    "PropagationRecorder: the overlay has " << overlay.GetNNodes() << " nodes for "
                                                            << applications.GetN()
                                                            << " applications");
    NS_ABORT_MSG_IF(!path.empty() && WanRanks::GetSize() > 1,
                    "PropagationRecorder: can't record a distributed simulation in " << path);
    for (uint32_t i = 0; !path.empty() && i < applications.GetN(); i++)
    {
        m_probes.push_back(std::make_unique<Probe>(*this, i));
        m_probes.back()->Listen(applications.Get(i));
    }
}

PropagationRecorder::~PropagationRecorder() = default;

void
PropagationRecorder::HandlePublish(const Key& message)
{
    m_messages[message] = Simulator::Now();
}

void
PropagationRecorder::HandleSend(uint32_t from, const Key& message, const PeerInfo& peer)
{
    const auto published = m_messages.find(message);
    const uint32_t to = m_hosts.NodeOf(peer);
    if (published == m_messages.end() || to == HostTable::UNKNOWN)
    {
        return;
    }
    const uint32_t link = m_overlay.FindLink(from, to);
    if (link != OverlayGraph::NO_LINK)
    {
        m_log.Add(Simulator::Now() - published->second,
                  m_networkFile.empty() ? link : m_overlay.GetFileRow(link),
                  from,
                  to);
    }
}

std::string
PropagationRecorder::GetNetworkPath(const std::string& path)
{
    return path.empty() ? ""
                        : std::filesystem::path(path).replace_extension(".network.json").string();
}

PropagationStatistics
PropagationRecorder::GetStatistics() const
{
    return PropagationStatistics(m_log, m_overlay.GetNNodes(), m_overlay.GetNLinks());
}

void
PropagationRecorder::Write(std::ostream& out) const
{
    if (!m_path.empty())
    {
        m_log.Write(m_path);
        WriteNetwork(GetNetworkPath(m_path));
        GetStatistics().WriteText(out);
    }
}

void
PropagationRecorder::WriteNetwork(const std::string& path) const
{
    if (m_networkFile.empty())
    {
        WriteD3Json(m_overlay, path);
        return;
    }
    // Not with the permissions of the original, which may be read-only.
    std::ifstream original(m_networkFile, std::ios::binary);
    std::ofstream copy(path, std::ios::binary);
    copy << original.rdbuf();
    copy.close();
    NS_ABORT_MSG_IF(!original || !copy, "PropagationRecorder: can't write " << path);
}

} // namespace ns3
