/* SPDX-License-Identifier: GPL-2.0-only */
#include "propagation-recorder.h"

#include "node-traffic.h"

#include "ns3/abort.h"
#include "ns3/overlay-file.h"
#include "ns3/pubsub-message.h"
#include "ns3/simulator.h"
#include "ns3/whisper-node.h"

#include <filesystem>

namespace ns3
{

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
        m_recorder.HandlePublish(PeekPointer(message));
    }

    template <typename Message>
    void Send(Ptr<const Message> message, const PeerInfo& peer)
    {
        m_recorder.HandleSend(m_node, PeekPointer(message), peer);
    }

    PropagationRecorder& m_recorder;
    uint32_t m_node;
};

PropagationRecorder::PropagationRecorder(const ApplicationContainer& applications,
                                         const OverlayGraph& overlay,
                                         const std::string& overlayFile)
    : m_hosts(applications),
      m_overlay(overlay),
      m_networkFile(std::filesystem::path(overlayFile).extension() == ".json" ? overlayFile : "")
{
    NS_ABORT_MSG_IF(applications.GetN() != overlay.GetNNodes(),
                    "PropagationRecorder: the overlay has " << overlay.GetNNodes() << " nodes for "
                                                            << applications.GetN()
                                                            << " applications");
    for (uint32_t i = 0; i < applications.GetN(); i++)
    {
        m_probes.push_back(std::make_unique<Probe>(*this, i));
        m_probes.back()->Listen(applications.Get(i));
    }
}

PropagationRecorder::~PropagationRecorder() = default;

void
PropagationRecorder::HandlePublish(const void* message)
{
    m_messages[message] = Simulator::Now();
}

void
PropagationRecorder::HandleSend(uint32_t from, const void* message, const PeerInfo& peer)
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

PropagationStatistics
PropagationRecorder::GetStatistics() const
{
    return PropagationStatistics(m_log, m_overlay.GetNNodes(), m_overlay.GetNLinks());
}

void
PropagationRecorder::Write(const std::string& path) const
{
    m_log.Write(path);
    const std::string network =
        std::filesystem::path(path).replace_extension(".network.json").string();
    if (m_networkFile.empty())
    {
        WriteD3Json(m_overlay, network);
        return;
    }
    std::error_code error;
    std::filesystem::copy_file(m_networkFile,
                               network,
                               std::filesystem::copy_options::overwrite_existing,
                               error);
    NS_ABORT_MSG_IF(error,
                    "PropagationRecorder: can't write " << network << ": " << error.message());
}

} // namespace ns3
