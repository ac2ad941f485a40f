/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_WHISPER_DELIVERED_H
#define WAKU_WHISPER_DELIVERED_H

#include "whisper-envelope.h"

#include <set>

namespace ns3
{

/**
 * \ingroup waku
 * \brief The envelopes that the application of a node has, although the node's cache has them no
 * more or never had them: those from before the node was offline, and those of a mail server.
 *
 * A node that comes back accepts and relays such an envelope again, as go-ethereum does after a
 * restart. The application must not get it twice; Status' application knows its messages by their
 * ids. Envelopes are kept until they expire, since peers send none that have expired.
 */
class WhisperDelivered
{
  public:
    /** \param envelope an envelope that the application has */
    void Add(Ptr<const WhisperEnvelope> envelope)
    {
        m_envelopes.insert(envelope);
    }

    /**
     * \param envelope an envelope
     * \return whether the application has it
     */
    bool Has(Ptr<const WhisperEnvelope> envelope) const
    {
        return !m_envelopes.empty() && m_envelopes.count(envelope) > 0;
    }

    /** \param now UNIX time, seconds; envelopes that have expired are forgotten */
    void Expire(uint32_t now)
    {
        for (auto it = m_envelopes.begin(); it != m_envelopes.end();)
        {
            it = (*it)->GetExpiry() < now ? m_envelopes.erase(it) : std::next(it);
        }
    }

    /** Forget all. */
    void Clear()
    {
        m_envelopes.clear();
    }

  private:
    std::set<Ptr<const WhisperEnvelope>> m_envelopes; //!< for look-up only
};

} // namespace ns3

#endif /* WAKU_WHISPER_DELIVERED_H */
