/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_EVENT_WAN_LOSS_H
#define WAKU_EVENT_WAN_LOSS_H

#include "wan-channel.h"
#include "wan-loss-model.h"

#include <map>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief The losses of another model and, while they hold, further ones of packets that certain
 * hosts send or receive. Losses are independent of each other.
 */
class EventWanLoss : public WanLossModel
{
  public:
    /** \return the TypeId */
    static TypeId GetTypeId();

    /**
     * \param channel a channel
     * \return its model of losses, after putting it into an EventWanLoss if it is none
     */
    static Ptr<EventWanLoss> Of(const Ptr<WanChannel>& channel);

    /**
     * Lose further packets, until Remove.
     * \param source identifies the losses, such as `this`
     * \param hosts indices of the hosts
     * \param probability probability that a packet which one of them sends or receives is lost
     */
    void Add(const void* source, const std::vector<uint32_t>& hosts, double probability);

    /** \param source as for Add */
    void Remove(const void* source);

    double GetLossProbability(uint32_t from, uint32_t to) const override;

    /** \return a number that changes when losses do, for sockets that draw losses ahead */
    uint8_t GetEpoch() const
    {
        return m_epoch;
    }

  protected:
    void DoDispose() override;

  private:
    /** Losses of some hosts. */
    struct Losses
    {
        const void* source;       //!< what has added them
        std::vector<bool> isHost; //!< by host: whether it is one of them
        double probability;       //!< of each packet
    };

    Ptr<WanLossModel> m_base;     //!< losses that always hold; may be null
    std::vector<Losses> m_losses; //!< further losses
    uint8_t m_epoch{0};           //!< changes when losses do
};

} // namespace ns3

#endif /* WAKU_EVENT_WAN_LOSS_H */
