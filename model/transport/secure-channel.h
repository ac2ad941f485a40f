/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_SECURE_CHANNEL_H
#define WAKU_SECURE_CHANNEL_H

#include "noise-header.h"
#include "secure-handshake.h"
#include "stream-parser.h"
#include "yamux-header.h"

#include "ns3/packet.h"

#include <array>
#include <cstdint>
#include <memory>

namespace ns3
{

/**
 * \ingroup waku
 * \brief What the secure channels of a node have cost.
 */
struct SecureChannelCounters
{
    uint64_t sentBytes{0};     //!< bytes given to TCP that belong to no frame, handshakes included
    uint64_t receivedBytes{0}; //!< bytes got from TCP that belong to no frame, handshakes included
    uint64_t malformed{0};     //!< connections closed since the other side made no sense
};

/**
 * \ingroup waku
 * \brief What libp2p puts between pubsub and a TCP connection: the Noise channel, and in it yamux
 * with one stream for each direction.
 *
 * Nothing is encrypted, but each byte is there. After the handshake (SecureHandshake) a frame costs
 *
 * - 12 bytes of yamux data header once for each write (libp2p specs, yamux, "Framing"), which is a
 *   frame, or as much of it as the stream's window allows;
 * - 2 bytes of Noise length and 16 of tag around each 65519 bytes of what yamux writes, since a
 * Noise message has at most 65535 bytes (noise, "Wire Format");
 *
 * and a receiver sends a window update of 12 bytes in a Noise message (30) whenever it has read
 * half of the initial window of 262144 bytes (yamux, "Flow Control"), as nim-libp2p and hashicorp's
 * yamux do. A sender whose window is used up waits for it, so a stream carries at most 256 KiB in a
 * round trip. Pings, go-away messages and the ends of streams are left out.
 *
 * As a StreamParser it takes the bytes off the connection and hands those of frames to the parser
 * of the frames; payload goes by unseen as it does without the channel. Any bytes of the other side
 * are either what they have to be or an error.
 */
class SecureChannel : public StreamParser
{
  public:
    /**
     * \param dialler whether this node dialled
     * \param counters of the node; must outlive the channel
     */
    SecureChannel(bool dialler, SecureChannelCounters& counters);
    ~SecureChannel() override;

    /** The TCP connection is there; a dialler's first flight is now outgoing. */
    void Start();

    /** \return whether the handshake is over and frames can be sealed */
    bool IsEstablished() const
    {
        return !m_handshake;
    }

    /** \param parser gets the bytes of frames; without it, they are skipped */
    void SetParser(std::unique_ptr<StreamParser> parser);

    uint32_t Read(const uint8_t* bytes, uint32_t size) override;
    uint64_t GetSkippable() const override;
    void Skip(uint64_t size) override;
    bool HasFailed() const override;

    /** \return whether the other side made no sense to the channel, rather than to the parser */
    bool IsMalformed() const
    {
        return m_failed;
    }

    /** \return the bytes of frames that were received since the last call */
    uint32_t TakeFrameBytes();

    /**
     * If nothing is outgoing, make the next Noise message: a window update that is due, or a piece
     * of a frame if the window allows.
     * \param frame what is being sent, or null
     * \param offset bytes of it that were sealed before
     * \return how many more were sealed now
     */
    uint32_t Seal(Ptr<const Packet> frame, uint32_t offset);

    /** \return whether there are bytes that TCP has to get next */
    bool HasOutgoing() const
    {
        return m_outgoing != nullptr;
    }

    /** \return whether a window update is due */
    bool OwesWindowUpdate() const
    {
        return m_consumed >= YamuxHeader::INITIAL_WINDOW / 2;
    }

    /** \param size room for bytes, at least 1 \return as many of the outgoing ones as fit */
    Ptr<Packet> PeekOutgoing(uint32_t size) const;

    /** \param size how many of the outgoing bytes TCP has got */
    void RemoveOutgoing(uint32_t size);

  private:
    /** \param bytes of the handshake \param size how many \return how many were taken */
    uint32_t ReadHandshake(const uint8_t* bytes, uint32_t size);
    /** \param bytes that begin in a Noise length \return how many were taken */
    uint32_t ReadLength(const uint8_t* bytes);
    /** \param size bytes there are \return how many of them belong to a tag */
    uint32_t ReadTag(uint32_t size);
    /** \param bytes inside of a Noise message \param size how many \return how many were taken */
    uint32_t ReadPlaintext(const uint8_t* bytes, uint32_t size);
    /** \param bytes that begin in a yamux header \param size how many \return how many were taken
     */
    uint32_t ReadHeader(const uint8_t* bytes, uint32_t size);
    /** \param header a frame of yamux that begins */
    void HandleHeader(const YamuxHeader& header);
    /** \param size bytes of frames that went by */
    void Consume(uint32_t size);
    /** The next flight is outgoing if it is this node's turn. */
    void Speak();
    /** \return number of the stream on which this node sends */
    uint32_t GetSendStream() const;

    SecureChannelCounters& m_counters;            //!< of the node
    std::unique_ptr<SecureHandshake> m_handshake; //!< until it is over
    std::unique_ptr<StreamParser> m_parser;       //!< gets the bytes of frames

    std::array<uint8_t, YamuxHeader::SIZE> m_header; //!< bytes of a yamux header that has begun
    uint8_t m_headerSize{0};                         //!< how many
    uint8_t m_lengthSize{0};                         //!< bytes of a Noise length that has begun
    bool m_dialler;                                  //!< whether this node dialled
    bool m_failed{false};                            //!< whether the other side made no sense
    uint16_t m_length{0};                            //!< value of those bytes
    uint32_t m_plaintextLeft{0};                     //!< bytes to come in this Noise message
    uint32_t m_tagLeft{0};                           //!< bytes of its tag to come
    uint32_t m_dataLeft{0};                          //!< bytes to come in this yamux frame
    uint32_t m_frameBytes{0};                        //!< bytes of frames since TakeFrameBytes
    uint32_t m_receiveWindow;                        //!< bytes that the other side may send
    uint32_t m_consumed;                             //!< bytes read since the last window update

    Ptr<Packet> m_outgoing;       //!< bytes that TCP has to get next, or null
    uint32_t m_outgoingOffset{0}; //!< how many it has got
    uint32_t m_sendLeft{0};       //!< bytes of the current yamux frame that are not sealed yet
    uint32_t m_sendWindow;        //!< bytes that this node may send
};

} // namespace ns3

#endif /* WAKU_SECURE_CHANNEL_H */
