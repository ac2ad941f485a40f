/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_RECONCILIATION_PROTOCOL_H
#define WAKU_RECONCILIATION_PROTOCOL_H

#include "waku-archive.h"
#include "waku-sync-payload.h"
#include "waku-sync-ranges.h"
#include "waku-transfer-protocol.h"

#include "ns3/lazy-uniform.h"
#include "ns3/light-traced-callback.h"
#include "ns3/peer-protocol.h"
#include "ns3/request-rate-limit.h"

#include <array>
#include <deque>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief What is wrong with what a peer says by WakuReconciliationProtocol.
 */
enum class WakuReconciliationFault
{
    BAD_DELIMITER, //!< a malformed length; the connection is closed
    OVERSIZED,     //!< a payload above MaxPayloadSize, which is skipped
    MALFORMED,     //!< a payload that can't be read
    UNEXPECTED,    //!< a payload that answers nothing, or begins more while 16 are not answered
    TOO_MANY,      //!< a payload beyond RateLimitOfPeer
    TOO_LONG,      //!< a reconciliation of more than MaxRounds payloads, which is ended
    OTHER_SCOPE,   //!< other topics or shards than ours; it gets an empty answer
    SILENT,        //!< no answer within Timeout
};

/** Number of kinds of WakuReconciliationFault. */
constexpr std::size_t WAKU_RECONCILIATION_FAULTS = 8;

/**
 * \ingroup waku
 * \brief What came of a reconciliation with a peer.
 */
struct WakuReconciliation
{
    bool isOwn{false};         //!< whether this node has begun it
    bool isComplete{false};    //!< whether nothing was left to compare
    uint32_t payloads{0};      //!< payloads of the peer, which nwaku counts as round trips
    uint64_t toSend{0};        //!< messages that the peer lacked
    uint64_t toReceive{0};     //!< messages that this store lacked and the peer named
    uint64_t sentBytes{0};     //!< bytes of payloads sent, with their lengths
    uint64_t receivedBytes{0}; //!< bytes of payloads received, with their lengths
    Time began;                //!< when it began
    Time took;                 //!< how long it took
};

/**
 * \ingroup waku
 * \brief WAKU-SYNC, "Reconciliation": finds out what this store and that of a peer lack, by
 * comparing fingerprints of ranges of time (WAKU-STORE-SYNC, "Waku Sync"; nwaku's
 * waku_store_sync/reconciliation.nim).
 *
 * Every SyncInterval it begins a reconciliation with a peer at random. Each payload of a peer is
 * answered from what the archive has then, so nothing is kept for a peer but what it has to answer.
 * Messages that the peer lacks are handed to WakuTransferProtocol.
 *
 * In libp2p each reconciliation has a stream of its own. Here the payloads of all that two peers
 * have under way share a stream in each direction. One that is a single fingerprint begins a
 * reconciliation, since no answer is one; every other answers the oldest payload that is not
 * answered yet.
 */
class WakuReconciliationProtocol : public PeerProtocol
{
  public:
    /** \return the TypeId */
    static TypeId GetTypeId();

    WakuReconciliationProtocol();
    ~WakuReconciliationProtocol() override;

    /**
     * Set what is synchronised. Without a call nothing is, and peers get empty answers.
     * \param archive archive of this node
     * \param transfer transfer of the same node
     * \param scope which messages; by default all
     */
    void Synchronize(Ptr<WakuArchive> archive,
                     Ptr<WakuTransferProtocol> transfer,
                     const WakuSyncScope& scope = WakuSyncScope());

    /**
     * Begin a reconciliation.
     * \param peer the peer
     * \return whether it was begun; false if the peer does not speak the protocol, has not answered
     *         an earlier payload, or the send queue has no room
     */
    bool Reconcile(PeerId peer);

    /**
     * \param peer a peer
     * \return whether a reconciliation with it is under way, or was at most TransferTime ago
     */
    bool IsReconciling(PeerId peer) const;

    /** \return first timestamp that counts: some more than SyncRange and RelayJitter ago */
    int64_t GetOldest() const;

    /** \return number of reconciliations that have ended, begun by either side */
    uint64_t GetNReconciliations() const
    {
        return m_ended;
    }

    /** \return bytes of payloads sent, with their lengths */
    uint64_t GetSentBytes() const
    {
        return m_sentBytes;
    }

    /**
     * \param fault a kind of fault
     * \return number of faults of this kind
     */
    uint64_t GetNFaults(WakuReconciliationFault fault) const
    {
        return m_faults.at(static_cast<std::size_t>(fault));
    }

    std::string GetProtocolId() const override;
    int64_t AssignStreams(int64_t stream) override;
    std::unique_ptr<StreamParser> CreateParser(PeerId peer) override;
    void Start(Time now) override;
    void Stop(Time now) override;
    void PeerUp(const PeerInfo& peer) override;
    void PeerDown(const PeerInfo& peer) override;

