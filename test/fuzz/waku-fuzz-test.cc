/* SPDX-License-Identifier: GPL-2.0-only */
#include "../support/stored-messages.h"
#include "fuzz-feed.h"

#include "ns3/delimited-messages.h"
#include "ns3/inet-socket-address.h"
#include "ns3/request-message.h"
#include "ns3/waku-filter-message.h"
#include "ns3/waku-lightpush-message.h"
#include "ns3/waku-metadata-message.h"
#include "ns3/waku-peer-exchange-message.h"
#include "ns3/waku-protobuf.h"
#include "ns3/waku-store-query.h"
#include "ns3/waku-sync-payload.h"
#include "ns3/waku-transfer-protocol.h"

using namespace ns3;

namespace
{

/// What is read is written and read again as the same bytes.
template <typename Message, typename Bytes>
bool
RereadsTheSame(const Bytes& bytes)
{
    Message message;
    if (!Message::Decode(bytes, message))
    {
        return false;
    }
    const auto written = message.Encode();
    Message again;
    FUZZ_CHECK(Message::Decode(written, again));
    FUZZ_CHECK(again.Encode() == written);
    return true;
}

FuzzTarget::Seeds
After(uint8_t choice, const std::vector<FuzzBytes>& inputs)
{
    FuzzTarget::Seeds seeds = inputs;
    for (FuzzBytes& seed : seeds)
    {
        seed.insert(seed.begin(), choice);
    }
    return seeds;
}

/// Bytes that end in some virtual zeros, as a packet does.
VirtualBytes
TakeVirtual(FuzzInput& input)
{
    const uint64_t zeros = input.Take() % 4 == 1 ? 50 : 0;
    return VirtualBytes(input.TakeRest(), zeros);
}

void
RunRequest(const uint8_t* bytes, std::size_t size)
{
    FuzzInput input(bytes, size);
    RereadsTheSame<RequestMessage>(TakeVirtual(input));
}

FuzzTarget::Seeds
MakeRequestSeeds()
{
    RequestMessage request;
    request.id = "id";
    request.fields = WakuStoreQuery().Encode();
    RequestMessage answer;
    answer.id = "id";
    answer.status = RequestMessage::OK;
    answer.description = "OK";
    answer.fields = VirtualBytes({0xa2, 1, 30}, 30);
    return After(0, {request.Encode().ToVector(), answer.Encode().ToVector()});
}

/// Counts what a stream of messages with their lengths is.
class DelimitedCollector : public DelimitedParser
{
  public:
    DelimitedCollector()
        : DelimitedParser(300)
    {
    }

    std::vector<VirtualBytes> messages;
    int oversized{0};
    int bad{0};

  private:
    void HandleBytes(const VirtualBytes& message) override
    {
        messages.push_back(message);
    }

    void HandleOversized() override
    {
        oversized++;
    }

