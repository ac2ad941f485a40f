/* SPDX-License-Identifier: GPL-2.0-only */
#include "trace-file.h"

#include "trace-signature.h"
#include "user-error.h"

#include "ns3/abort.h"
#include "ns3/config.h"
#include "ns3/object.h"
#include "ns3/simulator.h"

#include <cstdio>

namespace ns3
{

namespace
{

/// A field of a CSV file.
std::string
QuoteTraceField(const std::string& text)
{
    if (text.find_first_of(",\"\r\n") == std::string::npos)
    {
        return text;
    }
    std::string quoted = "\"";
    for (const char letter : text)
    {
        quoted += letter == '"' ? "\"\"" : std::string(1, letter);
    }
    return quoted + "\"";
}

/// Number of the node in a path such as `/NodeList/3/ApplicationList/0`; empty if there is none.
std::string
GetNodeOfPath(const std::string& path)
{
    const std::string list = "/NodeList/";
    const std::size_t begin = path.rfind(list, 0) == 0 ? list.size() : path.size();
    return path.substr(begin, path.find('/', begin) - begin);
}

/// Finds a trace source of a class or of one it derives from.
bool
FindTraceSource(TypeId type, const std::string& name, TypeId::TraceSourceInformation& found)
{
    return type.LookupTraceSourceByName(name, &found) != nullptr;
}

} // namespace

TraceFile::TraceFile(const std::string& text)
{
    const std::size_t equals = text.find('=');
    m_file = text.substr(0, equals);
    m_source = equals == std::string::npos ? "" : text.substr(equals + 1);
    if (m_file.empty() || m_source.size() < 2 || m_source[0] != '/' || m_source.back() == '/')
    {
        StopAtUserError("--trace is " + text +
                        ", not a file and the path of a trace source, such as "
                        "deliver.csv=/NodeList/*/ApplicationList/*/$ns3::WakuRelay/Deliver");
    }
}

void
TraceFile::Connect()
{
    const std::size_t slash = m_source.rfind('/');
    const std::string name = m_source.substr(slash + 1);
    const Config::MatchContainer objects = Config::LookupMatches(m_source.substr(0, slash));
    // One for all, in the order of the paths; it goes with the simulation.
    const auto sink = new TraceSignature::Sink(
        [this](const std::string& context, const std::vector<std::string>& arguments) {
            Write(context, arguments);
        });
    Simulator::ScheduleDestroy([sink] { delete sink; });
    std::size_t connected = 0;
    for (std::size_t i = 0; i < objects.GetN(); i++)
    {
        const Ptr<Object> object = objects.Get(i);
        TypeId::TraceSourceInformation source;
        if (!FindTraceSource(object->GetInstanceTypeId(), name, source))
        {
            continue;
        }
        const auto callback = TraceSignature::MakeSink(source.callback, sink);
        if (!callback)
        {
            StopAtUserError("--trace: " + m_source + " reports " + source.callback +
                            ", which can't be written");
        }
        std::string context = objects.GetMatchedPath(i);
        context += (context.empty() || context.back() != '/' ? "/" : "") + name;
        connected += source.accessor->Connect(PeekPointer(object), context, *callback) ? 1 : 0;
    }
    if (connected == 0)
    {
        StopAtUserError("--trace: there is no trace source at " + m_source +
                        " before the run; doc/waku-reference.rst lists those of this module");
    }
    m_out.open(m_file);
}

void
TraceFile::Write(const std::string& context, const std::vector<std::string>& arguments)
{
    if (!m_hasHeader)
    {
        m_hasHeader = true;
        m_out << "time_s,node,context";
        for (std::size_t i = 0; i < arguments.size(); i++)
        {
            m_out << ",argument" << i + 1;
        }
        m_out << "\n";
    }
    char time[32];
    std::snprintf(time, sizeof(time), "%.9f", Simulator::Now().GetSeconds());
    m_out << time << "," << GetNodeOfPath(context) << "," << QuoteTraceField(context);
    for (const std::string& argument : arguments)
    {
        m_out << "," << QuoteTraceField(argument);
    }
    m_out << "\n";
}

void
TraceFile::Close()
{
    if (!m_hasHeader)
    {
        m_out << "time_s,node,context\n";
    }
    m_out.close();
    NS_ABORT_MSG_IF(!m_out, "TraceFile: can't write " << m_file);
}

} // namespace ns3
