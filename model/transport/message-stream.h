/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_MESSAGE_STREAM_H
#define WAKU_MESSAGE_STREAM_H

#include "peer-info.h"
#include "secure-channel.h"
#include "stream-dispatcher.h"
#include "stream-frame.h"
#include "stream-parser.h"
#include "stream-send-limits.h"
#include "stream-send-queue.h"

#include "ns3/simple-ref-count.h"
#include "ns3/socket.h"

#include <memory>

namespace ns3
{

class StreamMux;

/**
 * \ingroup waku
 * \brief Messages over a TCP socket: frames go out whole and in the order of a SendQueue, incoming
 * bytes go to a StreamParser.
 *
 * Frames wait here, not in TCP, once TCP has enough unsent bytes (as with the socket option
 * TCP_NOTSENT_LOWAT of Linux), so that a frame which is not needed any more can be taken back, and
 * a control frame goes ahead of the others.
 * A frame larger than the room in TCP's buffer is handed over in parts.
 *
 * With a SecureChannel, the stream is connected only once its handshake is over, and the channel's
 * bytes go around those of frames.
 *
 * With a StreamMux, several streams share it, and a frame is sent on one of them.
 */
class MessageStream : public SimpleRefCount<MessageStream>
{
  public:
    /** Is told what happens on a stream. It may close the stream in any of the calls. */
    class Observer
    {
      public:
        virtual ~Observer() = default;
        /** \param stream its TCP connection is established, and its secure channel if it has one */
        virtual void StreamConnected(MessageStream& stream) = 0;
        /** \param stream its connection was closed, reset, or could not be made */
        virtual void StreamClosed(MessageStream& stream) = 0;
        /** \param stream its parser or secure channel has failed, and it has been closed */
        virtual void StreamBroken(MessageStream& stream) = 0;
        /** \param stream the stream \param frame TCP has got its last byte */
        virtual void FrameSent(MessageStream& stream, Ptr<const StreamFrame> frame) = 0;
        /** \param stream the stream \param frame found no room in the queue */
        virtual void FrameDropped(MessageStream& stream, Ptr<const StreamFrame> frame) = 0;
        /**
         * \param stream the stream
         * \param bytes so many were read, those of a secure channel not counted
         */
        virtual void BytesReceived(MessageStream& stream, uint32_t bytes) = 0;

        /** \param mark of bytes, without a mux \return whether they are of the only protocol */
        virtual bool IsOwnMark(uint32_t mark) const = 0;

        /** \param stream the stream \param bytes so many were of no protocol of this node */
        virtual void BytesSkipped(MessageStream& stream, uint32_t bytes) = 0;

        /** \param stream the other side speaks \param protocol number of the protocol */
        virtual void ProtocolSpoken(MessageStream& stream, uint32_t protocol) = 0;

        /** \param stream the other side does not speak \param protocol number of the protocol */
        virtual void ProtocolRefused(MessageStream& stream, uint32_t protocol) = 0;

        /**
         * \param stream the other side has said what it speaks:
         * \param protocols of this node, as bits by their numbers
         */
        virtual void PeerIdentified(MessageStream& stream, uint32_t protocols) = 0;

        /** \param stream the other side has sent an IdentifyMessage that makes no sense */
        virtual void IdentifyFailed(MessageStream& stream) = 0;
    };

    /**
     * \param socket a TCP socket that is connected, or on which Connect was called
     * \param dispatcher tells the stream what happens on the socket; must outlive the stream
     * \param limits bounds of the send queue
     * \param observer is told what happens; must outlive the stream or be left by Detach
     * \param channel what goes between frames and TCP, or null for nothing
     */
    MessageStream(Ptr<Socket> socket,
                  StreamDispatcher& dispatcher,
                  const SendLimits& limits,
                  Observer& observer,
                  std::unique_ptr<SecureChannel> channel = nullptr);
    ~MessageStream();

    /** \param parser gets the incoming bytes; bytes that are there already are read at once */
    void Open(std::unique_ptr<StreamParser> parser);

    /** \param mux the streams of this connection; before any frame is sent */
    void SetMux(std::unique_ptr<StreamMux> mux);

    /** Read with the mux from now on; bytes that are there already are read at once. */
    void OpenMux();

    /**
     * \param frame goes out after all frames before it; a control frame ahead of all frames that
     * wait and are not control
     * \param onStream number of its stream; 0 without a mux
     * \return whether it was sent or waits; false if the stream is closed or it was dropped
     */
    bool Send(Ptr<const StreamFrame> frame, uint32_t onStream = 0);

    /**
     * \param frame to take back
     * \param onStream number of its stream; 0 without a mux
     * \return whether it waited; a frame of which TCP has a part already goes out
     */
    bool Cancel(const StreamFrame* frame, uint32_t onStream = 0);

    /** Send what waits, then close. Nothing is read any more. */
    void Close();

