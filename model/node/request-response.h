/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_REQUEST_RESPONSE_H
#define WAKU_REQUEST_RESPONSE_H

#include "peer-protocol.h"
#include "request-message.h"

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
 * \brief Why a request has no answer.
 */
enum class RequestError
{
    NONE,         //!< it has, or is under way
    TIMEOUT,      //!< no answer came in time
    DISCONNECTED, //!< the peer is not there, or has gone
    TOO_MANY,     //!< MaxRequests or MaxRequestsOfPeer are under way
    NO_ROOM,      //!< the send queue was full, or the request above MaxMessageSize
    MALFORMED,    //!< the answer made no sense
};

/**
 * \ingroup waku
 * \brief What can be wrong with what a peer sends to a RequestResponse protocol.
 */
enum class RequestFault
{
    BAD_DELIMITER, //!< no length; the connection is closed
    OVERSIZED,     //!< a message above MaxMessageSize, which is skipped
    MALFORMED,     //!< a message that can't be read
    UNKNOWN,       //!< an answer to what was never asked of this peer
    NOT_AWAITED,   //!< a second answer, or one after the timeout
    DUPLICATE,     //!< a request with the id of one that is under way
    TOO_MANY,      //!< a request beyond MaxServed or MaxServedOfPeer; it is refused
};

/** Number of kinds of RequestFault. */
constexpr std::size_t REQUEST_FAULTS = 7;

/**
 * \ingroup waku
 * \brief A protocol of requests that are answered or fail, as store, filter and lightpush are.
 *
 * Each request gets one answer, or an error: no answer within Timeout, the peer gone, an answer
 * that can't be read. What is under way is bounded, for each peer and in all, on either side; a
 * server refuses what is too much with status 429, and forgets what it has not answered within
 * Timeout. Messages are RequestMessage. Bytes of a peer that make no sense are counted and traced,
 * and cost nothing else as long as the messages behind them can be found.
 *
 * A protocol derives from this and implements GetProtocolId and HandleRequest.
 */
class RequestResponse : public PeerProtocol
{
  public:
    /** Gets the answer and NONE, or null and the error. It may make other requests. */
    using AnswerFunction = std::function<void(const RequestMessage*, RequestError)>;

    /** \return the TypeId */
    static TypeId GetTypeId();

    RequestResponse();
    ~RequestResponse() override;

    /**
     * Ask a peer.
     * \param peer whom
     * \param fields of the request but for its id; at most one virtual field, the last one
     * \param answer is called once, later; never if the request is refused here or this object is
     *        disposed of before
     * \return NONE, or why the request is not made
     */
    RequestError Request(PeerId peer, const VirtualBytes& fields, AnswerFunction answer);

    /** \return peers that speak the protocol, by their numbers */
    const std::map<PeerId, PeerInfo>& GetPeers() const
    {
        return m_peers;
    }

    /** \return requests of this node that are under way */
    std::size_t GetNRequests() const
    {
        return m_requests.size();
    }

    /** \return requests of peers that are not answered yet */
    std::size_t GetNServed() const
    {
        return m_served.size();
    }

    /** \param fault a kind of fault \return how often peers have had it */
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
     * \param peer who sent it
     * \param fault what was wrong
     */
    typedef void (*FaultTracedCallback)(PeerId peer, RequestFault fault);

  protected:
    /**
     * A peer asks. Respond is to be called, now or within Timeout.
     * \param now the present
     * \param peer who
     * \param request what
     */
    virtual void HandleRequest(Time now, PeerId peer, const RequestMessage& request) = 0;

    /**
     * Answer a request.
     * \param peer who has asked
     * \param id of the request
     * \param status RequestMessage::OK, or why there is nothing
     * \param fields of the answer but for id, status and description
     * \param description of the status, for people
     * \return whether the answer was sent or waits; false if nobody waits for it any more
     */
    bool Respond(PeerId peer,
                 const std::string& id,
                 uint32_t status,
                 const VirtualBytes& fields = VirtualBytes(),
                 const std::string& description = std::string());

    void DoDispose() override;

  private:
    class Parser;

    /** A request, or what a peer has asked, by peer and id. */
    using Key = std::pair<PeerId, std::string>;

    /** A request of this node. */
    struct Pending
    {
        uint64_t number;                //!< tells it from a later one
        Ptr<const StreamFrame> waiting; //!< until TCP has got it
        AnswerFunction answer;          //!< is told
    };

    /** \param peer from whom \param message has come */
    void HandleMessage(PeerId peer, const RequestMessage& message);
    /** \param peer from whom \param message that could not be read, as far as it could */
    void HandleMalformed(PeerId peer, const RequestMessage& message);
    /** \param peer from whom \param request has come */
    void Serve(PeerId peer, const RequestMessage& request);
    /** \param peer who \param fault what was wrong */
    void Count(PeerId peer, RequestFault fault);
    /** \param request that is over \param error why */
    void Fail(std::map<Key, Pending>::iterator request, RequestError error);
    /** \param peer a peer \return its first request, or a later one */
    std::map<Key, Pending>::iterator FindFirst(PeerId peer);
    /** \param message what \return its bytes with their length */
    static Ptr<StreamFrame> MakeFrame(const RequestMessage& message);

    Time m_timeout;                     //!< attribute Timeout
    uint32_t m_maxMessageSize;          //!< attribute MaxMessageSize
    uint32_t m_maxRequests;             //!< attribute MaxRequests
    uint32_t m_maxRequestsOfPeer;       //!< attribute MaxRequestsOfPeer
    uint32_t m_maxServed;               //!< attribute MaxServed
    uint32_t m_maxServedOfPeer;         //!< attribute MaxServedOfPeer
    std::map<PeerId, PeerInfo> m_peers; //!< that speak the protocol
    std::map<Key, Pending> m_requests;  //!< of this node
    std::map<Key, uint64_t> m_served;   //!< of peers, with a number that tells them apart
    uint64_t m_nextServed{0};           //!< number of the next request of a peer
    uint64_t m_next{0};                 //!< number of the next request
    std::array<uint64_t, REQUEST_FAULTS> m_faults{}; //!< by kind

    TracedCallback<PeerId, RequestFault> m_faultTrace; //!< trace source Fault
};

} // namespace ns3

#endif /* WAKU_REQUEST_RESPONSE_H */
