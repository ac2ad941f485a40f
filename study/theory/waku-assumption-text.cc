/* SPDX-License-Identifier: GPL-2.0-only */
#include "waku-assumption-text.h"

#include "scaling-report.h"

#include <functional>
#include <map>

namespace ns3
{

namespace
{

using Words = std::function<std::string(const WakuScalingModel&)>;

/** \return a size as the published model prints it: megabytes of 1000^2 bytes times 1024 */
std::string
Kilobytes(double bytes)
{
    return FormatWith("%.2fKB", bytes / WAKU_SCALING_MEGABYTE * 1024);
}

/** \return the words of a statement that does not contain its parameter */
Words
Statement(const std::string& statement)
{
    return [statement](const WakuScalingModel&) { return statement; };
}

/** A parameter of the model. */
using ScalingValue = double WakuScalingParameters::*;

/** \return words that end in a number */
Words
Number(const std::string& words, ScalingValue member, const char* unit = "")
{
    return [words, member, unit](const WakuScalingModel& model) {
        return words + FormatTheoryNumber(model.GetParameters().*member) + unit;
    };
}

/** \return words that end in a size */
Words
Size(const std::string& words, ScalingValue member)
{
    return [words, member](const WakuScalingModel& model) {
        return words + Kilobytes(model.GetParameters().*member);
    };
}

std::string
NodesOverShards(const WakuScalingModel& model)
{
    const auto& p = model.GetParameters();
    return "Number of nodes in the network is variable.\n"
           "       These nodes are distributed evenly over " +
           FormatTheoryNumber(p.shardsFilledEvenly) +
           " shards.\n"
           "       Once all of these shards have " +
           FormatTheoryNumber(p.maxNodesPerShard) +
           " nodes, new shards are spawned.\n"
           "       These new shards have no influcene on this model, because the nodes we look at "
           "are not part of these new shards.";
}

std::string
AvoidedByIdontwant(const WakuScalingModel& model)
{
    return "Ratio of big messages that are avoided due to IDONTWANT: " +
           FormatTheoryNumber(1 - model.GetParameters().idontwantTooLate);
}

std::string
Bandwidth(const WakuScalingModel& model)
{
    return "Average peer bandwidth (static): " +
           FormatTheoryNumber(model.GetParameters().peerBandwidth / 1e6) + "Mbps.";
}

/** The words of an assumption. */
struct Wording
{
    Words words;     //!< the words
    bool showsValue; //!< whether they contain the value of the parameter
};

const std::map<std::string, Wording>&
GetWordings()
{
    using P = WakuScalingParameters;
    static const std::map<std::string, Wording> wordings = {
        {"A01", {Size("Message size (static): ", &P::messageSize), true}},
        {"A02",
         {Number("Messages sent per node per hour (static) (assuming no spam; but also no rate "
                 "limiting.): ",
                 &P::messagesPerHour),
          true}},
        {"A03",
         {Number("The network topology is a d-regular graph of degree (static): ", &P::degree),
          true}},
        {"A04",
         {Statement("Messages outside of Waku Relay are not considered, e.g. store messages."),
          false}},
        {"A05",
         {Statement("Messages are only sent once along an edge. (requires delays before sending)"),
          false}},
        {"A06",
         {Statement("Messages are sent to all d-1 neighbours as soon as receiving a message "
                    "(current operation)"),
          false}},
        {"A07", {Statement("Single shard (i.e. single pubsub mesh)"), false}},
        {"A08",
         {Statement("Multiple shards; mapping of content topic (multicast group) to shard is 1 to "
                    "1"),
          false}},
        {"A09", {Number("Max number of nodes per shard (static) ", &P::maxNodesPerShard), true}},
        {"A10",
         {Number("Number of shards a given node is part of (static) ", &P::shardsPerNode), true}},
        {"A11", {NodesOverShards, true}},
        {"A12",
         {Statement("Including 1:1 chat. Messages sent to a given user are sent into a 1:1 shard "
                    "associated with that user's node.\n"
                    "        Effectively, 1:1 chat adds a receive load corresponding to one "
                    "additional shard a given node has to be part of."),
          false}},
        {"A13",
         {Number("1:1 chat messages sent per node per hour (static): ",
                 &P::oneToOneMessagesPerHour),
          true}},
        {"A14",
         {Statement("1:1 chat shards are filled one by one (not evenly distributed over the "
                    "shards).\n"
                    "        This acts as an upper bound and overestimates the 1:1 load for lower "
                    "node counts."),
          false}},
        {"A15",
         {Statement("Naive light node. Requests all messages in shards that have (large) 1:1 "
                    "mapped multicast groups the light node is interested in."),
          false}},
        {"A16", {Statement("There exists at most one peer edge between any two nodes."), false}},
        {"A17", {Statement("The peer network is connected."), false}},
        {"A21", {Statement("Store nodes do not store duplicate messages."), false}},
        {"A31", {Statement("Gossip is not considered."), false}},
        {"A32", {Size("Gossip message size (IHAVE/IWANT) (static):", &P::gossipMessageSize), true}},
        {"A33",
         {Number("Ratio of IHAVEs followed-up by an IWANT (incl. the actual requested message):",
                 &P::iwantRatio),
          true}},
        {"A34",
         {Size("Gossip message size for IDONTWANT (static): ", &P::idontwantMessageSize), true}},
        {"A35",
         {Number("Ratio of messages that are big enough to trigger a IDONTWANT response: ",
                 &P::bigMessageShare),
          true}},
        {"A36", {AvoidedByIdontwant, true}},
        {"A37",
         {Size("Size of messages large enough to trigger IDONTWANT (static): ", &P::bigMessageSize),
          true}},
        {"A41",
         {Statement("Delay is calculated based on an upper bound of the expected distance."),
          false}},
        {"A42", {Number("Average delay per hop (static): ", &P::delayPerHop, "s."), true}},
        {"A43", {Bandwidth, true}},
        {"A51", {Size("Status message size (static): ", &P::statusMessageSize), true}},
        {"A52",
         {Number("Status messages sent per online node per hour (static): ",
                 &P::statusMessagesPerHour),
          true}},
        {"A53",
         {Number("Nodes that are online, but not active, per active node (static): ",
                 &P::inactivePerActive),
          true}},
        {"A54",
         {Number("Share of the messages in its shards that the light node requests (static): ",
                 &P::selectiveShare),
          true}},
        {"A55",
         {Number("Requests of the light node per hour (static): ", &P::requestsPerHour), true}},
        {"A56",
         {Size("Size of a response beside the messages in it (static): ", &P::responseOverhead),
          true}},
        {"A61",
         {Number("Message sizes are log-normal; standard deviation over mean: ",
                 &P::messageSizeVariation),
          true}},
        {"A62",
         {Number("Messages per user are a gamma-Poisson mixture; standard deviation over mean of "
                 "the rates: ",
                 &P::messagesPerHourVariation),
          true}},
        {"A63",
         {Number("Group sizes are log-normal with the number of users as their mean; standard "
                 "deviation over mean: ",
                 &P::groupSizeVariation),
          true}},
    };
    return wordings;
}

} // namespace

std::string
WakuAssumptionText(const WakuScalingModel& model, const std::string& parameter)
{
    const auto& entry = GetWakuScalingParameterTable().Find(parameter);
    const double value = model.GetParameters().*entry.member;
    const bool changed = value != WakuScalingParameters().*entry.member;
    const std::string setting = entry.info.name + " = " + FormatTheoryNumber(value);
    const auto wording = GetWordings().find(entry.info.assumption);
    if (wording == GetWordings().end())
    {
        return changed ? "- " + setting : "";
    }

    // The publication of 2023 prints a wrong number for this one.
    const bool misnumbered =
        parameter == "A31" && model.GetVersion() == WakuScalingModel::Version::SEED_2023;
    const std::string number = misnumbered ? "A21" : parameter;
    const std::string note = changed && !wording->second.showsValue ? " (" + setting + ")" : "";
    return "- " + number + ". " + wording->second.words(model) + note;
}

} // namespace ns3
