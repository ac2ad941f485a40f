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
 * \brief A Waku relay node (11/WAKU2-RELAY): publishes, validates, delivers and relays WakuMessages
 * over TCP.
 *
 * It is a P2pNode on which WakuRelayProtocol is mounted. What goes to whom is decided by its
 * PubsubRouter: StaticRouter in mode Static, where the overlay is the mesh, and GossipSubRouter in
 * mode GossipSub.
 *
 * The attributes and trace sources of WakuRelayProtocol, PubsubProtocol and PubsubRouter are there
 * under their own names. The initial values of this class hold, also where others are set for
 * WakuRelayProtocol or PubsubProtocol.
 *
 * Offline it has no peers and forgets the messages that it has seen and the scores of its peers;
 * subscriptions and the nodes that it was told to dial stay, those that peer exchange or an
 * incoming connection brought do not.
 */
class WakuRelay : public P2pNode
{
  public:
    /** Judges a message whose bytes could be read. */
    using Validator = PubsubProtocol::Validator;

    /** \return the TypeId */
    static TypeId GetTypeId();

    WakuRelay();
    ~WakuRelay() override;

    /** \return the protocol that it speaks */
    Ptr<WakuRelayProtocol> GetProtocol() const
    {
        return m_relay;
    }

    int64_t AssignStreams(int64_t stream) override;

    /** \copydoc PubsubProtocol::SetMessagePool */
    void SetMessagePool(Ptr<MessagePool> pool);

    /** \return the messages of the simulation, until Simulator::Destroy */
    static Ptr<MessagePool> GetSharedMessagePool();

    /** \copydoc PubsubProtocol::SetRouter */
    void SetRouter(Ptr<PubsubRouter> router);

    /** \return the router; made from the attribute Mode if none is set */
    Ptr<PubsubRouter> GetRouter() const;

    /** \param validator judges messages; by default all that can be read are valid */
    void SetValidator(Validator validator);

    /** \param topic subscribe to a further pubsub topic, also while offline or before the start */
    void Subscribe(const std::string& topic);

    /** \copydoc WakuRelayProtocol::Unsubscribe */
    void Unsubscribe(const std::string& topic);

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

    /** \return nodes that peers have named in peer exchange and that were not dialled */
    uint64_t GetNIgnoredRecords() const;

    /** \return full messages received, duplicates and unwanted ones among them */
    uint64_t GetNReceived() const;

    /** \return messages that were dropped since ValidationThrottle messages were in validation */
    uint64_t GetNThrottled() const;

    /** \return messages that wait for validation */
    std::size_t GetNWaitingValidations() const;

  private:
    Ptr<WakuRelayProtocol> m_relay; //!< the protocol that it speaks
};

} // namespace ns3

#endif /* WAKU_RELAY_H */
