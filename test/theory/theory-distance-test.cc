/* SPDX-License-Identifier: GPL-2.0-only */
#include "ns3/random-regular-distance.h"
#include "ns3/waku-scaling-model.h"

#include <algorithm>
#include <cmath>
#include <gtest/gtest.h>
#include <numeric>
#include <ostream>
#include <random>
#include <stdexcept>
#include <vector>

using namespace ns3;

namespace
{

using Graph = std::vector<std::vector<int>>;

/**
 * Pairing model: half-edges are joined at random; those that would make a loop or a second edge are
 * dealt again, and everything starts over when none of the rest fits (Steger and Wormald).
 */
Graph
SampleRegularGraph(int nodes, int degree, std::mt19937& random)
{
    while (true)
    {
        Graph graph(nodes);
        std::vector<int> halfEdges;
        for (int i = 0; i < nodes * degree; ++i)
        {
            halfEdges.push_back(i / degree);
        }
        bool progress = true;
        while (progress && !halfEdges.empty())
        {
            std::shuffle(halfEdges.begin(), halfEdges.end(), random);
            std::vector<int> rest;
            for (std::size_t i = 0; i < halfEdges.size(); i += 2)
            {
                const int a = halfEdges[i];
                const int b = halfEdges[i + 1];
                const bool twice = std::count(graph[a].begin(), graph[a].end(), b) > 0;
                if (a == b || twice)
                {
                    rest.insert(rest.end(), {a, b});
                    continue;
                }
                graph[a].push_back(b);
                graph[b].push_back(a);
            }
            progress = rest.size() < halfEdges.size();
            halfEdges = rest;
        }
        if (halfEdges.empty())
        {
            return graph;
        }
    }
}

/** \return number of nodes at each distance from a node, by breadth-first search */
std::vector<int>
ShellsOf(const Graph& graph, int source)
{
    std::vector<bool> seen(graph.size());
    std::vector<int> shell{source};
    std::vector<int> sizes;
    seen[source] = true;
    while (!shell.empty())
    {
        sizes.push_back(static_cast<int>(shell.size()));
        std::vector<int> next;
        for (const int node : shell)
        {
            for (const int neighbour : graph[node])
            {
                if (!seen[neighbour])
                {
                    seen[neighbour] = true;
                    next.push_back(neighbour);
                }
            }
        }
        shell = next;
    }
    return sizes;
}

struct Sample
{
    int nodes;
    int degree;
    int graphs;
};

/** What gtest prints when a case of this sample fails. */
std::ostream&
operator<<(std::ostream& os, const Sample& sample)
{
    return os << sample.nodes << " nodes of degree " << sample.degree;
}

class SampledGraphs : public testing::TestWithParam<Sample>
{
  protected:
    SampledGraphs()
    {
        const auto [nodes, degree, graphs] = GetParam();
        std::mt19937 random(7);
        double distances = 0;
        double eccentricities = 0;
        double diameters = 0;
        m_shells.assign(64, 0);
        for (int i = 0; i < graphs; ++i)
        {
            const Graph graph = SampleRegularGraph(nodes, degree, random);
            std::size_t diameter = 0;
            for (int source = 0; source < nodes; ++source)
            {
                const auto shells = ShellsOf(graph, source);
                for (std::size_t l = 0; l < shells.size(); ++l)
                {
                    m_shells[l] += shells[l] / double(nodes) / graphs;
                    distances += static_cast<double>(l) * shells[l];
                }
                eccentricities += static_cast<double>(shells.size() - 1);
                diameter = std::max(diameter, shells.size() - 1);
            }
            diameters += static_cast<double>(diameter);
        }
        m_mean = distances / nodes / (nodes - 1) / graphs;
        m_eccentricity = eccentricities / nodes / graphs;
        m_diameter = diameters / graphs;
    }

    std::vector<double> m_shells; //!< mean number of nodes at each distance
    double m_mean;                //!< mean distance
    double m_eccentricity;        //!< mean eccentricity
    double m_diameter;            //!< mean diameter
};

} // namespace

