/* SPDX-License-Identifier: GPL-2.0-only */
#include "program-options.h"

#include "checked-attribute.h"
#include "user-error.h"

#include "ns3/abort.h"
#include "ns3/string.h"
#include "ns3/type-id.h"
#include "ns3/uinteger.h"
#include "ns3/wan-ranks.h"

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <fcntl.h>
#include <filesystem>
#include <iostream>
#include <unistd.h>

namespace ns3
{

namespace
{

/// A class and the name of an attribute of it, from `ns3::Class::Attribute`.
std::pair<std::string, std::string>
SplitAttribute(const std::string& path)
{
    const std::size_t split = path.rfind("::");
    return {path.substr(0, split), path.substr(split + 2)};
}

/// Tries to write a file, which is as before afterwards. \return why it can't be; empty if it can
std::string
TryToWrite(const std::string& path)
{
    std::error_code ignored; // open says it better
    const bool wasThere = std::filesystem::exists(std::filesystem::symlink_status(path, ignored));
    if (std::filesystem::is_fifo(path, ignored))
    {
        return ""; // whoever reads would take the end of the try for the end of the file
    }
    const int file = open(path.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_NONBLOCK, 0666);
    if (file < 0)
    {
        return std::strerror(errno);
    }
    close(file);
    if (!wasThere)
    {
        unlink(path.c_str());
    }
    return "";
}

/// The word for a rate without limit.
const std::string UNLIMITED = "unlimited";

} // namespace

ProgramOptions::ProgramOptions(const std::string& file)
    : m_commandLine(file)
{
}

void
ProgramOptions::Usage(const std::string& text)
{
    m_commandLine.Usage(text);
}

void
ProgramOptions::Add(const std::string& name,
                    const std::string& help,
                    const std::string& initial,
                    const std::string& attribute,
                    Reader read)
{
    m_options.push_back(std::make_unique<Option>(Option{name, initial, attribute, read}));
    m_commandLine.AddValue(name, help, *m_options.back());
}

void
ProgramOptions::Option::Set(const std::string& text) const
{
    std::string allowed = read(text);
    if (allowed.empty() && !attribute.empty())
    {
        const auto [type, member] = SplitAttribute(attribute);
        allowed = DescribeIfRefused(TypeId::LookupByName(type), member, StringValue(text));
    }
    if (!allowed.empty())
    {
        Refuse(name, text, allowed);
    }
}

void
ProgramOptions::Refuse(const std::string& option,
                       const std::string& value,
                       const std::string& allowed)
{
    StopAtUserError(value.empty()
                        ? "--" + option + " has no value; --" + option + "=VALUE takes " + allowed
                        : "--" + option + " is " + value + ", not " + allowed);
}

void
ProgramOptions::AddRate(const std::string& name,
                        const std::string& help,
                        std::string& value,
                        bool mayBeUnlimited)
{
    const std::string allowed = std::string("a data rate above 0, such as 100Mbps") +
                                (mayBeUnlimited ? ", or " + UNLIMITED : "");
    Add(name,
        help + (mayBeUnlimited ? ", or " + UNLIMITED : ""),
        value,
        "",
        [&value, mayBeUnlimited, allowed](const std::string& text) {
            const bool isUnlimited = text == UNLIMITED && mayBeUnlimited;
            DataRate rate;
            const std::string form = isUnlimited ? "" : OptionValue::Read(text, rate);
            if (!isUnlimited && (!form.empty() || rate.GetBitRate() == 0))
            {
                return allowed;
            }
            value = isUnlimited ? "0bps" : text;
            return std::string();
        });
}

void
ProgramOptions::AddTransport(std::string& transport)
{
    AddChoice<std::string>("transport",
                           "Whether every packet is simulated, or several segments in one event, "
                           "with TCP's windows or without",
                           transport,
                           {"packet", "flow", "ideal"});
}

void
ProgramOptions::CheckTransport(const std::string& transport,
                               uint32_t segments,
                               const std::string& pcap)
{
    const bool hasPackets = transport == "packet";
    Check("segments",
          segments,
          hasPackets || segments == 1,
          "1 with --transport=" + transport + ", which has no packets");
    Check("pcap",
          pcap,
          hasPackets || pcap.empty(),
          "no file with --transport=" + transport + ", which has no packets to capture");
}

void
ProgramOptions::AddOutput(const std::string& name,
                          const std::string& help,
                          std::string& path,
                          const std::vector<std::string>& endings)
{
    AddValue(name, help, path);
    m_outputs.push_back({name, &path, false, endings});
}

void
ProgramOptions::AddOutputFolder(const std::string& name,
                                const std::string& help,
                                std::string& path,
                                const std::vector<std::string>& files)
{
    AddValue(name, help, path);
    m_outputs.push_back({name, &path, true, files});
}

void
ProgramOptions::Parse(int argc, char* argv[])
{
    Parse(std::vector<std::string>(argv, argv + argc));
}

void
ProgramOptions::CheckDefault(const std::string& argument)
{
    const std::size_t start = std::min(argument.find_first_not_of('-'), argument.size());
    const std::size_t equals = argument.find('=', start);
    const std::string name = argument.substr(start, equals - start);
    if (start == 0 || equals == std::string::npos || name.find("::") == std::string::npos)
    {
        return;
    }
    const auto [typeName, attribute] = SplitAttribute(name);
    TypeId type;
    if (!TypeId::LookupByNameFailSafe(typeName, &type) || !HasAttribute(type, attribute))
    {
        return;
    }
    const std::string value = argument.substr(equals + 1);
    const std::string allowed = DescribeIfRefused(type, attribute, StringValue(value));
    if (!allowed.empty())
    {
        Refuse(name, value, allowed);
    }
}

void
ProgramOptions::Parse(const std::vector<std::string>& arguments)
{
    EndQuietly();
    std::for_each(arguments.begin(), arguments.end(), CheckDefault);
    m_commandLine.Parse(arguments);
    if (m_commandLine.GetNExtraNonOptions() > 0)
    {
        StopAtUserError(m_commandLine.GetExtraNonOption(0) +
                        " is no option; options are --NAME=VALUE, and " + "--help lists them");
    }
    for (const Output& output : m_outputs)
    {
        const std::string& path = *output.path;
        if (output.isFolder && WanRanks::GetRank() == 0)
        {
            std::error_code error;
            std::filesystem::create_directories(path, error);
            if (error)
            {
                StopAtUserError("--" + output.option + ": can't make the folder " + path + ": " +
                                error.message());
            }
        }
        for (const std::string& ending : output.endings)
        {
            const std::string file = output.isFolder ? path + "/" + ending : path + ending;
            CheckOutput(output.option, path.empty() ? "" : file);
        }
    }
}

void
ProgramOptions::EndQuietly()
{
    std::set_terminate([] {
        if (const std::exception_ptr thrown = std::current_exception())
        {
            try
            {
                std::rethrow_exception(thrown);
            }
            catch (const std::exception& error)
            {
                std::cerr << error.what() << std::endl;
            }
            catch (...)
            {
                std::cerr << "something was thrown that is no std::exception" << std::endl;
            }
        }
        std::_Exit(1);
    });
}

void
ProgramOptions::CheckPayload(const std::string& option, uint32_t payload, const std::string& limit)
{
    constexpr double headers = 1024;
    const auto [type, name] = SplitAttribute(limit);
    TypeId::AttributeInformation attribute;
    NS_ABORT_MSG_IF(!TypeId::LookupByName(type).LookupAttributeByName(name, &attribute),
                    "there is no attribute " << limit);
    const auto* most = dynamic_cast<const UintegerValue*>(PeekPointer(attribute.initialValue));
    NS_ABORT_MSG_IF(!most, limit << " is no whole number");
    CheckRange(option, payload, 0, std::max(0.0, static_cast<double>(most->Get()) - headers));
}

void
ProgramOptions::CheckOutput(const std::string& option, const std::string& path)
{
    if (path.empty() || WanRanks::GetRank() != 0)
    {
        return;
    }
    const std::string reason = TryToWrite(path);
    if (!reason.empty())
    {
        StopAtUserError("--" + option + ": can't write " + path + ": " + reason);
    }
}

} // namespace ns3
