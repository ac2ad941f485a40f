/* SPDX-License-Identifier: GPL-2.0-only */
#include "adversary-helper.h"

#include "ns3/abort.h"
#include "ns3/boolean.h"
#include "ns3/lazy-uniform.h"
#include "ns3/pubsub-adversary.h"
#include "ns3/string.h"
#include "ns3/sybil-router.h"
#include "ns3/uinteger.h"

#include <algorithm>
#include <numeric>

namespace ns3
{

AdversaryHelper::~AdversaryHelper() = default;

void
AdversaryHelper::SetIdentities(uint32_t identities)
{
    constexpr uint32_t MOST = 4096;
    NS_ABORT_MSG_IF(identities == 0 || identities > MOST,
                    "AdversaryHelper: SetIdentities is given " << identities << ", not 1 to "
                                                               << MOST);
    m_identities = identities;
}

void
AdversaryHelper::SetSybilAttribute(const std::string& name, const AttributeValue& value)
{
    m_sybil.Set(name, value);
}

void
AdversaryHelper::Imitate(P2pNode& adversary, const P2pNode& honest) const
{
    const auto copy = [](const ObjectBase& from, ObjectBase& to, const char* name) {
        StringValue value;
        from.GetAttribute(name, value);
        to.SetAttribute(name, value);
    };
    const auto& connections = *honest.GetConnections();
    for (const char* name : {"SecureChannelOverhead", "SocketFactory", "DialTimeout"})
    {
        copy(connections, *adversary.GetConnections(), name);
    }
    const Ptr<PubsubProtocol> spoken = honest.FindProtocol<PubsubProtocol>();
    const Ptr<PubsubAdversary> protocol = adversary.FindProtocol<PubsubAdversary>();
    if (!protocol)
    {
        // It speaks one of several protocols of its victims.
        adversary.GetConnections()->SetAttribute("MarkStreams", BooleanValue(true));
        return;
    }
    NS_ABORT_MSG_IF(!spoken,
                    "AdversaryHelper: " << protocol->GetInstanceTypeId().GetName()
                                        << " attacks pubsub, which the honest node does not speak");
    protocol->SetMessagePool(spoken->GetMessagePool());
    protocol->SetAttribute("ProtocolId", StringValue(spoken->GetProtocolId()));
    copy(*spoken, *protocol, "MaxMessageSize");
    if (const auto router = DynamicCast<SybilRouter>(protocol->GetRouter()))
    {
        m_sybil.ApplyTo(*router);
        return;
    }
    const std::set<std::string> topics = GetTopics(*spoken);
    for (const std::string& topic : topics)
    {
        protocol->Subscribe(topic);
    }
}

std::set<std::string>
AdversaryHelper::GetTopics(const PubsubProtocol& protocol)
{
    std::set<std::string> topics = protocol.GetRouter()->GetTopics();
    StringValue ownTopic;
    if (topics.empty() && protocol.GetAttributeFailSafe("PubsubTopic", ownTopic))
    {
        topics.insert(ownTopic.Get());
    }
    return topics;
}

ApplicationContainer
AdversaryHelper::Install(const NodeContainer& hosts, const P2pNode& honest) const
{
    ApplicationContainer all;
    for (uint32_t i = 0; i < hosts.GetN(); i++)
    {
        for (uint32_t identity = 0; identity < m_identities; identity++)
        {
            const auto create = [this, identity](uint32_t) {
                Ptr<P2pNode> node = MakeFactory().Create<P2pNode>();
                UintegerValue port;
                node->GetConnections()->GetAttribute("Port", port);
                node->GetConnections()->SetAttribute("Port", UintegerValue(port.Get() + identity));
                return node;
            };
            const ApplicationContainer one = InstallEach(NodeContainer(hosts.Get(i)),
                                                         create,
                                                         [identity](uint32_t) { return identity; });
            Imitate(*GetNode(one, 0), honest);
            all.Add(one);
        }
    }
    return all;
}

void
AdversaryHelper::Dial(const ApplicationContainer& adversaries,
                      const std::vector<Address>& victims,
                      uint32_t connections,
                      int64_t stream) const
{
    LazyUniform random;
    random.SetStream(stream);
    std::vector<std::size_t> order(victims.size());
    std::iota(order.begin(), order.end(), 0);
    const std::size_t count = std::min<std::size_t>(connections, victims.size());
    for (uint32_t i = 0; i < adversaries.GetN(); i++)
    {
        for (std::size_t j = 0; j < count; j++)
        {
            // The first places of a shuffle (Fisher and Yates).
            const double span = static_cast<double>(victims.size() - j);
            const auto other = static_cast<std::size_t>(random.GetValue(0, span));
            std::swap(order[j], order[j + std::min(other, victims.size() - j - 1)]);
            GetNode(adversaries, i)->Dial(victims[order[j]]);
        }
    }
}

int64_t
AdversaryHelper::AssignStreams(const ApplicationContainer& adversaries, int64_t stream) const
{
    return AssignStreamsOf(adversaries, stream);
}

} // namespace ns3
