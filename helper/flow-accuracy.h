/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_FLOW_ACCURACY_H
#define WAKU_FLOW_ACCURACY_H

#include "ns3/nstime.h"

#include <cstdint>
#include <string>

namespace ns3
{

/**
 * \ingroup waku
 * \brief Where latencies of the flow transport are known to differ from those of packets by more
 * than 3 %. The study `flow-against-packet` measures it; its table is in doc/flow-transport.rst.
 */
class FlowAccuracy
{
  public:
    /** What decides how near flows are to packets. */
    struct Use
    {
        std::string transport; //!< packet, flow or ideal
        uint64_t payload{0};   //!< payload of a message, bytes
        double loss{0};        //!< share of packets that are lost
        Time interval;         //!< mean time between messages of the network
    };

    /// The largest message that a connection sends in its initial window, bytes.
    static constexpr uint64_t WINDOW = 14480;

    /// Messages that are further apart than this find windows that have shrunk to the initial one.
    static constexpr int64_t WARM_SECONDS = 5;

    /**
     * \param use how the transport is used
     * \return why latencies can differ by more than 3 %, and what to do; empty if they are not
     *         known to
     */
    static std::string GetWarning(const Use& use);

    /**
     * Write the warning, if there is one, as a line to standard error.
     * \param program name of the program
     * \param use how the transport is used
     */
    static void Warn(const std::string& program, const Use& use);
};

} // namespace ns3

#endif /* WAKU_FLOW_ACCURACY_H */
