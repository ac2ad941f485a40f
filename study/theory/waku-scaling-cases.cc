/* SPDX-License-Identifier: GPL-2.0-only */
#include "waku-scaling-cases.h"

#include "waku-assumption-text.h"

#include "ns3/waku-load-distribution.h"
#include "ns3/waku-scaling-extensions.h"

#include <functional>

namespace ns3
{

namespace
{

using Quantity = ScalingCase::Quantity;
using Evaluate = std::function<double(const WakuScalingModel&, double)>;

const std::vector<double> SINGLE_SHARD_USERS = {100, 10000};
const std::vector<double> ALL_USERS = {100, 10000, 1000000};

std::string
Megabytes(double bytes)
{
    return FormatWith("%.1fMB", bytes / WAKU_SCALING_MEGABYTE);
}

std::string
DescribeLoad(double users, double bytesPerHour)
{
    return "For " + FormatUsers(users) + " users, receiving bandwidth is " +
           Megabytes(bytesPerHour) + "/hour";
}

std::string
DescribeLatency(const WakuScalingModel& model, double users, double seconds)
{
    const bool seed = model.GetVersion() == WakuScalingModel::Version::SEED_2023;
    const std::string what = seed ? " the average latency is "
                                  : " users, the expected network-wide dissemination time is ";
    const double fullShard = model.GetParameters().maxNodesPerShard;
    std::string note;
    if (users == fullShard)
    {
        note = " (max with sharding)";
    }
    else if (users > fullShard)
    {
        note = seed ? " (even in a single shard)" : " (in a single shard)";
    }
    return "For " + FormatUsers(users) + what + FormatWith("%.3f", seconds) + " s" + note;
}

std::string
DescribePeers(const WakuScalingModel& model, double users)
{
    const WakuPeers peers = PeersPerNode(model, users);
    return "For " + FormatUsers(users) + " users, a node has " +
           FormatWith("%.1f", peers.disjoint) + " peers in its meshes (" +
           FormatWith("%.1f", peers.shared) + " if its shards have the same nodes), " +
           FormatWith("%.1f", peers.withGossip) + " with those it gossips with";
}

std::vector<std::string>
AssumptionLines(const WakuScalingModel& model, const std::vector<std::string>& parameters)
{
    std::vector<std::string> lines;
    for (const auto& parameter : parameters)
    {
        const std::string line = WakuAssumptionText(model, parameter);
        if (!line.empty())
        {
            lines.push_back(line);
        }
    }
    return lines;
}

/** Collects the cases of one model. */
class CaseList
{
  public:
    explicit CaseList(const WakuScalingModel& model)
        : m_model(model)
    {
    }

    /** Add a case that computes a load. */
    void AddLoad(const std::string& id,
                 const std::string& header,
                 const std::string& legend,
                 const std::vector<std::string>& assumptions,
                 const std::vector<double>& users,
                 const Evaluate& evaluate)
    {
        ScalingCase& added =
            Add(id, header, legend, assumptions, users, evaluate, Quantity::BYTES_PER_HOUR);
        added.limits = {10 * WAKU_SCALING_MEGABYTE,
                        30 * WAKU_SCALING_MEGABYTE,
                        100 * WAKU_SCALING_MEGABYTE};
        added.describeResult = DescribeLoad;
    }

    /** Add a case that computes a latency. */
    void AddLatency(const std::string& id,
                    const std::string& header,
                    const std::vector<std::string>& assumptions,
                    const Evaluate& evaluate)
    {
        ScalingCase& added =
            Add(id, header, header, assumptions, ALL_USERS, evaluate, Quantity::SECONDS);
        added.describeResult = [model = m_model](double users, double seconds) {
            return DescribeLatency(model, users, seconds);
        };
    }

    /** Add a case that computes a number of peers. */
    void AddPeers(const std::string& id,
                  const std::string& header,
                  const std::vector<std::string>& assumptions)
    {
        const Evaluate evaluate = [](const WakuScalingModel& model, double users) {
            return PeersPerNode(model, users).disjoint;
        };
        ScalingCase& added =
            Add(id, header, header, assumptions, ALL_USERS, evaluate, Quantity::PEERS);
        added.describeResult = [model = m_model](double users, double) {
            return DescribePeers(model, users);
        };
    }

    /** \return the cases */
    std::vector<ScalingCase> Get() const
    {
        return m_cases;
    }

