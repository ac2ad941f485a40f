/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_IWANT_FLOOD_ADVERSARY_H
#define WAKU_IWANT_FLOOD_ADVERSARY_H

#include "flood-adversary.h"

#include <deque>

namespace ns3
{

/**
 * \ingroup waku
 * \brief Asks for the same messages again and again (IWANT), though it has them.
 *
 * GossipRetransmission bounds how often a peer serves a message, MaxIWantMessages how many IWANTs
 * it reads between heartbeats, and GossipThreshold from whom.
 */
class IWantFloodAdversary : public FloodAdversary
{
  public:
    /** \return the TypeId */
    static TypeId GetTypeId();

    IWantFloodAdversary();
    ~IWantFloodAdversary() override;

  protected:
    void Flood(Time now, PeerId peer) override;

  private:
    void Deliver(Ptr<const PubsubMessage> message) override;

    uint32_t m_nIds;             //!< attribute Ids
    std::deque<MessageId> m_ids; //!< of the latest messages, oldest first
};

} // namespace ns3

#endif /* WAKU_IWANT_FLOOD_ADVERSARY_H */
