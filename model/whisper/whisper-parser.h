/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_WHISPER_PARSER_H
#define WAKU_WHISPER_PARSER_H

#include "whisper-envelopes-parser.h"
#include "whisper-error.h"
#include "whisper-message.h"

#include "ns3/stream-parser.h"

#include <array>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief Reads Whisper or Waku 1 messages from the bytes of a stream of RLPx frames.
 *
 * The parser skips the data of envelopes that are in the pool, padding, MACs and packets with an
 * unknown code. It passes a message to the sink when the last byte of its frame has arrived.
 * Whatever the bytes are, the sink gets messages or errors. A frame above the limit is refused once
 * its size has been read, before anything of it is stored. The first malformed bytes end the
 * stream.
 */
class WhisperParser : public StreamParser
{
  public:
    /** Receives messages and errors. */
    class Sink
    {
      public:
        virtual ~Sink() = default;
        /**
         * Handle a message.
         * \param message the message
         * \param size bytes of the message's frame on the wire
         */
        virtual void HandleMessage(const WhisperMessage& message, uint64_t size) = 0;
        /**
         * Handle an error.
         * \param error the error; if DropsWhisperPeer() is true for it, the stream has ended
         */
        virtual void HandleError(WhisperError error) = 0;
    };

    /**
     * \param dialect the protocol
     * \param pool pool of the envelopes of the run
     * \param maxSize largest frame-data, in bytes
     * \param sink receiver of messages and errors; must outlive the parser
     * \param isDevp2p whether frames are those of RlpxFrame::ToDevp2p()
     */
    WhisperParser(WhisperDialect dialect,
                  Ptr<WhisperEnvelopePool> pool,
                  uint32_t maxSize,
                  Sink& sink,
                  bool isDevp2p = false);

    uint32_t Read(const uint8_t* bytes, uint32_t size) override;
    uint64_t GetSkippable() const override;
    void Skip(uint64_t size) override;
    bool HasFailed() const override;

  private:
    /** What is read next. */
    enum class State
    {
        HEADER,    //!< header of a frame
        MAC,       //!< MAC of the header
        PACKET_ID, //!< code of the packet
        SNAPPY,    //!< what Snappy has before the packet
        SYNC,      //!< a sync response up to its list of envelopes
        ENVELOPES, //!< a packet of envelopes
        PACKET,    //!< a packet that is stored until it is complete
        IGNORED,   //!< a packet with an unknown code
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
    void BeginPacket();

    /**
     * Read a byte of a sync response before its envelopes.
     * \param byte the byte
     */
    void ReadSync(uint8_t byte);

    /** All envelopes of a packet have been read. */
    void EndEnvelopes();

    /**
     * Skip bytes of padding, a MAC or an unknown packet.
     * \param size number of bytes
     */
    void Pass(uint64_t size);

    /** Decode a packet whose bytes are complete. */
    void EndPacket();

    /** Pass the message of a complete frame to the sink. */
    void EndFrame();

    /**
     * End the stream.
     * \param error the error
     */
    void Fail(WhisperError error);

    WhisperDialect m_dialect;           //!< protocol
    uint32_t m_maxSize;                 //!< largest frame-data
    Sink& m_sink;                       //!< receiver of messages and errors
    bool m_isDevp2p;                    //!< whether frames are those of RlpxFrame::ToDevp2p()
    State m_state{State::HEADER};       //!< what is read next
    std::array<uint8_t, 24> m_start;    //!< first bytes of a frame, packet id, Snappy or packet
    uint8_t m_startSize{0};             //!< number of bytes in m_start
    uint32_t m_dataSize{0};             //!< size of frame-data
    uint64_t m_left{0};                 //!< bytes left of frame-data, or of what is skipped
    uint64_t m_tail{0};                 //!< bytes of a sync response after its envelopes
    uint64_t m_code{0};                 //!< code of the packet
    WhisperEnvelopesParser m_envelopes; //!< reads packets with envelopes
    std::vector<uint8_t> m_packet;      //!< bytes of a packet that is stored
};

} // namespace ns3

#endif /* WAKU_WHISPER_PARSER_H */
