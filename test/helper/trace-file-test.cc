/* SPDX-License-Identifier: GPL-2.0-only */
#include "read-file.h"
#include "test-relay-network.h"

#include "ns3/object-factory.h"
#include "ns3/trace-file.h"
#include "ns3/trace-signature.h"
#include "ns3/view-helper.h"

#include <filesystem>
#include <gtest/gtest.h>
#include <sstream>
#include <unistd.h>

using namespace ns3;

namespace
{

/// A small run that writes what is asked for, and the file that it writes.
class TraceFileTest : public testing::Test
{
  protected:
    void TearDown() override
    {
        std::filesystem::remove(m_path);
    }

    /// Lines of the file after a run of 10 relays with a message from node 3.
    std::vector<std::string> Run(const ViewOutputs& outputs)
    {
        TestRelayNetwork network(10);
        network.Build("regular:3");
        ViewHelper view(outputs);
        view.Record(network.relays, network.devices);
        network.PublishAt(Seconds(5), 3, 100);
        network.RunUntil(Seconds(8));
        view.Write(network.metrics->Summarize());
        m_sent = network.Results().GetNTransmissions();
        std::istringstream in(ReadFile(m_path));
        std::vector<std::string> lines;
        for (std::string line; std::getline(in, line);)
        {
            lines.push_back(line);
        }
        return lines;
    }

    std::vector<std::string> RunWithTrace(const std::string& source)
    {
        ViewOutputs outputs;
        outputs.traces = {m_path + "=" + source};
        return Run(outputs);
    }

    std::string m_path{testing::TempDir() + std::to_string(getpid()) + "-waku-trace"}; //!< the file
    uint64_t m_sent{0}; //!< transmissions of the run
};

} // namespace

TEST_F(TraceFileTest, EachReportIsALine)
{
    const auto lines = RunWithTrace("/NodeList/*/ApplicationList/*/$ns3::WakuRelay/Deliver");
    ASSERT_EQ(lines.size(), 10U); // nine deliveries and the header
    EXPECT_EQ(lines[0], "time_s,node,context,argument1");
    EXPECT_EQ(lines[1].rfind("5.1", 0), 0U);
    EXPECT_NE(lines[1].find(",/NodeList/"), std::string::npos);
    EXPECT_NE(lines[1].find("/ApplicationList/0/$ns3::WakuRelay/Deliver,"), std::string::npos);
}

TEST_F(TraceFileTest, PeersAndMessagesHaveTexts)
{
    const auto lines = RunWithTrace("/NodeList/*/ApplicationList/*/$ns3::WakuRelay/Send");
    ASSERT_EQ(lines.size(), m_sent + 1);
    EXPECT_EQ(lines[0], "time_s,node,context,argument1,argument2");
    // Half an id, and a peer as its number and address.
    const std::size_t peer = lines[1].rfind(',');
    EXPECT_EQ(lines[1].substr(0, peer).size() - lines[1].substr(0, peer).rfind(',') - 1, 16U);
    EXPECT_NE(lines[1].find(' ', peer), std::string::npos);
    EXPECT_NE(lines[1].find(':', peer), std::string::npos);
}

TEST_F(TraceFileTest, PacketsOfADeviceHaveSizes)
{
    const auto lines = RunWithTrace("/NodeList/3/DeviceList/*/$ns3::WanNetDevice/MacTx");
    ASSERT_GT(lines.size(), 5U);
    EXPECT_EQ(lines[1].substr(lines[1].find(',') + 1, 2), "3,");
    EXPECT_GE(std::stoi(lines[1].substr(lines[1].rfind(',') + 1)), 40);
}

TEST_F(TraceFileTest, WhatCannotBeTracedStopsWithASentence)
{
    EXPECT_EXIT(TraceFile("deliver.csv"),
                testing::ExitedWithCode(1),
                "--trace is deliver.csv, not a file and the path of a trace source, such as ");
    EXPECT_EXIT(RunWithTrace("/NodeList/*/ApplicationList/*/$ns3::WakuRelay/Nothing"),
                testing::ExitedWithCode(1),
                "--trace: there is no trace source at /NodeList/.*/Nothing before the run");
}

TEST(TraceSignature, EveryTraceSourceOfTheModuleCanBeWritten)
{
    const TraceSignature::Sink sink = [](const std::string&, const std::vector<std::string>&) {};
    std::size_t sources = 0;
    for (uint16_t i = 0; i < TypeId::GetRegisteredN(); i++)
    {
        const TypeId type = TypeId::GetRegistered(i);
        if (type.GetGroupName() != "Waku")
        {
            continue;
        }
        Ptr<Object> object;
        if (type.HasConstructor() && type.IsChildOf(Object::GetTypeId()))
        {
            ObjectFactory factory;
            factory.SetTypeId(type);
            object = factory.Create<Object>();
        }
        for (std::size_t k = 0; k < type.GetTraceSourceN(); k++)
        {
            const TypeId::TraceSourceInformation source = type.GetTraceSource(k);
            const auto callback = TraceSignature::MakeSink(source.callback, &sink);
            ASSERT_TRUE(callback) << type.GetName() << "::" << source.name << " reports "
                                  << source.callback;
            sources++;
            if (object)
            {
                // A callback of other arguments stops the program.
                source.accessor->Connect(PeekPointer(object), "", *callback);
            }
        }
    }
    EXPECT_GT(sources, 100U);
    Simulator::Destroy();
}

TEST_F(TraceFileTest, NetAnimHasNodesLinksAndEachMessageOnItsWay)
{
    ViewOutputs outputs;
    outputs.netAnim = m_path;
    const auto lines = Run(outputs);
    const auto count = [&lines](const std::string& begin) {
        return std::count_if(lines.begin(), lines.end(), [&begin](const std::string& line) {
            return line.rfind(begin, 0) == 0;
        });
    };
    EXPECT_EQ(lines.front(), "<anim ver=\"netanim-3.108\" filetype=\"animation\">");
    EXPECT_EQ(lines.back(), "</anim>");
    EXPECT_EQ(count("<node id="), 10);
    EXPECT_EQ(count("<link fromId="), 15);
    EXPECT_EQ(count("<p fId="), m_sent);
}
