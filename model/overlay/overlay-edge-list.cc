/* SPDX-License-Identifier: GPL-2.0-only */
#include "overlay-error.h"
#include "overlay-file-builder.h"
#include "overlay-file.h"

#include <algorithm>
#include <sstream>

namespace ns3
{

namespace
{

/** What stands between words. */
const char* const SPACE = " \t\r\v\f";

/** A word of a line. */
struct Word
{
    std::string text;  //!< the word
    std::string place; //!< its line and column
};

/**
 * \param line a line of an edge list
 * \param number its number
 * \return the words before a comment
 */
std::vector<Word>
SplitLine(const std::string& line, uint32_t number)
{
    const std::string text = line.substr(0, line.find('#'));
    std::vector<Word> words;
    for (std::size_t at = text.find_first_not_of(SPACE); at < text.size();
         at = text.find_first_not_of(SPACE, at))
    {
        const std::size_t end = std::min(text.find_first_of(SPACE, at), text.size());
        words.push_back(
            {text.substr(at, end - at), std::to_string(number) + ":" + std::to_string(at + 1)});
        at = end;
    }
    return words;
}

/**
 * \param builder what was read so far
 * \param id a node's id
 * \return the node; a new one if the id is new
 */
uint32_t
FindOrAddNode(OverlayFileBuilder& builder, const Word& id)
{
    if (const std::optional<uint32_t> known = builder.FindNode(id.text))
    {
        return *known;
    }
    const uint32_t node = builder.AddNode(id.text, id.place);
    builder.SetName(node, id.text);
    return node;
}

} // namespace

OverlayGraph
ReadEdgeList(const std::string& path)
{
    std::istringstream file(LoadOverlayFile(path));
    OverlayFileBuilder builder(path);
    std::string line;
    for (uint32_t number = 1; std::getline(file, line); ++number)
    {
        const std::vector<Word> words = SplitLine(line, number);
        if (words.size() == 1)
        {
            builder.SetName(builder.AddNode(words[0].text, words[0].place), words[0].text);
        }
        else if (words.size() == 2)
        {
            const uint32_t a = FindOrAddNode(builder, words[0]);
            const uint32_t b = FindOrAddNode(builder, words[1]);
            builder.AddRow(a, b, words[0].place);
        }
        else if (words.size() > 2)
        {
            builder.Fail(words[2].place,
                         "must have one or two node ids, not " + std::to_string(words.size()));
        }
    }
    return builder.Build();
}

void
WriteEdgeList(const OverlayGraph& graph, const std::string& path)
{
    const std::vector<std::string> ids = GetFileIds(graph, path);
    std::ostringstream text;
    for (const std::string& id : ids)
    {
        WAKU_OVERLAY_ERROR_IF(
            id.empty() || id.find_first_of(std::string(SPACE) + "\n#") != std::string::npos,
            path << ": the id '" << id << "' has a space or #, which an edge list "
                 << "cannot keep");
        text << id << "\n";
    }
    for (const auto& [a, b] : graph.GetLinks())
    {
        text << ids[a] << " " << ids[b] << "\n";
    }
    SaveOverlayFile(path, text.str());
}

} // namespace ns3