TEST_P(SampledGraphs, HaveTheDistancesOfTheRecurrence)
{
    const RandomRegularDistance distance(GetParam().nodes, GetParam().degree);
    const double tolerance = GetParam().nodes >= 1000 ? 0.002 : 0.01;
    EXPECT_NEAR(distance.GetMean(), m_mean, tolerance * m_mean);
    EXPECT_NEAR(distance.GetExpectedEccentricity(), m_eccentricity, 0.15);
    EXPECT_NEAR(distance.GetExpectedDiameter(), m_diameter, GetParam().degree == 3 ? 1 : 0.5);
    EXPECT_LE(m_diameter, DiameterBound(GetParam().nodes, GetParam().degree));
    const auto shells = distance.GetShells();
    for (std::size_t l = 0; l < shells.size(); ++l)
    {
        EXPECT_NEAR(shells[l], m_shells[l], 0.025 * GetParam().nodes) << "at distance " << l;
    }
}

INSTANTIATE_TEST_SUITE_P(TheoryDistance,
                         SampledGraphs,
                         testing::Values(Sample{20, 4, 400},
                                         Sample{100, 4, 60},
                                         Sample{100, 6, 60},
                                         Sample{100, 12, 40},
                                         Sample{1000, 3, 5},
                                         Sample{1000, 4, 4},
                                         Sample{1000, 6, 4},
                                         Sample{1000, 12, 2},
                                         Sample{4000, 6, 1}));

TEST(TheoryDistance, ShellsHoldAllNodes)
{
    for (const double nodes : {8., 50., 1000., 1e6, 1e9})
    {
        const RandomRegularDistance distance(nodes, 6);
        const auto shells = distance.GetShells();
        EXPECT_EQ(shells.at(0), 1);
        EXPECT_EQ(shells.at(1), 6);
        EXPECT_NEAR(std::accumulate(shells.begin(), shells.end(), 0.), nodes, 1e-6 * nodes);
        for (const double shell : shells)
        {
            EXPECT_GE(shell, 0);
        }
    }
}

TEST(TheoryDistance, IsOneInACompleteGraph)
{
    const RandomRegularDistance distance(7, 6);
    EXPECT_EQ(distance.GetMean(), 1);
    EXPECT_EQ(distance.GetVariance(), 0);
    EXPECT_EQ(distance.GetQuantile(1), 1);
    EXPECT_NEAR(distance.GetExpectedDiameter(), 1, 1e-6);
}

TEST(TheoryDistance, QuantilesFollowTheTail)
{
    const RandomRegularDistance distance(1000, 6);
    EXPECT_EQ(distance.GetQuantile(0), 0);
    EXPECT_EQ(distance.GetQuantile(5.9 / 999), 1);
    EXPECT_EQ(distance.GetQuantile(6.1 / 999), 2);
    const std::size_t median = distance.GetQuantile(0.5);
    EXPECT_LE(distance.GetTail(median), 0.5);
    EXPECT_GT(distance.GetTail(median - 1), 0.5);
    EXPECT_THROW(distance.GetQuantile(1.1), std::domain_error);
}

TEST(TheoryDistance, AgreesWithTheClosedFormInLargeGraphs)
{
    for (const double degree : {3., 4., 6., 8.})
    {
        const RandomRegularDistance distance(1e6, degree);
        EXPECT_NEAR(distance.GetMean(), AsymptoticMeanDistance(1e6, degree), 0.02) << degree;
        EXPECT_LT(distance.GetExpectedDiameter(), DiameterBound(1e6, degree));
        EXPECT_GE(distance.GetExpectedDiameter(), distance.GetExpectedEccentricity());
        EXPECT_GT(distance.GetExpectedEccentricity(), distance.GetMean());
    }
}

TEST(TheoryDistance, ExceedsTheBoundOfTheModelOf2023)
{
    // log_d(n) would be an upper bound if every node led on to d new ones; it leads on to d-1.
    EXPECT_GT(RandomRegularDistance(10000, 6).GetMean(), WakuScalingModel().DistanceBound(10000));
}

TEST(TheoryDistance, GraphsThatDoNotExistAreRefused)
{
    EXPECT_THROW(RandomRegularDistance(100, 2), std::domain_error);
    EXPECT_THROW(RandomRegularDistance(6, 6), std::domain_error);
    EXPECT_THROW(RandomRegularDistance(101, 7), std::domain_error);
    EXPECT_THROW(RandomRegularDistance(100.5, 6), std::domain_error);
    EXPECT_THROW(RandomRegularDistance(100, 6.5), std::domain_error);
    EXPECT_THROW(RandomRegularDistance(std::nan(""), 6), std::domain_error);
    EXPECT_THROW(AsymptoticMeanDistance(100, 2), std::domain_error);
    EXPECT_THROW(DiameterBound(3, 6), std::domain_error);
}
