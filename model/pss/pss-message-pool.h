/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_PSS_MESSAGE_POOL_H
#define WAKU_PSS_MESSAGE_POOL_H

#include "pss-message.h"

#include "ns3/object.h"
#include "ns3/traced-callback.h"

#include <map>
#include <string>
#include <unordered_map>

namespace ns3
{

/**
 * \ingroup waku
 * \brief The messages of a run, one immutable object for each.
 *
 * A publisher adds its message, which is hashed then. A receiver finds it by its first bytes, which
 * are real, so it neither reads nor hashes virtual bytes. A message that no publisher has added
 * comes from a hostile peer: the receiver reads and hashes it, and it is never kept here.
 *
 * All nodes of a simulation share one pool, unless PssProtocol::SetMessagePool gives them others. A
 * message leaves the pool when its time to live is over, since nobody handles it any more.
 */
class PssMessagePool : public Object
{
  public:
    /** \return the TypeId */
    static TypeId GetTypeId();

    PssMessagePool();
    ~PssMessagePool() override;

    /**
     * Add a message that is published, and drop those that have expired.
     * \param fields fields of the message
     * \param now current UNIX time, seconds
     * \return the message
     */
    Ptr<const PssMessage> Add(const PssMessageFields& fields, uint32_t now);

    /**
     * \param key first bytes of a message, as PssMessage::GetKey() returns them
     * \return a message that begins with them, or null
     */
    Ptr<const PssMessage> Find(const std::string& key) const;

    /** \return number of messages in the pool */
    std::size_t GetSize() const
    {
        return m_byKey.size();
    }

    /**
     * Signature of trace source Expire.
     * \param message the message
     */
    typedef void (*MessageTracedCallback)(Ptr<const PssMessage> message);

  protected:
    void DoDispose() override;

  private:
    std::unordered_map<std::string, Ptr<const PssMessage>> m_byKey; //!< by first bytes
    std::multimap<uint32_t, Ptr<const PssMessage>> m_byExpire;      //!< by end of time to live
    TracedCallback<Ptr<const PssMessage>> m_expireTrace;            //!< trace source Expire
};

} // namespace ns3

#endif /* WAKU_PSS_MESSAGE_POOL_H */
