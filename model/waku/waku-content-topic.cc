/* SPDX-License-Identifier: GPL-2.0-only */
#include "waku-content-topic.h"

#include "waku-topic-parts.h"

#include <vector>

namespace ns3
{

namespace
{

/// Number of parts of the short form and of the full one.
constexpr std::size_t SHORT_FORM = 4;
constexpr std::size_t FULL_FORM = 5;

/// What is missing if a part of the full form is empty.
constexpr const char* PART_NAMES[FULL_FORM] = {"generation",
                                               "application",
                                               "version",
                                               "name",
                                               "encoding"};

std::optional<WakuContentTopic>
RefuseContentTopic(std::string* error, const std::string& sentence)
{
    if (error)
    {
        *error = sentence;
    }
    return std::nullopt;
}

} // namespace

std::optional<WakuContentTopic>
WakuContentTopic::Parse(const std::string& text, std::string* error)
{
    if (text.empty() || text[0] != '/')
    {
        return RefuseContentTopic(error,
                                  "content topic '" + text + "' does not begin with a slash");
    }
    const std::vector<std::string> parts = SplitWakuTopic(text, 1);
    if (parts.size() != SHORT_FORM && parts.size() != FULL_FORM)
    {
        return RefuseContentTopic(
            error,
            "content topic '" + text +
                "' is not /{application}/{version}/{name}/{encoding} or the same with "
                "/{generation} in front");
    }
    const std::size_t left = FULL_FORM - parts.size();
    for (std::size_t i = 0; i < parts.size(); i++)
    {
        if (parts[i].empty())
        {
            return RefuseContentTopic(error,
                                      "content topic '" + text + "' has no " +
                                          PART_NAMES[i + left]);
        }
    }
    WakuContentTopic topic;
    if (parts.size() == FULL_FORM)
    {
        topic.generation = ReadWakuTopicNumber<uint32_t>(parts[0]);
        if (!topic.generation)
        {
            return RefuseContentTopic(error,
                                      "content topic '" + text + "' has generation '" + parts[0] +
                                          "', not a number from 0 to 4294967295");
        }
    }
    topic.application = parts[1 - left];
    topic.version = parts[2 - left];
    topic.name = parts[3 - left];
    topic.encoding = parts[4 - left];
    return topic;
}

std::string
WakuContentTopic::ToString() const
{
    const std::string prefix = generation ? "/" + std::to_string(*generation) : "";
    return prefix + "/" + application + "/" + version + "/" + name + "/" + encoding;
}

} // namespace ns3