  private:
    /** \return the new case, without limits for loads and without describeResult */
    ScalingCase& Add(const std::string& id,
                     const std::string& header,
                     const std::string& legend,
                     const std::vector<std::string>& assumptions,
                     const std::vector<double>& users,
                     const Evaluate& evaluate,
                     Quantity quantity)
    {
        ScalingCase added;
        added.id = id;
        added.header = header;
        added.legend = legend;
        added.assumptions = AssumptionLines(m_model, assumptions);
        added.quantity = quantity;
        added.users = users;
        added.limits = {10, 30, 100};
        added.evaluate = [model = m_model, evaluate](double n) { return evaluate(model, n); };
        m_cases.push_back(added);
        return m_cases.back();
    }

    WakuScalingModel m_model;         //!< the model
    std::vector<ScalingCase> m_cases; //!< the cases
};

void
AddLoadCases(CaseList& cases, WakuScalingModel::Version version)
{
    cases.AddLoad("load-1",
                  "Load case 1 (store load; corresponds to received load per naive light node)",
                  "Load case 1: store load (also naive light node)",
                  {"A01", "A02", "A03", "A04", "A07", "A21"},
                  SINGLE_SHARD_USERS,
                  &WakuScalingModel::LoadCase1);
    cases.AddLoad("load-2",
                  "Load case 2 (received load per node)",
                  "Load case 2: each edge once",
                  {"A01", "A02", "A03", "A04", "A05", "A07", "A31"},
                  SINGLE_SHARD_USERS,
                  &WakuScalingModel::LoadCase2);
    cases.AddLoad("load-3",
                  "Load case 3 (received load per node)",
                  "Load case 3: current operation",
                  {"A01", "A02", "A03", "A04", "A06", "A07", "A31"},
                  SINGLE_SHARD_USERS,
                  &WakuScalingModel::LoadCase3);
    cases.AddLoad("load-4",
                  "Load case 4 (received load per node incl. gossip)",
                  "Load case 4: current operation, gossip",
                  {"A01", "A02", "A03", "A04", "A06", "A07", "A32", "A33", "DLazy", "McacheGossip"},
                  SINGLE_SHARD_USERS,
                  &WakuScalingModel::LoadCase4);
    if (version == WakuScalingModel::Version::REVISION_2025)
    {
        cases.AddLoad("load-5",
                      "Load case 5 (received load per node with IDONTWANT messages, excl. gossip)",
                      "Load case 5: IDONTWANT, no gossip",
                      {"A01",
                       "A02",
                       "A03",
                       "A04",
                       "A06",
                       "A07",
                       "A16",
                       "A17",
                       "A34",
                       "A35",
                       "A36",
                       "A37",
                       "SmallMessageSize"},
                      SINGLE_SHARD_USERS,
                      &WakuScalingModel::LoadCase5);
    }
}

void
AddShardingCases(CaseList& cases)
{
    cases.AddLoad("sharding-1",
                  "load sharding case 1 (received load per node incl. gossip)",
                  "Sharding case 1: gossip",
                  {"A01",
                   "A02",
                   "A03",
                   "A04",
                   "A06",
                   "A08",
                   "A09",
                   "A10",
                   "A11",
                   "A32",
                   "A33",
                   "DLazy",
                   "McacheGossip"},
                  ALL_USERS,
                  &WakuScalingModel::ShardingCase1);
    cases.AddLoad("sharding-2",
                  "load sharding case 2 (received load per node incl. gossip and 1:1 chat)",
                  "Sharding case 2: gossip, 1:1 chat",
                  {"A01",
                   "A02",
                   "A03",
                   "A04",
                   "A06",
                   "A08",
                   "A09",
                   "A10",
                   "A11",
                   "A12",
                   "A13",
                   "A14",
                   "A32",
                   "A33",
                   "DLazy",
                   "McacheGossip"},
                  ALL_USERS,
                  &WakuScalingModel::ShardingCase2);
    cases.AddLoad("sharding-3",
                  "load sharding case 3 (received load naive light node.)",
                  "Sharding case 3: naive light node",
                  {"A01", "A02", "A03", "A04", "A06", "A08", "A09", "A10", "A15", "A32", "A33"},
                  ALL_USERS,
                  &WakuScalingModel::ShardingCase3);
}

void
AddLatencyCase(CaseList& cases, WakuScalingModel::Version version, double degree)
{
    std::vector<std::string> assumptions = {"A03", "A41", "A42"};
    if (version == WakuScalingModel::Version::REVISION_2025)
    {
        assumptions.emplace_back("A43");
    }
    cases.AddLatency("latency-1",
                     "Latency case 1 :: Topology: " + FormatTheoryNumber(degree) +
                         "-regular graph. No gossip (note: gossip would help here)",
                     assumptions,
                     &WakuScalingModel::LatencyCase1);
}

ScalingDistribution
LogNormalOrZero(double mean, double variation)
{
    return mean > 0 ? ScalingDistribution::LogNormal(mean, variation)
                    : ScalingDistribution::Constant(0);
}

double
LoadOfBadHour(const WakuScalingModel& model, double users)
{
    const auto& p = model.GetParameters();
    const auto rates =
        p.messagesPerHour > 0
            ? ScalingDistribution::Gamma(p.messagesPerHour, p.messagesPerHourVariation)
            : ScalingDistribution::Constant(0);
    const auto sizes = LogNormalOrZero(p.messageSize, p.messageSizeVariation);
    return WakuLoadDistribution(model, users, sizes, rates).GetQuantile(0.95) + p.nonRelayLoad;
}

double
LoadOfUnequalGroups(const WakuScalingModel& model, double users)
{
    const auto& p = model.GetParameters();
    const auto sizes = ScalingDistribution::LogNormal(users, p.groupSizeVariation);
    return WakuGroupLoad(model, sizes).GetMean() + p.nonRelayLoad;
}

double
LatencyOverDistance(const WakuScalingModel& model, double users, double distance)
{
    WakuScalingParameters parameters = model.GetParameters();
    parameters.distance = distance;
    return WakuScalingModel(parameters, model.GetVersion()).LatencyCase1(users);
}

void
AddExtensions(CaseList& cases, WakuScalingModel::Version version, double degree)
{
    cases.AddLoad("extension-1",
                  "Extension case 1 (received load per node incl. gossip and status messages)",
                  "Extension case 1: gossip, status messages",
                  {"A01",
                   "A02",
                   "A03",
                   "A04",
                   "A06",
                   "A07",
                   "A32",
                   "A33",
                   "A51",
                   "A52",
                   "A53",
                   "DLazy",
                   "McacheGossip"},
                  SINGLE_SHARD_USERS,
                  StatusControlLoad);
    cases.AddLoad("extension-2",
                  "Extension case 2 (received load light node with selective requests)",
                  "Extension case 2: selective light node",
                  {"A01", "A02", "A04", "A08", "A09", "A10", "A11", "A54", "A55", "A56"},
                  ALL_USERS,
                  SelectiveLightNodeLoad);
    cases.AddPeers("extension-3",
                   "Extension case 3 (peers per node)",
                   {"A03", "A08", "A09", "A10", "A11", "A12", "A14", "DLazy"});
    cases.AddLoad("extension-4",
                  "Extension case 4 (received load per node incl. gossip; 95th percentile of the "
                  "hours)",
                  "Extension case 4: gossip, 95th percentile",
                  {"A01",
                   "A02",
                   "A03",
                   "A04",
                   "A06",
                   "A07",
                   "A32",
                   "A33",
                   "A61",
                   "A62",
                   "DLazy",
                   "McacheGossip"},
                  SINGLE_SHARD_USERS,
                  LoadOfBadHour);
    cases.AddLoad(
        "extension-5",
        "Extension case 5 (received load per node incl. gossip; groups of unequal size)",
        "Extension case 5: gossip, unequal groups",
        {"A01", "A02", "A03", "A04", "A06", "A09", "A32", "A33", "A63", "DLazy", "McacheGossip"},
        SINGLE_SHARD_USERS,
        LoadOfUnequalGroups);

    std::vector<std::string> assumptions = {"A03", "A42"};
    if (version == WakuScalingModel::Version::REVISION_2025)
    {
        assumptions.emplace_back("A43");
    }
    const std::string topology =
        "Topology: random " + FormatTheoryNumber(degree) + "-regular graph. No gossip";
    cases.AddLatency("latency-2",
                     "Latency case 2 :: " + topology + ", expected distance",
                     assumptions,
                     [](const WakuScalingModel& model, double users) {
                         return LatencyOverDistance(model, users, 1);
                     });
    cases.AddLatency("latency-3",
                     "Latency case 3 :: " + topology + ", expected maximum distance from a node",
                     assumptions,
                     [](const WakuScalingModel& model, double users) {
                         return LatencyOverDistance(model, users, 2);
                     });
}

} // namespace

ScalingReport
MakeWakuScalingReport(const WakuScalingModel& model, bool extensions)
{
    CaseList cases(model);
    const double degree = model.GetParameters().degree;
    AddLoadCases(cases, model.GetVersion());
    AddShardingCases(cases);
    AddLatencyCase(cases, model.GetVersion(), degree);
    if (extensions)
    {
        AddExtensions(cases, model.GetVersion(), degree);
    }

    ScalingReport report;
    report.model = model.GetName();
    report.protocol = "waku-relay";
    report.assumptionsHeading = "Assumptions/Simplifications:";
    report.blankLineBetweenCases = true;
    report.cases = cases.Get();
    for (const auto& entry : GetWakuScalingParameterTable().GetEntries())
    {
        report.parameters.emplace_back(entry.info, model.GetParameters().*entry.member);
    }
    return report;
}

} // namespace ns3
