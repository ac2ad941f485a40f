/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_WHISPER_PROBE_H
#define WAKU_WHISPER_PROBE_H

#include "message-probe.h"

#include "ns3/whisper-message.h"
#include "ns3/whisper-node.h"

#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief The MessageProbe of a WhisperNode. Each envelope is a message.
 *
 * A node is expected to get envelopes of its topics that are published while it is online and, if a
 * mail server keeps them for it, also those of the time when it is offline.
 */
class WhisperProbe : public MessageProbe
{
  public:
    /** The class of its applications. */
    using Application = WhisperNode;

    /**
     * \param feed feed of the run
     * \param node index of the node
     * \param whisper the application
     */
    WhisperProbe(MessageFeed& feed, uint32_t node, Ptr<WhisperNode> whisper);

    Ptr<Object> GetPool() const override;
    void ListenToPool() override;

  private:
    // Sinks of WhisperNode's trace sources of these names.
    /**
     * The node comes or goes; it forgets what it has delivered.
     * \param isOnline whether the node is online now
     */
    void Online(bool isOnline);
    void Subscribe(const std::vector<WhisperTopic>& topics);
    void Unsubscribe(const std::vector<WhisperTopic>& topics);
    void Publish(Ptr<const WhisperEnvelope> envelope);
    void Expire(Ptr<const WhisperEnvelope> envelope);
    void Send(Ptr<const WhisperEnvelope> envelope, const PeerInfo& peer);
    void Accept(Ptr<const WhisperEnvelope> envelope, const PeerInfo& peer);
    void Duplicate(Ptr<const WhisperEnvelope> envelope, const PeerInfo& peer);
    void P2pReceive(Ptr<const WhisperEnvelope> envelope, const PeerInfo& peer);
    void UserDeliver(Ptr<const WhisperEnvelope> envelope);

    /** \return whether the node is expected to get what is published now */
    bool IsExpecting() const;

    /**
     * Pass on that the node has subscribed to topics or unsubscribed from them.
     * \param topics the topics
     * \param isSubscribed whether the node is expected to get their envelopes
     */
    void SetSubscribed(const std::vector<WhisperTopic>& topics, bool isSubscribed);

    /**
     * Pass on that no node holds an envelope any longer.
     * \param envelope the envelope
     */
    void Forget(Ptr<const WhisperEnvelope> envelope);

    Ptr<WhisperNode> m_whisper; //!< the application
};

} // namespace ns3

#endif /* WAKU_WHISPER_PROBE_H */
