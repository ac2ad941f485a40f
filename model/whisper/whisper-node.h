/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_WHISPER_NODE_H
#define WAKU_WHISPER_NODE_H

#include "whisper-attacker.h"
#include "whisper-peer-protocol.h"
#include "whisper-user.h"

#include "ns3/p2p-node.h"
#include "ns3/traced-callback.h"

#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief A Whisper 6 (EIP-627) or Waku 1 (6/WAKU1) node over TCP, with its user.
 *
 * It is a P2pNode on which WhisperPeerProtocol is mounted. What goes to whom is decided by its
 * WhisperProtocol. Offline it forgets all envelopes; subscriptions and addresses stay.
 *
 * As in go-ethereum, a peer gets no further bundle before TCP has taken the one before, and a peer
 * for which more than SendQueueBytes wait is disconnected: the connections' SendQueuePolicy has to
 * be Disconnect, since a stream of RLPx frames can't miss one.
 *
 * On no node, as that of another rank in a distributed simulation, it is offline and publishes
 * nothing.
 *
 * The attributes and trace sources of WhisperPeerProtocol, and the trace sources of
 * WhisperProtocol, are there under their own names.
 */
class WhisperNode : public P2pNode
{
  public:
    /** \return the TypeId */
    static TypeId GetTypeId();

    WhisperNode();
    ~WhisperNode() override;

    int64_t AssignStreams(int64_t stream) override;

    /**
     * \param pool the envelopes of this node; nodes that share it hash an envelope once. By default
     *        GetSharedEnvelopePool()
     */
    void SetEnvelopePool(Ptr<WhisperEnvelopePool> pool);

    /** \return the envelopes of the simulation, until Simulator::Destroy */
    static Ptr<WhisperEnvelopePool> GetSharedEnvelopePool();

    /** \param server makes this node a mail server */
    void SetMailServer(Ptr<WhisperMailServer> server);

    /** \copydoc WhisperPeerProtocol::UseMailServer */
    void UseMailServer(const Address& remote);

    /** \param topics receive envelopes on these */
    void Subscribe(const std::vector<WhisperTopic>& topics);

    /** \param topics receive no more envelopes on these */
    void Unsubscribe(const std::vector<WhisperTopic>& topics);

    /**
     * Publish an envelope. As in whisperv6, the node refuses what is larger or has less proof of
     * work than it accepts of others.
     * \param post what
     * \return what became of it; no envelope if the node is offline
     */
    WhisperPublication Publish(const WhisperPost& post);

    /**
     * Let the user write a message, and publish its envelopes; nothing if the node is offline.
     * Stops the program if the protocol's PowTarget is below its MinPow, of which the node's own
     * envelopes would die.
     * \param size payload of each envelope, bytes; has to fit into MaxMessageSize
     */
    void Publish(uint32_t size);

    /** \return what decides */
    Ptr<WhisperProtocol> GetProtocol() const;

    /** \return the user */
    Ptr<WhisperUser> GetUser() const
    {
        return m_user;
    }

    /** \return the attack of this node; null if it is honest */
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
    /** \param whole a WhisperNode \return its mounted protocol */
    static ObjectBase* FindMounted(ObjectBase* whole);

    Ptr<WhisperPeerProtocol> m_mounted; //!< the protocol that it speaks
    Ptr<WhisperUser> m_user;            //!< attribute User
    Ptr<WhisperAttacker> m_attacker;    //!< attribute Attacker

    TracedCallback<const std::vector<WhisperTopic>&> m_subscribeTrace;   //!< Subscribe
    TracedCallback<const std::vector<WhisperTopic>&> m_unsubscribeTrace; //!< Unsubscribe
};

} // namespace ns3

#endif /* WAKU_WHISPER_NODE_H */
