/* SPDX-License-Identifier: GPL-2.0-only */
#include <array>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <regex>
#include <sstream>
#include <string>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

namespace
{

/// What a user may type, and the sentence that says what is wrong with it.
struct Mistake
{
    std::string program;   ///< the program
    std::string arguments; ///< what is typed
    std::string sentence;  ///< all that it prints, a regular expression
};

/// What a program did.
struct Outcome
{
    int status;         ///< exit status; -1 if it did not exit
    std::string output; ///< standard output and standard error
};

const std::string SCALING_THEORY = "scaling-theory";

/// A program, which lies beside scaling-theory under a name like its.
std::string
FindProgram(const std::string& program)
{
    std::string path = WAKU_SCALING_THEORY;
    const std::size_t place = path.rfind(SCALING_THEORY);
    return place == std::string::npos ? "" : path.replace(place, SCALING_THEORY.size(), program);
}

Outcome
Execute(const std::string& folder, const Mistake& mistake)
{
    const std::string command = "cd '" + folder + "' && ulimit -c 0 && timeout 20 '" +
                                FindProgram(mistake.program) + "' " + mistake.arguments + " 2>&1";
    Outcome outcome{-1, ""};
    FILE* pipe = popen(command.c_str(), "r");
    std::array<char, 4096> part;
    while (const std::size_t size = fread(part.data(), 1, part.size(), pipe))
    {
        outcome.output.append(part.data(), size);
    }
    const int status = pclose(pipe);
    outcome.status = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    return outcome;
}

/// A folder with files that are broken in many ways.
class ProgramErrors : public testing::Test
{
  protected:
    ProgramErrors()
        : folder(testing::TempDir() + "/waku-errors-" + std::to_string(getpid()))
    {
        std::filesystem::create_directories(folder);
        Write("broken.json", "{\"nodes\": [\n  {\"id\": \"a\"},]}");
        Write("unknown.json",
              "{\"nodes\": [{\"id\": \"a\"}],\n \"links\": [{\"source\": \"a\", \"target\": "
              "\"b\"}]}");
        Write("array.json", "[1, 2]");
        Write("broken.graphml", "<graphml>\n <graph>\n  <node id=\"a\"");
        Write("unknown.graphml",
              "<graphml><graph><node id=\"a\"/>\n<edge source=\"a\" "
              "target=\"b\"/></graph></graphml>");
        Write("three.txt", "a b\na b c\n");
        Write("islands.txt", "a b\nc d\n");
        Write("empty.txt", "");
        Write("broken.csv", "seq,latency_ms\n1,100\n1,x\n");
        Write("other.csv", "a,b\n");
        Write("whisper-limits.db", "settings,a,b\n");
    }

    ~ProgramErrors() override
    {
        std::filesystem::remove_all(folder);
    }

    void Write(const std::string& name, const std::string& text) const
    {
        std::ofstream(folder + "/" + name) << text;
    }

    /// Each ends with status 1 and one sentence, at once.
    void Expect(const std::vector<Mistake>& mistakes) const
    {
        for (const Mistake& mistake : mistakes)
        {
            if (!std::filesystem::exists(FindProgram(mistake.program)))
            {
                GTEST_SKIP() << "The program " << mistake.program << " is not built.";
            }
            const Outcome outcome = Execute(folder, mistake);
            const std::string command = mistake.program + " " + mistake.arguments;
            EXPECT_EQ(outcome.status, 1) << command << "\n" << outcome.output;
            EXPECT_TRUE(std::regex_match(outcome.output, std::regex(mistake.sentence + "\n")))
                << command << "\nprints: " << outcome.output << "not:    " << mistake.sentence;
        }
    }

    /// The mistakes that all programs with such an option share.
    static void AddEach(std::vector<Mistake>& mistakes,
                        const std::vector<std::string>& programs,
                        const std::vector<std::pair<std::string, std::string>>& arguments)
    {
        for (const std::string& program : programs)
        {
            for (const auto& [argument, sentence] : arguments)
            {
                mistakes.push_back({program, argument, sentence});
            }
        }
    }

