/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_RELAY_H
#define WAKU_RELAY_H

#include "waku-message.h"
#include "waku-validation-queue.h"

#include "ns3/application.h"
#include "ns3/peer-connection-manager.h"
#include "ns3/pubsub-router.h"
#include "ns3/pubsub-rpc-parser.h"
#include "ns3/random-variable-stream.h"
#include "ns3/traced-callback.h"
#include "ns3/waku-traffic-generator.h"

#include <array>
#include <functional>
#include <set>
#include <string>

namespace ns3
{

/**
 * \ingroup waku
 * \brief A Waku relay node (11/WAKU2-RELAY): publishes, validates, delivers and relays WakuMessages
 * over TCP.
 *
 * The application owns sockets and timers. What goes to whom is decided by its PubsubRouter:
 * StaticRouter in mode Static, where the overlay is the mesh, and GossipSubRouter in mode
 * GossipSub. It takes addresses, and runs on any ns-3 topology.
 *
 * It is online from the start of the application to its stop, but for the times between GoOffline()
 * and GoOnline(). Offline it has no peers and forgets the messages that it has seen and the scores
 * of its peers; subscriptions and the nodes that it was told to dial stay, those that peer exchange
 * or an incoming connection brought do not.
 *
 * RLN (17/WAKU2-RLN-RELAY) is modelled as its costs: bytes of the proof, time to make it, time and
 * workers to verify it.
 */
class WakuRelay : public Application, public PubsubHost, public StreamHandler
{
  public:
    /** Judges a message whose bytes could be read. */
    using Validator = std::function<ValidationResult(Ptr<const PubsubMessage>)>;

    /** \return the TypeId */
    static TypeId GetTypeId();

    WakuRelay();
    ~WakuRelay() override;

    /**
     * Use random variable streams from this number on.
     * \param stream the first number
     * \return how many were used
     */
    int64_t AssignStreams(int64_t stream);

    /**
     * \param pool the messages of this node; nodes that share it hash a message once. By default
     *        GetSharedMessagePool()
     */
    void SetMessagePool(Ptr<MessagePool> pool);

    /** \return the messages of the simulation, until Simulator::Destroy */
    static Ptr<MessagePool> GetSharedMessagePool();

    /**
     * Stops the program if the application is initialised or has subscriptions already.
     * \param router decides what goes to whom; by default made from the attribute Mode
     */
    void SetRouter(Ptr<PubsubRouter> router);

    /** \return the router; made from the attribute Mode if none is set */
    Ptr<PubsubRouter> GetRouter() const;

    /** \param validator judges messages; by default all that can be read are valid */
    void SetValidator(Validator validator);

    /**
     * Connect to another relay: at once, or when this one goes online. Stops the program if the
     * address is none or has no port.
     * \param remote IP address and port
     */
    void Dial(const Address& remote);

    /** \param topic subscribe to a further pubsub topic, also while offline or before the start */
    void Subscribe(const std::string& topic);

    /**
     * Unsubscribe from a pubsub topic, also while offline or before the start. A relay that
     * unsubscribes from PubsubTopic before it starts never is subscribed to it.
     * \param topic the topic
     */
    void Unsubscribe(const std::string& topic);

    /** Close all connections when the present event is over; nothing happens if offline then. */
    void GoOffline();

    /**
     * Come back when the present event is over; nothing happens if the relay is online then or the
     * application does not run.
     */
    void GoOnline();

    /** \return whether the relay takes part in the network */
    bool IsOnline() const
    {
        return m_isOnline;
    }

    /**
     * Publish a payload of so many bytes on PubsubTopic. Stops if the message, with topics, proof
     * and headers, is larger than MaxMessageSize.
     * \param size payload, bytes
     * \return the message, or null if the relay is offline
     */
    Ptr<const PubsubMessage> Publish(uint32_t size);

    /**
     * Publish bytes on PubsubTopic. Stops if the message, with topics, proof and headers, is larger
     * than MaxMessageSize. The same bytes published at the same moment, by whichever nodes, are the
     * same message, since its id is a hash of topics, bytes and time.
     * \param payload the bytes
     * \return the message, or null if the relay is offline or has seen the message
     */
    Ptr<const PubsubMessage> Publish(const std::vector<uint8_t>& payload);

    /**
     * Publish a payload of so many bytes. Stops if the message, with topics, proof and headers, is
     * larger than MaxMessageSize.
     * \param topic the pubsub topic
     * \param size payload, bytes
     * \return the message, or null if the relay is offline
     */
    Ptr<const PubsubMessage> Publish(const std::string& topic, uint32_t size);

