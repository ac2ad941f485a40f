/* SPDX-License-Identifier: GPL-2.0-only */
#include "overlay-refusal.h"
#include "test-rng.h"

#include "ns3/overlay-generators.h"
#include "ns3/overlay-measures.h"

#include <algorithm>
#include <boost/math/distributions/chi_squared.hpp>
#include <cmath>
#include <ctime>
#include <gtest/gtest.h>
#include <map>
#include <set>

using namespace ns3;

namespace
{

/** Checks, from its links alone, that a graph has neither loops nor double links. */
void
ExpectSimple(const OverlayGraph& graph)
{
    std::set<std::pair<uint32_t, uint32_t>> seen;
    std::vector<uint32_t> degrees(graph.GetNNodes());
    for (const auto& [a, b] : graph.GetLinks())
    {
        EXPECT_NE(a, b);
        EXPECT_TRUE(seen.insert(std::minmax(a, b)).second) << a << "-" << b;
        ++degrees.at(a);
        ++degrees.at(b);
    }
    for (uint32_t node = 0; node < graph.GetNNodes(); ++node)
    {
        EXPECT_EQ(graph.GetDegree(node), degrees[node]);
    }
}

void
ExpectRegular(const OverlayGraph& graph, uint32_t degree)
{
    const DegreeStatistics degrees = GetDegreeStatistics(graph);
    EXPECT_EQ(degrees.min, degree);
    EXPECT_EQ(degrees.max, degree);
}

/** The chance that counts differ from those expected as much as they do or more. */
double
ChiSquareTail(const std::vector<double>& counts, const std::vector<double>& expected)
{
    double sum = 0;
    for (std::size_t i = 0; i < counts.size(); ++i)
    {
        sum += (counts[i] - expected[i]) * (counts[i] - expected[i]) / expected[i];
    }
    return boost::math::cdf(
        boost::math::complement(boost::math::chi_squared(counts.size() - 1.0), sum));
}

std::set<OverlayGraph::Link>
SortedLinks(const OverlayGraph& graph)
{
    std::set<OverlayGraph::Link> links;
    for (const auto& [a, b] : graph.GetLinks())
    {
        links.insert(std::minmax(a, b));
    }
    return links;
}

/** How many triangles and 4-cycles a graph has. */
std::pair<uint32_t, uint32_t>
CountShortCycles(const OverlayGraph& graph)
{
    uint32_t triangles = 0;
    uint32_t squares = 0;
    for (uint32_t a = 0; a < graph.GetNNodes(); ++a)
    {
        for (uint32_t b = a + 1; b < graph.GetNNodes(); ++b)
        {
            uint32_t common = 0;
            for (uint32_t c : graph.GetNeighbors(a))
            {
                common += c != b && graph.HasLink(c, b) ? 1 : 0;
            }
            triangles += graph.HasLink(a, b) ? common : 0;
            squares += common * (common - 1) / 2;
        }
    }
    return {triangles / 3, squares / 2};
}

} // namespace

class RegularGraph : public ::testing::TestWithParam<std::pair<uint32_t, uint32_t>>
{
};

TEST_P(RegularGraph, IsSimpleConnectedAndOfTheDegreeAskedForOverManySeeds)
{
    const auto [nodes, degree] = GetParam();
    for (int64_t seed = 0; seed < 40; ++seed)
    {
        const OverlayGraph graph = RandomRegular(nodes, degree, MakeRng(seed));
        EXPECT_EQ(graph.GetNNodes(), nodes);
        EXPECT_EQ(graph.GetNLinks(), nodes * degree / 2);
        ExpectSimple(graph);
        ExpectRegular(graph, degree);
        EXPECT_TRUE(IsConnected(graph));
    }
}

INSTANTIATE_TEST_SUITE_P(Values,
                         RegularGraph,
                         ::testing::Values(std::pair(2, 1),
                                           std::pair(3, 2),
                                           std::pair(4, 3),
                                           std::pair(7, 4),
                                           std::pair(8, 3),
                                           std::pair(12, 3),
                                           std::pair(50, 2),
                                           std::pair(50, 24),
                                           std::pair(50, 25),
                                           std::pair(50, 47),
                                           std::pair(50, 48),
                                           std::pair(50, 49),
                                           std::pair(100, 6),
                                           std::pair(1000, 6)));

