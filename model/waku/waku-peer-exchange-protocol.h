/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_PEER_EXCHANGE_PROTOCOL_H
#define WAKU_PEER_EXCHANGE_PROTOCOL_H

#include "waku-peer-exchange-message.h"

#include "ns3/light-traced-callback.h"
#include "ns3/peer-protocol.h"
#include "ns3/random-variable-stream.h"
#include "ns3/request-rate-limit.h"
#include "ns3/virtual-bytes.h"

#include <array>
#include <deque>
#include <functional>
#include <map>
#include <string>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief What is wrong with what a peer says by WakuPeerExchangeProtocol.
 */
enum class WakuPeerExchangeFault
{
    BAD_DELIMITER, //!< a malformed length; the connection is closed
    OVERSIZED,     //!< a message above MaxMessageSize, which is skipped
    MALFORMED,     //!< a message that can't be read; a query is answered with 400
    NOT_AWAITED,   //!< a response that was not asked for, or comes too late
    BAD_RECORD,    //!< a record that is none, or more records than asked for; left out
    TOO_MANY,      //!< a query beyond RateLimit; answered with 429
};

/** Number of kinds of WakuPeerExchangeFault. */
constexpr std::size_t WAKU_PEER_EXCHANGE_FAULTS = 6;

/**
 * \ingroup waku
 * \brief 34/WAKU2-PEER-EXCHANGE: a node that cannot discover peers itself asks another one for
 * some.
 *
 * A node that serves has a cache of records of nodes that it has not connected to for that, from
 * ambient discovery (Learn), of which it answers with a random sample. Each query gets one
 * response: 200 with records, 503 without any, 400, or 429.
 */
class WakuPeerExchangeProtocol : public PeerProtocol
{
  public:
    /** Called with the records of a response; none if it failed, timed out or was an error. */
    using RecordsFunction = std::function<void(const std::vector<WakuNodeRecord>&)>;

    /** \return the TypeId */
    static TypeId GetTypeId();

    WakuPeerExchangeProtocol();
    ~WakuPeerExchangeProtocol() override;

    /**
     * Put a node into the cache; the oldest goes if there is no room.
     * \param record the node
     */
    void Learn(const WakuNodeRecord& record);

    /** \return number of nodes in the cache */
    std::size_t GetNKnown() const
    {
        return m_cache.size();
    }

    /**
     * Ask a peer for nodes.
     * \param peer the peer
     * \param count how many nodes
     * \param records called once, later, if the query was sent
     * \return whether it was sent; false if the peer does not speak the protocol, or a query to it
     *         is under way
     */
    bool Ask(PeerId peer, uint64_t count, RecordsFunction records);

    /**
     * Ask a peer for nodes, and dial those that it names.
     * \param peer the peer
     * \param count how many nodes
     * \return as Ask
     */
    bool AskAndDial(PeerId peer, uint64_t count);

    /** \return peers that speak the protocol */
    const std::map<PeerId, PeerInfo>& GetPeers() const
    {
        return m_peers;
    }

    /** \return number of records that were sent in responses */
    uint64_t GetNSent() const
    {
        return m_sent;
    }

    /** \return number of nodes that were dialled because a peer has named them */
    uint64_t GetNDialled() const
    {
        return m_dialled;
    }

    /**
     * \param fault a kind of fault
     * \return number of faults of this kind
     */
    uint64_t GetNFaults(WakuPeerExchangeFault fault) const
    {
        return m_faults.at(static_cast<std::size_t>(fault));
    }

    std::string GetProtocolId() const override;
    int64_t AssignStreams(int64_t stream) override;
    std::unique_ptr<StreamParser> CreateParser(PeerId peer) override;
    void PeerUp(const PeerInfo& peer) override;
    void PeerDown(const PeerInfo& peer) override;

    /**
     * Signature of trace source Served.
     * \param peer the requesting peer
     * \param status status of the response
     * \param records number of records in it
     */
    typedef void (*ServedTracedCallback)(PeerId peer, uint32_t status, uint32_t records);

    /**
     * Signature of trace source Fault.
     * \param peer the peer
     * \param fault the fault
     */
    typedef void (*FaultTracedCallback)(PeerId peer, WakuPeerExchangeFault fault);

  protected:
    void DoDispose() override;

  private:
    /** A query of this node. */
    struct Pending
    {
        uint64_t number;         //!< distinguishes it from later ones
        uint64_t count;          //!< how many nodes were asked for
        RecordsFunction records; //!< is told
    };

    /**
     * Send a message.
     * \param peer the receiving peer
     * \param message the message
     * \return whether it was sent or waits
     */
    bool Send(PeerId peer, const WakuPeerExchangeMessage& message);
    /**
     * Handle a message.
     * \param peer the sending peer
     * \param bytes the message, without its length
     */
    void HandleMessage(PeerId peer, const VirtualBytes& bytes);
    /**
     * Answer a query.
     * \param peer the requesting peer
     * \param count how many nodes it asks for
     */
    void Serve(PeerId peer, uint64_t count);
    /**
     * Handle a response.
     * \param peer the sending peer
     * \param message the response
     */
    void HandleResponse(PeerId peer, const WakuPeerExchangeMessage& message);
    /**
     * End a query.
     * \param peer the peer
     * \param records what came of it
     */
    void Finish(PeerId peer, const std::vector<WakuNodeRecord>& records);
    /**
     * Count and trace a fault.
     * \param peer the peer
     * \param fault the fault
     */
    void Count(PeerId peer, WakuPeerExchangeFault fault);

    uint32_t m_maxMessageSize;          //!< attribute MaxMessageSize
    uint32_t m_cacheSize;               //!< attribute CacheSize
    uint32_t m_maxPeers;                //!< attribute MaxPeers
    uint32_t m_rateLimit;               //!< attribute RateLimit
    Time m_timeout;                     //!< attribute Timeout
    RequestRateLimit m_rate;            //!< queries of all peers
    std::deque<WakuNodeRecord> m_cache; //!< nodes, the oldest first
    Ptr<UniformRandomVariable> m_choice{CreateObject<UniformRandomVariable>()}; //!< draws samples
    std::map<PeerId, PeerInfo> m_peers;                         //!< peers that speak the protocol
    std::map<PeerId, Pending> m_pending;                        //!< queries of this node
    uint64_t m_next{0};                                         //!< number of the next query
    uint64_t m_sent{0};                                         //!< records sent
    uint64_t m_dialled{0};                                      //!< nodes dialled
    std::array<uint64_t, WAKU_PEER_EXCHANGE_FAULTS> m_faults{}; //!< faults by kind

    LightTracedCallback<PeerId, uint32_t, uint32_t> m_servedTrace;   //!< trace source Served
    LightTracedCallback<PeerId, WakuPeerExchangeFault> m_faultTrace; //!< trace source Fault
};

} // namespace ns3

#endif /* WAKU_PEER_EXCHANGE_PROTOCOL_H */
