/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_RELAY_PROTOCOL_H
#define WAKU_RELAY_PROTOCOL_H

#include "waku-message.h"

#include "ns3/pubsub-protocol.h"

#include <set>
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

    /** \return the messages of the simulation, until Simulator::Destroy */
    static Ptr<MessagePool> GetSharedMessagePool();

    /**
     * Publish a payload of so many bytes that differs from all others of the run. Stops if the
     * message, with topics, proof and headers, is larger than MaxMessageSize.
     * \param topic the pubsub topic
     * \param size payload, bytes
     * \return the message, or null if the node is offline
     */
    Ptr<const PubsubMessage> Publish(const std::string& topic, uint32_t size);

    /**
     * Publish a payload of so many bytes on PubsubTopic, as above.
     * \param size payload, bytes
     * \return the message, or null if the node is offline
     */
    Ptr<const PubsubMessage> Publish(uint32_t size);

    /**
     * Publish bytes on PubsubTopic. Stops if the message, with topics, proof and headers, is larger
     * than MaxMessageSize. The same bytes published at the same moment, by whichever nodes, are the
     * same message, since its id is a hash of topics, bytes and time.
     * \param payload the bytes
     * \return the message, or null if the node is offline or has seen the message
     */
    Ptr<const PubsubMessage> Publish(const std::vector<uint8_t>& payload);

    /**
     * Publish a message as it is. Stops if its meta has more than WakuMessage::META_LIMIT bytes, or
     * if the message, with topic and headers, is larger than MaxMessageSize. What the node does not
     * publish, since it is offline, is not looked at. A message that the node has seen within the
     * router's SeenTtl, from itself or another, is not published again, nor traced.
     * \param topic the pubsub topic
     * \param message the message
     * \return the message as it travels, or null if the node is offline or has seen it
     */
    Ptr<const PubsubMessage> Publish(const std::string& topic, const WakuMessage& message);

    void Subscribe(const std::string& topic) override;

    /**
     * Unsubscribe from a pubsub topic, also while offline or before the start. Who unsubscribes
     * from PubsubTopic before the start never is subscribed to it.
     * \param topic the topic
     */
    void Unsubscribe(const std::string& topic) override;

    int64_t AssignDelayStreams(int64_t stream) override;
    void Start(Time now) override;
    void PublishTraffic(uint32_t size) override;

  protected:
    std::string GetDefaultProtocolId() const override;
    Ptr<MessagePool> GetDefaultMessagePool() const override;
    Time DrawPublishDelay() override;

  private:
    /** \return a message of this node with nothing in it */
    WakuMessage MakeMessage() const;

    std::string m_pubsubTopic;              //!< attribute PubsubTopic
    std::string m_contentTopic;             //!< attribute ContentTopic
    uint32_t m_proofSize;                   //!< attribute ProofSize
    Ptr<RandomVariableStream> m_proofDelay; //!< attribute ProofDelay
    std::set<std::string> m_unwanted;       //!< topics left before the first start
    bool m_wasStarted{false};               //!< whether it has been online
    uint32_t m_sequence{0};                 //!< payloads made
};

} // namespace ns3

#endif /* WAKU_RELAY_PROTOCOL_H */
