/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_STREAM_MARK_H
#define WAKU_STREAM_MARK_H

#include "stream-frame.h"

#include "ns3/packet.h"
#include "ns3/tag.h"

#include <cstdint>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief Byte tag that tells the protocol of bytes on a connection without a secure channel.
 *
 * It replaces the bytes of a multiplexer, and takes no bytes on the wire. It stays with its bytes
 * when TCP splits or joins them, and when they are sent to another rank.
 */
class StreamMark : public Tag
{
  public:
    /** Consecutive bytes of a packet that belong to one protocol. */
    struct Run
    {
        uint32_t start; //!< offset of the first byte in the packet
        uint32_t size;  //!< number of bytes, above 0
        uint32_t mark;  //!< mark of the protocol, or StreamProtocols::NO_MARK
    };

    StreamMark() = default;

    /** \param mark mark of the protocol (StreamProtocols::GetMark) */
    explicit StreamMark(uint32_t mark);

    /** \return the TypeId */
    static TypeId GetTypeId();

    TypeId GetInstanceTypeId() const override;
    uint32_t GetSerializedSize() const override;
    void Serialize(TagBuffer buffer) const override;
    void Deserialize(TagBuffer buffer) override;
    void Print(std::ostream& os) const override;

    /** \return mark of the protocol */
    uint32_t GetMark() const
    {
        return m_mark;
    }

    /**
     * \param packet any packet
     * \return whether bytes of the packet have tags, which may be marks or other tags
     */
    static bool MayBeOn(const Packet& packet)
    {
        return packet.GetByteTagIterator().HasNext();
    }

    /**
     * \param packet any packet
     * \return the bytes of the packet, divided into runs of equal marks, in their order
     */
    static std::vector<Run> GetRuns(const Packet& packet);

  private:
    uint32_t m_mark{0}; //!< mark of the protocol
};

/**
 * \ingroup waku
 * \brief A frame of one of several streams of a connection.
 */
class MarkedFrame : public StreamFrame
{
  public:
    /**
     * \param frame the frame of the protocol
     * \param body body of the frame, with its StreamMark unless there is a secure channel
     * \param tail tail of the frame, with its StreamMark as well, or null
     * \param stream number of the stream
     * \param sequence number of the frame on the connection, in the order of sending
     */
    MarkedFrame(Ptr<const StreamFrame> frame,
                Ptr<const Packet> body,
                Ptr<const Packet> tail,
                uint32_t stream,
                uint64_t sequence)
        : StreamFrame(body, frame->IsControl(), tail),
          m_frame(frame),
          m_sequence(sequence),
          m_stream(stream)
    {
        SetMarked();
    }

    /**
     * \param frame a frame that a connection sends
     * \return the frame of the protocol: the same one, unless it is a MarkedFrame
     */
    static Ptr<const StreamFrame> FrameOf(const Ptr<const StreamFrame>& frame)
    {
        return frame->IsMarked() ? Of(*frame).m_frame : frame;
    }

    /**
     * \param frame a frame that a connection sends
     * \return number of its stream; 0 unless it is a MarkedFrame
     */
    static uint32_t StreamOf(const StreamFrame& frame)
    {
        return frame.IsMarked() ? Of(frame).m_stream : 0;
    }

    /**
     * \param frame a frame that a connection sends
     * \return number of the frame on the connection, in the order of sending; 0 unless it is a
     *         MarkedFrame
     */
    static uint64_t SequenceOf(const StreamFrame& frame)
    {
        return frame.IsMarked() ? Of(frame).m_sequence : 0;
    }

  private:
    /**
     * \param frame a MarkedFrame
     * \return the same frame as a MarkedFrame
     */
    static const MarkedFrame& Of(const StreamFrame& frame)
    {
        return static_cast<const MarkedFrame&>(frame);
    }

    Ptr<const StreamFrame> m_frame; //!< frame of the protocol
    uint64_t m_sequence;            //!< number of the frame on the connection
    uint32_t m_stream;              //!< number of the stream
};

} // namespace ns3

#endif /* WAKU_STREAM_MARK_H */