TEST(RegularGraph, OfSixNodesAndDegreeThreeIsCloseToUniformOverAllSeventy)
{
    constexpr int draws = 14000;
    auto rng = MakeRng(1);
    std::map<std::set<OverlayGraph::Link>, double> counts;
    for (int i = 0; i < draws; ++i)
    {
        ++counts[SortedLinks(RandomRegular(6, 3, rng))];
    }
    ASSERT_EQ(counts.size(), 70u);
    std::vector<double> observed;
    for (const auto& [links, count] : counts)
    {
        observed.push_back(count);
    }
    EXPECT_GT(ChiSquareTail(observed, std::vector<double>(70, draws / 70.0)), 0.001);
}

TEST(RegularGraph, OfEightNodesAndDegreeThreeIsCloseToUniformOverItsFiveShapes)
{
    // How many of the 19320 connected labelled graphs have a shape: 8! over its automorphisms.
    const std::map<std::pair<uint32_t, uint32_t>, double> shapes{{{0, 4}, 2520},
                                                                 {{0, 6}, 840},
                                                                 {{1, 3}, 3360},
                                                                 {{2, 2}, 10080},
                                                                 {{4, 2}, 2520}};
    constexpr int draws = 20000;
    auto rng = MakeRng(2);
    std::map<std::pair<uint32_t, uint32_t>, double> counts;
    for (int i = 0; i < draws; ++i)
    {
        ++counts[CountShortCycles(RandomRegular(8, 3, rng))];
    }
    ASSERT_EQ(counts.size(), shapes.size());
    std::vector<double> observed;
    std::vector<double> expected;
    for (const auto& [shape, graphs] : shapes)
    {
        observed.push_back(counts[shape]);
        expected.push_back(graphs / 19320 * draws);
    }
    EXPECT_GT(ChiSquareTail(observed, expected), 0.001);
}

TEST(RegularGraph, OfDegreeTwoIsUniformOverAllRings)
{
    auto rng = MakeRng(3);
    std::map<std::set<OverlayGraph::Link>, double> counts;
    for (int i = 0; i < 6000; ++i)
    {
        ++counts[SortedLinks(RandomRegular(6, 2, rng))];
    }
    ASSERT_EQ(counts.size(), 60u);
    std::vector<double> observed;
    for (const auto& [links, count] : counts)
    {
        observed.push_back(count);
    }
    EXPECT_GT(ChiSquareTail(observed, std::vector<double>(60, 100)), 0.001);
}

TEST(RegularGraph, HasAsManyTrianglesAsARandomOne)
{
    // Poisson with mean (d - 1)^3 / 6 for many nodes (Bollobas 1980)
    double triangles = 0;
    constexpr int draws = 100;
    for (int64_t seed = 0; seed < draws; ++seed)
    {
        triangles += CountShortCycles(RandomRegular(500, 6, MakeRng(seed))).first;
    }
    const double mean = 125.0 / 6;
    EXPECT_NEAR(triangles / draws, mean, 4 * std::sqrt(mean / draws));
}

TEST(RegularGraph, OfHundredThousandNodesTakesLessThanTwoSeconds)
{
    const std::clock_t start = std::clock();
    const OverlayGraph graph = RandomRegular(100000, 6, MakeRng(1));
    const double seconds = static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
    RecordProperty("seconds", std::to_string(seconds));
    EXPECT_LT(seconds, 2);
    EXPECT_EQ(graph.GetNLinks(), 300000u);
    ExpectRegular(graph, 6);
    EXPECT_TRUE(IsConnected(graph));
}

TEST(RegularGraph, ImpossibleValuesAreNamed)
{
    auto rng = MakeRng(1);
    EXPECT_OVERLAY_ERROR(RandomRegular(7, 3, rng), "nodes=7, degree=3.*must be even");
    EXPECT_OVERLAY_ERROR(RandomRegular(6, 6, rng), "nodes=6, degree=6.*from 1 to nodes - 1");
    EXPECT_OVERLAY_ERROR(RandomRegular(6, 0, rng), "nodes=6, degree=0.*from 1 to nodes - 1");
    EXPECT_OVERLAY_ERROR(RandomRegular(0, 0, rng), "nodes=0, degree=0");
    EXPECT_OVERLAY_ERROR(RandomRegular(6, 1, rng), "nodes=6, degree=1.*disconnected");
    EXPECT_OVERLAY_ERROR(RandomRegular(1000000, 10000, rng),
                         "nodes=1000000, degree=10000.*at most");
}

TEST(CompleteGraph, LinksEveryPairOnce)
{
    for (uint32_t nodes : {1U, 2U, 9U})
    {
        const OverlayGraph graph = Complete(nodes);
        EXPECT_EQ(graph.GetNLinks(), nodes * (nodes - 1) / 2);
        ExpectSimple(graph);
        ExpectRegular(graph, nodes - 1);
    }
}

