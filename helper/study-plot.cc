/* SPDX-License-Identifier: GPL-2.0-only */
#include "study-plot.h"

#include "ns3/abort.h"

#include <cstdlib>
#include <fstream>

namespace ns3
{

bool
DrawPlot(const std::string& folder, const std::string& name, Gnuplot plot)
{
    const std::string script = name + ".plt";
    plot.SetOutputFilename(name + ".png");
    plot.SetTerminal("png size 900,600");
    std::ofstream out(folder + "/" + script);
    plot.GenerateOutput(out);
    out.close();
    NS_ABORT_MSG_IF(!out, "can't write " << folder << "/" << script);
    const std::string command = "cd '" + folder + "' && gnuplot '" + script + "' 2>/dev/null";
    return std::system(command.c_str()) == 0;
}

} // namespace ns3
