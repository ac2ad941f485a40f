/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_PUBSUB_PROTOCOL_H
#define WAKU_PUBSUB_PROTOCOL_H

#include "pubsub-message-id-function.h"
#include "pubsub-router.h"
#include "pubsub-rpc-parser.h"
#include "pubsub-validation-queue.h"

#include "ns3/light-traced-callback.h"
#include "ns3/peer-protocol.h"
#include "ns3/random-variable-stream.h"

#include <array>
#include <boost/container/flat_set.hpp>
#include <functional>
#include <map>
#include <memory>
#include <string>

namespace ns3
{

/**
 * \ingroup waku
 * \brief What came of a message that another node has handed over for publishing, by another
 * protocol than pubsub.
 */
struct PubsubInjection
{
    /** How it ended. */
    enum Outcome
    {
        PUBLISHED,      //!< sent to peers, if there are any
        TOO_LARGE,      //!< above MaxMessageSize
        NOT_SUBSCRIBED, //!< the node is not subscribed to the topic
        SEEN,           //!< the node has seen the message
        INVALID,        //!< it was not accepted by validation
        THROTTLED,      //!< ValidationThrottle messages were in validation
    };

    Outcome outcome; //!< how it ended
    uint32_t peers;  //!< number of peers to which the message was sent or for which it waits
};

/**
 * \ingroup waku
 * \brief libp2p pubsub as a protocol on a P2pNode: RPCs on streams, messages and their validation,
 * and a PubsubRouter that decides to which peers messages are sent.
 *
 * The router is StaticRouter in mode Static, where every connected peer is in the mesh, and
 * GossipSubRouter in mode GossipSub. When the node goes offline, the protocol loses the messages
 * that it has seen and the scores of its peers. It keeps its subscriptions.
 *
 * The class also has the trace sources of PubsubRouter, under their own names.
 */
class PubsubProtocol : public PeerProtocol, private PubsubHost
{
  public:
    /** Validates a message that could be decoded. */
    using Validator = std::function<ValidationResult(Ptr<const PubsubMessage>)>;

    /** \return the TypeId */
    static TypeId GetTypeId();

    PubsubProtocol();
    ~PubsubProtocol() override;

    /**
     * \param pool pool of this node's messages. Nodes that share a pool hash each message once. By
     *        default all nodes of the simulation with the same MessageIds share one.
     */
    void SetMessagePool(Ptr<MessagePool> pool);

    /** \return pool of this node's messages */
    Ptr<MessagePool> GetMessagePool() const
    {
        return m_pool ? m_pool : GetDefaultMessagePool(m_messageIds);
    }

    /**
     * Set the router. The program stops if the protocol has been initialised, or has subscriptions
     * or trace sinks.
     * \param router the router; by default it is created from the attribute Mode
     */
    void SetRouter(Ptr<PubsubRouter> router);

    /** \return the router; it is created from the attribute Mode if none is set */
    Ptr<PubsubRouter> GetRouter() const;

    /**
     * \param validator validates messages; by default all messages that can be decoded are valid
     */
    void SetValidator(Validator validator);

    /**
     * Let the validation of one topic's messages take another time than ValidationDelay says.
     * \param topic the pubsub topic
     * \param delay time to validate a message, at least 0
     */
    void SetTopicValidationDelay(const std::string& topic, Time delay);

    /**
     * Subscribe to another pubsub topic. This can be called while the node is offline and before
     * the start.
     * \param topic the pubsub topic
     */
    virtual void Subscribe(const std::string& topic);

    /**
     * Unsubscribe from a pubsub topic. This can be called while the node is offline and before the
     * start.
     * \param topic the pubsub topic
     */
    virtual void Unsubscribe(const std::string& topic);

    /**
     * Publish data. The program stops if the message, with topic and headers, is larger than
     * MaxMessageSize. A message that the node has seen within the router's SeenTtl, from itself or
     * another node, is neither published again nor traced.
     * \param topic the pubsub topic
     * \param data the data
     * \return the message, or null if the node is offline or has seen the message
     */
    Ptr<const PubsubMessage> PublishData(const std::string& topic, const VirtualBytes& data);

    /**
     * Validate and publish data that another node has handed over by another protocol, such as
     * 19/WAKU2-LIGHTPUSH. It is delivered on this node, but does not count as published by it.
     * Nothing happens if the node goes offline before validation is over.
     * \param topic the pubsub topic
     * \param data the data
     * \param done called once, at once or when validation is over
     */
    void Inject(const std::string& topic,
                const VirtualBytes& data,
                std::function<void(const PubsubInjection&)> done);

    /**
     * Assign fixed random variable streams to the delays only.
     * \param stream the first stream number to use
     * \return the number of streams used
     */
    virtual int64_t AssignDelayStreams(int64_t stream);

    /**
     * \param error a kind of error
     * \return number of errors of this kind in the bytes of peers
     */
    uint64_t GetNErrors(RpcError error) const
    {
        return m_errors.at(static_cast<std::size_t>(error));
    }

    /** \return number of nodes named by peers in peer exchange that were not dialled */
    uint64_t GetNIgnoredRecords() const
    {
        return m_ignoredRecords;
    }

    /** \return number of messages dropped because ValidationThrottle messages were in validation */
    uint64_t GetNThrottled() const
    {
        return m_throttled;
    }

    /** \return number of messages that wait for validation */
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
     * \param peer the other peer
     */
    typedef void (*MessagePeerTracedCallback)(Ptr<const PubsubMessage> message,
                                              const PeerInfo& peer);

    /**
     * Signature of the trace source of records of peer exchange.
     * \param record the record, which may be any bytes
     */
    typedef void (*RecordTracedCallback)(const std::string& record);