    /** Send what waits, then close, but read until the other side closes too. */
    void CloseAfterSending();

    /** Forget observer and socket without a word to the other side, since the simulation is over.
     */
    void Drop();

    /** Forget the observer; TCP goes on to close by itself. */
    void Detach();

    /** The socket has connected. */
    void HandleConnected();
    /** The socket has closed, or failed to connect. */
    void HandleClosed();
    /** The socket has bytes. */
    void HandleRead();
    /** \param bytes so many were sent for the first time */
    void HandleDataSent(uint32_t bytes);
    /** The socket has room. */
    void HandleRoom();

    /** \param peer whose stream this is, kept by the caller, or null; for GetPeer */
    void SetPeer(const PeerInfo* peer)
    {
        m_peer = peer;
    }

    /** \return whose stream this is, or null */
    const PeerInfo* GetPeer() const
    {
        return m_peer;
    }

    /** \return IP address and port of this side of the connection */
    Address GetLocalAddress() const;

    /** \return bytes that wait in front of TCP */
    uint32_t GetQueuedBytes() const;

    /** \return number of frames that wait in front of TCP */
    std::size_t GetNQueued() const;

    /** \return whether several streams share the connection */
    bool HasMux() const
    {
        return m_mux != nullptr;
    }

    /** \return whether the other side may speak the first protocol of this node */
    bool MaySpeakFirst() const
    {
        return !m_channel || m_channel->IsFirstAccepted();
    }

    // What the mux tells.
    /** \param protocol number of a protocol that the other side speaks */
    void TellSpoken(uint32_t protocol);
    /** \param hasFailed whether Identify made no sense \param protocols that it names */
    void TellIdentify(bool hasFailed, uint32_t protocols);
    /** \param bytes so many were of no protocol of this node */
    void TellSkipped(uint32_t bytes);
    /** \param onStream the other side has refused it */
    void DropRefused(uint32_t onStream);

    /** \return whether the other side made no sense to the secure channel */
    bool HasBrokenChannel() const
    {
        return m_channel && m_channel->IsMalformed();
    }

    /** \return whether the stream takes frames */
    bool IsOpen() const
    {
        return m_state == State::OPEN;
    }

  private:
    /** Phases of a stream. */
    enum class State : uint8_t
    {
        CONNECTING, //!< not open yet
        SECURING,   //!< the handshake of the secure channel is under way
        OPEN,       //!< frames go both ways
        FLUSHING,   //!< no new frames; closes when the queue is empty
        CLOSED,     //!< nothing goes any more
    };

    /** \param packet bytes for the parser */
    void Consume(Ptr<Packet> packet);
    /** \param packet bytes that may be of several streams */
    void ConsumeRuns(Ptr<Packet> packet);
    /** \param onStream number of a stream \return where its frames wait */
    SendQueue& GetQueue(uint32_t onStream);
    /** Forget all frames that wait. */
    void ClearQueues();
    /** \return bytes of frames that may be dropped */
    uint32_t GetDroppableBytes() const;
    /** Hand frames to TCP as far as it takes them. */
    void Flush();
    /** \return whether the first frame is large and TCP has unsent bytes of another */
    bool IsLargeToWait() const;
    /** \return whether TCP took a part of the first frame in the queue */
    bool WriteFront();
    /** \return whether TCP took bytes of the secure channel, be they a frame's or its own */
    bool WriteChannel();
    /** \param queue TCP has got the last byte of its first frame */
    void RemoveFront(SendQueue& queue);
    /** \return whether there is anything for TCP */
    bool HasToWrite() const;
    /** \param packet bytes for the secure channel */
    void ReadChannel(Ptr<Packet> packet);
    /** \param frame needs room \return whether it could be made */
    bool MakeRoom(const StreamFrame& frame);
    /** The queue has overflowed and the policy is DISCONNECT. */
    void HandleOverflow();
    /** Close TCP and forget it. */
    void ReleaseSocket();

    Ptr<Socket> m_socket;                   //!< TCP, null when closed
    StreamDispatcher& m_dispatcher;         //!< leads the callbacks of the socket here
    Observer* m_observer;                   //!< is told what happens
    const PeerInfo* m_peer{nullptr};        //!< whose stream this is, or null
    const SendLimits& m_limits;             //!< bounds
    std::unique_ptr<StreamParser> m_parser; //!< gets the bytes
    SecureChannel* m_channel;               //!< that parser if it is a secure channel, or null
    StreamMux* m_mux{nullptr};              //!< the streams, or null if there is one
    SendQueue m_queue;                      //!< frames that wait
    uint32_t m_unsent{0};                   //!< bytes that TCP has not sent yet
    State m_state{State::CONNECTING};       //!< phase
    bool m_discarding{false};               //!< whether incoming bytes are of no interest
};

} // namespace ns3

#endif /* WAKU_MESSAGE_STREAM_H */