TEST(RingLatticeGraph, LinksTheNearestNodes)
{
    const OverlayGraph graph = RingLattice(10, 4);
    EXPECT_EQ(graph.GetNeighbors(0), (std::vector<uint32_t>{1, 2, 8, 9}));
    EXPECT_EQ(graph.GetNeighbors(5), (std::vector<uint32_t>{3, 4, 6, 7}));
    ExpectSimple(graph);
    ExpectRegular(graph, 4);
    EXPECT_EQ(RingLattice(5, 4).GetNLinks(), 10u);
    EXPECT_EQ(RingLattice(3, 2).GetNLinks(), 3u);
}

TEST(HypercubeGraph, LinksNumbersThatDifferInOneBit)
{
    const OverlayGraph graph = Hypercube(5);
    EXPECT_EQ(graph.GetNNodes(), 32u);
    EXPECT_EQ(graph.GetNLinks(), 80u);
    ExpectSimple(graph);
    EXPECT_EQ(graph.GetNeighbors(19), (std::vector<uint32_t>{3, 17, 18, 23, 27}));
    EXPECT_EQ(Hypercube(0).GetNNodes(), 1u);
}

TEST(GridGraph, LinksNodesSideBySide)
{
    const OverlayGraph graph = Grid2D(4, 3);
    EXPECT_EQ(graph.GetNNodes(), 12u);
    EXPECT_EQ(graph.GetNLinks(), 3u * 3 + 4 * 2);
    ExpectSimple(graph);
    EXPECT_EQ(graph.GetNeighbors(0), (std::vector<uint32_t>{1, 4}));
    EXPECT_EQ(graph.GetNeighbors(5), (std::vector<uint32_t>{1, 4, 6, 9}));
    EXPECT_EQ(graph.GetNeighbors(7), (std::vector<uint32_t>{3, 6, 11}));
}

TEST(GridGraph, TorusWrapsAround)
{
    const OverlayGraph graph = Grid2D(4, 3, true);
    ExpectSimple(graph);
    ExpectRegular(graph, 4);
    EXPECT_EQ(graph.GetNeighbors(0), (std::vector<uint32_t>{1, 3, 4, 8}));
}

TEST(ErdosRenyiGraph, LinksEachPairAsOftenAsTheProbabilitySays)
{
    // every pair by itself, and the numbers of links as binomial
    constexpr uint32_t nodes = 12;
    constexpr int draws = 4000;
    constexpr double probability = 0.7;
    auto rng = MakeRng(1);
    std::map<OverlayGraph::Link, int> counts;
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < draws; ++i)
    {
        const OverlayGraph graph = ErdosRenyi(nodes, probability, rng);
        for (const OverlayGraph::Link& link : SortedLinks(graph))
        {
            ++counts[link];
        }
        sum += graph.GetNLinks();
        squares += static_cast<double>(graph.GetNLinks()) * graph.GetNLinks();
    }
    constexpr double pairs = nodes * (nodes - 1) / 2;
    ASSERT_EQ(counts.size(), pairs);
    const double deviation = std::sqrt(draws * probability * (1 - probability));
    for (const auto& [link, count] : counts)
    {
        EXPECT_NEAR(count, draws * probability, 4 * deviation) << link.first << "-" << link.second;
    }
    const double variance = squares / draws - sum / draws * sum / draws;
    EXPECT_NEAR(variance, pairs * probability * (1 - probability), 1.5);
}

TEST(ErdosRenyiGraph, IsSimpleAndOfTheMeanDegreeAskedForOverManySeeds)
{
    double links = 0;
    for (int64_t seed = 0; seed < 20; ++seed)
    {
        const OverlayGraph graph = ErdosRenyi(2000, 0.01, MakeRng(seed));
        ExpectSimple(graph);
        EXPECT_TRUE(IsConnected(graph));
        links += graph.GetNLinks() / 20.0;
    }
    const double mean = 0.01 * 2000 * 1999 / 2;
    EXPECT_NEAR(links, mean, 4 * std::sqrt(mean * 0.99 / 20));
}

TEST(ErdosRenyiGraph, WithProbabilityOneIsComplete)
{
    EXPECT_EQ(ErdosRenyi(20, 1, MakeRng(1)).GetNLinks(), 190u);
}

TEST(WattsStrogatzGraph, WithoutRewiringIsTheRingLattice)
{
    EXPECT_EQ(SortedLinks(WattsStrogatz(30, 4, 0, MakeRng(1))), SortedLinks(RingLattice(30, 4)));
}

