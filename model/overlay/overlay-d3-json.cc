/* SPDX-License-Identifier: GPL-2.0-only */
#include "overlay-error.h"
#include "overlay-file-builder.h"
#include "overlay-file-position.h"
#include "overlay-file.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace ns3
{

namespace
{

using Json = nlohmann::ordered_json;

/** Reads one D3 JSON file. */
class D3JsonReader
{
  public:
    /** \param path the file */
    explicit D3JsonReader(const std::string& path)
        : m_path(path),
          m_text(LoadOverlayFile(path)),
          m_builder(path, [this](const std::string& place) {
              return GetFilePosition(m_text, FindInJson(m_text, place)) + ": " + place;
          })
    {
    }

    /** \return its graph */
    OverlayGraph Read()
    {
        const Json file = Parse();
        const Json& nodes = GetArray(file, "nodes");
        m_numberIds = std::any_of(nodes.begin(), nodes.end(), [](const Json& node) {
            return node.is_object() && node.contains("id") && node["id"].is_number();
        });
        for (std::size_t i = 0; i < nodes.size(); ++i)
        {
            ReadNode(nodes[i], "nodes[" + std::to_string(i) + "]");
        }
        const Json& links = GetArray(file, "links");
        for (std::size_t i = 0; i < links.size(); ++i)
        {
            const std::string place = "links[" + std::to_string(i) + "]";
            const uint32_t source = ReadEnd(links[i], "source", place);
            const uint32_t target = ReadEnd(links[i], "target", place);
            m_builder.AddRow(source, target, place);
        }
        return m_builder.Build();
    }

  private:
    /** \return the file as JSON */
    Json Parse() const
    {
        try
        {
            return Json::parse(m_text);
        }
        catch (const Json::parse_error& error)
        {
            // what() is "[class] parse error at line 1, column 2: what is wrong"
            const std::string what = error.what();
            const std::size_t colon = what.find(": ");
            throw OverlayError(m_path + ":" +
                               GetFilePosition(m_text, std::max<std::size_t>(error.byte, 1) - 1) +
                               ": " + what.substr(colon == std::string::npos ? 0 : colon + 2));
        }
        catch (const Json::exception& error)
        {
            // what() is "[class] what is wrong", such as a number that no double holds
            const std::string what = error.what();
            const std::size_t bracket = what.find("] ");
            throw OverlayError(m_path + ": " +
                               what.substr(bracket == std::string::npos ? 0 : bracket + 2));
        }
    }

    /**
     * \param file the file as JSON
     * \param key the key of one of its arrays
     * \return that array
     */
    const Json& GetArray(const Json& file, const std::string& key) const
    {
        if (!file.is_object() || !file.contains(key) || !file[key].is_array())
        {
            m_builder.Fail(key, "must be an array in the file's object");
        }
        return file[key];
    }

    /**
     * \param json an element of `nodes`
     * \param place where it stands
     */
    void ReadNode(const Json& json, const std::string& place)
    {
        if (!json.is_object())
        {
            m_builder.Fail(place, "must be an object");
        }
        const std::string idPlace = place + ".id";
        if (!json.contains("id"))
        {
            m_builder.AddNode(std::nullopt, idPlace);
            return;
        }
        const std::string id = ToId(json["id"], idPlace);
        m_builder.SetName(m_builder.AddNode(id, idPlace), id);
    }

    /**
     * \param link an element of `links`
     * \param key which end of the link: `source` or `target`
     * \param linkPlace where in the file the link stands
     * \return the node at that end
     */
    uint32_t ReadEnd(const Json& link, const std::string& key, const std::string& linkPlace) const
    {
        const std::string place = linkPlace + "." + key;
        if (!link.is_object() || !link.contains(key))
        {
            m_builder.Fail(place, "is missing");
        }
        const std::string id = ToId(link[key], place);
        if (link[key].is_string() || m_numberIds)
        {
            return m_builder.GetNode(id, place);
        }
        if (link[key].get<uint64_t>() >= m_builder.GetNNodes())
        {
            m_builder.Fail(place,
                           "no node " + id + " among " + std::to_string(m_builder.GetNNodes()) +
                               " nodes");
        }
        return link[key].get<uint32_t>();
    }

    /**
     * \param json an id
     * \param place where in the file the id stands
     * \return the id as a string
     */
    std::string ToId(const Json& json, const std::string& place) const
    {
        if (json.is_string())
        {
            return json.get<std::string>();
        }
        if (!json.is_number_unsigned())
        {
            m_builder.Fail(place, "must be a string or a whole number, not " + json.dump());
        }
        return std::to_string(json.get<uint64_t>());
    }

    std::string m_path;           //!< the file
    std::string m_text;           //!< what it holds
    OverlayFileBuilder m_builder; //!< what was read
    bool m_numberIds{false};      //!< whether numbers are ids, not indexes
};

} // namespace

OverlayGraph
ReadD3Json(const std::string& path)
{
    return D3JsonReader(path).Read();
}

void
WriteD3Json(const OverlayGraph& graph, const std::string& path, const std::string& description)
{
    const std::vector<std::string> ids = GetFileIds(graph, path);
    Json nodes = Json::array();
    for (const std::string& id : ids)
    {
        nodes.push_back(Json::object({{"id", id}}));
    }
    Json links = Json::array();
    for (const auto& [a, b] : graph.GetLinks())
    {
        links.push_back(Json::object({{"source", ids[a]}, {"target", ids[b]}}));
    }
    Json file = Json::object(
        {{"description", description}, {"nodes", std::move(nodes)}, {"links", std::move(links)}});
    std::string text;
    try
    {
        text = file.dump(2) + "\n";
    }
    catch (const Json::type_error& error)
    {
        throw OverlayError(path + ": cannot be written: " + error.what());
    }
    SaveOverlayFile(path, text);
}

} // namespace ns3
