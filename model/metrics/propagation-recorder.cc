/* SPDX-License-Identifier: GPL-2.0-only */
#include "propagation-recorder.h"

#include "ns3/abort.h"
#include "ns3/overlay-file.h"
#include "ns3/wan-ranks.h"

#include <filesystem>
#include <fstream>

namespace ns3
{

PropagationRecorder::PropagationRecorder(const std::string& path,
                                         const ApplicationContainer& applications,
                                         const OverlayGraph& overlay,
                                         const std::string& overlayFile)
    : m_path(path),
      m_overlay(overlay),
      m_networkFile(std::filesystem::path(overlayFile).extension() == ".json" ? overlayFile : "")
{
    NS_ABORT_MSG_IF(applications.GetN() != overlay.GetNNodes(),
                    "PropagationRecorder: the overlay has " << overlay.GetNNodes() << " nodes for "
                                                            << applications.GetN()
                                                            << " applications");
    NS_ABORT_MSG_IF(!path.empty() && WanRanks::GetSize() > 1,
                    "PropagationRecorder: can't record a distributed simulation in " << path);
    if (!path.empty())
    {
        m_feed = std::make_unique<MessageFeed>(applications,
                                               NetDeviceContainer(),
                                               std::vector<MessageObserver*>{this});
    }
}

PropagationRecorder::~PropagationRecorder() = default;

void
PropagationRecorder::Published(Time now,
                               uint32_t,
                               const ObservedMessage& message,
                               const std::string&)
{
    m_messages[message.key] = now;
}

void
PropagationRecorder::Sent(Time now, uint32_t node, uint32_t to, const ObservedMessage& message)
{
    const auto published = m_messages.find(message.key);
    if (published == m_messages.end() || to == UNKNOWN)
    {
        return;
    }
    const uint32_t link = m_overlay.FindLink(node, to);
    if (link != OverlayGraph::NO_LINK)
    {
        m_log.Add(now - published->second,
                  m_networkFile.empty() ? link : m_overlay.GetFileRow(link),
                  node,
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
