/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_WHISPER_ENVELOPES_PARSER_H
#define WAKU_WHISPER_ENVELOPES_PARSER_H

#include "whisper-envelope-pool.h"
#include "whisper-message.h"

#include <array>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief Reads the envelopes of a packet from bytes that arrive in pieces.
 *
 * An envelope that starts like one of the pool is taken for it as long as its bytes are the same:
 * real ones are compared, virtual ones may be skipped, and the nonce behind them is compared again.
 * Every other envelope is kept until it is complete, then decoded strictly and added to the pool.
 * Memory is bounded by the size of the packet, which the caller limits.
 */
class WhisperEnvelopesParser
{
  public:
    /** What a packet holds. */
    enum class Form
    {
        LIST,            //!< a list of envelopes
        ENVELOPE,        //!< just one
        LIST_OR_ENVELOPE //!< either
    };

    /** \param pool the envelopes of the run */
    explicit WhisperEnvelopesParser(Ptr<WhisperEnvelopePool> pool);

    /**
     * A packet begins.
     * \param size its length, bytes
     * \param form what it holds
     */
    void Start(uint64_t size, Form form);

    /**
     * \param bytes the next bytes of the packet, no more than are left of it
     * \param size how many
     * \return whether they make sense
     */
    bool Read(const uint8_t* bytes, uint64_t size);

    /** \return how many of the bytes that come next need not be seen */
    uint64_t GetSkippable() const;

    /** \param size how many bytes went by unseen, at most GetSkippable() */
    void Skip(uint64_t size);

    /** \return bytes of the packet that are still to come */
    uint64_t GetLeft() const
    {
        return m_left;
    }

    /** \return whether the packet has been read as a whole and made sense */
    bool IsComplete() const
    {
        return m_state == State::COMPLETE;
    }

    /** \return the envelopes that were read, moved out */
    WhisperBundle Take();

  private:
    /** What comes next. */
    enum class State
    {
        LIST,     //!< the header of the list
        START,    //!< an envelope up to the first bytes of its data
        KNOWN,    //!< the rest of an envelope of the pool
        UNKNOWN,  //!< the rest of any other envelope
        COMPLETE, //!< nothing
        FAILED    //!< nothing that could be read
    };

    /** How far a look at the first bytes got. */
    enum class Look
    {
        ENOUGH,   //!< all is known
        MORE,     //!< m_needed bytes are needed
        NONSENSE, //!< no envelope starts so
    };

    /**
     * \param bytes the next byte of the packet
     * \return how many were taken
     */
    uint64_t ReadList(const uint8_t* bytes);
    /**
     * Takes some of the bytes.
     * \param bytes the next bytes of the packet
     * \param size how many
     * \return how many were taken
     */
    uint64_t ReadStart(const uint8_t* bytes, uint64_t size);
    /** \copydoc ReadStart */
    uint64_t ReadKnown(const uint8_t* bytes, uint64_t size);
    /** \copydoc ReadStart */
    uint64_t ReadUnknown(const uint8_t* bytes, uint64_t size);

    /** \return whether m_start holds an envelope up to the first bytes of its data */
    Look LookAtStart();

    /** An envelope begins, or the packet ends. */
    void Next();

    /** The start of an envelope is there: look whether the pool knows it. */
    void Identify();

    /** The bytes of the candidate that went by are not those of the candidate any more. */
    void Disown();

    /** An envelope of the pool has ended, unless its nonce is another one. */
    void FinishKnown();

    /** An envelope that is not known has ended. */
    void FinishUnknown();

    /** \param fields an envelope that was read */
    void Accept(const WhisperEnvelopeFields& fields);

    Ptr<WhisperEnvelopePool> m_pool;        //!< envelopes of the run
    State m_state{State::COMPLETE};         //!< what comes next
    Form m_form{Form::LIST};                //!< what the packet holds
    uint64_t m_left{0};                     //!< bytes of the packet to come
    std::array<uint8_t, 64> m_start;        //!< first bytes of the list or envelope
    std::size_t m_startSize{0};             //!< how many of them there are
    std::size_t m_needed{0};                //!< how many are needed to tell more
    uint64_t m_envelopeSize{0};             //!< RLP size of this envelope
    uint64_t m_position{0};                 //!< bytes of this envelope that were taken
    Ptr<const WhisperEnvelope> m_candidate; //!< what this envelope seems to be
    std::vector<uint8_t> m_buffer;          //!< nonce of a known, bytes of an unknown envelope
    WhisperBundle m_envelopes;              //!< read so far
};

} // namespace ns3

#endif /* WAKU_WHISPER_ENVELOPES_PARSER_H */