TEST(WattsStrogatzGraph, KeepsItsLinksAndMovesTheShareAskedFor)
{
    double moved = 0;
    for (int64_t seed = 0; seed < 20; ++seed)
    {
        const OverlayGraph graph = WattsStrogatz(1000, 6, 0.2, MakeRng(seed));
        EXPECT_EQ(graph.GetNLinks(), 3000u);
        ExpectSimple(graph);
        EXPECT_TRUE(IsConnected(graph));
        EXPECT_GE(GetDegreeStatistics(graph).min, 3u); // each node keeps its own ends of links
        for (const auto& [near, far] : graph.GetLinks())
        {
            moved += (far + 1000 - near) % 1000 > 3 ? 1 : 0;
        }
    }
    // of 60000 links; six in a thousand of the moved ones land within three nodes again
    EXPECT_NEAR(moved / 60000, 0.2, 0.007);
}

TEST(WattsStrogatzGraph, FullyRewiredHasTheClusteringOfARandomGraph)
{
    const auto triangles = [](double beta) {
        return CountShortCycles(WattsStrogatz(400, 8, beta, MakeRng(1))).first;
    };
    EXPECT_EQ(triangles(0), 400u * 6);
    EXPECT_LT(triangles(1), 200u);
}

TEST(WattsStrogatzGraph, OfEverybodyLinkedToEverybodyStaysSo)
{
    EXPECT_EQ(WattsStrogatz(5, 4, 1, MakeRng(1)).GetNLinks(), 10u);
}

TEST(BarabasiAlbertGraph, GivesEachNewNodeItsLinks)
{
    for (int64_t seed = 0; seed < 20; ++seed)
    {
        const OverlayGraph graph = BarabasiAlbert(300, 3, MakeRng(seed));
        EXPECT_EQ(graph.GetNLinks(), 3u * 4 / 2 + (300 - 4) * 3);
        ExpectSimple(graph);
        EXPECT_TRUE(IsConnected(graph));
        EXPECT_GE(GetDegreeStatistics(graph).min, 3u);
        std::vector<uint32_t> made(300);
        for (const auto& [newer, older] : graph.GetLinks())
        {
            EXPECT_GT(newer, older);
            ++made[newer];
        }
        EXPECT_TRUE(std::all_of(made.begin() + 4, made.end(), [](uint32_t n) { return n == 3; }));
    }
}

TEST(BarabasiAlbertGraph, HasTheKnownDegreeDistribution)
{
    // P(k) = 2 m (m + 1) / (k (k + 1) (k + 2)) for many nodes (Bollobas et al. 2001)
    constexpr double m = 3;
    const DegreeStatistics degrees = GetDegreeStatistics(BarabasiAlbert(100000, 3, MakeRng(1)));
    for (uint32_t k = 3; k <= 12; ++k)
    {
        const double share = 2 * m * (m + 1) / (k * (k + 1.0) * (k + 2.0));
        EXPECT_NEAR(degrees.counts[k], 1e5 * share, 5 * std::sqrt(1e5 * share)) << k;
    }
    EXPECT_GT(degrees.max, 300u);
}

TEST(RandomDialGraph, EachNodeDialsItsShare)
{
    for (int64_t seed = 0; seed < 10; ++seed)
    {
        const OverlayGraph graph = RandomDial(1000, 25, MakeRng(seed));
        ExpectSimple(graph);
        EXPECT_TRUE(IsConnected(graph));
        std::vector<uint32_t> dialled(1000);
        for (const auto& [dialler, peer] : graph.GetLinks())
        {
            ++dialled[dialler];
        }
        EXPECT_EQ(dialled[0], 25u);
        EXPECT_EQ(*std::max_element(dialled.begin(), dialled.end()), 25u);
        // a pair dials each other with probability (25 / 999)^2
        const double mutual = 1000 * 999 / 2 * (25.0 / 999) * (25.0 / 999);
        EXPECT_NEAR(25000.0 - graph.GetNLinks(), mutual, 5 * std::sqrt(mutual));
        EXPECT_NEAR(GetDegreeStatistics(graph).mean, 50, 1);
    }
}

TEST(RandomDialGraph, AllSetsOfPeersAreEquallyLikely)
{
    // what node 0 dials: 2 of 5 others, ten sets
    auto rng = MakeRng(1);
    std::map<std::set<uint32_t>, double> counts;
    for (int i = 0; i < 5000; ++i)
    {
        const OverlayGraph graph = RandomDial(6, 2, rng);
        ++counts[{graph.GetLinks()[0].second, graph.GetLinks()[1].second}];
    }
    ASSERT_EQ(counts.size(), 10u);
    std::vector<double> observed;
    for (const auto& [peers, count] : counts)
    {
        observed.push_back(count);
    }
    EXPECT_GT(ChiSquareTail(observed, std::vector<double>(10, 500)), 0.001);
}

