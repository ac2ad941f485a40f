/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_LEAVE_EVENT_H
#define WAKU_LEAVE_EVENT_H

#include "scenario-event.h"

namespace ns3
{

/**
 * \ingroup waku
 * \brief Nodes leave the network: they close their connections and say goodbye, and come back when
 * the event ends.
 */
class LeaveEvent : public ScenarioEvent
{
  public:
    /** \return the TypeId */
    static TypeId GetTypeId();

  protected:
    void Begin() override;
    void End() override;
};

} // namespace ns3

#endif /* WAKU_LEAVE_EVENT_H */