    /**
     * Publish a message as it is. Stops if its meta has more than WakuMessage::META_LIMIT bytes, or
     * if the message, with topic and headers, is larger than MaxMessageSize. What the application
     * does not publish, since it is offline, is not looked at. A message that the node has seen
     * within the router's SeenTtl, from itself or another, is not published again, nor traced.
     * \param topic the pubsub topic
     * \param message the message
     * \return the message as it travels, or null if the relay is offline or has seen it
     */
    Ptr<const PubsubMessage> Publish(const std::string& topic, const WakuMessage& message);

    /** \return the connections */
    Ptr<PeerConnectionManager> GetConnections() const
    {
        return m_connections;
    }

    /** \return the built-in traffic; null if there is none */
    Ptr<WakuTrafficGenerator> GetTraffic() const
    {
        return m_traffic;
    }

    /**
     * \param error a kind of error
     * \return how often bytes of peers had it
     */
    uint64_t GetNErrors(RpcError error) const
    {
        return m_errors.at(static_cast<std::size_t>(error));
    }

    /** \return nodes that peers have named in peer exchange and that were not dialled */
    uint64_t GetNIgnoredRecords() const
    {
        return m_ignoredRecords;
    }

    /** \return full messages received, duplicates and unwanted ones among them */
    uint64_t GetNReceived() const
    {
        return m_router ? m_router->GetNReceived() : 0;
    }

    /** \return messages that were dropped since ValidationThrottle messages were in validation */
    uint64_t GetNThrottled() const
    {
        return m_throttled;
    }

    /** \return messages that wait for validation */
    std::size_t GetNWaitingValidations() const
    {
        return m_validations.GetNWaiting();
    }

    /**
     * Signature of the trace sources of a topic.
     * \param topic the pubsub topic
     */
    typedef void (*TopicTracedCallback)(const std::string& topic);

    /**
     * Signature of the trace sources of a message.
     * \param message the message
     */
    typedef void (*MessageTracedCallback)(Ptr<const PubsubMessage> message);

    /**
     * Signature of the trace sources of a message and a peer.
     * \param message the message
     * \param peer the other side
     */
    typedef void (*MessagePeerTracedCallback)(Ptr<const PubsubMessage> message,
                                              const PeerInfo& peer);

    /**
     * Signature of the trace sources of a peer.
     * \param peer the peer
     */
    typedef void (*PeerTracedCallback)(const PeerInfo& peer);

    /**
     * Signature of trace source Online.
     * \param isOnline whether the relay takes part in the network from now on
     */
    typedef void (*OnlineTracedCallback)(bool isOnline);

    /**
     * Signature of the trace sources of bytes.
     * \param bytes how many
     */
    typedef void (*BytesTracedCallback)(uint32_t bytes);

    /**
     * Signature of the trace source of records of peer exchange.
     * \param record an IP address and two bytes of a port, or what a peer gave for it
     */
    typedef void (*RecordTracedCallback)(const std::string& record);

    /**
     * Signature of the trace source of bad bytes.
     * \param peer from whom
     * \param error what was wrong
     */
    typedef void (*ErrorTracedCallback)(PeerId peer, RpcError error);

  protected:
    /** All attributes are set. */
    void NotifyConstructionCompleted() override;
    void DoInitialize() override;
    void DoDispose() override;

  private:
    class Parser;

    /** Traces what its connections carry. */
    class Observer : public ConnectionObserver
    {
      public:
        /** \param relay whose connections */
        explicit Observer(WakuRelay& relay)
            : m_relay(relay)
        {
        }

        void PeerUp(const PeerInfo& peer) override;
        void PeerDown(const PeerInfo& peer) override;
        void BytesSent(const PeerInfo& peer, uint32_t bytes) override;
        void BytesReceived(const PeerInfo& peer, uint32_t bytes) override;

      private:
        WakuRelay& m_relay; //!< whose connections
    };

    void StartApplication() override;
    void StopApplication() override;

    /** \param mode Static or GossipSub; checked when the router is made */
    void SetMode(const std::string& mode);
    /** \return Static or GossipSub */
    std::string GetMode() const;
    /** Make the router from Mode, if there is none. */
    void EnsureRouter();
    /** \return the number of relays that the node got before this one */
    uint32_t CountRelaysBefore() const;
    /** Take part in the network; nothing happens if it does or the application does not run. */
    void Enter();
    /** Take no part any more; nothing happens if it does not. */
    void Leave();

