/* SPDX-License-Identifier: GPL-2.0-only */
#include "rpc-size-adversary.h"

#include "pubsub-rpc-encoder.h"

#include "ns3/uinteger.h"

#include <algorithm>
#include <vector>

namespace ns3
{

NS_OBJECT_ENSURE_REGISTERED(RpcSizeAdversary);

TypeId
RpcSizeAdversary::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::RpcSizeAdversary")
            .SetParent<FloodAdversary>()
            .SetGroupName("Waku")
            .AddConstructor<RpcSizeAdversary>()
            .AddAttribute(
                "Size",
                "Bytes of an RPC without its delimiter; 0 for MaxMessageSize of this node.",
                UintegerValue(0),
                MakeUintegerAccessor(&RpcSizeAdversary::m_size),
                MakeUintegerChecker<uint32_t>(0));
    return tid;
}

RpcSizeAdversary::RpcSizeAdversary() = default;

RpcSizeAdversary::~RpcSizeAdversary() = default;

namespace
{

/// A topic to which nobody is subscribed.
const std::string NOBODYS_TOPIC = "/nobody";
/// Bytes around the data of a message: two tags, the topic and two lengths of up to four bytes.
constexpr uint32_t MOST_AROUND = 32;

/// Bytes of a varint.
uint32_t
VarintSize(uint64_t value)
{
    uint32_t size = 1;
    for (; value >= 128; value >>= 7)
    {
        size++;
    }
    return size;
}

} // namespace

void
RpcSizeAdversary::Prepare(Time)
{
    UintegerValue most;
    GetAttribute("MaxMessageSize", most);
    const uint32_t size = m_size > 0 ? m_size : static_cast<uint32_t>(most.Get());
    // So many bytes of data that the RPC has just this size.
    uint64_t data = size > MOST_AROUND ? size - MOST_AROUND : 0;
    const auto encode = [this, &data] {
        std::vector<uint8_t> start(std::min<uint64_t>(data, MessagePool::KEY_SIZE));
        for (uint8_t& byte : start)
        {
            byte = static_cast<uint8_t>(GetRandom().GetValue(0, 256));
        }
        const uint64_t rest = data - start.size();
        return PubsubRpcEncoder::EncodeMessage(NOBODYS_TOPIC, VirtualBytes(std::move(start), rest));
    };
    const auto rpcSize = [](const StreamFrame& frame) {
        uint32_t delimiter = VarintSize(frame.GetSize());
        delimiter -= VarintSize(frame.GetSize() - delimiter) < delimiter ? 1 : 0;
        return frame.GetSize() - delimiter;
    };
    Ptr<const StreamFrame> frame = encode();
    while (rpcSize(*frame) < size)
    {
        data += size - rpcSize(*frame);
        frame = encode();
    }
    // A length that takes a byte more can lead one byte too far.
    while (m_size == 0 && rpcSize(*frame) > size)
    {
        data--;
        frame = encode();
    }
    m_rpc = frame;
}

void
RpcSizeAdversary::Flood(Time, PeerId peer)
{
    SendHostile(peer, m_rpc);
}

} // namespace ns3
