/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_WHISPER_NODE_H
#define WAKU_WHISPER_NODE_H

#include "whisper-attacker.h"
#include "whisper-protocol.h"
#include "whisper-user.h"

#include "ns3/application.h"
#include "ns3/peer-connection-manager.h"
#include "ns3/traced-callback.h"
#include "ns3/waku-traffic-generator.h"

#include <map>
#include <set>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief A Whisper 6 (EIP-627) or Waku 1 (6/WAKU1) node over TCP.
 *
 * The application owns sockets and timers. What goes to whom is decided by its WhisperProtocol. It
 * takes addresses, and runs on any ns-3 topology.
 *
 * As in go-ethereum, a peer gets no further bundle before TCP has taken the one before, and a peer
 * for which more than SendQueueBytes wait is disconnected: the connections' SendQueuePolicy has to
 * be Disconnect, since a stream of RLPx frames can't miss one.
 *
 * On no node, as that of another rank in a distributed simulation, it is offline and publishes
 * nothing.
 *
 * All trace sources of WhisperProtocol are there under their own names.
 */
class WhisperNode : public Application, public WhisperHost, public StreamHandler
{
  public:
    /** \return the TypeId */
    static TypeId GetTypeId();

    WhisperNode();
    ~WhisperNode() override;

    /**
     * Use random variable streams from this number on.
     * \param stream the first number
     * \return how many were used
     */
    int64_t AssignStreams(int64_t stream);

    /**
     * \param pool the envelopes of this node; nodes that share it hash an envelope once. By default
     *        GetSharedEnvelopePool()
     */
    void SetEnvelopePool(Ptr<WhisperEnvelopePool> pool);

    /** \return the envelopes of the simulation, until Simulator::Destroy */
    static Ptr<WhisperEnvelopePool> GetSharedEnvelopePool();

    /** \param server makes this node a mail server */
    void SetMailServer(Ptr<WhisperMailServer> server);

    /**
     * Ask this mail server, whenever a connection to it comes up after this node was offline, for
     * what was sent meanwhile. Does not dial it.
     * \param remote its IP address, with or without port
     */
    void UseMailServer(const Address& remote);

    /**
     * Connect to another node: at once, or when this one goes online. Stops the program if the
     * address is none or has no port.
     * \param remote IP address and port
     */
    void Dial(const Address& remote);

    /** \param topics receive envelopes on these */
    void Subscribe(const std::vector<WhisperTopic>& topics);

    /** \param topics receive no more envelopes on these */
    void Unsubscribe(const std::vector<WhisperTopic>& topics);

    /**
     * Publish an envelope. As in whisperv6, the node refuses what is larger or has less proof of
     * work than it accepts of others.
     * \param post what
     * \return what became of it; no envelope if the node is offline
     */
    WhisperPublication Publish(const WhisperPost& post);

    /**
     * Let the user write a message, and publish its envelopes; nothing if the node is offline.
     * Stops the program if the protocol's PowTarget is below its MinPow, of which the node's own
     * envelopes would die.
     * \param size payload of each envelope, bytes; has to fit into MaxMessageSize
     */
    void Publish(uint32_t size);

    /**
     * Close all connections and forget all envelopes when the present event is over; subscriptions
     * and addresses stay. Nothing happens if the node is offline then.
     */
    void GoOffline();

    /**
     * Come back when the present event is over; nothing happens if the node is online then or the
     * application does not run.
     */
    void GoOnline();

    /** \return whether the node takes part in the network */
    bool IsOnline() const
    {
        return m_isOnline;
    }

    /** \return what decides */
    Ptr<WhisperProtocol> GetProtocol() const
    {
        return m_protocol;
    }

    /** \return the connections */
    Ptr<PeerConnectionManager> GetConnections() const
    {
        return m_connections;
    }

    /** \return the user */
    Ptr<WhisperUser> GetUser() const
    {
        return m_user;
    }

    /** \return the built-in traffic; null if there is none */
    Ptr<WakuTrafficGenerator> GetTraffic() const
    {
        return m_traffic;
    }

    /** \return the attack of this node; null if it is honest */
    Ptr<WhisperAttacker> GetAttacker() const
    {
        return m_attacker;
    }

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

    bool IsWritable(PeerId peer) const override;
    void Send(PeerId peer, const RlpxFrame& frame) override;
    void Deliver(Ptr<const WhisperEnvelope> envelope) override;
    void HistoryComplete(PeerId peer, const WhisperRequestComplete& complete) override;
    void Disconnect(PeerId peer, WhisperError error) override;
    void WakeAt(Time at) override;

