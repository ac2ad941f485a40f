/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_IHAVE_FLOOD_ADVERSARY_H
#define WAKU_IHAVE_FLOOD_ADVERSARY_H

#include "flood-adversary.h"

namespace ns3
{

/**
 * \ingroup waku
 * \brief Offers messages that do not exist (IHAVE), and breaks the promise to send them.
 *
 * The victim asks for them (IWANT), which MaxIHaveLength and MaxIHaveMessages bound, and each
 * broken promise costs P7 (PromisePenalty).
 */
class IHaveFloodAdversary : public FloodAdversary
{
  public:
    /** \return the TypeId */
    static TypeId GetTypeId();

    IHaveFloodAdversary();
    ~IHaveFloodAdversary() override;

  protected:
    void Prepare(Time now) override;
    void Flood(Time now, PeerId peer) override;

  private:
    uint32_t m_nIds;  //!< attribute Ids
    MessageIds m_ids; //!< ids of this round
};

} // namespace ns3

#endif /* WAKU_IHAVE_FLOOD_ADVERSARY_H */
