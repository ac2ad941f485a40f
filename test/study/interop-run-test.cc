/* SPDX-License-Identifier: GPL-2.0-only */
#include "read-file.h"

#include "ns3/interop-experiment.h"
#include "ns3/interop-partials.h"

#include <cryptopp/filters.h>
#include <cryptopp/hex.h>
#include <cryptopp/sha.h>
#include <filesystem>
#include <gtest/gtest.h>
#include <map>
#include <nlohmann/json.hpp>
#include <sstream>
#include <stdexcept>
#include <string>
#include <unistd.h>
#include <vector>

using namespace ns3;

namespace
{

const std::string INTEROP_DATA = std::string(WAKU_SOURCE_DIR) + "/test/data/interop/";

/// A run of the script in test/data/interop.
class InteropRun
{
  public:
    explicit InteropRun(const std::string& transport)
    {
        m_folder = testing::TempDir() + "/interop-" + std::to_string(getpid()) + transport;
        InteropExperiment::Options options;
        options.params = INTEROP_DATA + "params.json";
        options.shadow = INTEROP_DATA + "shadow.yaml";
        options.graph = INTEROP_DATA + "graph.gml";
        options.output = m_folder;
        options.transport = transport;
        std::filesystem::create_directories(m_folder);
        InteropExperiment experiment(options);
        ViewHelper view(m_folder + "/view.html");
        summary = experiment.Run(view);
        notes = experiment.GetNotes();
        for (int node = 0; node < 10; node++)
        {
            std::istringstream lines(ReadFile(m_folder + "/hosts/node" + std::to_string(node) +
                                              "/gossipsub-interop.1000.stdout"));
            std::vector<nlohmann::ordered_json>& log = logs.emplace_back();
            for (std::string line; std::getline(lines, line);)
            {
                log.push_back(nlohmann::ordered_json::parse(line));
            }
        }
    }

    ~InteropRun()
    {
        std::filesystem::remove_all(m_folder);
    }

    /// Number of lines with a message, and with a value of a field.
    template <typename T>
    int Count(std::size_t node, const std::string& message, const char* field, const T& value) const
    {
        int count = 0;
        for (const auto& line : logs[node])
        {
            count += line.at("msg") == message && line.at(field) == value ? 1 : 0;
        }
        return count;
    }

    bool HasFile(const std::string& name) const
    {
        return std::filesystem::exists(m_folder + "/" + name);
    }

    RunSummary summary;                                    ///< the results
    std::vector<std::string> notes;                        ///< for the user
    std::vector<std::vector<nlohmann::ordered_json>> logs; ///< lines of each node

  private:
    std::string m_folder; ///< where the logs are
};

} // namespace

TEST(InteropRun, PeerIdsAreThoseOfTheOtherImplementations)
{
    // The hash is in the tests of the framework's programs in Go and Rust.
    std::string all;
    for (uint32_t node = 0; node < 10000; node++)
    {
        all += ">" + std::to_string(node) + ":" + InteropWorld::MakePeerId(node) + "\n";
    }
    CryptoPP::SHA256 hash;
    std::string digits;
    CryptoPP::StringSource(all,
                           true,
                           new CryptoPP::HashFilter(
                               hash,
                               new CryptoPP::HexEncoder(new CryptoPP::StringSink(digits), false)));
    EXPECT_EQ(digits, "11395ea896d00ca25f7f648ebb336488ee092096a5498d90d76b92eaec27867a");
}

