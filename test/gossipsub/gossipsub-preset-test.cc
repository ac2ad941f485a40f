/* SPDX-License-Identifier: GPL-2.0-only */
#include "ns3/gossipsub-preset.h"
#include "ns3/type-id.h"

#include <fstream>
#include <gtest/gtest.h>
#include <map>
#include <sstream>
#include <string>
#include <vector>

using namespace ns3;

namespace
{

/// The quoted cells of a row of a csv-table.
std::vector<std::string>
SplitCells(const std::string& line)
{
    std::vector<std::string> cells;
    std::size_t from = line.find('"');
    while (from != std::string::npos)
    {
        const std::size_t to = line.find('"', from + 1);
        cells.push_back(line.substr(from + 1, to - from - 1));
        from = line.find('"', to + 1);
    }
    return cells;
}

/// What the manual says: values of each preset by class and attribute.
class PresetTable
{
  public:
    using Values = std::map<std::pair<std::string, std::string>, std::string>;

    PresetTable()
    {
        std::ifstream file(WAKU_SOURCE_DIR "/doc/gossipsub-presets.rst");
        std::string line;
        std::string type;
        std::vector<std::string> presets;
        while (std::getline(file, line))
        {
            if (line.rfind("Attributes of ``", 0) == 0)
            {
                type = line.substr(16, line.rfind("``") - 16);
            }
            else if (line.find(":header:") != std::string::npos)
            {
                presets = SplitCells(line);
            }
            else if (line.rfind("   \"``", 0) == 0)
            {
                AddRow(type, presets, SplitCells(line));
            }
        }
    }

    std::map<std::string, Values> values; //!< by preset
    std::vector<std::string> unsourced;   //!< attributes without a source
    std::size_t rows{0};

  private:
    void AddRow(const std::string& type,
                const std::vector<std::string>& presets,
                const std::vector<std::string>& cells)
    {
        ASSERT_EQ(cells.size(), presets.size()) << cells.front();
        const std::string name = cells.front().substr(2, cells.front().size() - 4);
        for (std::size_t i = 1; i + 1 < cells.size(); i++)
        {
            if (!cells[i].empty())
            {
                values[presets[i]][{type, name}] = cells[i] == "no limit" ? "4294967295" : cells[i];
            }
        }
        if (cells.back().empty())
        {
            unsourced.push_back(name);
        }
        rows++;
    }
};

PresetTable::Values
GetValues(const std::string& name)
{
    const GossipSubPreset preset = GossipSubPreset::Get(name);
    PresetTable::Values values;
    const auto add = [&values](const char* type, const GossipSubPreset::Attributes& attributes) {
        for (const auto& [attribute, value] : attributes)
        {
            values[{type, attribute}] = value;
        }
    };
    add("ns3::GossipSubRouter", preset.router);
    add("ns3::PeerScoreParameters", preset.peerScore);
    add("ns3::TopicScoreParameters", preset.topicScore);
    add("ns3::WakuRelay", preset.relay);
    add("ns3::PeerConnectionManager", preset.connection);
    return values;
}

} // namespace

TEST(GossipSubPresetTable, OfTheManualIsTheCode)
{
    PresetTable table;
    EXPECT_GT(table.rows, 60U);
    EXPECT_TRUE(table.unsourced.empty());
    for (const std::string& name : GossipSubPreset::GetNames())
    {
        EXPECT_EQ(GetValues(name), table.values[name]) << name;
    }
}

TEST(GossipSubPresetTable, HasValuesThatTheAttributesTake)
{
    for (const std::string& name : GossipSubPreset::GetNames())
    {
        for (const auto& [key, value] : GetValues(name))
        {
            TypeId::AttributeInformation info;
            ASSERT_TRUE(TypeId::LookupByName(key.first).LookupAttributeByName(key.second, &info))
                << key.first << "::" << key.second;
            Ptr<AttributeValue> read = info.checker->Create();
            EXPECT_TRUE(read->DeserializeFromString(value, info.checker) &&
                        info.checker->Check(*read))
                << name << ": " << key.second << " is " << value;
        }
    }
}
