/* SPDX-License-Identifier: GPL-2.0-only */
#include "../support/packet-bytes.h"
#include "fuzz-feed.h"

#include "ns3/partial-column.h"
#include "ns3/pubsub-peer-record.h"
#include "ns3/pubsub-rpc-encoder.h"
#include "ns3/pubsub-rpc-parser.h"
#include "ns3/pubsub-rpc-split.h"
#include "ns3/waku-message.h"
#include "ns3/waku-protobuf.h"
#include "ns3/waku-rln-proof.h"

#include <limits>

using namespace ns3;

namespace
{

constexpr auto RPC_TOPIC = "/waku/2/rs/0/0";

/// What a parser makes of a stream: RPCs as they are written again, and errors.
class RpcCollector : public PubsubRpcParser::Sink
{
  public:
    void HandleRpc(const PubsubRpc& rpc) override
    {
        rpcs.push_back(rpc);
        FuzzBytes bytes = BytesOf(PubsubRpcEncoder::Encode(rpc)->GetPacket());
        for (const auto& message : rpc.publish)
        {
            const uint8_t* id = message->GetId().GetBytes();
            bytes.insert(bytes.end(), id, id + message->GetId().GetSize());
        }
        told.push_back(std::move(bytes));
    }

    void HandleError(RpcError error) override
    {
        told.push_back({static_cast<uint8_t>(error)});
    }

