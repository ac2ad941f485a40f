/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_SECURE_CHANNEL_H
#define WAKU_SECURE_CHANNEL_H

#include "noise-header.h"
#include "secure-handshake.h"
#include "stream-channel.h"
#include "stream-protocols.h"
#include "yamux-header.h"

#include "ns3/packet.h"

#include <array>
#include <boost/container/small_vector.hpp>
#include <cstdint>
#include <memory>
#include <string>

namespace ns3
{

/**
 * \ingroup waku
 * \brief libp2p's secure channel as what it costs (SecureChannelKind::NOISE): the Noise
 * channel and, within it, yamux with one stream for each protocol and direction.
 *
 * After SecureHandshake, each node opens a stream on which it sends frames of its first protocol,
 * as pubsub does. It opens streams of its other protocols when they are first needed. To open a
 * stream, a node sends Noise messages with a yamux window update with SYN (30 bytes; libp2p specs,
 * yamux, "Opening a stream") and, as yamux data (12 + 18 more bytes each), two lines of
 * multistream-select: `/multistream/1.0.0` (20 bytes) and the protocol id (its length + 2 bytes).
 * The response is a window update with ACK and the same two lines. The second line of the response
 * is `na` if the other node does not speak the protocol, or already has a stream of the protocol
 * from this node. For `/meshsub/1.2.0`, opening and response have 126 bytes each. The listener
 * opens its first stream in the last flight of the handshake. The dialler opens its first stream
 * together with its response to that (252 bytes). The listener can send frames when it has this
 * response. The dialler can send when it has the response to its own opening (126 bytes), which the
 * listener sends before its frames.
 *
 * Nothing is encrypted, but all bytes are sent. After the opening, a frame costs
 *
 * - 12 bytes of a yamux data header for each write (yamux, "Framing"); a write is a frame, or as
 *   much of it as the window of the stream allows;
 * - 2 bytes of length and 16 bytes of tag for each 65519 bytes that yamux writes, since a Noise
 *   message has at most 65535 bytes (noise, "Wire Format").
 *
 * A receiver sends a window update of 12 bytes in a Noise message (30 bytes) whenever it has read
 * half of the initial window of a stream, which is 262144 bytes (yamux, "Flow Control"), as
 * nim-libp2p and hashicorp's yamux do. A sender whose window is used up waits for a window update,
 * so a stream carries at most 256 KiB per round trip. Other streams can send in the meantime.
 * Pings, go-away frames and stream closing are not modelled.
 *
 * As a StreamParser, the channel reads the bytes of the connection and passes the bytes of frames
 * to another parser. Payload can be skipped as without the channel. Bytes of the other side that
 * are not what the protocols require are an error. Each line of multistream-select has to arrive in
 * one yamux frame.
 */
class SecureChannel : public StreamChannel
{
  public:
    /** Largest number of streams that the other side may open. Another one is an error. */
    static constexpr uint32_t MAX_STREAMS = 256;

    /**
     * \param dialler whether this node dialled
     * \param protocols protocols of this node, at least one; must outlive the channel
     * \param counters counters of the node; must outlive the channel
     */
    SecureChannel(bool dialler, const StreamProtocols& protocols, SecureChannelCounters& counters);
    ~SecureChannel() override;

    /**
     * Start the handshake when the TCP connection is established. The first flight of a dialler
     * becomes outgoing.
     */
    void Start() override;

    /** \return whether the other side has responded to the first stream of this node */
    bool IsEstablished() const override
    {
        return m_isEstablished;
    }

    /**
     * \return whether the other side has accepted the first stream of this node, and so speaks its
     *        first protocol
     */
    bool IsFirstAccepted() const override
    {
        return m_isEstablished && m_outbound[0].state == Outbound::OPEN;
    }

    /**
     * Set the parser of the bytes of frames, for one stream in each direction.
     * \param parser the parser
     */
    void SetParser(std::unique_ptr<StreamParser> parser) override;

    /**
     * Set the parser of the bytes of frames, for several streams. It is also told of streams that
     * are opened from now on.
     * \param parser the parser
     */
    void SetDemultiplexer(std::unique_ptr<Demultiplexer> parser) override;

    /** Tell the demultiplexer of the streams that the other side has opened so far. */
    void TellOpened() override;

    uint32_t Read(const uint8_t* bytes, uint32_t size) override;
    uint64_t GetSkippable() const override;
    void Skip(uint64_t size) override;
    bool HasFailed() const override;

    /** \return whether the bytes of the channel itself are malformed, not those of frames */
    bool IsMalformed() const override
    {
        return m_failed;
    }

    /** \return number of bytes of frames received since the last call */
    uint32_t TakeFrameBytes() override;

