/* SPDX-License-Identifier: GPL-2.0-only */
#include "view-helper.h"

#include "net-anim-file.h"
#include "user-error.h"
#include "view-files.h"

#include "ns3/abort.h"
#include "ns3/wan-ranks.h"

#include <fstream>
#include <sstream>

namespace ns3
{

namespace
{

/// A text as it stands in HTML.
std::string
EscapeViewHtml(const std::string& text)
{
    std::string escaped;
    for (const char letter : text)
    {
        switch (letter)
        {
        case '<':
            escaped += "&lt;";
            break;
        case '>':
            escaped += "&gt;";
            break;
        case '&':
            escaped += "&amp;";
            break;
        default:
            escaped += letter;
        }
    }
    return escaped;
}

} // namespace

void
ViewOutputs::AddOptions(ProgramOptions& options)
{
    options.AddOutput("view", "Write a page that shows the run to this file, .html", page);
    options.AddValue(
        "trace",
        "Write what a trace source reports: FILE.csv=PATH, with commas between several",
        traces);
    options.AddOutput("netanim", "Write a small run for NetAnim to this file, .xml", netAnim);
}

ViewHelper::ViewHelper(const std::string& path)
{
    m_outputs.page = path;
}

ViewHelper::ViewHelper(const ViewOutputs& outputs)
    : m_outputs(outputs)
{
}

ViewHelper::~ViewHelper() = default;

void
ViewHelper::AddOptions(ProgramOptions& options)
{
    m_outputs.AddOptions(options);
}

void
ViewHelper::Record(const ApplicationContainer& applications, const NetDeviceContainer& devices)
{
    if (!IsOn())
    {
        return;
    }
    if (WanRanks::GetSize() > 1)
    {
        StopAtUserError("--view, --trace and --netanim can't record a run over several processes");
    }
    for (const std::string& text : m_outputs.traces)
    {
        m_traces.push_back(std::make_unique<TraceFile>(text));
        ProgramOptions::CheckOutput("trace", m_traces.back()->GetFile());
        m_traces.back()->Connect();
    }
    ProgramOptions::Check(
        "netanim",
        m_outputs.netAnim,
        m_outputs.netAnim.empty() || applications.GetN() <= NetAnimFile::MOST_NODES,
        "a file for a run of at most " + std::to_string(NetAnimFile::MOST_NODES) + " nodes");
    if (!m_outputs.page.empty() || !m_outputs.netAnim.empty())
    {
        m_recorder = std::make_unique<ViewRecorder>(applications, devices, m_limits);
    }
}

void
ViewHelper::Write(const RunSummary& summary)
{
    for (const auto& trace : m_traces)
    {
        trace->Close();
    }
    m_traces.clear();
    if (m_recorder && !m_outputs.page.empty())
    {
        std::ostringstream json;
        m_recorder->WriteJson(json, summary);
        std::ofstream out(m_outputs.page, std::ios::binary);
        WritePage(out,
                  summary.protocol + ", " + std::to_string(summary.nodes) + " nodes",
                  json.str());
        out.close();
        NS_ABORT_MSG_IF(!out, "ViewHelper: can't write " << m_outputs.page);
    }
    if (m_recorder && !m_outputs.netAnim.empty())
    {
        std::ofstream out(m_outputs.netAnim);
        NetAnimFile::Write(out, *m_recorder);
        out.close();
        NS_ABORT_MSG_IF(!out, "ViewHelper: can't write " << m_outputs.netAnim);
    }
}

void
ViewHelper::WritePage(std::ostream& out, const std::string& title, const std::string& json)
{
    // The template has names of files, `title` and `json` in marks such as {{view.css}}.
    std::string_view rest = FindViewFile("view.html");
    while (!rest.empty())
    {
        const std::size_t begin = rest.find("{{");
        out << rest.substr(0, begin);
        if (begin == std::string_view::npos)
        {
            return;
        }
        const std::size_t end = rest.find("}}", begin);
        NS_ABORT_MSG_IF(end == std::string_view::npos, "ViewHelper: view.html has an open mark");
        const std::string_view name = rest.substr(begin + 2, end - begin - 2);
        rest.remove_prefix(end + 2);
        if (name == "title")
        {
            out << EscapeViewHtml(title);
        }
        else if (name == "json")
        {
            out << json;
        }
        else
        {
            out << FindViewFile(name);
        }
    }
}

} // namespace ns3
