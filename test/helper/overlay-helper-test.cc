/* SPDX-License-Identifier: GPL-2.0-only */
#include "test-rng.h"

#include "ns3/overlay-file.h"
#include "ns3/overlay-generators.h"
#include "ns3/overlay-helper.h"
#include "ns3/overlay-measures.h"

#include <cstdio>
#include <gtest/gtest.h>
#include <unistd.h>

using namespace ns3;

namespace
{

/** The links that a helper of this spec makes from stream 5. */
std::vector<OverlayGraph::Link>
MakeLinks(const std::string& spec, uint32_t nodes)
{
    OverlayHelper helper = OverlayHelper::FromString(spec);
    EXPECT_EQ(helper.GetSpec(), spec);
    EXPECT_EQ(helper.AssignStreams(5), 1);
    return helper.Create(nodes).GetLinks();
}

std::string
TempPath(const std::string& name)
{
    return ::testing::TempDir() + "waku-" + std::to_string(getpid()) + "-" + name;
}

} // namespace

TEST(OverlayHelper, EachSpecMakesItsFamily)
{
    EXPECT_EQ(MakeLinks("regular:4", 50), RandomRegular(50, 4, MakeRng(5)).GetLinks());
    EXPECT_EQ(MakeLinks("complete", 20), Complete(20).GetLinks());
    EXPECT_EQ(MakeLinks("ring:4", 20), RingLattice(20, 4).GetLinks());
    EXPECT_EQ(MakeLinks("hypercube", 64), Hypercube(6).GetLinks());
    EXPECT_EQ(MakeLinks("hypercube", 1), Hypercube(0).GetLinks());
    EXPECT_EQ(MakeLinks("grid", 24), Grid2D(6, 4).GetLinks());
    EXPECT_EQ(MakeLinks("grid", 25), Grid2D(5, 5).GetLinks());
    EXPECT_EQ(MakeLinks("grid:12", 24), Grid2D(12, 2).GetLinks());
    EXPECT_EQ(MakeLinks("grid:24", 24), Grid2D(24, 1).GetLinks());
    EXPECT_EQ(MakeLinks("torus", 21), Grid2D(7, 3, true).GetLinks());
    EXPECT_EQ(MakeLinks("torus:8", 24), Grid2D(8, 3, true).GetLinks());
    EXPECT_EQ(MakeLinks("er:0.15", 90), ErdosRenyi(90, 0.15, MakeRng(5)).GetLinks());
    EXPECT_EQ(MakeLinks("ws:6:0.1", 90), WattsStrogatz(90, 6, 0.1, MakeRng(5)).GetLinks());
    EXPECT_EQ(MakeLinks("ba:3", 90), BarabasiAlbert(90, 3, MakeRng(5)).GetLinks());
    EXPECT_EQ(MakeLinks("dial:5", 90), RandomDial(90, 5, MakeRng(5)).GetLinks());
}

TEST(OverlayHelper, MakesRandomRegularGraphsOfDegreeSixWithoutAChoice)
{
    const OverlayGraph graph = OverlayHelper().Create(100);
    EXPECT_EQ(GetDegreeStatistics(graph).min, 6u);
    EXPECT_EQ(GetDegreeStatistics(graph).max, 6u);
}

TEST(OverlayHelper, NextGraphOfARandomFamilyIsAnother)
{
    OverlayHelper overlay;
    overlay.AssignStreams(1);
    const auto first = overlay.Create(100).GetLinks();
    EXPECT_NE(overlay.Create(100).GetLinks(), first);
    overlay.AssignStreams(1);
    EXPECT_EQ(overlay.Create(100).GetLinks(), first);
}

TEST(OverlayHelper, LastChoiceCounts)
{
    OverlayHelper overlay;
    overlay.SetFile("fleet.json");
    EXPECT_TRUE(overlay.IsFile());
    overlay.SetComplete();
    EXPECT_FALSE(overlay.IsFile());
    EXPECT_EQ(overlay.Create(5).GetNLinks(), 10u);
}

