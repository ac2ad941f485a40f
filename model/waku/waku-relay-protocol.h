/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_RELAY_PROTOCOL_H
#define WAKU_RELAY_PROTOCOL_H

#include "waku-message.h"

#include "ns3/pubsub-protocol.h"

#include <boost/container/flat_set.hpp>
#include <string>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief Waku relay (11/WAKU2-RELAY) as a protocol on a P2pNode: pubsub whose messages are
 * WakuMessages.
 *
 * RLN (17/WAKU2-RLN-RELAY) is modelled as its costs: bytes of the proof, time to make it, time and
 * workers to verify it.
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
     * \return the message, or null if the node is offline
     */
    Ptr<const PubsubMessage> Publish(const std::string& topic, uint32_t size);

    /**
     * Publish a payload of a given size on PubsubTopic, as above.
     * \param size size of the payload, in bytes
     * \return the message, or null if the node is offline
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

    void Subscribe(const std::string& topic) override;

    /**
     * Unsubscribe from a pubsub topic. This can be called while the node is offline and before the
     * start. A node that unsubscribes from PubsubTopic before the start is never subscribed to it.
     * \param topic the pubsub topic
     */
    void Unsubscribe(const std::string& topic) override;

    int64_t AssignDelayStreams(int64_t stream) override;
    void Start(Time now) override;
    void PublishTraffic(uint32_t size) override;

  protected:
    std::string GetDefaultProtocolId() const override;
    Ptr<MessagePool> GetDefaultMessagePool(MessageIdFunction function) const override;
    Time DrawPublishDelay() override;

  private:
    /** \return a message of this node without payload */
    WakuMessage MakeMessage() const;

    std::string m_pubsubTopic;                          //!< attribute PubsubTopic
    std::string m_contentTopic;                         //!< attribute ContentTopic
    uint64_t m_unixEpoch;                               //!< attribute UnixEpoch
    uint32_t m_proofSize;                               //!< attribute ProofSize
    Ptr<RandomVariableStream> m_proofDelay;             //!< attribute ProofDelay
    boost::container::flat_set<std::string> m_unwanted; //!< topics left before the first start
    bool m_wasStarted{false};                           //!< whether the node has been online
    uint32_t m_sequence{0};                             //!< number of payloads made
};

} // namespace ns3

#endif /* WAKU_RELAY_PROTOCOL_H */
