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
 * \return its topic: the first 4 bytes of Keccak-256 of the name, as Status clients have it
 */
WhisperTopic GetWhisperTopic(const std::string& name);

/**
 * \ingroup waku
 * \brief The user of a Whisper node, as the closed-form scaling model of Whisper describes users
 *        (vacp2p/research, whisper_scalability; assumptions A2, A6, A7, A9, A12 and A17).
 *
 * A user takes part in some of the public chats, each of which has a topic, and gets private
 * messages on the topic of a partition that it shares with others. A message is private or public,
 * and is sent in several envelopes. A private one goes to another user drawn at random, a public
 * one to a chat of the sender. A user may be offline part of the time.
 */
class WhisperUser : public Object
{
  public:
    /** \return the TypeId */
    static TypeId GetTypeId();

    WhisperUser();
    ~WhisperUser() override;

    /**
     * Say who this is.
     * \param index number of this user, below `users`
     * \param users how many there are
     */
    void SetIndex(uint32_t index, uint32_t users);

    /**
     * Use random variable streams from this number on.
     * \param stream the first number
     * \return how many were used
     */
    int64_t AssignStreams(int64_t stream);

    /** \return the topics of this user, which are drawn at the first call */
    const std::vector<WhisperTopic>& GetTopics();

    /**
     * Write a message.
     * \param size payload of each envelope, bytes
     * \return its envelopes
     */
    std::vector<WhisperPost> Write(uint32_t size);

    /** \return whether it is offline at times */
    bool HasPauses() const
    {
        return m_offlineShare > 0;
    }

    /**
     * Begin to go offline and come back, if it does so at all; online at first.
     * \param presence of its node; must outlive Stop() or Dispose()
     */
    void Start(Presence& presence);

    /** Go and come no more, and take back that it is offline. */
    void Stop();

  protected:
    void DoDispose() override;

  private:
    /** \return how long it stays as it is, online or offline */
    Time DrawStay();
    /** Go offline, or come back, when the stay is over, and so on. */
    void ScheduleChange();

    /**
     * \param user number of a user
     * \return topic on which it gets private messages
     */
    WhisperTopic GetPrivateTopic(uint32_t user) const;

    uint32_t m_envelopes;                   //!< attribute EnvelopesPerMessage
    double m_privateShare;                  //!< attribute PrivateShare
    uint32_t m_partitions;                  //!< attribute Partitions
    uint32_t m_publicTopics;                //!< attribute PublicTopics
    uint32_t m_topicsByUser;                //!< attribute TopicsByUser
    double m_offlineShare;                  //!< attribute OfflineShare
    Ptr<RandomVariableStream> m_onlineTime; //!< attribute OnlineTime
    Ptr<UniformRandomVariable> m_uniform;   //!< chats and recipients
    uint32_t m_index{0};                    //!< number of this user
    uint32_t m_users{1};                    //!< number of users
    Presence* m_presence{nullptr};          //!< of its node, between Start() and Stop()
    EventId m_change;                       //!< goes offline, or comes back
    std::vector<WhisperTopic> m_topics;     //!< public ones, then the private one
};

} // namespace ns3

#endif /* WAKU_WHISPER_USER_H */
