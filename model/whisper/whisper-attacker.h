/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_WHISPER_ATTACKER_H
#define WAKU_WHISPER_ATTACKER_H

#include "whisper-message.h"

#include "ns3/event-id.h"
#include "ns3/nstime.h"
#include "ns3/object.h"
#include "ns3/random-variable-stream.h"

namespace ns3
{

class WhisperEnvelopePool;
class WhisperProtocol;

/**
 * \ingroup waku
 * \brief Makes the envelopes of a hostile node, which have too little proof of work, are too large,
 * or have expired; or its requests, which ask mail servers for all that they have.
 *
 * Every envelope is new. Peers that follow the protocol close the connection for the first two
 * kinds, and count and ignore the third. A mail server answers all requests, in pages of
 * at most MaxLimit envelopes.
 */
class WhisperAttacker : public Object
{
  public:
    /** What is wrong with the envelopes. */
    enum class Kind
    {
        LOW_POW,   //!< too little proof of work
        OVERSIZED, //!< larger than the protocol's MaxMessageSize
        EXPIRED,   //!< expired a second ago
        MAIL,      //!< requests to mail servers, in place of envelopes
    };

    /** \return the TypeId */
    static TypeId GetTypeId();

    WhisperAttacker();
    ~WhisperAttacker() override;

    /**
     * Assign fixed random variable streams.
     * \param stream the first stream number to use
     * \return the number of streams used
     */
    int64_t AssignStreams(int64_t stream);

    /**
     * Begin to send envelopes to every peer.
     * \param protocol protocol of the hostile node
     */
    void Start(Ptr<WhisperProtocol> protocol);

    /** Stop sending envelopes. */
    void Stop();

    /** \return number of envelopes or requests made so far */
    uint64_t GetNEnvelopes() const
    {
        return m_envelopes;
    }

  protected:
    void DoDispose() override;

  private:
    /** Send an envelope, and schedule the next. */
    void Attack();

    /** \return a hostile envelope */
    Ptr<const WhisperEnvelope> Make();

    Kind m_kind;                       //!< attribute Kind
    double m_rate;                     //!< attribute EnvelopesPerSecond
    uint32_t m_size;                   //!< attribute Size
    Time m_start;                      //!< attribute Start
    Time m_stop;                       //!< attribute Stop
    Ptr<UniformRandomVariable> m_salt; //!< makes envelopes different
    Ptr<WhisperProtocol> m_protocol;   //!< protocol of the hostile node
    EventId m_next;                    //!< next envelope
    uint64_t m_envelopes{0};           //!< envelopes or requests so far
};

} // namespace ns3

#endif /* WAKU_WHISPER_ATTACKER_H */
