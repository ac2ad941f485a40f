/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_RLN_LIMIT_H
#define WAKU_RLN_LIMIT_H

#include "waku-rln-group.h"

#include "ns3/data-rate.h"
#include "ns3/light-traced-callback.h"
#include "ns3/nstime.h"
#include "ns3/pubsub-router.h"

#include <array>
#include <boost/container/flat_map.hpp>
#include <cstdint>
#include <string>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief What a node finds when it validates a message by 17/WAKU2-RLN-RELAY and 64/WAKU2-NETWORK,
 * "Message Validation".
 */
enum class WakuRlnVerdict
{
    VALID,         //!< a proof within the limits: accepted
    FREE,          //!< no proof, while the shard is below FreeBandwidth: accepted
    NO_PROOF,      //!< no proof, and the shard is not below FreeBandwidth: ignored
    TOO_LARGE,     //!< above MaxMessageSize: rejected
    BAD_TIMESTAMP, //!< the timestamp is further than MaxTimestampGap from the clock: rejected
    MALFORMED,     //!< the proof is none: rejected
    BAD_EPOCH,     //!< the epoch is further than MaxEpochGap from the clock: rejected
    OTHER_EPOCH,   //!< the epoch is not that of the timestamp: rejected (nwaku)
    INVALID,       //!< the proof is wrong: ignored, or rejected with RejectInvalidProofs
    REPEATED,      //!< nullifier and share were seen before: ignored
    DOUBLE_SIGNAL, //!< the nullifier was seen with another share: rejected
};

/**
 * \ingroup waku
 * \brief Number of values of WakuRlnVerdict.
 */
constexpr std::size_t WAKU_RLN_VERDICTS = 11;

/**
 * \ingroup waku
 * \brief The rate limit of a relay: RLN proofs for its own messages, and the validation of those of
 * others (17/WAKU2-RLN-RELAY; 64/WAKU2-NETWORK, "RLN rate-limiting" and "Message Validation";
 * nwaku, rln/rln.nim). Defaults are those of 64/WAKU2-NETWORK.
 *
 * It is the attribute Rln of WakuRelay; each node has one of its own. It notes the nullifiers of
 * the messages that it accepted, until MaxEpochGap after the end of their epoch. A rejected message
 * counts against its sender where peers are scored.
 */
class WakuRlnLimit : public Object
{
  public:
    /** How a node numbers its messages in an epoch. */
    enum class Numbering
    {
        EPOCH, //!< from 0 in each epoch (17/WAKU2-RLN-RELAY)
        NWAKU, //!< from 0 again once EpochLength has passed since the last time that it began from
               //!< 0
        SPAM,  //!< from 0 again whenever the limit is reached, which is double signalling
    };

    /** \return the TypeId */
    static TypeId GetTypeId();

    WakuRlnLimit();
    ~WakuRlnLimit() override;

    /** \param group the group, that of the simulation by default */
    void SetGroup(Ptr<WakuRlnGroup> group);

    /**
     * Add a proof to a message of this node, for the epoch of its timestamp.
     * \param [in,out] message the message, with payload, content topic and timestamp
     * \param member number of the member
     * \return whether it has one; false if the limit of the epoch is reached
     */
    bool AddProof(WakuMessage& message, uint32_t member)
    {
        return AddProof(message, member, message.timestamp);
    }

    /**
     * As above, for a message of another node, whose timestamp may be any.
     * \param [in,out] message the message, with payload, content topic and timestamp
     * \param member number of the member
     * \param clock UNIX time of the node's clock, nanoseconds, whose epoch the proof is of
     * \return whether it has one; false if the limit of the epoch is reached
     */
    bool AddProof(WakuMessage& message, uint32_t member, int64_t clock);

    /**
     * Validate a message that could be decoded.
     * \param message the message
     * \param clock UNIX time of the node's clock, nanoseconds
     * \return the result for the router
     */
    ValidationResult Validate(Ptr<const PubsubMessage> message, int64_t clock);

    /**
     * \param verdict a verdict
     * \return number of messages with this verdict
     */
    uint64_t GetN(WakuRlnVerdict verdict) const
    {
        return m_verdicts.at(static_cast<std::size_t>(verdict));
    }

