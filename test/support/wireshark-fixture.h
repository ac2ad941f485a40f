/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_WIRESHARK_FIXTURE_H
#define WAKU_WIRESHARK_FIXTURE_H

#include "ns3/ipv4-header.h"
#include "ns3/packet.h"
#include "ns3/pcap-file.h"
#include "ns3/tcp-header.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <gtest/gtest.h>
#include <map>
#include <sstream>
#include <string>
#include <unistd.h>
#include <utility>
#include <vector>

namespace ns3
{

using Bytes = std::vector<uint8_t>;
using Strings = std::vector<std::string>;

template <typename T>
std::vector<T>
Sorted(std::vector<T> values)
{
    std::sort(values.begin(), values.end());
    return values;
}

inline std::string
Hex(const uint8_t* bytes, std::size_t size)
{
    static const char digits[] = "0123456789abcdef";
    std::string text;
    for (std::size_t i = 0; i < size; i++)
    {
        text += digits[bytes[i] >> 4];
        text += digits[bytes[i] & 15];
    }
    return text;
}

/// A capture that is written by hand: bytes of TCP connections, each from a port of its own.
class HandmadeCapture
{
  public:
    explicit HandmadeCapture(const std::string& name)
    {
        constexpr uint32_t DLT_RAW = 101;
        m_file.Open(name, std::ios::out);
        m_file.Init(DLT_RAW);
    }

    /// Write bytes to a connection in segments of a size, as the dialler or as the listener.
    void Send(uint16_t dialler,
              uint16_t listener,
              const Bytes& bytes,
              std::size_t segment = 1400,
              bool byDialler = true)
    {
        uint32_t& next = m_next[{dialler, byDialler}];
        for (std::size_t at = 0; at < bytes.size(); at += segment)
        {
            const std::size_t size = std::min(segment, bytes.size() - at);
            Ptr<Packet> packet = Create<Packet>(bytes.data() + at, static_cast<uint32_t>(size));
            TcpHeader tcp;
            tcp.SetSourcePort(byDialler ? dialler : listener);
            tcp.SetDestinationPort(byDialler ? listener : dialler);
            tcp.SetSequenceNumber(SequenceNumber32(1 + next));
            tcp.SetFlags(TcpHeader::ACK);
            tcp.SetWindowSize(65535);
            packet->AddHeader(tcp);
            Ipv4Header ip;
            ip.SetSource(Ipv4Address(byDialler ? "10.0.0.1" : "10.0.0.2"));
            ip.SetDestination(Ipv4Address(byDialler ? "10.0.0.2" : "10.0.0.1"));
            ip.SetProtocol(6);
            ip.SetTtl(64);
            ip.SetPayloadSize(static_cast<uint16_t>(packet->GetSize()));
            packet->AddHeader(ip);
            m_file.Write(0, m_time++, packet);
            next += static_cast<uint32_t>(size);
        }
    }

  private:
    PcapFile m_file;                                      //!< the capture
    uint32_t m_time{0};                                   //!< microseconds
    std::map<std::pair<uint16_t, bool>, uint32_t> m_next; //!< bytes of each direction so far
};

/// Reads captures with tshark and the scripts of doc/wireshark.
class WiresharkDissector : public testing::Test
{
  protected:
    /// One row for each packet: its fields, each with all its values in the order of the packet.
    using Rows = std::vector<std::vector<Strings>>;

    void SetUp() override
    {
        m_prefix = testing::TempDir() + "wireshark-dissector-" + std::to_string(::getpid());
        m_home = m_prefix + "-home";
        static const bool runsLua = ProbeLua();
        if (!runsLua)
        {
            GTEST_SKIP() << "there is no tshark that runs Lua scripts";
        }
    }

    void TearDown() override
    {
        for (const std::string& name : m_files)
        {
            std::remove(name.c_str());
        }
    }

    /// The path of a file that will be removed.
    std::string TemporaryFile(const std::string& name)
    {
        const std::string path = m_prefix + "-" + name;
        if (std::find(m_files.begin(), m_files.end(), path) == m_files.end())
        {
            m_files.push_back(path);
        }
        return path;
    }

    static std::string ScriptOf(const std::string& name)
    {
        return WAKU_SOURCE_DIR "/doc/wireshark/" + name;
    }

