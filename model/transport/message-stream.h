/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_MESSAGE_STREAM_H
#define WAKU_MESSAGE_STREAM_H

#include "peer-info.h"
#include "stream-channel.h"
#include "stream-dispatcher.h"
#include "stream-frame.h"
#include "stream-parser.h"
#include "stream-send-limits.h"
#include "stream-send-queue.h"

#include "ns3/simple-ref-count.h"
#include "ns3/socket-listener.h"
#include "ns3/socket.h"

#include <memory>

namespace ns3
{

class StreamMux;

/**
 * \ingroup waku
 * \brief Messages over a TCP socket. It sends whole frames in the order of a SendQueue, and passes
 * received bytes to a StreamParser.
 *
 * When TCP has enough unsent bytes, further frames wait in the SendQueue, not in TCP (as with the
 * socket option TCP_NOTSENT_LOWAT of Linux). A frame that is no longer needed can then be
 * cancelled, and a control frame is sent before the others. A frame larger than the room in TCP's
 * buffer is given to TCP in parts.
 *
 * With a StreamChannel, the stream is connected only after the handshake of the channel, and the
 * bytes of the channel are sent around those of frames.
 *
 * With a StreamMux, several streams share the connection, and each frame is sent on one of them.
 */
class MessageStream : public SimpleRefCount<MessageStream>, public SocketListener
{
  public:
    /** Receives the events of a stream. It may close the stream in any of the calls. */
    class Observer
    {
      public:
        virtual ~Observer() = default;
        /**
         * The TCP connection, and the secure channel if there is one, is established.
         * \param stream the stream
         */
        virtual void StreamConnected(MessageStream& stream) = 0;
        /**
         * The connection was closed or reset, or could not be established.
         * \param stream the stream
         */
        virtual void StreamClosed(MessageStream& stream) = 0;
        /**
         * The parser or the secure channel has failed, and the stream has been closed.
         * \param stream the stream
         */
        virtual void StreamBroken(MessageStream& stream) = 0;
        /**
         * All bytes of a frame have been handed to TCP.
         * \param stream the stream
         * \param frame the frame
         */
        virtual void FrameSent(MessageStream& stream, Ptr<const StreamFrame> frame) = 0;
        /**
         * A frame was dropped, since the send queue had no room for it.
         * \param stream the stream
         * \param frame the frame
         */
        virtual void FrameDropped(MessageStream& stream, Ptr<const StreamFrame> frame) = 0;
        /**
         * Bytes have been received.
         * \param stream the stream
         * \param bytes number of bytes, without those of a secure channel
         */
        virtual void BytesReceived(MessageStream& stream, uint32_t bytes) = 0;

        /**
         * \param mark mark of received bytes, on a connection without a mux
         * \return whether the bytes belong to the only protocol of this node
         */
        virtual bool IsOwnMark(uint32_t mark) const = 0;

        /**
         * Bytes were skipped, since they belong to no protocol of this node.
         * \param stream the stream
         * \param bytes number of bytes
         */
        virtual void BytesSkipped(MessageStream& stream, uint32_t bytes) = 0;

        /**
         * The peer has shown that it speaks a protocol.
         * \param stream the stream
         * \param protocol number of the protocol
         */
        virtual void ProtocolSpoken(MessageStream& stream, uint32_t protocol) = 0;

        /**
         * The peer has refused a protocol.
         * \param stream the stream
         * \param protocol number of the protocol
         */
        virtual void ProtocolRefused(MessageStream& stream, uint32_t protocol) = 0;

        /**
         * The peer's IdentifyMessage has arrived.
         * \param stream the stream
         * \param protocols the protocols of this node that the peer speaks; bit i is protocol i
         */
        virtual void PeerIdentified(MessageStream& stream, uint32_t protocols) = 0;

        /**
         * The peer has sent a malformed IdentifyMessage.
         * \param stream the stream
         */
        virtual void IdentifyFailed(MessageStream& stream) = 0;
    };

