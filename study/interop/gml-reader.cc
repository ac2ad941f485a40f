/* SPDX-License-Identifier: GPL-2.0-only */
#include "gml-reader.h"

#include <cctype>
#include <cstddef>
#include <map>
#include <string>

namespace ns3
{

namespace
{

/// Reads GML from its begin to its end.
class GmlReader
{
  public:
    GmlReader(const std::string& gml, const std::string& source)
        : m_gml(gml),
          m_source(source)
    {
    }

    /// The entries of the file.
    StudyNode Read()
    {
        return ReadList(0);
    }

  private:
    bool IsAtEnd() const
    {
        return m_at == m_gml.size();
    }

    char Peek() const
    {
        return IsAtEnd() ? '\0' : m_gml[m_at];
    }

    char Take()
    {
        const char taken = m_gml[m_at++];
        m_line += taken == '\n' ? 1 : 0;
        m_column = taken == '\n' ? 1 : m_column + 1;
        return taken;
    }

    std::string GetPlace() const
    {
        return m_source + ":" + std::to_string(m_line) + ":" + std::to_string(m_column);
    }

    static bool IsLetter(char c)
    {
        return std::isalpha(static_cast<unsigned char>(c)) != 0 || c == '_';
    }

    static bool IsOfNumber(char c)
    {
        return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '+' || c == '-' || c == '.';
    }

    /// Passes over spaces, and over lines that begin with #.
    void SkipSpaces()
    {
        while (!IsAtEnd())
        {
            if (Peek() == '#' && m_column == 1)
            {
                while (!IsAtEnd() && Peek() != '\n')
                {
                    Take();
                }
            }
            else if (std::isspace(static_cast<unsigned char>(Peek())) == 0)
            {
                return;
            }
            else
            {
                Take();
            }
        }
    }

    /// Reads keys and values up to the end of the list; that of depth 0 ends with the file.
    StudyNode ReadList(int depth)
    {
        constexpr int deepest = 64;
        StudyNode list;
        list.kind = StudyNode::MAP;
        list.place = GetPlace();
        if (depth > deepest)
        {
            throw StudyFileError(list.place, "lists are nested more than 64 deep");
        }
        for (SkipSpaces(); !(depth > 0 ? Peek() == ']' : IsAtEnd()); SkipSpaces())
        {
            const std::string place = GetPlace();
            if (IsAtEnd())
            {
                throw StudyFileError(place, "the file ends within a list, which ends with ]");
            }
            std::string key;
            while (IsLetter(Peek()) ||
                   (!key.empty() && std::isdigit(static_cast<unsigned char>(Peek())) != 0))
            {
                key += Take();
            }
            if (key.empty())
            {
                throw StudyFileError(place,
                                     std::string("a key was expected, a word of letters, digits "
                                                 "and _") +
                                         (depth > 0 ? ", or the ] of a list" : ""));
            }
            SkipSpaces();
            list.entries.push_back({key, place, ReadValue(depth)});
        }
        return list;
    }

    StudyNode ReadValue(int depth)
    {
        StudyNode value;
        value.place = GetPlace();
        if (Peek() == '[')
        {
            const std::string place = value.place;
            Take();
            value = ReadList(depth + 1);
            value.place = place;
            Take(); // the ] that ReadList has seen
            return value;
        }
        value.kind = StudyNode::TEXT;
        if (Peek() == '"')
        {
            value.text = ReadText();
            return value;
        }
        while (!IsAtEnd() && IsOfNumber(Peek()))
        {
            value.text += Take();
        }
        if (value.text.empty())
        {
            throw StudyFileError(value.place,
                                 "a value was expected: a number, a text in quotes or a list");
        }
        return value;
    }

    std::string ReadText()
    {
        const std::string place = GetPlace();
        Take();
        std::string text;
        while (Peek() != '"' || IsAtEnd())
        {
            if (IsAtEnd())
            {
                throw StudyFileError(place, "the file ends within this text, which ends with \"");
            }
            text += Take();
        }
        Take();
        // Of the entities of HTML, those that networkx writes for quotes.
        const std::map<std::string, std::string> entities = {{"&quot;", "\""}, {"&#34;", "\""}};
        for (const auto& [entity, character] : entities)
        {
            for (std::size_t at = text.find(entity); at != std::string::npos;
                 at = text.find(entity, at + 1))
            {
                text.replace(at, entity.size(), character);
            }
        }
        return text;
    }

    const std::string& m_gml;    ///< the text
    const std::string& m_source; ///< name of the file
    std::size_t m_at{0};         ///< what is read next
    std::size_t m_line{1};       ///< its line
    std::size_t m_column{1};     ///< its column
};

} // namespace

StudyNode
ReadGml(const std::string& gml, const std::string& source)
{
    return GmlReader(gml, source).Read();
}

} // namespace ns3
