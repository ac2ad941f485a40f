/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_TRAFFIC_PART_H
#define WAKU_TRAFFIC_PART_H

#include "scenario-part.h"

#include "ns3/nstime.h"

#include <cstdint>
#include <string>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief Who publishes what and when in a scenario.
 *
 * There are two kinds. With `messages_per_hour` each node publishes by a Poisson process during
 * `duration`. With `messages` and `interval` so many messages are published at equal intervals,
 * each by a node that is drawn at random, or by the nodes of `publisher` in turn.
 */
class TrafficPart : public ScenarioPart
{
  public:
    uint32_t payload{2000};        //!< payload of a message, bytes
    double messagesPerHour{0};     //!< of each node (and shard); 0 for messages at intervals
    Time duration{Seconds(600)};   //!< time with traffic of a Poisson process
    uint32_t leastMessages{0};     //!< the duration is extended until so many are expected
    double transmissions{0};       //!< the duration is chosen for about so many; 0: as it is
    uint32_t messages{10};         //!< number of messages at intervals
    Time interval{Seconds(1)};     //!< time between messages
    std::string publisher{RANDOM}; //!< numbers of nodes with spaces between, or random
    uint32_t unmeasured{0};        //!< first messages that are not part of the results
    Time warmup{0};                //!< before traffic; 0 until Resolve
    Time drain{0};                 //!< after traffic; 0 until Resolve

    /** Value of `publisher`. */
    static const std::string RANDOM;

    std::vector<ScenarioKey> GetKeys() override;

    /** \return whether nodes publish by Poisson processes */
    bool IsPoisson() const
    {
        return messagesPerHour > 0;
    }

    /** \return the nodes that publish messages at intervals, in turn; empty for random ones */
    std::vector<uint32_t> GetPublishers() const;

    /** \return time with traffic; messages at intervals end an interval after the last */
    Time GetDuration() const;

    /** \return simulated time of a run */
    Time GetEnd() const;

    /**
     * \param nodes number of nodes
     * \param shards number of topics of each node
     * \return expected number of messages
     */
    double GetExpectedMessages(double nodes, double shards) const;

    /**
     * Choose what is not given.
     * \param nodes number of nodes
     * \param meshDegree mean number of neighbours to which a node forwards
     * \param defaultWarmup time that the protocol needs before traffic
     * \param defaultDrain time that the protocol needs after traffic
     */
    void Resolve(double nodes, double meshDegree, Time defaultWarmup, Time defaultDrain);
};

} // namespace ns3

#endif /* WAKU_TRAFFIC_PART_H */
