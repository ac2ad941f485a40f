/* SPDX-License-Identifier: GPL-2.0-only */
#include "waku-scaling-model.h"

#include "random-regular-distance.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace ns3
{

namespace
{

void
CheckUsers(double users)
{
    CheckTheoryRange("users", users, 1, 1e15);
}

bool
IsOdd(double value)
{
    return std::fmod(value, 2) == 1;
}

/** \return smallest whole number of hops with base^hops >= nodes, found without a logarithm */
double
WholeHops(double nodes, double base)
{
    double hops = 0;
    for (double reached = 1; reached < nodes; reached *= base)
    {
        ++hops;
    }
    return hops;
}

} // namespace

double
WakuGossipLoad::GetTotal() const
{
    const double gossip = ihave + iwantReplies;
    return messages + gossip;
}

WakuScalingModel::WakuScalingModel(const WakuScalingParameters& parameters, Version version)
    : m_parameters(parameters),
      m_version(version)
{
    GetWakuScalingParameterTable().Check(m_parameters);
}

std::string
WakuScalingModel::GetName() const
{
    return m_version == Version::SEED_2023 ? "waku-2023" : "waku-2025";
}

void
WakuScalingModel::CheckRegularGraph(double users) const
{
    CheckUsers(users);
    if (IsOdd(users) && IsOdd(m_parameters.degree))
    {
        throw std::domain_error(
            "users * Degree (A03) = " + FormatTheoryNumber(users) + " * " +
            FormatTheoryNumber(m_parameters.degree) +
            " is odd: a regular graph needs an even number of nodes, or an even degree");
    }
}

double
WakuScalingModel::MeshNodes(double users) const
{
    return users / m_parameters.meshes;
}

double
WakuScalingModel::NodesPerShard(double users) const
{
    CheckUsers(users);
    return std::min(users / m_parameters.shardsFilledEvenly, m_parameters.maxNodesPerShard);
}

double
WakuScalingModel::OneToOneNodes(double users) const
{
    return std::min(users / m_parameters.oneToOneShardsFilledEvenly, m_parameters.maxNodesPerShard);
}

double
WakuScalingModel::Finish(double megabytes) const
{
    return megabytes * WAKU_SCALING_MEGABYTE + m_parameters.nonRelayLoad;
}

double
WakuScalingModel::Transmissions(double nodes) const
{
    const double sentTo = m_parameters.degree - m_parameters.neighboursNotSentTo;
    if (m_version == Version::SEED_2023)
    {
        return nodes * sentTo;
    }
    return nodes * sentTo + m_parameters.neighboursNotSentTo;
}

double
WakuScalingModel::UniqueMegabytes(double nodes) const
{
    const double megabytes = m_parameters.messageSize / WAKU_SCALING_MEGABYTE;
    return megabytes * m_parameters.messagesPerHour * nodes * m_parameters.copiesPerStoredMessage;
}

WakuGossipLoad
WakuScalingModel::GossipMegabytes(double nodes, double messagesPerHour, double megabytes) const
{
    const double gossipMegabytes = m_parameters.gossipMessageSize / WAKU_SCALING_MEGABYTE;
    const bool seed = m_version == Version::SEED_2023;
    const double sentTo = m_parameters.degree - m_parameters.neighboursNotSentTo;
    const double received =
        seed ? messagesPerHour * nodes * sentTo : messagesPerHour * Transmissions(nodes);
    const double gossiped = seed ? received : messagesPerHour * nodes;
    const double ihaves = gossiped * m_parameters.dLazy * m_parameters.mcacheGossip;
    const double reply = seed ? gossipMegabytes + megabytes : megabytes;

    WakuGossipLoad load;
    load.messages = megabytes * received;
    load.ihave = ihaves * gossipMegabytes;
    load.iwantReplies = (ihaves * reply) * m_parameters.iwantRatio;
    return load;
}

WakuGossipLoad
WakuScalingModel::GossipLoad(double nodes, double messagesPerHour, double messageSize) const
{
    constexpr double LARGEST = std::numeric_limits<double>::max();
    CheckTheoryRange("nodes", nodes, 0, LARGEST);
    CheckTheoryRange("messagesPerHour", messagesPerHour, 0, LARGEST);
    CheckTheoryRange("messageSize", messageSize, 0, LARGEST);
    WakuGossipLoad load =
        GossipMegabytes(nodes, messagesPerHour, messageSize / WAKU_SCALING_MEGABYTE);
    load.messages *= WAKU_SCALING_MEGABYTE;
    load.ihave *= WAKU_SCALING_MEGABYTE;
    load.iwantReplies *= WAKU_SCALING_MEGABYTE;
    return load;
}

double
WakuScalingModel::LoadCase1(double users) const
{
    CheckUsers(users);
    return Finish(UniqueMegabytes(MeshNodes(users)));
}

double
WakuScalingModel::LoadCase2(double users) const
{
    CheckRegularGraph(users);
    const double nodes = MeshNodes(users);
    const double megabytes = m_parameters.messageSize / WAKU_SCALING_MEGABYTE;
    const double edges = nodes * (m_parameters.degree / 2);
    const auto gossip = GossipMegabytes(nodes, m_parameters.messagesPerHour, megabytes);
    return Finish(megabytes * m_parameters.messagesPerHour * edges *
                      m_parameters.transmissionsPerEdge +
                  m_parameters.gossipShare * (gossip.ihave + gossip.iwantReplies));
}

double
WakuScalingModel::LoadCase3(double users) const
{
    CheckRegularGraph(users);
    const double nodes = MeshNodes(users);
    const double megabytes = m_parameters.messageSize / WAKU_SCALING_MEGABYTE;
    const auto gossip = GossipMegabytes(nodes, m_parameters.messagesPerHour, megabytes);
    return Finish(megabytes * m_parameters.messagesPerHour * Transmissions(nodes) +
                  m_parameters.gossipShare * (gossip.ihave + gossip.iwantReplies));
}

double
WakuScalingModel::LoadCase4(double users) const
{
    CheckRegularGraph(users);
    const double megabytes = m_parameters.messageSize / WAKU_SCALING_MEGABYTE;
    return Finish(
        GossipMegabytes(MeshNodes(users), m_parameters.messagesPerHour, megabytes).GetTotal());
}

WakuGossipLoad
WakuScalingModel::LoadCase4Parts(double users) const
{
    CheckRegularGraph(users);
    return GossipLoad(MeshNodes(users), m_parameters.messagesPerHour, m_parameters.messageSize);
}

double
WakuScalingModel::LoadCase5(double users) const
{
    CheckRegularGraph(users);
    const auto& p = m_parameters;
    const double edges = p.degree * p.edgesPerPair;
    const double received = p.messagesPerHour * (edges - p.neighboursNotSentTo);
    const double big = received * p.bigMessageShare;
    const double small = received - big;
    const double bigSeenFirst = big / edges;
    const double bigSeenAfter = (big - bigSeenFirst) * p.idontwantTooLate;
    const double bytes = small * p.smallMessageSize +
                         (bigSeenFirst + bigSeenAfter) * p.bigMessageSize +
                         bigSeenFirst * p.idontwantMessageSize;
    return MeshNodes(users) * p.connectedShare * bytes + p.nonRelayLoad;
}

double
WakuScalingModel::ShardingCase1(double users) const
{
    const double megabytes = m_parameters.messageSize / WAKU_SCALING_MEGABYTE;
    const auto shard =
        GossipMegabytes(NodesPerShard(users), m_parameters.messagesPerHour, megabytes);
    return Finish(m_parameters.shardsPerNode * shard.GetTotal() * m_parameters.groupsPerShard);
}

double
WakuScalingModel::ShardingCase2(double users) const
{
    const double megabytes = m_parameters.messageSize / WAKU_SCALING_MEGABYTE;
    const auto shard =
        GossipMegabytes(NodesPerShard(users), m_parameters.messagesPerHour, megabytes);
    const auto oneToOne =
        GossipMegabytes(OneToOneNodes(users), m_parameters.oneToOneMessagesPerHour, megabytes);
    const double groups =
        m_parameters.shardsPerNode * shard.GetTotal() * m_parameters.groupsPerShard;
    return Finish(groups + m_parameters.oneToOneShards * oneToOne.GetTotal());
}

double
WakuScalingModel::ShardingCase3(double users) const
{
    return Finish(m_parameters.shardsPerNode * UniqueMegabytes(NodesPerShard(users)) *
                  m_parameters.groupsPerShard * m_parameters.lightNodeShare);
}

double
WakuScalingModel::DistanceBound(double users) const
{
    CheckUsers(users);
    return std::log(users) / std::log(m_parameters.degree);
}

double
WakuScalingModel::LatencyHops(double users) const
{
    CheckRegularGraph(users);
    const bool whole = m_version == Version::REVISION_2025;
    if (m_parameters.distance == 0)
    {
        return whole ? WholeHops(users, m_parameters.degree) : DistanceBound(users);
    }
    const RandomRegularDistance distances(users, m_parameters.degree);
    if (m_parameters.distance == 1)
    {
        const double expected = distances.GetMean();
        return whole ? std::ceil(expected) : expected;
    }
    const double maximum = distances.GetExpectedEccentricity();
    return whole ? std::round(maximum) : maximum;
}

double
WakuScalingModel::LatencyCase1(double users) const
{
    const double hops = LatencyHops(users);
    const double propagation = hops * m_parameters.delayPerHop;
    if (m_version == Version::SEED_2023)
    {
        return propagation;
    }
    const double bytesPerHour = users * m_parameters.messagesPerHour * m_parameters.messageSize;
    const double bitRate = bytesPerHour * (m_parameters.degree / 2) * 8 / 3600;
    return propagation + hops * (bitRate / m_parameters.peerBandwidth);
}

double
WakuScalingModel::TransmissionsPerMessage(double users) const
{
    CheckRegularGraph(users);
    return Transmissions(MeshNodes(users));
}

double
WakuScalingModel::TransmissionsPerMessageOncePerEdge(double users) const
{
    CheckRegularGraph(users);
    return MeshNodes(users) * (m_parameters.degree / 2) * m_parameters.transmissionsPerEdge;
}

double
WakuScalingModel::DuplicatesPerMessage(double users) const
{
    return TransmissionsPerMessage(users) - (MeshNodes(users) - 1);
}

double
WakuScalingModel::IhavesPerMessage(double users) const
{
    CheckRegularGraph(users);
    const double nodes = MeshNodes(users);
    const double gossiped = m_version == Version::SEED_2023 ? Transmissions(nodes) : nodes;
    return gossiped * m_parameters.dLazy * m_parameters.mcacheGossip;
}

double
WakuScalingModel::TransmissionsPerBigMessage(double users) const
{
    CheckRegularGraph(users);
    const double edges = m_parameters.degree * m_parameters.edgesPerPair;
    const double sent =
        MeshNodes(users) * m_parameters.connectedShare * (edges - m_parameters.neighboursNotSentTo);
    const double first = sent / edges;
    return first + (sent - first) * m_parameters.idontwantTooLate;
}

double
WakuScalingModel::BytesPerMessage(double users, double messageSize) const
{
    CheckRegularGraph(users);
    const double nodes = MeshNodes(users);
    return GossipLoad(nodes, 1, messageSize).GetTotal() / nodes;
}

} // namespace ns3
