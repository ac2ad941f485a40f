/* SPDX-License-Identifier: GPL-2.0-only */
#include "progress-line.h"

#include <algorithm>
#include <cstdio>
#include <sys/ioctl.h>
#include <unistd.h>

namespace ns3
{

namespace
{

/// Characters of the bar.
constexpr int BAR_WIDTH = 20;

std::size_t
GetTerminalWidth()
{
    winsize size = {};
    const bool isKnown = ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0;
    return isKnown ? size.ws_col : 80;
}

} // namespace

ProgressLine::ProgressLine()
    : m_isTerminal(isatty(STDERR_FILENO) != 0)
{
}

ProgressLine::~ProgressLine()
{
    End();
}

void
ProgressLine::Show(double share, const std::string& text)
{
    char percent[16];
    std::snprintf(percent, sizeof(percent), "%3.0f %%", 100 * share);
    if (!m_isTerminal)
    {
        std::fprintf(stderr, "%s done: %s\n", percent, text.c_str());
        return;
    }
    const int full = std::clamp(static_cast<int>(share * BAR_WIDTH), 0, BAR_WIDTH);
    m_current = "[" + std::string(full, '#') + std::string(BAR_WIDTH - full, ' ') + "] " + percent +
                ", " + text;
    m_current = m_current.substr(0, GetTerminalWidth() - 1);
    std::fprintf(stderr, "\r%s\x1b[K", m_current.c_str());
}

void
ProgressLine::Say(const std::string& text)
{
    const bool isBehindBar = !m_current.empty();
    std::fprintf(stderr, "%s%s\n", isBehindBar ? "\r\x1b[K" : "", text.c_str());
    if (isBehindBar)
    {
        std::fprintf(stderr, "%s", m_current.c_str());
    }
}

void
ProgressLine::End()
{
    if (!m_current.empty())
    {
        std::fprintf(stderr, "\n");
        m_current.clear();
    }
}

} // namespace ns3
