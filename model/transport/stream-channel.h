/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_STREAM_CHANNEL_H
#define WAKU_STREAM_CHANNEL_H

#include "stream-frame.h"
#include "stream-parser.h"

#include "ns3/packet.h"

#include <cstdint>
#include <memory>

namespace ns3
{

/**
 * \ingroup waku
 * \brief What is between the frames of protocols and a TCP connection.
 */
enum class SecureChannelKind
{
    NONE,      //!< nothing: a connection carries frames from the first byte on
    NOISE,     //!< the bytes and round trips of Noise and yamux (SecureChannel)
    PLAINTEXT, //!< /plaintext/2.0.0 and yamux, every byte as real nodes write it (PlaintextChannel)
};

/**
 * \ingroup waku
 * \brief Counters of the channels of a node.
 */
struct SecureChannelCounters
{
    uint64_t sentBytes{0};     //!< bytes handed to TCP that belong to no frame, handshakes included
    uint64_t receivedBytes{0}; //!< bytes from TCP that belong to no frame, handshakes included
    uint64_t malformed{0};     //!< connections closed because of malformed bytes
    uint64_t refusedStreams{0}; //!< protocols of streams of the other side that were refused
    uint64_t brokenStreams{0};  //!< streams reset because of malformed bytes
};

/**
 * \ingroup waku
 * \brief The protocols of libp2p between application protocols and a TCP connection: handshake, and
 * a stream for each protocol and direction.
 *
 * As a StreamParser, the channel reads the bytes of the connection and passes the bytes of frames
 * to another parser. What it has to say itself, and each frame that it seals, becomes outgoing
 * bytes, which the owner hands to TCP.
 */
class StreamChannel : public StreamParser
{
  public:
    /** Parser of the bytes of several streams. */
    class Demultiplexer : public StreamParser
    {
      public:
        /**
         * Choose the stream to which the next bytes belong.
         * \param stream number of the stream (StreamProtocols), or NO_STREAM
         */
        virtual void Select(uint32_t stream) = 0;
        /**
         * The other side has opened a stream.
         * \param stream number of the stream
         */
        virtual void HasOpened(uint32_t stream) = 0;
        /**
         * The other side has accepted or refused a stream of this node.
         * \param stream number of the stream
         * \param accepted whether it has accepted the stream
         */
        virtual void HasAnswered(uint32_t stream, bool accepted) = 0;

        /**
         * The other side has closed a stream that it had opened. It may open another one.
         * \param stream number of the stream
         */
        virtual void HasClosed(uint32_t)
        {
        }
    };

    /** Start the handshake when the TCP connection is established. */
    virtual void Start() = 0;

    /** \return whether frames can be sent */
    virtual bool IsEstablished() const = 0;

    /**
     * \return whether the other side has not refused the first protocol of this node, once the
     *         channel is established
     */
    virtual bool IsFirstAccepted() const = 0;

    /** \return whether the channel needs a Demultiplexer even for a node of one protocol */
    virtual bool NeedsDemultiplexer() const
    {
        return false;
    }

    /**
     * Answer streams of Identify with a message.
     * \param message the IdentifyMessage of this node
     * \return whether the channel does so; false if the message has to be sent as a frame
     */
    virtual bool OfferIdentify(Ptr<const StreamFrame>)
    {
        return false;
    }

    /**
     * Set the parser of the bytes of frames, for one stream in each direction.
     * \param parser the parser
     */
    virtual void SetParser(std::unique_ptr<StreamParser> parser) = 0;

    /**
     * Set the parser of the bytes of frames, for several streams. It is also told of streams that
     * are opened from now on.
     * \param parser the parser
     */
    virtual void SetDemultiplexer(std::unique_ptr<Demultiplexer> parser) = 0;

    /** Tell the demultiplexer of the streams that the other side has opened so far. */
    virtual void TellOpened() = 0;

    /** \return whether the bytes of the channel itself are malformed, not those of frames */
    virtual bool IsMalformed() const = 0;

    /** \return number of bytes of frames received since the last call */
    virtual uint32_t TakeFrameBytes() = 0;

    /**
     * \param stream number of a stream of this node
     * \return whether the stream was opened, accepted or not
     */
    virtual bool HasStream(uint32_t stream) const = 0;

    /**
     * Open a stream of this node that is not open. The handshake must be finished.
     * \param stream number of the stream
     */
    virtual void OpenStream(uint32_t stream) = 0;

    /**
     * \param stream number of a stream of this node
     * \return whether the stream was accepted and its window is open
     */
    virtual bool CanSend(uint32_t stream) const = 0;

    /** \return whether a part of a yamux frame was sealed, so that the rest has to be sealed next
     */
    virtual bool IsInYamuxFrame() const = 0;

    /**
     * If nothing is outgoing, make the next outgoing bytes: what the channel itself has to say, or
     * a piece of a frame if the window allows it.
     * \param frame body of the frame that is being sent, or null
     * \param offset number of bytes of the frame that were sealed before
     * \param stream number of the frame's stream
     * \param tail tail of the frame, or null
     * \return number of bytes of the frame that are outgoing
     */
    virtual uint32_t Seal(Ptr<const Packet> frame,
                          uint32_t offset,
                          uint32_t stream = 0,
                          Ptr<const Packet> tail = nullptr) = 0;

    /** \return whether there are bytes to hand to TCP */
    virtual bool HasOutgoing() const = 0;

    /** \return whether Seal would make outgoing bytes without a frame */
    virtual bool OwesWords() const = 0;

    /**
     * \param size largest number of bytes to return, at least 1
     * \return the next outgoing bytes
     */
    virtual Ptr<Packet> PeekOutgoing(uint32_t size) const = 0;

    /**
     * Remove outgoing bytes that have been handed to TCP.
     * \param size number of bytes
     */
    virtual void RemoveOutgoing(uint32_t size) = 0;

    /**
     * Say that the connection is about to be closed, if the channel has words for that.
     * \return whether there are words that were not said before
     */
    virtual bool SayGoodbye()
    {
        return false;
    }
};

} // namespace ns3

#endif /* WAKU_STREAM_CHANNEL_H */
