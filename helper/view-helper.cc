/* SPDX-License-Identifier: GPL-2.0-only */
#include "view-helper.h"

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

ViewHelper::ViewHelper(const std::string& path)
    : m_path(path)
{
}

ViewHelper::~ViewHelper() = default;

void
ViewHelper::AddOption(ProgramOptions& options)
{
    options.AddOutput("view", "Write a page that shows the run to this file, .html", m_path);
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
        StopAtUserError("--view is " + m_path +
                        ", but a run over several processes can't be recorded");
    }
    m_recorder = std::make_unique<ViewRecorder>(applications, devices, m_limits);
}

void
ViewHelper::Write(const RunSummary& summary) const
{
    if (!m_recorder)
    {
        return;
    }
    std::ostringstream json;
    m_recorder->WriteJson(json, summary);
    std::ofstream out(m_path, std::ios::binary);
    WritePage(out, summary.protocol + ", " + std::to_string(summary.nodes) + " nodes", json.str());
    out.close();
    NS_ABORT_MSG_IF(!out, "ViewHelper: can't write " << m_path);
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
