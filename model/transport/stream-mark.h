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
 * \brief Byte tag that says of which protocol bytes are, where no bytes of a multiplexer do.
 *
 * It stands for what a multiplexer would write, takes nothing on the wire, and stays with its bytes
 * when TCP splits or joins them and when they go to another rank.
 */
class StreamMark : public Tag
{
  public:
    /** Bytes of a packet that are of one protocol. */
    struct Run
    {
        uint32_t start; //!< where in the packet they begin
        uint32_t size;  //!< how many they are, above 0
        uint32_t mark;  //!< of their protocol, or StreamProtocols::NO_MARK
    };

    StreamMark() = default;

    /** \param mark of the protocol (StreamProtocols::GetMark) */
    explicit StreamMark(uint32_t mark);

    /** \return the TypeId */
    static TypeId GetTypeId();

    TypeId GetInstanceTypeId() const override;
    uint32_t GetSerializedSize() const override;
    void Serialize(TagBuffer buffer) const override;
    void Deserialize(TagBuffer buffer) override;
    void Print(std::ostream& os) const override;

    /** \return of the protocol */
    uint32_t GetMark() const
    {
        return m_mark;
    }

    /** \param packet any packet \return whether bytes of it have tags, be they marks or not */
    static bool MayBeOn(const Packet& packet)
    {
        return packet.GetByteTagIterator().HasNext();
    }

    /** \param packet any packet \return its bytes in their order, neighbours of one mark joined */
    static std::vector<Run> GetRuns(const Packet& packet);

  private:
    uint32_t m_mark{0}; //!< of the protocol
};

/**
 * \ingroup waku
 * \brief A frame of one of several streams of a connection.
 */
class MarkedFrame : public StreamFrame
{
  public:
    /**
     * \param frame what is sent
     * \param packet its bytes, marked if need be
     * \param stream number of its stream
     * \param sequence grows with each frame of the connection
     */
    MarkedFrame(Ptr<const StreamFrame> frame,
                Ptr<const Packet> packet,
                uint32_t stream,
                uint64_t sequence)
        : StreamFrame(packet, frame->IsControl()),
          m_frame(frame),
          m_sequence(sequence),
          m_stream(stream)
    {
    }

    /** \param frame a MarkedFrame \return itself */
    static const MarkedFrame& Of(const StreamFrame& frame)
    {
        return static_cast<const MarkedFrame&>(frame);
    }

    /** \return what the protocol sent */
    Ptr<const StreamFrame> GetFrame() const
    {
        return m_frame;
    }

    /** \return number of its stream */
    uint32_t GetStream() const
    {
        return m_stream;
    }

    /** \return place in the order of sending */
    uint64_t GetSequence() const
    {
        return m_sequence;
    }

  private:
    Ptr<const StreamFrame> m_frame; //!< what the protocol sent
    uint64_t m_sequence;            //!< place in the order of sending
    uint32_t m_stream;              //!< number of its stream
};

} // namespace ns3

#endif /* WAKU_STREAM_MARK_H */
