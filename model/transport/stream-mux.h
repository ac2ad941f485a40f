/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_STREAM_MUX_H
#define WAKU_STREAM_MUX_H

#include "identify-message.h"
#include "secure-channel.h"
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
 * \brief Several protocols on one connection: tells to which stream bytes belong, and what goes
 * next.
 *
 * There is one on each connection of a node that marks its streams (StreamProtocols::IsMarking),
 * and none on those of a node that speaks a single protocol.
 *
 * Without a secure channel, frames of all streams share one SendQueue, so they go in the order in
 * which they were sent, control frames ahead, and no bytes are added; what says whose bytes are
 * whose is a StreamMark. With a secure channel each stream has a SendQueue, since the window of one
 * may be used up while others go on. Of the frames in front whose streams can send, a control frame
 * goes first, then the one that was sent first; a stream that has something to send for the first
 * time is opened. Frames of different streams interleave on the boundaries of yamux frames only.
 *
 * The first frame in each direction is the IdentifyMessage. It has a stream of its own, on which
 * each node sends its own message, as identify/push does, while libp2p's identify has the opener of
 * the stream get the message of the other side; its bytes and its round trip are the same.
 */
class StreamMux : public SecureChannel::Demultiplexer
{
  public:
    /** Is called with each frame that is dropped. */
    using DropFunction = std::function<void(Ptr<const StreamFrame>)>;

    /**
     * \param protocols of this node; must outlive the mux
     * \param stream the connection; must outlive the mux
     * \param peer whose connection it is
     * \param isSecure whether there is a secure channel
     */
    StreamMux(const StreamProtocols& protocols, MessageStream& stream, PeerId peer, bool isSecure);
    ~StreamMux() override;

    // What comes in.
    void Select(uint32_t stream) override;
    void HasOpened(uint32_t stream) override;
    void HasAnswered(uint32_t stream, bool accepted) override;
    uint32_t Read(const uint8_t* bytes, uint32_t size) override;
    uint64_t GetSkippable() const override;
    void Skip(uint64_t size) override;
    bool HasFailed() const override;

    /** \param mark the bytes that come next have this one, or NO_MARK */
    void SelectMark(uint32_t mark);

    // What goes out.
    /**
     * \param frame what a protocol sends
     * \param stream number of its stream
     * \return the frame with its mark
     */
    Ptr<const StreamFrame> Mark(Ptr<const StreamFrame> frame, uint32_t stream);

    /**
     * \param common the queue of the connection
     * \param frame a MarkedFrame
     * \return in which queue it waits
     */
    SendQueue& GetQueue(SendQueue& common, const StreamFrame& frame)
    {
        return GetQueue(common, MarkedFrame::Of(frame).GetStream());
    }

    /**
     * \param common the queue of the connection
     * \param stream number of a stream
     * \return in which queue its frames wait
     */
    SendQueue& GetQueue(SendQueue& common, uint32_t stream)
    {
        return stream == 0 || !m_isSecure ? common : m_queues[stream - 1];
    }

    /**
     * Choose what goes next over the secure channel; open the streams that are needed.
     * \param common the queue of the connection
     * \param channel the secure channel
     * \return the queue whose Front goes next, or null if none can
     */
    SendQueue* Choose(SendQueue& common, SecureChannel& channel);

    /** \param common the queue of the connection \return the one that Choose has chosen */
    SendQueue& GetChosen(SendQueue& common)
    {
        return GetQueue(common, m_chosen);
    }

    /**
     * \param common the queue of the connection
     * \return the oldest frame that waits and is not control, taken out; or null
     */
    Ptr<const StreamFrame> RemoveOldestMessage(SendQueue& common);

    /** \return bytes in the queues of this object, which are not that of the connection */
    uint32_t GetQueuedBytes() const;
    /** \return bytes in them that may be dropped */
    uint32_t GetDroppableBytes() const;
    /** \return number of frames in them */
    std::size_t GetNQueued() const;
    /** Empty them. */
    void ClearQueues();

  private:
    /** \param stream a protocol whose bytes come for the first time \return its parser */
    StreamParser* OpenParser(uint32_t stream);
    /** See whether Identify has come. */
    void CheckIdentify();

    const StreamProtocols& m_protocols;                   //!< of this node
    MessageStream& m_stream;                              //!< the connection
    PeerId m_peer;                                        //!< whose it is
    bool m_isSecure;                                      //!< whether there is a secure channel
    bool m_identifyIsOver{false};                         //!< whether it has come, or failed
    uint32_t m_selected{StreamProtocols::NO_STREAM};      //!< of the next bytes
    uint32_t m_chosen{0};                                 //!< what goes out
    uint64_t m_sequence{0};                               //!< frames so far
    StreamParser* m_reader{nullptr};                      //!< of the next bytes; null to skip them
    std::vector<std::unique_ptr<StreamParser>> m_parsers; //!< by protocol; null before bytes come
    IdentifyParser m_identify;                            //!< of its stream
    std::vector<SendQueue> m_queues; //!< of streams but the first; none without a secure channel
};

} // namespace ns3

#endif /* WAKU_STREAM_MUX_H */
