/* SPDX-License-Identifier: GPL-2.0-only */
#include "study-parallel-runs.h"

#include "ns3/abort.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <poll.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

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

} // namespace

ParallelRuns::ParallelRuns(uint32_t workers)
    : m_workers(workers > 0 ? workers : std::max(1U, std::thread::hardware_concurrency()))
{
}

void
ParallelRuns::Add(const std::string& name, double weight, Job job)
{
    m_entries.push_back({name, weight, std::move(job), -1, -1, std::string()});
    m_total += weight;
}

std::vector<std::string>
ParallelRuns::Run()
{
    m_start = Seconds();
    std::size_t next = 0;
    std::vector<Entry*> running;
    while (next < m_entries.size() || !running.empty())
    {
        while (next < m_entries.size() && running.size() < m_workers)
        {
            Begin(m_entries[next]);
            running.push_back(&m_entries[next++]);
        }
        std::vector<pollfd> files;
        for (const Entry* entry : running)
        {
            files.push_back({entry->pipe, POLLIN, 0});
        }
        poll(files.data(), files.size(), -1);
        std::vector<Entry*> still;
        for (std::size_t i = 0; i < running.size(); i++)
        {
            if (files[i].revents == 0 || !Read(*running[i]))
            {
                still.push_back(running[i]);
            }
        }
        running = still;
    }
    std::vector<std::string> results;
    for (const Entry& entry : m_entries)
    {
        results.push_back(entry.result);
    }
    return results;
}

void
ParallelRuns::Begin(Entry& entry)
{
    int ends[2];
    NS_ABORT_MSG_IF(pipe(ends) != 0, "ParallelRuns: no pipe for " << entry.name);
    std::fflush(nullptr);
    entry.process = fork();
    NS_ABORT_MSG_IF(entry.process < 0, "ParallelRuns: no process for " << entry.name);
    if (entry.process == 0)
    {
        close(ends[0]);
        const bool written = WriteAll(ends[1], entry.job());
        std::fflush(nullptr);
        _exit(written ? 0 : 1);
    }
    close(ends[1]);
    entry.pipe = ends[0];
}

bool
ParallelRuns::Read(Entry& entry)
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
    NS_ABORT_MSG_IF(!WIFEXITED(status) || WEXITSTATUS(status) != 0,
                    "ParallelRuns: " << entry.name << " failed");
    m_done += entry.weight;
    Report(entry);
    return true;
}

void
ParallelRuns::Report(const Entry& entry)
{
    const double share = m_done / m_total;
    const double left = (Seconds() - m_start) / share * (1 - share);
    if (isatty(STDERR_FILENO))
    {
        const int width = 30;
        const int full = static_cast<int>(share * width);
        std::fprintf(stderr,
                     "\r[%s%s] %3.0f %%, %.0f s left  %-30s%s",
                     std::string(full, '#').c_str(),
                     std::string(width - full, ' ').c_str(),
                     100 * share,
                     left,
                     entry.name.c_str(),
                     share >= 1 ? "\n" : "");
    }
    else
    {
        std::fprintf(stderr, "%3.0f %% done: %s\n", 100 * share, entry.name.c_str());
    }
}

} // namespace ns3
