/* SPDX-License-Identifier: GPL-2.0-only */

// PeerConnectionManager: what is between frames and TCP.

#include "identify-message.h"
#include "peer-address.h"
#include "peer-connection-manager.h"
#include "plaintext-channel.h"
#include "plaintext-exchange.h"
#include "secure-channel.h"
#include "stream-mux.h"

#include "ns3/abort.h"

#include <string>

namespace ns3
{

SecureChannelKind
PeerConnectionManager::GetChannel() const
{
    return m_secureChannel == SecureChannelKind::NONE && m_secureChannelOverhead
               ? SecureChannelKind::NOISE
               : m_secureChannel;
}

std::unique_ptr<StreamChannel>
PeerConnectionManager::MakeChannel(bool dialler, SecureChannelKind channel)
{
    switch (channel)
    {
    case SecureChannelKind::NOISE:
        return std::make_unique<SecureChannel>(dialler, m_protocols, m_channelCounters);
    case SecureChannelKind::PLAINTEXT:
        return std::make_unique<PlaintextChannel>(dialler,
                                                  m_protocols,
                                                  m_channelCounters,
                                                  GetPublicKey());
    default:
        return nullptr;
    }
}

const Ed25519Key&
PeerConnectionManager::GetPublicKey()
{
    if (!m_publicKey)
    {
        NS_ABORT_MSG_UNLESS(m_node, "PeerConnectionManager: a node has a key from its start on");
        const std::string name =
            "ns-3 node " + std::to_string(m_node->GetId()) + " port " + std::to_string(m_port);
        m_publicKey = std::make_unique<Ed25519Key>(PlaintextExchange::MakeKey(name));
    }
    return *m_publicKey;
}

bool
PeerConnectionManager::NeedsMux(const MessageStream& stream) const
{
    return m_protocols.IsMarking() || stream.NeedsMux();
}

void
PeerConnectionManager::AddMux(MessageStream& stream, PeerId peer, const Address& remote)
{
    stream.SetMux(std::make_unique<StreamMux>(m_protocols, stream, peer, stream.HasChannel()));
    if (!stream.NeedsMux())
    {
        stream.Send(IdentifyMessage::Encode(m_protocols,
                                            WithPort(stream.GetLocalAddress(), m_port),
                                            remote),
                    m_protocols.GetIdentifyStream());
        return;
    }
    const uint16_t port = m_plaintextPort > 0 ? m_plaintextPort : m_port;
    stream.OfferIdentify(IdentifyMessage::Encode(m_protocols,
                                                 WithPort(stream.GetLocalAddress(), port),
                                                 remote,
                                                 PlaintextExchange::EncodeKey(GetPublicKey())));
}

} // namespace ns3
