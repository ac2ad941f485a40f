/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_SCENARIO_H
#define WAKU_SCENARIO_H

#include "events-part.h"
#include "overlay-part.h"
#include "scenario-attributes.h"
#include "scenario-protocol.h"
#include "traffic-part.h"
#include "underlay-part.h"

#include "ns3/planned-run.h"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief A network and what happens in it: all that a run is made of except the number of the run.
 *
 * Scripts set the parts, or keys as in a study file:
 *
 * \code
 *   Scenario scenario("waku-relay");
 *   scenario.traffic.messages = 20;
 *   scenario.Set("underlay.latency", "50ms");
 *   scenario.Set("ns3::StaticRouter::ForwardDelay", "1s");
 *   scenario.Check();
 *   RunSummary summary = ScenarioRun(scenario, 1).Run(ranks).summary;
 * \endcode
 */
class Scenario
{
  public:
    OverlayPart overlay;                        //!< who is connected to whom
    UnderlayPart underlay;                      //!< the Internet between them
    TrafficPart traffic;                        //!< who publishes what and when
    EventsPart events;                          //!< what happens to the network
    std::unique_ptr<ScenarioProtocol> protocol; //!< what the nodes speak
    ScenarioAttributes attributes;              //!< ns-3 attributes
    uint32_t seed{1};                           //!< ns-3's RngSeed

    /** \param protocol name of the protocol; a ScenarioError is thrown if there is none */
    explicit Scenario(const std::string& protocol = "waku-relay");
    Scenario(const Scenario& other);
    Scenario& operator=(const Scenario& other);
    ~Scenario();

    /**
     * \param values values by key; those that are missing have their defaults
     * \return the scenario. A ScenarioError is thrown if a key or value is not allowed
     */
    static Scenario FromValues(const ScenarioValues& values);

    /** \return name of the protocol */
    const std::string& GetProtocolName() const
    {
        return m_protocolName;
    }

    /**
     * Set a key, or an attribute by its path. A ScenarioError is thrown if there is no such key, or
     * it does not take the value. Setting `protocol` gives all keys of the protocol their defaults.
     * \param key the key
     * \param value the value
     */
    void Set(const std::string& key, const std::string& value);

    /** \return all keys, in the order of the manual, without attributes; they refer to this object
     */
    std::vector<ScenarioKey> GetKeys();

    /**
     * Throw a ScenarioError if the values do not go together, and choose what is not given: the
     * number of nodes of a file, the warm-up, the duration.
     */
    void Check();

    /** \return all values by key, after Check */
    ScenarioValues GetValues() const;

    /** \return expected duration of a run, in any unit */
    double GetCost() const;

    /** \return expected memory of a run, bytes */
    double GetMemory() const;

  private:
    /** Throw a ScenarioError if an event has the name of another key. */
    void CheckEventNames();

    std::string m_protocolName; //!< name of the protocol
};

} // namespace ns3

#endif /* WAKU_SCENARIO_H */
