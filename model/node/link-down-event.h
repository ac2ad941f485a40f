/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_LINK_DOWN_EVENT_H
#define WAKU_LINK_DOWN_EVENT_H

#include "scenario-event.h"

namespace ns3
{

/**
 * \ingroup waku
 * \brief The access links of hosts fail: nothing is sent or received. The nodes stay online, and
 * their connections live on if TCP does not give them up before.
 */
class LinkDownEvent : public ScenarioEvent
{
  public:
    /** \return the TypeId */
    static TypeId GetTypeId();

  protected:
    void Begin() override;
    void End() override;
};

} // namespace ns3

#endif /* WAKU_LINK_DOWN_EVENT_H */
