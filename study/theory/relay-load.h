/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_RELAY_LOAD_H
#define WAKU_RELAY_LOAD_H

#include "ns3/relay-run.h"

namespace ns3
{

/**
 * \ingroup waku
 * \brief What the cases of the Waku scaling analysis with gossip count.
 * \param run a run
 * \return bytes that a node received: payload and control messages
 */
double GetReceivedWithControl(const RelayRun& run);

/**
 * \ingroup waku
 * \brief Scale what a node received in a run to the traffic of an hour.
 * \param run a run
 * \param bytes bytes that a node received in the run
 * \param messagesPerHour messages that all nodes send per hour
 * \return MB/hour, of 1000^2 bytes: bytes for each message that was published, times the messages
 *         of an hour
 */
double GetMegabytesPerHour(const RelayRun& run, double bytes, double messagesPerHour);

} // namespace ns3

#endif /* WAKU_RELAY_LOAD_H */
