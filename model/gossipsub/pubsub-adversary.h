/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_PUBSUB_ADVERSARY_H
#define WAKU_PUBSUB_ADVERSARY_H

#include "pubsub-protocol.h"

#include "ns3/lazy-uniform.h"
#include "ns3/light-traced-callback.h"

namespace ns3
{

/**
 * \ingroup waku
 * \brief A node of pubsub that means harm: what all adversaries have in common.
 *
 * It is mounted on a P2pNode like the honest protocol, with whose peers it connects, and uses the
 * real parser and encoder. Until AttackDelay after it goes online, it does no harm, and so builds
 * up a good score. Then it attacks, as its class says.
 *
 * Otherwise it behaves as Disguise says: as a SybilRouter, which gets into all meshes it can, or
 * as an honest GossipSubRouter with the defaults of the specification.
 *
 * It must share the message pool of the honest nodes (SetMessagePool), and speak their protocol id.
 * AdversaryHelper sees to both.
 */
class PubsubAdversary : public PubsubProtocol
{
  public:
    /** What an adversary does beside its attack. */
    enum class Disguise
    {
        SYBIL,     //!< SybilRouter
        GOSSIPSUB, //!< GossipSubRouter
    };

    /** \return the TypeId */
    static TypeId GetTypeId();

    PubsubAdversary();
    ~PubsubAdversary() override;

    /** \return whether it attacks at present */
    bool IsAttacking() const
    {
        return m_isAttacking;
    }

    /** \return number of RPCs sent to do harm, and of messages withheld or delayed */
    uint64_t GetNActs() const
    {
        return m_acts;
    }

    int64_t AssignStreams(int64_t stream) override;
    void Start(Time now) override;
    void Stop(Time now) override;

    /**
     * Signature of trace source Act.
     * \param peer the peer that is harmed
     * \param bytes bytes sent to it, with delimiter; 0 if something is not sent
     */
    typedef void (*ActTracedCallback)(PeerId peer, uint32_t bytes);

  protected:
    /** All attributes are set. */
    void NotifyConstructionCompleted() override;

    /**
     * The attack begins.
     * \param now current time
     */
    virtual void BeginAttack(Time now);

    /**
     * Send a peer something to do harm.
     * \param peer the peer
     * \param frame the bytes
     */
    void SendHostile(PeerId peer, const Ptr<const StreamFrame>& frame);

    /**
     * Send a peer control messages to do harm, in RPCs of at most MaxMessageSize.
     * \param peer the peer
     * \param rpc the control messages
     */
    void SendHostile(PeerId peer, const PubsubRpc& rpc);

    /**
     * Count something that is not done.
     * \param peer the peer that is harmed
     */
    void CountOmission(PeerId peer);

    /**
     * \param count a number of ids
     * \return so many ids of messages that do not exist
     */
    MessageIds InventIds(uint32_t count);

    /** \return random numbers of this node */
    LazyUniform& GetRandom()
    {
        return m_random;
    }

  private:
    Disguise m_disguise;       //!< attribute Disguise
    Time m_attackDelay;        //!< attribute AttackDelay
    Time m_attackDuration;     //!< attribute AttackDuration
    LazyUniform m_random;      //!< random numbers
    bool m_isAttacking{false}; //!< whether it attacks
    uint64_t m_acts{0};        //!< what it has done

    LightTracedCallback<PeerId, uint32_t> m_actTrace; //!< trace source Act
};

} // namespace ns3

#endif /* WAKU_PUBSUB_ADVERSARY_H */