    std::vector<PubsubRpc> rpcs;
    std::vector<FuzzBytes> told;
};

Ptr<MessagePool>
MakeRpcPool()
{
    const auto pool = CreateObject<MessagePool>();
    pool->SetDescribeFunction(WakuMessage::Describe);
    return pool;
}

RpcCollector
ParseRpcs(Ptr<MessagePool> pool, const FuzzBytes& bytes, uint32_t piece)
{
    RpcCollector collector;
    PubsubRpcParser parser(pool, 1 << 20, collector);
    FuzzFeed(parser, bytes, piece);
    return collector;
}

/// What is told of a stream does not depend on the pieces in which it comes, nor on what is known.
RpcCollector
CompareRpcs(const FuzzBytes& bytes, uint32_t piece)
{
    const auto pool = MakeRpcPool();
    RpcCollector whole = ParseRpcs(pool, bytes, 1 << 20);
    FUZZ_CHECK(ParseRpcs(MakeRpcPool(), bytes, piece).told == whole.told);
    FUZZ_CHECK(ParseRpcs(pool, bytes, piece).told == whole.told);
    return whole;
}

void
RunRpc(const uint8_t* bytes, std::size_t size)
{
    FuzzInput input(bytes, size);
    const uint32_t piece = FuzzPieceSize(input.Take());
    CompareRpcs(input.TakeRest(), piece);
}

FuzzBytes
MakeRpcSeed(const PubsubRpc& rpc)
{
    return BytesOf(PubsubRpcEncoder::Encode(rpc)->GetPacket());
}

FuzzBytes
WithoutLength(const FuzzBytes& bytes)
{
    const uint8_t* cursor = bytes.data();
    uint64_t size = 0;
    protobuf::ReadVarint(cursor, bytes.data() + bytes.size(), size);
    return FuzzBytes(cursor, bytes.data() + bytes.size());
}

PubsubRpc
MakeFullRpc()
{
    const MessageId id(FuzzBytes(32, 7));
    WakuMessage message;
    message.payload = VirtualBytes({1, 2, 3, 4}, 200);
    message.contentTopic = "/app/1/a/proto";
    message.timestamp = 1700000000000000000;
    message.rateLimitProof = WakuRlnProof().Encode();
    PubsubRpc rpc;
    rpc.subscriptions.push_back({true, RPC_TOPIC, true, true});
    rpc.subscriptions.push_back({false, "/waku/2/rs/0/1"});
    rpc.publish.push_back(MakeRpcPool()->Add(RPC_TOPIC, message.Encode(), Time(0)));
    rpc.ihave.push_back({RPC_TOPIC, {id, id}});
    rpc.iwant = {id};
    rpc.idontwant = {id};
    rpc.graft = {RPC_TOPIC};
    rpc.prune.push_back(
        {RPC_TOPIC, {EncodePeerRecord(InetSocketAddress("10.0.0.1", 60000), 60000)}, 60});
    PubsubExtensionRpc extension;
    extension.supported = PubsubExtensionSet{true, true, true, true, true};
    PartialColumn column({}, 6);
    column.Add(1);
    extension.partial = PubsubPartialRpc{RPC_TOPIC,
                                         column.GetGroupId(),
                                         column.GetHeader(),
                                         column.GetPartsMetadata()};
    extension.test = true;
    extension.ping = "ping";
    extension.pong = "pong";
    extension.preambles.push_back({RPC_TOPIC, id, 1000});
    extension.imReceiving.push_back({id, 1000});
    extension.choke = {RPC_TOPIC};
    extension.unchoke = {RPC_TOPIC};
    rpc.extension = std::make_shared<PubsubExtensionRpc>(extension);
    return rpc;
}

FuzzTarget::Seeds
MakeRpcSeeds()
{
    PubsubRpc small;
    small.graft = {RPC_TOPIC};
    FuzzBytes two{0};
    for (const FuzzBytes& one : {MakeRpcSeed(MakeFullRpc()), MakeRpcSeed(small)})
    {
        two.insert(two.end(), one.begin(), one.end());
    }
    return {two};
}

/// Parts and their descriptions are read by the application of partial messages.
void
ReadPartial(const PubsubPartialRpc& partial)
{
    PartialColumn column({}, 6);
    column.Add(2);
    if (partial.parts)
    {
        PartialColumn::DecodeCells(*partial.parts);
        column.AddParts(*partial.parts);
        FUZZ_CHECK(column.GetNAvailable() <= 6);
    }
    if (partial.partsMetadata)
    {
        PartialColumn::DecodeMetadata(*partial.partsMetadata);
        column.GetParts(*partial.partsMetadata);
        PartialColumn::Unite(column.GetPartsMetadata(), *partial.partsMetadata);
    }
}

/// One RPC whose fields are changed one by one. What is written of it is read as the same.
void
RunRpcFields(const uint8_t* bytes, std::size_t size)
{
    FuzzInput input(bytes, size);
    const uint32_t piece = FuzzPieceSize(input.Take());
    FuzzBytes frame;
    const FuzzBytes fields = input.TakeRest();
    protobuf::AppendVarint(frame, fields.size());
    frame.insert(frame.end(), fields.begin(), fields.end());
    const RpcCollector collector = CompareRpcs(frame, piece);
    for (const PubsubRpc& rpc : collector.rpcs)
    {
        const FuzzBytes written = BytesOf(PubsubRpcEncoder::Encode(rpc)->GetPacket());
        const RpcCollector again = ParseRpcs(MakeRpcPool(), written, 1 << 20);
        FUZZ_CHECK(rpc.IsEmpty() || again.told == collector.told);
        for (const PubsubRpc::Prune& prune : rpc.prune)
        {
            for (const std::string& peer : prune.peers)
            {
                DecodePeerRecord(peer);
            }
        }
        if (rpc.extension && rpc.extension->partial)
        {
            ReadPartial(*rpc.extension->partial);
        }
        for (const PubsubRpc& part : SplitRpc(rpc, 200))
        {
            FUZZ_CHECK(!part.IsEmpty());
        }
    }
}

FuzzTarget::Seeds
MakeRpcFieldSeeds()
{
    FuzzBytes seed = WithoutLength(MakeRpcSeed(MakeFullRpc()));
    seed.insert(seed.begin(), 7);
    return {seed};
}

/// A message that can be decoded is written and decoded as the same, and so has the same hash.
void
RunWakuMessage(const uint8_t* bytes, std::size_t size)
{
    FuzzInput input(bytes, size);
    const uint32_t zeros = input.TakeBelow(3) * 100;
    const VirtualBytes data(input.TakeRest(), zeros);
    WakuMessage message;
    const bool isGood = WakuMessage::Decode(data, message);
    FUZZ_CHECK(WakuMessage::Describe(RPC_TOPIC, data).valid == isGood);
    if (!isGood)
    {
        return;
    }
    WakuMessage again;
    FUZZ_CHECK(WakuMessage::Decode(message.Encode(), again));
    FUZZ_CHECK(again.ComputeHash(RPC_TOPIC) == message.ComputeHash(RPC_TOPIC));
    FUZZ_CHECK(again.Encode() == message.Encode());
    FUZZ_CHECK(message.meta.size() <= WakuMessage::META_LIMIT);
    if (const auto proof = WakuRlnProof::Decode(message.rateLimitProof))
    {
        const auto same = WakuRlnProof::Decode(proof->Encode());
        FUZZ_CHECK(same && same->epoch == proof->epoch && same->nullifier == proof->nullifier);
    }
}

FuzzTarget::Seeds
MakeWakuMessageSeeds()
{
    FuzzBytes seed = MakeFullRpc().publish[0]->GetData().ToVector();
    seed.insert(seed.begin(), 0);
    return {seed};
}

} // namespace

WAKU_FUZZ_TARGET(Rpc, "rpc", RunRpc, FuzzForm::BYTES, 1, {}, {}, MakeRpcSeeds)
WAKU_FUZZ_TARGET(RpcFields,
                 "rpc-fields",
                 RunRpcFields,
                 FuzzForm::PROTOBUF,
                 1,
                 {},
                 {3145728, 4194304, 5242881, 6492434},
                 MakeRpcFieldSeeds)
WAKU_FUZZ_TARGET(WakuMessage,
                 "waku-message",
                 RunWakuMessage,
                 FuzzForm::PROTOBUF,
                 1,
                 {},
                 {13, 21, 31},
                 MakeWakuMessageSeeds)
