/* SPDX-License-Identifier: GPL-2.0-only */
#include "child-run.h"

#include "outcome-bytes.h"
#include "stop-signals.h"

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <fstream>
#include <iostream>
#include <new>
#include <sstream>
#include <stdexcept>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>
#ifdef __linux__
#include <sys/prctl.h>
#endif

namespace ns3
{

namespace
{

/// How much of the end of a run's output is kept, bytes.
constexpr std::size_t KEPT_OUTPUT = 4096;
/// How many of its last lines make the message of a run that ended badly.
constexpr std::size_t MESSAGE_LINES = 3;

double
GetClockSeconds()
{
    return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch())
        .count();
}

/// How many processes the kernel has stopped since memory ran out; 0 where it is not known.
uint64_t
GetMemoryKills()
{
    std::ifstream in("/proc/vmstat");
    std::string name;
    for (uint64_t value = 0; in >> name >> value;)
    {
        if (name == "oom_kill")
        {
            return value;
        }
    }
    return 0;
}

/// Address space that this process takes, bytes; 0 where it is not known.
uint64_t
GetAddressSpace()
{
    uint64_t pages = 0;
    std::ifstream("/proc/self/statm") >> pages;
    return pages * static_cast<uint64_t>(sysconf(_SC_PAGESIZE));
}

void
LimitMemory(uint64_t bytes)
{
    const uint64_t space = GetAddressSpace();
    if (bytes > 0 && space > 0)
    {
        const rlimit limit = {static_cast<rlim_t>(space + bytes),
                              static_cast<rlim_t>(space + bytes)};
        setrlimit(RLIMIT_AS, &limit);
    }
}

/// What exit() does last in the child: the functions that its parent registered are not for it.
#ifdef __GLIBC__
void
LeaveChild(int status, void*)
{
    std::cout.flush();
    std::fflush(nullptr);
    _exit(status);
}
#endif

RunOutcome
DoJob(const PlannedRun& run, const ChildRun::Job& job)
{
    const double begun = GetClockSeconds();
    RunOutcome outcome;
    try
    {
        outcome = job(run);
    }
    catch (const std::bad_alloc&)
    {
        outcome = RunOutcome();
        outcome.status = RunOutcome::OUT_OF_MEMORY;
        outcome.message = "it asked for more memory than it may take";
    }
    catch (const std::exception& error)
    {
        outcome = RunOutcome();
        outcome.status = RunOutcome::CRASHED;
        outcome.message = error.what();
    }
    outcome.wallSeconds = GetClockSeconds() - begun;
    return outcome;
}

bool
WriteBytes(int file, const std::string& bytes)
{
    for (std::size_t written = 0; written < bytes.size();)
    {
        const ssize_t part = write(file, bytes.data() + written, bytes.size() - written);
        if (part < 0 && errno != EINTR)
        {
            return false;
        }
        written += static_cast<std::size_t>(std::max<ssize_t>(part, 0));
    }
    return true;
}

/// Read what is there into a text, or a part of it if it is a lot. Whether the file has not ended.
bool
ReadPart(int file, std::string& text)
{
    char bytes[65536];
    for (int parts = 0; parts < 16; parts++)
    {
        const ssize_t size = read(file, bytes, sizeof(bytes));
        if (size > 0)
        {
            text.append(bytes, static_cast<std::size_t>(size));
        }
        else if (size == 0 || errno != EINTR)
        {
            return size != 0 && errno == EAGAIN;
        }
    }
    return true;
}

void
CloseFile(int& file)
{
    if (file >= 0)
    {
        close(file);
        file = -1;
    }
}

/// Make a pipe whose reader does not wait.
void
MakePipe(int (&ends)[2])
{
    if (pipe(ends) != 0)
    {
        throw std::runtime_error(std::string("no pipe for a further run: ") + std::strerror(errno));
    }
    fcntl(ends[0], F_SETFL, O_NONBLOCK);
    fcntl(ends[0], F_SETFD, FD_CLOEXEC);
    fcntl(ends[1], F_SETFD, FD_CLOEXEC);
}

} // namespace

ChildRun::ChildRun(const PlannedRun& run, const Job& job, const Limits& limits)
    : m_limits(limits),
      m_memoryKills(GetMemoryKills())
{
    int result[2];
    int output[2];
    MakePipe(result);
    try
    {
        MakePipe(output);
    }
    catch (const std::runtime_error&)
    {
        close(result[0]);
        close(result[1]);
        throw;
    }
    std::cout.flush();
    std::fflush(nullptr); // or the child would write it again
    m_begun = GetClockSeconds();
    const pid_t parent = getpid();
    m_process = fork();
    if (m_process == 0)
    {
        BeChild(run, job, limits, parent, result[1], output[1]);
    }
    const int error = errno;
    close(result[1]);
    close(output[1]);
    m_resultFile = result[0];
    m_outputFile = output[0];
    if (m_process < 0)
    {
        CloseFile(m_resultFile);
        CloseFile(m_outputFile);
        throw std::runtime_error(std::string("no process for a further run: ") +
                                 std::strerror(error));
    }
    setpgid(m_process, m_process); // The child does it too; whoever comes first.
}

