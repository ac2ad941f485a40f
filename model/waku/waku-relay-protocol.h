/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_RELAY_PROTOCOL_H
#define WAKU_RELAY_PROTOCOL_H

#include "waku-message.h"
#include "waku-rln-limit.h"
#include "waku-sharding.h"

#include "ns3/pubsub-protocol.h"

#include <boost/container/flat_map.hpp>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief Waku relay (11/WAKU2-RELAY) as a protocol on a P2pNode: pubsub whose messages are
 * WakuMessages.
 *
 * A node is part of any number of shards (WAKU2-RELAY-SHARDING) over the same connections.
 * Subscribe() takes the pubsub topic of a shard, SubscribeContent() a content topic, which chooses
 * its shard in the network of the attributes ClusterId and NetworkShards.
 *
 * RLN (17/WAKU2-RLN-RELAY) is modelled as its costs: bytes of the proof, time to make it, time and
 * workers to verify it; and with the attribute Rln as its limits. Without it a proof is zeros of
 * ProofSize bytes.
 */
class WakuRelayProtocol : public PubsubProtocol
{
  public:
    /** \return the TypeId */
    static TypeId GetTypeId();

    WakuRelayProtocol();
    ~WakuRelayProtocol() override;

    /**
     * \param function how the ids of messages are computed
     * \return the shared pool of the simulation's messages with such ids, until Simulator::Destroy
     */
    static Ptr<MessagePool> GetSharedMessagePool(
        MessageIdFunction function = MessageIdFunction::OWN);

    /**
     * Publish a payload of a given size that differs from all other payloads of the run. The
     * program stops if the message, with topics, proof and headers, is larger than MaxMessageSize.
     * \param topic the pubsub topic
     * \param size size of the payload, in bytes
     * \return the message, or null if the node is offline or its rate limit is reached
     */
    Ptr<const PubsubMessage> Publish(const std::string& topic, uint32_t size);

    /**
     * Publish a payload of a given size on PubsubTopic, as above.
     * \param size size of the payload, in bytes
     * \return the message, or null if the node is offline or its rate limit is reached
     */
    Ptr<const PubsubMessage> Publish(uint32_t size);

    /**
     * Publish bytes on PubsubTopic. The program stops if the message, with topics, proof and
     * headers, is larger than MaxMessageSize. The same bytes published at the same time are the
     * same message, on whatever nodes, since its id is a hash of topics, bytes and time.
     * \param payload the bytes
     * \return the message, or null if the node is offline or has seen the message
     */
    Ptr<const PubsubMessage> Publish(const std::vector<uint8_t>& payload);

    /**
     * Publish a message without changing it. The program stops if its meta has more than
     * WakuMessage::META_LIMIT bytes, or if the message, with topic and headers, is larger than
     * MaxMessageSize; a node that is offline checks nothing. A message that the node has seen
     * within the router's SeenTtl, from itself or another node, is neither published again nor
     * traced.
     * \param topic the pubsub topic
     * \param message the message
     * \return the pubsub message, or null if the node is offline or has seen it
     */
    Ptr<const PubsubMessage> Publish(const std::string& topic, const WakuMessage& message);

    /**
     * Publish a payload of a given size with a content topic in the shard of the content topic,
     * whether or not this node is part of the shard. The program stops as above, and if the content
     * topic has no shard.
     * \param contentTopic the content topic
     * \param size size of the payload, in bytes
     * \return the message, or null if the node is offline or its rate limit is reached
     */
    Ptr<const PubsubMessage> PublishContent(const std::string& contentTopic, uint32_t size);

    /**
     * Add this node's proof to a message that another node has handed over: one of Rln, for the
     * epoch of this node's clock, or zeros of ProofSize bytes.
     * \param [in,out] message the message; without Rln and ProofSize it stays as it is
     * \return the time that the proof takes (ProofDelay); none if the limit of the epoch is reached
     */
    std::optional<Time> Prove(WakuMessage& message);

    /** \return the rate limit, attribute Rln; null if there is none */
    Ptr<WakuRlnLimit> GetRln() const
    {
        return m_rln;
    }

    /** \return UNIX time of the node's clock, nanoseconds: UnixEpoch and the simulated time */
    int64_t GetUnixTime() const
    {
        return static_cast<int64_t>(m_unixEpoch) * 1000000000 + GetNow().GetNanoSeconds();
    }

