/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_REQUEST_RESPONSE_H
#define WAKU_REQUEST_RESPONSE_H

#include "peer-protocol.h"
#include "request-message.h"
#include "request-rate-limit.h"

#include "ns3/traced-callback.h"

#include <array>
#include <functional>
#include <map>
#include <string>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief Why a request got no answer.
 */
enum class RequestError
{
    NONE,         //!< no error
    TIMEOUT,      //!< no answer arrived in time
    DISCONNECTED, //!< the peer is not connected, does not speak the protocol, or has disconnected
    TOO_MANY,     //!< MaxRequests or MaxRequestsOfPeer are under way
    NO_ROOM,      //!< the send queue had no room, or the request is above MaxMessageSize
    MALFORMED,    //!< the answer made no sense
};

/**
 * \ingroup waku
 * \brief Errors in what a peer sends to a RequestResponse protocol.
 */
enum class RequestFault
{
    BAD_DELIMITER, //!< a malformed length; the connection is closed
    OVERSIZED,     //!< a message above MaxMessageSize, which is skipped
    MALFORMED,     //!< a message that can't be read
    UNKNOWN,       //!< an answer to a request that was not sent to this peer
    NOT_AWAITED,   //!< a second answer, or one after the timeout
    DUPLICATE,     //!< a request with the id of an open request
    TOO_MANY,      //!< a request beyond MaxServed, MaxServedOfPeer or a rate limit; it is refused
};

/** Number of kinds of RequestFault. */
constexpr std::size_t REQUEST_FAULTS = 7;

/**
 * \ingroup waku
 * \brief What a node has served to its peers in a RequestResponse protocol. Bytes are those of
 * messages with their length.
 */
struct RequestLoad
{
    uint64_t requests{0};     //!< requests received, malformed ones too
    uint64_t requestBytes{0}; //!< bytes of these
    uint64_t answers{0};      //!< answers sent or waiting to be sent
    uint64_t answerBytes{0};  //!< bytes of these
};

/**
 * \ingroup waku
 * \brief A protocol of requests and answers, such as store, filter and lightpush.
 *
 * Each request gets one answer or an error: there was no answer within Timeout, the peer has
 * disconnected, or the answer is malformed. The number of open requests is limited on both sides,
 * for each peer and in total, and so can be the rate at which peers ask. A server refuses further
 * requests with status 429, malformed ones with status 400, and drops requests that it has not
 * answered within Timeout. Messages are RequestMessages. Malformed bytes of a peer are counted and
 * traced. They have no other effect as long as the messages after them can be found.
 *
 * A protocol derives from this class and implements GetProtocolId and HandleRequest.
 */
class RequestResponse : public PeerProtocol
{
  public:
    /** Called with the answer and NONE, or with null and the error. It may make other requests. */
    using AnswerFunction = std::function<void(const RequestMessage*, RequestError)>;

    /** \return the TypeId */
    static TypeId GetTypeId();

    RequestResponse();
    ~RequestResponse() override;

    /**
     * Send a request to a peer.
     * \param peer the peer
     * \param fields fields of the request except its id; only the last one may be virtual
     * \param answer called once, later. It is not called if the request is refused here, or if this
     *        object is disposed of before.
     * \return NONE, or why the request was not sent
     */
    RequestError Request(PeerId peer, const VirtualBytes& fields, AnswerFunction answer);

    /** \return peers that speak the protocol, by their numbers */
    const std::map<PeerId, PeerInfo>& GetPeers() const
    {
        return m_peers;
    }

    /** \return number of open requests of this node */
    std::size_t GetNRequests() const
    {
        return m_requests.size();
    }

    /** \return number of open requests of peers */
    std::size_t GetNServed() const
    {
        return m_served.size();
    }

    /** \return what this node has served so far */
    const RequestLoad& GetLoad() const
    {
        return m_load;
    }

    /**
     * \param fault a kind of fault
     * \return number of faults of this kind
     */
    uint64_t GetNFaults(RequestFault fault) const
    {
        return m_faults.at(static_cast<std::size_t>(fault));
    }

    std::unique_ptr<StreamParser> CreateParser(PeerId peer) override;
    void PeerUp(const PeerInfo& peer) override;
    void PeerDown(const PeerInfo& peer) override;
    void FrameSent(const PeerInfo& peer, Ptr<const StreamFrame> frame) override;
    void FrameDropped(const PeerInfo& peer, Ptr<const StreamFrame> frame) override;