    /**
     * \param stream number of a stream of this node
     * \return whether the stream was opened, accepted or not
     */
    bool HasStream(uint32_t stream) const override
    {
        return FindOutbound(stream) != nullptr;
    }

    /**
     * Open a stream of this node that is not open. The handshake must be finished.
     * \param stream number of the stream
     */
    void OpenStream(uint32_t stream) override;

    /**
     * \param stream number of a stream of this node
     * \return whether the stream was accepted and its window is open
     */
    bool CanSend(uint32_t stream) const override
    {
        const Outbound* out = FindOutbound(stream);
        return out && out->state == Outbound::OPEN && out->window > 0;
    }

    /** \return whether a part of a yamux frame was sent, so that the rest has to be sent next */
    bool IsInYamuxFrame() const override
    {
        return m_sendLeft > 0;
    }

    /**
     * If nothing is outgoing, make the next Noise message: a response or window update that is due,
     * or a piece of a frame if the window allows it.
     * \param frame body of the frame that is being sent, or null
     * \param offset number of bytes of the frame that are in earlier Noise messages
     * \param stream number of the frame's stream
     * \param tail tail of the frame, or null
     * \return number of bytes of the frame that are in this Noise message
     */
    uint32_t Seal(Ptr<const Packet> frame,
                  uint32_t offset,
                  uint32_t stream = 0,
                  Ptr<const Packet> tail = nullptr) override;

    /** \return whether there are bytes to hand to TCP */
    bool HasOutgoing() const override
    {
        return m_outgoing != nullptr;
    }

    /** \return whether Seal would make a Noise message without a frame */
    bool OwesWords() const override
    {
        return m_words || OwesWindowUpdate();
    }

    /** \return whether a window update is due */
    bool OwesWindowUpdate() const
    {
        for (const Inbound& in : m_inbound)
        {
            if (in.consumed >= YamuxHeader::INITIAL_WINDOW / 2)
            {
                return true;
            }
        }
        return false;
    }

    /**
     * \param size largest number of bytes to return, at least 1
     * \return the next outgoing bytes
     */
    Ptr<Packet> PeekOutgoing(uint32_t size) const override;

    /**
     * Remove outgoing bytes that have been handed to TCP.
     * \param size number of bytes
     */
    void RemoveOutgoing(uint32_t size) override;

    /**
     * \param id a protocol id
     * \return bytes of the stream's window that its opening uses: the two lines
     */
    static uint32_t GetOpeningBytes(const std::string& id);

  private:
    /** A stream on which this node sends. */
    struct Outbound
    {
        /** Response of the other side. */
        enum State : uint8_t
        {
            OPENING, //!< no response yet
            ACKED,   //!< the stream is accepted, its protocol is not
            OPEN,    //!< the protocol is accepted
            REFUSED, //!< the protocol is refused
        };

        uint32_t id;            //!< yamux's number
        uint32_t stream;        //!< number of the stream (StreamProtocols)
        uint32_t window;        //!< bytes that this node may send
        State state{OPENING};   //!< response of the other side
        bool hasGreeted{false}; //!< whether its first line is there
    };

    /** A stream on which the other side sends. */
    struct Inbound
    {
        uint32_t id;                                  //!< yamux's number
        uint32_t stream{StreamProtocols::NO_STREAM};  //!< number once it is settled
        uint32_t window{YamuxHeader::INITIAL_WINDOW}; //!< bytes that the other side may send
        uint32_t consumed{0};                         //!< bytes read since the last window update
        bool hasGreeted{false};                       //!< whether its first line is there
    };

