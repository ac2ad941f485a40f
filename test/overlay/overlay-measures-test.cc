/* SPDX-License-Identifier: GPL-2.0-only */
#include "test-rng.h"

#include "ns3/overlay-generators.h"
#include "ns3/overlay-measures.h"

#include <boost/graph/adjacency_matrix.hpp>
#include <boost/graph/connected_components.hpp>
#include <boost/graph/floyd_warshall_shortest.hpp>
#include <gtest/gtest.h>
#include <numeric>

using namespace ns3;

namespace
{

using Matrix = boost::adjacency_matrix<boost::undirectedS,
                                       boost::no_property,
                                       boost::property<boost::edge_weight_t, int>>;

Matrix
ToMatrix(const OverlayGraph& graph)
{
    Matrix matrix(graph.GetNNodes());
    for (const auto& [a, b] : graph.GetLinks())
    {
        boost::add_edge(a, b, 1, matrix);
    }
    return matrix;
}

std::vector<OverlayGraph>
MakeGraphs()
{
    std::vector<OverlayGraph> graphs;
    for (int64_t seed = 0; seed < 5; ++seed)
    {
        graphs.push_back(RandomRegular(60, 3, MakeRng(seed)));
        graphs.push_back(ErdosRenyi(70, 0.15, MakeRng(seed)));
        graphs.push_back(BarabasiAlbert(80, 1, MakeRng(seed)));
        graphs.push_back(WattsStrogatz(50, 4, 0.1, MakeRng(seed)));
    }
    return graphs;
}

} // namespace

TEST(OverlayMeasures, DistancesAreThoseOfFloydAndWarshall)
{
    for (const OverlayGraph& graph : MakeGraphs())
    {
        const uint32_t nodes = graph.GetNNodes();
        std::vector<std::vector<int>> distances(nodes, std::vector<int>(nodes));
        boost::floyd_warshall_all_pairs_shortest_paths(ToMatrix(graph), distances);
        int diameter = 0;
        double sum = 0;
        for (uint32_t a = 0; a < nodes; ++a)
        {
            std::vector<uint32_t> histogram(nodes);
            for (uint32_t b = 0; b < nodes; ++b)
            {
                diameter = std::max(diameter, distances[a][b]);
                sum += distances[a][b];
                ++histogram[distances[a][b]];
            }
            std::vector<uint32_t> measured = GetDistanceHistogram(graph, a);
            EXPECT_GT(measured.back(), 0u);
            measured.resize(nodes);
            EXPECT_EQ(measured, histogram);
        }
        const DistanceStatistics statistics = GetDistanceStatistics(graph, MakeRng(1));
        EXPECT_EQ(statistics.diameter, static_cast<uint32_t>(diameter));
        EXPECT_NEAR(statistics.meanDistance, sum / nodes / (nodes - 1), 1e-12);
        EXPECT_EQ(statistics.sources, nodes);
        EXPECT_FALSE(statistics.sampled);
    }
}

TEST(OverlayMeasures, ComponentsAreThoseOfADepthFirstSearch)
{
    for (uint32_t links = 0; links <= 120; links += 5)
    {
        OverlayGraph graph(60);
        auto rng = MakeRng(links);
        while (graph.GetNLinks() < links)
        {
            const uint32_t a = rng->GetInteger(0, 59);
            const uint32_t b = rng->GetInteger(0, 59);
            if (a != b)
            {
                graph.AddLink(a, b);
            }
        }
        std::vector<int> component(60);
        const int components = boost::connected_components(ToMatrix(graph), component.data());
        EXPECT_EQ(GetNComponents(graph), static_cast<uint32_t>(components));
        EXPECT_EQ(IsConnected(graph), components == 1);
    }
}

TEST(OverlayMeasures, KnownGraphsHaveTheirKnownDistances)
{
    const auto measure = [](const OverlayGraph& graph) {
        return GetDistanceStatistics(graph, MakeRng(1));
    };
    for (uint32_t dimension : {1U, 4U, 9U})
    {
        const DistanceStatistics cube = measure(Hypercube(dimension));
        const double nodes = 1U << dimension;
        EXPECT_EQ(cube.diameter, dimension);
        EXPECT_NEAR(cube.meanDistance, dimension / 2.0 * nodes / (nodes - 1), 1e-12);
    }
    EXPECT_EQ(measure(RingLattice(100, 2)).diameter, 50u);
    EXPECT_EQ(measure(RingLattice(101, 4)).diameter, 25u);
    EXPECT_EQ(measure(Complete(20)).diameter, 1u);
    EXPECT_EQ(measure(Complete(20)).meanDistance, 1);
    EXPECT_EQ(measure(Grid2D(7, 4)).diameter, 9u);
    EXPECT_NEAR(measure(Grid2D(7, 4)).meanDistance, (7 + 4) / 3.0, 1e-12);
    EXPECT_EQ(measure(Grid2D(8, 6, true)).diameter, 7u);
}