    /// What tshark prints; its complaints are errors of the test. No settings of the user count.
    std::string Tshark(const std::string& script,
                       const std::string& capture,
                       const std::string& options)
    {
        return Run("-n " + (script.empty() ? "" : "-X 'lua_script:" + script + "' ") + "-r '" +
                   TemporaryFile(capture) + "' " + options);
    }

    /// The same with arguments only.
    std::string Run(const std::string& arguments)
    {
        const std::string output = TemporaryFile("output.txt");
        const std::string errors = TemporaryFile("errors.txt");
        const std::string command = "HOME='" + m_home + "' WIRESHARK_CONFIG_DIR='" + m_home +
                                    "' tshark " + arguments + " > '" + output + "' 2> '" + errors +
                                    "'";
        m_status = std::system(command.c_str());
        const std::string complaints = ReadFile(errors);
        EXPECT_EQ(complaints.find("Lua: "), std::string::npos) << complaints;
        EXPECT_EQ(complaints.find("bug"), std::string::npos) << complaints;
        return ReadFile(output);
    }

    /// Fields of the packets that have one of them. No script may fail, no dissector give up.
    Rows Read(const std::string& script,
              const std::string& capture,
              const Strings& fields,
              const std::string& options = "")
    {
        std::string request = options + " -T fields -E 'aggregator=|' -e _ws.lua.error"
                                        " -e _ws.malformed.expert -e _ws.malformed.dissector_bug";
        for (const std::string& field : fields)
        {
            request += " -e " + field;
        }
        std::istringstream text(Tshark(ScriptOf(script), capture, request));
        EXPECT_EQ(m_status, 0);
        Rows rows;
        std::string line;
        while (std::getline(text, line))
        {
            std::vector<Strings> row;
            for (const std::string& cell : Split(line, '\t'))
            {
                row.push_back(cell.empty() ? Strings() : Split(cell, '|'));
            }
            row.resize(fields.size() + OWN_FIELDS);
            EXPECT_EQ(row[0].size() + row[1].size() + row[2].size(), 0u) << "row " << rows.size();
            row.erase(row.begin(), row.begin() + OWN_FIELDS);
            rows.push_back(row);
        }
        return rows;
    }

    /// A field and all its values in a capture.
    using Values = std::vector<std::pair<std::string, Strings>>;

    /// Fields of a capture have these values.
    void ExpectValues(const std::string& script, const std::string& capture, const Values& expected)
    {
        Strings fields;
        for (const auto& [name, values] : expected)
        {
            fields.push_back(name);
        }
        const Rows rows = Read(script, capture, fields);
        for (std::size_t i = 0; i < expected.size(); i++)
        {
            EXPECT_EQ(Column(rows, i), expected[i].second) << expected[i].first;
        }
    }

    /// All values of a field, over all packets.
    static Strings Column(const Rows& rows, std::size_t field)
    {
        Strings values;
        for (const auto& row : rows)
        {
            values.insert(values.end(), row[field].begin(), row[field].end());
        }
        return values;
    }

    static std::string ReadFile(const std::string& name)
    {
        std::stringstream text;
        text << std::ifstream(name).rdbuf();
        return text.str();
    }

  private:
    /// Fields that are asked for in front of others: what a script or a dissector stumbled over.
    static constexpr std::size_t OWN_FIELDS = 3;

    bool ProbeLua()
    {
        const std::string script = TemporaryFile("probe.lua");
        std::ofstream(script) << "print('Lua runs')\n";
        {
            HandmadeCapture empty(TemporaryFile("empty.pcap"));
        }
        return Tshark(script, "empty.pcap", "") == "Lua runs\n";
    }

    static Strings Split(const std::string& text, char separator)
    {
        Strings parts(1);
        for (const char c : text)
        {
            if (c == separator)
            {
                parts.emplace_back();
            }
            else
            {
                parts.back() += c;
            }
        }
        return parts;
    }

    std::string m_prefix; //!< of files
    std::string m_home;   //!< no such folder
    int m_status{0};      //!< of tshark
    Strings m_files;      //!< to remove
};

} // namespace ns3

#endif /* WAKU_WIRESHARK_FIXTURE_H */