TEST(RandomDialGraph, OfAllPeersIsComplete)
{
    EXPECT_EQ(RandomDial(8, 7, MakeRng(1)).GetNLinks(), 28u);
}

TEST(RandomGraph, SameStreamGivesTheSameGraphAndAnotherStreamAnother)
{
    const std::vector<OverlayGraph (*)(Ptr<UniformRandomVariable>)> families{
        [](Ptr<UniformRandomVariable> rng) { return RandomRegular(100, 6, rng); },
        [](Ptr<UniformRandomVariable> rng) { return RandomRegular(100, 2, rng); },
        [](Ptr<UniformRandomVariable> rng) { return ErdosRenyi(100, 0.2, rng); },
        [](Ptr<UniformRandomVariable> rng) { return WattsStrogatz(100, 6, 0.3, rng); },
        [](Ptr<UniformRandomVariable> rng) { return BarabasiAlbert(100, 3, rng); },
        [](Ptr<UniformRandomVariable> rng) { return RandomDial(100, 5, rng); }};
    for (const auto& family : families)
    {
        EXPECT_EQ(family(MakeRng(7)).GetLinks(), family(MakeRng(7)).GetLinks());
        EXPECT_NE(family(MakeRng(7)).GetLinks(), family(MakeRng(8)).GetLinks());
    }
}

TEST(Generator, ValuesOutOfRangeAreNamed)
{
    auto rng = MakeRng(1);
    EXPECT_OVERLAY_ERROR(Complete(0), "nodes=0");
    EXPECT_OVERLAY_ERROR(RingLattice(10, 3), "nodes=10, degree=3");
    EXPECT_OVERLAY_ERROR(RingLattice(10, 0), "nodes=10, degree=0");
    EXPECT_OVERLAY_ERROR(RingLattice(10, 10), "nodes=10, degree=10");
    EXPECT_OVERLAY_ERROR(Hypercube(25), "dimension=25.*from 0 to 24");
    EXPECT_OVERLAY_ERROR(Grid2D(0, 5), "width=0, height=5.*at least 1");
    EXPECT_OVERLAY_ERROR(Grid2D(2, 5, true), "width=2, height=5, torus=1.*at least 3");
    EXPECT_OVERLAY_ERROR(Grid2D(100000, 100000), "width=100000, height=100000");
    EXPECT_OVERLAY_ERROR(ErdosRenyi(0, 0.5, rng), "nodes=0");
    EXPECT_OVERLAY_ERROR(ErdosRenyi(10, 0, rng), "nodes=10, probability=0\\)");
    EXPECT_OVERLAY_ERROR(ErdosRenyi(10, 1.5, rng), "nodes=10, probability=1.5");
    EXPECT_OVERLAY_ERROR(ErdosRenyi(10, std::nan(""), rng), "nodes=10, probability=nan");
    EXPECT_OVERLAY_ERROR(WattsStrogatz(10, 5, 0.1, rng), "nodes=10, degree=5, beta=0.1");
    EXPECT_OVERLAY_ERROR(WattsStrogatz(10, 12, 0.1, rng), "nodes=10, degree=12");
    EXPECT_OVERLAY_ERROR(WattsStrogatz(10, 4, -0.5, rng), "beta=-0.5.*from 0 to 1");
    EXPECT_OVERLAY_ERROR(BarabasiAlbert(10, 0, rng), "nodes=10, links=0");
    EXPECT_OVERLAY_ERROR(BarabasiAlbert(3, 3, rng), "nodes=3, links=3");
    EXPECT_OVERLAY_ERROR(RandomDial(10, 0, rng), "nodes=10, dials=0");
    EXPECT_OVERLAY_ERROR(RandomDial(10, 10, rng), "nodes=10, dials=10");
}

TEST(Generator, DisconnectedGraphsAreNamed)
{
    auto rng = MakeRng(1);
    EXPECT_OVERLAY_ERROR(
        ErdosRenyi(1000, 0.001, rng),
        "nodes=1000, probability=0.001.*disconnected, in [0-9]+ components.*0.0069");
    EXPECT_OVERLAY_ERROR(WattsStrogatz(1000, 2, 1, rng),
                         "nodes=1000, degree=2, beta=1.*disconnected");
    EXPECT_OVERLAY_ERROR(RandomDial(1000, 1, rng), "nodes=1000, dials=1.*disconnected");
}
