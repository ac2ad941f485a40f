/* SPDX-License-Identifier: GPL-2.0-only */
#include "delimited-protocol.h"

#include "delimited-messages.h"

#include "ns3/trace-source-accessor.h"
#include "ns3/uinteger.h"
#include "ns3/waku-protobuf.h"

namespace ns3
{

NS_OBJECT_ENSURE_REGISTERED(DelimitedProtocol);

TypeId
DelimitedProtocol::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::DelimitedProtocol")
            .SetParent<PeerProtocol>()
            .SetGroupName("Waku")
            .AddAttribute("MaxMessageSize",
                          "Largest message that is sent or read, bytes without its length.",
                          UintegerValue(1048576),
                          MakeUintegerAccessor(&DelimitedProtocol::m_maxMessageSize),
                          MakeUintegerChecker<uint32_t>(1))
            .AddTraceSource("Malformed",
                            "A peer has sent what cannot be read: a malformed message or length, "
                            "or a message above MaxMessageSize.",
                            MakeTraceSourceAccessor(&DelimitedProtocol::m_malformedTrace),
                            "ns3::DelimitedProtocol::MalformedTracedCallback");
    return tid;
}

DelimitedProtocol::DelimitedProtocol() = default;

DelimitedProtocol::~DelimitedProtocol() = default;

void
DelimitedProtocol::DoDispose()
{
    m_peers.clear();
    PeerProtocol::DoDispose();
}

uint64_t
DelimitedProtocol::GetWireSize(uint64_t message)
{
    return message + protobuf::GetVarintSize(message);
}

std::unique_ptr<StreamParser>
DelimitedProtocol::CreateParser(PeerId peer)
{
    using Parser = DelimitedPeerParser<DelimitedProtocol,
                                       Fault,
                                       &DelimitedProtocol::HandleMessage,
                                       &DelimitedProtocol::Count>;
    return std::make_unique<Parser>(*this, peer, m_maxMessageSize);
}

void
DelimitedProtocol::PeerUp(const PeerInfo& peer)
{
    m_peers[peer.id] = peer;
}

void
DelimitedProtocol::PeerDown(const PeerInfo& peer)
{
    m_peers.erase(peer.id);
}

bool
DelimitedProtocol::Send(PeerId peer, const VirtualBytes& message)
{
    return message.GetSize() <= m_maxMessageSize &&
           GetHost().Send(peer, Create<StreamFrame>(MakeDelimitedPacket(message)));
}

void
DelimitedProtocol::HandleMessage(PeerId peer, const VirtualBytes& bytes)
{
    const auto found = m_peers.find(peer);
    if (found == m_peers.end())
    {
        return;
    }
    const PeerInfo info = found->second;
    if (!Receive(info, bytes))
    {
        CountMalformed(info);
    }
}

void
DelimitedProtocol::Count(PeerId peer, Fault)
{
    const auto found = m_peers.find(peer);
    if (found != m_peers.end())
    {
        CountMalformed(found->second);
    }
}

void
DelimitedProtocol::CountMalformed(const PeerInfo& peer)
{
    m_malformed++;
    m_malformedTrace(peer);
}

} // namespace ns3
