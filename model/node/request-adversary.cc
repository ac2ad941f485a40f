/* SPDX-License-Identifier: GPL-2.0-only */
#include "request-adversary.h"

#include "ns3/double.h"
#include "ns3/string.h"
#include "ns3/uinteger.h"

#include <limits>
#include <vector>

namespace ns3
{

NS_OBJECT_ENSURE_REGISTERED(RequestAdversary);

namespace
{

/// A field of length 0x7f in front of fewer bytes: no protocol can read it.
const std::vector<uint8_t> BROKEN_FIELD = {0x7a, 0x7f};

} // namespace

TypeId
RequestAdversary::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::RequestAdversary")
            .SetParent<RequestResponse>()
            .SetGroupName("Waku")
            .AddConstructor<RequestAdversary>()
            .AddAttribute("ProtocolId",
                          "Protocol id of the protocol that it attacks.",
                          StringValue("/vac/waku/store-query/3.0.0"),
                          MakeStringAccessor(&RequestAdversary::m_protocolId),
                          MakeStringChecker())
            .AddAttribute("RequestsPerSecond",
                          "Requests to each peer in a second; 0 for none.",
                          DoubleValue(10),
                          MakeDoubleAccessor(&RequestAdversary::m_rate),
                          MakeDoubleChecker<double>(0))
            .AddAttribute("AttackDelay",
                          "Time from going online to the first request.",
                          TimeValue(Time(0)),
                          MakeTimeAccessor(&RequestAdversary::m_delay),
                          MakeTimeChecker(Time(0)))
            .AddAttribute("GarbageSize",
                          "Bytes of garbage in requests and answers that are not made by a "
                          "function, below 127.",
                          UintegerValue(16),
                          MakeUintegerAccessor(&RequestAdversary::m_garbage),
                          MakeUintegerChecker<uint32_t>(2, 126));
    return tid;
}

RequestAdversary::RequestAdversary() = default;

RequestAdversary::~RequestAdversary() = default;

void
RequestAdversary::NotifyConstructionCompleted()
{
    RequestResponse::NotifyConstructionCompleted();
    // It does not bound itself.
    SetAttribute("MaxRequests", UintegerValue(std::numeric_limits<uint32_t>::max()));
    SetAttribute("MaxRequestsOfPeer", UintegerValue(std::numeric_limits<uint32_t>::max()));
}

void
RequestAdversary::DoDispose()
{
    m_request = nullptr;
    m_answer = nullptr;
    RequestResponse::DoDispose();
}

void
RequestAdversary::SetRequest(RequestFunction request)
{
    m_request = std::move(request);
}

void
RequestAdversary::SetAnswer(AnswerMaker answer)
{
    m_answer = std::move(answer);
}

std::string
RequestAdversary::GetProtocolId() const
{
    return m_protocolId;
}

void
RequestAdversary::Start(Time now)
{
    RequestResponse::Start(now);
    if (m_rate > 0)
    {
        GetHost().After(m_delay, [this](Time) { Flood(); });
    }
}

void
RequestAdversary::Flood()
{
    VirtualBytes garbage(std::vector<uint8_t>(BROKEN_FIELD), m_garbage - BROKEN_FIELD.size());
    std::vector<PeerId> peers;
    for (const auto& peer : GetPeers())
    {
        peers.push_back(peer.first);
    }
    for (const PeerId peer : peers)
    {
        m_sent++;
        Request(peer,
                m_request ? m_request() : garbage,
                [this](const RequestMessage* answer, RequestError) {
                    if (answer)
                    {
                        (answer->status == RequestMessage::OK ? m_answered : m_refused)++;
                    }
                });
    }
    GetHost().After(Seconds(1 / m_rate), [this](Time) { Flood(); });
}

void
RequestAdversary::HandleRequest(Time, PeerId peer, const RequestMessage& request)
{
    m_false++;
    const VirtualBytes garbage(std::vector<uint8_t>(BROKEN_FIELD), m_garbage - BROKEN_FIELD.size());
    Respond(peer, request.id, RequestMessage::OK, m_answer ? m_answer(request) : garbage);
}

} // namespace ns3
