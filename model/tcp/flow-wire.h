/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_FLOW_WIRE_H
#define WAKU_FLOW_WIRE_H

#include "flow-piece.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief Pieces, and what receivers note in them, as bytes for another rank: one record after the
 * other. All ranks run the same program, so numbers are as they are in memory. Virtual bytes of
 * packets stay a length.
 */
class FlowWire
{
  public:
    /** What a record is. Also its first byte, which is not 0, as a piece of a packet's is. */
    enum Type : uint8_t
    {
        PIECE = 1, //!< a piece that travels
        NOTE,      //!< what a receiver has noted in a piece
    };

    /** A record that was read. */
    struct Record
    {
        Type type;            //!< what it is
        uint32_t to;          //!< index of the host that gets it
        FlowTime due;         //!< when the host handles the piece
        Ptr<FlowPiece> piece; //!< the piece; of a note a piece with what is noted
    };

    /**
     * Write a piece.
     * \param bytes the record is added to them
     * \param to index of its receiver
     * \param due when the receiver handles it
     * \param piece the piece
     */
    static void WritePiece(std::vector<uint8_t>& bytes,
                           uint32_t to,
                           FlowTime due,
                           const FlowPiece& piece);

    /**
     * Write what a receiver has noted in a piece.
     * \param bytes the record is added to them
     * \param to index of the host that has sent the piece
     * \param from index of the host that has received it
     * \param piece the piece
     */
    static void WriteNote(std::vector<uint8_t>& bytes,
                          uint32_t to,
                          uint32_t from,
                          const FlowPiece& piece);

    /**
     * Read a record.
     * \param bytes records
     * \param place where the record starts; becomes where the next one does
     * \return the record
     */
    static Record Read(const std::vector<uint8_t>& bytes, std::size_t& place);
};

} // namespace ns3

#endif /* WAKU_FLOW_WIRE_H */
