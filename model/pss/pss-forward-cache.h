/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_PSS_FORWARD_CACHE_H
#define WAKU_PSS_FORWARD_CACHE_H

#include "pss-message.h"

#include "ns3/nstime.h"

#include <cstring>
#include <deque>
#include <unordered_map>
#include <utility>

namespace ns3
{

/**
 * \ingroup waku
 * \brief Digests of messages that a node has handled lately (pss/internal/ttlset).
 */
class PssForwardCache
{
  public:
    /** \param ttl how long a digest is kept */
    void SetTtl(Time ttl)
    {
        m_ttl = ttl;
    }

    /**
     * Add a digest, or keep it from now on.
     * \param digest the digest
     * \param now current time
     */
    void Add(const PssDigest& digest, Time now)
    {
        Expire(now);
        m_ends[digest] = now + m_ttl;
        m_order.emplace_back(now + m_ttl, digest);
    }

    /**
     * \param digest a digest
     * \param now current time
     * \return whether it was added less than the time to live ago
     */
    bool Has(const PssDigest& digest, Time now) const
    {
        const auto found = m_ends.find(digest);
        return found != m_ends.end() && found->second > now;
    }

    /** \return number of digests, expired ones that were not swept included */
    std::size_t GetSize() const
    {
        return m_ends.size();
    }

    /** Remove all digests. */
    void Clear()
    {
        m_ends.clear();
        m_order.clear();
    }

  private:
    /** Hash of a digest. */
    struct Hash
    {
        /**
         * \param digest a digest
         * \return its first bytes
         */
        std::size_t operator()(const PssDigest& digest) const
        {
            std::size_t value;
            std::memcpy(&value, digest.data(), sizeof(value));
            return value;
        }
    };

    /**
     * Remove digests whose time is over.
     * \param now current time
     */
    void Expire(Time now)
    {
        while (!m_order.empty() && m_order.front().first <= now)
        {
            const auto found = m_ends.find(m_order.front().second);
            if (found != m_ends.end() && found->second <= now)
            {
                m_ends.erase(found);
            }
            m_order.pop_front();
        }
    }

    Time m_ttl{Seconds(30)};                          //!< how long a digest is kept
    std::unordered_map<PssDigest, Time, Hash> m_ends; //!< end of each digest; never iterated
    std::deque<std::pair<Time, PssDigest>> m_order;   //!< additions, oldest first
};

} // namespace ns3

#endif /* WAKU_PSS_FORWARD_CACHE_H */
