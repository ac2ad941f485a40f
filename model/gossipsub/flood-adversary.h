/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_FLOOD_ADVERSARY_H
#define WAKU_FLOOD_ADVERSARY_H

#include "pubsub-adversary.h"

namespace ns3
{

/**
 * \ingroup waku
 * \brief An adversary that sends every peer something hostile again and again: the base of those
 * that flood.
 */
class FloodAdversary : public PubsubAdversary
{
  public:
    /** \return the TypeId */
    static TypeId GetTypeId();

    FloodAdversary();
    ~FloodAdversary() override;

    /** \return attribute Interval */
    Time GetInterval() const
    {
        return m_interval;
    }

  protected:
    void BeginAttack(Time now) override;

    /**
     * A round begins: what all peers get can be made.
     * \param now current time
     */
    virtual void Prepare(Time now);

    /**
     * Send a peer what it gets in a round.
     * \param now current time
     * \param peer the peer
     */
    virtual void Flood(Time now, PeerId peer) = 0;

  private:
    Time m_interval; //!< attribute Interval
};

} // namespace ns3

#endif /* WAKU_FLOOD_ADVERSARY_H */
