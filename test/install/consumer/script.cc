/* SPDX-License-Identifier: GPL-2.0-only */
#include "ns3/waku-module.h"

#include <iostream>

int
main()
{
    const ns3::OverlayGraph graph = ns3::OverlayHelper::FromString("regular:6").Create(100);
    std::cout << graph.GetNNodes() << " nodes, " << graph.GetNLinks() << " links\n";
}
