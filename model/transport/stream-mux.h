/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_STREAM_MUX_H
#define WAKU_STREAM_MUX_H

#include "identify-message.h"
#include "stream-channel.h"
#include "stream-mark.h"
#include "stream-protocols.h"
#include "stream-send-queue.h"

#include <functional>
#include <memory>
#include <vector>

namespace ns3
{

class MessageStream;

/**
 * \ingroup waku
 * \brief Several protocols on one connection, each with a stream: assigns received bytes to
 * streams, and chooses the stream that sends next.
 *
 * Each connection of a node that marks its streams (StreamProtocols::IsMarking) has a mux. Nodes
 * that speak a single protocol have none.
 *
 * Without a secure channel, the frames of all streams wait in one SendQueue. They are sent in the
 * order of the calls, control frames before the others, and no bytes are added. The StreamMark of
 * the bytes tells their stream. Bytes without a mark belong to the first protocol that the sender
 * has listed in its IdentifyMessage, so that frames of that protocol need no copy: a node leaves
 * them unmarked once the peer's IdentifyMessage has shown that the peer has a mux. With a secure
 * channel, each stream has a SendQueue, since the window of one stream may be used up while others
 * can send. Among the first frames of the streams that can send, control frames are sent first,
 * then the frame that was queued first. A stream is opened when it first has a frame to send.
 * Frames of different streams interleave only at the boundaries of yamux frames.
 *
 * The first frame in each direction is the IdentifyMessage, on a stream of its own. Each node sends
 * its own message, as in identify/push; in libp2p's identify the node that opens the stream
 * receives the message of the other. The number of bytes and of round trips is the same. Over a
 * PlaintextChannel it is libp2p's identify, which the channel asks for and answers itself.
 */
class StreamMux : public StreamChannel::Demultiplexer
{
  public:
    /** Called with each frame that is dropped. */
    using DropFunction = std::function<void(Ptr<const StreamFrame>)>;

    /**
     * \param protocols protocols of this node; must outlive the mux
     * \param stream the connection; must outlive the mux
     * \param peer the peer of the connection
     * \param isSecure whether the connection has a secure channel
     */
    StreamMux(const StreamProtocols& protocols, MessageStream& stream, PeerId peer, bool isSecure);
    ~StreamMux() override;

    // Receiving.
    void Select(uint32_t stream) override;
    void HasOpened(uint32_t stream) override;
    void HasAnswered(uint32_t stream, bool accepted) override;
    void HasClosed(uint32_t stream) override;
    uint32_t Read(const uint8_t* bytes, uint32_t size) override;
    uint64_t GetSkippable() const override;
    void Skip(uint64_t size) override;
    bool HasFailed() const override;

    /**
     * Choose the stream of the next bytes by their mark.
     * \param mark the mark of the bytes, or NO_MARK
     */
    void SelectMark(uint32_t mark);

    // Sending.
    /**
     * Add the mark of its stream to a frame, if the peer needs it.
     * \param frame a frame of a protocol
     * \param stream number of the protocol's stream
     * \return the marked frame, or the frame itself
     */
    Ptr<const StreamFrame> Mark(Ptr<const StreamFrame> frame, uint32_t stream);

    /**
     * \param common the queue of the connection
     * \param frame a MarkedFrame
     * \return the queue of the frame's stream
     */
    SendQueue& GetQueue(SendQueue& common, const StreamFrame& frame)
    {
        return GetQueue(common, MarkedFrame::StreamOf(frame));
    }

    /**
     * \param common the queue of the connection
     * \param stream number of a stream
     * \return the queue of the stream
     */
    SendQueue& GetQueue(SendQueue& common, uint32_t stream)
    {
        return stream == 0 || !m_isSecure ? common : m_queues[stream - 1];
    }

    /**
     * Choose the stream that sends next over the secure channel, and open the streams that have
     * frames to send.
     * \param common the queue of the connection
     * \param channel the secure channel
     * \return the queue whose first frame is sent next; null if no stream can send
     */
    SendQueue* Choose(SendQueue& common, StreamChannel& channel);

    /**
     * \param common the queue of the connection
     * \return the queue that Choose() has chosen
     */
    SendQueue& GetChosen(SendQueue& common)
    {
        return GetQueue(common, m_chosen);
    }

    /**
     * Remove the oldest waiting frame that is not a control frame.
     * \param common the queue of the connection
     * \return the frame, or null
     */
    Ptr<const StreamFrame> RemoveOldestMessage(SendQueue& common);

    /** \return bytes in the queues of the mux, without the queue of the connection */
    uint32_t GetQueuedBytes() const;
    /** \return bytes in these queues that may be dropped */
    uint32_t GetDroppableBytes() const;
    /** \return number of frames in these queues */
    std::size_t GetNQueued() const;
    /** Remove all frames from these queues. */
    void ClearQueues();

  private:
    /**
     * Create the parser of a stream that receives bytes for the first time.
     * \param stream number of the stream
     * \return the parser
     */
    StreamParser* OpenParser(uint32_t stream);
    /** Report the peer's IdentifyMessage if it is complete or malformed. */
    void CheckIdentify();

    const StreamProtocols& m_protocols;                   //!< protocols of this node
    MessageStream& m_stream;                              //!< the connection
    PeerId m_peer;                                        //!< peer of the connection
    bool m_isSecure;                                      //!< whether there is a secure channel
    bool m_identifyIsOver{false};                         //!< whether Identify was reported
    uint32_t m_selected{StreamProtocols::NO_STREAM};      //!< stream of the next received bytes
    uint32_t m_unmarked{0};                               //!< stream of bytes without a mark
    uint32_t m_chosen{0};                                 //!< stream that Choose() has chosen
    uint64_t m_sequence{0};                               //!< number of frames so far
    StreamParser* m_reader{nullptr};                      //!< parser of the next bytes; null: skip
    std::vector<std::unique_ptr<StreamParser>> m_parsers; //!< by protocol; null until first bytes
    IdentifyParser m_identify;                            //!< parser of the stream of Identify
    std::vector<SendQueue> m_queues; //!< of all streams but the first, with a secure channel
};

} // namespace ns3

#endif /* WAKU_STREAM_MUX_H */
