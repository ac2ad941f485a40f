/* SPDX-License-Identifier: GPL-2.0-only */
#include "length-distribution.h"

#include <algorithm>
#include <cmath>
#include <fstream>
#include <locale>
#include <numeric>
#include <sstream>

namespace ns3
{

namespace
{

const char* const LENGTH_FORMS = "a time such as 10min, uniform 1s 10s, exponential 10min, "
                                 "weibull 5min 0.6, lognormal 4min 1.2, ethereum or file:PATH";
const std::string FILE_PREFIX = "file:";
constexpr double TWO_PI = 6.283185307179586;

/// Candidates from which a length is drawn that is met at a random time.
constexpr int REST_CANDIDATES = 64;

/// Lives of Ethereum's connections: shares and bounds in seconds.
constexpr double ETHEREUM_SHORT = 0.8;
constexpr double ETHEREUM_MIDDLE = 0.9;
constexpr double ETHEREUM_SECONDS = 5;
constexpr double ETHEREUM_FOUR_MINUTES[] = {180, 300};
constexpr double ETHEREUM_LONG[] = {300, 5760};

/// A number that is all of a text; negative if it is none.
double
ReadPositive(const std::string& text)
{
    std::istringstream in(text);
    in.imbue(std::locale::classic());
    double number = -1;
    const bool isWhole = (in >> std::noskipws >> number) && in.get() == EOF;
    return isWhole && number > 0 && std::isfinite(number) ? number : -1;
}

/// A time with its unit, in seconds; negative if a text is none.
double
ReadSeconds(const std::string& text)
{
    static const std::pair<const char*, double> units[] = {{"ms", 1e-3},
                                                           {"us", 1e-6},
                                                           {"ns", 1e-9},
                                                           {"min", 60},
                                                           {"s", 1},
                                                           {"h", 3600},
                                                           {"d", 86400}};
    const std::size_t end = text.find_first_not_of("0123456789.+e-");
    const std::string unit = end == std::string::npos ? "" : text.substr(end);
    for (const auto& [name, seconds] : units)
    {
        if (unit == name)
        {
            return ReadPositive(text.substr(0, end)) * seconds;
        }
    }
    return -1;
}

} // namespace

LengthDistribution::LengthDistribution(const std::string& text)
{
    if (text.rfind(FILE_PREFIX, 0) == 0)
    {
        ReadFile(text.substr(FILE_PREFIX.size()));
        return;
    }
    std::istringstream in(text);
    std::vector<std::string> words;
    for (std::string word; in >> word;)
    {
        words.push_back(word);
    }
    if (words.size() == 1 && words[0] != "ethereum")
    {
        words.insert(words.begin(), "constant");
    }
    static const std::pair<const char*, Kind> kinds[] = {{"constant", CONSTANT},
                                                         {"uniform", UNIFORM},
                                                         {"exponential", EXPONENTIAL},
                                                         {"weibull", WEIBULL},
                                                         {"lognormal", LOGNORMAL},
                                                         {"ethereum", ETHEREUM}};
    const auto known = std::find_if(std::begin(kinds), std::end(kinds), [&words](const auto& kind) {
        return !words.empty() && words[0] == kind.first;
    });
    m_kind = known == std::end(kinds) ? CONSTANT : known->second;
    const std::size_t wanted = m_kind == ETHEREUM                            ? 1
                               : m_kind == CONSTANT || m_kind == EXPONENTIAL ? 2
                                                                             : 3;
    bool isRight = known != std::end(kinds) && words.size() == wanted;
    if (isRight && wanted > 1)
    {
        m_first = ReadSeconds(words[1]);
        isRight = m_first > 0;
    }
    if (isRight && wanted > 2)
    {
        m_second = m_kind == UNIFORM ? ReadSeconds(words[2]) : ReadPositive(words[2]);
        isRight = m_second > 0 && (m_kind != UNIFORM || m_second >= m_first);
    }
    m_problem = isRight ? "" : LENGTH_FORMS;
}

void
LengthDistribution::ReadFile(const std::string& path)
{
    m_kind = TRACE;
    std::ifstream in(path);
    uint32_t number = 0;
    for (std::string line; std::getline(in, line);)
    {
        number++;
        line.erase(std::remove_if(line.begin(), line.end(), [](char c) { return c == '\r'; }),
                   line.end());
        if (line.empty() || line.front() == '#')
        {
            continue;
        }
        m_trace.push_back(ReadPositive(line));
        if (m_trace.back() <= 0)
        {
            m_problem = "a file with a length in seconds in each line: " + path + ":" +
                        std::to_string(number) + " is " + line;
            return;
        }
    }
    if (m_trace.empty())
    {
        m_problem = "a file with lengths in seconds: " + path + " has none, or is not there";
    }
}

double
LengthDistribution::DrawSeconds(LazyUniform& random) const
{
    switch (m_kind)
    {
    case CONSTANT:
        return m_first;
    case UNIFORM:
        return random.GetValue(m_first, m_second);
    case EXPONENTIAL:
        return random.GetExponential(m_first);
    case WEIBULL:
        return m_first * std::pow(random.GetExponential(1), 1 / m_second);
    case LOGNORMAL: {
        // Box and Muller's transform
        const double radius = std::sqrt(2 * random.GetExponential(1));
        return m_first * std::exp(m_second * radius * std::cos(random.GetValue(0, TWO_PI)));
    }
    case ETHEREUM: {
        const double part = random.GetValue(0, 1);
        const double within = random.GetValue(0, 1);
        if (part < ETHEREUM_SHORT)
        {
            return -ETHEREUM_SECONDS * std::log(within);
        }
        const auto& [least, most] = part < ETHEREUM_MIDDLE ? ETHEREUM_FOUR_MINUTES : ETHEREUM_LONG;
        return part < ETHEREUM_MIDDLE ? least + within * (most - least)
                                      : least * std::pow(most / least, within);
    }
    case TRACE: {
        const auto index =
            static_cast<std::size_t>(random.GetValue(0, static_cast<double>(m_trace.size())));
        return m_trace[std::min(index, m_trace.size() - 1)];
    }
    }
    return 0;
}

Time
LengthDistribution::Draw(LazyUniform& random) const
{
    return Seconds(DrawSeconds(random));
}

Time
LengthDistribution::DrawRest(LazyUniform& random) const
{
    if (m_kind == EXPONENTIAL)
    {
        return Draw(random);
    }
    std::vector<double> lengths;
    double sum = 0;
    for (int i = 0; i < REST_CANDIDATES; i++)
    {
        lengths.push_back(DrawSeconds(random));
        sum += lengths.back();
    }
    double place = random.GetValue(0, sum);
    for (const double length : lengths)
    {
        if (place < length)
        {
            return Seconds(place);
        }
        place -= length;
    }
    return Seconds(lengths.back());
}

double
LengthDistribution::GetMean() const
{
    switch (m_kind)
    {
    case UNIFORM:
        return (m_first + m_second) / 2;
    case WEIBULL:
        return m_first * std::tgamma(1 + 1 / m_second);
    case LOGNORMAL:
        return m_first * std::exp(m_second * m_second / 2);
    case ETHEREUM: {
        const auto& [least, most] = ETHEREUM_LONG;
        const double middle = (ETHEREUM_FOUR_MINUTES[0] + ETHEREUM_FOUR_MINUTES[1]) / 2;
        return ETHEREUM_SHORT * ETHEREUM_SECONDS + (ETHEREUM_MIDDLE - ETHEREUM_SHORT) * middle +
               (1 - ETHEREUM_MIDDLE) * (most - least) / std::log(most / least);
    }
    case TRACE:
        return std::accumulate(m_trace.begin(), m_trace.end(), 0.0) /
               static_cast<double>(m_trace.size());
    default:
        return m_first;
    }
}

} // namespace ns3