    /**
     * \param socket a TCP socket that is connected, or on which Connect was called
     * \param dispatcher passes the events of the socket to the stream; must outlive the stream
     * \param limits limits of the send queue
     * \param observer receiver of the stream's events; must outlive the stream, or exist until
     *        Detach
     * \param channel secure channel between frames and TCP, or null
     */
    MessageStream(Ptr<Socket> socket,
                  StreamDispatcher& dispatcher,
                  const SendLimits& limits,
                  Observer& observer,
                  std::unique_ptr<StreamChannel> channel = nullptr);
    ~MessageStream() override;

    /**
     * Read with a parser. Bytes that have arrived are read at once.
     * \param parser the parser
     */
    void Open(std::unique_ptr<StreamParser> parser);

    /**
     * Let several streams share the connection. Call this before a frame is sent.
     * \param mux the streams
     */
    void SetMux(std::unique_ptr<StreamMux> mux);

    /** Read with the mux. Bytes that have arrived are read at once. */
    void OpenMux();

    /**
     * Send a frame after the frames that wait. A control frame is sent before the waiting frames
     * that are not control frames.
     * \param frame the frame
     * \param onStream number of the frame's stream; 0 without a mux
     * \param isAhead whether it is sent before waiting frames that are neither control frames nor
     *        ahead
     * \return whether the frame was sent or waits; false if the stream is closed, or the frame was
     *         dropped
     */
    bool Send(Ptr<const StreamFrame> frame, uint32_t onStream = 0, bool isAhead = false);

    /**
     * Remove a frame from the send queue.
     * \param frame the frame
     * \param onStream number of the frame's stream; 0 without a mux
     * \return whether it was removed; false if it does not wait, or TCP has a part of it
     */
    bool Cancel(const StreamFrame* frame, uint32_t onStream = 0);

    /** Send the waiting frames, then close. Received bytes are ignored from now on. */
    void Close();

    /** Send the waiting frames, then close. Bytes are read until the other side closes too. */
    void CloseAfterSending();

    /** End the connection and send nothing, as a host that crashes. */
    void Abort();

    /** Release observer and socket without sending anything, at the end of the simulation. */
    void Drop();

    /** Release the observer. TCP continues to close. */
    void Detach();

    void HandleConnected() override;
    void HandleClosed() override;
    void HandleRead() override;
    void HandleDataSent(uint32_t bytes) override;
    void HandleRoom() override;

    /** \param peer peer of the stream, owned by the caller, or null */
    void SetPeer(const PeerInfo* peer)
    {
        m_peer = peer;
    }

    /** \return peer of the stream, or null */
    const PeerInfo* GetPeer() const
    {
        return m_peer;
    }

    /** \return local IP address and port of the connection */
    Address GetLocalAddress() const;

    /** \return bytes in the send queues */
    uint32_t GetQueuedBytes() const;

    /** \return number of frames in the send queues */
    std::size_t GetNQueued() const;

    /** \return whether there is a channel between frames and TCP */
    bool HasChannel() const
    {
        return m_channel != nullptr;
    }

    /** \return whether the channel needs a mux even if this node speaks one protocol */
    bool NeedsMux() const
    {
        return m_channel && m_channel->NeedsDemultiplexer();
    }

    /**
     * Let the channel answer streams of Identify.
     * \param message the IdentifyMessage of this node
     * \return whether it does so; false if the message has to be sent as a frame
     */
    bool OfferIdentify(Ptr<const StreamFrame> message)
    {
        return m_channel && m_channel->OfferIdentify(message);
    }

    /** \return whether several streams share the connection */
    bool HasMux() const
    {
        return m_mux != nullptr;
    }

    /** \return whether the peer may speak the first protocol of this node: it has not refused it */
    bool MaySpeakFirst() const
    {
        return !m_channel || m_channel->IsFirstAccepted();
    }

    // Called by the mux.
    /**
     * Report that the peer speaks a protocol.
     * \param protocol number of the protocol
     */
    void TellSpoken(uint32_t protocol);
    /**
     * Report the peer's IdentifyMessage.
     * \param hasFailed whether the message is malformed
     * \param protocols the protocols of this node that it lists; bit i is protocol i
     */
    void TellIdentify(bool hasFailed, uint32_t protocols);
    /**
     * Report bytes that belong to no protocol of this node.
     * \param bytes number of bytes
     */
    void TellSkipped(uint32_t bytes);
    /**
     * Drop the frames of a stream that the peer has refused, and report it.
     * \param onStream number of the stream
     */
    void DropRefused(uint32_t onStream);

