/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_VIRTUAL_BYTES_H
#define WAKU_VIRTUAL_BYTES_H

#include "ns3/packet.h"
#include "ns3/ptr.h"

#include <cstdint>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief A byte string whose trailing zeros are only counted, not stored.
 *
 * A payload that the user gives as a length is made of such zeros. It takes no memory, is never
 * copied, and becomes ns-3's virtual zero bytes (`Create<Packet>(size)`). The bytes before it
 * (headers, or a payload that the user gives as bytes) are real.
 */
class VirtualBytes
{
  public:
    VirtualBytes() = default;

    /**
     * \param head the real bytes at the start
     * \param zeros number of zero bytes that follow them
     */
    VirtualBytes(std::vector<uint8_t> head, uint64_t zeros = 0);

    /** \return the number of bytes, real and virtual */
    uint64_t GetSize() const
    {
        return m_head.size() + m_zeros;
    }

    /** \return the real bytes at the start */
    const std::vector<uint8_t>& GetHead() const
    {
        return m_head;
    }

    /** \return the number of zero bytes after the real ones */
    uint64_t GetZeros() const
    {
        return m_zeros;
    }

    /**
     * \param offset offset of the first byte of the piece; at most GetSize()
     * \param size number of bytes of the piece; offset + size is at most GetSize()
     * \return the piece
     */
    VirtualBytes Slice(uint64_t offset, uint64_t size) const;

    /** \return all bytes, with the virtual zeros as real bytes */
    std::vector<uint8_t> ToVector() const;

    /** \return a packet whose zeros are ns-3's virtual zero bytes */
    Ptr<Packet> ToPacket() const;

    /**
     * Pass all bytes to a function, piece by piece, for instance to hash them. The virtual zeros
     * are never stored as a whole.
     * \param sink called with (const uint8_t* bytes, std::size_t size)
     */
    template <typename Sink>
    void ForEachPiece(Sink&& sink) const
    {
        static constexpr uint64_t BLOCK = 4096;
        static constexpr uint8_t zeroBlock[BLOCK] = {};
        if (!m_head.empty())
        {
            sink(m_head.data(), m_head.size());
        }
        for (uint64_t left = m_zeros; left > 0;)
        {
            const uint64_t size = left < BLOCK ? left : BLOCK;
            sink(zeroBlock, static_cast<std::size_t>(size));
            left -= size;
        }
    }

    /**
     * \param other other bytes
     * \return whether the bytes are equal, no matter which zeros are virtual
     */
    bool operator==(const VirtualBytes& other) const;

    /**
     * \param other other bytes
     * \return whether a byte or the length differs
     */
    bool operator!=(const VirtualBytes& other) const
    {
        return !(*this == other);
    }

  private:
    std::vector<uint8_t> m_head; //!< real bytes
    uint64_t m_zeros{0};         //!< virtual bytes after them
};

} // namespace ns3

#endif /* WAKU_VIRTUAL_BYTES_H */
