/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_IDLE_TIMEOUT_EVENT_H
#define WAKU_IDLE_TIMEOUT_EVENT_H

#include "scenario-event.h"

#include "ns3/ptr.h"

namespace ns3
{

/**
 * \ingroup waku
 * \brief Boxes in front of hosts forget connections over which nothing has passed for a time, as
 * address translators and firewalls do: later packets of such a connection are lost, and nobody is
 * told. Keep-alives prevent it (ns3::WanTcpSocketFactory::KeepAlive).
 */
class IdleTimeoutEvent : public ScenarioEvent
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
    class Boxes;

    Time m_idle;        //!< attribute Idle
    Ptr<Boxes> m_boxes; //!< stop packets; null before Prepare
};

} // namespace ns3

#endif /* WAKU_IDLE_TIMEOUT_EVENT_H */
