/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_GRAFT_FLOOD_ADVERSARY_H
#define WAKU_GRAFT_FLOOD_ADVERSARY_H

#include "flood-adversary.h"

namespace ns3
{

/**
 * \ingroup waku
 * \brief Sends GRAFT for every topic again and again, whatever PRUNE and its backoff say.
 *
 * Each GRAFT within a backoff costs P7 (GraftPenalty, and once more within GraftFloodThreshold).
 */
class GraftFloodAdversary : public FloodAdversary
{
  public:
    /** \return the TypeId */
    static TypeId GetTypeId();

    GraftFloodAdversary();
    ~GraftFloodAdversary() override;

  protected:
    void Flood(Time now, PeerId peer) override;
};

} // namespace ns3

#endif /* WAKU_GRAFT_FLOOD_ADVERSARY_H */
