/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_INVALID_MESSAGE_ADVERSARY_H
#define WAKU_INVALID_MESSAGE_ADVERSARY_H

#include "flood-adversary.h"

#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief Sends messages that validation rejects: their bytes are no WakuMessage.
 *
 * Each costs P4 (InvalidMessageDeliveriesWeight, the square of their number).
 */
class InvalidMessageAdversary : public FloodAdversary
{
  public:
    /** \return the TypeId */
    static TypeId GetTypeId();

    InvalidMessageAdversary();
    ~InvalidMessageAdversary() override;

  protected:
    void Prepare(Time now) override;
    void Flood(Time now, PeerId peer) override;

  private:
    uint32_t m_size;                               //!< attribute Size
    std::vector<Ptr<const PubsubMessage>> m_round; //!< messages of this round
};

} // namespace ns3

#endif /* WAKU_INVALID_MESSAGE_ADVERSARY_H */
