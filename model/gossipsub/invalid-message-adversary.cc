/* SPDX-License-Identifier: GPL-2.0-only */
#include "invalid-message-adversary.h"

#include "ns3/uinteger.h"

namespace ns3
{

NS_OBJECT_ENSURE_REGISTERED(InvalidMessageAdversary);

TypeId
InvalidMessageAdversary::GetTypeId()
{
    static TypeId tid = TypeId("ns3::InvalidMessageAdversary")
                            .SetParent<FloodAdversary>()
                            .SetGroupName("Waku")
                            .AddConstructor<InvalidMessageAdversary>()
                            .AddAttribute("Size",
                                          "Bytes of data in a message.",
                                          UintegerValue(1000),
                                          MakeUintegerAccessor(&InvalidMessageAdversary::m_size),
                                          MakeUintegerChecker<uint32_t>(64));
    return tid;
}

InvalidMessageAdversary::InvalidMessageAdversary() = default;

InvalidMessageAdversary::~InvalidMessageAdversary() = default;

void
InvalidMessageAdversary::Prepare(Time now)
{
    m_round.clear();
    for (const std::string& topic : GetRouter()->GetTopics())
    {
        // A tag of field number 0, which protobuf does not have, and bytes that differ.
        std::vector<uint8_t> bytes = {0x07};
        while (bytes.size() < MessagePool::KEY_SIZE)
        {
            bytes.push_back(static_cast<uint8_t>(GetRandom().GetValue(0, 256)));
        }
        const uint64_t rest = m_size - bytes.size();
        m_round.push_back(GetMessagePool()->Add(topic, VirtualBytes(std::move(bytes), rest), now));
    }
}

void
InvalidMessageAdversary::Flood(Time, PeerId peer)
{
    for (const Ptr<const PubsubMessage>& message : m_round)
    {
        SendHostile(peer, message->GetFrame());
    }
}

} // namespace ns3
