/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_PROPAGATION_RECORDER_H
#define WAKU_PROPAGATION_RECORDER_H

#include "peer-host-table.h"
#include "propagation-log.h"
#include "propagation-metrics.h"
#include "propagation-statistics.h"

#include "ns3/overlay-graph.h"

#include <memory>
#include <ostream>
#include <string>
#include <unordered_map>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief Writes the propagation log of a run of WhisperNode or WakuRelay applications, from their
 * trace sources.
 *
 * One entry for each message that a node sends to a neighbour in the overlay, at the time since
 * that message was published. Of a run with several messages the log shows them as if all had been
 * published at once. Must be alive while the simulation runs.
 */
class PropagationRecorder
{
  public:
    /**
     * \param path file for the log; nothing is recorded or written if empty
     * \param applications node i of the overlay is application i
     * \param overlay who is connected to whom
     * \param overlayFile the file that the overlay was read from, or empty
     */
    PropagationRecorder(const std::string& path,
                        const ApplicationContainer& applications,
                        const OverlayGraph& overlay,
                        const std::string& overlayFile = "");
    ~PropagationRecorder();

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
    class Probe;

    /** What tells messages apart. */
    using Key = PropagationMetrics::Key;

    /** \param message what is published now */
    void HandlePublish(const Key& message);
    /** \param from who sends \param message what \param peer to whom */
    void HandleSend(uint32_t from, const Key& message, const PeerInfo& peer);

    /** \param path where to write the network */
    void WriteNetwork(const std::string& path) const;

    std::string m_path;                           //!< file for the log
    HostTable m_hosts;                            //!< nodes of peers
    OverlayGraph m_overlay;                       //!< who is connected to whom
    std::string m_networkFile;                    //!< D3 JSON of the overlay, or empty
    std::vector<std::unique_ptr<Probe>> m_probes; //!< one for each node
    /** When messages were published; never iterated. */
    std::unordered_map<Key, Time, PropagationMetrics::KeyHash> m_messages;
    PropagationLog m_log; //!< the log
};

} // namespace ns3

#endif /* WAKU_PROPAGATION_RECORDER_H */
