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
 * \brief The MessageProbe of a WhisperNode: an envelope is a message.
 *
 * A node is to get envelopes of its topics, online or not, since a mail server keeps them for it.
 */
class WhisperProbe : public MessageProbe
{
  public:
    /** What it listens to. */
    using Application = WhisperNode;

    /** \param feed passes events on \param node index of the node \param whisper its application */
    WhisperProbe(MessageFeed& feed, uint32_t node, Ptr<WhisperNode> whisper);

    Ptr<Object> GetPool() const override;
    void ListenToPool() override;

  private:
    // Sinks of WhisperNode's trace sources of these names.
    void Subscribe(const std::vector<WhisperTopic>& topics);
    void Unsubscribe(const std::vector<WhisperTopic>& topics);
    void Publish(Ptr<const WhisperEnvelope> envelope);
    void Expire(Ptr<const WhisperEnvelope> envelope);
    void Send(Ptr<const WhisperEnvelope> envelope, const PeerInfo& peer);
    void Accept(Ptr<const WhisperEnvelope> envelope, const PeerInfo& peer);
    void Duplicate(Ptr<const WhisperEnvelope> envelope, const PeerInfo& peer);
    void P2pReceive(Ptr<const WhisperEnvelope> envelope, const PeerInfo& peer);
    void UserDeliver(Ptr<const WhisperEnvelope> envelope);

    /** \param topics of this node \param isSubscribed whether it is to get their envelopes */
    void SetSubscribed(const std::vector<WhisperTopic>& topics, bool isSubscribed);

    /** \param envelope what no node holds any more */
    void Forget(Ptr<const WhisperEnvelope> envelope);

    Ptr<WhisperNode> m_whisper; //!< what it listens to
};

} // namespace ns3

#endif /* WAKU_WHISPER_PROBE_H */
