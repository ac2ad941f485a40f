/* SPDX-License-Identifier: GPL-2.0-only */
#include "delimited-protocol.h"

#include "delimited-messages.h"

#include "ns3/trace-source-accessor.h"
#include "ns3/uinteger.h"
#include "ns3/waku-protobuf.h"

namespace ns3
{

NS_OBJECT_ENSURE_REGISTERED(DelimitedProtocol);

/** Reads the stream of one peer. */
class DelimitedProtocol::Parser : public DelimitedParser
{
  public:
    /**
     * \param protocol the protocol; outlives the parser
     * \param peer whose stream it is
     */
    Parser(DelimitedProtocol& protocol, PeerId peer)
        : DelimitedParser(protocol.m_maxMessageSize),
          m_protocol(protocol),
          m_peer(peer)
    {
    }

  private:
    void HandleBytes(const VirtualBytes& message) override
    {
        const auto peer = m_protocol.m_peers.find(m_peer);
        if (peer == m_protocol.m_peers.end())
        {
            return;
        }
        const PeerInfo info = peer->second;
        if (!m_protocol.Receive(info, message))
        {
            m_protocol.CountMalformed(info);
        }
    }

    void HandleOversized() override
    {
        Count();
    }

    void HandleBadDelimiter() override
    {
        Count();
    }

    /** Count what the peer has sent, if it is still there. */
    void Count()
    {
        const auto peer = m_protocol.m_peers.find(m_peer);
        if (peer != m_protocol.m_peers.end())
        {
            m_protocol.CountMalformed(peer->second);
        }
    }

    DelimitedProtocol& m_protocol; //!< the protocol
    PeerId m_peer;                 //!< whose stream it is
};

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
    return std::make_unique<Parser>(*this, peer);
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
DelimitedProtocol::CountMalformed(const PeerInfo& peer)
{
    m_malformed++;
    m_malformedTrace(peer);
}

} // namespace ns3