    /** \return number of own messages that were not published, since the limit was reached */
    uint64_t GetNLimited() const
    {
        return m_limited;
    }

    /** Forget the nullifiers of others, since the node has gone offline. */
    void Clear();

    /**
     * Signature of the trace source Verdict.
     * \param message the message
     * \param verdict what was found
     */
    typedef void (*VerdictTracedCallback)(Ptr<const PubsubMessage> message, WakuRlnVerdict verdict);

    /**
     * Signature of the trace source DoubleSignal.
     * \param message the message
     * \param member who has sent two messages with one nullifier, or WakuRlnGroup::UNKNOWN
     */
    typedef void (*MemberTracedCallback)(Ptr<const PubsubMessage> message, uint32_t member);

    /**
     * Signature of the trace source Limited.
     * \param epoch the epoch
     */
    typedef void (*EpochTracedCallback)(uint64_t epoch);

  protected:
    void DoDispose() override;

  private:
    /** What was accepted in an epoch; bits by the numbers of WakuRlnClaim. */
    struct Log
    {
        std::vector<bool> nullifiers; //!< nullifiers
        std::vector<bool> signals;    //!< nullifiers with their shares
    };

    /** Bytes of the messages of a shard, by whole seconds of the clock. */
    struct Meter
    {
        int64_t second{0}; //!< the present second
        double before{0};  //!< bytes in the second before
        double present{0}; //!< bytes in the present second
    };

    /**
     * \param message the message
     * \param clock UNIX time of the node's clock, nanoseconds
     * \return what is found
     */
    WakuRlnVerdict Judge(const Ptr<const PubsubMessage>& message, int64_t clock);

    /**
     * Find whether a valid proof repeats another, and note it if not.
     * \param claim claim of the message
     * \param clock UNIX time of the node's clock, nanoseconds
     * \return VALID, REPEATED or DOUBLE_SIGNAL
     */
    WakuRlnVerdict Note(const WakuRlnClaim& claim, int64_t clock);

    /**
     * Count the bytes of a message, and find how much a shard is used.
     * \param message the message
     * \param clock UNIX time of the node's clock, nanoseconds
     * \return bytes of the other messages of the shard in the last second
     */
    double Count(const PubsubMessage& message, int64_t clock);

    /**
     * \param epoch an epoch
     * \param clock UNIX time, nanoseconds
     * \return nanoseconds between the clock and the epoch; 0 within it
     */
    int64_t GetEpochGap(uint64_t epoch, int64_t clock) const;

    /**
     * \param time UNIX time, nanoseconds
     * \return its epoch
     */
    uint64_t GetEpoch(int64_t time) const
    {
        return static_cast<uint64_t>(time / m_epochLength.GetNanoSeconds());
    }

    Time m_epochLength;                                      //!< attribute EpochLength
    uint32_t m_messageLimit;                                 //!< attribute MessageLimit
    Time m_maxEpochGap;                                      //!< attribute MaxEpochGap
    Time m_maxTimestampGap;                                  //!< attribute MaxTimestampGap
    uint32_t m_maxMessageSize;                               //!< attribute MaxMessageSize
    DataRate m_freeBandwidth;                                //!< attribute FreeBandwidth
    bool m_rejectsInvalid;                                   //!< attribute RejectInvalidProofs
    Numbering m_numbering;                                   //!< attribute Numbering
    Ptr<WakuRlnGroup> m_group;                               //!< the group
    int64_t m_begun{0};                                      //!< when numbers began from 0
    uint64_t m_next{0};                                      //!< number of the next own message
    boost::container::flat_map<uint64_t, Log> m_logs;        //!< by epoch
    boost::container::flat_map<std::string, Meter> m_meters; //!< by pubsub topic
    std::array<uint64_t, WAKU_RLN_VERDICTS> m_verdicts{};    //!< number of messages by verdict
    uint64_t m_limited{0}; //!< own messages that were not published

    LightTracedCallback<Ptr<const PubsubMessage>, WakuRlnVerdict> m_verdictTrace; //!< Verdict
    LightTracedCallback<Ptr<const PubsubMessage>, uint32_t> m_doubleTrace;        //!< DoubleSignal
    LightTracedCallback<uint64_t> m_limitedTrace;                                 //!< Limited
};

} // namespace ns3

#endif /* WAKU_RLN_LIMIT_H */
