/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_WAN_LEDGER_H
#define WAKU_WAN_LEDGER_H

#include <cstdint>

namespace ns3
{

/**
 * \ingroup waku
 * \brief What has become of the bytes that all hosts of a WanChannel have sent since the start of
 * the simulation: bytes of IP packets, without the headers that segmentation offload repeats.
 *
 * Each number is counted where it happens, so that they can be compared:
 * sent = received + lost + travelling + waiting. In a distributed simulation this holds for the
 * sums over all ranks; `travelling` of one rank may wrap around below 0.
 */
struct WanLedger
{
    uint64_t sent{0};       //!< has begun to leave its host
    uint64_t received{0};   //!< was given to the receiving node
    uint64_t lost{0};       //!< dropped by the channel or at the receiver
    uint64_t travelling{0}; //!< has left and is not yet at the receiver's down link
    uint64_t waiting{0};    //!< waits for the receiver's down link, or passes it

    /**
     * Add the numbers of another channel.
     * \param other its numbers
     * \return the sums
     */
    WanLedger& operator+=(const WanLedger& other)
    {
        sent += other.sent;
        received += other.received;
        lost += other.lost;
        travelling += other.travelling;
        waiting += other.waiting;
        return *this;
    }

    /** \return bytes of which nobody knows what has become of them; 0 unless the model is wrong */
    int64_t GetMissing() const
    {
        return static_cast<int64_t>(sent - received - lost - travelling - waiting);
    }
};

} // namespace ns3

#endif /* WAKU_WAN_LEDGER_H */
