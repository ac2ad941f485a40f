/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_LIGHTPUSH_PROTOCOL_H
#define WAKU_LIGHTPUSH_PROTOCOL_H

#include "waku-lightpush-message.h"
#include "waku-message.h"
#include "waku-relay-protocol.h"
#include "waku-service-protocol.h"

#include <functional>
#include <map>
#include <optional>
#include <string>

namespace ns3
{

/**
 * \ingroup waku
 * \brief What came of a message that was published through a service node.
 */
struct WakuLightpushResult
{
    RequestError error{RequestError::NONE}; //!< why there is no answer; NONE if there is one
    uint32_t status{0};                     //!< status of the answer
    std::string description;                //!< description of the status, for people
    uint32_t relayPeers{0};                 //!< number of peers to which the message was relayed
    uint32_t tries{0};                      //!< how often the message was sent to a service node

    /** \return whether the message has been relayed to a peer */
    bool IsOk() const
    {
        return error == RequestError::NONE && status == RequestMessage::OK && relayPeers > 0;
    }
};

/**
 * \ingroup waku
 * \brief WAKU2-LIGHTPUSH v3 (19/WAKU2-LIGHTPUSH): a light node publishes through the relay of a
 * service node.
 *
 * A node serves if it has a relay (ServeThrough); otherwise it answers with status 503. Answers, as
 * deployed in nwaku:
 *
 * - 200 with the number of peers to which the message was relayed
 * - 400 for a request that can't be decoded or has an empty pubsub topic
 * - 413 for a message above MaxMessageSize of the relay
 * - 420 for a message that is not valid, that the node has seen, or whose shard is unknown
 * - 421 for a pubsub topic to which the relay is not subscribed
 * - 429 beyond the limits of RequestResponse or of the validation of the relay
 * - 500 never, since nothing fails inside
 * - 503 without a relay
 * - 504 if the node has no proof for a message without one (SetProver)
 * - 505 if the relay has no peers on the topic
 */
class WakuLightpushProtocol : public WakuServiceProtocol
{
  public:
    static constexpr uint32_t PAYLOAD_TOO_LARGE = 413;        //!< message too large
    static constexpr uint32_t INVALID_MESSAGE = 420;          //!< message not accepted
    static constexpr uint32_t UNSUPPORTED_PUBSUB_TOPIC = 421; //!< topic without a subscription
    static constexpr uint32_t INTERNAL_SERVER_ERROR = 500;    //!< something else failed
    static constexpr uint32_t OUT_OF_RLN_PROOF = 504;         //!< no proof can be made
    static constexpr uint32_t NO_PEERS_TO_RELAY = 505;        //!< nobody to relay to

    /** Called with the result. It may publish. */
    using ResultFunction = std::function<void(const WakuLightpushResult&)>;

    /** Gives the pubsub topic of a content topic; none if it has no shard. */
    using ShardFunction = std::function<std::optional<std::string>(const std::string&)>;

    /** Adds a proof to a message; returns the time that it takes, or none if there is no proof. */
    using Prover = std::function<std::optional<Time>(WakuMessage&)>;

    /** \return the TypeId */
    static TypeId GetTypeId();

    WakuLightpushProtocol();
    ~WakuLightpushProtocol() override;

    /**
     * Serve: publish what clients push through relay.
     * \param relay relay of the same node; null to serve no longer
     */
    void ServeThrough(Ptr<WakuRelayProtocol> relay);

    /** \param shard gives the shard of messages that come without a pubsub topic (autosharding) */
    void SetShardFunction(ShardFunction shard);

    /**
     * \param prover makes the proofs of messages that come without one, before they are validated;
     *        none by default. That of a relay is WakuRelayProtocol::Prove.
     */
    void SetProver(Prover prover);

    /** \return whether this node publishes what clients push */
    bool IsServing() const
    {
        return PeekPointer(m_relay) != nullptr;
    }

    /**
     * Publish through the service node in use. If it fails in a way that another one may not, the
     * next one is asked, at most PushTries times in all. The program stops if meta of the message
     * is too long.
     * \param pubsubTopic pubsub topic; empty if the service node is to find the shard
     * \param message the message
     * \param result called once, with the last result; may be null
     * \return the message as relay knows it; null if the node is offline, has no service nodes, or
     *         MaxWaiting messages wait already
     */
    Ptr<const PubsubMessage> Publish(const std::string& pubsubTopic,
                                     const WakuMessage& message,
                                     ResultFunction result = nullptr);

    /**
     * As above, with a payload of a given size that differs from all other payloads of the run, on
     * PubsubTopic and ContentTopic.
     * \param size size of the payload, in bytes
     * \param result called once, with the last result; may be null
     * \return as above
     */
    Ptr<const PubsubMessage> Publish(uint32_t size, ResultFunction result = nullptr);

    /**
     * As above, with a content topic whose shard the service node finds. Where SetShardFunction was
     * called, this client knows it too, and the message has the id that relays give it.
     * \param contentTopic content topic
     * \param size size of the payload, in bytes
     * \param result called once, with the last result; may be null
     * \return as above
     */
    Ptr<const PubsubMessage> PublishContent(const std::string& contentTopic,
                                            uint32_t size,
                                            ResultFunction result = nullptr);

