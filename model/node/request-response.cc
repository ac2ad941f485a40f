/* SPDX-License-Identifier: GPL-2.0-only */
#include "request-response.h"

#include "delimited-messages.h"

#include "ns3/log.h"
#include "ns3/trace-source-accessor.h"
#include "ns3/uinteger.h"
#include "ns3/waku-protobuf.h"

#include <algorithm>
#include <cstdio>

namespace ns3
{

NS_LOG_COMPONENT_DEFINE("RequestResponse");
NS_OBJECT_ENSURE_REGISTERED(RequestResponse);

namespace
{

/// Digits of a request id; nwaku's have as many.
constexpr int ID_DIGITS = 20;

std::string
ToId(uint64_t number)
{
    char id[ID_DIGITS + 1];
    std::snprintf(id, sizeof(id), "%0*llx", ID_DIGITS, static_cast<unsigned long long>(number));
    return id;
}

/// How many entries there are of a peer.
template <typename Map>
std::size_t
CountOf(const Map& entries, PeerId peer)
{
    std::size_t count = 0;
    for (auto entry = entries.lower_bound({peer, std::string()});
         entry != entries.end() && entry->first.first == peer;
         ++entry)
    {
        count++;
    }
    return count;
}

} // namespace

TypeId
RequestResponse::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::RequestResponse")
            .SetParent<PeerProtocol>()
            .SetGroupName("Waku")
            .AddAttribute("Timeout",
                          "A request fails when no answer has come after this time, and a server "
                          "forgets what it has not answered by then.",
                          TimeValue(Seconds(10)),
                          MakeTimeAccessor(&RequestResponse::m_timeout),
                          MakeTimeChecker(MilliSeconds(1)))
            .AddAttribute("MaxMessageSize",
                          "Largest request or answer that is sent or read, bytes without its "
                          "length.",
                          UintegerValue(4194304),
                          MakeUintegerAccessor(&RequestResponse::m_maxMessageSize),
                          MakeUintegerChecker<uint32_t>(64))
            .AddAttribute("MaxRequests",
                          "Most requests of this node that are under way.",
                          UintegerValue(1024),
                          MakeUintegerAccessor(&RequestResponse::m_maxRequests),
                          MakeUintegerChecker<uint32_t>(1))
            .AddAttribute("MaxRequestsOfPeer",
                          "Most requests of this node to one peer that are under way.",
                          UintegerValue(64),
                          MakeUintegerAccessor(&RequestResponse::m_maxRequestsOfPeer),
                          MakeUintegerChecker<uint32_t>(1))
            .AddAttribute("MaxServed",
                          "Most requests of peers that wait for this node's answer; further ones "
                          "are refused.",
                          UintegerValue(1024),
                          MakeUintegerAccessor(&RequestResponse::m_maxServed),
                          MakeUintegerChecker<uint32_t>())
            .AddAttribute("MaxServedOfPeer",
                          "Most requests of one peer that wait for this node's answer; further "
                          "ones are refused.",
                          UintegerValue(64),
                          MakeUintegerAccessor(&RequestResponse::m_maxServedOfPeer),
                          MakeUintegerChecker<uint32_t>())
            .AddAttribute(
                "RateLimit",
                "Most requests of all peers within RatePeriod; further ones are refused; 0 "
                "for no limit.",
                UintegerValue(0),
                MakeUintegerAccessor(&RequestResponse::m_rateLimit),
                MakeUintegerChecker<uint32_t>())
            .AddAttribute(
                "RateLimitOfPeer",
                "Most requests of one peer within RatePeriod; further ones are refused; 0 "
                "for no limit.",
                UintegerValue(0),
                MakeUintegerAccessor(&RequestResponse::m_rateLimitOfPeer),
                MakeUintegerChecker<uint32_t>())
            .AddAttribute("RatePeriod",
                          "Period of RateLimit and RateLimitOfPeer.",
                          TimeValue(Minutes(1)),
                          MakeTimeAccessor(&RequestResponse::m_ratePeriod),
                          MakeTimeChecker(MilliSeconds(1)))
            .AddTraceSource("Fault",
                            "A peer sent something that makes no sense. (peer, what was wrong)",
                            MakeTraceSourceAccessor(&RequestResponse::m_faultTrace),
                            "ns3::RequestResponse::FaultTracedCallback");
    return tid;
}

RequestResponse::RequestResponse() = default;