TEST(OverlayMeasures, HistogramOfAHypercubeIsBinomial)
{
    EXPECT_EQ(GetDistanceHistogram(Hypercube(6), 37),
              (std::vector<uint32_t>{1, 6, 15, 20, 15, 6, 1}));
}

TEST(OverlayMeasures, HistogramLeavesOutWhatCannotBeReached)
{
    OverlayGraph graph(5);
    graph.AddLink(0, 1);
    graph.AddLink(1, 2);
    graph.AddLink(3, 4);
    EXPECT_EQ(GetDistanceHistogram(graph, 0), (std::vector<uint32_t>{1, 1, 1}));
}

TEST(OverlayMeasures, DegreesOfAGrid)
{
    const DegreeStatistics degrees = GetDegreeStatistics(Grid2D(5, 4));
    EXPECT_EQ(degrees.min, 2u);
    EXPECT_EQ(degrees.max, 4u);
    EXPECT_EQ(degrees.counts, (std::vector<uint32_t>{0, 0, 4, 10, 6}));
    EXPECT_DOUBLE_EQ(degrees.mean, 3.1);
    EXPECT_DOUBLE_EQ(degrees.variance, (4 * 1.21 + 10 * 0.01 + 6 * 0.81) / 20);
}

TEST(OverlayMeasures, LargeGraphsAreSampledAndSaySo)
{
    const OverlayGraph graph = RandomRegular(3000, 6, MakeRng(1));
    const DistanceStatistics exact = GetDistanceStatistics(graph, MakeRng(1), 3000);
    EXPECT_FALSE(exact.sampled);
    EXPECT_EQ(exact.sources, 3000u);

    const DistanceStatistics sampled = GetDistanceStatistics(graph, MakeRng(1), 2999, 50);
    EXPECT_TRUE(sampled.sampled);
    EXPECT_EQ(sampled.sources, 50u);
    EXPECT_NEAR(sampled.meanDistance, exact.meanDistance, 0.01);
    EXPECT_NE(sampled.meanDistance, exact.meanDistance);
    EXPECT_LE(sampled.diameter, exact.diameter);
    EXPECT_GE(sampled.diameter + 1, exact.diameter);

    EXPECT_TRUE(GetDistanceStatistics(graph, MakeRng(1)).sampled);
}

TEST(OverlayMeasures, SampleHasNoNodeTwice)
{
    // of a star, all nodes but one as sources: whether the hub is among them is all that can differ
    OverlayGraph star(11);
    for (uint32_t node = 1; node < 11; ++node)
    {
        star.AddLink(0, node);
    }
    const double fromLeaf = 1.9;
    for (int64_t seed = 0; seed < 30; ++seed)
    {
        const double mean = GetDistanceStatistics(star, MakeRng(seed), 10, 10).meanDistance;
        EXPECT_TRUE(std::abs(mean - fromLeaf) < 1e-9 ||
                    std::abs(mean - (9 * fromLeaf + 1) / 10) < 1e-9)
            << mean;
    }
}

TEST(OverlayMeasures, SmallestGraphsHaveMeasures)
{
    EXPECT_TRUE(IsConnected(OverlayGraph(0)));
    EXPECT_TRUE(IsConnected(OverlayGraph(1)));
    EXPECT_FALSE(IsConnected(OverlayGraph(2)));
    EXPECT_EQ(GetDistanceStatistics(OverlayGraph(1), MakeRng(1)).diameter, 0u);
    EXPECT_EQ(GetDistanceStatistics(OverlayGraph(1), MakeRng(1)).meanDistance, 0);
    EXPECT_EQ(GetDistanceStatistics(OverlayGraph(0), MakeRng(1)).meanDistance, 0);
    EXPECT_EQ(GetDegreeStatistics(OverlayGraph(0)).max, 0u);
}

TEST(OverlayMeasuresDeathTest, WhatCannotBeMeasuredIsNamed)
{
    EXPECT_DEATH(GetDistanceStatistics(OverlayGraph(3), MakeRng(1)),
                 "3 nodes is disconnected, in 3 components");
    EXPECT_DEATH(GetDistanceStatistics(Complete(3), MakeRng(1), 10, 0), "samples=0.*exactUpTo=10");
    EXPECT_DEATH(GetDistanceStatistics(Complete(3), MakeRng(1), 10, 11), "samples=11");
    EXPECT_DEATH(GetDistanceHistogram(Complete(3), 3), "no node 3 among 3 nodes");
}
