/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_RUN_TRAFFIC_H
#define WAKU_RUN_TRAFFIC_H

#include "message-observer.h"
#include "node-traffic.h"

#include "ns3/application-container.h"
#include "ns3/net-device-container.h"
#include "ns3/nstime.h"

#include <cstdint>
#include <deque>

namespace ns3
{

/**
 * \ingroup waku
 * \brief Counts the bytes of all nodes of a run, from the first publish or a set moment on.
 *
 * Must be alive while the simulation runs.
 */
class RunTraffic : public MessageObserver
{
  public:
    /**
     * \param applications one for each node; those without a node do not run and are not listened
     *        to
     * \param devices one for each application, in their order; may be empty
     */
    RunTraffic(const ApplicationContainer& applications, const NetDeviceContainer& devices);

    /** \return the number of nodes */
    uint32_t GetNNodes() const
    {
        return static_cast<uint32_t>(m_nodes.size());
    }

    /** \param node a node \return its bytes */
    const NodeTraffic& Get(uint32_t node) const
    {
        return m_nodes.at(node);
    }

    /** \param start bytes count from then on, or from the first publish if that is earlier */
    void CountFrom(Time start);

    /**
     * A message is published: bytes count at the latest from now on. Stops in a distributed
     * simulation if they do not yet, since other ranks do not know of it.
     */
    void Published(Time now,
                   uint32_t node,
                   const ObservedMessage& message,
                   const std::string& topic) override;
    void Sent(Time now, uint32_t node, uint32_t to, const ObservedMessage& message) override;
    void ReceivedFirst(Time now,
                       uint32_t node,
                       uint32_t from,
                       const ObservedMessage& message) override;
    void ReceivedAgain(Time now,
                       uint32_t node,
                       uint32_t from,
                       const ObservedMessage& message) override;
    void ReceivedAside(Time now,
                       uint32_t node,
                       uint32_t from,
                       const ObservedMessage& message) override;

    /** \return since when bytes count */
    Time GetStart() const
    {
        return m_start;
    }

    /** \return what all nodes received */
    TrafficBytes GetIngress() const;

    /** \return what all nodes sent */
    TrafficBytes GetEgress() const;

  private:
    /** Bytes count from now on, if they do not yet. */
    void Begin();

    std::deque<NodeTraffic> m_nodes; //!< by index; they are listened to and can't move
    bool m_isCounting{false};        //!< whether bytes count
    Time m_start;                    //!< since when
};

} // namespace ns3

#endif /* WAKU_RUN_TRAFFIC_H */