    const std::string folder;
};

const std::string COUNT = "a whole number from 0 to 4294967295";
const std::vector<std::string> EXAMPLES = {"waku-relay-example", "whisper-example"};

} // namespace

TEST_F(ProgramErrors, OfNumbers)
{
    std::vector<Mistake> mistakes;
    AddEach(mistakes,
            EXAMPLES,
            {{"--nodes=0", "--nodes is 0, not 2 to 1000000"},
             {"--nodes=1", "--nodes is 1, not 2 to 1000000"},
             {"--nodes=-1", "--nodes is -1, not " + COUNT},
             {"--nodes=1e30", "--nodes is 1e30, not " + COUNT},
             {"--nodes=99999999999", "--nodes is 99999999999, not " + COUNT},
             {"--nodes=4294967295", "--nodes is 4294967295, not 2 to 1000000"},
             {"--nodes=", "--nodes has no value; --nodes=VALUE takes " + COUNT},
             {"--nodes", "--nodes has no value; --nodes=VALUE takes " + COUNT},
             {"--nodes=many", "--nodes is many, not " + COUNT},
             {"--messages=4294967295", "--messages is 4294967295, not 0 to 1000000"},
             {"--messagesPerHour=-1", "--messagesPerHour is -1, not 0 to 1000000"},
             {"--messagesPerHour=1e30", "--messagesPerHour is 1e\\+30, not 0 to 1000000"},
             {"--messagesPerHour=1e-300",
              "--messagesPerHour is 1e-300, not enough for all messages in 1e9 s"},
             {"--messagesPerHour=nan", "--messagesPerHour is nan, not a number"},
             {"--payload=4294967295", "--payload is 4294967295, not 0 to 1047552"},
             {"--payload=1047553", "--payload is 1047553, not 0 to 1047552"},
             {"--segments=3", "--segments is 3, not 1, 2, 5 or 10"},
             {"nodes=5", "nodes=5 is no option; options are --NAME=VALUE, and --help lists them"}});
    AddEach(mistakes,
            {"whisper-example"},
            {{"--ttl=0", "--ttl is 0, not 1 to .*"},
             {"--pow=-1", "--pow is -1, not at least 0"},
             {"--bloomTopics=4294967295", "--bloomTopics is 4294967295, not 0 to 10000"},
             {"--light=1.5", "--light is 1.5, not 0 to 1"},
             {"--light=1",
              "--light is 1, but only [0-9]+ of 100 nodes can be light without cutting somebody "
              "off"},
             {"--cycle=-1s", "--cycle is -1s, not 0s or at least 1us"},
             {"--cycle=1ns", "--cycle is 1ns, not 0s or at least 1us"}});
    AddEach(mistakes,
            {"nwaku-validation"},
            {{"--nodes=0", "--nodes is 0, not 2 to 1000000"},
             {"--dial=0", "--dial is 0, not 1 to 999"},
             {"--dial=1000", "--dial is 1000, not 1 to 999"},
             {"--meshDegree=0", "--meshDegree is 0, not 1 to 1000"},
             {"--dLow=7", "--dLow is 7, not 1 to 6"},
             {"--dLow=x", "--dLow is x, not .*"},
             {"--dLow=-1", "--dLow is -1, not .*"},
             {"--dHigh=5", "--dHigh is 5, not 6 to 1000000"},
             {"--dOut=4", "--dOut is 4, not 0 to 3"},
             {"--payload=1047553", "--payload is 1047553, not 0 to 1047552"},
             {"--messages=1", "--messages is 1, not 2 to 1000000"},
             {"--interval=0s", "--interval is 0, not 0.001 to 1000"},
             {"--interval=1e30s", "--interval is 1e30s, not a time of at most 1000000000s"},
             {"--proofDelay=-1s", "--proofDelay is -1, not 0 to 1000"},
             {"--verifyDelay=2000s", "--verifyDelay is 2000, not 0 to 1000"},
             {"--sendIDontWant=perhaps", "--sendIDontWant is perhaps, not true or false"},
             {"--congestion=none", "--congestion is none, not a class such as ns3::Tcp.*"}});
    AddEach(mistakes,
            {"relay-study"},
            {{"--nodes=12", "--nodes is 12, not 13 to 1000000"},
             {"--nodes=100,0", "--nodes is 0, not 13 to 1000000"},
             {"--nodes=,", "--nodes is ,, not .*"},
             {"--nodes=101 --degree=5", "--nodes is 101, not even, as .*"},
             {"--degree=0", "--degree is 0, not 2 to 1000"},
             {"--degree=1", "--degree is 1, not 2 to 1000"},
             {"--degree=4294967295", "--degree is 4294967295, not 2 to 1000"},
             {"--runs=0", "--runs is 0, not 1 to 1000"},
             {"--precision=-1", "--precision is -1, not 0 to 1"},
             {"--transmissions=0", "--transmissions is 0, not 1 to 1e\\+12"},
             {"--transmissions=1e30", "--transmissions is 1e\\+30, not 1 to 1e\\+12"},
             {"--workers=4294967295", "--workers is 4294967295, not 0 to 1000"}});
    AddEach(mistakes,
            {"whisper-limits"},
            {{"--nodes=0", "--nodes is 0, not 2 to 100000"},
             {"--payload=1047553", "--payload is 1047553, not 0 to 1047552"},
             {"--ttl=0", "--ttl is 0, not .*"},
             {"--p95=0", "--p95 is 0, not 0.001 to 1000000"},
             {"--delivery=2", "--delivery is 2, not 0.001 to 1"},
             {"--precision=1", "--precision is 1, not 1.001 to 2"},
             {"--precision=3", "--precision is 3, not 1.001 to 2"},
             {"--runs=0", "--runs is 0, not 1 to 1000"},
             {"--edge=-0.5", "--edge is -0.5, not 0 to 1"},
             {"--edge=1", "--edge is 1, but only [0-9]+ of 100 nodes can be light .*"},
             {"--topics=0", "--topics is 0, not .*"},
             {"--topics=4294967295", "--topics is 4294967295, not .*"},
             {"--cycle=0s", "--cycle is 0s, not at least 1e-06s"},
             {"--seconds=0", "--seconds is 0, not 0.001 to 1000000"},
             {"--seconds=1e30", "--seconds is 1e\\+30, not 0.001 to 1000000"},
             {"--messages=4294967295", "--messages is 4294967295, not 0 to 1000000"},
             {"--workers=4294967295", "--workers is 4294967295, not 0 to 1000"}});
    AddEach(mistakes,
            {"relay-bench"},
            {{"--nodes=0", "--nodes is 0, not 2 to 1000000"},
             {"--degree=1000", "--degree is 1000, not 2 to 999"},
             {"--nodes=11 --degree=3 --dial=2", "--degree is 3, not even, as .*"},
             {"--messages=0", "--messages is 0, not 1 to 1000000"},
             {"--payload=4294967295", "--payload is 4294967295, not 0 to 1047552"},
             {"--rounds=0", "--rounds is 0, not 1 to 1000"},
             {"--dial=1000", "--dial is 1000, not 0 to 999"}});
    AddEach(mistakes,
            {"distributed-bench"},
            {{"--nodes=1", "--nodes is 1, not 2 to 1000000"},
             {"--rounds=0", "--rounds is 0, not 1 to 1000"},
             {"--ranks=1", "--ranks is 1, not 2 to 1000"},
             {"--program=nothing", "--program is nothing, not a program that is there: .*"}});
    Expect(mistakes);
}

