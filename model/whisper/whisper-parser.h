/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_WHISPER_PARSER_H
#define WAKU_WHISPER_PARSER_H

#include "whisper-envelopes-parser.h"
#include "whisper-error.h"
#include "whisper-message.h"

#include "ns3/rlpx-parser.h"

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
class WhisperParser : public RlpxParser
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

  protected:
    void BeginPacket(uint64_t code, uint64_t size) override;
    uint64_t ReadPacket(const uint8_t* bytes, uint64_t size) override;
    uint64_t GetPacketSkippable() const override;
    void SkipPacket(uint64_t size) override;
    void EndFrame(uint64_t size) override;
    void FailFrame(FrameError error) override;

  private:
    /** What is read next of a packet. */
    enum class Part
    {
        SYNC,      //!< a sync response up to its list of envelopes
        ENVELOPES, //!< envelopes
        STORED,    //!< what is stored until it is complete
        IGNORED    //!< a packet with an unknown code
    };

    /**
     * Read a byte of a sync response before its envelopes.
     * \param byte the byte
     */
    void ReadSync(uint8_t byte);

    /** All envelopes of a packet have been read. */
    void EndEnvelopes();

    /**
     * End the stream.
     * \param error the error
     */
    void Fail(WhisperError error);

    WhisperDialect m_dialect;           //!< protocol
    Sink& m_sink;                       //!< receiver of messages and errors
    Part m_part{Part::IGNORED};         //!< what is read next of the packet
    std::array<uint8_t, 24> m_start;    //!< first bytes of a sync response
    uint8_t m_startSize{0};             //!< number of bytes in m_start
    uint64_t m_left{0};                 //!< bytes left of the packet
    uint64_t m_code{0};                 //!< code of the packet
    WhisperEnvelopesParser m_envelopes; //!< reads packets with envelopes
    std::vector<uint8_t> m_packet;      //!< bytes of a packet that is stored
};

} // namespace ns3

#endif /* WAKU_WHISPER_PARSER_H */
