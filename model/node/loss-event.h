/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_LOSS_EVENT_H
#define WAKU_LOSS_EVENT_H

#include "scenario-event.h"

namespace ns3
{

/**
 * \ingroup waku
 * \brief Packets that certain hosts send or receive are lost, each with the same probability,
 * beside those that are lost anyway (EventWanLoss).
 */
class LossEvent : public ScenarioEvent
{
  public:
    /** \return the TypeId */
    static TypeId GetTypeId();

  protected:
    Problem DoCheck(const Facts& facts) const override;
    void Prepare() override;
    void Begin() override;
    void End() override;

  private:
    double m_probability; //!< attribute Probability
};

} // namespace ns3

#endif /* WAKU_LOSS_EVENT_H */
