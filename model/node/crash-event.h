/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_CRASH_EVENT_H
#define WAKU_CRASH_EVENT_H

#include "scenario-event.h"

namespace ns3
{

/**
 * \ingroup waku
 * \brief Hosts fail: they end without a word, no FIN and no RST, and answer nothing. Their peers
 * find out when what they send is not acknowledged (TcpSocketBase's DataRetries), or by
 * keep-alives. When the event ends the hosts are back, and answer segments of old connections with
 * resets.
 */
class CrashEvent : public ScenarioEvent
{
  public:
    /** \return the TypeId */
    static TypeId GetTypeId();

  protected:
    void Begin() override;
    void End() override;
};

} // namespace ns3

#endif /* WAKU_CRASH_EVENT_H */
