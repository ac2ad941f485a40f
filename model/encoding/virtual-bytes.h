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
 * \brief A byte string that ends in zeros which are counted, not stored.
 *
 * A payload that the user gives as a length costs no memory and is never copied: it becomes ns-3's
 * virtual zero bytes (`Create<Packet>(size)`). What is in front of it (headers, or a payload that
 * the user gives as bytes) is real.
 */
class VirtualBytes
{
  public:
    VirtualBytes() = default;

    /**
     * \param head the real bytes at the start
     * \param zeros how many zero bytes follow them
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

    /** \return how many zero bytes follow the real ones */
    uint64_t GetZeros() const
    {
        return m_zeros;
    }

    /**
     * \param offset where the piece starts; at most GetSize()
     * \param size how many bytes it has; offset + size is at most GetSize()
     * \return that piece
     */
    VirtualBytes Slice(uint64_t offset, uint64_t size) const;

    /** \return all bytes as real ones */
    std::vector<uint8_t> ToVector() const;

    /** \return a packet whose zeros are ns-3's virtual zero bytes */
    Ptr<Packet> ToPacket() const;

    /**
     * Hand all bytes to a function in pieces without building them as a whole, for hashing.
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

    /** \param other others \return whether both are the same bytes, however they are stored */
    bool operator==(const VirtualBytes& other) const;

    /** \param other others \return whether a byte or the length differs */
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