RequestResponse::~RequestResponse() = default;

void
RequestResponse::DoDispose()
{
    m_requests.clear();
    m_served.clear();
    m_rateOfPeer.clear();
    m_peers.clear();
    PeerProtocol::DoDispose();
}

RequestError
RequestResponse::Request(PeerId peer, const VirtualBytes& fields, AnswerFunction answer)
{
    if (!IsStarted() || m_peers.count(peer) == 0)
    {
        return RequestError::DISCONNECTED;
    }
    if (m_requests.size() >= m_maxRequests || CountOf(m_requests, peer) >= m_maxRequestsOfPeer)
    {
        return RequestError::TOO_MANY;
    }
    const uint64_t number = m_next++;
    RequestMessage message;
    message.id = ToId(number);
    message.fields = fields;
    const VirtualBytes bytes = message.Encode();
    if (bytes.GetSize() > m_maxMessageSize)
    {
        return RequestError::NO_ROOM;
    }
    const Ptr<StreamFrame> frame = Create<StreamFrame>(MakeDelimitedPacket(bytes));
    const Key key{peer, message.id};
    // The frame is known only once it waits: a drop or a departure in Send is what Send returns.
    if (!GetHost().Send(peer, frame))
    {
        return m_peers.count(peer) == 0 ? RequestError::DISCONNECTED : RequestError::NO_ROOM;
    }
    m_requests[key] = {number, frame, std::move(answer)};
    GetHost().After(m_timeout, [this, key, number](Time) {
        const auto found = m_requests.find(key);
        if (found != m_requests.end() && found->second.number == number)
        {
            Fail(found, RequestError::TIMEOUT);
        }
    });
    return RequestError::NONE;
}

void
RequestResponse::Fail(std::map<Key, Pending>::iterator request, RequestError error)
{
    const AnswerFunction answer = std::move(request->second.answer);
    NS_LOG_LOGIC("request " << request->first.second << " of peer " << request->first.first
                            << " fails: " << static_cast<int>(error));
    m_requests.erase(request);
    if (answer)
    {
        answer(nullptr, error);
    }
}

std::map<RequestResponse::Key, RequestResponse::Pending>::iterator
RequestResponse::FindFirst(PeerId peer)
{
    const auto first = m_requests.lower_bound({peer, std::string()});
    return first != m_requests.end() && first->first.first == peer ? first : m_requests.end();
}

bool
RequestResponse::Respond(PeerId peer,
                         const std::string& id,
                         uint32_t status,
                         const VirtualBytes& fields,
                         const std::string& description)
{
    if (m_served.erase({peer, id}) == 0)
    {
        return false;
    }
    RequestMessage message;
    message.id = id;
    message.status = status;
    message.description = description;
    message.fields = fields;
    return SendAnswer(peer, message);
}

bool
RequestResponse::SendAnswer(PeerId peer, const RequestMessage& message)
{
    const VirtualBytes bytes = message.Encode();
    if (bytes.GetSize() > m_maxMessageSize)
    {
        return false;
    }
    const Ptr<StreamFrame> frame = Create<StreamFrame>(MakeDelimitedPacket(bytes));
    m_load.answers++;
    m_load.answerBytes += frame->GetSize();
    return GetHost().Send(peer, frame);
}

bool
RequestResponse::IsWithinRate(PeerId peer)
{
    const Time now = GetHost().GetNow();
    return (m_rateLimitOfPeer == 0 ||
            m_rateOfPeer[peer].Take(now, m_rateLimitOfPeer, m_ratePeriod)) &&
           m_rate.Take(now, m_rateLimit, m_ratePeriod);
}

std::unique_ptr<StreamParser>
RequestResponse::CreateParser(PeerId peer)
{
    using Parser = DelimitedPeerParser<RequestResponse,
                                       RequestFault,
                                       &RequestResponse::HandleBytes,
                                       &RequestResponse::Count>;
    return std::make_unique<Parser>(*this, peer, m_maxMessageSize);
}

void
RequestResponse::HandleBytes(PeerId peer, const VirtualBytes& bytes)
{
    RequestMessage message;
    const bool good = RequestMessage::Decode(bytes, message);
    if (!message.IsAnswer())
    {
        m_load.requests++;
        m_load.requestBytes += bytes.GetSize() + protobuf::GetVarintSize(bytes.GetSize());
    }
    good ? HandleMessage(peer, message) : HandleMalformed(peer, message);
}

