/* SPDX-License-Identifier: GPL-2.0-only */
#include "../support/fake-peer-host.h"
#include "../support/stored-messages.h"
#include "../support/trace-sink.h"
#include "fuzz-target.h"

#include "ns3/boolean.h"
#include "ns3/request-message.h"
#include "ns3/uinteger.h"
#include "ns3/waku-archive.h"
#include "ns3/waku-filter-protocol.h"
#include "ns3/waku-filter-push-protocol.h"
#include "ns3/waku-lightpush-protocol.h"
#include "ns3/waku-metadata-protocol.h"
#include "ns3/waku-peer-exchange-protocol.h"
#include "ns3/waku-protobuf.h"
#include "ns3/waku-reconciliation-protocol.h"
#include "ns3/waku-store-protocol.h"
#include "ns3/waku-transfer-protocol.h"

#include <algorithm>
#include <memory>
#include <optional>
#include <set>

using namespace ns3;

namespace
{

FuzzBytes
WithLength(const FuzzBytes& message)
{
    FuzzBytes bytes;
    protobuf::AppendVarint(bytes, message.size());
    bytes.insert(bytes.end(), message.begin(), message.end());
    return bytes;
}

/// A store of few messages, which is compared with a list of the same messages.
class FuzzedStore
{
  public:
    explicit FuzzedStore(FuzzInput& input)
        : m_input(input)
    {
        m_capacity = 1 + m_input.Take() % 60;
        m_archive->SetAttribute("Capacity", UintegerValue(m_capacity));
        m_store->SetAttribute("PartialFilters", BooleanValue(true));
        m_store->SetArchive(m_archive);
        m_client->AddServiceNode(FakePeerHost::AddressOf(STORE));
        m_clientHost.Connect(STORE);
        m_storeHost.Connect(CLIENT);
    }

    void Live()
    {
        for (int events = 0; !m_input.IsEmpty() && events < 200; events++)
        {
            Happen();
            FUZZ_CHECK(m_archive->GetSize() <= m_capacity);
            FUZZ_CHECK(m_archive->GetNArchived() - m_archive->GetNEvicted() ==
                       m_archive->GetSize());
        }
    }

  private:
    static constexpr PeerId STORE = 1;
    static constexpr PeerId CLIENT = 2;

    static std::string TopicOf(uint8_t number)
    {
        return "/app/1/" + std::to_string(number % 3) + "/proto";
    }

    static std::string ShardOf(uint8_t number)
    {
        return number % 4 == 0 ? "/waku/2/rs/0/1" : STORE_SHARD;
    }

    Ptr<const WakuStoredMessage> AnyMessage()
    {
        const uint8_t number = m_input.Take();
        // Some have the same timestamp, so that hashes order them.
        return MakeStored(number, StampOf(-100 + number / 3), TopicOf(number), ShardOf(number));
    }

    WakuStoreQuery AnyQuery()
    {
        WakuStoreQuery query;
        const uint8_t choice = m_input.Take();
        query.includeData = (choice & 1) != 0;
        query.forward = (choice & 2) != 0;
        if (choice & 4)
        {
            query.pubsubTopic = ShardOf(m_input.Take());
        }
        if (choice & 8)
        {
            query.contentTopics = {TopicOf(m_input.Take()), TopicOf(m_input.Take())};
        }
        if (choice & 16)
        {
            query.start = StampOf(-110 + m_input.Take() % 110);
        }
        if (choice & 32)
        {
            query.end = StampOf(-110 + m_input.Take() % 110);
        }
        if (choice & 64)
        {
            query.limit = m_input.Take() % 9;
        }
        if ((choice & 0xfc) == 128)
        {
            for (uint8_t count = m_input.Take() % 5; count > 0; count--)
            {
                query.hashes.push_back(AnyMessage()->GetHash());
            }
        }
        return query;
    }

