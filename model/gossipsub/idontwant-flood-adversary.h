/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_IDONTWANT_FLOOD_ADVERSARY_H
#define WAKU_IDONTWANT_FLOOD_ADVERSARY_H

#include "flood-adversary.h"

namespace ns3
{

/**
 * \ingroup waku
 * \brief Names messages that do not exist as unwanted (IDONTWANT), to fill the memory of its peers.
 *
 * MaxIDontWantMessages, MaxIDontWantLength and MaxIDontWantIds bound what a peer notes.
 */
class IDontWantFloodAdversary : public FloodAdversary
{
  public:
    /** \return the TypeId */
    static TypeId GetTypeId();

    IDontWantFloodAdversary();
    ~IDontWantFloodAdversary() override;

  protected:
    void Prepare(Time now) override;
    void Flood(Time now, PeerId peer) override;

  private:
    uint32_t m_nIds;  //!< attribute Ids
    MessageIds m_ids; //!< ids of this round
};

} // namespace ns3

#endif /* WAKU_IDONTWANT_FLOOD_ADVERSARY_H */
