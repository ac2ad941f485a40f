/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_PARTITION_EVENT_H
#define WAKU_PARTITION_EVENT_H

#include "scenario-event.h"

#include "ns3/ptr.h"

namespace ns3
{

/**
 * \ingroup waku
 * \brief The network falls into two parts, between which no packet gets through: the nodes of the
 * event, and the others. When it ends, it is whole again.
 */
class PartitionEvent : public ScenarioEvent
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
    class Cut;

    Ptr<Cut> m_cut; //!< stops packets; null before Prepare
};

} // namespace ns3

#endif /* WAKU_PARTITION_EVENT_H */
