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
 * The data of an envelope that the pool knows is skipped, as are padding, MACs and packets of
 * unknown code. A message is handed over when the last byte of its frame has come in. Any bytes
 * give messages or counted errors: a frame above the limit is refused by its header, before
 * anything of it is kept, and the first bytes that make no sense end the stream.
 */
class WhisperParser : public StreamParser
{
  public:
    /** Gets messages and errors. */
    class Sink
    {
      public:
        virtual ~Sink() = default;
        /**
         * \param message a complete message
         * \param size bytes of its frame on the wire
         */
        virtual void HandleMessage(const WhisperMessage& message, uint64_t size) = 0;
        /**
         * \param error what was wrong; where DropsWhisperPeer() holds, the stream is lost
         */
        virtual void HandleError(WhisperError error) = 0;
    };

    /**
     * \param dialect the protocol
     * \param pool the envelopes of the run
     * \param maxSize largest frame-data, bytes
     * \param sink gets the messages; must outlive the parser
     */
    WhisperParser(WhisperDialect dialect,
                  Ptr<WhisperEnvelopePool> pool,
                  uint32_t maxSize,
                  Sink& sink);

    uint32_t Read(const uint8_t* bytes, uint32_t size) override;
    uint64_t GetSkippable() const override;
    void Skip(uint64_t size) override;
    bool HasFailed() const override;

  private:
    /** What comes next. */
    enum class State
    {
        HEADER,    //!< header of a frame
        MAC,       //!< MAC of the header
        PACKET_ID, //!< code of the packet
        ENVELOPES, //!< a packet of envelopes
        PACKET,    //!< a packet that is kept until it is complete
        IGNORED,   //!< a packet of unknown code
        PADDING,   //!< padding and MAC of the frame
        FAILED     //!< nothing that could be read
    };

    /**
     * Take some of the bytes.
     * \param bytes the next bytes of the stream
     * \param size how many
     * \return how many were taken, at least 1 unless the stream is lost
     */
    uint64_t ReadSome(const uint8_t* bytes, uint64_t size);

    /** \param byte next byte of the header */
    void ReadHeader(uint8_t byte);

    /** \param byte next byte of the packet id */
    void ReadPacketId(uint8_t byte);

    /** \param code code of the packet whose bytes come next */
    void BeginPacket(uint64_t code);

    /** \param size bytes of padding, MAC or an unknown packet that went by */
    void Pass(uint64_t size);

    /** The bytes of a packet are there. */
    void EndPacket();

    /** The last byte of a frame is there. */
    void EndFrame();

    /** \param error why the stream is lost */
    void Fail(WhisperError error);

    WhisperDialect m_dialect;           //!< protocol
    uint32_t m_maxSize;                 //!< largest frame-data
    Sink& m_sink;                       //!< gets the messages
    State m_state{State::HEADER};       //!< what comes next
    std::array<uint8_t, 16> m_start;    //!< start of the header, or packet id
    uint8_t m_startSize{0};             //!< how much of it there is
    uint32_t m_dataSize{0};             //!< size of frame-data
    uint64_t m_left{0};                 //!< bytes left of what is passed, or of frame-data
    uint64_t m_code{0};                 //!< code of the packet
    WhisperEnvelopesParser m_envelopes; //!< reads packets of envelopes
    std::vector<uint8_t> m_packet;      //!< a packet that is kept
};

} // namespace ns3

#endif /* WAKU_WHISPER_PARSER_H */
