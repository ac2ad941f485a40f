/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_WHISPER_USER_H
#define WAKU_WHISPER_USER_H

#include "whisper-post.h"

#include "ns3/event-id.h"
#include "ns3/nstime.h"
#include "ns3/object.h"
#include "ns3/presence.h"
#include "ns3/random-variable-stream.h"

#include <string>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \param name name of a chat
 * \return topic of the chat: the first 4 bytes of Keccak-256 of the name, as in Status clients
 */
WhisperTopic GetWhisperTopic(const std::string& name);

/**
 * \ingroup waku
 * \brief The user of a Whisper node, as in the closed-form scaling model of Whisper
 * (vacp2p/research, whisper_scalability; assumptions A2, A6, A7, A9, A12 and A17).
 *
 * A user takes part in some of the public chats, each of which has a topic, and receives private
 * messages on the topic of a partition, which several users share. A message is private or public
 * and is sent in several envelopes. A private message goes to another user, drawn at random; a
 * public message goes to a chat of the sender. A user may be offline for a share of the time.
 */
class WhisperUser : public Object
{
  public:
    /** \return the TypeId */
    static TypeId GetTypeId();

    WhisperUser();
    ~WhisperUser() override;

    /**
     * Set the number of this user.
     * \param index number of the user, below `users`
     * \param users number of all users
     */
    void SetIndex(uint32_t index, uint32_t users);

    /**
     * Assign fixed random variable streams.
     * \param stream the first stream number to use
     * \return the number of streams used
     */
    int64_t AssignStreams(int64_t stream);

    /** \return topics of this user, which are drawn at the first call */
    const std::vector<WhisperTopic>& GetTopics();

    /**
     * Write a message.
     * \param size payload of each envelope, in bytes
     * \return the envelopes to publish
     */
    std::vector<WhisperPost> Write(uint32_t size);

    /** \return whether the user is offline at times */
    bool HasPauses() const
    {
        return m_offlineShare > 0;
    }

    /**
     * Begin to go offline and come back, if the user is offline at times. The user is online at
     * first.
     * \param presence presence of the user's node; must exist until Stop() or Dispose()
     */
    void Start(Presence& presence);

    /** Stop going offline, and undo it if the user is offline. */
    void Stop();

  protected:
    void DoDispose() override;

  private:
    /** \return how long the user stays online or offline */
    Time DrawStay();
    /** Schedule the next time at which the user goes offline or comes back. */
    void ScheduleChange();

    /**
     * \param user number of a user
     * \return topic on which the user receives private messages
     */
    WhisperTopic GetPrivateTopic(uint32_t user) const;

    uint32_t m_envelopes;                   //!< attribute EnvelopesPerMessage
    double m_privateShare;                  //!< attribute PrivateShare
    uint32_t m_partitions;                  //!< attribute Partitions
    uint32_t m_publicTopics;                //!< attribute PublicTopics
    uint32_t m_topicsByUser;                //!< attribute TopicsByUser
    double m_offlineShare;                  //!< attribute OfflineShare
    Ptr<RandomVariableStream> m_onlineTime; //!< attribute OnlineTime
    Ptr<UniformRandomVariable> m_uniform;   //!< draws chats and recipients
    uint32_t m_index{0};                    //!< number of this user
    uint32_t m_users{1};                    //!< number of users
    Presence* m_presence{nullptr};          //!< presence of the node, between Start() and Stop()
    EventId m_change;                       //!< next time that the user goes offline or comes back
    std::vector<WhisperTopic> m_topics;     //!< topics of public chats, then the private topic
};

} // namespace ns3

#endif /* WAKU_WHISPER_USER_H */
