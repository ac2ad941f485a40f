/* SPDX-License-Identifier: GPL-2.0-only */
#include "overlay-boost.h"
#include "overlay-error.h"
#include "overlay-file-builder.h"
#include "overlay-file-position.h"
#include "overlay-file.h"

#include <boost/graph/graphml.hpp>
#include <boost/property_tree/ptree.hpp>
#include <boost/property_tree/xml_parser.hpp>
#include <sstream>

namespace ns3
{

namespace
{

using boost::property_tree::ptree;

/**
 * Reads one GraphML file. It uses Boost's XML parser but not Boost's read_graphml, which makes a
 * node of each unknown id in an edge and does not keep the ids.
 */
class GraphmlReader
{
  public:
    /** \param path the file */
    explicit GraphmlReader(const std::string& path)
        : m_path(path),
          m_text(LoadOverlayFile(path)),
          m_builder(path, [this](const std::string& place) {
              return GetFilePosition(m_text, FindInXml(m_text, place)) + ": " + place;
          })
    {
    }

    /** \return its graph */
    OverlayGraph Read()
    {
        const ptree file = Parse();
        const auto root = file.get_child_optional("graphml");
        if (!root || root->count("graph") != 1)
        {
            m_builder.Fail("graphml", "must be the root and hold exactly one graph");
        }
        FindNameKey(*root);
        const ptree& graph = root->get_child("graph");
        if (graph.count("hyperedge") > 0)
        {
            m_builder.Fail("graphml.graph.hyperedge", "a link joins two nodes");
        }
        ReadNodes(graph);
        ReadEdges(graph); // after all nodes, since an edge may stand before its nodes
        return m_builder.Build();
    }

  private:
    /** \return the file's XML */
    ptree Parse() const
    {
        std::istringstream file(m_text);
        ptree tree;
        try
        {
            boost::property_tree::read_xml(file, tree);
        }
        catch (const boost::property_tree::xml_parser_error& error)
        {
            throw OverlayError(m_path + ":" + GetFilePosition(m_text, FindSyntaxError()) + ": " +
                               error.message());
        }
        return tree;
    }

    /** \return where the file stops being XML; read_xml says the line only */
    std::size_t FindSyntaxError() const
    {
        namespace xml = boost::property_tree::detail::rapidxml;
        std::vector<char> text(m_text.begin(), m_text.end());
        text.push_back('\0');
        try
        {
            xml::xml_document<char>().parse<xml::parse_comment_nodes>(text.data());
        }
        catch (const xml::parse_error& error)
        {
            return static_cast<std::size_t>(error.where<char>() - text.data());
        }
        return 0;
    }

    /**
     * Find the key of the data that hold the names of nodes.
     * \param root the element graphml
     */
    void FindNameKey(const ptree& root)
    {
        for (const auto& [tag, key] : root)
        {
            const std::string target = GetAttribute(key, "for").value_or("all");
            if (tag == "key" && GetAttribute(key, "attr.name") == std::string("name") &&
                (target == "node" || target == "all"))
            {
                m_nameKey = GetAttribute(key, "id");
            }
        }
    }

    /** \param graph the element graph */
    void ReadNodes(const ptree& graph)
    {
        for (const auto& [tag, node] : graph)
        {
            if (tag == "node")
            {
                ReadNode(node);
            }
        }
    }

    /** \param element an element node */
    void ReadNode(const ptree& element)
    {
        const std::string number = std::to_string(m_builder.GetNNodes());
        const std::string place = "graphml.graph.node[" + number + "]";
        const std::string id = RequireAttribute(element, "id", place);
        std::string name = id == "n" + number ? "" : id;
        for (const auto& [tag, data] : element)
        {
            if (m_nameKey && tag == "data" && GetAttribute(data, "key") == m_nameKey)
            {
                name = data.data();
            }
        }
        m_builder.SetName(m_builder.AddNode(id, place), name);
    }

    /** \param graph the element graph */
    void ReadEdges(const ptree& graph)
    {
        uint32_t row = 0;
        for (const auto& [tag, edge] : graph)
        {
            if (tag == "edge")
            {
                const std::string place = "graphml.graph.edge[" + std::to_string(row++) + "]";
                const uint32_t source = ReadEnd(edge, "source", place);
                const uint32_t target = ReadEnd(edge, "target", place);
                m_builder.AddRow(source, target, place);
            }
        }
    }

    /**
     * \param edge an element edge
     * \param name which end of the edge: `source` or `target`
     * \param place where in the file the edge stands
     * \return the node at that end
     */
    uint32_t ReadEnd(const ptree& edge, const std::string& name, const std::string& place) const
    {
        return m_builder.GetNode(RequireAttribute(edge, name, place), place + "." + name);
    }

    /**
     * \param element an element
     * \param name an attribute
     * \return its value, if it is there
     */
    static std::optional<std::string> GetAttribute(const ptree& element, const std::string& name)
    {
        // the path separator must be a character that attribute names cannot contain
        const auto value =
            element.get_optional<std::string>(ptree::path_type("<xmlattr>/" + name, '/'));
        return value ? std::optional(*value) : std::nullopt;
    }

    /**
     * \param element an element
     * \param name an attribute that it must have
     * \param place where it stands
     * \return its value
     */
    std::string RequireAttribute(const ptree& element,
                                 const std::string& name,
                                 const std::string& place) const
    {
        const std::optional<std::string> value = GetAttribute(element, name);
        if (!value)
        {
            m_builder.Fail(place + "." + name, "is missing");
        }
        return *value;
    }

    std::string m_path;                   //!< the file
    std::string m_text;                   //!< what it holds
    OverlayFileBuilder m_builder;         //!< what was read
    std::optional<std::string> m_nameKey; //!< the key of the nodes' names
};

} // namespace

OverlayGraph
ReadGraphml(const std::string& path)
{
    return GraphmlReader(path).Read();
}

void
WriteGraphml(const OverlayGraph& graph, const std::string& path)
{
    const BoostOverlay copy = ToBoost(graph);
    std::vector<std::string> names;
    boost::dynamic_properties properties;
    if (graph.HasNames())
    {
        for (uint32_t node = 0; node < graph.GetNNodes(); ++node)
        {
            names.push_back(graph.GetName(node));
        }
        properties.property(
            "name",
            boost::make_iterator_property_map(names.begin(), get(boost::vertex_index, copy)));
    }
    std::ostringstream text;
    boost::write_graphml(text, copy, properties, true);
    SaveOverlayFile(path, text.str());
}

} // namespace ns3
