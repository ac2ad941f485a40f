/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_PUBSUB_RPC_SPLIT_H
#define WAKU_PUBSUB_RPC_SPLIT_H

#include "pubsub-rpc.h"

#include <cstdint>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \param rpc subscriptions and control messages
 * \return how large it is on the wire at most, bytes without the delimiter
 */
uint64_t BoundRpcSize(const PubsubRpc& rpc);

/**
 * \ingroup waku
 * \brief Cut an RPC without full messages into several, so that none is above a size.
 *
 * The parts say together, in the same order, what the RPC says; ids of one IHAVE, IWANT or
 * IDONTWANT may be in several parts. What can't be cut, such as one very long topic, is a part of
 * its own.
 * \param rpc subscriptions and control messages
 * \param maxSize largest part, bytes without the delimiter
 * \return the parts
 */
std::vector<PubsubRpc> SplitRpc(const PubsubRpc& rpc, uint32_t maxSize);

} // namespace ns3

#endif /* WAKU_PUBSUB_RPC_SPLIT_H */
