/* SPDX-License-Identifier: GPL-2.0-only */
#include "stop-signals.h"

#include <cerrno>
#include <cstddef>
#include <fcntl.h>
#include <iterator>
#include <stdexcept>
#include <unistd.h>

namespace ns3
{

namespace
{

/// Pipe into which the handler writes, since poll() can wait for a file only.
int g_signalPipe[2] = {-1, -1};
volatile std::sig_atomic_t g_stopSignal = 0;

void
NoticeSignal(int number)
{
    const int error = errno;
    if (number != SIGCHLD)
    {
        g_stopSignal = number;
    }
    const char byte = 0;
    // A full pipe has a byte to wake poll() already.
    [[maybe_unused]] const ssize_t written = write(g_signalPipe[1], &byte, 1);
    errno = error;
}

} // namespace

StopSignals::StopSignals()
{
    if (pipe(g_signalPipe) != 0)
    {
        throw std::runtime_error("there is no pipe for signals, since too many files are open");
    }
    for (const int file : g_signalPipe)
    {
        fcntl(file, F_SETFL, O_NONBLOCK);
        fcntl(file, F_SETFD, FD_CLOEXEC);
    }
    g_stopSignal = 0;
    struct sigaction action = {};
    action.sa_handler = NoticeSignal;
    action.sa_flags = SA_RESTART;
    sigemptyset(&action.sa_mask);
    for (std::size_t i = 0; i < std::size(SIGNALS); i++)
    {
        sigaction(SIGNALS[i], &action, &m_before[i]);
        // With nohup, or in the background of a script, a program is not asked to stop.
        if (m_before[i].sa_handler == SIG_IGN && SIGNALS[i] != SIGCHLD)
        {
            sigaction(SIGNALS[i], &m_before[i], nullptr);
        }
    }
}

StopSignals::~StopSignals()
{
    for (std::size_t i = 0; i < std::size(SIGNALS); i++)
    {
        sigaction(SIGNALS[i], &m_before[i], nullptr);
    }
    for (int& file : g_signalPipe)
    {
        close(file);
        file = -1;
    }
}

int
StopSignals::GetFile() const
{
    return g_signalPipe[0];
}

void
StopSignals::Clear()
{
    char bytes[64];
    while (read(g_signalPipe[0], bytes, sizeof(bytes)) > 0)
    {
    }
}

int
StopSignals::GetStop()
{
    return g_stopSignal;
}

void
StopSignals::Forget()
{
    for (const int number : SIGNALS)
    {
        std::signal(number, SIG_DFL);
    }
}

} // namespace ns3