    std::unique_ptr<StreamParser> CreateParser(PeerId peer) override;
    void PeerUp(const PeerInfo& peer) override;
    void PeerDown(const PeerInfo& peer) override;
    void FrameSent(const PeerInfo& peer, Ptr<const StreamFrame> frame) override;
    void FrameDropped(const PeerInfo& peer, Ptr<const StreamFrame> frame) override;

    /**
     * Signature of trace sources Subscribe and Unsubscribe.
     * \param topics the topics
     */
    typedef void (*TopicsTracedCallback)(const std::vector<WhisperTopic>& topics);

    /**
     * Signature of trace sources PeerUp, PeerDown and Overflow.
     * \param peer the peer
     */
    typedef void (*PeerTracedCallback)(const PeerInfo& peer);

    /**
     * Signature of trace sources Tx and Rx.
     * \param bytes how many
     */
    typedef void (*BytesTracedCallback)(uint32_t bytes);

    /**
     * Signature of trace source Online.
     * \param isOnline whether the node takes part in the network from now on
     */
    typedef void (*OnlineTracedCallback)(bool isOnline);

  protected:
    /** All attributes are set. */
    void NotifyConstructionCompleted() override;
    void DoInitialize() override;
    void DoDispose() override;

  private:
    /** Traces what its connections carry. */
    class Observer : public ConnectionObserver
    {
      public:
        /** \param node whose connections */
        explicit Observer(WhisperNode& node)
            : m_node(node)
        {
        }

        void PeerUp(const PeerInfo& peer) override;
        void PeerDown(const PeerInfo& peer) override;
        void BytesSent(const PeerInfo& peer, uint32_t bytes) override;
        void BytesReceived(const PeerInfo& peer, uint32_t bytes) override;

      private:
        WhisperNode& m_node; //!< whose connections
    };

    void StartApplication() override;
    void StopApplication() override;

    /** Take part in the network; nothing happens if it does or the application does not run. */
    void Enter();
    /** Take no part any more; nothing happens if it does not. */
    void Leave();
    /** Change between online and offline when the user's stay is over, and plan the next change. */
    void ScheduleChange();
    /** \param envelope goes to every peer */
    void Flood(Ptr<const WhisperEnvelope> envelope);
    /** \param peer a mail server \param cursor where to go on, or empty */
    void AskForHistory(PeerId peer, const std::vector<uint8_t>& cursor);
    /** \param peer of which a frame waits no more */
    void Settle(PeerId peer);

    Ptr<WhisperProtocol> m_protocol;          //!< attribute Protocol
    Ptr<PeerConnectionManager> m_connections; //!< attribute Connections
    Observer m_observer{*this};               //!< of the connections
    Ptr<WhisperUser> m_user;                  //!< attribute User
    Ptr<WakuTrafficGenerator> m_traffic;      //!< attribute Traffic
    Ptr<WhisperAttacker> m_attacker;          //!< attribute Attacker
    uint32_t m_historyLimit;                  //!< attribute HistoryLimit
    Address m_mailServerHost;                 //!< IP address of the mail server to ask
    Time m_historyOverlap;                    //!< attribute HistoryOverlap
    bool m_isRunning{false};                  //!< between start and stop
    bool m_isOnline{false};                   //!< whether it takes part
    bool m_hasMissed{false};                  //!< whether the mail server is to be asked
    uint32_t m_offlineSince{0};               //!< UNIX time
    EventId m_wake;                           //!< when the protocol wants to be woken
    EventId m_change;                         //!< goes offline, or online
    std::map<PeerId, uint32_t> m_waiting;     //!< frames that TCP has not taken; not 0
    std::set<PeerId> m_victims;               //!< peers of a hostile node
    mutable uint64_t m_heldBack{0};           //!< bundles that had to wait
    uint64_t m_overflows{0};                  //!< frames without room

    TracedCallback<Ptr<const WhisperEnvelope>> m_userDeliverTrace;       //!< UserDeliver
    TracedCallback<const std::vector<WhisperTopic>&> m_subscribeTrace;   //!< Subscribe
    TracedCallback<const std::vector<WhisperTopic>&> m_unsubscribeTrace; //!< Unsubscribe
    TracedCallback<bool> m_onlineTrace;                                  //!< Online
    TracedCallback<const PeerInfo&> m_peerUpTrace;                       //!< PeerUp
    TracedCallback<const PeerInfo&> m_peerDownTrace;                     //!< PeerDown
    TracedCallback<const PeerInfo&> m_overflowTrace;                     //!< Overflow
    TracedCallback<uint32_t> m_txTrace;                                  //!< Tx
    TracedCallback<uint32_t> m_rxTrace;                                  //!< Rx
};

} // namespace ns3

#endif /* WAKU_WHISPER_NODE_H */
