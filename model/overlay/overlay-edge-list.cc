/* SPDX-License-Identifier: GPL-2.0-only */
#include "overlay-file-builder.h"
#include "overlay-file.h"

#include "ns3/abort.h"

#include <sstream>

namespace ns3
{

namespace
{

/**
 * \param line a line of an edge list
 * \return the words before a comment
 */
std::vector<std::string>
SplitLine(const std::string& line)
{
    std::istringstream text(line.substr(0, line.find('#')));
    std::vector<std::string> words;
    for (std::string word; text >> word;)
    {
        words.push_back(word);
    }
    return words;
}

/**
 * \param builder what was read so far
 * \param id a node's id
 * \param place where it stands
 * \return the node; a new one if the id is new
 */
uint32_t
FindOrAddNode(OverlayFileBuilder& builder, const std::string& id, const std::string& place)
{
    if (const std::optional<uint32_t> known = builder.FindNode(id))
    {
        return *known;
    }
    const uint32_t node = builder.AddNode(id, place);
    builder.SetName(node, id);
    return node;
}

} // namespace

OverlayGraph
ReadEdgeList(const std::string& path)
{
    std::ifstream file = OpenOverlayFile(path);
    OverlayFileBuilder builder(path);
    std::string line;
    for (uint32_t number = 1; std::getline(file, line); ++number)
    {
        const std::string place = "line " + std::to_string(number);
        const std::vector<std::string> words = SplitLine(line);
        if (words.size() == 1)
        {
            builder.SetName(builder.AddNode(words[0], place), words[0]);
        }
        else if (words.size() == 2)
        {
            const uint32_t a = FindOrAddNode(builder, words[0], place);
            const uint32_t b = FindOrAddNode(builder, words[1], place);
            builder.AddRow(a, b, place);
        }
        else if (words.size() > 2)
        {
            builder.Fail(place,
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
        NS_ABORT_MSG_IF(SplitLine(id) != std::vector<std::string>{id},
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
