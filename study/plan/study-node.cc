/* SPDX-License-Identifier: GPL-2.0-only */
#include "study-node.h"

#include "ns3/program-option-value.h"
#include "ns3/scenario-key.h"

#include <algorithm>
#include <cstdint>
#include <set>
#include <yaml-cpp/yaml.h>

namespace ns3
{

namespace
{

std::string
DescribePlace(const std::string& source, const YAML::Mark& mark)
{
    const bool isFile = !source.empty() && source.front() != '-';
    return isFile && !mark.is_null() ? source + ":" + std::to_string(mark.line + 1) + ":" +
                                           std::to_string(mark.column + 1)
                                     : source;
}

/// Values of a file, those of aliases each time that they are used.
constexpr uint32_t MOST_VALUES = 1000000;

/// Depth of lists and maps; an alias may stand in what it is an alias of.
constexpr uint32_t MOST_DEPTH = 100;

StudyNode
Convert(const YAML::Node& yaml, const std::string& source, uint32_t depth, uint32_t& count)
{
    StudyNode node;
    node.place = DescribePlace(source, yaml.Mark());
    if (depth > MOST_DEPTH || ++count > MOST_VALUES)
    {
        throw StudyFileError(node.place,
                             depth > MOST_DEPTH ? "values are nested more than 100 deep"
                                                : "there are more than 1,000,000 values");
    }
    switch (yaml.Type())
    {
    case YAML::NodeType::Scalar:
        node.kind = StudyNode::TEXT;
        node.text = yaml.Scalar();
        break;
    case YAML::NodeType::Sequence:
        node.kind = StudyNode::LIST;
        for (const YAML::Node& item : yaml)
        {
            node.items.push_back(Convert(item, source, depth + 1, count));
        }
        break;
    case YAML::NodeType::Map: {
        node.kind = StudyNode::MAP;
        std::set<std::string> keys;
        for (const auto& entry : yaml)
        {
            const StudyNode key = Convert(entry.first, source, depth + 1, count);
            if (key.kind != StudyNode::TEXT)
            {
                throw StudyFileError(key.place, "a key has to be a text");
            }
            if (!keys.insert(key.text).second)
            {
                throw StudyFileError(key.place, "the key " + key.text + " is there twice");
            }
            node.entries.push_back(
                {key.text, key.place, Convert(entry.second, source, depth + 1, count)});
        }
        break;
    }
    default:
        break;
    }
    return node;
}

} // namespace

StudyNode
StudyNode::Read(const std::string& yaml, const std::string& source)
{
    try
    {
        uint32_t count = 0;
        return Convert(YAML::Load(yaml), source, 0, count);
    }
    catch (const YAML::Exception& error)
    {
        throw StudyFileError(DescribePlace(source, error.mark), "no YAML: " + error.msg);
    }
}

const StudyNode*
StudyNode::Find(const std::string& key) const
{
    const auto found = std::find_if(entries.begin(), entries.end(), [&key](const Entry& entry) {
        return entry.key == key;
    });
    return found == entries.end() ? nullptr : &found->value;
}

void
StudyNode::Set(const std::vector<std::string>& path, const StudyNode& value)
{
    StudyNode* node = this;
    for (const std::string& key : path)
    {
        node->kind = MAP;
        auto found = std::find_if(node->entries.begin(), node->entries.end(), [&](const Entry& e) {
            return e.key == key;
        });
        if (found == node->entries.end())
        {
            node->entries.push_back({key, value.place, {}});
            found = std::prev(node->entries.end());
        }
        node = &found->value;
    }
    *node = value;
}

void
StudyNode::Remove(const std::vector<std::string>& path)
{
    const auto found = std::find_if(entries.begin(), entries.end(), [&path](const Entry& entry) {
        return entry.key == path.front();
    });
    if (found == entries.end())
    {
        return;
    }
    if (path.size() == 1)
    {
        entries.erase(found);
        return;
    }
    found->value.Remove({path.begin() + 1, path.end()});
}

const std::string&
StudyNode::GetText(const std::string& what) const
{
    if (kind != TEXT)
    {
        throw StudyFileError(place, what + " has to be a single value");
    }
    return text;
}

std::vector<StudyNode>
StudyNode::GetItems(const std::string& what) const
{
    if (kind == TEXT)
    {
        return {*this};
    }
    if (kind != LIST || items.empty())
    {
        throw StudyFileError(place, what + " has to be a list of at least one value");
    }
    return items;
}

const std::vector<StudyNode::Entry>&
StudyNode::GetEntries(const std::string& what) const
{
    if (kind != MAP)
    {
        throw StudyFileError(place, what + " has to be a map of keys and values");
    }
    return entries;
}

void
StudyNode::CheckKeys(const std::string& what, const std::vector<std::string>& keys) const
{
    for (const Entry& entry : GetEntries(what))
    {
        if (std::find(keys.begin(), keys.end(), entry.key) == keys.end())
        {
            const std::string nearest = FindNearestName(entry.key, keys);
            throw StudyFileError(entry.place,
                                 what + " has no key " + entry.key +
                                     (nearest.empty() ? "; it has " + OptionValue::JoinWithOr(keys)
                                                      : "; is " + nearest + " meant?"));
        }
    }
}

} // namespace ns3
