/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_PROPAGATION_RECORDER_H
#define WAKU_PROPAGATION_RECORDER_H

#include "message-feed.h"
#include "propagation-log.h"
#include "propagation-statistics.h"

#include "ns3/overlay-graph.h"

#include <memory>
#include <ostream>
#include <string>
#include <unordered_map>

namespace ns3
{

/**
 * \ingroup waku
 * \brief Records and writes the propagation log of a run.
 *
 * The log has an entry for each message that a node sends to a neighbour in the overlay, with the
 * time since that message was published. If a run has several messages, the log shows them as if
 * all had been published at the same time. The object must exist while the simulation runs.
 */
class PropagationRecorder : private MessageObserver
{
  public:
    /**
     * \param path path of the log; if empty, nothing is recorded or written
     * \param applications the applications, of a protocol of MessageFeed::GetProtocols; application
     *        i is node i of the overlay
     * \param overlay the overlay
     * \param overlayFile path of the file from which the overlay was read, or empty
     */
    PropagationRecorder(const std::string& path,
                        const ApplicationContainer& applications,
                        const OverlayGraph& overlay,
                        const std::string& overlayFile = "");
    ~PropagationRecorder() override;

    PropagationRecorder(const PropagationRecorder&) = delete;
    PropagationRecorder& operator=(const PropagationRecorder&) = delete;

    /**
     * \param path path of a log
     * \return path of its network file: the path of the log with the extension `.network.json`;
     *        empty if the path is empty
     */
    static std::string GetNetworkPath(const std::string& path);

    /** \return the log so far */
    const PropagationLog& GetLog() const
    {
        return m_log;
    }

    /** \return the statistics of the log that whispervis shows */
    PropagationStatistics GetStatistics() const;

    /**
     * Write the log, and the network that it refers to as D3 JSON to GetNetworkPath(). If the
     * overlay was read from D3 JSON, the network is a copy of that file, and the log names links by
     * its rows. The program stops if a file cannot be written.
     * \param out stream to which the statistics are written as text
     */
    void Write(std::ostream& out) const;

  private:
    void Published(Time now,
                   uint32_t node,
                   const ObservedMessage& message,
                   const std::string& topic) override;
    void Sent(Time now, uint32_t node, uint32_t to, const ObservedMessage& message) override;

    /**
     * Write the network.
     * \param path path of the file
     */
    void WriteNetwork(const std::string& path) const;

    std::string m_path;                  //!< path of the log
    std::unique_ptr<MessageFeed> m_feed; //!< events of messages; null if there is no log
    OverlayGraph m_overlay;              //!< the overlay
    std::string m_networkFile;           //!< path of the overlay's D3 JSON, or empty
    /** When messages were published; for look-up only. */
    std::unordered_map<MessageKey, Time, MessageKeyHash> m_messages;
    PropagationLog m_log; //!< the log
};

} // namespace ns3

#endif /* WAKU_PROPAGATION_RECORDER_H */
