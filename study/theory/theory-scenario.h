/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_THEORY_SCENARIO_H
#define WAKU_THEORY_SCENARIO_H

#include "ns3/planned-run.h"
#include "ns3/waku-scaling-parameters.h"
#include "ns3/whisper-scaling-model.h"

#include <map>
#include <string>

namespace ns3
{

/**
 * \ingroup waku
 * \brief Metrics of a run by name, such as latency_s.p95.
 */
using RunMetrics = std::map<std::string, double>;

/**
 * \ingroup waku
 * \brief What closed forms ask of a scenario and one of its runs.
 *
 * All functions throw std::domain_error with a sentence if the scenario does not have what is asked
 * for, so that a closed form does not apply to it.
 */
class TheoryScenario
{
  public:
    /**
     * \param scenario values of the scenario; must exist as long as this object
     * \param metrics metrics of a run of it; must exist as long as this object
     */
    TheoryScenario(const ScenarioValues& scenario, const RunMetrics& metrics)
        : m_scenario(scenario),
          m_metrics(metrics)
    {
    }

    /**
     * \param key key of the scenario
     * \return its value; empty if there is none
     */
    std::string GetText(const std::string& key) const;

    /**
     * \param key key of the scenario, such as underlay.latency
     * \return its value, in SI units
     */
    double GetNumber(const std::string& key) const;

    /**
     * \param path path of an attribute, such as ns3::GossipSubRouter::D
     * \return its value in the scenario, or in the preset of gossipsub, or ns-3's default; true is
     * 1 and false 0
     */
    double GetAttribute(const std::string& path) const;

    /**
     * \param name name of a metric
     * \return its value
     */
    double GetMetric(const std::string& name) const;

    /** \return number of nodes: the metric of the run, since an overlay from a file sets it */
    double GetNodes() const;

    /** \return whether relays form gossipsub meshes */
    bool IsGossipSub() const;

    /** \return degree of the meshes of gossipsub, otherwise that of a regular overlay */
    double GetDegree() const;

    /** \return whether nodes are users of communities in shards, `protocol: waku` */
    bool IsOfCommunities() const;

    /**
     * \return number of shards; of `waku-relay` every node is part of all
     */
    double GetShards() const;

    /**
     * \return number of users, as the Waku scaling model counts them: the nodes, of `waku-relay` as
     *         many in each shard
     */
    double GetUsers() const;

    /** \return 1:1 messages that a user sends per hour */
    double GetChatMessagesPerHour() const;

    /** \return control messages that a user sends per hour */
    double GetControlMessagesPerHour() const;

    /** \return share of the users with light nodes */
    double GetLightShare() const;

    /**
     * \return share of the messages of its shards that are meant for a user of communities, of
     *         which all groups are alike
     */
    double GetSelectiveShare() const;

    /** \return messages that all nodes send per hour in all shards, control messages too */
    double GetMessagesOfAll() const;

    /**
     * \return messages that a node sends per hour; that of assumption A02 if the scenario publishes
     *         a number of messages. Readings scale what was received for each message to it.
     */
    double GetMessagesPerHour() const;

    /** \return the assumptions of the Waku scaling model that the scenario makes */
    WakuScalingParameters GetWakuParameters() const;

    /** \return the assumptions of the Whisper scaling model that the scenario makes */
    WhisperScalingParameters GetWhisperParameters() const;

    /**
     * \param protocol a protocol, such as waku-relay
     */
    void CheckProtocol(const std::string& protocol) const;

  private:
    const ScenarioValues& m_scenario; //!< values of the scenario
    const RunMetrics& m_metrics;      //!< metrics of a run
};

} // namespace ns3

#endif /* WAKU_THEORY_SCENARIO_H */
