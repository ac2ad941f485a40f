/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_TRANSFER_PROTOCOL_H
#define WAKU_TRANSFER_PROTOCOL_H

#include "waku-archive.h"
#include "waku-sync-payload.h"

#include "ns3/light-traced-callback.h"
#include "ns3/peer-protocol.h"

#include <array>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief What is wrong with what a peer sends to WakuTransferProtocol.
 */
enum class WakuTransferFault
{
    BAD_DELIMITER, //!< a malformed length; the connection is closed
    OVERSIZED,     //!< a message above MaxMessageSize, which is skipped
    MALFORMED,     //!< what is no WakuMessageAndTopic with a WakuMessage
    UNASKED,       //!< a message of a peer without a reconciliation; see AcceptUnasked
    OTHER_TOPIC,   //!< a message of a topic that is not compared
    OUTSIDE,       //!< a message whose timestamp is not in the time that is compared
    REFUSED,       //!< a message that the archive does not take, such as an ephemeral one
};

/** Number of kinds of WakuTransferFault. */
constexpr std::size_t WAKU_TRANSFER_FAULTS = 7;

/**
 * \ingroup waku
 * \brief WAKU-SYNC, "Transfer Protocol": sends peers the messages that their stores lack, and
 * archives those that peers send.
 *
 * WakuReconciliationProtocol of the same node says which (nwaku's waku_store_sync/transfer.nim).
 * Messages wait here, by their hashes, until the one before is with TCP, so that they fill no send
 * queue. What the archive has lost until then is not sent.
 *
 * On the wire a message is nwaku's WakuMessageAndTopic: the pubsub topic is field 1, the
 * WakuMessage field 2. (In the specification it is the other way round.)
 */
class WakuTransferProtocol : public PeerProtocol
{
  public:
    /** Says whether a peer may send messages. */
    using AskedFunction = std::function<bool(PeerId peer)>;

    /** Gives the first timestamp that is compared. */
    using OldestFunction = std::function<int64_t()>;

    /** \return the TypeId */
    static TypeId GetTypeId();

    WakuTransferProtocol();
    ~WakuTransferProtocol() override;

    /** \param archive archive of this node */
    void SetArchive(Ptr<WakuArchive> archive);

    /**
     * Set what WakuReconciliationProtocol knows.
     * \param scope which messages are compared
     * \param isAsked says whether a peer may send messages
     * \param oldest gives the first timestamp that is compared
     */
    void SetReconciliation(const WakuSyncScope& scope,
                           AskedFunction isAsked,
                           OldestFunction oldest);

    /**
     * Send messages to a peer, after those that wait already. Messages that wait are not added
     * again, nor is anything beyond MaxWaiting; what is not sent is left to the next
     * reconciliation.
     * \param peer the peer
     * \param hashes hashes of the messages
     */
    void Send(PeerId peer, const std::vector<MessageId>& hashes);

    /**
     * \param peer a peer
     * \return number of messages that wait to be sent to it
     */
    std::size_t GetNWaiting(PeerId peer) const;

    /** \return number of messages sent */
    uint64_t GetNSent() const
    {
        return m_sent;
    }

    /** \return bytes of these, with their lengths */
    uint64_t GetSentBytes() const
    {
        return m_sentBytes;
    }

    /** \return number of messages that had to be sent and were not */
    uint64_t GetNUnsent() const
    {
        return m_unsent;
    }

    /** \return number of messages that were received and archived */
    uint64_t GetNArchived() const
    {
        return m_archived;
    }

    /** \return number of messages that were received and were in the archive already */
    uint64_t GetNDuplicates() const
    {
        return m_duplicates;
    }

    /**
     * \param fault a kind of fault
     * \return number of faults of this kind
     */
    uint64_t GetNFaults(WakuTransferFault fault) const
    {
        return m_faults.at(static_cast<std::size_t>(fault));
    }

    std::string GetProtocolId() const override;
    std::unique_ptr<StreamParser> CreateParser(PeerId peer) override;
    void Stop(Time now) override;
    void PeerUp(const PeerInfo& peer) override;
    void PeerDown(const PeerInfo& peer) override;
    void FrameSent(const PeerInfo& peer, Ptr<const StreamFrame> frame) override;
    void FrameDropped(const PeerInfo& peer, Ptr<const StreamFrame> frame) override;

    /**
     * \param message a message
     * \return WakuMessageAndTopic of it, without its length
     */
    static VirtualBytes Encode(const WakuStoredMessage& message);

    /**
     * \param bytes a WakuMessageAndTopic, without its length
     * \return the message; null if it is none
     */
    static Ptr<const WakuStoredMessage> Decode(const VirtualBytes& bytes);

    /**
     * Signature of trace sources Sent and Received.
     * \param message the message
     * \param peer the peer
     */
    typedef void (*MessageTracedCallback)(Ptr<const WakuStoredMessage> message, PeerId peer);

    /**
     * Signature of trace source Fault.
     * \param peer the peer
     * \param fault the fault
     */
    typedef void (*FaultTracedCallback)(PeerId peer, WakuTransferFault fault);

  protected:
    void DoDispose() override;

  private:
    /** What waits for a peer. */
    struct Outgoing
    {
        std::deque<MessageId> queue;    //!< in the order of sending
        std::set<MessageId> queued;     //!< the same
        Ptr<const StreamFrame> sending; //!< until all its bytes are with TCP; or null
    };

    /**
     * Send a peer what waits, until a frame has to wait for TCP.
     * \param peer the peer
     */
    void Pump(PeerId peer);
    /**
     * Give up what waits for a peer, since there is no room to send.
     * \param outgoing what waits
     */
    void GiveUp(Outgoing& outgoing);
    /**
     * Handle a message.
     * \param peer the sending peer
     * \param bytes the message, without its length
     */
    void HandleMessage(PeerId peer, const VirtualBytes& bytes);
    /**
     * Count and trace a fault.
     * \param peer the peer
     * \param fault the fault
     */
    void Count(PeerId peer, WakuTransferFault fault);

    uint32_t m_maxMessageSize;                             //!< attribute MaxMessageSize
    uint32_t m_maxWaiting;                                 //!< attribute MaxWaiting
    bool m_acceptUnasked;                                  //!< attribute AcceptUnasked
    Ptr<WakuArchive> m_archive;                            //!< archive of this node
    WakuSyncScope m_scope;                                 //!< which messages are compared
    AskedFunction m_isAsked;                               //!< whether a peer may send
    OldestFunction m_oldest;                               //!< first timestamp that is compared
    std::map<PeerId, Outgoing> m_peers;                    //!< peers that speak the protocol
    uint64_t m_sent{0};                                    //!< messages sent
    uint64_t m_sentBytes{0};                               //!< bytes of these
    uint64_t m_unsent{0};                                  //!< messages that were not sent
    uint64_t m_archived{0};                                //!< messages archived
    uint64_t m_duplicates{0};                              //!< messages known
    std::array<uint64_t, WAKU_TRANSFER_FAULTS> m_faults{}; //!< faults by kind

    LightTracedCallback<Ptr<const WakuStoredMessage>, PeerId> m_sentTrace;     //!< Sent
    LightTracedCallback<Ptr<const WakuStoredMessage>, PeerId> m_receivedTrace; //!< Received
    LightTracedCallback<PeerId, WakuTransferFault> m_faultTrace;               //!< Fault
};

} // namespace ns3

#endif /* WAKU_TRANSFER_PROTOCOL_H */