    /// All that matches, in the order of a store.
    std::vector<MessageId> FindInList(const WakuStoreQuery& query) const
    {
        std::vector<MessageId> found;
        auto place = m_archive->GetIndex().FindBefore({INT64_MIN, MessageId()});
        const WakuStoredMessage* last = nullptr;
        for (; const WakuStoredMessage* message = place.GetNext(); place.GoForward())
        {
            FUZZ_CHECK(!last || last->IsBefore(*message));
            last = message;
            if (query.Matches(*message))
            {
                found.push_back(message->GetHash());
            }
        }
        return found;
    }

    std::optional<WakuStoreResult> Ask(const WakuStoreQuery& query)
    {
        std::optional<WakuStoreResult> got;
        m_client->Query(STORE, query, [&got](const WakuStoreResult& result) { got = result; });
        Exchange(m_clientHost, STORE, m_storeHost, CLIENT);
        return got;
    }

    /// The pages of a query are all that the list has, once and in order.
    void AskForAll()
    {
        WakuStoreQuery query = AnyQuery();
        const std::vector<MessageId> expected = FindInList(query);
        std::vector<MessageId> found;
        for (int pages = 0; pages < 100; pages++)
        {
            const auto result = Ask(query);
            FUZZ_CHECK(result.has_value());
            if (!result->IsOk())
            {
                FUZZ_CHECK(pages == 0 && !query.FindFault(true).empty());
                return;
            }
            const auto& entries = result->page.entries;
            const uint64_t limit = query.limit.value_or(0) == 0 ? 20 : *query.limit;
            FUZZ_CHECK(entries.size() <= limit);
            for (const WakuStoreEntry& entry : entries)
            {
                FUZZ_CHECK(query.includeData == (entry.message != nullptr));
            }
            std::vector<MessageId> page;
            std::transform(entries.begin(),
                           entries.end(),
                           std::back_inserter(page),
                           [](const WakuStoreEntry& entry) { return entry.hash; });
            found.insert(query.forward ? found.end() : found.begin(), page.begin(), page.end());
            if (!result->page.cursor)
            {
                FUZZ_CHECK(found == expected);
                return;
            }
            FUZZ_CHECK(!entries.empty());
            query.cursor = result->page.cursor;
        }
        FUZZ_CHECK(false);
    }

    void Happen()
    {
        switch (m_input.Take() % 8)
        {
        case 0:
        case 1:
        case 2:
            m_archive->Add(m_storeHost.now, AnyMessage());
            return;
        case 3:
        case 4:
            AskForAll();
            return;
        case 5:
            m_storeHost.Hear(CLIENT, WithLength(m_input.TakeBytes(m_input.Take())));
            m_storeHost.sent.clear();
            return;
        case 6:
            HearAnswer();
            return;
        default:
            m_storeHost.RunUntil(m_storeHost.now + Seconds(m_input.Take()));
            m_clientHost.RunUntil(m_storeHost.now);
            return;
        }
    }

    /// The client asks, and hears any bytes, in part with the id of its question.
    void HearAnswer()
    {
        bool isOver = false;
        const WakuStoreQuery query = AnyQuery();
        m_client->Query(STORE, query, [&](const WakuStoreResult& result) {
            isOver = true;
            for (const WakuStoreEntry& entry : result.page.entries)
            {
                FUZZ_CHECK(!entry.message || query.Matches(*entry.message));
            }
        });
        RequestMessage answer;
        if (!m_clientHost.sent.empty())
        {
            const FuzzBytes asked = BytesOf(m_clientHost.sent.back().second->GetPacket());
            const uint8_t* cursor = asked.data();
            uint64_t size = 0;
            protobuf::ReadVarint(cursor, asked.data() + asked.size(), size);
            RequestMessage::Decode(VirtualBytes(FuzzBytes(cursor, asked.data() + asked.size())),
                                   answer);
        }
        m_clientHost.sent.clear();
        answer.status = m_input.TakeBool() ? RequestMessage::OK : m_input.TakeWord();
        answer.fields = VirtualBytes(m_input.TakeBytes(m_input.Take()));
        m_clientHost.Hear(STORE, WithLength(answer.Encode().ToVector()));
        m_clientHost.RunUntil(m_clientHost.now + Seconds(20));
        m_storeHost.RunUntil(m_clientHost.now);
        FUZZ_CHECK(isOver);
        if (m_clientHost.parsers.at(STORE)->HasFailed())
        {
            m_clientHost.Part(STORE);
            m_clientHost.Connect(STORE);
        }
    }