    /** \return whether the bytes of the peer's secure channel are malformed */
    bool HasBrokenChannel() const
    {
        return m_channel && m_channel->IsMalformed();
    }

    /** \return whether frames can be sent */
    bool IsOpen() const
    {
        return m_state == State::OPEN;
    }

  private:
    /** Phases of a stream. */
    enum class State : uint8_t
    {
        CONNECTING, //!< the TCP connection is not established
        SECURING,   //!< the handshake of the secure channel is not finished
        OPEN,       //!< frames are sent and received
        FLUSHING,   //!< no new frames are sent; closes when the queue is empty
        CLOSED,     //!< closed
    };

    /**
     * Pass bytes to the parser.
     * \param packet the bytes
     */
    void Consume(Ptr<Packet> packet);
    /**
     * Pass bytes that may belong to several streams to their parsers.
     * \param packet the bytes
     */
    void ConsumeRuns(Ptr<Packet> packet);
    /**
     * \param onStream number of a stream
     * \return the queue of the stream's frames
     */
    SendQueue& GetQueue(uint32_t onStream);
    /** Remove all waiting frames. */
    void ClearQueues();
    /** \return bytes of waiting frames that may be dropped */
    uint32_t GetDroppableBytes() const;
    /** Give frames to TCP as long as it accepts them. */
    void Flush();
    /** \return whether the first frame is large and TCP still has unsent bytes of another frame */
    bool IsLargeToWait() const;
    /** \return whether TCP has accepted a part of the first frame in the queue */
    bool WriteFront();
    /**
     * Give bytes of a packet to TCP.
     * \param packet the packet
     * \param offset offset of the first byte
     * \param size number of bytes, above 0; TCP has room for them
     * \return number of bytes that TCP has accepted
     */
    uint32_t Write(Ptr<const Packet> packet, uint32_t offset, uint32_t size);
    /** \return whether TCP has accepted bytes of the secure channel, of a frame or its own */
    bool WriteChannel();
    /**
     * Remove the first frame of a queue, all bytes of which have been handed to TCP.
     * \param queue the queue
     */
    void RemoveFront(SendQueue& queue);
    /** \return whether there are bytes to give to TCP */
    bool HasToWrite() const;
    /**
     * Pass bytes to the secure channel.
     * \param packet the bytes
     */
    void ReadChannel(Ptr<Packet> packet);
    /**
     * \param frame a frame
     * \param queue the queue of its stream
     * \param isAhead whether it is sent ahead
     * \return whether fewer frames wait than are allowed
     */
    bool MayWait(const StreamFrame& frame, const SendQueue& queue, bool isAhead);
    /**
     * Make room for a frame, as the policy allows.
     * \param frame the frame
     * \return whether there is room
     */
    bool MakeRoom(const StreamFrame& frame);
    /** Close the connection at the end of the event, since the peer is too slow. */
    void Overflow();
    /** Handle that the queue has no room and the policy is DISCONNECT. */
    void HandleOverflow();
    /** Close and release the socket. */
    void ReleaseSocket();

    Ptr<Socket> m_socket;                   //!< TCP socket, null when closed
    StreamDispatcher& m_dispatcher;         //!< passes the events of the socket to the stream
    Observer* m_observer;                   //!< receiver of the stream's events
    const PeerInfo* m_peer{nullptr};        //!< peer of the stream, or null
    const SendLimits& m_limits;             //!< limits of the send queue
    std::unique_ptr<StreamParser> m_parser; //!< parser of received bytes
    StreamChannel* m_channel;               //!< that parser if it is a channel, or null
    StreamMux* m_mux{nullptr};              //!< streams of the connection, or null if there is one
    SendQueue m_queue;                      //!< frames that wait
    uint32_t m_unsent{0};                   //!< bytes that TCP has not sent
    State m_state{State::CONNECTING};       //!< phase
    bool m_discarding{false};               //!< whether received bytes are ignored
};

} // namespace ns3

#endif /* WAKU_MESSAGE_STREAM_H */
