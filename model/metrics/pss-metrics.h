/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_PSS_METRICS_H
#define WAKU_PSS_METRICS_H

#include "message-tracker.h"

#include "ns3/pss-error.h"
#include "ns3/pss-node.h"

#include <array>
#include <cstdint>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief Measures a run of PssNode applications. It uses only trace sources of the applications and
 * their devices.
 *
 * Expected at a message's publication are the nodes that PssRoster::FindExpected() finds. Other
 * nodes of a neighbourhood may handle the message too; GetNHandled() counts all.
 */
class PssMetrics : public MessageTracker
{
  public:
    /**
     * \param applications the applications; application i is node i of the results
     * \param devices device of each application, in the order of the applications; if empty, IP
     *        packets are not measured
     */
    PssMetrics(const ApplicationContainer& applications, const NetDeviceContainer& devices);

    /** \return number of times that a message was handed to handlers, by whatever node */
    uint64_t GetNHandled() const
    {
        return m_handled;
    }

    /**
     * \param error a kind of error
     * \return number of messages, packets and peers that were not accepted because of it
     */
    uint64_t GetNErrors(PssError error) const
    {
        return m_errors.at(static_cast<std::size_t>(error));
    }

    /** \return number of messages that no peer took */
    uint64_t GetNUndeliverable() const
    {
        return m_undeliverable;
    }

    /** \return number of peers disconnected because too many bytes waited for them */
    uint64_t GetNOverflows() const
    {
        return m_overflows;
    }

    RunSummary Summarize() const override;

  private:
    std::vector<uint64_t*> GetCounts() override;

    // Sinks of PssNode's trace sources of these names.
    void Deliver(Ptr<const PssMessage> message);
    void Undeliverable(Ptr<const PssMessage> message);
    void Reject(Ptr<const PssMessage> message, const PeerInfo& peer, PssError error);
    void Error(const PeerInfo& peer, PssError error);
    void Overflow(const PeerInfo& peer);

    uint64_t m_handled{0};                       //!< messages handed to handlers
    uint64_t m_undeliverable{0};                 //!< messages that no peer took
    uint64_t m_overflows{0};                     //!< peers disconnected
    std::array<uint64_t, PSS_ERRORS> m_errors{}; //!< number of errors by kind
};

} // namespace ns3

#endif /* WAKU_PSS_METRICS_H */
