/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_WAKU_TRAFFIC_GENERATOR_H
#define WAKU_WAKU_TRAFFIC_GENERATOR_H

#include "ns3/event-id.h"
#include "ns3/lazy-uniform.h"
#include "ns3/nstime.h"
#include "ns3/object.h"
#include "ns3/random-variable-stream.h"

#include <functional>

namespace ns3
{

/**
 * \ingroup waku
 * \brief Determines when a node publishes a message and how large the message is.
 */
class WakuTrafficGenerator : public Object
{
  public:
    /** Distribution of the times between messages. */
    enum class Arrivals
    {
        POISSON,  //!< gaps are exponentially distributed
        PERIODIC, //!< gaps are equal, and the first message comes at a random time within one
    };

    /** \return the TypeId */
    static TypeId GetTypeId();

    WakuTrafficGenerator();
    ~WakuTrafficGenerator() override;

    /**
     * Assign fixed random variable streams.
     * \param stream the first stream number to use
     * \return the number of streams used
     */
    int64_t AssignStreams(int64_t stream);

    /**
     * Start traffic.
     * \param publish called for each message with its size in bytes
     */
    void Start(std::function<void(uint32_t size)> publish);

    /** Stop traffic. */
    void Stop();

    /** \return the number of messages so far */
    uint64_t GetNMessages() const
    {
        return m_messages;
    }

  protected:
    void DoDispose() override;

  private:
    /** \return time from one message to the next, seconds */
    double DrawGap();
    /** \return time from the start to the first message, seconds */
    double DrawFirstGap();
    /** \return size of the next message, bytes */
    uint32_t DrawSize();
    /**
     * Schedule the next message.
     * \param wait time until the gap begins
     * \param gap length of the gap, in seconds; may be any length
     */
    void ScheduleNext(Time wait, double gap);
    /** Publish a message, and schedule the next. */
    void Publish();

    double m_messagesPerHour;                //!< attribute MessagesPerHour
    Arrivals m_arrivals;                     //!< attribute Arrivals
    Ptr<RandomVariableStream> m_size;        //!< attribute Size
    Time m_start;                            //!< attribute Start
    Time m_stop;                             //!< attribute Stop
    uint64_t m_maxMessages;                  //!< attribute MaxMessages
    LazyUniform m_gap;                       //!< gaps of a Poisson process
    LazyUniform m_phase;                     //!< phase of periodic traffic
    std::function<void(uint32_t)> m_publish; //!< called for each message
    EventId m_next;                          //!< next message
    uint64_t m_messages{0};                  //!< messages so far
};

} // namespace ns3

#endif /* WAKU_WAKU_TRAFFIC_GENERATOR_H */
