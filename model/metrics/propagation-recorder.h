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
 * \brief Writes the propagation log of a run.
 *
 * One entry for each message that a node sends to a neighbour in the overlay, at the time since
 * that message was published. Of a run with several messages the log shows them as if all had been
 * published at once. Must be alive while the simulation runs.
 */
class PropagationRecorder : private MessageObserver
{
  public:
    /**
     * \param path file for the log; nothing is recorded or written if empty
     * \param applications node i of the overlay is application i; of a protocol of
     *        MessageFeed::GetProtocols
     * \param overlay who is connected to whom
     * \param overlayFile the file that the overlay was read from, or empty
     */
    PropagationRecorder(const std::string& path,
                        const ApplicationContainer& applications,
                        const OverlayGraph& overlay,
                        const std::string& overlayFile = "");
    ~PropagationRecorder() override;

    PropagationRecorder(const PropagationRecorder&) = delete;
    PropagationRecorder& operator=(const PropagationRecorder&) = delete;

    /**
     * \param path file for a log
     * \return the file for its network: `.network.json` in place of the extension; empty if path is
     */
    static std::string GetNetworkPath(const std::string& path);

    /** \return the log so far */
    const PropagationLog& GetLog() const
    {
        return m_log;
    }

    /** \return what whispervis says of the log */
    PropagationStatistics GetStatistics() const;

    /**
     * Write the log, and at GetNetworkPath() the D3 JSON network that it indexes. If the overlay
     * was read from D3 JSON, that is a copy of the file, and links are its rows. Stops if a file
     * can't be written. \param out where the statistics are written for people
     */
    void Write(std::ostream& out) const;

  private:
    void Published(Time now,
                   uint32_t node,
                   const ObservedMessage& message,
                   const std::string& topic) override;
    void Sent(Time now, uint32_t node, uint32_t to, const ObservedMessage& message) override;

    /** \param path where to write the network */
    void WriteNetwork(const std::string& path) const;

    std::string m_path;                  //!< file for the log
    std::unique_ptr<MessageFeed> m_feed; //!< what happens; null without a file
    OverlayGraph m_overlay;              //!< who is connected to whom
    std::string m_networkFile;           //!< D3 JSON of the overlay, or empty
    /** When messages were published; never iterated. */
    std::unordered_map<MessageKey, Time, MessageKeyHash> m_messages;
    PropagationLog m_log; //!< the log
};

} // namespace ns3

#endif /* WAKU_PROPAGATION_RECORDER_H */