    /** \return the network whose shards content topics choose */
    WakuSharding GetSharding() const
    {
        return {m_clusterId, m_networkShards};
    }

    /**
     * Be part of the shard of a content topic from now on. This can be called while the node is
     * offline and before the start. The program stops if the content topic has no shard.
     * \param contentTopic the content topic
     */
    void SubscribeContent(const std::string& contentTopic);

    /**
     * Undo SubscribeContent(). The node leaves the shard if no other content topic needs it and it
     * was not subscribed to by its pubsub topic.
     * \param contentTopic the content topic
     */
    void UnsubscribeContent(const std::string& contentTopic);

    /**
     * \param contentTopic a content topic
     * \return whether SubscribeContent() was called for it and holds
     */
    bool IsSubscribedToContent(const std::string& contentTopic) const;

    /**
     * \return the pubsub topics that this node subscribes to, with the content topics of
     *         SubscribeContent; none for a pubsub topic that is wanted as a whole
     */
    std::vector<std::pair<std::string, std::vector<std::string>>> GetInterests() const;

    /**
     * Subscribe to a pubsub topic, whatever content topics need it.
     * \param topic the pubsub topic
     */
    void Subscribe(const std::string& topic) override;

    /**
     * Unsubscribe from a pubsub topic, and from all content topics in it. This can be called while
     * the node is offline and before the start. A node that unsubscribes from PubsubTopic before
     * the start is never subscribed to it.
     * \param topic the pubsub topic
     */
    void Unsubscribe(const std::string& topic) override;

    int64_t AssignDelayStreams(int64_t stream) override;
    void Start(Time now) override;
    void Stop(Time now) override;
    void PublishTraffic(uint32_t size) override;

  protected:
    std::string GetDefaultProtocolId() const override;
    Ptr<MessagePool> GetDefaultMessagePool(MessageIdFunction function) const override;
    Time DrawPublishDelay() override;
    ValidationResult Examine(const Ptr<const PubsubMessage>& message) override;
    void DoDispose() override;

  private:
    /** The content topics for which the node is part of a shard. */
    struct Contents
    {
        std::set<std::string> topics; //!< the content topics
        bool joined{false};           //!< whether the node is in the shard only for them
    };

    /**
     * \param contentTopic content topic of the message
     * \return a message of this node without payload
     */
    WakuMessage MakeMessage(const std::string& contentTopic) const;

    /**
     * Add a proof to a message of this node, and publish it.
     * \param topic the pubsub topic
     * \param message the message
     * \return the message, or null if its rate limit is reached
     */
    Ptr<const PubsubMessage> PublishWithProof(const std::string& topic, WakuMessage message);

    /**
     * Publish a payload of a given size that differs from all other payloads of the run.
     * \param topic the pubsub topic
     * \param contentTopic the content topic
     * \param size size of the payload, in bytes
     * \return the message, or null if the node is offline or its rate limit is reached
     */
    Ptr<const PubsubMessage> PublishUnique(const std::string& topic,
                                           const std::string& contentTopic,
                                           uint32_t size);

    /**
     * \param contentTopic a content topic; the program stops if it has no shard
     * \return pubsub topic of its shard
     */
    std::string GetTopicOf(const std::string& contentTopic) const;

    std::string m_pubsubTopic;              //!< attribute PubsubTopic
    std::string m_contentTopic;             //!< attribute ContentTopic
    uint64_t m_unixEpoch;                   //!< attribute UnixEpoch
    uint32_t m_proofSize;                   //!< attribute ProofSize
    uint32_t m_sequence{0};                 //!< number of payloads made
    Ptr<WakuRlnLimit> m_rln;                //!< attribute Rln
    Ptr<RandomVariableStream> m_proofDelay; //!< attribute ProofDelay
    /** Topics left before the first start; null if there are none. */
    std::unique_ptr<std::set<std::string>> m_unwanted;
    boost::container::flat_map<std::string, Contents> m_contents; //!< by pubsub topic
    uint16_t m_clusterId;                                         //!< attribute ClusterId
    uint16_t m_networkShards;                                     //!< attribute NetworkShards
    bool m_wasStarted{false}; //!< whether the node has been online
};

} // namespace ns3

#endif /* WAKU_RELAY_PROTOCOL_H */
