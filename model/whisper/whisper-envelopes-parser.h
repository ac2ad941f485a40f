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
 * If an envelope has the same first bytes as one of the pool, the parser assumes that it is the
 * same envelope, as long as further bytes agree: it compares real bytes, lets the caller skip
 * virtual ones, and compares the nonce after them. Any other envelope is stored until it is
 * complete, then decoded strictly and added to the pool. The memory needed is limited by the size
 * of the packet, which the caller limits.
 */
class WhisperEnvelopesParser
{
  public:
    /** What a packet contains. */
    enum class Form
    {
        LIST,            //!< a list of envelopes
        ENVELOPE,        //!< one envelope
        LIST_OR_ENVELOPE //!< a list of envelopes or one envelope
    };

    /** \param pool pool of the envelopes of the run */
    explicit WhisperEnvelopesParser(Ptr<WhisperEnvelopePool> pool);

    /**
     * Begin a packet.
     * \param size length of the packet, in bytes
     * \param form what the packet contains
     */
    void Start(uint64_t size, Form form);

    /**
     * Read bytes of the packet.
     * \param bytes the next bytes of the packet
     * \param size number of bytes, at most GetLeft()
     * \return whether the bytes are well-formed
     */
    bool Read(const uint8_t* bytes, uint64_t size);

    /** \return number of next bytes that the parser does not need to read */
    uint64_t GetSkippable() const;

    /**
     * Skip bytes without reading them.
     * \param size number of bytes, at most GetSkippable()
     */
    void Skip(uint64_t size);

    /** \return number of bytes of the packet that have not been read or skipped */
    uint64_t GetLeft() const
    {
        return m_left;
    }

    /** \return whether the whole packet has been read and is well-formed */
    bool IsComplete() const
    {
        return m_state == State::COMPLETE;
    }

    /** \return the envelopes that were read, moved out */
    WhisperBundle Take();

  private:
    /** What is read next. */
    enum class State
    {
        LIST,     //!< the header of the list
        START,    //!< an envelope up to the first bytes of its data
        KNOWN,    //!< the rest of an envelope of the pool
        UNKNOWN,  //!< the rest of any other envelope
        COMPLETE, //!< nothing: the packet is complete
        FAILED    //!< nothing: the packet is malformed
    };

    /** Result of looking at the first bytes of an envelope. */
    enum class Look
    {
        ENOUGH,   //!< the first bytes are complete
        MORE,     //!< m_needed bytes are needed
        NONSENSE, //!< the bytes are not the start of an envelope
    };

    /**
     * Read a byte of the header of the list.
     * \param bytes the next byte of the packet
     * \return number of bytes read
     */
    uint64_t ReadList(const uint8_t* bytes);
    /**
     * Read some of the bytes.
     * \param bytes the next bytes of the packet
     * \param size number of bytes
     * \return number of bytes read
     */
    uint64_t ReadStart(const uint8_t* bytes, uint64_t size);
    /** \copydoc ReadStart */
    uint64_t ReadKnown(const uint8_t* bytes, uint64_t size);
    /** \copydoc ReadStart */
    uint64_t ReadUnknown(const uint8_t* bytes, uint64_t size);

    /** \return whether m_start contains an envelope up to the first bytes of its data */
    Look LookAtStart();

    /** Begin the next envelope, or end the packet. */
    void Next();

    /** Look for the envelope in the pool, once its first bytes are complete. */
    void Identify();

    /** Continue as for an unknown envelope, since the next byte differs from m_candidate. */
    void Disown();

    /** End an envelope of the pool, unless its nonce differs. */
    void FinishKnown();

    /** End an envelope that is not of the pool. */
    void FinishUnknown();

    /**
     * Add an envelope to those that were read.
     * \param fields fields of the envelope
     */
    void Accept(const WhisperEnvelopeFields& fields);

    Ptr<WhisperEnvelopePool> m_pool;        //!< envelopes of the run
    State m_state{State::COMPLETE};         //!< what is read next
    Form m_form{Form::LIST};                //!< what the packet contains
    uint64_t m_left{0};                     //!< bytes of the packet not yet read or skipped
    std::array<uint8_t, 64> m_start;        //!< first bytes of the list or envelope
    std::size_t m_startSize{0};             //!< number of bytes in m_start
    std::size_t m_needed{0};                //!< number of bytes needed in m_start
    uint64_t m_envelopeSize{0};             //!< RLP size of this envelope
    uint64_t m_position{0};                 //!< bytes of this envelope read or skipped
    Ptr<const WhisperEnvelope> m_candidate; //!< envelope of the pool that this one may be
    std::vector<uint8_t> m_buffer;          //!< nonce of a known, bytes of an unknown envelope
    WhisperBundle m_envelopes;              //!< envelopes read so far
};

} // namespace ns3

#endif /* WAKU_WHISPER_ENVELOPES_PARSER_H */
