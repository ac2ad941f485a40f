/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_VIEW_HELPER_H
#define WAKU_VIEW_HELPER_H

#include "program-options.h"

#include "ns3/application-container.h"
#include "ns3/net-device-container.h"
#include "ns3/run-summary.h"
#include "ns3/view-recorder.h"

#include <memory>
#include <ostream>
#include <string>

namespace ns3
{

/**
 * \ingroup waku
 * \brief Writes a page that shows a run: one HTML file that needs nothing else and no network, in
 * which a message can be watched as it spreads.
 *
 * \code
 *   ViewHelper view;
 *   view.AddOption(cmd);                // --view=FILE.html
 *   cmd.Parse(argc, argv);
 *   ...
 *   view.Record(applications, devices); // before the run
 *   Simulator::Run();
 *   view.Write(summary);                // before Simulator::Destroy
 * \endcode
 *
 * Without a file, nothing is recorded. ViewRecorder says what a record takes.
 */
class ViewHelper
{
  public:
    /** \param path path of the page; empty for none */
    explicit ViewHelper(const std::string& path = "");
    ~ViewHelper();

    ViewHelper(const ViewHelper&) = delete;
    ViewHelper& operator=(const ViewHelper&) = delete;

    /**
     * Add the option `--view`, which names the page. This object must exist until it is parsed.
     * \param options options of the program
     */
    void AddOption(ProgramOptions& options);

    /** \return whether there is a page to write */
    bool IsOn() const
    {
        return !m_path.empty();
    }

    /** \param limits what is recorded at most; to be called before Record */
    void SetLimits(const ViewRecorder::Limits& limits)
    {
        m_limits = limits;
    }

    /**
     * Begin to record, if there is a page to write. A distributed simulation stops the program.
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
     * Write the page, if there is one to write. The program stops if it cannot be written.
     * \param summary summary of the run
     */
    void Write(const RunSummary& summary) const;

    /**
     * Write a page.
     * \param out stream to which it is written
     * \param title title of the page
     * \param json the data, a JSON object in which `<` is escaped
     */
    static void WritePage(std::ostream& out, const std::string& title, const std::string& json);

  private:
    std::string m_path;                       //!< path of the page
    ViewRecorder::Limits m_limits;            //!< what is recorded at most
    std::unique_ptr<ViewRecorder> m_recorder; //!< null if nothing is recorded
};

} // namespace ns3

#endif /* WAKU_VIEW_HELPER_H */
