/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_RLPX_PARSER_H
#define WAKU_RLPX_PARSER_H

#include "rlpx-frame.h"
#include "stream-parser.h"

#include <array>
#include <cstdint>

namespace ns3
{

/**
 * \ingroup waku
 * \brief Reads a stream of RLPx frames (RlpxFrame) and hands their packets to a derived class.
 *
 * A frame above the limit is refused once its size has been read, before anything of it is stored.
 * Padding and MACs are skipped. The first malformed frame ends the stream.
 */
class RlpxParser : public StreamParser
{
  public:
    /** What is wrong with a frame. */
    enum class FrameError
    {
        MALFORMED, //!< there is no packet in it
        TOO_LARGE, //!< frame-data is larger than allowed
    };

    /**
     * \param maxSize largest frame-data, in bytes; at most RlpxFrame::MAX_DATA_SIZE counts
     * \param isDevp2p whether frames are those of RlpxFrame::ToDevp2p()
     */
    explicit RlpxParser(uint32_t maxSize, bool isDevp2p = false);

    uint32_t Read(const uint8_t* bytes, uint32_t size) override;
    uint64_t GetSkippable() const override;
    void Skip(uint64_t size) override;
    bool HasFailed() const override;

  protected:
    /** With devp2p, codes of packets of devp2p itself begin here, and others at 0. */
    static constexpr uint64_t DEVP2P_CODE = 0x100;

    /**
     * A packet begins. The derived class may end the stream with End().
     * \param code code of the packet
     * \param size bytes of the packet, at least 0; if it is 0, no other call than EndFrame follows
     */
    virtual void BeginPacket(uint64_t code, uint64_t size) = 0;

    /**
     * Read bytes of the packet. The derived class may end the stream with End().
     * \param bytes the next bytes of the packet
     * \param size number of bytes, at most those left of the packet
     * \return number of bytes read, at least 1 unless the stream ends
     */
    virtual uint64_t ReadPacket(const uint8_t* bytes, uint64_t size) = 0;

    /** \return number of next bytes of the packet that need not be read */
    virtual uint64_t GetPacketSkippable() const = 0;

    /**
     * Skip bytes of the packet.
     * \param size number of bytes, at most GetPacketSkippable()
     */
    virtual void SkipPacket(uint64_t size) = 0;

    /**
     * The last byte of a frame has arrived. The derived class may end the stream with End().
     * \param size bytes of the frame on the wire
     */
    virtual void EndFrame(uint64_t size) = 0;

    /**
     * A frame is malformed. The stream has ended.
     * \param error what is wrong
     */
    virtual void FailFrame(FrameError error) = 0;

    /** End the stream. */
    void End()
    {
        m_state = State::FAILED;
    }

  private:
    /** What is read next. */
    enum class State
    {
        HEADER,    //!< header of a frame
        MAC,       //!< MAC of the header
        PACKET_ID, //!< code of the packet
        SNAPPY,    //!< what Snappy has before the packet
        PACKET,    //!< the packet
        PADDING,   //!< padding and MAC of the frame
        FAILED     //!< nothing: the stream has ended
    };

    /**
     * Read some of the bytes.
     * \param bytes the next bytes of the stream
     * \param size number of bytes
     * \return number of bytes read, at least 1 unless the stream has ended
     */
    uint64_t ReadSome(const uint8_t* bytes, uint64_t size);

    /**
     * Read a byte of the header of a frame.
     * \param byte the byte
     */
    void ReadHeader(uint8_t byte);

    /**
     * Read a byte of the packet id.
     * \param byte the byte
     */
    void ReadPacketId(uint8_t byte);

    /**
     * Read a byte of what Snappy has before the packet.
     * \param byte the byte
     */
    void ReadSnappy(uint8_t byte);

    /** Begin the packet whose code has been read. */
    void Begin();

    /**
     * Bytes of the packet have been read or skipped.
     * \param size number of bytes
     */
    void PassPacket(uint64_t size);

    /**
     * Skip bytes of padding or of a MAC.
     * \param size number of bytes
     */
    void Pass(uint64_t size);

    /**
     * End the stream.
     * \param error what is wrong with the frame
     */
    void Fail(FrameError error);

    uint32_t m_maxSize;              //!< largest frame-data
    bool m_isDevp2p;                 //!< whether frames are those of RlpxFrame::ToDevp2p()
    State m_state{State::HEADER};    //!< what is read next
    std::array<uint8_t, 24> m_start; //!< first bytes of a frame, packet id or Snappy
    uint8_t m_startSize{0};          //!< number of bytes in m_start
    uint32_t m_dataSize{0};          //!< size of frame-data
    uint64_t m_left{0};              //!< bytes left of frame-data, or of what is skipped
    uint64_t m_code{0};              //!< code of the packet
};

} // namespace ns3

#endif /* WAKU_RLPX_PARSER_H */
