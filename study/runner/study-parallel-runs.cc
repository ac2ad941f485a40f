/* SPDX-License-Identifier: GPL-2.0-only */
#include "study-parallel-runs.h"

#include "ns3/user-error.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <iterator>
#include <list>
#include <poll.h>
#include <sstream>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>
#include <utility>

namespace ns3
{

namespace
{

double
Seconds()
{
    return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch())
        .count();
}

bool
WriteAll(int file, const std::string& text)
{
    std::size_t written = 0;
    while (written < text.size())
    {
        const ssize_t part = write(file, text.data() + written, text.size() - written);
        if (part <= 0)
        {
            return false;
        }
        written += static_cast<std::size_t>(part);
    }
    return true;
}

std::string
JoinTexts(const ParallelJobs::Texts& texts)
{
    std::string joined;
    for (const std::string& text : texts)
    {
        joined += text + "\n";
    }
    return joined;
}

ParallelJobs::Texts
SplitTexts(const std::string& joined)
{
    ParallelJobs::Texts texts;
    std::istringstream in(joined);
    for (std::string text; std::getline(in, text);)
    {
        texts.push_back(text);
    }
    return texts;
}

} // namespace

ParallelJobs::ParallelJobs(uint32_t workers)
    : m_workers(workers > 0 ? workers : std::max(1U, std::thread::hardware_concurrency()))
{
}

void
ParallelJobs::Add(const std::string& name, double weight, Job job, bool isNext)
{
    const auto place = isNext ? m_waiting.begin() : m_waiting.end();
    m_waiting.insert(place, {m_added++, name, weight, std::move(job), -1, -1, std::string()});
    m_total += weight;
}

void
ParallelJobs::Run(const Listener& listener)
{
    m_start = Seconds();
    std::list<Entry> running;
    while (!m_waiting.empty() || !running.empty())
    {
        while (!m_waiting.empty() && running.size() < m_workers)
        {
            running.push_back(std::move(m_waiting.front()));
            m_waiting.pop_front();
            Begin(running.back());
        }
        std::vector<pollfd> files;
        for (const Entry& entry : running)
        {
            files.push_back({entry.pipe, POLLIN, 0});
        }
        poll(files.data(), files.size(), -1);
        auto entry = running.begin();
        for (const pollfd& file : files)
        {
            const auto current = entry++;
            if (file.revents != 0 && Read(*current))
            {
                listener(current->number, SplitTexts(current->result));
                m_done += current->weight;
                Report(*current);
                running.erase(current);
            }
        }
    }
}

void
ParallelJobs::Begin(Entry& entry)
{
    int ends[2];
    NS_ABORT_MSG_IF(pipe(ends) != 0, "ParallelRuns: no pipe for " << entry.name);
    std::fflush(nullptr);
    entry.process = fork();
    NS_ABORT_MSG_IF(entry.process < 0, "ParallelRuns: no process for " << entry.name);
    if (entry.process == 0)
    {
        close(ends[0]);
        const bool written = WriteAll(ends[1], JoinTexts(entry.job()));
        std::fflush(nullptr);
        _exit(written ? 0 : 1);
    }
    close(ends[1]);
    entry.pipe = ends[0];
}

bool
ParallelJobs::Read(Entry& entry)
{
    char part[65536];
    const ssize_t size = read(entry.pipe, part, sizeof(part));
    if (size > 0)
    {
        entry.result.append(part, static_cast<std::size_t>(size));
        return false;
    }
    close(entry.pipe);
    int status = 0;
    waitpid(entry.process, &status, 0);
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
    {
        StopAtUserError(entry.name + " failed");
    }
    return true;
}

void
ParallelJobs::Report(const Entry& entry)
{
    const double share = m_done / m_total;
    const double left = (Seconds() - m_start) / share * (1 - share);
    const std::string text = std::to_string(std::lround(left)) + " s left  " + entry.name;
    m_progress.Show(share, m_progress.IsTerminal() ? text : entry.name);
    if (share >= 1)
    {
        m_progress.End();
    }
}

} // namespace ns3
