/* SPDX-License-Identifier: GPL-2.0-only */
#include "overlay-helper.h"

#include "user-error.h"

#include "ns3/overlay-error.h"
#include "ns3/overlay-file.h"
#include "ns3/overlay-generators.h"
#include "ns3/overlay-measures.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <sstream>
#include <vector>

namespace ns3
{

namespace
{

/// Nodes of the graph that is made to see whether one of so many nodes can be made. Whether there
/// is a graph of these families depends, from some size on, only on whether the number is even.
uint32_t
GetTestSize(const std::string& spec, uint32_t nodes)
{
    constexpr uint32_t LARGE = 20000;
    constexpr int LARGEST_DEGREE = 1000;
    const std::size_t colon = spec.find(':');
    const std::string family = spec.substr(0, colon);
    const bool isSimple = family == "regular" || family == "dial" || family == "ba";
    const bool isSparse = isSimple && std::atoi(spec.c_str() + colon + 1) <= LARGEST_DEGREE;
    return nodes > LARGE && isSparse ? LARGE + nodes % 2 : nodes;
}

/** Takes a spec such as `ws:6:0.1` apart. */
class SpecReader
{
  public:
    /** \param spec the spec */
    explicit SpecReader(const std::string& spec)
        : m_spec(spec)
    {
        std::istringstream text(spec);
        for (std::string word; std::getline(text, word, ':');)
        {
            m_words.push_back(word);
        }
    }

    /** \return the spec as it came */
    const std::string& GetSpec() const
    {
        return m_spec;
    }

    /** \return the family's word; empty if there is none */
    std::string GetFamily() const
    {
        return m_words.empty() ? "" : m_words[0];
    }

    /**
     * Stop unless there are as many values as the family takes.
     * \param least the fewest
     * \param most the most
     * \param form how the spec should look
     */
    void CheckCount(std::size_t least, std::size_t most, const std::string& form) const
    {
        const std::size_t values = m_words.size() - 1;
        WAKU_OVERLAY_ERROR_IF(values < least || values > most || m_spec.back() == ':',
                              "overlay '" << m_spec << "' must have the form " << form);
    }

    /**
     * \param index which value, from 1
     * \param name what it is
     * \return it as a whole number; 0 if it was left out
     */
    uint32_t GetCount(std::size_t index, const std::string& name) const
    {
        if (index >= m_words.size())
        {
            return 0;
        }
        const std::string& word = m_words[index];
        const bool digits =
            std::all_of(word.begin(), word.end(), [](char c) { return c >= '0' && c <= '9'; });
        WAKU_OVERLAY_ERROR_IF(word.empty() || !digits || word.size() > 9,
                              "overlay '" << m_spec << "': " << name << " '" << word
                                          << "' must be a whole number from 0 to 999999999");
        return static_cast<uint32_t>(std::stoul(word));
    }

    /**
     * \param index which value, from 1
     * \param name what it is
     * \return it as a probability
     */
    double GetProbability(std::size_t index, const std::string& name) const
    {
        std::istringstream text(m_words.at(index));
        text.imbue(std::locale::classic());
        double value = -1;
        const bool number =
            (text >> value) && text.peek() == std::istringstream::traits_type::eof();
        WAKU_OVERLAY_ERROR_IF(!(number && value >= 0 && value <= 1),
                              "overlay '" << m_spec << "': " << name << " '" << m_words[index]
                                          << "' must be a number from 0 to 1");
        return value;
    }

