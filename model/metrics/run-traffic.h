/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_RUN_TRAFFIC_H
#define WAKU_RUN_TRAFFIC_H

#include "byte-balance.h"
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
 * \brief Counts the bytes of all nodes of a run, from the first publish or a given time on.
 *
 * The object must exist while the simulation runs.
 */
class RunTraffic : public MessageObserver
{
  public:
    /**
     * \param applications application of each node; applications without an ns-3 node do not run
     *        and are ignored
     * \param devices device of each application, in the order of the applications; may be empty
     */
    RunTraffic(const ApplicationContainer& applications, const NetDeviceContainer& devices);

    /** \return the number of nodes */
    uint32_t GetNNodes() const
    {
        return static_cast<uint32_t>(m_nodes.size());
    }

    /**
     * \param node index of a node
     * \return bytes of the node
     */
    const NodeTraffic& Get(uint32_t node) const
    {
        return m_nodes.at(node);
    }

    /**
     * Count bytes from a given time on, or from the first publish if that is earlier.
     * \param start the time
     */
    void CountFrom(Time start);

    /**
     * Begin to count bytes, if counting has not begun. In a distributed simulation the program
     * stops instead, since other ranks do not know of the publish.
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

    /** \return time from which on bytes are counted */
    Time GetStart() const
    {
        return m_start;
    }

    /** \return bytes that all nodes have received */
    TrafficBytes GetIngress() const;

    /** \return bytes that all nodes have sent */
    TrafficBytes GetEgress() const;

    /** \return what must add up; of an object that was made after the start of the simulation, only
     * IP packets */
    ByteBalance GetBalance() const;

    /** Nodes may get frames that this object is not told of. */
    void SetPartial()
    {
        m_isPartial = true;
    }

    /** \return whether all applications of this rank have been measured from the start */
    bool IsWhole() const;

  private:
    /** Begin to count bytes, if counting has not begun. */
    void Begin();
    /**
     * Note a full message for GetBalance.
     * \param from index of the sending node
     * \param message the message
     */
    void AddToBalance(uint32_t from, const ObservedMessage& message);

    std::deque<NodeTraffic> m_nodes; //!< bytes of each node; the elements must not move
    bool m_isCounting{false};        //!< whether counting has begun
    Time m_start;                    //!< when counting began
    std::size_t m_applications{0};   //!< measured applications of this rank
    bool m_isPartial{false};         //!< whether nodes may get frames that were not counted
    uint64_t m_payloadSent{0};       //!< payload of full messages to nodes of the run
    uint64_t m_payloadReceived{0};   //!< payload of full messages from nodes of the run
};

} // namespace ns3

#endif /* WAKU_RUN_TRAFFIC_H */
