/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_GOSSIPSUB_PING_PONG_H
#define WAKU_GOSSIPSUB_PING_PONG_H

#include "gossipsub-extension-host.h"
#include "gossipsub-extension-parameters.h"

#include <map>
#include <string>

namespace ns3
{

/**
 * \ingroup waku
 * \brief The ping-pong extension of gossipsub: a node sends back the bytes of a ping (nim-libp2p,
 * gossipsub/extension_pingpong.nim; there is no specification).
 *
 * A peer gets back at most PingBudget bytes between heartbeats; pings beyond that have no answer.
 */
class GossipSubPingPong
{
  public:
    /**
     * Both arguments must outlive the object.
     * \param parameters parameters of the router
     * \param host the router
     */
    GossipSubPingPong(const GossipSubExtensionParameters& parameters, GossipSubExtensionHost& host);

    /**
     * Send a ping.
     * \param peer a peer that supports the extension
     * \param bytes bytes that the peer is to send back
     */
    void Ping(PeerId peer, const std::string& bytes);

    /**
     * Handle a ping or pong.
     * \param peer the sending peer
     * \param rpc the message
     */
    void Handle(PeerId peer, const PubsubExtensionRpc& rpc);

    /** Give each peer a new budget. */
    void Heartbeat()
    {
        m_used.clear();
    }

  private:
    const GossipSubExtensionParameters& m_parameters; //!< parameters of the router
    GossipSubExtensionHost& m_host;                   //!< the router
    std::map<PeerId, uint64_t> m_used; //!< bytes sent back to each peer in this heartbeat
};

} // namespace ns3

#endif /* WAKU_GOSSIPSUB_PING_PONG_H */
