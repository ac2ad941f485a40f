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
 * \brief Which links and nodes were busy in which millisecond: the propagation log of
 * status-im/simulation, which whispervis animates.
 *
 * In its JSON, `{"Timestamps": [...], "Links": [[...]...], "Nodes": [[...]...]}`, the lists are
 * parallel: a timestamp in milliseconds since the publish, the links that carried a message then,
 * and the sender and receiver of each, so that a node is in the list as often as it took part.
 */
class PropagationLog
{
  public:
    /** What happened in one millisecond. */
    struct Step
    {
        std::vector<uint32_t> links; //!< one for each transmission
        std::vector<uint32_t> nodes; //!< sender and receiver of each, in the order of links
    };

    /**
     * Add a transmission.
     * \param since time since the publish, not negative
     * \param link index of the link in the network file
     * \param from index of the sender
     * \param to index of the receiver
     */
    void Add(Time since, uint32_t link, uint32_t from, uint32_t to);

    /** \return steps by millisecond */
    const std::map<int64_t, Step>& GetSteps() const
    {
        return m_steps;
    }

    /** \return the number of transmissions */
    uint64_t GetNTransmissions() const
    {
        return m_transmissions;
    }

    /** \param path file to write; stops if it can't be written */
    void Write(const std::string& path) const;

    /**
     * \param path file to read; stops, with the place in it, if it is no propagation log
     * \return its log
     */
    static PropagationLog Read(const std::string& path);

  private:
    std::map<int64_t, Step> m_steps; //!< by millisecond
    uint64_t m_transmissions{0};     //!< number of transmissions
};

} // namespace ns3

#endif /* WAKU_PROPAGATION_LOG_H */
