/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_MULTISTREAM_LINES_H
#define WAKU_MULTISTREAM_LINES_H

#include <cstdint>
#include <string>

namespace ns3
{

/**
 * \ingroup waku
 * \brief Reads lines of multistream-select (libp2p specs, connections, "multistream-select"), which
 * arrive in pieces of any size. A line has its length as a varint before it, and a newline at its
 * end that the length includes.
 */
class MultistreamLines
{
  public:
    static constexpr auto GREETING = "/multistream/1.0.0"; //!< the first line of each side
    static constexpr auto NOT_AVAILABLE = "na";            //!< the line that refuses a protocol
    static constexpr uint32_t MAX_SIZE = 1024;             //!< longest line, with its newline

    /**
     * \param text a line, without its newline
     * \return the line as on the wire
     */
    static std::string Encode(const std::string& text);

    /**
     * Read bytes up to the end of a line.
     * \param bytes the next bytes
     * \param size number of bytes, at least 1
     * \return number of bytes read
     */
    uint32_t Read(const uint8_t* bytes, uint32_t size);

    /** \return whether a line is complete */
    bool HasLine() const
    {
        return m_isComplete;
    }

    /** \return the complete line without its newline; the next one can be read */
    std::string TakeLine();

    /** \return whether the bytes are no line */
    bool HasFailed() const
    {
        return m_failed;
    }

  private:
    std::string m_line;       //!< bytes of the line so far
    uint32_t m_size{0};       //!< length of the line, so far
    uint8_t m_sizeBytes{0};   //!< number of bytes of the length read
    bool m_hasSize{false};    //!< whether the length is complete
    bool m_isComplete{false}; //!< whether the line is complete
    bool m_failed{false};     //!< whether the bytes are malformed
};

} // namespace ns3

#endif /* WAKU_MULTISTREAM_LINES_H */