  private:
    std::string m_spec;               //!< as it came
    std::vector<std::string> m_words; //!< what is between its colons
};

/**
 * \param word a family
 * \param values its values
 * \return them as a spec
 */
template <typename... Values>
std::string
MakeSpec(const std::string& word, Values... values)
{
    std::ostringstream text;
    text.imbue(std::locale::classic());
    text.precision(15);
    text << word;
    ((text << ":" << values), ...);
    return text.str();
}

/**
 * \param nodes the number of nodes
 * \param width nodes in a row; 0 for the closest to a square
 * \param torus whether it is a torus
 * \return the grid
 */
OverlayGraph
MakeGrid(uint32_t nodes, uint32_t width, bool torus)
{
    const uint32_t least = torus ? 3 : 2;
    if (width == 0)
    {
        for (uint32_t height = least; static_cast<uint64_t>(height) * height <= nodes; ++height)
        {
            width = nodes % height == 0 ? nodes / height : width;
        }
        WAKU_OVERLAY_ERROR_IF(width == 0,
                              "overlay grid: " << nodes
                                               << " nodes fill no rectangle with sides of at "
                                               << "least " << least);
    }
    WAKU_OVERLAY_ERROR_IF(nodes == 0 || nodes % width != 0,
                          "overlay grid: width " << width << " does not divide " << nodes
                                                 << " nodes");
    return Grid2D(width, nodes / width, torus);
}

/**
 * \param nodes the number of nodes
 * \return the hypercube
 */
OverlayGraph
MakeHypercube(uint32_t nodes)
{
    WAKU_OVERLAY_ERROR_IF(nodes == 0 || (nodes & (nodes - 1)) != 0,
                          "overlay hypercube: " << nodes << " nodes are no power of two");
    uint32_t dimension = 0;
    while ((uint64_t{1} << dimension) < nodes)
    {
        ++dimension;
    }
    return Hypercube(dimension);
}

/**
 * \param path the file
 * \param nodes the number of nodes asked for; 0 for any
 * \return its graph
 */
OverlayGraph
MakeFromFile(const std::string& path, uint32_t nodes)
{
    OverlayGraph graph = ReadOverlay(path);
    WAKU_OVERLAY_ERROR_IF(nodes != 0 && nodes != graph.GetNNodes(),
                          path << ": the overlay has " << graph.GetNNodes() << " nodes, not "
                               << nodes);
    const uint32_t components = GetNComponents(graph);
    WAKU_OVERLAY_ERROR_IF(components > 1,
                          path << ": the overlay of " << graph.GetNNodes()
                               << " nodes is disconnected, in " << components << " components");
    return graph;
}

/** A family as a spec names it. */
struct Family
{
    std::string word;                                         //!< what it is called
    std::size_t least;                                        //!< the fewest values
    std::size_t most;                                         //!< the most values
    std::string form;                                         //!< how the spec looks
    void (*choose)(OverlayHelper& helper, const SpecReader&); //!< sets the helper
};

/** \return all families but files */
std::vector<Family>
GetFamilies()
{
    using Helper = OverlayHelper;
    using Reader = SpecReader;
    return {
        {"regular",
         1,
         1,
         "regular:DEGREE",
         [](Helper& helper, const Reader& reader) {
             helper.SetRandomRegular(reader.GetCount(1, "degree"));
         }},
        {"complete", 0, 0, "complete", [](Helper& helper, const Reader&) { helper.SetComplete(); }},
        {"ring",
         1,
         1,
         "ring:DEGREE",
         [](Helper& helper, const Reader& reader) {
             helper.SetRingLattice(reader.GetCount(1, "degree"));
         }},
        {"hypercube",
         0,
         0,
         "hypercube",
         [](Helper& helper, const Reader&) { helper.SetHypercube(); }},
        {"grid",
         0,
         1,
         "grid[:WIDTH]",
         [](Helper& helper, const Reader& reader) { helper.SetGrid(reader.GetCount(1, "width")); }},
        {"torus",
         0,
         1,
         "torus[:WIDTH]",
         [](Helper& helper, const Reader& reader) {
             helper.SetTorus(reader.GetCount(1, "width"));
         }},
        {"er",
         1,
         1,
         "er:PROBABILITY",
         [](Helper& helper, const Reader& reader) {
             helper.SetErdosRenyi(reader.GetProbability(1, "probability"));
         }},
        {"ws",
         2,
         2,
         "ws:DEGREE:BETA",
         [](Helper& helper, const Reader& reader) {
             helper.SetWattsStrogatz(reader.GetCount(1, "degree"),
                                     reader.GetProbability(2, "beta"));
         }},
        {"ba",
         1,
         1,
         "ba:LINKS",
         [](Helper& helper, const Reader& reader) {
             helper.SetBarabasiAlbert(reader.GetCount(1, "links"));
         }},
        {"dial",
         1,
         1,
         "dial:DIALS",
         [](Helper& helper, const Reader& reader) {
             helper.SetRandomDial(reader.GetCount(1, "dials"));
         }},
    };
}

/**
 * Set a helper as a spec says.
 * \param helper the helper
 * \param reader has the spec
 */
void
ChooseFamily(OverlayHelper& helper, const SpecReader& reader)
{
    std::string forms;
    for (const Family& family : GetFamilies())
    {
        if (family.word == reader.GetFamily())
        {
            reader.CheckCount(family.least, family.most, family.form);
            family.choose(helper, reader);
            return;
        }
        forms += family.form + ", ";
    }
    throw OverlayError("overlay '" + reader.GetSpec() + "' must have one of the forms " + forms +
                       "file:PATH");
}

} // namespace

OverlayHelper::OverlayHelper()
    : m_rng(CreateObject<UniformRandomVariable>())
{
    SetRandomRegular(6);
}

OverlayHelper
OverlayHelper::Read(const std::string& spec)
{
    OverlayHelper helper;
    if (spec.rfind("file:", 0) == 0 && spec.size() > 5)
    {
        helper.SetFile(spec.substr(5)); // a path may hold colons
        return helper;
    }
    ChooseFamily(helper, SpecReader(spec));
    return helper;
}

OverlayHelper
OverlayHelper::FromString(const std::string& spec)
{
    try
    {
        return Read(spec);
    }
    catch (const OverlayError& error)
    {
        StopAtUserError(error.what());
    }
}

std::string
OverlayHelper::FindError(const std::string& spec)
{
    try
    {
        Read(spec);
        return "";
    }
    catch (const OverlayError& error)
    {
        return error.what();
    }
}

std::string
OverlayHelper::FindError(const std::string& spec, uint32_t nodes)
{
    try
    {
        const OverlayHelper helper = Read(spec);
        helper.m_make(GetTestSize(spec, nodes), helper.m_rng);
        return "";
    }
    catch (const OverlayError& error)
    {
        return error.what();
    }
}

void
OverlayHelper::SetRandomRegular(uint32_t degree)
{
    Choose(MakeSpec("regular", degree),
           [degree](uint32_t nodes, auto rng) { return RandomRegular(nodes, degree, rng); });
}

void
OverlayHelper::SetComplete()
{
    Choose("complete", [](uint32_t nodes, auto) { return Complete(nodes); });
}

void
OverlayHelper::SetRingLattice(uint32_t degree)
{
    Choose(MakeSpec("ring", degree),
           [degree](uint32_t nodes, auto) { return RingLattice(nodes, degree); });
}

void
OverlayHelper::SetHypercube()
{
    Choose("hypercube", [](uint32_t nodes, auto) { return MakeHypercube(nodes); });
}

void
OverlayHelper::SetGrid(uint32_t width)
{
    Choose(width == 0 ? "grid" : MakeSpec("grid", width),
           [width](uint32_t nodes, auto) { return MakeGrid(nodes, width, false); });
}

void
OverlayHelper::SetTorus(uint32_t width)
{
    Choose(width == 0 ? "torus" : MakeSpec("torus", width),
           [width](uint32_t nodes, auto) { return MakeGrid(nodes, width, true); });
}

void
OverlayHelper::SetErdosRenyi(double probability)
{
    Choose(MakeSpec("er", probability),
           [probability](uint32_t nodes, auto rng) { return ErdosRenyi(nodes, probability, rng); });
}

void
OverlayHelper::SetWattsStrogatz(uint32_t degree, double beta)
{
    Choose(MakeSpec("ws", degree, beta), [degree, beta](uint32_t nodes, auto rng) {
        return WattsStrogatz(nodes, degree, beta, rng);
    });
}

void
OverlayHelper::SetBarabasiAlbert(uint32_t links)
{
    Choose(MakeSpec("ba", links),
           [links](uint32_t nodes, auto rng) { return BarabasiAlbert(nodes, links, rng); });
}

void
OverlayHelper::SetRandomDial(uint32_t dials)
{
    Choose(MakeSpec("dial", dials),
           [dials](uint32_t nodes, auto rng) { return RandomDial(nodes, dials, rng); });
}

void
OverlayHelper::SetFile(const std::string& path)
{
    Choose("file:" + path, [path](uint32_t nodes, auto) { return MakeFromFile(path, nodes); });
    m_file = true;
}

void
OverlayHelper::SetSource(const std::string& source)
{
    m_source = source;
}

OverlayGraph
OverlayHelper::Create(uint32_t nodes) const
{
    try
    {
        return m_make(nodes, m_rng);
    }
    catch (const OverlayError& error)
    {
        StopAtUserError((m_source.empty() ? "" : m_source + ": ") + error.what());
    }
}

int64_t
OverlayHelper::AssignStreams(int64_t stream)
{
    m_rng->SetStream(stream);
    return 1;
}

void
OverlayHelper::Choose(const std::string& spec, Make make)
{
    m_spec = spec;
    m_make = std::move(make);
    m_file = false;
}

} // namespace ns3