    // PubsubHost: what the router asks for
    void SendMessage(PeerId peer, Ptr<const PubsubMessage> message) override;
    void SendRpc(PeerId peer, const PubsubRpc& rpc) override;
    bool CancelMessage(PeerId peer, Ptr<const PubsubMessage> message) override;
    uint32_t GetMaxRpcSize() const override;
    void Validate(PeerId peer, Ptr<const PubsubMessage> message) override;
    void Deliver(Ptr<const PubsubMessage> message) override;
    void Disconnect(PeerId peer) override;
    void Connect(const std::string& peer) override;
    std::string GetPeerRecord(PeerId peer) const override;
    void After(Time delay, std::function<void(Time now)> task) override;

    // StreamHandler: what happens to its streams
    std::unique_ptr<StreamParser> CreateParser(PeerId peer) override;
    void PeerUp(const PeerInfo& peer) override;
    void PeerDown(const PeerInfo& peer) override;
    void FrameSent(const PeerInfo& peer, Ptr<const StreamFrame> frame) override;
    void FrameDropped(const PeerInfo& peer, Ptr<const StreamFrame> frame) override;

    /** \param peer from whom \param rpc has come in */
    void HandleRpc(PeerId peer, const PubsubRpc& rpc);
    /** \param peer from whom \param error what was wrong with bytes that are no RPC */
    void HandleError(PeerId peer, RpcError error);

    /** \param size payload, bytes \return a payload that differs from all others of the run */
    WakuMessage MakeMessage(uint32_t size);

    std::string m_mode;                          //!< attribute Mode
    std::string m_pubsubTopic;                   //!< attribute PubsubTopic
    std::string m_contentTopic;                  //!< attribute ContentTopic
    uint32_t m_maxMessageSize;                   //!< attribute MaxMessageSize
    Ptr<RandomVariableStream> m_validationDelay; //!< attribute ValidationDelay
    uint32_t m_validationWorkers;                //!< attribute ValidationWorkers
    uint32_t m_validationThrottle;               //!< attribute ValidationThrottle
    uint32_t m_proofSize;                        //!< attribute ProofSize
    Ptr<RandomVariableStream> m_proofDelay;      //!< attribute ProofDelay
    Ptr<PeerConnectionManager> m_connections;    //!< attribute Connections
    Ptr<WakuTrafficGenerator> m_traffic;         //!< attribute Traffic
    Ptr<PubsubRouter> m_router;                  //!< attribute Router; made when needed
    Ptr<MessagePool> m_pool;                     //!< messages of this node
    Observer m_observer{*this};                  //!< of the connections
    Validator m_validator;                       //!< judges messages
    ValidationQueue m_validations;               //!< validations under way
    std::set<const PubsubMessage*> m_proving;    //!< published when their proof is made
    std::set<std::string> m_unwanted;            //!< topics left before the first start
    bool m_isRunning{false};                     //!< between start and stop
    bool m_isOnline{false};                      //!< whether it takes part in the network
    uint32_t m_run{0};                           //!< grows each time that it goes online
    uint32_t m_indexOnNode{0};                   //!< relays before this one on the node
    uint32_t m_sequence{0};                      //!< messages made
    std::array<uint64_t, RPC_ERRORS> m_errors{}; //!< by kind
    uint64_t m_throttled{0};                     //!< messages that were not validated
    uint64_t m_ignoredRecords{0};                //!< of peer exchange

    TracedCallback<Ptr<const PubsubMessage>> m_publishTrace;                    //!< Publish
    TracedCallback<Ptr<const PubsubMessage>, const PeerInfo&> m_sendTrace;      //!< Send
    TracedCallback<Ptr<const PubsubMessage>> m_deliverTrace;                    //!< Deliver
    TracedCallback<Ptr<const PubsubMessage>, const PeerInfo&> m_dropTrace;      //!< Drop
    TracedCallback<Ptr<const PubsubMessage>, const PeerInfo&> m_throttledTrace; //!< Throttled
    TracedCallback<bool> m_onlineTrace;                                         //!< Online
    TracedCallback<const PeerInfo&> m_peerUpTrace;                              //!< PeerUp
    TracedCallback<const PeerInfo&> m_peerDownTrace;                            //!< PeerDown
    TracedCallback<const std::string&> m_ignoredRecordTrace;                    //!< IgnoredRecord
    TracedCallback<uint32_t> m_txTrace;                                         //!< Tx
    TracedCallback<uint32_t> m_rxTrace;                                         //!< Rx
    TracedCallback<PeerId, RpcError> m_errorTrace;                              //!< Error
};

} // namespace ns3

#endif /* WAKU_RELAY_H */
