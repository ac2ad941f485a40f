/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_NAT_EVENT_H
#define WAKU_NAT_EVENT_H

#include "scenario-event.h"

namespace ns3
{

/**
 * \ingroup waku
 * \brief Hosts are behind address translators: they can dial, and nobody can dial them. It holds
 * for the whole run. A node behind one dials the neighbours that would dial it; two nodes that both
 * are behind one are not connected.
 */
class NatEvent : public ScenarioEvent
{
  public:
    /** \return the TypeId */
    static TypeId GetTypeId();

  protected:
    Problem DoCheck(const Facts& facts) const override;
    void Prepare() override;
    void Begin() override;

  private:
    class Translators;

    /** Let nodes dial the neighbours that would dial them. */
    void TurnDialsRound() const;

    bool m_refuses; //!< attribute Refuses
};

} // namespace ns3

#endif /* WAKU_NAT_EVENT_H */
