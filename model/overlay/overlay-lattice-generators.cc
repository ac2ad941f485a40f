/* SPDX-License-Identifier: GPL-2.0-only */
#include "overlay-error.h"
#include "overlay-generators.h"

namespace ns3
{

OverlayGraph
Complete(uint32_t nodes)
{
    WAKU_OVERLAY_ERROR_IF(nodes < 1, "Complete(nodes=" << nodes << "): nodes must be at least 1");
    OverlayGraph graph(nodes);
    for (uint32_t a = 0; a < nodes; ++a)
    {
        for (uint32_t b = a + 1; b < nodes; ++b)
        {
            graph.AddLink(a, b);
        }
    }
    return graph;
}

OverlayGraph
RingLattice(uint32_t nodes, uint32_t degree)
{
    WAKU_OVERLAY_ERROR_IF(degree < 2 || degree % 2 != 0 || degree >= nodes,
                          "RingLattice(nodes="
                              << nodes << ", degree=" << degree
                              << "): degree must be even, at least 2 and below nodes");
    OverlayGraph graph(nodes);
    for (uint32_t node = 0; node < nodes; ++node)
    {
        for (uint32_t step = 1; step <= degree / 2; ++step)
        {
            graph.AddLink(node, (node + step) % nodes);
        }
    }
    return graph;
}

OverlayGraph
Hypercube(uint32_t dimension)
{
    WAKU_OVERLAY_ERROR_IF(dimension > 24,
                          "Hypercube(dimension=" << dimension
                                                 << "): dimension must be from 0 to 24");
    OverlayGraph graph(1U << dimension);
    for (uint32_t node = 0; node < graph.GetNNodes(); ++node)
    {
        for (uint32_t bit = 1; bit < graph.GetNNodes(); bit <<= 1)
        {
            if ((node & bit) == 0)
            {
                graph.AddLink(node, node | bit);
            }
        }
    }
    return graph;
}

OverlayGraph
Grid2D(uint32_t width, uint32_t height, bool torus)
{
    const uint32_t least = torus ? 3 : 1;
    const uint64_t nodes = static_cast<uint64_t>(width) * height;
    WAKU_OVERLAY_ERROR_IF(width < least || height < least || nodes > OverlayGraph::NO_LINK / 2,
                          "Grid2D(width=" << width << ", height=" << height << ", torus=" << torus
                                          << "): each side must be at least " << least
                                          << ", and their product at most "
                                          << OverlayGraph::NO_LINK / 2);
    OverlayGraph graph(static_cast<uint32_t>(nodes));
    for (uint32_t y = 0; y < height; ++y)
    {
        for (uint32_t x = 0; x < width; ++x)
        {
            if (torus || x + 1 < width)
            {
                graph.AddLink(x + y * width, (x + 1) % width + y * width);
            }
            if (torus || y + 1 < height)
            {
                graph.AddLink(x + y * width, x + (y + 1) % height * width);
            }
        }
    }
    return graph;
}

} // namespace ns3
