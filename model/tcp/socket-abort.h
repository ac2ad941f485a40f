/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_SOCKET_ABORT_H
#define WAKU_SOCKET_ABORT_H

#include "ns3/socket.h"

namespace ns3
{

/**
 * \ingroup waku
 * \brief End a connection without sending anything, as a host does that crashes: no FIN and no RST.
 * The socket calls nobody any more.
 * \param socket a WanTcpSocket or FlowSocket; any other is closed, which sends a FIN
 */
void AbortSocket(const Ptr<Socket>& socket);

} // namespace ns3

#endif /* WAKU_SOCKET_ABORT_H */
