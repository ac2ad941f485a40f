/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_EVENT_WAN_LATENCY_H
#define WAKU_EVENT_WAN_LATENCY_H

#include "wan-channel.h"
#include "wan-latency-model.h"

#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief The delays of another model and, while it holds, jitter of packets that certain hosts send
 * or receive.
 *
 * Jitter has two parts. One is drawn for each packet, the other for each pair of hosts and period,
 * the same in both directions. Both are uniform between minus and plus a bound; a delay is never
 * below 0. What is drawn is a hash of the hosts and the time, so that it does not depend on what
 * other hosts do. WanChannel keeps the packets of a pair in order.
 */
class EventWanLatency : public WanLatencyModel
{
  public:
    /** \return the TypeId */
    static TypeId GetTypeId();

    /**
     * \param channel a channel that has a latency model
     * \return its latency model, after putting it into an EventWanLatency if it is none
     */
    static Ptr<EventWanLatency> Of(const Ptr<WanChannel>& channel);

    /** How delays vary. */
    struct Jitter
    {
        Time packet;      //!< bound of the part of each packet
        Time pair;        //!< bound of the part of each pair
        Time period;      //!< how long the part of a pair stays the same; above 0
        uint64_t seed{0}; //!< random number that tells this jitter from others
    };

    /**
     * Let delays vary, until Remove.
     * \param source identifies the jitter, such as `this`
     * \param hosts indices of the hosts
     * \param jitter how delays of packets which one of them sends or receives vary
     */
    void Add(const void* source, const std::vector<uint32_t>& hosts, const Jitter& jitter);

    /** \param source as for Add */
    void Remove(const void* source);

    Time GetDelay(uint32_t from, uint32_t to) const override;

    /** \return 0, since jitter may begin at any time */
    Time GetMinimumDelay() const override;

    bool IsVariable() const override;

    int64_t AssignStreams(int64_t stream) override;

  protected:
    void DoDispose() override;

  private:
    /** Jitter of some hosts. */
    struct Entry
    {
        const void* source;       //!< what has added it
        std::vector<bool> isHost; //!< by host: whether it is one of them
        Jitter jitter;            //!< how delays vary
    };

    Ptr<WanLatencyModel> m_base;  //!< delays without jitter
    std::vector<Entry> m_entries; //!< jitter that holds
};

} // namespace ns3

#endif /* WAKU_EVENT_WAN_LATENCY_H */
