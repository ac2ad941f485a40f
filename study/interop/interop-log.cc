/* SPDX-License-Identifier: GPL-2.0-only */
#include "interop-log.h"

#include <array>
#include <cstdio>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <system_error>

namespace ns3
{

namespace
{

/// Beyond so many bytes, the lines of a node are written.
constexpr std::size_t INTEROP_BUFFER = 65536;

/// Name of the log of a node: that of a program's first process in Shadow.
const std::string INTEROP_LOG_NAME = "gossipsub-interop.1000.stdout";

/// Removes the logs of an earlier run, which would count as nodes of this one.
void
RemoveInteropLogs(const std::filesystem::path& hosts)
{
    namespace fs = std::filesystem;
    std::error_code error;
    std::vector<fs::path> logs;
    for (const fs::directory_entry& file : fs::recursive_directory_iterator(hosts, error))
    {
        if (file.path().filename() == INTEROP_LOG_NAME)
        {
            logs.push_back(file.path());
        }
        else if (file.path().extension() == ".stdout")
        {
            throw std::runtime_error(file.path().string() + " is the log of another program");
        }
    }
    for (const fs::path& log : logs)
    {
        fs::remove(log, error);
    }
}

/// 2000-01-01 00:00:00 UTC, with which simulations by Shadow begin.
constexpr int64_t SHADOW_EPOCH = 946684800;

} // namespace

InteropLog::InteropLog(const std::string& folder, uint32_t nodes)
    : m_folder(folder),
      m_lines(nodes)
{
    namespace fs = std::filesystem;
    RemoveInteropLogs(fs::path(folder) / "hosts");
    std::error_code error;
    for (uint32_t node = 0; node < nodes; node++)
    {
        const fs::path path = GetPath(node);
        fs::create_directories(path.parent_path(), error);
        if (!std::ofstream(path))
        {
            throw std::runtime_error("can't write " + path.string());
        }
    }
}

InteropLog::~InteropLog() = default;

std::string
InteropLog::GetPath(uint32_t node) const
{
    return m_folder + "/hosts/node" + std::to_string(node) + "/" + INTEROP_LOG_NAME;
}

std::string
InteropLog::Quote(const std::string& text)
{
    return nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

std::string
InteropLog::FormatTime(Time now)
{
    constexpr int64_t second = 1000000000;
    const int64_t nanoseconds = now.GetNanoSeconds();
    const std::time_t whole = SHADOW_EPOCH + nanoseconds / second;
    std::tm parts{};
    gmtime_r(&whole, &parts);
    std::array<char, 32> date{};
    std::strftime(date.data(), date.size(), "%Y-%m-%dT%H:%M:%S", &parts);
    std::array<char, 16> fraction{};
    std::snprintf(fraction.data(),
                  fraction.size(),
                  ".%09dZ",
                  static_cast<int>(nanoseconds % second));
    return std::string(date.data()) + fraction.data();
}

void
InteropLog::Write(Time now, uint32_t node, const char* message, const Fields& fields)
{
    std::string& lines = m_lines[node];
    lines += R"({"time":")" + FormatTime(now) + R"(","level":"INFO","msg":")" + message + "\"";
    for (const auto& [name, value] : fields)
    {
        lines += std::string(",\"") + name + "\":" + value;
    }
    lines += "}\n";
    if (lines.size() > INTEROP_BUFFER)
    {
        Flush(node);
    }
}

void
InteropLog::Flush(uint32_t node)
{
    std::ofstream file(GetPath(node), std::ios::app);
    file << m_lines[node];
    file.close();
    if (!file)
    {
        throw std::runtime_error("can't write " + GetPath(node));
    }
    m_lines[node].clear();
}

void
InteropLog::Flush()
{
    for (uint32_t node = 0; node < m_lines.size(); node++)
    {
        Flush(node);
    }
}

} // namespace ns3