ChildRun::~ChildRun()
{
    if (m_process > 0)
    {
        Kill();
        waitpid(m_process, nullptr, 0);
    }
    CloseFile(m_resultFile);
    CloseFile(m_outputFile);
}

void
ChildRun::BeChild(const PlannedRun& run,
                  const Job& job,
                  const Limits& limits,
                  pid_t parent,
                  int result,
                  int output)
{
#ifdef __linux__
    prctl(PR_SET_PDEATHSIG, SIGKILL);
#endif
    if (getppid() != parent)
    {
        _exit(1); // The parent ended before it was watched.
    }
#ifdef __GLIBC__
    on_exit(LeaveChild, nullptr);
#endif
    setpgid(0, 0);
    StopSignals::Forget();
    const int nothing = open("/dev/null", O_RDONLY);
    dup2(nothing, STDIN_FILENO);
    dup2(output, STDOUT_FILENO);
    dup2(output, STDERR_FILENO);
    const rlimit none = {0, 0};
    setrlimit(RLIMIT_CORE, &none);
    std::ofstream("/proc/self/oom_score_adj") << 500;
    LimitMemory(limits.memory);
    const bool isWritten = WriteBytes(result, OutcomeBytes::Write(DoJob(run, job)));
    std::cout.flush();
    std::fflush(nullptr);
    _exit(isWritten ? 0 : 1);
}

double
ChildRun::GetSecondsLeft() const
{
    return m_limits.seconds <= 0 ? -1
                                 : std::max(0.0, m_begun + m_limits.seconds - GetClockSeconds());
}

bool
ChildRun::Proceed()
{
    Read();
    if (!m_isTooLate && GetSecondsLeft() == 0)
    {
        m_isTooLate = true;
        Kill();
    }
    siginfo_t ended = {};
    if (waitid(P_PID, static_cast<id_t>(m_process), &ended, WEXITED | WNOHANG | WNOWAIT) != 0 ||
        ended.si_pid != m_process)
    {
        return false;
    }
    Read();
    // What the run has started and left behind. The number of the group is still taken.
    kill(-m_process, SIGKILL);
    int status = 0;
    rusage usage = {};
    wait4(m_process, &status, 0, &usage);
    m_process = -1;
#ifdef __APPLE__
    const uint64_t unit = 1;
#else
    const uint64_t unit = 1024;
#endif
    Conclude(status);
    m_outcome.peakBytes = static_cast<uint64_t>(usage.ru_maxrss) * unit;
    return true;
}

void
ChildRun::Read()
{
    if (m_resultFile >= 0 && !ReadPart(m_resultFile, m_result))
    {
        CloseFile(m_resultFile);
    }
    if (m_outputFile >= 0 && !ReadPart(m_outputFile, m_output))
    {
        CloseFile(m_outputFile);
    }
    if (m_output.size() > KEPT_OUTPUT)
    {
        m_output.erase(0, m_output.size() - KEPT_OUTPUT);
    }
}

void
ChildRun::Kill()
{
    kill(-m_process, SIGKILL);
    kill(m_process, SIGKILL);
}

void
ChildRun::Conclude(int status)
{
    const auto result = OutcomeBytes::Read(m_result);
    const bool hasExited = WIFEXITED(status);
    const int exitStatus = hasExited ? WEXITSTATUS(status) : -WTERMSIG(status);
    if (result && exitStatus == 0)
    {
        m_outcome = *result;
    }
    else
    {
        m_outcome = RunOutcome();
        m_outcome.wallSeconds = GetClockSeconds() - m_begun;
        m_outcome.status = RunOutcome::CRASHED;
        m_outcome.message = hasExited
                                ? "its process ended with status " + std::to_string(exitStatus)
                                : "its process ended by signal " + std::to_string(-exitStatus) +
                                      " (" + strsignal(-exitStatus) + ")";
    }
    if (m_isTooLate && !(result && exitStatus == 0))
    {
        std::ostringstream message;
        message << "it was stopped after its time limit of " << m_limits.seconds << " s";
        m_outcome.status = RunOutcome::TIMED_OUT;
        m_outcome.message = message.str();
    }
    else if (exitStatus == -SIGKILL && GetMemoryKills() > m_memoryKills)
    {
        m_outcome.status = RunOutcome::OUT_OF_MEMORY;
        m_outcome.message = "the kernel stopped it, since memory ran out";
    }
    m_outcome.exitStatus = exitStatus;
    const std::string lines = GetLastLines();
    if (m_outcome.status == RunOutcome::CRASHED && !lines.empty())
    {
        m_outcome.message += ": " + lines;
    }
}

std::string
ChildRun::GetLastLines() const
{
    std::vector<std::string> lines;
    std::istringstream in(m_output);
    for (std::string line; std::getline(in, line);)
    {
        if (line.find_first_not_of(" \t\r") != std::string::npos)
        {
            lines.push_back(line);
        }
    }
    std::string joined;
    const std::size_t first = lines.size() - std::min(lines.size(), MESSAGE_LINES);
    for (std::size_t i = first; i < lines.size(); i++)
    {
        joined += (joined.empty() ? "" : " | ") + lines[i];
    }
    return joined;
}

} // namespace ns3
