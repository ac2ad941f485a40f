/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_REPLAY_ADVERSARY_H
#define WAKU_REPLAY_ADVERSARY_H

#include "flood-adversary.h"

#include <deque>
#include <utility>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief Sends old messages again, when its peers have forgotten that they have seen them.
 *
 * SeenTtl bounds how old a message has to be, RefreshSeen renews it with each copy, and a proof of
 * RLN is valid for its epoch only.
 */
class ReplayAdversary : public FloodAdversary
{
  public:
    /** \return the TypeId */
    static TypeId GetTypeId();

    ReplayAdversary();
    ~ReplayAdversary() override;

  protected:
    void Prepare(Time now) override;
    void Flood(Time now, PeerId peer) override;

  private:
    void Deliver(Ptr<const PubsubMessage> message) override;

    Time m_age;                                                    //!< attribute Age
    std::deque<std::pair<Time, Ptr<const PubsubMessage>>> m_known; //!< messages, oldest first
    std::vector<Ptr<const PubsubMessage>> m_round;                 //!< messages of this round
};

} // namespace ns3

#endif /* WAKU_REPLAY_ADVERSARY_H */