TEST(OverlayHelper, FileSaysHowManyNodesThereAre)
{
    const std::string path = TempPath("a:b.txt");
    WriteOverlay(RingLattice(9, 2), path);
    const OverlayHelper overlay = OverlayHelper::FromString("file:" + path);
    EXPECT_TRUE(overlay.IsFile());
    EXPECT_EQ(overlay.Create().GetNNodes(), 9u);
    EXPECT_EQ(overlay.Create(9).GetNLinks(), 9u);
    EXPECT_DEATH(overlay.Create(10), "a:b.txt: the overlay has 9 nodes, not 10");
    std::remove(path.c_str());
}

TEST(OverlayHelperDeathTest, DisconnectedFileIsNamed)
{
    const std::string path = TempPath("islands.txt");
    WriteOverlay(OverlayGraph(4), path);
    EXPECT_DEATH(OverlayHelper::FromString("file:" + path).Create(),
                 "islands.txt: the overlay of 4 nodes is disconnected, in 4 components");
    std::remove(path.c_str());
}

TEST(OverlayHelperDeathTest, SpecsThatMeanNothingAreNamed)
{
    const auto parse = [](const std::string& spec) { OverlayHelper::FromString(spec); };
    EXPECT_DEATH(parse(""), "overlay '' must have one of the forms regular:DEGREE, .*file:PATH");
    EXPECT_DEATH(parse("regulr:6"), "overlay 'regulr:6' must have one of the forms");
    EXPECT_DEATH(parse("regular"), "overlay 'regular' must have the form regular:DEGREE");
    EXPECT_DEATH(parse("regular:"), "overlay 'regular:' must have the form");
    EXPECT_DEATH(parse("regular:6:"), "overlay 'regular:6:' must have the form");
    EXPECT_DEATH(parse("regular:6:7"), "overlay 'regular:6:7' must have the form");
    EXPECT_DEATH(parse("regular:six"), "overlay 'regular:six': degree 'six' must be a whole");
    EXPECT_DEATH(parse("regular:-6"), "degree '-6' must be a whole number");
    EXPECT_DEATH(parse("regular:6.5"), "degree '6.5' must be a whole number");
    EXPECT_DEATH(parse("regular:99999999999"), "degree '99999999999' must be a whole number");
    EXPECT_DEATH(parse("complete:3"), "overlay 'complete:3' must have the form complete");
    EXPECT_DEATH(parse("grid:4:5"), "overlay 'grid:4:5' must have the form");
    EXPECT_DEATH(parse("er:0,5"), "probability '0,5' must be a number from 0 to 1");
    EXPECT_DEATH(parse("er:2"), "probability '2' must be a number from 0 to 1");
    EXPECT_DEATH(parse("ws:6"), "overlay 'ws:6' must have the form ws:DEGREE:BETA");
    EXPECT_DEATH(parse("ws::0.1"), "degree '' must be a whole number");
    EXPECT_DEATH(parse("ws:6:"), "overlay 'ws:6:' must have the form");
    EXPECT_DEATH(parse("ws:6:x"), "beta 'x' must be a number from 0 to 1");
    EXPECT_DEATH(parse("file:"), "overlay 'file:' must have one of the forms");
}

TEST(OverlayHelperDeathTest, NodesThatAFamilyCannotHaveAreNamed)
{
    const auto create = [](const std::string& spec, uint32_t nodes) {
        OverlayHelper::FromString(spec).Create(nodes);
    };
    EXPECT_DEATH(create("regular:3", 7), "nodes=7, degree=3");
    EXPECT_DEATH(create("regular:0", 7), "nodes=7, degree=0");
    EXPECT_DEATH(create("hypercube", 100), "hypercube: 100 nodes are no power of two");
    EXPECT_DEATH(create("hypercube", 0), "hypercube: 0 nodes");
    EXPECT_DEATH(create("grid", 13), "grid: 13 nodes fill no rectangle .* at least 2");
    EXPECT_DEATH(create("torus", 10), "10 nodes fill no rectangle .* at least 3");
    EXPECT_DEATH(create("grid:5", 12), "grid: width 5 does not divide 12 nodes");
    EXPECT_DEATH(create("grid:5", 0), "grid: width 5 does not divide 0 nodes");
    EXPECT_DEATH(create("torus:12", 24), "width=12, height=2, torus=1");
    EXPECT_DEATH(create("complete", 0), "nodes=0");
}
