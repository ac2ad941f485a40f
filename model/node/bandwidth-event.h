/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_BANDWIDTH_EVENT_H
#define WAKU_BANDWIDTH_EVENT_H

#include "scenario-event.h"

#include "ns3/data-rate.h"

#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief Access links of hosts have other rates.
 */
class BandwidthEvent : public ScenarioEvent
{
  public:
    /** \return the TypeId */
    static TypeId GetTypeId();

  protected:
    Problem DoCheck(const Facts& facts) const override;
    void Begin() override;
    void End() override;

  private:
    /** The rates that a host had before. */
    struct Before
    {
        uint32_t node; //!< index of its node
        DataRate up;   //!< up rate
        DataRate down; //!< down rate
    };

    DataRate m_up;                //!< attribute Up
    DataRate m_down;              //!< attribute Down
    std::vector<Before> m_before; //!< rates of before
};

} // namespace ns3

#endif /* WAKU_BANDWIDTH_EVENT_H */
