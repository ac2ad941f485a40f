/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_WHISPER_NODE_H
#define WAKU_WHISPER_NODE_H

#include "whisper-attacker.h"
#include "whisper-peer-protocol.h"
#include "whisper-user.h"

#include "ns3/p2p-node.h"
#include "ns3/traced-callback.h"

#include <string>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief A Whisper 6 (EIP-627) or Waku 1 (6/WAKU1) node over TCP, with its user.
 *
 * It is a P2pNode on which a WhisperPeerProtocol is mounted. Its WhisperProtocol decides to which
 * peers envelopes are sent. When the node goes offline, it loses all envelopes, and keeps its
 * subscriptions and addresses.
 *
 * As in go-ethereum, a peer is sent a bundle only after all bytes of the previous bundle have been
 * handed to TCP. A peer for which more than SendQueueBytes wait is disconnected: SendQueuePolicy of
 * the connections has to be Disconnect, since no frame of a stream of RLPx frames may be missing.
 *
 * An application that is on no ns-3 node, as the stand-ins of other ranks in a distributed
 * simulation, is offline and publishes nothing.
 *
 * The class also has the attributes and trace sources of WhisperPeerProtocol and the trace sources
 * of WhisperProtocol, under their own names.
 */
class WhisperNode : public P2pNode
{
  public:
    /** \return the TypeId */
    static TypeId GetTypeId();

    WhisperNode();
    ~WhisperNode() override;

    int64_t AssignStreams(int64_t stream) override;

    std::string GetRole() const override;

    /**
     * \param pool pool of this node's envelopes. Nodes that share a pool hash each envelope once.
     *        The default is GetSharedEnvelopePool().
     */
    void SetEnvelopePool(Ptr<WhisperEnvelopePool> pool);

    /** \return the shared pool of the simulation's envelopes, until Simulator::Destroy */
    static Ptr<WhisperEnvelopePool> GetSharedEnvelopePool();

    /**
     * Make this node a mail server.
     * \param server the mail server
     */
    void SetMailServer(Ptr<WhisperMailServer> server);

    /** \copydoc WhisperPeerProtocol::UseMailServer */
    void UseMailServer(const Address& remote);

    /** \copydoc WhisperPeerProtocol::UsesMailServer */
    bool UsesMailServer() const;

    /**
     * Subscribe to topics.
     * \param topics the topics
     */
    void Subscribe(const std::vector<WhisperTopic>& topics);

    /**
     * Unsubscribe from topics.
     * \param topics the topics
     */
    void Unsubscribe(const std::vector<WhisperTopic>& topics);

    /**
     * Publish an envelope. As in whisperv6, the node refuses envelopes that are larger, or have
     * less proof of work, than it accepts from others.
     * \param post the message
     * \return the publication; it has no envelope if the node is offline
     */
    WhisperPublication Publish(const WhisperPost& post);

    /**
     * Let the user write a message, and publish its envelopes. Nothing happens if the node is
     * offline. The program stops if PowTarget of the protocol is below its MinPow, since the node
     * would refuse its own envelopes.
     * \param size payload of each envelope, in bytes; it has to fit into MaxMessageSize
     */
    void Publish(uint32_t size);

    /** \return the protocol */
    Ptr<WhisperProtocol> GetProtocol() const;

    /** \return the user */
    Ptr<WhisperUser> GetUser() const
    {
        return m_user;
    }

    /** \return the attacker of this node; null if it is no attacker */
    Ptr<WhisperAttacker> GetAttacker() const
    {
        return m_attacker;
    }

    /** \copydoc WhisperPeerProtocol::GetNHeldBack */
    uint64_t GetNHeldBack() const;

    /** \copydoc WhisperPeerProtocol::GetNOverflows */
    uint64_t GetNOverflows() const;

    /**
     * Signature of trace sources Subscribe and Unsubscribe.
     * \param topics the topics
     */
    typedef void (*TopicsTracedCallback)(const std::vector<WhisperTopic>& topics);

  protected:
    /** All attributes are set. */
    void NotifyConstructionCompleted() override;
    void DoDispose() override;
    void StartApplication() override;
    void StopApplication() override;
    Ptr<PeerConnectionManager> CreateConnections() const override;
    void PublishTraffic(uint32_t size) override;

  private:
    /**
     * \param whole a WhisperNode
     * \return its mounted protocol
     */
    static ObjectBase* FindMounted(ObjectBase* whole);

    Ptr<WhisperPeerProtocol> m_mounted; //!< the mounted protocol
    Ptr<WhisperUser> m_user;            //!< attribute User
    Ptr<WhisperAttacker> m_attacker;    //!< attribute Attacker

    TracedCallback<const std::vector<WhisperTopic>&> m_subscribeTrace;   //!< Subscribe
    TracedCallback<const std::vector<WhisperTopic>&> m_unsubscribeTrace; //!< Unsubscribe
};

} // namespace ns3

#endif /* WAKU_WHISPER_NODE_H */
