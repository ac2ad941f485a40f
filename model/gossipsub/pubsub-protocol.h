/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_PUBSUB_PROTOCOL_H
#define WAKU_PUBSUB_PROTOCOL_H

#include "pubsub-router.h"
#include "pubsub-rpc-parser.h"
#include "pubsub-validation-queue.h"

#include "ns3/peer-protocol.h"
#include "ns3/random-variable-stream.h"
#include "ns3/traced-callback.h"

#include <array>
#include <functional>
#include <set>
#include <string>

namespace ns3
{

/**
 * \ingroup waku
 * \brief libp2p pubsub as a protocol on a P2pNode: RPCs on streams, messages and their validation,
 * around a PubsubRouter that decides what goes to whom.
 *
 * The router is StaticRouter in mode Static, where every connected peer is in the mesh, and
 * GossipSubRouter in mode GossipSub. Offline the protocol forgets the messages that it has seen and
 * the scores of its peers; subscriptions stay.
 *
 * The trace sources of PubsubRouter are there under their own names.
 */
class PubsubProtocol : public PeerProtocol, private PubsubHost
{
  public:
    /** Judges a message whose bytes could be read. */
    using Validator = std::function<ValidationResult(Ptr<const PubsubMessage>)>;

    /** \return the TypeId */
    static TypeId GetTypeId();

    PubsubProtocol();
    ~PubsubProtocol() override;

    /**
     * \param pool the messages of this node; nodes that share it hash a message once. By default
     *        one that all nodes of the simulation share
     */
    void SetMessagePool(Ptr<MessagePool> pool);

    /**
     * Stops the program if the protocol is initialised, or has subscriptions or trace sinks
     * already.
     * \param router decides what goes to whom; by default made from the attribute Mode
     */
    void SetRouter(Ptr<PubsubRouter> router);

    /** \return the router; made from the attribute Mode if none is set */
    Ptr<PubsubRouter> GetRouter() const;

    /** \param validator judges messages; by default all that can be read are valid */
    void SetValidator(Validator validator);

    /** \param topic subscribe to a further pubsub topic, also while offline or before the start */
    virtual void Subscribe(const std::string& topic);

    /** \param topic unsubscribe from it, also while offline or before the start */
    virtual void Unsubscribe(const std::string& topic);

    /**
     * Publish data. Stops if the message, with topic and headers, is larger than MaxMessageSize. A
     * message that the node has seen within the router's SeenTtl, from itself or another, is not
     * published again, nor traced.
     * \param topic the pubsub topic
     * \param data what
     * \return the message as it travels, or null if the node is offline or has seen it
     */
    Ptr<const PubsubMessage> PublishData(const std::string& topic, const VirtualBytes& data);

    /**
     * As AssignStreams(), of the delays alone.
     * \param stream the first number
     * \return how many were used
     */
    virtual int64_t AssignDelayStreams(int64_t stream);

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
    void DoInitialize() override;
    void DoDispose() override;

    /** \return the id by which it is mounted if ProtocolId is empty */
    virtual std::string GetDefaultProtocolId() const;

    /** \return the messages of the simulation, for a node that was given none */
    virtual Ptr<MessagePool> GetDefaultMessagePool() const;

    /** \return how long a new message of this node takes to set out; at once by default */
    virtual Time DrawPublishDelay();

    /** \param seconds may be null \return a time drawn from it, at least 0 */
    static Time Draw(const Ptr<RandomVariableStream>& seconds);

  private:
    class Parser;

    /** \param mode names a router */
    void SetMode(const std::string& mode);
    /** \return what names the router */
    std::string GetMode() const;
    /** Make the router from Mode, if there is none. */
    void EnsureRouter();
    /** \param whole a PubsubProtocol \return its router, which can't be changed any more */
    static ObjectBase* FindTracedRouter(ObjectBase* whole);

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

    /** \param peer from whom \param message what; its validation takes no more time */
    void Judge(PeerId peer, Ptr<const PubsubMessage> message);
    /** \param peer from whom \param message what finds no room among the validations */
    void Throttle(PeerId peer, Ptr<const PubsubMessage> message);
    /** \param peer from whom \param rpc has come in */
    void HandleRpc(PeerId peer, const PubsubRpc& rpc);
    /** \param peer from whom \param error what was wrong with bytes that are no RPC */
    void HandleError(PeerId peer, RpcError error);

    std::string m_protocolId;                    //!< attribute ProtocolId
    std::string m_mode;                          //!< attribute Mode
    uint32_t m_maxMessageSize;                   //!< attribute MaxMessageSize
    Ptr<RandomVariableStream> m_validationDelay; //!< attribute ValidationDelay
    uint32_t m_validationWorkers;                //!< attribute ValidationWorkers
    uint32_t m_validationThrottle;               //!< attribute ValidationThrottle
    Ptr<PubsubRouter> m_router;                  //!< attribute Router; made when needed
    Ptr<MessagePool> m_pool;                     //!< messages of this node
    Validator m_validator;                       //!< judges messages
    ValidationQueue m_validations;               //!< validations under way
    std::set<const PubsubMessage*> m_delayed;    //!< published, and not on their way yet
    bool m_isRouterTraced{false};                //!< whether the router was given trace sinks
    std::array<uint64_t, RPC_ERRORS> m_errors{}; //!< by kind
    uint64_t m_throttled{0};                     //!< messages that were not validated
    uint64_t m_ignoredRecords{0};                //!< of peer exchange

    TracedCallback<Ptr<const PubsubMessage>> m_publishTrace;                    //!< Publish
    TracedCallback<Ptr<const PubsubMessage>, const PeerInfo&> m_sendTrace;      //!< Send
    TracedCallback<Ptr<const PubsubMessage>> m_deliverTrace;                    //!< Deliver
    TracedCallback<Ptr<const PubsubMessage>, const PeerInfo&> m_dropTrace;      //!< Drop
    TracedCallback<Ptr<const PubsubMessage>, const PeerInfo&> m_throttledTrace; //!< Throttled
    TracedCallback<const std::string&> m_ignoredRecordTrace;                    //!< IgnoredRecord
    TracedCallback<PeerId, RpcError> m_errorTrace;                              //!< Error
};

} // namespace ns3

#endif /* WAKU_PUBSUB_PROTOCOL_H */
