/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_VIEW_OUTPUTS_H
#define WAKU_VIEW_OUTPUTS_H

#include <string>
#include <vector>

namespace ns3
{

class ProgramOptions;

/**
 * \ingroup waku
 * \brief What ViewHelper writes of a run.
 */
struct ViewOutputs
{
    std::string page;                //!< HTML page that shows the run; empty for none
    std::vector<std::string> traces; //!< files and trace sources, as TraceFile takes them
    std::string netAnim;             //!< XML for NetAnim; empty for none

    /**
     * Add the options `--view`, `--trace` and `--netanim`. This object must exist until they are
     * parsed.
     * \param options options of the program
     */
    void AddOptions(ProgramOptions& options);

    /** \return whether there is anything to write */
    bool IsOn() const
    {
        return !page.empty() || !traces.empty() || !netAnim.empty();
    }
};

} // namespace ns3

#endif /* WAKU_VIEW_OUTPUTS_H */
