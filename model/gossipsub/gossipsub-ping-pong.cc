/* SPDX-License-Identifier: GPL-2.0-only */
#include "gossipsub-ping-pong.h"

#include <memory>

namespace ns3
{

GossipSubPingPong::GossipSubPingPong(const GossipSubExtensionParameters& parameters,
                                     GossipSubExtensionHost& host)
    : m_parameters(parameters),
      m_host(host)
{
}

void
GossipSubPingPong::Ping(PeerId peer, const std::string& bytes)
{
    auto extension = std::make_shared<PubsubExtensionRpc>();
    extension->ping = bytes;
    PubsubRpc rpc;
    rpc.extension = std::move(extension);
    m_host.SendExtensionRpc(peer, rpc);
}

void
GossipSubPingPong::Handle(PeerId peer, const PubsubExtensionRpc& message)
{
    if (message.pong)
    {
        m_host.HasPong(peer, *message.pong);
    }
    if (!message.ping || m_used[peer] + message.ping->size() > m_parameters.pingBudget)
    {
        return;
    }
    m_used[peer] += message.ping->size();
    auto extension = std::make_shared<PubsubExtensionRpc>();
    extension->pong = message.ping;
    PubsubRpc rpc;
    rpc.extension = std::move(extension);
    m_host.SendExtensionRpc(peer, rpc);
}

} // namespace ns3
