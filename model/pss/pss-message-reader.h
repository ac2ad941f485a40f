/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_PSS_MESSAGE_READER_H
#define WAKU_PSS_MESSAGE_READER_H

#include "pss-message-pool.h"

#include <cstdint>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief Reads the packet of a message from bytes that arrive in pieces.
 *
 * If it begins like a message of the pool, real bytes are compared and virtual ones can be skipped.
 * Any other message is stored until it is complete, then decoded strictly. The memory needed is
 * limited by the size of the packet, which the caller limits.
 */
class PssMessageReader
{
  public:
    /** \param pool pool of the messages of the run */
    explicit PssMessageReader(Ptr<PssMessagePool> pool);

    /**
     * Begin a packet.
     * \param size bytes of the packet, at least 1
     */
    void Start(uint64_t size);

    /**
     * Read bytes of the packet.
     * \param bytes the next bytes of the packet
     * \param size number of bytes, at most those left of the packet
     * \return number of bytes read, at least 1; HasFailed() tells whether they are well-formed
     */
    uint64_t Read(const uint8_t* bytes, uint64_t size);

    /** \return number of next bytes that need not be read */
    uint64_t GetSkippable() const;

    /**
     * Skip bytes without reading them.
     * \param size number of bytes, at most GetSkippable()
     */
    void Skip(uint64_t size);

    /** \return whether the packet is malformed */
    bool HasFailed() const
    {
        return m_state == State::FAILED;
    }

    /** \return the message, moved out; null unless all of it has been read */
    Ptr<const PssMessage> Take();

  private:
    /** What is read next. */
    enum class State
    {
        START,    //!< the first bytes
        KNOWN,    //!< the rest of a message of the pool
        UNKNOWN,  //!< the rest of any other message
        COMPLETE, //!< nothing: the message is complete
        FAILED    //!< nothing: the packet is malformed
    };

    /** Look for the message in the pool, once its first bytes are complete. */
    void Identify();

    /**
     * Compare bytes with those of m_candidate.
     * \param bytes bytes of the packet
     * \param size number of bytes
     * \param position offset of the first of them in the packet
     * \return whether they are the same
     */
    bool IsSame(const uint8_t* bytes, uint64_t size, uint64_t position) const;

    /** Continue as for an unknown message, since the next byte differs from m_candidate. */
    void Disown();

    /** End the packet if all of it has been read. */
    void Finish();

    Ptr<PssMessagePool> m_pool;        //!< messages of the run
    State m_state{State::FAILED};      //!< what is read next
    uint64_t m_size{0};                //!< bytes of the packet
    uint64_t m_position{0};            //!< bytes read or skipped so far
    PssMessageStart m_start;           //!< what the first bytes say
    Ptr<const PssMessage> m_candidate; //!< message of the pool that this one may be
    std::vector<uint8_t> m_buffer;     //!< first bytes, or bytes of an unknown message
};

} // namespace ns3

#endif /* WAKU_PSS_MESSAGE_READER_H */