    FuzzInput& m_input;
    std::size_t m_capacity;
    Ptr<WakuArchive> m_archive{CreateObject<WakuArchive>()};
    Ptr<WakuStoreProtocol> m_store{CreateObject<WakuStoreProtocol>()};
    Ptr<WakuStoreProtocol> m_client{CreateObject<WakuStoreProtocol>()};
    FakePeerHost m_storeHost{m_store};
    FakePeerHost m_clientHost{m_client};
};

void
RunStoreNode(const uint8_t* bytes, std::size_t size)
{
    FuzzInput input(bytes, size);
    FuzzedStore store(input);
    store.Live();
}

FuzzTarget::Seeds
MakeStoreNodeSeeds()
{
    FuzzTarget::Seeds seeds;
    for (const uint8_t choice : {0x03, 0x01, 0x4f, 0x7d})
    {
        FuzzBytes seed{static_cast<uint8_t>(choice + 30)};
        for (uint8_t i = 0; i < 40; i++)
        {
            const FuzzBytes next{0, static_cast<uint8_t>(i * 37), 1, i};
            seed.insert(seed.end(), next.begin(), next.end());
        }
        const FuzzBytes ask{3, choice, 1, 2, 0, 20, 90, 4, 4, choice, 0, 0, 1, 3, 100, 2};
        seed.insert(seed.end(), ask.begin(), ask.end());
        seeds.push_back(seed);
    }
    return seeds;
}

/// The other protocols of Waku, each on a host of its own, and peers who say any bytes.
class FuzzedServices
{
  public:
    explicit FuzzedServices(FuzzInput& input)
        : m_input(input)
    {
        m_relay->SetAttribute("UnixEpoch", UintegerValue(WAKU_UNIX_EPOCH));
        m_filter->SetPush(m_push);
        m_filter->ServeFrom(m_relay);
        m_filter->SetAttribute("MaxPeers", UintegerValue(3));
        m_filter->SetAttribute("MaxCriteria", UintegerValue(4));
        m_lightpush->ServeThrough(m_relay);
        m_archive->SetAttribute("Capacity", UintegerValue(30));
        m_reconciliation->Synchronize(m_archive, m_transfer, WakuSyncScope());
        m_transfer->SetAttribute("AcceptUnasked", BooleanValue(m_input.TakeBool()));
        for (const Ptr<PeerProtocol>& protocol : std::vector<Ptr<PeerProtocol>>{m_relay,
                                                                                m_push,
                                                                                m_filter,
                                                                                m_lightpush,
                                                                                m_exchange,
                                                                                m_metadata,
                                                                                m_transfer,
                                                                                m_reconciliation})
        {
            m_hosts.push_back(std::make_unique<FakePeerHost>(protocol));
        }
        for (uint32_t i = 0; i < 40; i++)
        {
            m_archive->Add(Time(0), MakeStored(i, StampOf(-3000 + 70 * i)));
        }
    }

    void Live()
    {
        for (int events = 0; !m_input.IsEmpty() && events < 200; events++)
        {
            Happen();
            FUZZ_CHECK(m_archive->GetSize() <= 30);
            FUZZ_CHECK(m_filter->GetSubscriptions().GetNPeers() <= 3);
        }
        for (auto& host : m_hosts)
        {
            host->RunUntil(m_now + Minutes(10));
        }
    }

  private:
    void Happen()
    {
        const uint8_t event = m_input.Take();
        FakePeerHost& host = *m_hosts[event % m_hosts.size()];
        const PeerId peer = 1 + event / 8 % 4;
        host.sent.clear();
        if (host.parsers.count(peer) == 0)
        {
            host.Connect(peer);
            return;
        }
        switch (event / 32)
        {
        case 0:
            host.Part(peer);
            return;
        case 1:
            m_now += MilliSeconds(100 * m_input.Take());
            for (auto& one : m_hosts)
            {
                one->RunUntil(m_now);
            }
            return;
        case 2:
            Speak(host, peer);
            return;
        default:
            break;
        }
        host.Hear(peer, WithLength(m_input.TakeBytes(m_input.Take())));
        if (host.parsers.at(peer)->HasFailed())
        {
            host.Part(peer);
        }
    }

