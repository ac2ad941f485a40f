/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_SECURE_CHANNEL_H
#define WAKU_SECURE_CHANNEL_H

#include "noise-header.h"
#include "secure-handshake.h"
#include "stream-parser.h"
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
 * \brief What libp2p puts between protocols and a TCP connection: the Noise channel, and in it
 * yamux with one stream for each protocol and direction.
 *
 * After SecureHandshake each node opens a stream for what it sends of its first protocol, as pubsub
 * does, and those of other protocols when they are first needed. An opening is, in Noise messages,
 * a yamux window update with SYN (30 bytes; libp2p specs, yamux, "Opening a stream") and, as yamux
 * data (12+18 bytes more each), the lines of multistream-select `/multistream/1.0.0` (20) and the
 * protocol id (2 more than it has). The answer is a window update with ACK and the same two lines,
 * or `na` for the second one if the other side does not speak the protocol, or has a stream of it
 * from this node already. For `/meshsub/1.2.0` either takes 126 bytes. The listener's opening goes
 * with the last flight of the handshake; the dialler's goes with the answer to that (252); so the
 * listener can send once that answer is there, and the dialler once it has got the answer to its
 * own opening (126), which comes ahead of whatever the listener sends.
 *
 * Nothing is encrypted, but each byte is there. After all this a frame costs
 *
 * - 12 bytes of yamux data header once for each write (yamux, "Framing"), which is a frame, or as
 *   much of it as the stream's window allows;
 * - 2 bytes of Noise length and 16 of tag around each 65519 bytes of what yamux writes, since a
 *   Noise message has at most 65535 bytes (noise, "Wire Format");
 *
 * and a receiver sends a window update of 12 bytes in a Noise message (30) whenever it has read
 * half of the initial window of 262144 bytes of a stream (yamux, "Flow Control"), as nim-libp2p and
 * hashicorp's yamux do. A sender whose window is used up waits for it, so a stream carries at most
 * 256 KiB in a round trip; others go on meanwhile. Pings, go-away frames and stream closing are
 * left out.
 *
 * As a StreamParser it takes the bytes off the connection and hands those of frames to the parser
 * of the frames; payload goes by unseen as it does without the channel. Any bytes of the other side
 * are either what they have to be or an error. A line of multistream-select has to come in one
 * yamux frame.
 */
class SecureChannel : public StreamParser
{
  public:
    /** Streams that the other side may open; each further one is an error. */
    static constexpr uint32_t MAX_STREAMS = 256;

    /** Gets the bytes of several streams, and is told of them. */
    class Demultiplexer : public StreamParser
    {
      public:
        /** \param stream the bytes that come next are of it (StreamProtocols) */
        virtual void Select(uint32_t stream) = 0;
        /** \param stream the other side has opened it */
        virtual void HasOpened(uint32_t stream) = 0;
        /** \param stream of this node \param accepted whether the other side has accepted it */
        virtual void HasAnswered(uint32_t stream, bool accepted) = 0;
    };

    /**
     * \param dialler whether this node dialled
     * \param protocols of this node, at least one; must outlive the channel
     * \param counters of the node; must outlive the channel
     */
    SecureChannel(bool dialler, const StreamProtocols& protocols, SecureChannelCounters& counters);
    ~SecureChannel() override;

    /** The TCP connection is there; a dialler's first flight is now outgoing. */
    void Start();

    /** \return whether the other side has answered to the first stream of this node */
    bool IsEstablished() const
    {
        return m_isEstablished;
    }

    /** \return whether the other side speaks the first protocol of this node */
    bool IsFirstAccepted() const
    {
        return m_isEstablished && m_outbound[0].state == Outbound::OPEN;
    }

    /** \param parser gets the bytes of frames where there is one stream in each direction */
    void SetParser(std::unique_ptr<StreamParser> parser);

    /** \param parser gets the bytes of frames, and is told of streams that are opened from now on
     */
    void SetDemultiplexer(std::unique_ptr<Demultiplexer> parser);

    /** Tell the demultiplexer of the streams that the other side has opened. */
    void TellOpened();

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

    /** \param stream of this node \return whether it was opened, be it accepted or not */
    bool HasStream(uint32_t stream) const
    {
        return FindOutbound(stream) != nullptr;
    }

    /** \param stream of this node, which has none yet; the handshake is over */
    void OpenStream(uint32_t stream);

    /** \param stream of this node \return whether it was accepted and its window is open */
    bool CanSend(uint32_t stream) const
    {
        const Outbound* out = FindOutbound(stream);
        return out && out->state == Outbound::OPEN && out->window > 0;
    }

    /** \return whether a yamux frame has begun; the rest of it has to go next */
    bool IsInYamuxFrame() const
    {
        return m_sendLeft > 0;
    }

    /**
     * If nothing is outgoing, make the next Noise message: an answer or a window update that is
     * due, or a piece of a frame if the window allows.
     * \param frame what is being sent, or null
     * \param offset bytes of it that were sealed before
     * \param stream whose frame it is
     * \return how many more were sealed now
     */
    uint32_t Seal(Ptr<const Packet> frame, uint32_t offset, uint32_t stream = 0);

    /** \return whether there are bytes that TCP has to get next */
    bool HasOutgoing() const
    {
        return m_outgoing != nullptr;
    }