    void HandleBadDelimiter() override
    {
        bad++;
    }
};

void
RunDelimited(const uint8_t* bytes, std::size_t size)
{
    FuzzInput input(bytes, size);
    const uint8_t choice = input.Take();
    const FuzzBytes stream = input.TakeRest();
    DelimitedCollector whole;
    FuzzFeed(whole, stream, 1 << 16);
    DelimitedCollector pieces;
    FuzzFeed(pieces, stream, FuzzPieceSize(choice));
    FUZZ_CHECK(whole.messages == pieces.messages && whole.oversized == pieces.oversized);
    FUZZ_CHECK(whole.bad == pieces.bad && whole.bad <= 1);
}

FuzzTarget::Seeds
MakeDelimitedSeeds()
{
    return {{1, 3, 'a', 'b', 'c', 0, 0x90, 0x01, 1}};
}

void
RunStore(const uint8_t* bytes, std::size_t size)
{
    FuzzInput input(bytes, size);
    const bool isQuery = input.TakeBool();
    const VirtualBytes fields(input.TakeRest());
    if (isQuery)
    {
        RereadsTheSame<WakuStoreQuery>(fields);
        WakuStoreQuery query;
        if (WakuStoreQuery::Decode(fields, query))
        {
            query.FindFault(false);
            query.Matches(*MakeStored(1, 1700000000000000000));
        }
        return;
    }
    WakuStorePage page;
    uint32_t faults = 0;
    if (WakuStorePage::Decode(fields, page, faults))
    {
        WakuStorePage again;
        FUZZ_CHECK(WakuStorePage::Decode(page.Encode(), again, faults));
        FUZZ_CHECK(faults == 0 && again.entries.size() == page.entries.size());
        FUZZ_CHECK(again.Encode() == page.Encode());
        for (const WakuStoreEntry& entry : page.entries)
        {
            FUZZ_CHECK(!entry.message || entry.message->GetHash() == entry.hash);
        }
    }
}

FuzzTarget::Seeds
MakeStoreSeeds()
{
    const auto message = MakeStored(1, 1700000000000000000);
    WakuStoreQuery query;
    query.includeData = query.forward = true;
    query.pubsubTopic = STORE_SHARD;
    query.contentTopics = {"/app/1/a/proto"};
    query.start = 1;
    query.end = 1800000000000000000;
    query.hashes = {message->GetHash()};
    query.cursor = message->GetHash();
    query.limit = 20;
    WakuStorePage page;
    page.entries = {{message->GetHash(), message}, {message->GetHash(), nullptr}};
    page.cursor = message->GetHash();
    return {After(1, {query.Encode().ToVector()})[0], After(0, {page.Encode().ToVector()})[0]};
}

void
RunSync(const uint8_t* bytes, std::size_t size)
{
    FuzzInput input(bytes, size);
    const auto header = input.TakeBool() ? WakuSyncHeader::SHARDS : WakuSyncHeader::TOPICS;
    const FuzzBytes payload = input.TakeRest();
    WakuSyncPayload read;
    if (WakuSyncPayload::Decode(payload, header, read))
    {
        const FuzzBytes written = read.Encode(header);
        WakuSyncPayload again;
        FUZZ_CHECK(WakuSyncPayload::Decode(written, header, again));
        // Of a bound only the bytes are written that tell it from the one before, as it was read.
        FUZZ_CHECK(again.ranges.size() == read.ranges.size());
        FUZZ_CHECK(again.IsDone() == read.IsDone() && again.IsInitial() == read.IsInitial());
    }
}

FuzzTarget::Seeds
MakeSyncSeeds()
{
    WakuSyncPayload payload;
    payload.scope.cluster = 1;
    payload.scope.shards = {1, 2};
    payload.scope.pubsubTopics = {STORE_SHARD};
    payload.scope.contentTopics = {"/app/1/a/proto"};
    const auto message = MakeStored(1, 1700000000000000000);
    payload.ranges.resize(3);
    int64_t time = 1600000000000000000;
    for (WakuSyncRange& range : payload.ranges)
    {
        range.lower.timestamp = time;
        time += 100000000000000000;
        range.upper.timestamp = time;
    }
    payload.ranges[1].type = WakuSyncRangeType::FINGERPRINT;
    payload.ranges[2].type = WakuSyncRangeType::ITEM_SET;
    payload.ranges[2].items = {{1850000000000000000, message->GetHash()}};
    return {After(0, {payload.Encode(WakuSyncHeader::TOPICS)})[0],
            After(1, {payload.Encode(WakuSyncHeader::SHARDS)})[0]};
}

void
RunTransfer(const uint8_t* bytes, std::size_t size)
{
    FuzzInput input(bytes, size);
    const auto message = WakuTransferProtocol::Decode(TakeVirtual(input));
    if (message)
    {
        const auto again = WakuTransferProtocol::Decode(WakuTransferProtocol::Encode(*message));
        FUZZ_CHECK(again && again->GetHash() == message->GetHash());
    }
}

FuzzTarget::Seeds
MakeTransferSeeds()
{
    return After(0, {WakuTransferProtocol::Encode(*MakeStored(1, 1700000000000000000)).ToVector()});
}

void
RunFilter(const uint8_t* bytes, std::size_t size)
{
    FuzzInput input(bytes, size);
    const VirtualBytes fields = TakeVirtual(input);
    RereadsTheSame<WakuFilterRequest>(fields);
    RereadsTheSame<WakuMessagePush>(fields);
}

FuzzTarget::Seeds
MakeFilterSeeds()
{
    const WakuFilterRequest request{1, STORE_SHARD, {"/app/1/a/proto", "/app/1/b/proto"}};
    const WakuMessagePush push{STORE_SHARD, MakeWakuMessage(1, 1700000000000000000).Encode()};
    return After(0, {request.Encode().ToVector(), push.Encode().ToVector()});
}

void
RunLightpush(const uint8_t* bytes, std::size_t size)
{
    FuzzInput input(bytes, size);
    const VirtualBytes fields = TakeVirtual(input);
    RereadsTheSame<WakuLightpushRequest>(fields);
    RereadsTheSame<WakuLightpushAnswer>(fields);
}

FuzzTarget::Seeds
MakeLightpushSeeds()
{
    const WakuLightpushRequest request{STORE_SHARD,
                                       MakeWakuMessage(1, 1700000000000000000).Encode()};
    const WakuLightpushAnswer answer{7};
    return After(0, {request.Encode().ToVector(), answer.Encode().ToVector()});
}

void
RunMetadata(const uint8_t* bytes, std::size_t size)
{
    RereadsTheSame<WakuMetadataMessage>(FuzzBytes(bytes, bytes + size));
}

FuzzTarget::Seeds
MakeMetadataSeeds()
{
    return {WakuMetadataMessage{1, {0, 1, 7}}.Encode()};
}

void
RunPeerExchange(const uint8_t* bytes, std::size_t size)
{
    FuzzInput input(bytes, size);
    const bool isRecord = input.TakeBool();
    const FuzzBytes rest = input.TakeRest();
    if (isRecord)
    {
        RereadsTheSame<WakuNodeRecord>(rest);
        return;
    }
    WakuPeerExchangeMessage message;
    if (RereadsTheSame<WakuPeerExchangeMessage>(rest) &&
        WakuPeerExchangeMessage::Decode(rest, message))
    {
        for (const FuzzBytes& record : message.records)
        {
            RereadsTheSame<WakuNodeRecord>(record);
        }
    }
}

WakuNodeRecord
MakeNodeRecord()
{
    WakuNodeRecord record;
    record.address = InetSocketAddress("10.0.0.1", 60000);
    record.shards = WakuShardSet{1, {0, 1, 7}};
    return record;
}

FuzzTarget::Seeds
MakePeerExchangeSeeds()
{
    WakuPeerExchangeMessage query;
    query.numPeers = 5;
    WakuPeerExchangeMessage response;
    response.records = {MakeNodeRecord().Encode()};
    response.status = 200;
    response.description = "OK";
    return After(0, {query.Encode(), response.Encode()});
}

/// The record of a node, an item of RLP.
void
RunNodeRecord(const uint8_t* bytes, std::size_t size)
{
    RereadsTheSame<WakuNodeRecord>(FuzzBytes(bytes, bytes + size));
}

FuzzTarget::Seeds
MakeNodeRecordSeeds()
{
    return {MakeNodeRecord().Encode()};
}

} // namespace

