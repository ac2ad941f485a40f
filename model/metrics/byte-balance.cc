/* SPDX-License-Identifier: GPL-2.0-only */
#include "byte-balance.h"

#include <sstream>

namespace ns3
{

std::vector<uint64_t*>
ByteBalance::GetNumbers()
{
    // Sums of counts that wrap around are right, too.
    return {&payloadSent,
            &payloadReceived,
            &protocolSent,
            &protocolReceived,
            &unmeasured,
            &ip.sent,
            &ip.received,
            &ip.lost,
            &ip.travelling,
            &ip.waiting};
}

std::string
ByteBalance::GetFailure() const
{
    std::ostringstream text;
    if (payloadReceived > payloadSent)
    {
        text << "nodes have received " << payloadReceived << " bytes of payload of " << payloadSent
             << " sent";
    }
    else if (unmeasured == 0 && protocolReceived > protocolSent)
    {
        text << "nodes have received " << protocolReceived << " bytes of their protocol of "
             << protocolSent << " sent";
    }
    else if (ip.GetMissing() != 0)
    {
        text << "hosts have sent " << ip.sent << " bytes of IP packets; " << ip.received
             << " were received, " << ip.lost << " lost, "
             << static_cast<int64_t>(ip.travelling + ip.waiting) << " are under way, and "
             << ip.GetMissing() << " are missing";
    }
    return text.str();
}

} // namespace ns3
