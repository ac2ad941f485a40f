/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_WHISPER_PEER_PROTOCOL_H
#define WAKU_WHISPER_PEER_PROTOCOL_H

#include "whisper-protocol.h"

#include "ns3/peer-protocol.h"
#include "ns3/traced-callback.h"

#include <map>
#include <string>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief Whisper 6 or Waku 1 as a protocol on a P2pNode: RLPx frames on streams, around a
 * WhisperProtocol that decides what goes to whom, and what the node asks of its mail server.
 *
 * As in go-ethereum, a peer gets no further bundle before TCP has taken the one before.
 *
 * DEVp2p has no protocol ids: name and version of the capability stand for one, shh/6 or waku/1.
 *
 * The trace sources of WhisperProtocol are there under their own names.
 */
class WhisperPeerProtocol : public PeerProtocol, private WhisperHost
{
  public:
    /** \return the TypeId */
    static TypeId GetTypeId();

    WhisperPeerProtocol();
    ~WhisperPeerProtocol() override;

    /** \param protocol decides; made when needed if null */
    void SetProtocol(Ptr<WhisperProtocol> protocol);

    /** \return what decides */
    Ptr<WhisperProtocol> GetProtocol() const;

    /** \return the envelopes of the simulation, until Simulator::Destroy */
    static Ptr<WhisperEnvelopePool> GetSharedEnvelopePool();

    /**
     * Ask this mail server, whenever a connection to it comes up after this node was offline, for
     * what was sent meanwhile. Does not dial it.
     * \param remote its IP address, with or without port
     */
    void UseMailServer(const Address& remote);

    /** \return how often a bundle for a peer had to wait since TCP had not taken the one before */
    uint64_t GetNHeldBack() const
    {
        return m_heldBack;
    }

    /** \return frames that found no room in a send queue, each of which cost the connection */
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

    /** \param peer a mail server \param cursor where to go on, or empty */
    void AskForHistory(PeerId peer, const std::vector<uint8_t>& cursor);
    /** \param peer of which a frame waits no more */
    void Settle(PeerId peer);

    Ptr<WhisperProtocol> m_protocol;      //!< attribute Protocol; made when needed
    uint32_t m_historyLimit;              //!< attribute HistoryLimit
    Time m_historyOverlap;                //!< attribute HistoryOverlap
    Address m_mailServerHost;             //!< IP address of the mail server to ask
    bool m_hasMissed{false};              //!< whether the mail server is to be asked
    uint32_t m_offlineSince{0};           //!< UNIX time
    uint32_t m_wakes{0};                  //!< how often the protocol asked to be woken
    std::map<PeerId, uint32_t> m_waiting; //!< frames that TCP has not taken; not 0
    mutable uint64_t m_heldBack{0};       //!< bundles that had to wait
    uint64_t m_overflows{0};              //!< frames without room

    TracedCallback<Ptr<const WhisperEnvelope>> m_userDeliverTrace; //!< UserDeliver
    TracedCallback<const PeerInfo&> m_overflowTrace;               //!< Overflow
};

} // namespace ns3

#endif /* WAKU_WHISPER_PEER_PROTOCOL_H */