TEST_F(ProgramErrors, OfOverlays)
{
    std::vector<Mistake> mistakes;
    AddEach(
        mistakes,
        EXAMPLES,
        {{"--nodes=5 --degree=6", "--degree: .*nodes=5, degree=6.*: degree must be from 1 to .*"},
         {"--nodes=5 --degree=3", "--degree: .*nodes=5, degree=3.*must be even"},
         {"--degree=0", "--degree is 0, not 1 to 1000000"},
         {"--degree=1", "--degree: .*degree=1.*disconnected.*"},
         {"--degree=4294967295", "--degree is 4294967295, not 1 to 1000000"},
         {"--overlay=nowhere.json", "--overlay: nowhere.json: cannot be read"},
         {"--overlay=.", "--overlay: .: the name must end in .*"},
         {"--overlay=net", "--overlay: net: the name must end in .*"},
         {"--overlay=broken.json", "--overlay: broken.json:2:15: syntax error.*"},
         {"--overlay=array.json", "--overlay: array.json:1:1: nodes: must be an array.*"},
         {"--overlay=unknown.json",
          "--overlay: unknown.json:2:38: links\\[0\\].target: unknown node id 'b'"},
         {"--overlay=broken.graphml", "--overlay: broken.graphml:3:[0-9]+: expected >"},
         {"--overlay=unknown.graphml",
          "--overlay: unknown.graphml:2:1: graphml.graph.edge\\[0\\].target: unknown node .*"},
         {"--overlay=three.txt", "--overlay: three.txt:2:5: must have one or two node ids, not 3"},
         {"--overlay=islands.txt", "--overlay: islands.txt: .*disconnected, in 2 components"},
         {"--overlay=empty.txt", "--overlay: empty.txt: the overlay has no nodes"}});
    AddEach(mistakes,
            {"whisper-limits"},
            {{"--nodes=5 --degree=6", "--degree: .*nodes=5, degree=6.*"},
             {"--nodes=5 --degree=3", "--degree: .*must be even"},
             {"--overlay=nowhere.json", "--overlay: nowhere.json: cannot be read"},
             {"--overlay=broken.json", "--overlay: broken.json:2:15: syntax error.*"},
             {"--overlay=islands.txt", "--overlay: islands.txt: .*disconnected.*"}});
    Expect(mistakes);
}

