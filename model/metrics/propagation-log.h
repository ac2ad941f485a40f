/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_PROPAGATION_LOG_H
#define WAKU_PROPAGATION_LOG_H

#include "ns3/nstime.h"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief The propagation log of status-im/simulation, which whispervis animates: the links and
 * nodes that were busy in each millisecond.
 *
 * The JSON is `{"Timestamps": [...], "Links": [[...]...], "Nodes": [[...]...]}`. The three lists
 * have an element for each millisecond with transmissions: the milliseconds since the publish, the
 * links that carried a message, and the sender and receiver of each of these transmissions. A node
 * that takes part in several transmissions is listed several times.
 */
class PropagationLog
{
  public:
    /** The transmissions of one millisecond. */
    struct Step
    {
        std::vector<uint32_t> links; //!< link of each transmission
        std::vector<uint32_t> nodes; //!< sender and receiver of each transmission
    };

    /**
     * Add a transmission.
     * \param since time since the publish, not negative
     * \param link index of the link in the network file
     * \param from index of the sender
     * \param to index of the receiver
     */
    void Add(Time since, uint32_t link, uint32_t from, uint32_t to);

    /** \return steps by millisecond since the publish */
    const std::map<int64_t, Step>& GetSteps() const
    {
        return m_steps;
    }

    /** \return the number of transmissions */
    uint64_t GetNTransmissions() const
    {
        return m_transmissions;
    }

    /**
     * Write the log. The program stops if the file cannot be written.
     * \param path path of the file
     */
    void Write(const std::string& path) const;

    /**
     * Read a log. If the file is not a propagation log, the program stops with a message that names
     * the place in the file.
     * \param path path of the file
     * \return the log
     */
    static PropagationLog Read(const std::string& path);

  private:
    std::map<int64_t, Step> m_steps; //!< steps by millisecond since the publish
    uint64_t m_transmissions{0};     //!< number of transmissions
};

} // namespace ns3

#endif /* WAKU_PROPAGATION_LOG_H */
