/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_MESSAGE_TRACKER_H
#define WAKU_MESSAGE_TRACKER_H

#include "message-feed.h"
#include "propagation-journal.h"
#include "propagation-metrics.h"
#include "run-summary.h"
#include "run-totals.h"
#include "run-traffic.h"

#include "ns3/application-container.h"
#include "ns3/net-device-container.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief Measures a run: how messages spread, and the bytes of each node, whatever the protocol.
 *
 * Reads nothing but trace sources of applications, by a MessageProbe for each protocol, and of
 * devices. RelayMetrics and WhisperMetrics add what only their protocols have. Bytes count from the
 * first publish. Must be alive while the simulation runs.
 *
 * In a distributed simulation each rank notes what it sees until Reduce.
 */
class MessageTracker
{
  public:
    /**
     * \param applications node i of the results is application i
     * \param devices one for each application, in their order; may be empty, then nothing is known
     *        of IP packets
     * \param protocols what the applications may speak
     */
    MessageTracker(
        const ApplicationContainer& applications,
        const NetDeviceContainer& devices,
        const std::vector<MessageFeed::Protocol>& protocols = MessageFeed::GetProtocols());
    virtual ~MessageTracker();

    MessageTracker(const MessageTracker&) = delete;
    MessageTracker& operator=(const MessageTracker&) = delete;

    /** \param observer is told what happens on this rank from now on; must be alive as this is */
    void Add(MessageObserver& observer)
    {
        m_feed.Add(observer);
    }

    /** \return how messages spread; nothing in a distributed simulation, before Reduce */
    PropagationMetrics& GetPropagation()
    {
        return m_propagation;
    }

    /** \return how messages spread; nothing in a distributed simulation, before Reduce */
    const PropagationMetrics& GetPropagation() const
    {
        return m_propagation;
    }

    /**
     * Count bytes from a moment on in place of the first publish. A distributed simulation needs
     * it, since a rank does not know when the first message of another rank is published.
     * \param start when; not after the first publish, and if at the same moment, called before that
     * is scheduled
     */
    void CountFrom(Time start);

    /**
     * Collective, at the end of a distributed simulation: gathers what all ranks saw, so that rank
     * 0 has the results of the whole run in GetPropagation and Summarize. Without further ranks it
     * does nothing.
     */
    void Reduce();

    /** \return the number of nodes */
    uint32_t GetNNodes() const
    {
        return m_traffic.GetNNodes();
    }

    /** \param node a node \return what it received since bytes count */
    TrafficBytes GetIngress(uint32_t node) const
    {
        return m_traffic.Get(node).GetIngress();
    }

    /** \param node a node \return what it sent since bytes count */
    TrafficBytes GetEgress(uint32_t node) const
    {
        return m_traffic.Get(node).GetEgress();
    }

    /** \return since when bytes count */
    Time GetFirstPublish() const
    {
        return m_traffic.GetStart();
    }

    /** \return messages of which something is still remembered */
    std::size_t GetNTracked() const
    {
        return m_propagation.GetNTracked();
    }

    /** \return the results so far; what the run was is to be filled in */
    virtual RunSummary Summarize() const;

  protected:
    /**
     * \param applications as above
     * \param devices as above
     * \param protocols as above
     * \param isDistributed whether to note what happens until Reduce
     */
    MessageTracker(const ApplicationContainer& applications,
                   const NetDeviceContainer& devices,
                   const std::vector<MessageFeed::Protocol>& protocols,
                   bool isDistributed);

  private:
    /** \return counts of a derived class; Reduce adds them up over ranks */
    virtual std::vector<uint64_t*> GetCounts();

    RunTraffic m_traffic;                        //!< bytes
    PropagationMetrics m_propagation;            //!< how messages spread
    std::optional<PropagationJournal> m_journal; //!< what this rank saw, if distributed
    MessageFeed m_feed;                          //!< what happens
    std::optional<RunTotals> m_totals;           //!< of all ranks, after Reduce
};

} // namespace ns3

#endif /* WAKU_MESSAGE_TRACKER_H */
