/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_FLOW_PIECE_H
#define WAKU_FLOW_PIECE_H

#include "flow-link.h"

#include "ns3/packet.h"
#include "ns3/simple-ref-count.h"

#include <boost/container/small_vector.hpp>
#include <cstdint>

namespace ns3
{

class FlowSocket;

/**
 * \ingroup waku
 * \brief Segments of one connection that travel together: what a FlowSocket sends in one event.
 *
 * Between sender and receiver it says what travels and when it is where. When its bytes have been
 * delivered, the receiver notes in it when the acknowledgements reach the sender, which keeps the
 * piece until its bytes are acknowledged.
 */
struct FlowPiece : public SimpleRefCount<FlowPiece>
{
    /** What a piece is. */
    enum Kind : uint8_t
    {
        SYN,     //!< opens a connection
        SYN_ACK, //!< answers a SYN
        ACK,     //!< ends the handshake, or tells that the receive buffer has room
        DATA,    //!< has bytes of the stream
        REPEAT,  //!< a segment of DATA that is sent again though it will arrive
        RESET,   //!< ends a connection at once
        LATE,    //!< tells of a piece whose acknowledgement may come after its deadline (no packet)
        DROPPED, //!< tells of a piece that was dropped at its receiver (no packet)
    };

    /// Segments that a piece has at most.
    static constexpr uint32_t MAX_SEGMENTS = 32;

    uint32_t bytes{0};        //!< bytes of the stream
    Ptr<FlowPiece> next;      //!< the next piece of the connection that is not acknowledged
    Ptr<FlowSocket> to;       //!< receiving socket; null if it has to be looked up
    Ptr<FlowSocket> from;     //!< sending socket of a SYN and of a SYN_ACK; null on another rank
    uint64_t end{0};          //!< bytes of the stream up to the end of the piece
    uint64_t upTo{0};         //!< bytes that the receiver had in order when it had got the piece
    uint64_t acknowledged{0}; //!< bytes of the other direction that the sender had received
    FlowSpan sent{0, 0};      //!< when its segments were given to the up link
    FlowSpan span{0, 0};      //!< when they reach the down link, then when the sender gets to know
    FlowTime deadline{FLOW_NEVER}; //!< when the sender repeats it if it is not acknowledged
    FlowTime tail{FLOW_NEVER};     //!< when a delayed acknowledgement reaches the sender
    FlowTime visible{FLOW_NEVER};  //!< when the sender gets to know `span` and `tail`
    uint32_t wire{0};              //!< bytes of its IP packets
    uint32_t unread{0};            //!< bytes that the receiving application had not read
    uint32_t acks{0};     //!< bit i: segment i is acknowledged by an acknowledgement of its own
    uint32_t excluded{0}; //!< bytes of it that the sender takes to be not in flight
    uint16_t passed{0};   //!< segments whose acknowledgement has been applied
    uint16_t above{0};    //!< segments after it that are acknowledged while it is lost
    uint16_t segments{0}; //!< number of segments
    uint16_t full{0};     //!< bytes of the IP packet of a full segment
    uint32_t fromHost{0}; //!< index of the sending host
    uint16_t fromPort{0}; //!< port of the sender
    uint16_t port{0};     //!< port of the receiver
    Kind kind{DATA};      //!< what it is
    bool isEnd{false};    //!< whether the stream ends after it (FIN)
    bool isLost{false};   //!< whether it will not arrive
    bool isKnown{false};  //!< whether the sender knows that
    bool isIpv6{false};   //!< address family
    bool isAgain{false};  //!< whether it is a SYN after another one
    boost::container::small_vector<Ptr<Packet>, 2> data; //!< the bytes

    /** \return how much of the stream it is: its bytes, and 1 for the end of the stream */
    uint32_t GetLength() const
    {
        return bytes + isEnd;
    }

    /** \return where it starts in the stream */
    uint64_t GetStart() const
    {
        return end - GetLength();
    }

    /**
     * \param of when the first and the last segment are somewhere
     * \param index a segment
     * \return when that segment is there, if they are evenly spaced
     */
    FlowTime GetTime(const FlowSpan& of, uint32_t index) const
    {
        return segments < 2 ? of.last : of.first + (of.last - of.first) * index / (segments - 1);
    }

    /** \return bytes of the IP packet of the first segment */
    uint32_t GetFirstWire() const
    {
        return segments > 1 ? full : wire;
    }

    /** \return bytes of the IP packet of the last segment */
    uint32_t GetLastWire() const
    {
        return wire - (segments - 1) * full;
    }
};

} // namespace ns3

#endif /* WAKU_FLOW_PIECE_H */