    /** \return whether Seal would have something to say without a frame */
    bool OwesWords() const
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

    /** \param size room for bytes, at least 1 \return as many of the outgoing ones as fit */
    Ptr<Packet> PeekOutgoing(uint32_t size) const;

    /** \param size how many of the outgoing bytes TCP has got */
    void RemoveOutgoing(uint32_t size);

    /**
     * \param id protocol id
     * \return bytes that the opening of a stream takes off its window: the two lines
     */
    static uint32_t GetOpeningBytes(const std::string& id);

  private:
    /** A stream on which this node sends. */
    struct Outbound
    {
        /** What the other side has said. */
        enum State : uint8_t
        {
            OPENING, //!< nothing
            ACKED,   //!< the stream is there, its protocol is not settled
            OPEN,    //!< it speaks the protocol
            REFUSED, //!< it does not
        };

        uint32_t id;            //!< yamux's number
        uint32_t stream;        //!< number of the stream (StreamProtocols)
        uint32_t window;        //!< bytes that this node may send
        State state{OPENING};   //!< what the other side has said
        bool hasGreeted{false}; //!< whether its first line is there
    };

    /** A stream on which the other side sends. */
    struct Inbound
    {
        uint32_t id;                                  //!< yamux's number
        uint32_t stream{StreamProtocols::NO_STREAM};  //!< number once it is settled
        uint32_t window{YamuxHeader::INITIAL_WINDOW}; //!< bytes that the other side may send
        uint32_t consumed{0};                         //!< read since the last window update
        bool hasGreeted{false};                       //!< whether its first line is there
    };

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
    /** \param bytes of a line of multistream-select \param size how many \return how many were
     * taken
     */
    uint32_t ReadLine(const uint8_t* bytes, uint32_t size);
    /** \param header a frame of yamux that begins \return whether it makes sense */
    bool HandleHeader(const YamuxHeader& header);
    /** \param header that makes a stream or answers to one \return whether it makes sense */
    bool HandleStream(const YamuxHeader& header);
    /** \param header data that begin \return whether they make sense */
    bool HandleData(const YamuxHeader& header);
    /** \param line of a stream of the other side \return whether it makes sense */
    bool HandleInboundLine(const std::string& line);
    /** \param line of an answer to this node \return whether it makes sense */
    bool HandleOutboundLine(const std::string& line);
    /** \param size bytes of frames that went by */
    void Consume(uint32_t size);
    /** The other side made no sense. */
    void Fail();
    /** The next flight is outgoing if it is this node's turn. */
    void Speak();
    /** \param words of handshake or multiplexer that go out next */
    void Say(Ptr<Packet> words);
    /** \param flag SYN or ACK \param id number of the stream \param line its second line */
    void SayStream(YamuxHeader::Flag flag, uint32_t id, const std::string& line);
    /** \param id yamux's number \return the stream on which this node sends, or null */
    Outbound* FindOutboundById(uint32_t id);
    /** \param id yamux's number \return where the stream of the other side is, or the end */
    uint32_t FindInboundById(uint32_t id) const;

    /** \param stream number of a stream \return it, or null if it was not opened */
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

    const StreamProtocols& m_protocols;                     //!< of the node
    SecureChannelCounters& m_counters;                      //!< of the node
    std::unique_ptr<SecureHandshake> m_handshake;           //!< until it is over
    std::unique_ptr<StreamParser> m_parser;                 //!< gets the bytes of frames
    Demultiplexer* m_demultiplexer{nullptr};                //!< that parser if it is one, or null
    boost::container::small_vector<Outbound, 1> m_outbound; //!< in the order of opening
    boost::container::small_vector<Inbound, 1> m_inbound;   //!< that were not refused
    std::unique_ptr<std::string> m_line;                    //!< a line that has begun, or null

    std::array<uint8_t, YamuxHeader::SIZE> m_header; //!< bytes of a yamux header that has begun
    uint8_t m_headerSize{0};                         //!< how many
    uint8_t m_lengthSize{0};                         //!< bytes of a Noise length that has begun
    bool m_dialler;                                  //!< whether this node dialled
    bool m_isEstablished{false};                     //!< whether frames can go
    bool m_failed{false};                            //!< whether the other side made no sense
    bool m_isAnswer{false};                          //!< whether the line is an answer
    uint16_t m_length{0};                            //!< value of a Noise length
    uint16_t m_nInbound{0};                          //!< streams that the other side has opened
    uint32_t m_current{0};                           //!< stream whose data come, by its place
    uint32_t m_plaintextLeft{0};                     //!< bytes to come in this Noise message
    uint32_t m_tagLeft{0};                           //!< bytes of its tag to come
    uint32_t m_dataLeft{0};                          //!< bytes to come in this yamux frame
    uint32_t m_frameBytes{0};                        //!< bytes of frames since TakeFrameBytes

    Ptr<Packet> m_outgoing;       //!< bytes that TCP has to get next, or null
    Ptr<Packet> m_words;          //!< what has to wait for the end of a yamux frame, or null
    uint32_t m_outgoingOffset{0}; //!< how many of m_outgoing it has got
    uint32_t m_sendLeft{0};       //!< bytes of the current yamux frame that are not sealed yet
};

} // namespace ns3

#endif /* WAKU_SECURE_CHANNEL_H */