    /**
     * Signature of the trace source of malformed bytes.
     * \param peer the sending peer
     * \param error the error
     */
    typedef void (*ErrorTracedCallback)(PeerId peer, RpcError error);

  protected:
    void DoInitialize() override;
    void DoDispose() override;

    /** \return protocol id if the attribute ProtocolId is empty */
    virtual std::string GetDefaultProtocolId() const;

    /**
     * \param function how ids are computed
     * \return pool for a node whose pool was not set
     */
    virtual Ptr<MessagePool> GetDefaultMessagePool(MessageIdFunction function) const;

    /** \return time from the publish of a message to its sending; 0 by default */
    virtual Time DrawPublishDelay();

    /**
     * Judge a message that could be decoded, by default with the validator.
     * \param message the message
     * \return the result
     */
    virtual ValidationResult Examine(const Ptr<const PubsubMessage>& message);

    /**
     * \param seconds a random variable, or null
     * \return a time drawn from it, at least 0
     */
    static Time Draw(const Ptr<RandomVariableStream>& seconds);

  private:
    class Parser;

    /** \param mode name of a router */
    void SetMode(const std::string& mode);
    /** \return name of the router */
    std::string GetMode() const;
    /**
     * \param topic a pubsub topic
     * \return time to validate a message of it
     */
    Time DrawValidationDelay(const std::string& topic) const;
    /** Create the router from Mode, unless there is one. */
    void EnsureRouter();
    /**
     * \param whole a PubsubProtocol
     * \return its router, which cannot be changed afterwards
     */
    static ObjectBase* FindTracedRouter(ObjectBase* whole);

    // PubsubHost: what the router asks for
    void SendMessage(PeerId peer, Ptr<const PubsubMessage> message) override;
    void SendOwnMessage(PeerId peer, Ptr<const PubsubMessage> message) override;
    void SendRpc(PeerId peer, const PubsubRpc& rpc) override;
    void SendSharedRpc(PeerId peer, const PubsubSharedRpc& rpc) override;
    bool CancelMessage(PeerId peer, Ptr<const PubsubMessage> message) override;
    uint32_t GetMaxRpcSize() const override;
    void Validate(PeerId peer, Ptr<const PubsubMessage> message) override;
    void Deliver(Ptr<const PubsubMessage> message) override;
    void Disconnect(PeerId peer) override;
    void Connect(const std::string& peer) override;
    std::string GetPeerRecord(PeerId peer) const override;
    void After(Time delay, std::function<void(Time now)> task) override;

    /**
     * Publish a message of another node, if it is valid.
     * \param message the message
     * \return what came of it
     */
    PubsubInjection Forward(const Ptr<const PubsubMessage>& message);
    /**
     * Validate a message and tell the router the result.
     * \param peer the sending peer
     * \param message the message
     */
    void Judge(PeerId peer, Ptr<const PubsubMessage> message);
    /**
     * Drop a message for whose validation there is no room.
     * \param peer the sending peer
     * \param message the message
     */
    void Throttle(PeerId peer, Ptr<const PubsubMessage> message);
    /**
     * Handle an RPC.
     * \param peer the sending peer
     * \param rpc the RPC
     */
    void HandleRpc(PeerId peer, const PubsubRpc& rpc);
    /**
     * Handle malformed bytes.
     * \param peer the sending peer
     * \param error the error
     */
    void HandleError(PeerId peer, RpcError error);

    std::string m_protocolId;                    //!< attribute ProtocolId
    std::string m_mode;                          //!< attribute Mode
    MessageIdFunction m_messageIds;              //!< attribute MessageIds
    bool m_isRouterTraced{false};                //!< whether the router has sinks
    uint32_t m_maxMessageSize;                   //!< attribute MaxMessageSize
    Ptr<RandomVariableStream> m_validationDelay; //!< attribute ValidationDelay
    uint32_t m_validationWorkers;                //!< attribute ValidationWorkers
    uint32_t m_validationThrottle;               //!< attribute ValidationThrottle
    Ptr<PubsubRouter> m_router;                  //!< attribute Router; made when needed
    Ptr<MessagePool> m_pool;                     //!< messages of this node
    Validator m_validator;                       //!< validates messages
    /** Times of SetTopicValidationDelay; null if there are none. */
    std::unique_ptr<std::map<std::string, Time>> m_topicDelays;
    ValidationQueue m_validations;                              //!< messages in validation
    boost::container::flat_set<const PubsubMessage*> m_delayed; //!< published, but not yet sent
    std::array<uint64_t, RPC_ERRORS> m_errors{};                //!< number of errors by kind
    uint64_t m_throttled{0};      //!< messages that were not validated
    uint64_t m_sent{0};           //!< full messages given to peers' queues
    uint64_t m_ignoredRecords{0}; //!< records of peer exchange not dialled

    LightTracedCallback<Ptr<const PubsubMessage>> m_publishTrace;                    //!< Publish
    LightTracedCallback<Ptr<const PubsubMessage>, const PeerInfo&> m_sendTrace;      //!< Send
    LightTracedCallback<Ptr<const PubsubMessage>> m_deliverTrace;                    //!< Deliver
    LightTracedCallback<Ptr<const PubsubMessage>, const PeerInfo&> m_dropTrace;      //!< Drop
    LightTracedCallback<Ptr<const PubsubMessage>, const PeerInfo&> m_throttledTrace; //!< Throttled
    LightTracedCallback<const std::string&> m_ignoredRecordTrace; //!< IgnoredRecord
    LightTracedCallback<PeerId, RpcError> m_errorTrace;           //!< Error
};

} // namespace ns3

#endif /* WAKU_PUBSUB_PROTOCOL_H */
