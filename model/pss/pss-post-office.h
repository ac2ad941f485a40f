/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_PSS_POST_OFFICE_H
#define WAKU_PSS_POST_OFFICE_H

#include "pss-error.h"
#include "pss-forward-cache.h"
#include "pss-handlers.h"
#include "pss-kademlia.h"
#include "pss-message-pool.h"

#include <deque>
#include <optional>
#include <set>
#include <utility>

namespace ns3
{

/**
 * \ingroup waku
 * \brief What a node sends.
 */
struct PssPost
{
    PssPartialAddress to;                         //!< address of the recipient, 0 to 32 bytes
    PssTopic topic{0};                            //!< topic
    VirtualBytes payload;                         //!< payload, at least a byte
    PssEncryption encryption{PssEncryption::RAW}; //!< how it is encrypted
    PssKey key{0};                                //!< key, unless it is raw
};

/**
 * \ingroup waku
 * \brief What a node does with messages (pss/pss.go, handlePssMsg): it recognises those that it has
 * handled, hands them to its handlers, and forwards them.
 *
 * A node handles a message if it begins like its own address, or, with a handler for its
 * neighbourhood, if the address is within its neighbourhood. A message with a whole address that
 * the node has read is not forwarded any more; any other one is (ForwardPssMessage). A message that
 * cannot be sent to any peer waits.
 */
class PssPostOffice
{
  public:
    /** What the post office needs and tells. */
    class Host
    {
      public:
        virtual ~Host() = default;
        /**
         * Send a message to a peer.
         * \param peer the peer
         * \param message the message
         * \return whether that was possible
         */
        virtual bool SendMessage(PeerId peer, const Ptr<const PssMessage>& message) = 0;
        /**
         * A message has come.
         * \param peer the sending peer
         * \param message the message
         * \param isDuplicate whether it was handled within the time to live of the cache
         */
        virtual void MessageReceived(PeerId peer,
                                     const Ptr<const PssMessage>& message,
                                     bool isDuplicate) = 0;
        /**
         * A message is neither handled nor forwarded.
         * \param peer the sending peer
         * \param message the message
         * \param error why
         */
        virtual void MessageRejected(PeerId peer,
                                     const Ptr<const PssMessage>& message,
                                     PssError error) = 0;
        /**
         * A message is handed to handlers.
         * \param message the message
         */
        virtual void MessageDelivered(const Ptr<const PssMessage>& message) = 0;
        /**
         * A message has waited for a peer too long, and is dropped.
         * \param message the message
         */
        virtual void MessageDropped(const Ptr<const PssMessage>& message) = 0;
    };

    /** Settings. */
    struct Settings
    {
        Time cacheTtl;      //!< how long a message is recognised
        Time maxRetryTime;  //!< how long a message waits for a peer
        uint32_t unixEpoch; //!< UNIX time at which the simulation starts, seconds
    };

    /** \param host what it needs; must outlive the post office */
    explicit PssPostOffice(Host& host);

    /**
     * \param kademlia table of the node; must outlive the post office
     * \param settings settings
     */
    void SetUp(PssKademlia& kademlia, const Settings& settings);

    /** \return the handlers of the node */
    PssHandlers& GetHandlers()
    {
        return m_handlers;
    }

    /**
     * \param key a key
     * \param topic topic of messages that can be read with the key
     */
    void AddSymmetricKey(PssKey key, PssTopic topic)
    {
        m_keys.emplace(topic, key);
    }

    /**
     * Send a message of the node.
     * \param now current time
     * \param message the message
     */
    void Send(Time now, const Ptr<const PssMessage>& message);

    /**
     * Handle a message of a peer.
     * \param now current time
     * \param peer the peer
     * \param message the message
     */
    void Handle(Time now, PeerId peer, const Ptr<const PssMessage>& message);

    /**
     * Forward the messages that wait.
     * \param now current time
     */
    void Retry(Time now);

    /** Forget all messages. */
    void Clear();

    /**
     * \param message a message
     * \return whether the node handles it by its address
     */
    bool IsRecipient(const PssMessage& message) const;

    /**
     * \param message a message
     * \return whether the node has the key and a handler that takes it
     */
    bool CanRead(const PssMessage& message) const;

    /**
     * \param topic a topic
     * \return whether a handler takes all messages of the topic to the neighbourhood
     */
    bool TakesNeighbourhood(PssTopic topic) const;

    /** \return number of messages that wait for a peer */
    std::size_t GetNWaiting() const
    {
        return m_outbox.size();
    }

    /**
     * \param now current time
     * \return UNIX time, seconds
     */
    uint32_t GetUnixTime(Time now) const;

  private:
    /** A message that waits for a peer. */
    struct Waiting
    {
        Time since;                    //!< when it was handled
        Ptr<const PssMessage> message; //!< the message
    };

    /**
     * \param message a message
     * \return its payload after decryption; nothing without the key
     */
    std::optional<VirtualBytes> Decrypt(const PssMessage& message) const;

    /**
     * Handle a message that is for the node.
     * \param now current time
     * \param message the message
     * \return whether it could be read
     */
    bool Process(Time now, const Ptr<const PssMessage>& message);

    /**
     * Forward a message. If there is no peer that it can be sent to, it waits.
     * \param now current time
     * \param message the message
     */
    void Forward(Time now, const Ptr<const PssMessage>& message);

    /**
     * Drop the messages that have waited too long, so that those wait no longer for which no peer
     * ever comes.
     * \param now current time
     */
    void DropLate(Time now);

    /**
     * \param now current time
     * \param message a message
     * \return whether it was sent to a peer
     */
    bool SendToPeers(Time now, const Ptr<const PssMessage>& message);

    Host& m_host;                                 //!< what it needs
    PssKademlia* m_kademlia{nullptr};             //!< table of the node
    Settings m_settings;                          //!< settings
    PssHandlers m_handlers;                       //!< handlers by topic
    std::set<std::pair<PssTopic, PssKey>> m_keys; //!< symmetric keys
    PssForwardCache m_cache;                      //!< messages handled lately
    std::deque<Waiting> m_outbox;                 //!< messages that wait for a peer
};

} // namespace ns3

#endif /* WAKU_PSS_POST_OFFICE_H */
