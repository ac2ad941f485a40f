/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_BYTE_BALANCE_H
#define WAKU_BYTE_BALANCE_H

#include "ns3/wan-ledger.h"

#include <cstdint>
#include <string>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief Bytes that must add up in every run, at three levels, since the start of the measurement:
 * no node has received what no node has sent, and every byte of a packet is received, lost or under
 * way.
 */
struct ByteBalance
{
    uint64_t payloadSent{0};      //!< of full messages to measured nodes
    uint64_t payloadReceived{0};  //!< of full messages from measured nodes
    uint64_t protocolSent{0};     //!< given to TCP by measured nodes
    uint64_t protocolReceived{0}; //!< come from TCP to measured nodes
    uint64_t unmeasured{0};       //!< ranks where not all bytes of the protocol are known
    WanLedger ip;                 //!< IP packets of all hosts of the WanChannels, measured or not

    /** \return the numbers, which are added up over all ranks */
    std::vector<uint64_t*> GetNumbers();

    /** \return a sentence about what does not add up; empty if all does */
    std::string GetFailure() const;
};

} // namespace ns3

#endif /* WAKU_BYTE_BALANCE_H */
