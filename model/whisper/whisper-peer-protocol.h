/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_WHISPER_PEER_PROTOCOL_H
#define WAKU_WHISPER_PEER_PROTOCOL_H

#include "whisper-protocol.h"

#include "ns3/peer-protocol.h"
#include "ns3/traced-callback.h"

#include <deque>
#include <map>
#include <string>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief Whisper 6 or Waku 1 as a protocol on a P2pNode: RLPx frames on streams, a WhisperProtocol
 * that decides to which peers envelopes are sent, and the requests of the node to its mail server.
 *
 * As in go-ethereum, a peer is sent a bundle only after all bytes of the previous bundle have been
 * handed to TCP. go-ethereum hands a frame to TCP in five writes, each of which is a segment of its
 * own; attribute WriteInterval does that.
 *
 * DEVp2p has no protocol ids. Name and version of the capability are used in their place: shh/6 or
 * waku/1.
 *
 * The class also has the trace sources of WhisperProtocol, under their own names.
 */
class WhisperPeerProtocol : public PeerProtocol, private WhisperHost
{
  public:
    /** \return the TypeId */
    static TypeId GetTypeId();

    WhisperPeerProtocol();
    ~WhisperPeerProtocol() override;

    /** \param protocol the WhisperProtocol; null for one that is created when needed */
    void SetProtocol(Ptr<WhisperProtocol> protocol);

    /** \return the WhisperProtocol */
    Ptr<WhisperProtocol> GetProtocol() const;

    /** \return the shared pool of the simulation's envelopes, until Simulator::Destroy */
    static Ptr<WhisperEnvelopePool> GetSharedEnvelopePool();

    /**
     * Set the mail server. When a connection to it is established after this node was offline, the
     * node requests the envelopes of that time. The method does not dial the mail server.
     * \param remote IP address of the mail server, with or without port
     */
    void UseMailServer(const Address& remote);

    /** \return whether this node has a mail server that keeps envelopes for it */
    bool UsesMailServer() const
    {
        return !m_mailServerHost.IsInvalid();
    }

    /**
     * \return how often a bundle had to wait because TCP did not have all bytes of the previous one
     */
    uint64_t GetNHeldBack() const
    {
        return m_heldBack;
    }

    /**
     * \return number of frames for which a send queue had no room, each of which closed the
     *        connection
     */
    uint64_t GetNOverflows() const
    {
        return m_overflows;
    }

    std::string GetProtocolId() const override;
    int64_t AssignStreams(int64_t stream) override;
    void Start(Time now) override;
    void Stop(Time now) override;
    std::unique_ptr<StreamParser> CreateParser(PeerId peer) override;
    void PeerUp(const PeerInfo& peer) override;
    void PeerDown(const PeerInfo& peer) override;
    void FrameSent(const PeerInfo& peer, Ptr<const StreamFrame> frame) override;
    void FrameDropped(const PeerInfo& peer, Ptr<const StreamFrame> frame) override;

    /**
     * Signature of trace source Overflow.
     * \param peer the peer
     */
    typedef void (*PeerTracedCallback)(const PeerInfo& peer);

  protected:
    void DoInitialize() override;
    void DoDispose() override;

  private:
    class Parser;

    // WhisperHost: what the protocol asks for
    bool IsWritable(PeerId peer) const override;
    void Send(PeerId peer, const RlpxFrame& frame) override;
    void Deliver(Ptr<const WhisperEnvelope> envelope) override;
    void HistoryComplete(PeerId peer, const WhisperRequestComplete& complete) override;
    void Disconnect(PeerId peer, WhisperError error) override;
    void WakeAt(Time at) override;

    /**
     * Request a page of envelopes from a mail server.
     * \param peer the mail server
     * \param cursor cursor of the previous page, or empty
     */
    void AskForHistory(PeerId peer, const std::vector<uint8_t>& cursor);
    /**
     * Hand pieces of a frame to the connection, which together are one write.
     * \param peer the receiving peer
     * \param pieces the pieces
     */
    void Write(PeerId peer, const std::vector<Ptr<StreamFrame>>& pieces);
    /**
     * Hand the next write of a peer to the connection, if there is one, and schedule those after
     * it.
     *
     * \param peer the receiving peer
     */
    void WriteNext(PeerId peer);
    /**
     * Note that a frame no longer waits.
     * \param peer the receiving peer
     */
    void Settle(PeerId peer);

    Ptr<WhisperProtocol> m_protocol;      //!< attribute Protocol; made when needed
    uint32_t m_historyLimit;              //!< attribute HistoryLimit
    Time m_historyOverlap;                //!< attribute HistoryOverlap
    Time m_writeInterval;                 //!< attribute WriteInterval
    Address m_mailServerHost;             //!< IP address of the mail server
    bool m_hasMissed{false};              //!< whether envelopes have to be requested
    uint32_t m_offlineSince{0};           //!< when the node went offline, UNIX time
    uint32_t m_wakes{0};                  //!< number of calls of WakeAt()
    std::map<PeerId, uint32_t> m_waiting; //!< number of frames that TCP does not have, above 0
    /** What waits for WriteInterval. A peer is in it from a write until WriteInterval later. */
    std::map<PeerId, std::deque<std::vector<Ptr<StreamFrame>>>> m_writes;
    mutable uint64_t m_heldBack{0}; //!< bundles that had to wait
    uint64_t m_overflows{0};        //!< frames for which there was no room

    TracedCallback<Ptr<const WhisperEnvelope>> m_userDeliverTrace; //!< UserDeliver
    TracedCallback<const PeerInfo&> m_overflowTrace;               //!< Overflow
};

} // namespace ns3

#endif /* WAKU_WHISPER_PEER_PROTOCOL_H */