WAKU_FUZZ_TARGET(Request, "request", RunRequest, FuzzForm::PROTOBUF, 1, {}, {}, MakeRequestSeeds)
WAKU_FUZZ_TARGET(Delimited,
                 "delimited",
                 RunDelimited,
                 FuzzForm::BYTES,
                 1,
                 {},
                 {},
                 MakeDelimitedSeeds)
WAKU_FUZZ_TARGET(Store, "store", RunStore, FuzzForm::PROTOBUF, 1, {}, {20, 51}, MakeStoreSeeds)
WAKU_FUZZ_TARGET(Sync, "sync", RunSync, FuzzForm::BYTES, 1, {}, {}, MakeSyncSeeds)
WAKU_FUZZ_TARGET(Transfer,
                 "transfer",
                 RunTransfer,
                 FuzzForm::PROTOBUF,
                 1,
                 {},
                 {},
                 MakeTransferSeeds)
WAKU_FUZZ_TARGET(Filter, "filter", RunFilter, FuzzForm::PROTOBUF, 1, {}, {}, MakeFilterSeeds)
WAKU_FUZZ_TARGET(Lightpush,
                 "lightpush",
                 RunLightpush,
                 FuzzForm::PROTOBUF,
                 1,
                 {},
                 {20, 21},
                 MakeLightpushSeeds)
WAKU_FUZZ_TARGET(Metadata,
                 "metadata",
                 RunMetadata,
                 FuzzForm::PROTOBUF,
                 0,
                 {},
                 {},
                 MakeMetadataSeeds)
WAKU_FUZZ_TARGET(PeerExchange,
                 "peer-exchange",
                 RunPeerExchange,
                 FuzzForm::PROTOBUF,
                 1,
                 {},
                 {},
                 MakePeerExchangeSeeds)
WAKU_FUZZ_TARGET(NodeRecord,
                 "node-record",
                 RunNodeRecord,
                 FuzzForm::RLP,
                 0,
                 {},
                 {},
                 MakeNodeRecordSeeds)
