/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_SCENARIO_EVENT_HELPER_H
#define WAKU_SCENARIO_EVENT_HELPER_H

#include "checked-attribute.h"

#include "ns3/application-container.h"
#include "ns3/net-device-container.h"
#include "ns3/object-factory.h"
#include "ns3/scenario-event.h"

#include <map>
#include <string>
#include <utility>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief Lets things happen to a network while it runs: nodes leave and crash, links fail.
 *
 * \code
 *   ScenarioEventHelper events;
 *   events.Add("leave", "Nodes", StringValue("20%"), "At", TimeValue(Seconds(60)),
 *              "For", TimeValue(Seconds(30)));
 *   events.Add("crash", "Nodes", StringValue("3,"));
 *   events.Install(relays, devices, Seconds(10));
 * \endcode
 *
 * The events are those of study files (doc/events.rst). The attributes of each are in the
 * reference, under its class: `leave` is ns3::LeaveEvent.
 */
class ScenarioEventHelper
{
  public:
    /**
     * Add an event.
     * \param kind kind of the event, such as `leave`, or its class, such as `ns3::LeaveEvent`; any
     *        other stops the program
     * \param args names and values of its attributes
     */
    template <typename... Args>
    void Add(const std::string& kind, Args&&... args)
    {
        AddFactory("", kind);
        SetLast(std::forward<Args>(args)...);
    }

    /**
     * Add an event with a name for its results.
     * \param name the name; empty for that of the kind
     * \param kind as above
     * \param values values of its attributes by name, as text
     */
    void AddNamed(const std::string& name,
                  const std::string& kind,
                  const std::map<std::string, std::string>& values);

    /** \return number of events */
    std::size_t GetN() const
    {
        return m_entries.size();
    }

    /** \return number of hosts that the events need beside those of the nodes */
    uint32_t GetNExtraHosts() const;

    /**
     * \param stream first stream number of the events, which have their own where this is not
     * called
     */
    void AssignStreams(int64_t stream)
    {
        m_stream = stream;
    }

    /**
     * Schedule the events. A value that does not go with the network stops the program.
     * \param applications the nodes: P2pNodes; in a distributed simulation those of all ranks
     * \param devices device of each node, in their order; those of a WAN where links are concerned
     * \param start when traffic begins, from which the times of the events count
     */
    void Install(const ApplicationContainer& applications,
                 const NetDeviceContainer& devices,
                 Time start = Time(0));

    /**
     * As above, with more that events can act on.
     * \param parts the network
     */
    void Install(const ScenarioStage::Parts& parts);

    /**
     * Add what the events have measured.
     * \param [in,out] metrics values by name
     */
    void AddResults(std::map<std::string, double>& metrics) const;

    /** \return the events, after Install */
    const std::vector<Ptr<ScenarioEvent>>& GetEvents() const
    {
        return m_events;
    }

  private:
    /** An event that was added. */
    struct Entry
    {
        std::string name;      //!< name; empty for that of the kind
        ObjectFactory factory; //!< makes it
    };

    /**
     * Add an event without attributes.
     * \param name as for AddNamed
     * \param kind as for Add
     */
    void AddFactory(const std::string& name, const std::string& kind);

    /** Set no further attributes. */
    void SetLast()
    {
    }

    /**
     * Set attributes of the last event.
     * \param name name of the first attribute
     * \param value its value
     * \param rest names and values of the others
     */
    template <typename... Args>
    void SetLast(const std::string& name, const AttributeValue& value, Args&&... rest)
    {
        SetCheckedAttribute(m_entries.back().factory, name, value);
        SetLast(std::forward<Args>(rest)...);
    }

    std::vector<Entry> m_entries;             //!< what was added
    std::vector<Ptr<ScenarioEvent>> m_events; //!< the events, after Install
    int64_t m_stream{-1};                     //!< first stream; -1: automatic
};

} // namespace ns3

#endif /* WAKU_SCENARIO_EVENT_HELPER_H */
