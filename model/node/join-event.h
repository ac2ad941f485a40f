/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_JOIN_EVENT_H
#define WAKU_JOIN_EVENT_H

#include "scenario-event.h"

#include "ns3/event-id.h"

#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief Nodes arrive one after the other, at random times: a Poisson process. Before that they are
 * not there. Who has not arrived when the event ends never does.
 */
class JoinEvent : public ScenarioEvent
{
  public:
    /** \return the TypeId */
    static TypeId GetTypeId();

  protected:
    void Prepare() override;
    void Begin() override;
    void End() override;
    void DoDispose() override;

  private:
    /** Let the next node arrive later. */
    void ScheduleNext();

    Time m_every;                    //!< attribute Every
    std::vector<uint32_t> m_waiting; //!< nodes that have not arrived; the last one is next
    EventId m_next;                  //!< the next arrival
};

} // namespace ns3

#endif /* WAKU_JOIN_EVENT_H */
