/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_RELAY_H
#define WAKU_RELAY_H

#include "waku-relay-protocol.h"

#include "ns3/p2p-node.h"

#include <string>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief A Waku relay node (11/WAKU2-RELAY): it publishes, validates, delivers and relays
 * WakuMessages over TCP.
 *
 * It is a P2pNode on which a WakuRelayProtocol is mounted. Its PubsubRouter decides to which peers
 * messages are sent: StaticRouter in mode Static, where the overlay is the mesh, and
 * GossipSubRouter in mode GossipSub.
 *
 * The class also has the attributes and trace sources of WakuRelayProtocol, PubsubProtocol and
 * PubsubRouter, under their own names. Initial values of attributes are those of this class, even
 * if others are set for WakuRelayProtocol or PubsubProtocol.
 *
 * When the node goes offline, it loses its peers, the messages that it has seen and the scores of
 * its peers. It keeps its subscriptions and the addresses that it was told to dial, but not those
 * that came from peer exchange or incoming connections.
 */
class WakuRelay : public P2pNode
{
  public:
    /** Validates a message that could be decoded. */
    using Validator = PubsubProtocol::Validator;

    /** \return the TypeId */
    static TypeId GetTypeId();

    WakuRelay();
    ~WakuRelay() override;

    /** \return the mounted protocol */
    Ptr<WakuRelayProtocol> GetProtocol() const
    {
        return m_relay;
    }

    int64_t AssignStreams(int64_t stream) override;

    std::string GetRole() const override;

    /** \copydoc PubsubProtocol::SetMessagePool */
    void SetMessagePool(Ptr<MessagePool> pool);

    /** \return the shared pool of the simulation's messages, until Simulator::Destroy */
    static Ptr<MessagePool> GetSharedMessagePool();

    /** \copydoc PubsubProtocol::SetRouter */
    void SetRouter(Ptr<PubsubRouter> router);

    /** \return the router; it is created from the attribute Mode if none is set */
    Ptr<PubsubRouter> GetRouter() const;

    /**
     * \param validator validates messages; by default all messages that can be decoded are valid
     */
    void SetValidator(Validator validator);

    /**
     * Subscribe to another pubsub topic. This can be called while the node is offline and before
     * the start.
     * \param topic the pubsub topic
     */
    void Subscribe(const std::string& topic);

    /** \copydoc WakuRelayProtocol::Unsubscribe */
    void Unsubscribe(const std::string& topic);

    /** \copydoc WakuRelayProtocol::SubscribeContent */
    void SubscribeContent(const std::string& contentTopic);

    /** \copydoc WakuRelayProtocol::UnsubscribeContent */
    void UnsubscribeContent(const std::string& contentTopic);

    /** \copydoc WakuRelayProtocol::PublishContent */
    Ptr<const PubsubMessage> PublishContent(const std::string& contentTopic, uint32_t size);

    /** \copydoc WakuRelayProtocol::Publish(uint32_t) */
    Ptr<const PubsubMessage> Publish(uint32_t size);

    /** \copydoc WakuRelayProtocol::Publish(const std::vector<uint8_t>&) */
    Ptr<const PubsubMessage> Publish(const std::vector<uint8_t>& payload);

    /** \copydoc WakuRelayProtocol::Publish(const std::string&, uint32_t) */
    Ptr<const PubsubMessage> Publish(const std::string& topic, uint32_t size);

    /** \copydoc WakuRelayProtocol::Publish(const std::string&, const WakuMessage&) */
    Ptr<const PubsubMessage> Publish(const std::string& topic, const WakuMessage& message);

    /** \copydoc PubsubProtocol::GetNErrors */
    uint64_t GetNErrors(RpcError error) const;

    /** \return number of nodes named by peers in peer exchange that were not dialled */
    uint64_t GetNIgnoredRecords() const;

    /**
     * \return number of full messages received, including duplicates and messages of topics without
     *        a subscription
     */
    uint64_t GetNReceived() const;

    /** \return number of messages dropped because ValidationThrottle messages were in validation */
    uint64_t GetNThrottled() const;

    /** \return number of messages that wait for validation */
    std::size_t GetNWaitingValidations() const;

  private:
    Ptr<WakuRelayProtocol> m_relay; //!< the mounted protocol
};

} // namespace ns3

#endif /* WAKU_RELAY_H */
