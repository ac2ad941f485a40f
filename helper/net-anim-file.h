/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_NET_ANIM_FILE_H
#define WAKU_NET_ANIM_FILE_H

#include "ns3/view-recorder.h"

#include <ostream>

namespace ns3
{

/**
 * \ingroup waku
 * \brief Writes a recorded run for NetAnim, in the form of ns-3's AnimationInterface
 * (netanim-3.108): nodes, connections, and each full message as a packet from one node to another.
 *
 * AnimationInterface itself knows the devices of ns-3 and none of a WanChannel, over which it shows
 * nothing.
 */
namespace NetAnimFile
{

/** Number of nodes at most, since NetAnim is for small networks. */
constexpr uint32_t MOST_NODES = 1000;

/**
 * \param out stream to which the XML is written
 * \param recorder what has recorded the run; nodes that it has left out are missing
 */
void Write(std::ostream& out, const ViewRecorder& recorder);

} // namespace NetAnimFile

} // namespace ns3

#endif /* WAKU_NET_ANIM_FILE_H */