TEST(InteropRun, EveryInstructionDoesWhatItSays)
{
    for (const std::string transport : {"packet", "flow"})
    {
        const InteropRun run(transport);
        EXPECT_TRUE(run.notes.empty());
        EXPECT_EQ(run.summary.published, 2U);
        EXPECT_EQ(run.summary.delivered, 18U);
        EXPECT_EQ(run.summary.degree, 4);
        EXPECT_EQ(run.summary.messageBytes, 10004);
        for (std::size_t node = 0; node < 10; node++)
        {
            EXPECT_EQ(run.Count(node, "PeerID", "node_id", node), 1);
            // A publisher hears of its message only from others.
            EXPECT_GE(run.Count(node, "Received Message", "id", "258"), node == 3 ? 0 : 1);
            EXPECT_GE(run.Count(node, "Received Message", "id", "18446744073709551615"),
                      node == 0 ? 0 : 1);
            EXPECT_EQ(run.Count(node, "All parts received", "group id", 66), 1) << node;
            EXPECT_EQ(run.Count(node, "All parts received", "group id", 67), 1) << node;
        }
        EXPECT_EQ(run.summary.counts.at(1).second, 20U);
        for (const char* name : {"params.json", "shadow.yaml", "graph.gml", "view.html"})
        {
            EXPECT_TRUE(run.HasFile(name)) << name;
        }
    }
}

TEST(InteropRun, LinesHaveTheFieldsOfGosProgram)
{
    const InteropRun run("packet");
    const nlohmann::ordered_json& hello = run.logs[4].front();
    EXPECT_EQ(hello.dump(),
              R"({"time":"2000-01-01T00:00:00.000000001Z","level":"INFO","msg":"PeerID","id":")" +
                  InteropWorld::MakePeerId(4) + R"(","node_id":4})");
    for (const auto& line : run.logs[4])
    {
        if (line.at("msg") == "Received Message")
        {
            std::string fields;
            for (const auto& [name, value] : line.items())
            {
                fields += name + " ";
            }
            EXPECT_EQ(fields, "time level msg service from topic id ");
            // It is published 30 s after the start, and validated for 5 ms before and on the way.
            const std::string time = line.at("time").get<std::string>();
            EXPECT_GE(time, "2000-01-01T00:00:30.055000000Z");
            EXPECT_LE(time, "2000-01-01T00:00:34.000000000Z");
            return;
        }
    }
    FAIL() << "node 4 has received nothing";
}

TEST(InteropRun, SettingsAreThoseOfTheImplementationThatAPathNames)
{
    EXPECT_EQ(InteropExperiment::GetPresetOf("go-libp2p/gossipsub-bin"), "go");
    EXPECT_EQ(InteropExperiment::GetPresetOf("rust-libp2p/target/debug/rust-libp2p-gossip"),
              "rust");
    EXPECT_EQ(InteropExperiment::GetPresetOf("nim-libp2p/gossipsub-bin"), "nwaku");
    EXPECT_EQ(InteropExperiment::GetPresetOf("jvm-libp2p/build/jvm-libp2p-gossip"), "go");
}

TEST(InteropPartial, PartsCountUpFromTheGroupId)
{
    InteropPartial message(std::string("\0\0\0\0\0\0\x01\x02", 8));
    message.Add(0x82);
    EXPECT_EQ(message.GetPartsMetadata(), "\x82");
    EXPECT_EQ(message.GetParts("\x82")->GetSize(), 0U);
    EXPECT_FALSE(message.GetParts("xy"));
    const std::vector<uint8_t> bytes = message.GetParts("\x7d")->ToVector();
    ASSERT_EQ(bytes.size(), 1 + 2 * 1024 + 8U);
    EXPECT_EQ(bytes[0], 0x82);
    // 0x102 + 128 and 0x102 + 1023.
    EXPECT_EQ((std::vector<uint8_t>(bytes.begin() + 1, bytes.begin() + 9)),
              (std::vector<uint8_t>{0, 0, 0, 0, 0, 0, 0x01, 0x82}));
    EXPECT_EQ((std::vector<uint8_t>(bytes.end() - 16, bytes.end() - 8)),
              (std::vector<uint8_t>{0, 0, 0, 0, 0, 0, 0x05, 0x01}));
    PubsubPartialRpc rpc;
    rpc.groupId = message.GetGroupId();
    rpc.parts = VirtualBytes(bytes);
    EXPECT_EQ(InteropPartial::Decode(rpc), 0x82);
    rpc.parts = VirtualBytes(std::vector<uint8_t>(bytes.begin(), bytes.end() - 1));
    EXPECT_FALSE(InteropPartial::Decode(rpc));
    rpc.parts = VirtualBytes({0xff}, 8);
    EXPECT_FALSE(InteropPartial::Decode(rpc));
}