    /**
     * Read bytes of the handshake.
     * \param bytes the bytes
     * \param size number of bytes
     * \return number of bytes read
     */
    uint32_t ReadHandshake(const uint8_t* bytes, uint32_t size);
    /**
     * Read a byte of a Noise length.
     * \param bytes the bytes
     * \return number of bytes read
     */
    uint32_t ReadLength(const uint8_t* bytes);
    /**
     * Read bytes of a tag.
     * \param size number of bytes available
     * \return number of bytes read
     */
    uint32_t ReadTag(uint32_t size);
    /**
     * Read bytes of the plaintext of a Noise message.
     * \param bytes the bytes
     * \param size number of bytes
     * \return number of bytes read
     */
    uint32_t ReadPlaintext(const uint8_t* bytes, uint32_t size);
    /**
     * Read bytes of a yamux header.
     * \param bytes the bytes
     * \param size number of bytes
     * \return number of bytes read
     */
    uint32_t ReadHeader(const uint8_t* bytes, uint32_t size);
    /**
     * Read bytes of a line of multistream-select.
     * \param bytes the bytes
     * \param size number of bytes
     * \return number of bytes read
     */
    uint32_t ReadLine(const uint8_t* bytes, uint32_t size);
    /**
     * Begin a yamux frame.
     * \param header header of the frame
     * \return whether the frame is allowed
     */
    bool HandleHeader(const YamuxHeader& header);
    /**
     * Handle a frame that opens or accepts a stream.
     * \param header header of the frame
     * \return whether the frame is allowed
     */
    bool HandleStream(const YamuxHeader& header);
    /**
     * Begin a data frame.
     * \param header header of the frame
     * \return whether the frame is allowed
     */
    bool HandleData(const YamuxHeader& header);
    /**
     * Handle a line on a stream that the other side has opened.
     * \param line the line
     * \return whether the line is allowed
     */
    bool HandleInboundLine(const std::string& line);
    /**
     * Handle a line of the response to a stream of this node.
     * \param line the line
     * \return whether the line is allowed
     */
    bool HandleOutboundLine(const std::string& line);
    /**
     * Count bytes of frames that were read or skipped.
     * \param size number of bytes
     */
    void Consume(uint32_t size);
    /** Note that the bytes of the other side are malformed. */
    void Fail();
    /** Make the next flight of the handshake outgoing, if it is this node's turn. */
    void Speak();
    /**
     * Add bytes of the handshake or of yamux that are sent next.
     * \param words the bytes
     */
    void Say(Ptr<Packet> words);
    /**
     * Open or accept a stream.
     * \param flag SYN or ACK
     * \param id yamux's id of the stream
     * \param line second line of multistream-select
     */
    void SayStream(YamuxHeader::Flag flag, uint32_t id, const std::string& line);
    /**
     * \param id yamux's id of a stream
     * \return the stream if this node sends on it, or null
     */
    Outbound* FindOutboundById(uint32_t id);
    /**
     * \param id yamux's id of a stream
     * \return index of the stream in m_inbound; the number of its elements if there is none
     */
    uint32_t FindInboundById(uint32_t id) const;

    /**
     * \param stream number of a stream
     * \return the stream, or null if it was not opened
     */
    const Outbound* FindOutbound(uint32_t stream) const
    {
        for (const Outbound& out : m_outbound)
        {
            if (out.stream == stream)
            {
                return &out;
            }
        }
        return nullptr;
    }

    const StreamProtocols& m_protocols;                     //!< protocols of the node
    SecureChannelCounters& m_counters;                      //!< counters of the node
    std::unique_ptr<SecureHandshake> m_handshake;           //!< the handshake, until it is finished
    std::unique_ptr<StreamParser> m_parser;                 //!< parser of the bytes of frames
    Demultiplexer* m_demultiplexer{nullptr};                //!< that parser if it is one, or null
    boost::container::small_vector<Outbound, 1> m_outbound; //!< in the order of opening
    boost::container::small_vector<Inbound, 1> m_inbound;   //!< streams that were not refused
    std::unique_ptr<std::string> m_line;                    //!< first bytes of a line, or null

    std::array<uint8_t, YamuxHeader::SIZE> m_header; //!< first bytes of a yamux header
    uint8_t m_headerSize{0};                         //!< number of bytes in m_header
    uint8_t m_lengthSize{0};                         //!< number of bytes of a Noise length read
    bool m_dialler;                                  //!< whether this node dialled
    bool m_isEstablished{false};                     //!< whether frames can be sent
    bool m_failed{false};                            //!< whether bytes were malformed
    bool m_isAnswer{false};                          //!< whether the line belongs to a response
    uint16_t m_length{0};                            //!< value of a Noise length
    uint16_t m_nInbound{0};                          //!< streams that the other side has opened
    uint32_t m_current{0};                           //!< index of the stream whose data are read
    uint32_t m_plaintextLeft{0};                     //!< bytes left of this Noise message
    uint32_t m_tagLeft{0};                           //!< bytes left of its tag
    uint32_t m_dataLeft{0};                          //!< bytes left of this yamux frame
    uint32_t m_frameBytes{0};                        //!< bytes of frames since TakeFrameBytes

    Ptr<Packet> m_outgoing;       //!< bytes to hand to TCP next, or null
    Ptr<Packet> m_outgoingTail;   //!< bytes after them, of a frame's tail, or null
    Ptr<Packet> m_words;          //!< bytes to send after the yamux frame, or null
    uint32_t m_outgoingOffset{0}; //!< number of bytes of m_outgoing handed to TCP
    uint32_t m_sendLeft{0};       //!< bytes of the current yamux frame that are not sealed yet
};

} // namespace ns3

#endif /* WAKU_SECURE_CHANNEL_H */
