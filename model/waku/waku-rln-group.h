/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_RLN_GROUP_H
#define WAKU_RLN_GROUP_H

#include "waku-message.h"
#include "waku-rln-proof.h"

#include "ns3/object.h"
#include "ns3/pubsub-message.h"

#include <cstdint>
#include <deque>
#include <map>
#include <unordered_map>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief What a message claims by its RLN proof, once for all nodes that verify it.
 */
struct WakuRlnClaim
{
    /** Whether there is a proof, and what it is worth. */
    enum Status
    {
        ABSENT,    //!< there is no proof
        MALFORMED, //!< the bytes are no RateLimitProof
        INVALID,   //!< the proof is wrong
        VALID,     //!< the proof is right; signal and nullifier are numbered
    };

    Status status{ABSENT}; //!< whether there is a proof
    uint64_t epoch{0};     //!< epoch of the proof
    int64_t timestamp{0};  //!< timestamp of the message, UNIX nanoseconds
    uint32_t nullifier{0}; //!< number of the nullifier in its epoch, from 0
    uint32_t signal{0};    //!< number of nullifier and share in their epoch, from 0
    uint32_t member{0};    //!< who made the proof, which two different shares reveal
};

/**
 * \ingroup waku
 * \brief An RLN group (17/WAKU2-RLN-RELAY): makes and verifies the proofs of its members.
 *
 * No zero-knowledge proof is computed. Nullifier and shares are hashes of what they depend on in
 * RLN-V2: the member's secret, epoch and number of the message; the signal, which is payload,
 * content topic and timestamp. The proof is a hash of them, so that bytes which are no proof, and
 * proofs that were moved to another message or epoch, are invalid. How long it takes to make or to
 * verify one is said by ProofDelay of WakuRelay and ValidationDelay. The membership contract is not
 * modelled: every number is that of a member, and there is one Merkle root.
 *
 * All nodes of a simulation share one group, on every rank of a distributed one. A message is
 * decoded and verified once for all of them.
 */
class WakuRlnGroup : public Object
{
  public:
    /** \return the TypeId */
    static TypeId GetTypeId();

    WakuRlnGroup();
    ~WakuRlnGroup() override;

    /** \return the shared group of the simulation, until Simulator::Destroy */
    static Ptr<WakuRlnGroup> GetShared();

    /**
     * Make a proof.
     * \param member number of the member
     * \param epoch the epoch
     * \param messageId number of the message among those of the member in the epoch
     * \param message the message, with payload, content topic and timestamp
     * \return the proof
     */
    WakuRlnProof Prove(uint32_t member,
                       uint64_t epoch,
                       uint64_t messageId,
                       const WakuMessage& message);

    /**
     * \param message a message that could be decoded
     * \return what its proof claims; valid until the next call
     */
    const WakuRlnClaim& Examine(Ptr<const PubsubMessage> message);

    static constexpr uint32_t UNKNOWN = 0xffffffff; //!< member that was never asked for a proof

  private:
    /** The nullifiers and shares of an epoch. */
    struct Epoch
    {
        /** A nullifier. */
        struct Nullifier
        {
            uint32_t number;                      //!< its number
            uint32_t member;                      //!< whose it is, or UNKNOWN
            std::map<uint64_t, uint32_t> signals; //!< numbers of its shares, by their first bytes
        };

        std::unordered_map<uint64_t, Nullifier> nullifiers; //!< by first bytes; for look-up only
        uint32_t signals{0};                                //!< how many shares there are
    };

    /**
     * \param epoch an epoch
     * \return its nullifiers; those of epochs long before the latest are forgotten
     */
    Epoch& GetEpoch(uint64_t epoch);

    /**
     * \param epoch an epoch
     * \param nullifier a nullifier of it
     * \return what is known of the nullifier
     */
    Epoch::Nullifier& GetNullifier(Epoch& epoch, const WakuRlnProof::Element& nullifier);

    /**
     * \param message a message
     * \return what its proof claims
     */
    WakuRlnClaim Verify(const PubsubMessage& message);

    std::map<uint64_t, Epoch> m_epochs; //!< recent epochs
    /** Claims of the messages in m_recent; for look-up only. */
    std::unordered_map<const PubsubMessage*, WakuRlnClaim> m_claims;
    std::deque<Ptr<const PubsubMessage>> m_recent; //!< messages examined last, oldest first
};

} // namespace ns3

#endif /* WAKU_RLN_GROUP_H */
