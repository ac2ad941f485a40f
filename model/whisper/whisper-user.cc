/* SPDX-License-Identifier: GPL-2.0-only */
#include "whisper-user.h"

#include "whisper-message.h"

#include "ns3/abort.h"
#include "ns3/double.h"
#include "ns3/pointer.h"
#include "ns3/simulator.h"
#include "ns3/string.h"
#include "ns3/uinteger.h"

#include <algorithm>
#include <cryptopp/keccak.h>
#include <set>

namespace ns3
{

NS_OBJECT_ENSURE_REGISTERED(WhisperUser);

WhisperTopic
GetWhisperTopic(const std::string& name)
{
    CryptoPP::Keccak_256 hash;
    hash.Update(reinterpret_cast<const CryptoPP::byte*>(name.data()), name.size());
    uint8_t digest[CryptoPP::Keccak_256::DIGESTSIZE];
    hash.Final(digest);
    return static_cast<WhisperTopic>(digest[0]) << 24 | static_cast<WhisperTopic>(digest[1]) << 16 |
           static_cast<WhisperTopic>(digest[2]) << 8 | digest[3];
}

TypeId
WhisperUser::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::WhisperUser")
            .SetParent<Object>()
            .SetGroupName("Waku")
            .AddConstructor<WhisperUser>()
            .AddAttribute("EnvelopesPerMessage",
                          "Envelopes in which a message is sent.",
                          UintegerValue(1),
                          MakeUintegerAccessor(&WhisperUser::m_envelopes),
                          MakeUintegerChecker<uint32_t>(1))
            .AddAttribute("PrivateShare",
                          "Share of messages that are private.",
                          DoubleValue(0),
                          MakeDoubleAccessor(&WhisperUser::m_privateShare),
                          MakeDoubleChecker<double>(0, 1))
            .AddAttribute("Partitions",
                          "Topics for private messages in all; 1 is one discovery topic for all.",
                          UintegerValue(5000),
                          MakeUintegerAccessor(&WhisperUser::m_partitions),
                          MakeUintegerChecker<uint32_t>(1))
            .AddAttribute("PublicTopics",
                          "Topics of public chats in all.",
                          UintegerValue(1),
                          MakeUintegerAccessor(&WhisperUser::m_publicTopics),
                          MakeUintegerChecker<uint32_t>(1))
            .AddAttribute("TopicsByUser",
                          "Public chats of this user, at most PublicTopics.",
                          UintegerValue(1),
                          MakeUintegerAccessor(&WhisperUser::m_topicsByUser),
                          MakeUintegerChecker<uint32_t>(1, MAX_TOPIC_INTEREST))
            .AddAttribute("OfflineShare",
                          "Share of the time that this user is offline; below 1.",
                          DoubleValue(0),
                          MakeDoubleAccessor(&WhisperUser::m_offlineShare),
                          MakeDoubleChecker<double>(0, 0.9999))
            .AddAttribute("OnlineTime",
                          "How long this user stays online at a time, seconds; only if "
                          "OfflineShare is above 0.",
                          StringValue("ns3::ExponentialRandomVariable[Mean=600]"),
                          MakePointerAccessor(&WhisperUser::m_onlineTime),
                          MakePointerChecker<RandomVariableStream>());
    return tid;
}

WhisperUser::WhisperUser()
    : m_uniform(CreateObject<UniformRandomVariable>())
{
}

WhisperUser::~WhisperUser() = default;

void
WhisperUser::SetIndex(uint32_t index, uint32_t users)
{
    NS_ABORT_MSG_IF(index >= users, "user " << index << " of " << users << " users");
    m_index = index;
    m_users = users;
}

int64_t
WhisperUser::AssignStreams(int64_t stream)
{
    m_uniform->SetStream(stream);
    m_onlineTime->SetStream(stream + 1);
    return 2;
}

WhisperTopic
WhisperUser::GetPrivateTopic(uint32_t user) const
{
    return GetWhisperTopic("contact-discovery-" + std::to_string(user % m_partitions));
}

const std::vector<WhisperTopic>&
WhisperUser::GetTopics()
{
    if (m_topics.empty())
    {
        NS_ABORT_MSG_IF(m_topicsByUser > m_publicTopics,
                        "WhisperUser: TopicsByUser is "
                            << m_topicsByUser << ", above PublicTopics, " << m_publicTopics);
        std::set<uint32_t> chats;
        // Floyd's algorithm: as many draws as chats, however many there are to choose from.
        for (uint32_t i = m_publicTopics - m_topicsByUser; i < m_publicTopics; i++)
        {
            const uint32_t chat = m_uniform->GetInteger(0, i);
            chats.insert(chats.count(chat) > 0 ? i : chat);
        }
        for (uint32_t chat : chats)
        {
            m_topics.push_back(GetWhisperTopic("public-" + std::to_string(chat)));
        }
        m_topics.push_back(GetPrivateTopic(m_index));
    }
    return m_topics;
}

std::vector<WhisperPost>
WhisperUser::Write(uint32_t size)
{
    const auto& topics = GetTopics();
    WhisperPost post;
    post.payload = VirtualBytes({}, size);
    if (m_users > 1 && m_uniform->GetValue(0, 1) < m_privateShare)
    {
        const uint32_t other = m_uniform->GetInteger(1, m_users - 1);
        post.topic = GetPrivateTopic((m_index + other) % m_users);
        post.isAsymmetric = true;
    }
    else
    {
        post.topic = topics[m_uniform->GetInteger(0, m_topicsByUser - 1)];
    }
    return std::vector<WhisperPost>(m_envelopes, post);
}

Time
WhisperUser::DrawStay()
{
    const double online = std::max(0.001, m_onlineTime->GetValue());
    const bool isOffline = m_presence->SaysOffline(this);
    return Seconds(isOffline ? online * m_offlineShare / (1 - m_offlineShare) : online);
}

void
WhisperUser::ScheduleChange()
{
    m_change = Simulator::Schedule(DrawStay(), [this] {
        m_presence->SetOffline(this, !m_presence->SaysOffline(this));
        ScheduleChange();
    });
}

void
WhisperUser::Start(Presence& presence)
{
    m_presence = &presence;
    if (HasPauses())
    {
        ScheduleChange();
    }
}

void
WhisperUser::Stop()
{
    m_change.Cancel();
    if (m_presence)
    {
        m_presence->SetOffline(this, false);
    }
    m_presence = nullptr;
}

void
WhisperUser::DoDispose()
{
    m_change.Cancel();
    m_presence = nullptr;
    Object::DoDispose();
}

} // namespace ns3
