/* SPDX-License-Identifier: GPL-2.0-only */
#include "waku-filter-client.h"

#include "waku-filter-protocol.h"

#include <algorithm>
#include <map>

namespace ns3
{

WakuFilterClient::WakuFilterClient(WakuFilterProtocol& filter, const Settings& settings)
    : m_filter(filter),
      m_settings(settings)
{
    if (const auto service = m_filter.GetService())
    {
        ServiceUp(*service);
    }
}

void
WakuFilterClient::Subscribe(const WakuFilterCriteria& criteria)
{
    m_wanted.insert(criteria.begin(), criteria.end());
    Ask(WakuFilterType::SUBSCRIBE, criteria);
}

void
WakuFilterClient::Unsubscribe(const WakuFilterCriteria& criteria)
{
    for (const auto& criterion : criteria)
    {
        m_wanted.erase(criterion);
    }
    Ask(WakuFilterType::UNSUBSCRIBE, criteria);
}

void
WakuFilterClient::UnsubscribeAll()
{
    m_wanted.clear();
    if (m_service)
    {
        Send({static_cast<uint64_t>(WakuFilterType::UNSUBSCRIBE_ALL), std::nullopt, {}});
    }
}

void
WakuFilterClient::ServiceUp(PeerId peer)
{
    m_service = peer;
    m_round++;
    m_open = 0;
    m_failures = 0;
    Ask(WakuFilterType::SUBSCRIBE, m_wanted);
    SchedulePing();
}

void
WakuFilterClient::ServiceDown()
{
    const auto left = m_service;
    m_round++;
    m_service.reset();
    if (left && m_filter.GetPeers().count(*left) > 0)
    {
        // It is given up while it is connected: it need not push any more.
        const WakuFilterRequest request{static_cast<uint64_t>(WakuFilterType::UNSUBSCRIBE_ALL),
                                        std::nullopt,
                                        {}};
        m_filter.Ask(*left, request, nullptr);
    }
}

void
WakuFilterClient::Ask(WakuFilterType type, const WakuFilterCriteria& criteria)
{
    if (!m_service)
    {
        return;
    }
    std::map<std::string, std::vector<std::string>> byTopic;
    for (const auto& [pubsubTopic, contentTopic] : criteria)
    {
        byTopic[pubsubTopic].push_back(contentTopic);
    }
    for (const auto& [pubsubTopic, contentTopics] : byTopic)
    {
        // An empty content topic stands for all, and is asked for by none.
        const bool isWhole = contentTopics.front().empty();
        if (isWhole)
        {
            Send({static_cast<uint64_t>(type), pubsubTopic, {}});
        }
        for (std::size_t i = isWhole ? 1 : 0; i < contentTopics.size(); i += m_settings.maxTopics)
        {
            const std::size_t end =
                std::min<std::size_t>(contentTopics.size(), i + m_settings.maxTopics);
            Send(
                {static_cast<uint64_t>(type),
                 pubsubTopic,
                 std::vector<std::string>(contentTopics.begin() + i, contentTopics.begin() + end)});
        }
    }
}

void
WakuFilterClient::Send(const WakuFilterRequest& request)
{
    const auto type = static_cast<WakuFilterType>(request.type);
    if (!m_service)
    {
        return; // an earlier request of the same step has failed
    }
    m_open += type == WakuFilterType::SUBSCRIBE ? 1 : 0;
    const auto error =
        m_filter.Ask(*m_service,
                     request,
                     [this, type, round = m_round](const RequestMessage* answer, RequestError) {
                         if (round == m_round)
                         {
                             Handle(type, answer);
                         }
                     });
    if (error != RequestError::NONE)
    {
        Handle(type, nullptr);
    }
}

void
WakuFilterClient::Handle(WakuFilterType type, const RequestMessage* answer)
{
    const bool isOk = answer && answer->status == RequestMessage::OK;
    switch (type)
    {
    case WakuFilterType::SUBSCRIBE:
        m_open -= m_open > 0 ? 1 : 0;
        if (!isOk)
        {
            m_filter.ReplaceService();
        }
        break;
    case WakuFilterType::PING:
        if (answer && answer->status == WakuFilterProtocol::NOT_FOUND)
        {
            Ask(WakuFilterType::SUBSCRIBE, m_wanted);
        }
        m_failures = isOk ? 0 : m_failures + 1;
        if (m_failures >= m_settings.maxPingFailures && !answer)
        {
            m_filter.ReplaceService();
        }
        break;
    default:
        break; // what is still pushed is counted
    }
}

void
WakuFilterClient::SchedulePing()
{
    m_filter.Later(m_settings.pingInterval, [this, round = m_round] {
        if (round == m_round)
        {
            SchedulePing();
            Ping();
        }
    });
}

void
WakuFilterClient::Ping()
{
    if (!m_wanted.empty())
    {
        Send({static_cast<uint64_t>(WakuFilterType::PING), std::nullopt, {}});
    }
}

WakuFilterPushProtocol::Verdict
WakuFilterClient::Judge(PeerId peer,
                        const std::string& pubsubTopic,
                        const std::string& contentTopic) const
{
    if (!m_service || *m_service != peer)
    {
        return WakuFilterPushProtocol::Verdict::WRONG_PEER;
    }
    const bool isWanted = m_wanted.count({pubsubTopic, contentTopic}) > 0 ||
                          m_wanted.count({pubsubTopic, std::string()}) > 0;
    return isWanted ? WakuFilterPushProtocol::Verdict::ACCEPT
                    : WakuFilterPushProtocol::Verdict::NOT_ASKED;
}

} // namespace ns3
