/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_RELAY_PROBE_H
#define WAKU_RELAY_PROBE_H

#include "pubsub-probe.h"

#include "ns3/waku-relay.h"

namespace ns3
{

/**
 * \ingroup waku
 * \brief The MessageProbe of a WakuRelay.
 *
 * A message that the relay proves for a light node (trace source Proved of WakuLightpushProtocol)
 * may have another id from then on.
 */
class RelayProbe : public PubsubProbe
{
  public:
    /** The class of its applications. */
    using Application = WakuRelay;

    /**
     * \param feed feed of the run
     * \param node index of the node
     * \param relay the relay
     */
    RelayProbe(MessageFeed& feed, uint32_t node, Ptr<WakuRelay> relay);

  private:
    // Sink of the trace source of this name.
    void Proved(Ptr<const PubsubMessage> before, Ptr<const PubsubMessage> after);
};

} // namespace ns3

#endif /* WAKU_RELAY_PROBE_H */
