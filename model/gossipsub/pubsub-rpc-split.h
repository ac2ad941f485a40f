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
 * \param rpc an RPC of subscriptions and control messages
 * \return upper bound of its size on the wire, in bytes without the delimiter
 */
uint64_t BoundRpcSize(const PubsubRpc& rpc);

/**
 * \ingroup waku
 * \brief Split an RPC without full messages into parts of a limited size.
 *
 * The parts contain the same subscriptions and control messages in the same order, and the first
 * one the messages of extensions, whose size is not counted. The ids of an
 * IHAVE, IWANT or IDONTWANT may be divided among several parts. An item that is too large and
 * cannot be divided, such as a subscription to a very long topic, is a part of its own.
 * \param rpc an RPC of subscriptions and control messages
 * \param maxSize size of the largest part, in bytes without the delimiter
 * \return the parts
 */
std::vector<PubsubRpc> SplitRpc(const PubsubRpc& rpc, uint32_t maxSize);

} // namespace ns3

#endif /* WAKU_PUBSUB_RPC_SPLIT_H */
