/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_INTEROP_PARAMETERS_H
#define WAKU_INTEROP_PARAMETERS_H

#include "interop-script.h"

#include "ns3/json-file.h"

#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief Read the parameters of gossipsub as go-libp2p-pubsub has them (gossipsub.go,
 * GossipSubParams), in JSON: times are in nanoseconds.
 *
 * Those that nothing in a simulation depends on (SlowHeartbeatWarning, Connectors,
 * MaxPendingConnections, ConnectionTimeout, DirectConnectTicks, DirectConnectInitialDelay: there is
 * neither peer exchange nor are there direct peers) are checked, and have no attribute.
 *
 * \param parameters an object; a member that is null is left out. A MeasurementError is thrown if a
 *        parameter does not exist, or if an attribute does not allow its value
 * \return attributes of GossipSubRouter
 */
std::vector<InteropInstruction::Attribute> ReadInteropParameters(const JsonPlace& parameters);

} // namespace ns3

#endif /* WAKU_INTEROP_PARAMETERS_H */
