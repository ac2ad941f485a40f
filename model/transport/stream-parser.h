/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_STREAM_PARSER_H
#define WAKU_STREAM_PARSER_H

#include <cstdint>

namespace ns3
{

/**
 * \ingroup waku
 * \brief Reads messages from the bytes of a stream, which arrive in pieces of any size.
 *
 * A MessageStream passes the bytes to the parser. The parser tells it how many bytes can be
 * skipped, so that a payload that the parser knows is only counted, not copied or read.
 */
class StreamParser
{
  public:
    virtual ~StreamParser() = default;

    /**
     * Read bytes.
     * \param bytes the next bytes of the stream
     * \param size number of bytes, at least 1
     * \return number of bytes read, at least 1; less than size only if GetSkippable() is then above
     *         0 or HasFailed() is then true
     */
    virtual uint32_t Read(const uint8_t* bytes, uint32_t size) = 0;

    /** \return number of next bytes that the parser does not need to read */
    virtual uint64_t GetSkippable() const = 0;

    /**
     * Skip bytes without reading them.
     * \param size number of bytes, at most GetSkippable()
     */
    virtual void Skip(uint64_t size) = 0;

    /** \return whether the bytes are malformed, so that nothing more can be read */
    virtual bool HasFailed() const = 0;
};

} // namespace ns3

#endif /* WAKU_STREAM_PARSER_H */
