/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_VIEW_HELPER_H
#define WAKU_VIEW_HELPER_H

#include "program-options.h"
#include "trace-file.h"
#include "view-outputs.h"

#include "ns3/application-container.h"
#include "ns3/net-device-container.h"
#include "ns3/run-summary.h"
#include "ns3/view-recorder.h"

#include <memory>
#include <ostream>
#include <string>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief Writes what a run looks like: a page in one HTML file that needs nothing else and no
 * network, in which a message can be watched as it spreads; what trace sources report, as CSV; a
 * small run for NetAnim.
 *
 * \code
 *   ViewHelper view;
 *   view.AddOptions(cmd);               // --view, --trace, --netanim
 *   cmd.Parse(argc, argv);
 *   ...
 *   view.Record(applications, devices); // before the run
 *   Simulator::Run();
 *   view.Write(summary);                // before Simulator::Destroy
 * \endcode
 *
 * Without these options, nothing is recorded. ViewRecorder says what a record takes.
 */
class ViewHelper
{
  public:
    /** \param path path of the page; empty for none */
    explicit ViewHelper(const std::string& path = "");
    /** \param outputs what to write */
    explicit ViewHelper(const ViewOutputs& outputs);
    ~ViewHelper();

    ViewHelper(const ViewHelper&) = delete;
    ViewHelper& operator=(const ViewHelper&) = delete;

    /**
     * Add the options `--view`, `--trace` and `--netanim`. This object must exist until they are
     * parsed.
     * \param options options of the program
     */
    void AddOptions(ProgramOptions& options);

    /** \return whether there is anything to write */
    bool IsOn() const
    {
        return m_outputs.IsOn();
    }

    /** \param limits what is recorded at most; to be called before Record */
    void SetLimits(const ViewRecorder::Limits& limits)
    {
        m_limits = limits;
    }

    /**
     * Begin to record, if there is anything to write. A distributed simulation, and more nodes than
     * NetAnim is for (NetAnimFile), end the program with a sentence.
     * \param applications the applications; application i is node i of the page
     * \param devices device of each application; if empty, the page has no IP packets, rates and
     *        regions
     */
    void Record(const ApplicationContainer& applications, const NetDeviceContainer& devices);

    /** \return what records the run, to tell it roles and settings; null if nothing is recorded */
    ViewRecorder* GetRecorder() const
    {
        return m_recorder.get();
    }

    /**
     * Write all that there is to write. The program stops if it cannot be written.
     * \param summary summary of the run
     */
    void Write(const RunSummary& summary);

    /**
     * Write a page.
     * \param out stream to which it is written
     * \param title title of the page
     * \param json the data, a JSON object in which `<` is escaped
     */
    static void WritePage(std::ostream& out, const std::string& title, const std::string& json);

  private:
    ViewOutputs m_outputs;                            //!< what to write
    ViewRecorder::Limits m_limits;                    //!< what is recorded at most
    std::unique_ptr<ViewRecorder> m_recorder;         //!< null if nothing is recorded
    std::vector<std::unique_ptr<TraceFile>> m_traces; //!< what trace sources report
};

} // namespace ns3

#endif /* WAKU_VIEW_HELPER_H */
