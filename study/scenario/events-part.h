/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_EVENTS_PART_H
#define WAKU_EVENTS_PART_H

#include "scenario-part.h"

#include "ns3/scenario-event-helper.h"
#include "ns3/scenario-event.h"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief What happens to the network of a scenario: its events, each with a name, which is that of
 * its kind where the study file gives none. Keys are `NAME.KEY`, such as `churn.session`, and set
 * attributes of the event's class.
 */
class EventsPart : public ScenarioPart
{
  public:
    /** An event. */
    struct Event
    {
        std::string name;                          //!< name in the scenario
        TypeId type;                               //!< its class
        std::map<std::string, std::string> values; //!< attributes that are set, as text
    };

    std::vector<Event> events; //!< the events, in the order of the file

    /** Name of the key that lists the events. */
    static const std::string LIST;

    /** Text of a list without events. */
    static const std::string NONE;

    /**
     * The key `events` and those of all events. The value of `events` has a word for each event:
     * its name, or `NAME=KIND` where the name is not that of the kind.
     */
    std::vector<ScenarioKey> GetKeys() override;

    /**
     * \param kind class of a kind of event
     * \return names of its keys, without that of the event before them
     */
    static std::vector<std::string> GetKeyNames(TypeId kind);

    /**
     * Throw a ScenarioError if an event does not go with the scenario.
     * \param facts the scenario
     */
    void Check(const ScenarioEvent::Facts& facts) const;

    /**
     * Throw a ScenarioError if an event does not work with MPI ranks.
     * \param ranks number of ranks
     */
    void CheckRanks(uint32_t ranks) const;

    /** \return a helper that installs the events */
    ScenarioEventHelper MakeHelper() const;

  private:
    /**
     * Set the list of events.
     * \param text the text
     * \return what is allowed if the text is not; else empty
     */
    std::string SetList(const std::string& text);

    /** \return the text of the list of events */
    std::string GetList() const;

    /**
     * \param event an event
     * \return the same as an object
     */
    static Ptr<ScenarioEvent> Make(const Event& event);

    /**
     * Throw a ScenarioError if there is a problem.
     * \param event the event
     * \param problem what is wrong with it; nothing if its text is empty
     */
    static void ThrowIfAny(const Event& event, const ScenarioEvent::Problem& problem);
};

} // namespace ns3

#endif /* WAKU_EVENTS_PART_H */
