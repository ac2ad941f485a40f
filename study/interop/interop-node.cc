/* SPDX-License-Identifier: GPL-2.0-only */
#include "interop-node.h"

#include "ns3/compact-callback.h"
#include "ns3/inet-socket-address.h"
#include "ns3/libp2p-peer-id.h"
#include "ns3/message-probe.h"
#include "ns3/peer-connection-manager.h"
#include "ns3/simulator.h"

#include <algorithm>

namespace ns3
{

namespace
{

/// A number in 8 bytes, big endian.
std::vector<uint8_t>
EncodeInteropId(uint64_t id)
{
    std::vector<uint8_t> bytes;
    for (int shift = 56; shift >= 0; shift -= 8)
    {
        bytes.push_back(static_cast<uint8_t>(id >> shift));
    }
    return bytes;
}

/// The number in the first 8 bytes.
template <typename Bytes>
uint64_t
DecodeInteropId(const Bytes& bytes, std::size_t size)
{
    uint64_t id = 0;
    for (std::size_t i = 0; i < std::min<std::size_t>(size, InteropScript::ID_SIZE); i++)
    {
        id = id << 8 | static_cast<uint8_t>(bytes[i]);
    }
    return id;
}

/// The node of a peer.
uint32_t
FindInteropNode(const InteropWorld& world, const PeerInfo& peer)
{
    return world.nodeOf.at(InetSocketAddress::ConvertFrom(peer.address).GetIpv4());
}

} // namespace

std::string
InteropWorld::MakePeerId(uint32_t node)
{
    Ed25519Key seed{};
    for (std::size_t i = 0; i < sizeof(node); i++)
    {
        seed[i] = static_cast<uint8_t>(node >> 8 * i);
    }
    return EncodeBase58(ns3::MakePeerId(GetEd25519PublicKey(seed)));
}

InteropNode::InteropNode(InteropWorld& world,
                         uint32_t index,
                         const std::vector<const InteropInstruction*>& program,
                         Ptr<P2pNode> application,
                         bool dialsInTurn)
    : m_world(world),
      m_index(index),
      m_program(program),
      m_application(application),
      m_pubsub(application->FindProtocol<PubsubProtocol>()),
      m_router(DynamicCast<GossipSubRouter>(m_pubsub->GetRouter())),
      m_dialsInTurn(dialsInTurn),
      m_partials(*m_router, [this](const char* event, const auto& topic, const auto& groupId) {
          LogPartial(event, topic, groupId);
      })
{
    m_router->SetPartialMessageHandler(&m_partials);
    ConnectTraceSource(*application, "PeerUp", MakeCompactCallback<&InteropNode::PeerUp>(this));
    ConnectTraceSource(*application, "PeerDown", MakeCompactCallback<&InteropNode::PeerDown>(this));
    for (const char* source : {"FirstReceive", "Duplicate", "Unwanted"})
    {
        ConnectTraceSource(*m_pubsub, source, MakeCompactCallback<&InteropNode::Receive>(this));
    }
}

InteropNode::~InteropNode() = default;

void
InteropNode::Start()
{
    m_start = Simulator::Now();
    m_world.log->Write(m_start,
                       m_index,
                       "PeerID",
                       {{"id", m_world.peerIds[m_index]}, {"node_id", std::to_string(m_index)}});
    Continue();
}

void
InteropNode::Continue()
{
    while (m_next < m_program.size())
    {
        if (!Do(*m_program[m_next]))
        {
            return;
        }
        m_next++;
    }
    m_world.hasEnded(m_index);
}

void
InteropNode::ContinueAfter(Time delay)
{
    m_event = Simulator::Schedule(delay, [this] {
        m_next++;
        Continue();
    });
}

bool
InteropNode::Do(const InteropInstruction& instruction)
{
    switch (instruction.type)
    {
    case InteropInstruction::INIT_GOSSIPSUB:
        return true; // the application has its parameters
    case InteropInstruction::CONNECT:
        return Connect(instruction);
    case InteropInstruction::WAIT_UNTIL:
        ContinueAfter(std::max(Time(0), m_start + instruction.time - Simulator::Now()));
        return false;
    case InteropInstruction::PUBLISH:
        return Publish(instruction);
    case InteropInstruction::SUBSCRIBE:
        m_router->SetPartialTopic(instruction.topic, instruction.partial, instruction.partial);
        m_pubsub->Subscribe(instruction.topic);
        return true;
    case InteropInstruction::SET_VALIDATION_DELAY:
        m_delays[instruction.topic] = instruction.time;
        m_pubsub->SetTopicValidationDelay(instruction.topic, instruction.time);
        return true;
    case InteropInstruction::ADD_PARTIAL:
        m_partials.Add(instruction.topic, instruction.id, instruction.parts);
        return true;
    default:
        std::vector<PeerId> peers;
        for (const uint32_t node : instruction.nodes)
        {
            const auto found = m_peerOf.find(node);
            if (found != m_peerOf.end())
            {
                peers.push_back(found->second);
            }
        }
        if (instruction.nodes.empty() || !peers.empty())
        {
            m_partials.Publish(instruction.topic, instruction.id, peers);
        }
        return true;
    }
}

bool
InteropNode::Connect(const InteropInstruction& instruction)
{
    m_isDialling = false;
    for (; m_dialled < instruction.nodes.size(); m_dialled++)
    {
        const uint32_t target = instruction.nodes[m_dialled];
        if (target == m_index || m_peerOf.count(target) > 0)
        {
            continue;
        }
        m_isDialling = m_dialsInTurn;
        m_application->Dial(InetSocketAddress(m_world.addresses[target],
                                              m_application->GetConnections()->GetPort()));
        if (m_isDialling)
        {
            return false;
        }
    }
    m_dialled = 0;
    return true;
}

bool
InteropNode::Publish(const InteropInstruction& instruction)
{
    const auto publish = [this, &instruction] {
        const VirtualBytes data(EncodeInteropId(instruction.id),
                                instruction.size - InteropScript::ID_SIZE);
        m_pubsub->PublishData(instruction.topic, data);
    };
    const auto delay = m_delays.find(instruction.topic);
    if (delay == m_delays.end() || delay->second.IsZero())
    {
        publish();
        return true;
    }
    m_event = Simulator::Schedule(delay->second, [this, publish] {
        publish();
        m_next++;
        Continue();
    });
    return false;
}

void
InteropNode::PeerUp(const PeerInfo& peer)
{
    m_peerOf[FindInteropNode(m_world, peer)] = peer.id;
    if (m_isDialling)
    {
        // A trace sink is no place to dial from.
        m_isDialling = false;
        m_event = Simulator::ScheduleNow(&InteropNode::Continue, this);
    }
}

void
InteropNode::PeerDown(const PeerInfo& peer)
{
    const auto found = m_peerOf.find(FindInteropNode(m_world, peer));
    if (found != m_peerOf.end() && found->second == peer.id)
    {
        m_peerOf.erase(found);
    }
}

void
InteropNode::Receive(Ptr<const PubsubMessage> message, const PeerInfo& peer)
{
    m_world.received++;
    std::string& topic = m_quoted[message->GetTopic()];
    if (topic.empty())
    {
        topic = InteropLog::Quote(message->GetTopic());
    }
    const MessageId& id = message->GetId();
    const uint64_t number = DecodeInteropId(id.GetBytes(), id.GetSize());
    m_world.log->Write(Simulator::Now(),
                       m_index,
                       "Received Message",
                       {{"service", "\"gossipsub\""},
                        {"from", m_world.peerIds[FindInteropNode(m_world, peer)]},
                        {"topic", topic},
                        {"id", "\"" + std::to_string(number) + "\""}});
}

void
InteropNode::LogPartial(const char* event, const std::string& topic, const std::string& groupId)
{
    m_world.log->Write(Simulator::Now(),
                       m_index,
                       event,
                       {{"topic", InteropLog::Quote(topic)},
                        {"group id", std::to_string(DecodeInteropId(groupId, groupId.size()))}});
}

} // namespace ns3