    /**
     * Send one request to a service node.
     * \param peer the service node
     * \param request the request; it is sent as it is
     * \param result called once, later, unless the request is refused here
     * \return NONE, or why the request was not sent
     */
    RequestError Ask(PeerId peer, const WakuLightpushRequest& request, ResultFunction result);

    /** \return number of messages of this client that have not yet got their result */
    std::size_t GetNWaiting() const
    {
        return m_waiting.size();
    }

    /** \param pool pool of the messages; by default the shared one of messages with own ids */
    void SetMessagePool(Ptr<MessagePool> pool);

    std::string GetProtocolId() const override;
    void Stop(Time now) override;
    void PublishTraffic(uint32_t size) override;

    /**
     * Signature of trace source Publish.
     * \param message the message
     */
    typedef void (*MessageTracedCallback)(Ptr<const PubsubMessage> message);

    /**
     * Signature of trace source Proved.
     * \param before the message as the client has sent it
     * \param after the message with its proof, which may have another id in relay
     */
    typedef void (*ProvedTracedCallback)(Ptr<const PubsubMessage> before,
                                         Ptr<const PubsubMessage> after);

    /**
     * Signature of trace source Served.
     * \param peer the requesting peer
     * \param status status of the answer
     * \param relayPeers number of peers to which the message was relayed
     */
    typedef void (*ServedTracedCallback)(PeerId peer, uint32_t status, uint32_t relayPeers);

    /**
     * Signature of trace source Result.
     * \param message the message
     * \param result what came of it
     */
    typedef void (*ResultTracedCallback)(Ptr<const PubsubMessage> message,
                                         const WakuLightpushResult& result);

  protected:
    void HandleRequest(Time now, PeerId peer, const RequestMessage& request) override;
    void ServiceUp(PeerId peer) override;
    void DoDispose() override;

  private:
    /** A message of this client. */
    struct Waiting
    {
        Ptr<const PubsubMessage> message; //!< the message
        WakuLightpushRequest request;     //!< how it is asked for
        ResultFunction result;            //!< is told
        uint32_t tries{0};                //!< requests so far
        bool isAsking{false};             //!< whether an answer is awaited
    };

    /**
     * Answer a request.
     * \param peer the requesting peer
     * \param id id of the request
     * \param status status of the answer
     * \param description description of the status
     * \param relayPeers number of peers to which the message was relayed
     */
    void Answer(PeerId peer,
                const std::string& id,
                uint32_t status,
                const std::string& description,
                uint32_t relayPeers = 0);
    /**
     * Find the pubsub topic of a request, and complete the message.
     * \param [in,out] request the request
     * \param [out] description what is wrong, for people
     * \param [out] delay time that it takes
     * \return RequestMessage::OK, or the status of the refusal
     */
    uint32_t Prepare(WakuLightpushRequest& request, std::string& description, Time& delay) const;
    /**
     * Hand the message of a request over to relay, and answer.
     * \param peer the requesting peer
     * \param id id of the request
     * \param request the request
     */
    void Inject(PeerId peer, const std::string& id, const WakuLightpushRequest& request);
    /**
     * \param contentTopic content topic
     * \param size size of the payload, in bytes
     * \return a message of this client, unlike all others of the run
     */
    WakuMessage MakeMessage(const std::string& contentTopic, uint32_t size);
    /**
     * Send a message of this client to the service node in use, if there is one.
     * \param number number of the message
     */
    void Send(uint64_t number);
    /**
     * Handle the result of a request.
     * \param number number of the message
     * \param result the result
     */
    void Handle(uint64_t number, const WakuLightpushResult& result);
    /**
     * End the wait of a message.
     * \param number number of the message
     * \param result the result
     */
    void Finish(uint64_t number, WakuLightpushResult result);

    std::string m_pubsubTopic;             //!< attribute PubsubTopic
    std::string m_contentTopic;            //!< attribute ContentTopic
    uint64_t m_unixEpoch;                  //!< attribute UnixEpoch
    uint32_t m_proofSize;                  //!< attribute ProofSize
    uint32_t m_sequence{0};                //!< number of payloads made
    uint32_t m_pushTries;                  //!< attribute PushTries
    uint32_t m_maxWaiting;                 //!< attribute MaxWaiting
    Time m_pushTimeout;                    //!< attribute PushTimeout
    Ptr<WakuRelayProtocol> m_relay;        //!< relay through which the node serves
    ShardFunction m_shard;                 //!< shard of a content topic
    Prover m_prover;                       //!< makes proofs
    Ptr<MessagePool> m_pool;               //!< messages of this client, if one was set
    std::map<uint64_t, Waiting> m_waiting; //!< messages of this client without a result
    uint64_t m_nextWaiting{0};             //!< number of the next message

    LightTracedCallback<Ptr<const PubsubMessage>> m_publishTrace;  //!< trace source Publish
    LightTracedCallback<PeerId, uint32_t, uint32_t> m_servedTrace; //!< trace source Served
    LightTracedCallback<Ptr<const PubsubMessage>, Ptr<const PubsubMessage>>
        m_provedTrace; //!< trace source Proved
    LightTracedCallback<Ptr<const PubsubMessage>, const WakuLightpushResult&>
        m_resultTrace; //!< trace source Result
};

} // namespace ns3

#endif /* WAKU_LIGHTPUSH_PROTOCOL_H */