TEST_F(ProgramErrors, OfRatesAndTimes)
{
    std::vector<Mistake> mistakes;
    const std::string rate = "a data rate above 0, such as 100Mbps";
    for (const std::string option : {"up", "down"})
    {
        AddEach(
            mistakes,
            {"waku-relay-example", "whisper-example", "nwaku-validation"},
            {{"--" + option + "=0Mbps",
              "--" + option + " is 0Mbps, not " + rate + ", or unlimited"},
             {"--" + option + "=0", "--" + option + " is 0, not " + rate + ", or unlimited"},
             {"--" + option + "=-1Mbps",
              "--" + option + " is -1Mbps, not " + rate + ", or unlimited"},
             {"--" + option + "=1e30Mbps", "--" + option + " is 1e30Mbps, not .*"},
             {"--" + option + "=99999999999999999999Gbps",
              "--" + option + " is 99999999999999999999Gbps, not .*"},
             {"--" + option + "=lots", "--" + option + " is lots, not " + rate + ", or unlimited"},
             {"--" + option + "=", "--" + option + " has no value; .*"}});
    }
    AddEach(mistakes,
            {"waku-relay-example", "whisper-example", "nwaku-validation"},
            {{"--latency=-1s", "--latency is -1s?, not .*"},
             {"--latency=1e30s", "--latency is 1e30s, not a time of at most 1000000000s"},
             {"--latency=fast", "--latency is fast, not a time such as 100ms"}});
    AddEach(mistakes,
            {"waku-relay-example"},
            {{"--forwardDelay=-1s", "--forwardDelay is -1s, not at least 0s"},
             {"--forwardDelay=long", "--forwardDelay is long, not a time such as 100ms"},
             {"--mode=Fast", "--mode is Fast, not Static or GossipSub"}});
    AddEach(mistakes,
            {"whisper-limits"},
            {{"--up=0Mbps", "--up is 0Mbps, not " + rate},
             {"--up=unlimited", "--up is unlimited, not " + rate},
             {"--fileUp=unlimited", "--fileUp is unlimited, not " + rate},
             {"--down=0kbps", "--down is 0kbps, not " + rate + ", or unlimited"},
             {"--fileDown=0kbps", "--fileDown is 0kbps, not " + rate + ", or unlimited"}});
    Expect(mistakes);
}

