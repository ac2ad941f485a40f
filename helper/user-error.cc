/* SPDX-License-Identifier: GPL-2.0-only */
#include "user-error.h"

#include <cstdlib>
#include <iostream>

namespace ns3
{

void
StopAtUserError(const std::string& sentence)
{
    std::cerr << sentence << std::endl;
    std::exit(1);
}

} // namespace ns3
