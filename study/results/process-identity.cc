/* SPDX-License-Identifier: GPL-2.0-only */
#include "process-identity.h"

#include <cerrno>
#include <csignal>
#include <fstream>
#include <sstream>
#include <sys/types.h>
#include <unistd.h>

namespace ns3
{

namespace
{

std::string
ReadLine(const std::string& path)
{
    std::string line;
    std::ifstream in(path);
    std::getline(in, line);
    return line;
}

/// Number of the name space in which process numbers are unique.
std::string
GetProcessSpace()
{
    char text[128];
    const ssize_t size = readlink("/proc/self/ns/pid", text, sizeof(text));
    return size > 0 ? std::string(text, static_cast<std::size_t>(size)) : std::string();
}

/// When a process began; "ended" if it has ended and only its parent has not noticed.
std::string
GetStart(int64_t pid)
{
    const std::string line = ReadLine("/proc/" + std::to_string(pid) + "/stat");
    // The second field, the name in parentheses, may have spaces and parentheses.
    const std::size_t end = line.rfind(')');
    if (end == std::string::npos)
    {
        return "";
    }
    std::istringstream fields(line.substr(end + 1));
    std::string field;
    fields >> field;
    if (field == "Z" || field == "X")
    {
        return "ended";
    }
    for (int number = 4; number <= 22; number++)
    {
        fields >> field;
    }
    return field;
}

} // namespace

std::string
ProcessIdentity::GetHostName()
{
    char name[256] = "";
    gethostname(name, sizeof(name) - 1);
    return name;
}

ProcessIdentity
ProcessIdentity::Get()
{
    ProcessIdentity identity;
    identity.host = GetHostName() + " " + ReadLine("/etc/machine-id");
    identity.boot = ReadLine("/proc/sys/kernel/random/boot_id") + " " + GetProcessSpace();
    identity.pid = getpid();
    identity.started = GetStart(identity.pid);
    return identity;
}

ProcessIdentity::State
ProcessIdentity::GetState() const
{
    const ProcessIdentity self = Get();
    if (host != self.host)
    {
        return UNKNOWN;
    }
    if (boot != self.boot)
    {
        const bool isSameBoot =
            boot.substr(0, boot.find(' ')) == self.boot.substr(0, self.boot.find(' '));
        return isSameBoot ? UNKNOWN : DEAD;
    }
    if (kill(static_cast<pid_t>(pid), 0) != 0 && errno == ESRCH)
    {
        return DEAD;
    }
    return GetStart(pid) == started ? ALIVE : DEAD;
}

} // namespace ns3