    /// A peer says something sensible, or this node does.
    void Speak(FakePeerHost& host, PeerId peer)
    {
        const uint8_t number = m_input.Take();
        RequestMessage request;
        request.id = "id" + std::to_string(number);
        const std::string content = "/app/1/" + std::to_string(number % 8) + "/proto";
        if (&host == m_hosts[2].get())
        {
            request.fields = WakuFilterRequest{number % 5U, STORE_SHARD, {content}}.Encode();
        }
        else if (&host == m_hosts[3].get())
        {
            request.fields =
                WakuLightpushRequest{STORE_SHARD, MakeWakuMessage(number, StampOf(0)).Encode()}
                    .Encode();
        }
        else if (&host == m_hosts[0].get())
        {
            m_relay->Publish(STORE_SHARD, MakeWakuMessage(number, StampOf(0), content));
            return;
        }
        else if (&host == m_hosts[4].get())
        {
            m_exchange->Ask(peer, number, nullptr);
            return;
        }
        else if (&host == m_hosts[7].get())
        {
            m_reconciliation->Reconcile(peer);
            return;
        }
        else
        {
            return;
        }
        host.Hear(peer, WithLength(request.Encode().ToVector()));
    }

    FuzzInput& m_input;
    Time m_now;
    Ptr<WakuRelayProtocol> m_relay{CreateObject<WakuRelayProtocol>()};
    Ptr<WakuFilterPushProtocol> m_push{CreateObject<WakuFilterPushProtocol>()};
    Ptr<WakuFilterProtocol> m_filter{CreateObject<WakuFilterProtocol>()};
    Ptr<WakuLightpushProtocol> m_lightpush{CreateObject<WakuLightpushProtocol>()};
    Ptr<WakuPeerExchangeProtocol> m_exchange{CreateObject<WakuPeerExchangeProtocol>()};
    Ptr<WakuMetadataProtocol> m_metadata{CreateObject<WakuMetadataProtocol>()};
    Ptr<WakuTransferProtocol> m_transfer{CreateObject<WakuTransferProtocol>()};
    Ptr<WakuReconciliationProtocol> m_reconciliation{CreateObject<WakuReconciliationProtocol>()};
    Ptr<WakuArchive> m_archive{CreateObject<WakuArchive>()};
    std::vector<std::unique_ptr<FakePeerHost>> m_hosts;
};

void
RunServices(const uint8_t* bytes, std::size_t size)
{
    FuzzInput input(bytes, size);
    FuzzedServices services(input);
    services.Live();
}

FuzzTarget::Seeds
MakeServicesSeeds()
{
    FuzzBytes seed{1};
    for (uint8_t host = 0; host < 8; host++)
    {
        for (uint8_t k = 0; k < 4; k++)
        {
            const auto peer = static_cast<uint8_t>(8 * (k % 2));
            seed.push_back(host + peer);
            seed.push_back(64 + host + peer);
            seed.push_back(k + 1);
            seed.push_back(32 + host);
            seed.push_back(3);
            seed.push_back(128 + host + peer);
            seed.insert(seed.end(), {4, 0x0a, 2, 'i', 'd'});
        }
    }
    return {seed};
}

} // namespace

WAKU_FUZZ_TARGET(StoreNode,
                 "store-node",
                 RunStoreNode,
                 FuzzForm::BYTES,
                 0,
                 {},
                 {},
                 MakeStoreNodeSeeds,
                 true)
WAKU_FUZZ_TARGET(Services,
                 "services",
                 RunServices,
                 FuzzForm::BYTES,
                 0,
                 {},
                 {},
                 MakeServicesSeeds,
                 true)
