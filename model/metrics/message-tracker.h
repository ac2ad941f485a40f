/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_MESSAGE_TRACKER_H
#define WAKU_MESSAGE_TRACKER_H

#include "delivery-check.h"
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
#include <string>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief Measures a run of any protocol: the propagation of messages and the bytes of each node.
 *
 * It uses only trace sources: those of applications, through a MessageProbe for each protocol, and
 * those of devices. RelayMetrics and WhisperMetrics add measurements of their protocols. Bytes
 * count from the first publish on. The object must exist while the simulation runs.
 *
 * In a distributed simulation, each rank records its events until Reduce.
 *
 * It also checks what must hold in every run (DeliveryCheck, ByteBalance).
 */
class MessageTracker
{
  public:
    /**
     * \param applications the applications; application i is node i of the results
     * \param devices device of each application, in the order of the applications; if empty, IP
     *        packets are not measured
     * \param protocols the protocols that applications may speak
     */
    MessageTracker(
        const ApplicationContainer& applications,
        const NetDeviceContainer& devices,
        const std::vector<MessageFeed::Protocol>& protocols = MessageFeed::GetProtocols());
    virtual ~MessageTracker();

    MessageTracker(const MessageTracker&) = delete;
    MessageTracker& operator=(const MessageTracker&) = delete;

    /**
     * Add an observer of the events on this rank. It must exist as long as this object.
     * \param observer the observer
     */
    void Add(MessageObserver& observer)
    {
        m_feed.Add(observer);
    }

    /** \return propagation of messages; empty in a distributed simulation before Reduce */
    PropagationMetrics& GetPropagation()
    {
        return m_propagation;
    }

    /** \return propagation of messages; empty in a distributed simulation before Reduce */
    const PropagationMetrics& GetPropagation() const
    {
        return m_propagation;
    }

    /**
     * Count bytes from a given time on, not from the first publish. A distributed simulation has to
     * call this, since a rank does not know when another rank first publishes a message.
     * \param start the time; not later than the first publish. If it is the time of the first
     *        publish, call this before that publish is scheduled.
     */
    void CountFrom(Time start);

    /**
     * Gather the measurements of all ranks at the end of a distributed simulation. The call is
     * collective. Rank 0 then has the results of the whole run in GetPropagation and Summarize.
     * With one rank nothing changes.
     */
    void Reduce();

    /** \return the number of nodes */
    uint32_t GetNNodes() const
    {
        return m_traffic.GetNNodes();
    }

    /**
     * \param node index of a node
     * \return bytes that the node has received since counting began
     */
    TrafficBytes GetIngress(uint32_t node) const
    {
        return m_traffic.Get(node).GetIngress();
    }

    /**
     * \param node index of a node
     * \return bytes that the node has sent since counting began
     */
    TrafficBytes GetEgress(uint32_t node) const
    {
        return m_traffic.Get(node).GetEgress();
    }

    /**
     * \param node index of a node
     * \return bytes of IP packets in GetEgress() that wait for the up link
     */
    uint64_t GetWaiting(uint32_t node) const
    {
        return m_traffic.Get(node).GetWaiting();
    }

    /** \return time from which on bytes are counted */
    Time GetFirstPublish() const
    {
        return m_traffic.GetStart();
    }

    /** \return number of messages for which a state is kept */
    std::size_t GetNTracked() const
    {
        return m_propagation.GetNTracked();
    }

    /** Nodes may also deliver messages that were published before the run, such as those of a store
     * that was filled. */
    void AllowPast()
    {
        m_check.AllowPast();
    }

    /** There are nodes outside the simulation, such as real ones behind a gateway: what they
     * publish and send is not known. */
    void AllowOutside()
    {
        m_check.AllowPast();
        m_traffic.SetPartial();
    }

    /**
     * Look whether everything holds that must hold in every run. Summarize no longer ends the
     * program if something does not.
     * \return a sentence about what does not hold; empty if everything does, and in a distributed
     *         simulation before Reduce and on other ranks than 0
     */
    std::string TakeFailure();

    /**
     * The program stops if something does not hold that must hold in every run.
     * \return the results so far; the caller has to add the description of the run
     */
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
    /** \return counts of a derived class, which Reduce adds up over all ranks */
    virtual std::vector<uint64_t*> GetCounts();

    /** \return a sentence about what does not hold; empty if everything does or is not known */
    std::string FindFailure() const;

    RunTraffic m_traffic;                        //!< bytes
    PropagationMetrics m_propagation;            //!< propagation of messages
    std::optional<PropagationJournal> m_journal; //!< events of this rank, if distributed
    DeliveryCheck m_check;                       //!< whether deliveries are right
    MessageFeed m_feed;                          //!< events of messages
    std::optional<RunTotals> m_totals;           //!< totals of all ranks, after Reduce
    bool m_isWhole{true};                        //!< whether this rank has the results of all
    bool m_isFailureTaken{false};                //!< whether the caller says what does not hold
};

} // namespace ns3

#endif /* WAKU_MESSAGE_TRACKER_H */
