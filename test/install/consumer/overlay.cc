/* SPDX-License-Identifier: GPL-2.0-only */
#include "ns3/overlay-helper.h"

#include <iostream>

int
main()
{
    const ns3::OverlayGraph graph = ns3::OverlayHelper::FromString("complete").Create(12);
    std::cout << graph.GetNNodes() << " nodes, " << graph.GetNLinks() << " links\n";
}
