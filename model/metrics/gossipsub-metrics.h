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
 * \brief Counts the control messages of gossipsub and their effects.
 *
 * It uses only trace sources of the routers. The object must exist while the simulation runs.
 */
class GossipSubMetrics
{
  public:
    /**
     * \param applications relays or other P2pNodes with pubsub in mode GossipSub; any other
     *        application stops the program
     */
    explicit GossipSubMetrics(const ApplicationContainer& applications);

    GossipSubMetrics(const GossipSubMetrics&) = delete;
    GossipSubMetrics& operator=(const GossipSubMetrics&) = delete;

    /** Set all counts to 0. */
    void Reset();

    /**
     * \param control a kind of control message
     * \return number of control messages of this kind received
     */
    uint64_t GetNReceived(GossipSubControl control) const;

    /**
     * \param control a kind of control message
     * \return number of message ids in control messages of this kind received
     */
    uint64_t GetNIds(GossipSubControl control) const;

    /** \return number of full messages sent in response to an IWANT */
    uint64_t GetNServed() const
    {
        return m_served;
    }

    /** \return number of full messages removed from send queues because of an IDONTWANT */
    uint64_t GetNSuppressed() const
    {
        return m_suppressed;
    }

    /** \return number of broken promises (GossipPromises) */
    uint64_t GetNBrokenPromises() const
    {
        return m_brokenPromises;
    }

    /** \return all counts by name, for RunSummary; those of extensions only if above 0 */
    std::vector<std::pair<std::string, uint64_t>> GetCounts() const;

  private:
    /** Parameters as GossipSubRouter::ControlTracedCallback. */
    void HandleControl(PeerId peer,
                       GossipSubControl control,
                       const std::string& topic,
                       uint32_t ids);
    /** Parameters as GossipSubRouter::ServedTracedCallback. */
    void HandleServed(PeerId peer, Ptr<const PubsubMessage> message);
    /** Parameters as GossipSubRouter::ServedTracedCallback. */
    void HandleSuppressed(PeerId peer, Ptr<const PubsubMessage> message);
    /** Parameters as GossipSubRouter::ServedTracedCallback. */
    void HandleHeldBack(PeerId peer, Ptr<const PubsubMessage> message);
    /** Parameters as GossipSubRouter::PeerTracedCallback. */
    void HandlePreambleExpired(PeerId peer);
    /** Parameters as GossipSubRouter::PromiseTracedCallback. */
    void HandleBrokenPromise(PeerId peer, uint32_t count);

    std::array<uint64_t, GOSSIPSUB_CONTROLS> m_received{}; //!< control messages by kind
    std::array<uint64_t, GOSSIPSUB_CONTROLS> m_ids{};      //!< message ids by kind
    uint64_t m_served{0};           //!< messages sent in response to an IWANT
    uint64_t m_suppressed{0};       //!< messages removed from send queues
    uint64_t m_heldBack{0};         //!< messages held back by IMRECEIVING
    uint64_t m_preamblesExpired{0}; //!< messages that PREAMBLE announced in vain
    uint64_t m_brokenPromises{0};   //!< broken promises
};

} // namespace ns3

#endif /* WAKU_GOSSIPSUB_METRICS_H */
