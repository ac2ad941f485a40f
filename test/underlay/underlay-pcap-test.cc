/* SPDX-License-Identifier: GPL-2.0-only */
#include "underlay-test-network.h"

#include "ns3/pcap-file.h"
#include "ns3/uinteger.h"

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <string>
#include <unistd.h>

using namespace ns3;

namespace
{

constexpr uint32_t DLT_RAW = 101;

class UnderlayPcap : public UnderlayNetwork
{
  protected:
    void SetUp() override
    {
        prefix = testing::TempDir() + "underlay-pcap-" + std::to_string(::getpid());
    }

    void TearDown() override
    {
        UnderlayNetwork::TearDown();
        for (const std::string& name : files)
        {
            std::remove(name.c_str());
        }
    }

    /** The name of a capture file, which will be removed. */
    std::string FileOf(uint32_t host)
    {
        const std::string name = prefix + "-" + std::to_string(firstNode + host) + "-0.pcap";
        files.push_back(name);
        return name;
    }

    /** Capture a small exchange of hosts 0 and 1. */
    void Capture()
    {
        SetRates("8Mbps", "8Mbps");
        wan.SetDeviceAttribute("Mtu", UintegerValue(65535));
        Build(3);
        wan.EnablePcap(prefix, nodes);
        SendAt(MilliSeconds(0), 0, 1, 1000);
        SendAt(MilliSeconds(5), 1, 0, 65535);
        SendAt(MilliSeconds(6), 0, 77, 500);
        Simulator::Run();
        firstNode = nodes.Get(0)->GetId();
        // a file is complete when its device is gone
        Simulator::Destroy();
        devices = NetDeviceContainer();
        nodes = NodeContainer();
        channel = nullptr;
    }

    std::string prefix;
    uint32_t firstNode{0};
    std::vector<std::string> files;
};

} // namespace

TEST_F(UnderlayPcap, FileHoldsWholeIpPacketsAtTheirTimes)
{
    Capture();
    FileOf(1);
    FileOf(2);
    PcapFile file;
    file.Open(FileOf(0), std::ios::in);
    ASSERT_FALSE(file.Fail());
    EXPECT_EQ(file.GetDataLinkType(), DLT_RAW);

    struct Record
    {
        uint32_t microseconds;
        uint32_t size;
        uint32_t destination;
    };

    const std::vector<Record> expected{
        {0, 1000, 2},
        {6000, 500, 78},
        {5000 + 100000 + 2 * 65535, 65535, 1},
    };
    for (const Record& record : expected)
    {
        std::vector<uint8_t> data(65536);
        uint32_t seconds = 0;
        uint32_t microseconds = 0;
        uint32_t included = 0;
        uint32_t original = 0;
        uint32_t read = 0;
        file.Read(data.data(), data.size(), seconds, microseconds, included, original, read);
        ASSERT_FALSE(file.Fail());
        EXPECT_EQ(seconds, 0u);
        EXPECT_EQ(microseconds, record.microseconds);
        EXPECT_EQ(original, record.size);
        EXPECT_EQ(read, record.size);
        EXPECT_EQ(data[0], 0x45);
        EXPECT_EQ(data[19], record.destination);
        EXPECT_EQ(data[2] * 256u + data[3], record.size);
    }
    EXPECT_TRUE(std::ifstream(FileOf(2)).good());
}

TEST_F(UnderlayPcap, TsharkReadsTheFile)
{
    if (std::system("tshark --version > /dev/null 2>&1") != 0)
    {
        GTEST_SKIP() << "tshark is not installed";
    }
    Capture();
    FileOf(0);
    FileOf(2);
    const std::string output = prefix + ".txt";
    files.push_back(output);
    const std::string command = "tshark -r " + FileOf(1) +
                                " -o ip.check_checksum:TRUE -T fields -e ip.src -e ip.dst -e ip.len"
                                " -e ip.checksum.status -e ip.proto > " +
                                output + " 2> /dev/null";
    ASSERT_EQ(std::system(command.c_str()), 0);
    std::stringstream text;
    text << std::ifstream(output).rdbuf();
    EXPECT_EQ(text.str(),
              "10.0.0.2\t10.0.0.1\t65535\t1\t17\n"
              "10.0.0.1\t10.0.0.2\t1000\t1\t17\n");
}
