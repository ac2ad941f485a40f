/* SPDX-License-Identifier: GPL-2.0-only */
#include "stream-send-limits.h"

#include "ns3/abort.h"

namespace ns3
{

SendQueuePolicy
ToSendQueuePolicy(const std::string& name)
{
    if (name == "DropNewest")
    {
        return SendQueuePolicy::DROP_NEWEST;
    }
    if (name == "DropOldest")
    {
        return SendQueuePolicy::DROP_OLDEST;
    }
    NS_ABORT_MSG_IF(name != "Disconnect",
                    "PeerConnectionManager: SendQueuePolicy is \""
                        << name << "\", not DropNewest, DropOldest or Disconnect");
    return SendQueuePolicy::DISCONNECT;
}

} // namespace ns3
