/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_JITTER_EVENT_H
#define WAKU_JITTER_EVENT_H

#include "scenario-event.h"

namespace ns3
{

/**
 * \ingroup waku
 * \brief Delays of packets that certain hosts send or receive vary (EventWanLatency): from packet
 * to packet, and for each pair of hosts from time to time.
 */
class JitterEvent : public ScenarioEvent
{
  public:
    /** \return the TypeId */
    static TypeId GetTypeId();

    bool WorksWithRanks() const override;

  protected:
    Problem DoCheck(const Facts& facts) const override;
    void Prepare() override;
    void Begin() override;
    void End() override;

  private:
    Time m_packet;            //!< attribute Packet
    Time m_pair;              //!< attribute Pair
    Time m_period;            //!< attribute Period
    uint64_t m_jitterSeed{0}; //!< tells this jitter from others
};

} // namespace ns3

#endif /* WAKU_JITTER_EVENT_H */