void
RequestResponse::PeerUp(const PeerInfo& peer)
{
    m_peers[peer.id] = peer;
}

void
RequestResponse::PeerDown(const PeerInfo& peer)
{
    m_peers.erase(peer.id);
    m_rateOfPeer.erase(peer.id);
    for (auto served = m_served.lower_bound({peer.id, std::string()});
         served != m_served.end() && served->first.first == peer.id;)
    {
        served = m_served.erase(served);
    }
    // No further one can be made, since the peer is gone.
    for (auto request = FindFirst(peer.id); request != m_requests.end();
         request = FindFirst(peer.id))
    {
        Fail(request, RequestError::DISCONNECTED);
    }
}

void
RequestResponse::FrameSent(const PeerInfo& peer, Ptr<const StreamFrame> frame)
{
    for (auto request = FindFirst(peer.id);
         request != m_requests.end() && request->first.first == peer.id;
         ++request)
    {
        if (request->second.waiting == frame)
        {
            request->second.waiting = nullptr;
            return;
        }
    }
}

void
RequestResponse::FrameDropped(const PeerInfo& peer, Ptr<const StreamFrame> frame)
{
    for (auto request = FindFirst(peer.id);
         request != m_requests.end() && request->first.first == peer.id;
         ++request)
    {
        if (request->second.waiting == frame)
        {
            Fail(request, RequestError::NO_ROOM);
            return;
        }
    }
}

void
RequestResponse::Count(PeerId peer, RequestFault fault)
{
    NS_LOG_INFO("fault " << static_cast<int>(fault) << " of peer " << peer);
    m_faults.at(static_cast<std::size_t>(fault))++;
    m_faultTrace(peer, fault);
}

void
RequestResponse::HandleMessage(PeerId peer, const RequestMessage& message)
{
    if (!message.IsAnswer())
    {
        Serve(peer, message);
        return;
    }
    const auto found = m_requests.find({peer, message.id});
    if (found == m_requests.end())
    {
        // Ids of requests that were made are numbers below the next one, of as many digits.
        const bool isOld = message.id.size() == ID_DIGITS && message.id < ToId(m_next);
        Count(peer, isOld ? RequestFault::NOT_AWAITED : RequestFault::UNKNOWN);
        return;
    }
    const AnswerFunction answer = std::move(found->second.answer);
    m_requests.erase(found);
    if (answer)
    {
        answer(&message, RequestError::NONE);
    }
}

void
RequestResponse::HandleMalformed(PeerId peer, const RequestMessage& message)
{
    Count(peer, RequestFault::MALFORMED);
    if (!message.IsAnswer() && IsStarted() && m_peers.count(peer) > 0)
    {
        RequestMessage refusal;
        // What nwaku answers to a request whose id it cannot read.
        refusal.id = message.id.empty() ? "N/A" : message.id;
        refusal.status =
            IsWithinRate(peer) ? RequestMessage::BAD_REQUEST : RequestMessage::TOO_MANY_REQUESTS;
        SendAnswer(peer, refusal);
        return;
    }
    const auto found = m_requests.find({peer, message.id});
    if (found != m_requests.end() && message.IsAnswer())
    {
        Fail(found, RequestError::MALFORMED);
    }
}

void
RequestResponse::Serve(PeerId peer, const RequestMessage& request)
{
    if (!IsStarted() || m_peers.count(peer) == 0)
    {
        return;
    }
    const Key key{peer, request.id};
    if (m_served.count(key) > 0)
    {
        Count(peer, RequestFault::DUPLICATE);
        return;
    }
    const bool isTooMany = m_served.size() >= m_maxServed ||
                           CountOf(m_served, peer) >= m_maxServedOfPeer || !IsWithinRate(peer);
    const uint64_t number = m_nextServed++;
    m_served[key] = number;
    if (isTooMany)
    {
        Count(peer, RequestFault::TOO_MANY);
        Respond(peer, request.id, RequestMessage::TOO_MANY_REQUESTS);
        return;
    }
    GetHost().After(m_timeout, [this, key, number](Time) {
        const auto found = m_served.find(key);
        if (found != m_served.end() && found->second == number)
        {
            m_served.erase(found);
        }
    });
    HandleRequest(GetHost().GetNow(), peer, request);
}

} // namespace ns3
