/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_GOSSIPSUB_METRICS_H
#define WAKU_GOSSIPSUB_METRICS_H

#include "ns3/application-container.h"
#include "ns3/gossipsub-router.h"

#include <array>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief Counts what gossipsub does besides sending messages, from the trace sources of the routers
 * only.
 *
 * Must be alive while the simulation runs.
 */
class GossipSubMetrics
{
  public:
    /** \param applications relays in mode GossipSub; stops if one is not */
    explicit GossipSubMetrics(const ApplicationContainer& applications);

    GossipSubMetrics(const GossipSubMetrics&) = delete;
    GossipSubMetrics& operator=(const GossipSubMetrics&) = delete;

    /** Count from now on. */
    void Reset();

    /** \param control a kind \return control messages of it that came in */
    uint64_t GetNReceived(GossipSubControl control) const;

    /** \param control a kind \return message ids in control messages of it that came in */
    uint64_t GetNIds(GossipSubControl control) const;

    /** \return messages sent on IWANT */
    uint64_t GetNServed() const
    {
        return m_served;
    }

    /** \return messages that IDONTWANT took out of send queues */
    uint64_t GetNSuppressed() const
    {
        return m_suppressed;
    }

    /** \return promises that were broken */
    uint64_t GetNBrokenPromises() const
    {
        return m_brokenPromises;
    }

    /** \return all counts by name, for RunSummary */
    std::vector<std::pair<std::string, uint64_t>> GetCounts() const;

  private:
    static constexpr std::size_t KINDS = 5; //!< values of GossipSubControl

    /** Parameters as GossipSubRouter::ControlTracedCallback. */
    void HandleControl(PeerId peer,
                       GossipSubControl control,
                       const std::string& topic,
                       uint32_t ids);
    /** Parameters as GossipSubRouter::ServedTracedCallback. */
    void HandleServed(PeerId peer, Ptr<const PubsubMessage> message);
    /** Parameters as GossipSubRouter::ServedTracedCallback. */
    void HandleSuppressed(PeerId peer, Ptr<const PubsubMessage> message);
    /** Parameters as GossipSubRouter::PromiseTracedCallback. */
    void HandleBrokenPromise(PeerId peer, uint32_t count);

    std::array<uint64_t, KINDS> m_received{}; //!< control messages by kind
    std::array<uint64_t, KINDS> m_ids{};      //!< message ids by kind
    uint64_t m_served{0};                     //!< messages sent on IWANT
    uint64_t m_suppressed{0};                 //!< sends taken back
    uint64_t m_brokenPromises{0};             //!< promises
};

} // namespace ns3

#endif /* WAKU_GOSSIPSUB_METRICS_H */