    /**
     * Signature of trace source Reconciled.
     * \param peer the peer
     * \param reconciliation what came of it
     */
    typedef void (*ReconciledTracedCallback)(PeerId peer, const WakuReconciliation& reconciliation);

    /**
     * Signature of trace source Fault.
     * \param peer the peer
     * \param fault the fault
     */
    typedef void (*FaultTracedCallback)(PeerId peer, WakuReconciliationFault fault);

  protected:
    void DoDispose() override;

  private:
    /** A reconciliation that is under way. */
    struct Session;

    /** A peer that speaks the protocol. */
    struct Peer
    {
        std::deque<std::shared_ptr<Session>> unanswered; //!< those of payloads not yet answered
        uint32_t open{0};                                //!< reconciliations under way
        Time lastEnd;                                    //!< when the last one ended
        bool hasEnded{false};                            //!< whether one has ended
        RequestRateLimit rate;                           //!< payloads of the peer
    };

    /** Begin a reconciliation with a peer at random, and again after SyncInterval. */
    void ReconcilePeriodically();
    /**
     * Handle a message.
     * \param peer the sending peer
     * \param bytes the message, without its length
     */
    void HandleMessage(PeerId peer, const VirtualBytes& bytes);
    /**
     * Find the reconciliation of a payload.
     * \param peer the peer
     * \param payload the payload
     * \return the reconciliation; null if the payload begins none and answers nothing
     */
    std::shared_ptr<Session> FindSession(Peer& peer, const WakuSyncPayload& payload);
    /**
     * Answer a payload.
     * \param peer the peer
     * \param payload the payload
     * \param session its reconciliation
     */
    void Answer(PeerId peer, WakuSyncPayload& payload, const std::shared_ptr<Session>& session);
    /**
     * \param scope scope of a peer's payload
     * \param [out] common what both compare
     * \return whether they compare anything
     */
    bool FindCommonScope(const WakuSyncScope& scope, WakuSyncScope& common) const;
    /** \return how ranges are compared */
    WakuSyncRanges::Settings GetSettings() const;
    /**
     * Send a payload, and end the reconciliation if it is done or if there is no room.
     * \param peer the peer
     * \param bytes bytes of the payload
     * \param isDone whether nothing is left to compare
     * \param session the reconciliation
     * \return whether it was sent
     */
    bool SendPayload(PeerId peer,
                     std::vector<uint8_t> bytes,
                     bool isDone,
                     const std::shared_ptr<Session>& session);
    /**
     * End a reconciliation.
     * \param peer the peer
     * \param session the reconciliation
     * \param isComplete whether nothing was left to compare
     */
    void End(PeerId peer, Session& session, bool isComplete);
    /**
     * Count and trace a fault.
     * \param peer the peer
     * \param fault the fault
     */
    void Count(PeerId peer, WakuReconciliationFault fault);

    WakuSyncHeader m_header;              //!< attribute Header
    Time m_interval;                      //!< attribute SyncInterval
    Time m_range;                         //!< attribute SyncRange
    Time m_jitter;                        //!< attribute RelayJitter
    Time m_timeout;                       //!< attribute Timeout
    Time m_transferTime;                  //!< attribute TransferTime
    uint32_t m_partitions;                //!< attribute Partitions
    uint32_t m_threshold;                 //!< attribute ItemSetThreshold
    uint32_t m_maxPayloadSize;            //!< attribute MaxPayloadSize
    uint32_t m_maxRounds;                 //!< attribute MaxRounds
    uint32_t m_rateLimitOfPeer;           //!< attribute RateLimitOfPeer
    Time m_ratePeriod;                    //!< attribute RatePeriod
    Ptr<WakuArchive> m_archive;           //!< what is synchronised, or null
    Ptr<WakuTransferProtocol> m_transfer; //!< sends what peers lack
    WakuSyncScope m_scope;                //!< which messages are compared
    std::map<PeerId, Peer> m_peers;       //!< peers that speak the protocol
    LazyUniform m_random;                 //!< chooses peers
    uint64_t m_ended{0};                  //!< reconciliations that have ended
    uint64_t m_sentBytes{0};              //!< bytes of payloads sent
    std::array<uint64_t, WAKU_RECONCILIATION_FAULTS> m_faults{}; //!< faults by kind

    LightTracedCallback<PeerId, const WakuReconciliation&> m_reconciledTrace; //!< Reconciled
    LightTracedCallback<PeerId, WakuReconciliationFault> m_faultTrace;        //!< Fault
};

} // namespace ns3

#endif /* WAKU_RECONCILIATION_PROTOCOL_H */
