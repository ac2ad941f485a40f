/* SPDX-License-Identifier: GPL-2.0-only */

// What a store of many messages takes: bytes of a message beside its content, which all stores of a
// simulation share, time to archive one, and time of a query for a page.
//
//   store-bench --messages=1000000

#include "bench-clock.h"
#include "counted-memory.h"

#include "ns3/core-module.h"
#include "ns3/waku-module.h"

#include <fstream>
#include <iostream>
#include <nlohmann/json.hpp>
#include <vector>

using namespace ns3;

namespace
{

const std::string SHARD = "/waku/2/rs/1/0";
constexpr double DAY = 86400;

/// What is measured.
struct StoreLoad
{
    uint32_t messages{1000000};
    uint32_t topics{1000};
    uint32_t queries{10000};
    uint32_t page{100};
};

std::string
GetContentTopic(uint32_t number)
{
    return "/community/1/group-" + std::to_string(number) + "/proto";
}

int64_t
ToStamp(double seconds)
{
    return ToWakuTimestamp(WAKU_UNIX_EPOCH, Seconds(seconds));
}

/// Messages of a day, on content topics drawn at random.
std::vector<Ptr<const WakuStoredMessage>>
MakeMessages(const StoreLoad& load, const Ptr<UniformRandomVariable>& random)
{
    std::vector<Ptr<const WakuStoredMessage>> messages;
    messages.reserve(load.messages);
    for (uint32_t i = 0; i < load.messages; i++)
    {
        WakuMessage message;
        message.contentTopic = GetContentTopic(random->GetInteger(0, load.topics - 1));
        message.timestamp = ToStamp(DAY * i / load.messages);
        message.SetUniquePayload(0, i, 2000);
        messages.push_back(WakuStoredMessage::Make(SHARD, message.Encode()));
    }
    return messages;
}

/// Kinds of queries, all for a page with messages.
enum Kind
{
    OLDEST,   //!< the first ones from a random time on
    NEWEST,   //!< the last ones before a random time
    OF_TOPIC, //!< those of a content topic, from a random time on
    OF_TEN,   //!< those of ten content topics
    NEXT,     //!< those behind a cursor
    KINDS
};

constexpr const char* KIND_NAMES[KINDS] = {"from a time on",
                                           "before a time",
                                           "of a content topic",
                                           "of ten content topics",
                                           "behind a cursor"};

WakuStoreQuery
MakeQuery(Kind kind,
          const StoreLoad& load,
          const Ptr<UniformRandomVariable>& random,
          const std::vector<Ptr<const WakuStoredMessage>>& messages)
{
    WakuStoreQuery query;
    query.includeData = true;
    query.forward = kind != NEWEST;
    const int64_t time = ToStamp(random->GetValue(DAY / 4, DAY * 3 / 4));
    (kind == NEWEST ? query.end : query.start) = time;
    if (kind == OF_TOPIC || kind == OF_TEN)
    {
        query.pubsubTopic = SHARD;
        for (uint32_t i = 0; i < (kind == OF_TEN ? 10 : 1); i++)
        {
            query.contentTopics.push_back(GetContentTopic(random->GetInteger(0, load.topics - 1)));
        }
    }
    if (kind == NEXT)
    {
        query.start.reset();
        query.cursor = messages[random->GetInteger(0, load.messages / 2)]->GetHash();
    }
    return query;
}

/// \return microseconds of a query, the mean
double
MeasureQueries(Kind kind,
               const StoreLoad& load,
               const Ptr<UniformRandomVariable>& random,
               const std::vector<Ptr<const WakuStoredMessage>>& messages,
               WakuArchive& archive,
               double& entries)
{
    std::vector<WakuStoreQuery> queries;
    for (uint32_t i = 0; i < load.queries; i++)
    {
        queries.push_back(MakeQuery(kind, load, random, messages));
    }
    uint64_t found = 0;
    const double seconds = MeasureSeconds([&] {
        for (const WakuStoreQuery& query : queries)
        {
            WakuStorePage page;
            archive.Find(Seconds(DAY), query, load.page, UINT64_MAX, page);
            found += page.entries.size();
        }
    });
    entries = static_cast<double>(found) / load.queries;
    return seconds / load.queries * 1e6;
}

} // namespace

int
main(int argc, char* argv[])
{
    StoreLoad load;
    std::string jsonPath;
    ProgramOptions cmd(__FILE__);
    cmd.AddValue("messages", "Messages in the store", load.messages);
    cmd.AddValue("topics", "Content topics of the messages", load.topics);
    cmd.AddValue("queries", "Queries of each kind", load.queries);
    cmd.AddValue("page", "Most messages of a page", load.page);
    cmd.AddOutput("json", "Write the figures to this file", jsonPath);
    cmd.Parse(argc, argv);
    ProgramOptions::CheckRange("messages", load.messages, 2, 100000000);
    ProgramOptions::CheckRange("topics", load.topics, 1, load.messages);
    ProgramOptions::CheckRange("queries", load.queries, 1, 100000000);
    ProgramOptions::CheckRange("page", load.page, 1, load.messages);

    const Ptr<UniformRandomVariable> random = CreateObject<UniformRandomVariable>();
    random->SetStream(1);
    const int64_t empty = g_live;
    const auto messages = MakeMessages(load, random);
    const double content = static_cast<double>(g_live - empty) / load.messages;
    Ptr<WakuArchive> archive = CreateObjectWithAttributes<WakuArchive>("Capacity",
                                                                       UintegerValue(load.messages),
                                                                       "Retention",
                                                                       TimeValue(Seconds(2 * DAY)));
    const int64_t before = g_live;
    const double seconds = MeasureSeconds([&] {
        for (const auto& message : messages)
        {
            archive->Add(Seconds(DAY), message);
        }
    });
    const double own = static_cast<double>(g_live - before) / load.messages;
    nlohmann::json json = {{"messages", archive->GetSize()},
                           {"content_bytes", content},
                           {"archive_bytes", own},
                           {"archive_us", seconds / load.messages * 1e6}};
    std::cout << archive->GetSize() << " messages on " << load.topics << " content topics\n"
              << "bytes of a message     " << own << " in the archive, beside " << content
              << " shared by all\n"
              << "time to archive one    " << seconds / load.messages * 1e6 << " us\n";
    for (int kind = 0; kind < KINDS; kind++)
    {
        double entries = 0;
        const double us =
            MeasureQueries(static_cast<Kind>(kind), load, random, messages, *archive, entries);
        std::cout << "query for " << load.page << ", " << KIND_NAMES[kind] << ": " << us << " us, "
                  << entries << " messages\n";
        json["query_us"][KIND_NAMES[kind]] = us;
    }
    archive->Dispose();
    if (!jsonPath.empty())
    {
        std::ofstream(jsonPath) << json.dump(1) << "\n";
    }
    return 0;
}