TEST_F(ProgramErrors, OfFiles)
{
    std::vector<Mistake> mistakes;
    AddEach(mistakes,
            {"nwaku-validation"},
            {{"--reference=nowhere.csv", "--reference: nowhere.csv: cannot be read"},
             {"--reference=.", "--reference: .: cannot be read"},
             {"--reference=other.csv", "--reference: other.csv:1:1: .*"},
             {"--reference=broken.csv", "--reference: broken.csv:3:3: .*"},
             {"--plot=missing/plot", "--plot: can't write missing/plot.plt: No such file .*"}});
    AddEach(mistakes,
            {"whisper-limits"},
            {{"--results=.", "./whisper-limits.db: .*"},
             {"--results=three.txt", "--results: can't make the folder three.txt: .*"}});
    AddEach(mistakes,
            {"scaling-theory"},
            {{"--users=0", "scaling-theory: .*"},
             {"--users=-5", "scaling-theory: .*"},
             {"--users=1e30", "scaling-theory: .*"},
             {"--users=many", "scaling-theory: .*"},
             {"--set=Degree", "scaling-theory: --set wants NAME=VALUE, not \"Degree\""},
             {"--set=Nothing=1", "scaling-theory: .*Nothing.*"},
             {"--set=Degree=-1", "scaling-theory: .*Degree.*"},
             {"--model=none", "--model is none, not waku, waku-2025 or whisper"},
             {"--model=whisper --extensions", "scaling-theory: --extensions: .*"},
             {"--extensions=perhaps", "--extensions is perhaps, not true or false"},
             {"--csv=missing/x.csv", "--csv: can't write missing/x.csv: .*"}});
    for (const std::string program : {"waku-relay-example", "whisper-example"})
    {
        mistakes.push_back(
            {program, "--log=missing/log.json", "--log: can't write missing/log.json: .*"});
        mistakes.push_back({program, "--pcap=missing/n", "--pcap: can't write missing/n.*"});
    }
    Expect(mistakes);
}

TEST_F(ProgramErrors, OfAttributes)
{
    std::vector<Mistake> mistakes;
    AddEach(mistakes,
            {"waku-relay-example"},
            {{"--ns3::WanNetDevice::UpRate=lots",
              "--ns3::WanNetDevice::UpRate is lots, not a data rate such as 100Mbps"},
             {"--ns3::WakuRelay::MaxMessageSize=0",
              "--ns3::WakuRelay::MaxMessageSize is 0, not 1 to .*"},
             {"--ns3::WakuRelay::MaxMessageSize=2000", "--payload is 2048, not 0 to 976"},
             {"--ns3::WakuRelay::MaxMessageSize=1", "--payload is 2048, not 0 to 0"}});
    Expect(mistakes);
}

TEST_F(ProgramErrors, WhatIsUnlimitedIsTaken)
{
    if (!std::filesystem::exists(FindProgram("waku-relay-example")))
    {
        GTEST_SKIP() << "The program waku-relay-example is not built.";
    }
    const std::string options = "--nodes=10 --degree=3 --messages=2 --payload=100000 --json=";
    EXPECT_EQ(
        Execute(folder,
                {"waku-relay-example", options + "a.json --up=unlimited --down=unlimited", ""})
            .status,
        0);
    EXPECT_EQ(
        Execute(folder, {"waku-relay-example", options + "b.json --up=1Mbps --down=1Mbps", ""})
            .status,
        0);
    const auto p50 = [this](const std::string& name) {
        std::stringstream text;
        text << std::ifstream(folder + "/" + name).rdbuf();
        std::smatch match;
        const std::string all = text.str();
        return std::regex_search(all, match, std::regex("\"p50\": ([0-9.]+)")) ? std::stod(match[1])
                                                                               : 0;
    };
    EXPECT_GT(p50("a.json"), 0.1);
    // Windows of new connections take several round trips for 100 kB, so it is not the ratio of
    // rates.
    EXPECT_GT(p50("b.json"), 2 * p50("a.json"));
}