    /**
     * Signature of trace source Fault.
     * \param peer the sending peer
     * \param fault the fault
     */
    typedef void (*FaultTracedCallback)(PeerId peer, RequestFault fault);

  protected:
    /**
     * Handle a request. Respond has to be called for it, at once or within Timeout.
     * \param now current time
     * \param peer the requesting peer
     * \param request the request
     */
    virtual void HandleRequest(Time now, PeerId peer, const RequestMessage& request) = 0;

    /**
     * Answer a request.
     * \param peer the requesting peer
     * \param id id of the request
     * \param status RequestMessage::OK, or why there is no result
     * \param fields fields of the answer except id, status and description
     * \param description description of the status for people
     * \return whether the answer was sent or waits; false if the request is no longer open
     */
    bool Respond(PeerId peer,
                 const std::string& id,
                 uint32_t status,
                 const VirtualBytes& fields = VirtualBytes(),
                 const std::string& description = std::string());

    /** \return size of the largest request or answer, bytes without its length */
    uint32_t GetMaxMessageSize() const
    {
        return m_maxMessageSize;
    }

    void DoDispose() override;

  private:
    /** A request by peer and request id. */
    using Key = std::pair<PeerId, std::string>;

    /** A request of this node. */
    struct Pending
    {
        uint64_t number;                //!< distinguishes it from later requests
        Ptr<const StreamFrame> waiting; //!< until all bytes are handed to TCP
        AnswerFunction answer;          //!< is told
    };

    /**
     * Handle the bytes of a message.
     * \param peer the sending peer
     * \param bytes the bytes, without their length
     */
    void HandleBytes(PeerId peer, const VirtualBytes& bytes);
    /**
     * Handle a message.
     * \param peer the sending peer
     * \param message the message
     */
    void HandleMessage(PeerId peer, const RequestMessage& message);
    /**
     * \param peer a requesting peer
     * \return whether one more request is within the rate limits
     */
    bool IsWithinRate(PeerId peer);
    /**
     * Count and send an answer.
     * \param peer the requesting peer
     * \param message the answer
     * \return whether it was sent or waits
     */
    bool SendAnswer(PeerId peer, const RequestMessage& message);
    /**
     * Handle a malformed message.
     * \param peer the sending peer
     * \param message the message as far as it was decoded
     */
    void HandleMalformed(PeerId peer, const RequestMessage& message);
    /**
     * Handle a request of a peer.
     * \param peer the requesting peer
     * \param request the request
     */
    void Serve(PeerId peer, const RequestMessage& request);
    /**
     * Count and trace a fault.
     * \param peer the sending peer
     * \param fault the fault
     */
    void Count(PeerId peer, RequestFault fault);
    /**
     * End a request with an error.
     * \param request the request
     * \param error the error
     */
    void Fail(std::map<Key, Pending>::iterator request, RequestError error);
    /**
     * \param peer a peer
     * \return first request to the peer or to a later one, or the end
     */
    std::map<Key, Pending>::iterator FindFirst(PeerId peer);

    Time m_timeout;                                  //!< attribute Timeout
    uint32_t m_maxMessageSize;                       //!< attribute MaxMessageSize
    uint32_t m_maxRequests;                          //!< attribute MaxRequests
    uint32_t m_maxRequestsOfPeer;                    //!< attribute MaxRequestsOfPeer
    uint32_t m_maxServed;                            //!< attribute MaxServed
    uint32_t m_maxServedOfPeer;                      //!< attribute MaxServedOfPeer
    uint32_t m_rateLimit;                            //!< attribute RateLimit
    uint32_t m_rateLimitOfPeer;                      //!< attribute RateLimitOfPeer
    Time m_ratePeriod;                               //!< attribute RatePeriod
    RequestRateLimit m_rate;                         //!< requests of all peers
    std::map<PeerId, RequestRateLimit> m_rateOfPeer; //!< requests of each peer, if they are limited
    RequestLoad m_load;                              //!< what this node has served
    std::map<PeerId, PeerInfo> m_peers;              //!< peers that speak the protocol
    std::map<Key, Pending> m_requests;               //!< open requests of this node
    std::map<Key, uint64_t> m_served;                //!< open requests of peers, by number
    uint64_t m_nextServed{0};                        //!< number of the next request of a peer
    uint64_t m_next{0};                              //!< number of the next request
    std::array<uint64_t, REQUEST_FAULTS> m_faults{}; //!< number of faults by kind

    TracedCallback<PeerId, RequestFault> m_faultTrace; //!< trace source Fault
};

} // namespace ns3

#endif /* WAKU_REQUEST_RESPONSE_H */
