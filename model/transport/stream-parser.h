/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_STREAM_PARSER_H
#define WAKU_STREAM_PARSER_H

#include <cstdint>

namespace ns3
{

/**
 * \ingroup waku
 * \brief Finds messages in the bytes of a stream that arrive in pieces of any size.
 *
 * A MessageStream feeds it. The parser says how many bytes it need not see, so that a payload which
 * it already knows is counted and neither copied nor read.
 */
class StreamParser
{
  public:
    virtual ~StreamParser() = default;

    /**
     * Read bytes.
     * \param bytes the next bytes of the stream
     * \param size how many, at least 1
     * \return how many were taken, at least 1; fewer than size only if GetSkippable() is now above
     * 0 or HasFailed() now holds
     */
    virtual uint32_t Read(const uint8_t* bytes, uint32_t size) = 0;

    /** \return how many of the bytes that come next need not be seen */
    virtual uint64_t GetSkippable() const = 0;

    /** \param size how many bytes went by unseen, at most GetSkippable() */
    virtual void Skip(uint64_t size) = 0;

    /** \return whether the bytes made no sense; the stream is of no use any more */
    virtual bool HasFailed() const = 0;
};

} // namespace ns3

#endif /* WAKU_STREAM_PARSER_H */
