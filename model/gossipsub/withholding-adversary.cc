/* SPDX-License-Identifier: GPL-2.0-only */
#include "withholding-adversary.h"

#include "ns3/double.h"
#include "ns3/string.h"

#include <algorithm>
#include <cstring>

namespace ns3
{

NS_OBJECT_ENSURE_REGISTERED(WithholdingAdversary);

namespace
{

/// 2^64.
constexpr double HASHES = 18446744073709551616.0;

/// The first bytes of an id, mixed with a number (the finalizer of SplitMix64).
uint64_t
MixId(const MessageId& id, uint64_t salt)
{
    uint64_t x = 0;
    std::memcpy(&x, id.GetBytes(), std::min(sizeof(x), id.GetSize()));
    x ^= salt;
    x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9ULL;
    x = (x ^ (x >> 27)) * 0x94d049bb133111ebULL;
    return x ^ (x >> 31);
}

} // namespace

TypeId
WithholdingAdversary::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::WithholdingAdversary")
            .SetParent<PubsubAdversary>()
            .SetGroupName("Waku")
            .AddConstructor<WithholdingAdversary>()
            .AddAttribute("Share",
                          "Share of messages that it withholds, or delays.",
                          DoubleValue(1),
                          MakeDoubleAccessor(&WithholdingAdversary::m_share),
                          MakeDoubleChecker<double>(0, 1))
            .AddAttribute("Topic",
                          "Pubsub topic whose messages it withholds; empty for all.",
                          StringValue(""),
                          MakeStringAccessor(&WithholdingAdversary::m_topic),
                          MakeStringChecker())
            .AddAttribute("Delay",
                          "It passes messages on so much later; 0s to withhold them.",
                          TimeValue(Time(0)),
                          MakeTimeAccessor(&WithholdingAdversary::m_delay),
                          MakeTimeChecker(Time(0)));
    return tid;
}

WithholdingAdversary::WithholdingAdversary() = default;

WithholdingAdversary::~WithholdingAdversary() = default;

void
WithholdingAdversary::DoDispose()
{
    m_selector = nullptr;
    PubsubAdversary::DoDispose();
}

void
WithholdingAdversary::SetSelector(Selector selector)
{
    m_selector = std::move(selector);
}

bool
WithholdingAdversary::IsWithheld(const PubsubMessage& message)
{
    if (!IsAttacking() || (!m_topic.empty() && message.GetTopic() != m_topic) ||
        (m_selector && !m_selector(message)))
    {
        return false;
    }
    if (m_share >= 1 || m_share <= 0)
    {
        return m_share >= 1;
    }
    if (m_salt == 0)
    {
        m_salt = 1 + static_cast<uint64_t>(GetRandom().GetValue(0, HASHES / 2));
    }
    return static_cast<double>(MixId(message.GetId(), m_salt)) < m_share * HASHES;
}

void
WithholdingAdversary::SendMessage(PeerId peer, Ptr<const PubsubMessage> message)
{
    if (!IsWithheld(*message))
    {
        GetHost().Send(peer, message->GetFrame());
        return;
    }
    CountOmission(peer);
    if (m_delay.IsStrictlyPositive())
    {
        GetHost().After(m_delay,
                        [this, peer, message](Time) { GetHost().Send(peer, message->GetFrame()); });
    }
}

void
WithholdingAdversary::SendOwnMessage(PeerId peer, Ptr<const PubsubMessage> message)
{
    SendMessage(peer, message);
}

} // namespace ns3
