/* SPDX-License-Identifier: GPL-2.0-only */
#include "distributed-helper.h"

#include "ns3/abort.h"
#include "ns3/flow-net-device.h"
#include "ns3/global-value.h"
#include "ns3/node-list.h"
#include "ns3/point-to-point-helper.h"
#include "ns3/string.h"
#include "ns3/wan-channel.h"
#include "ns3/wan-ranks.h"

#ifdef NS3_MPI
#include "ns3/mpi-interface.h"
#endif

#include <algorithm>
#include <cstdlib>
#include <map>
#include <string>

namespace ns3
{

namespace
{

/** \return number of processes that mpirun started; 0 if mpirun did not start the program */
uint32_t
CountProcesses()
{
    for (const char* name : {"OMPI_COMM_WORLD_SIZE", "PMI_SIZE", "MPI_LOCALNRANKS"})
    {
        if (const char* value = std::getenv(name))
        {
            return static_cast<uint32_t>(std::strtoul(value, nullptr, 10));
        }
    }
    // srun of Slurm with PMIx sets no such variable; SLURM_NTASKS is the number of processes.
    const char* tasks = std::getenv("PMIX_RANK") ? std::getenv("SLURM_NTASKS") : nullptr;
    return tasks ? static_cast<uint32_t>(std::strtoul(tasks, nullptr, 10)) : 0;
}

/** \return whether hosts have the flow transport */
bool
HasFlowTransport()
{
    for (uint32_t i = 0; i < NodeList::GetNNodes(); i++)
    {
        const Ptr<Node> node = NodeList::GetNode(i);
        for (uint32_t j = 0; j < node->GetNDevices(); j++)
        {
            if (DynamicCast<FlowNetDevice>(node->GetDevice(j)))
            {
                return true;
            }
        }
    }
    return false;
}

#ifdef NS3_MPI

const std::string ENGINE = "SimulatorImplementationType";
const std::string GRANTED_TIME_WINDOW = "ns3::DistributedSimulatorImpl";
const std::string NULL_MESSAGE = "ns3::NullMessageSimulatorImpl";

/** \return the engine set on the command line or in NS_GLOBAL_VALUE; else granted time windows */
std::string
ChooseEngine(int argc, char** argv)
{
    StringValue value;
    GlobalValue::GetValueByName(ENGINE, value);
    std::string engine = value.Get();
    const std::string option = "--" + ENGINE + "=";
    for (int i = 1; i < argc; i++)
    {
        const std::string argument = argv[i];
        if (argument.compare(0, option.size(), option) == 0)
        {
            engine = argument.substr(option.size());
        }
    }
    if (engine == "ns3::DefaultSimulatorImpl")
    {
        return GRANTED_TIME_WINDOW;
    }
    NS_ABORT_MSG_IF(engine != GRANTED_TIME_WINDOW && engine != NULL_MESSAGE,
                    "DistributedHelper: " << ENGINE << " is " << engine << "; under mpirun it is "
                                          << GRANTED_TIME_WINDOW << " or " << NULL_MESSAGE);
    return engine;
}

#endif

} // namespace

DistributedHelper::DistributedHelper([[maybe_unused]] int* argc, [[maybe_unused]] char*** argv)
{
    const uint32_t processes = CountProcesses();
    if (processes == 0)
    {
        return;
    }
    NS_ABORT_MSG_IF(processes > 1 && !WanRanks::IsSupported(),
                    "DistributedHelper: mpirun started "
                        << processes
                        << " processes, but this ns-3 is built without MPI, so each of them would "
                           "simulate everything; configure ns-3 with --enable-mpi");
#ifdef NS3_MPI
    GlobalValue::Bind(ENGINE, StringValue(ChooseEngine(argc ? *argc : 0, argv ? *argv : nullptr)));
    MpiInterface::Enable(argc, argv);
#endif
}

DistributedHelper::~DistributedHelper()
{
#ifdef NS3_MPI
    if (MpiInterface::IsEnabled())
    {
        MpiInterface::Disable();
    }
#endif
}

bool
DistributedHelper::IsRoot() const
{
    return WanRanks::GetRank() == 0;
}

std::vector<uint32_t>
DistributedHelper::GetBlocks(uint32_t nodes, uint32_t ranks)
{
    std::vector<uint32_t> rankOf(nodes);
    for (uint32_t i = 0; i < nodes; i++)
    {
        rankOf[i] = static_cast<uint32_t>(uint64_t(i) * ranks / nodes);
    }
    return rankOf;
}

std::vector<uint32_t>
DistributedHelper::GetRanksByRegion(const std::vector<uint32_t>& regions, uint32_t ranks)
{
    std::map<uint32_t, uint32_t> sizes;
    for (const uint32_t region : regions)
    {
        sizes[region]++;
    }
    std::vector<std::pair<uint32_t, uint32_t>> bySize(sizes.begin(), sizes.end());
    std::stable_sort(bySize.begin(), bySize.end(), [](const auto& a, const auto& b) {
        return a.second > b.second;
    });
    std::vector<uint64_t> load(ranks, 0);
    std::map<uint32_t, uint32_t> rankOfRegion;
    for (const auto& [region, size] : bySize)
    {
        const auto least = std::min_element(load.begin(), load.end());
        *least += size;
        rankOfRegion[region] = static_cast<uint32_t>(least - load.begin());
    }
    std::vector<uint32_t> rankOf;
    for (const uint32_t region : regions)
    {
        rankOf.push_back(rankOfRegion[region]);
    }
    return rankOf;
}

NodeContainer
DistributedHelper::CreateNodes(uint32_t nodes) const
{
    return CreateNodes(GetBlocks(nodes, WanRanks::GetSize()));
}

NodeContainer
DistributedHelper::CreateNodes(const std::vector<uint32_t>& ranks) const
{
    NodeContainer nodes;
    for (const uint32_t rank : ranks)
    {
        NS_ABORT_MSG_IF(rank >= WanRanks::GetSize(),
                        "DistributedHelper::CreateNodes: there is no rank "
                            << rank << "; allowed are 0 to " << WanRanks::GetSize() - 1);
        nodes.Create(1, rank);
    }
    return nodes;
}

void
DistributedHelper::SetLookAhead(const NetDeviceContainer& devices) const
{
    Time delay;
    if (devices.GetN() > 0)
    {
        const Ptr<WanChannel> channel = DynamicCast<WanChannel>(devices.Get(0)->GetChannel());
        NS_ABORT_MSG_IF(!channel || !channel->GetLatencyModel(),
                        "DistributedHelper::SetLookAhead: the devices have no WanChannel with a "
                        "latency model");
        std::vector<uint32_t> ranks;
        for (uint32_t host = 0; host < channel->GetNDevices(); host++)
        {
            ranks.push_back(channel->GetDevice(host)->GetNode()->GetSystemId());
        }
        delay = channel->GetLatencyModel()->GetMinimumDelayBetween(ranks);
    }
    SetLookAhead(delay);
}

void
DistributedHelper::SetLookAhead(Time delay) const
{
    const uint32_t ranks = WanRanks::GetSize();
    if (ranks == 1)
    {
        return;
    }
    // What a receiver notes comes back half a delay later, and waits for as long as it travels.
    const int64_t parts = HasFlowTransport() ? 4 : 1;
    const Time lookAhead = NanoSeconds(delay.GetNanoSeconds() / parts);
    NS_ABORT_MSG_IF(lookAhead <= NanoSeconds(1),
                    "DistributedHelper::SetLookAhead: the smallest delay between ranks is "
                        << delay.As(Time::NS)
                        << ", and ranks can only run in parallel within a delay above " << parts
                        << " ns: choose "
                           "a latency model without a latency of zero, or put hosts between which "
                           "there is none on one rank");
    // The engine takes the look-ahead from point-to-point links. It also processes events at the
    // exact end of a time window, when a packet of another rank could still arrive. So the delay of
    // the links is shorter by 1 ns.
    PointToPointHelper link;
    link.SetChannelAttribute("Delay", TimeValue(lookAhead - NanoSeconds(1)));
    NodeContainer ends;
    for (uint32_t rank = 0; rank < ranks; rank++)
    {
        ends.Create(1, rank);
    }
    for (uint32_t rank = 1; rank < ranks; rank++)
    {
        for (uint32_t other = 0; other < rank; other++)
        {
            link.Install(ends.Get(other), ends.Get(rank));
        }
    }
}

} // namespace ns3
