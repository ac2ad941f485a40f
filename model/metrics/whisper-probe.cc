/* SPDX-License-Identifier: GPL-2.0-only */
#include "whisper-probe.h"

#include "ns3/compact-callback.h"

#include <string>

namespace ns3
{

namespace
{

const MessageFeed::Registration g_whisperProbe("whisper", [] {
    return MessageFeed::Protocol(MakeMessageProbe<WhisperProbe>);
});

ObservedMessage
Describe(const WhisperEnvelope& envelope)
{
    return {envelope.GetHash(), envelope.GetPayloadSize(), envelope.GetRlpSize()};
}

} // namespace

WhisperProbe::WhisperProbe(MessageFeed& feed, uint32_t node, Ptr<WhisperNode> whisper)
    : MessageProbe(feed, node),
      m_whisper(whisper)
{
    ConnectTraceSource(*whisper, "Subscribe", MakeCompactCallback<&WhisperProbe::Subscribe>(this));
    ConnectTraceSource(*whisper,
                       "Unsubscribe",
                       MakeCompactCallback<&WhisperProbe::Unsubscribe>(this));
    ConnectTraceSource(*whisper, "Publish", MakeCompactCallback<&WhisperProbe::Publish>(this));
    ConnectTraceSource(*whisper, "Expire", MakeCompactCallback<&WhisperProbe::Expire>(this));
    ConnectTraceSource(*whisper, "Send", MakeCompactCallback<&WhisperProbe::Send>(this));
    ConnectTraceSource(*whisper, "Accept", MakeCompactCallback<&WhisperProbe::Accept>(this));
    ConnectTraceSource(*whisper, "Duplicate", MakeCompactCallback<&WhisperProbe::Duplicate>(this));
    ConnectTraceSource(*whisper,
                       "P2pReceive",
                       MakeCompactCallback<&WhisperProbe::P2pReceive>(this));
    ConnectTraceSource(*whisper,
                       "UserDeliver",
                       MakeCompactCallback<&WhisperProbe::UserDeliver>(this));
    ConnectTraceSource(*whisper, "Online", MakeCompactCallback<&WhisperProbe::Online>(this));
    const auto& topics = whisper->GetProtocol()->GetTopics();
    Subscribe({topics.begin(), topics.end()});
}

bool
WhisperProbe::IsExpecting() const
{
    return m_whisper->IsOnline() || m_whisper->UsesMailServer();
}

Ptr<Object>
WhisperProbe::GetPool() const
{
    return m_whisper->GetProtocol()->GetEnvelopePool();
}

void
WhisperProbe::ListenToPool()
{
    ConnectTraceSource(*GetPool(), "Expire", MakeCompactCallback<&WhisperProbe::Forget>(this));
}

void
WhisperProbe::SetSubscribed(const std::vector<WhisperTopic>& topics, bool isSubscribed)
{
    for (WhisperTopic topic : topics)
    {
        Tell(&MessageObserver::SetSubscribed, std::to_string(topic), isSubscribed);
    }
}

void
WhisperProbe::Online(bool isOnline)
{
    const bool isKeptForLater = !isOnline && m_whisper->UsesMailServer();
    for (WhisperTopic topic : m_whisper->GetProtocol()->GetTopics())
    {
        Tell(isKeptForLater ? &MessageObserver::SetInterested : &MessageObserver::SetSubscribed,
             std::to_string(topic),
             isOnline);
    }
}

void
WhisperProbe::Subscribe(const std::vector<WhisperTopic>& topics)
{
    if (IsExpecting())
    {
        SetSubscribed(topics, true);
    }
}

void
WhisperProbe::Unsubscribe(const std::vector<WhisperTopic>& topics)
{
    SetSubscribed(topics, false);
}

void
WhisperProbe::Publish(Ptr<const WhisperEnvelope> envelope)
{
    GetFeed().ListenToPools();
    Tell(&MessageObserver::Published, Describe(*envelope), std::to_string(envelope->GetTopic()));
}

void
WhisperProbe::Expire(Ptr<const WhisperEnvelope> envelope)
{
    Tell(&MessageObserver::Expired, Describe(*envelope));
}

void
WhisperProbe::Send(Ptr<const WhisperEnvelope> envelope, const PeerInfo& peer)
{
    Tell(&MessageObserver::Sent, NodeOf(peer), Describe(*envelope));
}

void
WhisperProbe::Accept(Ptr<const WhisperEnvelope> envelope, const PeerInfo& peer)
{
    Tell(&MessageObserver::ReceivedFirst, NodeOf(peer), Describe(*envelope));
}

void
WhisperProbe::Duplicate(Ptr<const WhisperEnvelope> envelope, const PeerInfo& peer)
{
    Tell(&MessageObserver::ReceivedAgain, NodeOf(peer), Describe(*envelope));
}

void
WhisperProbe::P2pReceive(Ptr<const WhisperEnvelope> envelope, const PeerInfo& peer)
{
    Tell(&MessageObserver::ReceivedAside, NodeOf(peer), Describe(*envelope));
}

void
WhisperProbe::UserDeliver(Ptr<const WhisperEnvelope> envelope)
{
    Tell(&MessageObserver::Delivered, Describe(*envelope));
}

void
WhisperProbe::Forget(Ptr<const WhisperEnvelope> envelope)
{
    GetFeed().Tell(&MessageObserver::Forgotten, Describe(*envelope));
}

} // namespace ns3
