/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_PROTOCOL_PROBE_H
#define WAKU_PROTOCOL_PROBE_H

#include "message-probe.h"

#include "ns3/p2p-node.h"

#include <cstdint>
#include <memory>

namespace ns3
{

/**
 * \ingroup waku
 * \brief Make the probe of a protocol that is mounted on a P2pNode, whatever other protocols the
 * node speaks: `MessageTracker metrics(nodes, devices, {MakeProtocolProbe<ChatProbe>});`
 * \tparam Probe class derived from MessageProbe, with the type Probe::Protocol, and a constructor
 *         that takes feed, index, node and protocol
 * \param feed feed of the run
 * \param node index of the node
 * \param application application of the node
 * \return probe of the protocol; null if the application is no P2pNode that speaks it
 */
template <typename Probe>
std::unique_ptr<MessageProbe>
MakeProtocolProbe(MessageFeed& feed, uint32_t node, Ptr<Application> application)
{
    const auto host = DynamicCast<P2pNode>(application);
    const auto protocol = host ? host->FindProtocol<typename Probe::Protocol>() : nullptr;
    return protocol ? std::make_unique<Probe>(feed, node, host, protocol) : nullptr;
}

} // namespace ns3

#endif /* WAKU_PROTOCOL_PROBE_H */
