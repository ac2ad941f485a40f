/* SPDX-License-Identifier: GPL-2.0-only */
#include "socket-abort.h"

#include "flow-socket.h"
#include "wan-tcp-socket.h"

namespace ns3
{

void
AbortSocket(const Ptr<Socket>& socket)
{
    if (auto* flow = dynamic_cast<FlowSocket*>(PeekPointer(socket)))
    {
        flow->Abort();
    }
    else if (auto* tcp = dynamic_cast<WanTcpSocket*>(PeekPointer(socket)))
    {
        tcp->Abort();
    }
    else
    {
        socket->Close();
    }
}

} // namespace ns3
