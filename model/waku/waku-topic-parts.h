/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_TOPIC_PARTS_H
#define WAKU_TOPIC_PARTS_H

#include <algorithm>
#include <charconv>
#include <optional>
#include <string>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief Split a topic at its slashes.
 * \param text the topic
 * \param start index of the first character of the first part
 * \return the parts, which may be empty; at least one
 */
inline std::vector<std::string>
SplitWakuTopic(const std::string& text, std::size_t start)
{
    std::vector<std::string> parts;
    for (std::size_t begin = start; begin <= text.size();)
    {
        const std::size_t end = std::min(text.find('/', begin), text.size());
        parts.push_back(text.substr(begin, end - begin));
        begin = end + 1;
    }
    return parts;
}

/**
 * \ingroup waku
 * \brief Read a number in a topic.
 * \tparam T unsigned type, whose range is that of the number
 * \param text decimal digits and nothing else
 * \return the number; none if the text is no such number
 */
template <typename T>
std::optional<T>
ReadWakuTopicNumber(const std::string& text)
{
    T value{};
    const char* end = text.data() + text.size();
    const auto [next, error] = std::from_chars(text.data(), end, value);
    return error == std::errc() && next == end ? std::optional<T>(value) : std::nullopt;
}

} // namespace ns3

#endif /* WAKU_TOPIC_PARTS_H */
