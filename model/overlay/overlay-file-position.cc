/* SPDX-License-Identifier: GPL-2.0-only */
#include "overlay-file-position.h"

#include <algorithm>
#include <map>
#include <vector>

namespace ns3
{

namespace
{

/** A step of a place: `links`, or the 12 of `links[12]`. */
struct Step
{
    std::string name;     //!< of a member; empty for an index
    std::size_t index{0}; //!< of an element
};

/**
 * \param place such as `links[12].target`
 * \return its steps
 */
std::vector<Step>
SplitPlace(const std::string& place)
{
    std::vector<Step> steps;
    for (std::size_t at = 0; at < place.size();)
    {
        if (place[at] == '[')
        {
            steps.push_back({"", std::stoul(place.substr(at + 1))});
            at = std::min(place.find(']', at), place.size() - 1) + 1;
            continue;
        }
        at += place[at] == '.' ? 1 : 0;
        const std::size_t end = std::min(place.find_first_of(".[", at), place.size());
        steps.push_back({place.substr(at, end - at), 0});
        at = end;
    }
    return steps;
}

/** Walks over valid JSON. */
class JsonWalker
{
  public:
    /** \param text the file */
    explicit JsonWalker(const std::string& text)
        : m_text(text)
    {
        SkipSpace();
    }

    /**
     * \param step key or index of a value within the current one
     * \return whether there is such a value
     */
    bool Enter(const Step& step)
    {
        const std::size_t start = m_at;
        const char open = step.name.empty() ? '[' : '{';
        const char close = step.name.empty() ? ']' : '}';
        if (Peek() != open)
        {
            return false;
        }
        ++m_at;
        SkipSpace();
        for (std::size_t index = 0; m_at < m_text.size() && Peek() != close; ++index)
        {
            std::string name;
            if (open == '{')
            {
                name = SkipString();
                SkipMark(':');
            }
            if (open == '{' ? name == step.name : index == step.index)
            {
                return true;
            }
            SkipValue();
            SkipMark(',');
        }
        m_at = start;
        return false;
    }

    /** \return where the walker is */
    std::size_t GetOffset() const
    {
        return m_at;
    }

  private:
    char Peek() const
    {
        return m_at < m_text.size() ? m_text[m_at] : '\0';
    }

    void SkipSpace()
    {
        m_at = std::min(m_text.find_first_not_of(" \t\r\n", m_at), m_text.size());
    }

    /** \param mark a colon or comma, with space around it */
    void SkipMark(char mark)
    {
        SkipSpace();
        m_at += Peek() == mark ? 1 : 0;
        SkipSpace();
    }

    /** \return what stood between the quotation marks */
    std::string SkipString()
    {
        const std::size_t start = ++m_at;
        while (m_at < m_text.size() && Peek() != '"')
        {
            m_at += Peek() == '\\' ? 2 : 1;
        }
        m_at = std::min(m_at, m_text.size());
        return m_text.substr(start, m_at++ - start);
    }

    void SkipValue()
    {
        int depth = 0;
        while (m_at < m_text.size())
        {
            const char c = Peek();
            if (depth == 0 && (c == ',' || c == ']' || c == '}'))
            {
                return;
            }
            if (c == '"')
            {
                SkipString();
                continue;
            }
            depth += c == '[' || c == '{' ? 1 : (c == ']' || c == '}' ? -1 : 0);
            ++m_at;
        }
    }

    const std::string& m_text; //!< the file
    std::size_t m_at{0};       //!< the next byte
};

/**
 * \param text the file
 * \param at where a < stands
 * \return where the tag, comment or other construct that it opens ends
 */
std::size_t
FindMarkupEnd(const std::string& text, std::size_t at)
{
    const auto after = [&](const std::string& mark) {
        const std::size_t found = text.find(mark, at);
        return found == std::string::npos ? text.size() : found + mark.size();
    };
    if (text.compare(at, 4, "<!--") == 0)
    {
        return after("-->");
    }
    if (text.compare(at, 9, "<![CDATA[") == 0)
    {
        return after("]]>");
    }
    if (text.compare(at, 2, "<?") == 0)
    {
        return after("?>");
    }
    char quote = '\0';
    for (; at < text.size() && (quote != '\0' || text[at] != '>'); ++at)
    {
        const char c = text[at];
        if (c == quote)
        {
            quote = '\0';
        }
        else if (quote == '\0' && (c == '"' || c == '\''))
        {
            quote = c;
        }
    }
    return std::min(at + 1, text.size());
}

} // namespace

std::string
GetFilePosition(const std::string& text, std::size_t offset)
{
    offset = std::min(offset, text.size());
    const auto end = text.begin() + static_cast<std::ptrdiff_t>(offset);
    const auto lines = std::count(text.begin(), end, '\n');
    const std::size_t start = lines == 0 ? 0 : text.rfind('\n', offset - 1) + 1;
    // bytes of a character after its first are no columns
    const auto columns =
        std::count_if(text.begin() + static_cast<std::ptrdiff_t>(start), end, [](char c) {
            return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
        });
    return std::to_string(lines + 1) + ":" + std::to_string(columns + 1);
}

std::size_t
FindInJson(const std::string& text, const std::string& place)
{
    JsonWalker walker(text);
    for (const Step& step : SplitPlace(place))
    {
        if (!walker.Enter(step))
        {
            break;
        }
    }
    return walker.GetOffset();
}

std::size_t
FindInXml(const std::string& text, const std::string& place)
{
    // All elements, each by the names of its parents and a number among those of its name.
    std::map<std::string, std::size_t> counts;
    std::vector<std::string> open;
    std::size_t best = 0;
    std::size_t bestSize = 0;
    for (std::size_t at = text.find('<'); at != std::string::npos; at = text.find('<', at))
    {
        const std::size_t end = FindMarkupEnd(text, at);
        const char kind = at + 1 < text.size() ? text[at + 1] : '\0';
        if (kind == '/' && !open.empty())
        {
            open.pop_back();
        }
        else if (kind != '/' && kind != '!' && kind != '?')
        {
            const std::size_t nameEnd = std::min(text.find_first_of(" \t\r\n/>", at), end);
            open.push_back((open.empty() ? "" : open.back() + ".") +
                           text.substr(at + 1, nameEnd - at - 1));
            const std::string& name = open.back();
            const std::string number = name + "[" + std::to_string(counts[name]++) + "]";
            for (const std::string& found : {name, number})
            {
                const char next = found.size() < place.size() ? place[found.size()] : '.';
                if (found.size() > bestSize && next == '.' &&
                    place.compare(0, found.size(), found) == 0)
                {
                    best = at;
                    bestSize = found.size();
                }
            }
            if (end >= 2 && text[end - 2] == '/')
            {
                open.pop_back();
            }
        }
        at = end;
    }
    return best;
}

} // namespace ns3
