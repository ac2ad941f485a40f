/* SPDX-License-Identifier: GPL-2.0-only */
#include "whisper-mail-server.h"

#include "whisper-encoder.h"

#include "ns3/uinteger.h"

#include <algorithm>

namespace ns3
{

NS_OBJECT_ENSURE_REGISTERED(WhisperMailServer);

namespace
{

/**
 * \param request a request
 * \param topic a topic
 * \return whether the request asks for envelopes with the topic
 */
bool
IsAsked(const WhisperMailRequest& request, WhisperTopic topic)
{
    return request.topics.empty()
               ? request.bloom.Matches(topic)
               : std::find(request.topics.begin(), request.topics.end(), topic) !=
                     request.topics.end();
}

} // namespace

TypeId
WhisperMailServer::GetTypeId()
{
    static TypeId tid = TypeId("ns3::WhisperMailServer")
                            .SetParent<Object>()
                            .SetGroupName("Waku")
                            .AddConstructor<WhisperMailServer>()
                            .AddAttribute("MaxEnvelopes",
                                          "Most envelopes in the archive.",
                                          UintegerValue(1000000),
                                          MakeUintegerAccessor(&WhisperMailServer::m_maxEnvelopes),
                                          MakeUintegerChecker<uint32_t>(1))
                            .AddAttribute("MaxBytes",
                                          "Most bytes in the archive; virtual data counts.",
                                          UintegerValue(uint64_t{10} << 30),
                                          MakeUintegerAccessor(&WhisperMailServer::m_maxBytes),
                                          MakeUintegerChecker<uint64_t>(1))
                            .AddAttribute("MaxAge",
                                          "How long after its creation an envelope is kept.",
                                          TimeValue(Days(30)),
                                          MakeTimeAccessor(&WhisperMailServer::m_maxAge),
                                          MakeTimeChecker(Seconds(1)))
                            .AddAttribute("MaxLimit",
                                          "Most envelopes in an answer, whatever the request says.",
                                          UintegerValue(1000),
                                          MakeUintegerAccessor(&WhisperMailServer::m_maxLimit),
                                          MakeUintegerChecker<uint32_t>(1));
    return tid;
}

WhisperMailServer::WhisperMailServer() = default;
WhisperMailServer::~WhisperMailServer() = default;

void
WhisperMailServer::DoDispose()
{
    m_archive.clear();
    Object::DoDispose();
}

WhisperMailServer::Key
WhisperMailServer::MakeKey(uint32_t sent, const WhisperHash& hash)
{
    Key key;
    for (unsigned i = 0; i < 4; ++i)
    {
        key[i] = static_cast<uint8_t>(sent >> (24 - 8 * i));
    }
    std::copy(hash.begin(), hash.end(), key.begin() + 4);
    return key;
}

void
WhisperMailServer::DropOldest()
{
    m_bytes -= m_archive.begin()->second->GetSize();
    m_archive.erase(m_archive.begin());
}

void
WhisperMailServer::Archive(uint32_t now, Ptr<const WhisperEnvelope> envelope)
{
    const Key key = MakeKey(envelope->GetSent(), envelope->GetHash());
    if (!m_archive.emplace(key, envelope).second)
    {
        return;
    }
    m_bytes += envelope->GetSize();
    const int64_t oldest = static_cast<int64_t>(now) - m_maxAge.GetNanoSeconds() / 1000000000;
    while (!m_archive.empty() && (m_archive.size() > m_maxEnvelopes || m_bytes > m_maxBytes ||
                                  m_archive.begin()->second->GetSent() < oldest))
    {
        DropOldest();
    }
}

WhisperMailServer::Page
WhisperMailServer::Find(const WhisperMailRequest& request, uint64_t maxDataSize) const
{
    Page page;
    const uint32_t limit = request.limit == 0 ? m_maxLimit : std::min(request.limit, m_maxLimit);
    WhisperHash last;
    last.fill(0xff);
    auto next = m_archive.upper_bound(MakeKey(request.upper, last));
    Key cursor;
    if (request.cursor.size() == cursor.size())
    {
        std::copy(request.cursor.begin(), request.cursor.end(), cursor.begin());
        if (next == m_archive.end() || cursor < next->first)
        {
            next = m_archive.lower_bound(cursor);
        }
    }
    uint64_t size = 0;
    while (next != m_archive.begin())
    {
        --next;
        const WhisperEnvelope& envelope = *next->second;
        if (envelope.GetSent() < request.lower)
        {
            break;
        }
        if (!IsAsked(request, envelope.GetTopic()))
        {
            continue;
        }
        const bool fits = WhisperEncoder::GetDataSize(size + envelope.GetRlpSize()) <= maxDataSize;
        if (!page.envelopes.empty() && (page.envelopes.size() == limit || !fits))
        {
            const WhisperEnvelope& sent = *page.envelopes.back();
            const Key key = MakeKey(sent.GetSent(), sent.GetHash());
            page.cursor.assign(key.begin(), key.end());
            break;
        }
        if (fits)
        {
            size += envelope.GetRlpSize();
            page.envelopes.push_back(next->second);
        }
    }
    return page;
}

} // namespace ns3
