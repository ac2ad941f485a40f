/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_SCENARIO_PROTOCOL_H
#define WAKU_SCENARIO_PROTOCOL_H

#include "overlay-part.h"
#include "scenario-attributes.h"
#include "scenario-part.h"
#include "traffic-part.h"
#include "underlay-part.h"

#include "ns3/application-container.h"
#include "ns3/message-tracker.h"
#include "ns3/overlay-graph.h"

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief The protocol of a scenario. A new protocol derives a class in a file of its own, and
 * registers it there:
 *
 * \code
 * const ScenarioProtocol::Registration g_chat("chat", [] { return std::make_unique<ChatPart>(); });
 * \endcode
 *
 * Study files then take `protocol: chat`, and the keys of ChatPart.
 */
class ScenarioProtocol : public ScenarioPart
{
  public:
    /** Creates the part of a protocol. */
    using Create = std::function<std::unique_ptr<ScenarioProtocol>()>;

    /** Registers a protocol while the program is loaded. */
    struct Registration
    {
        /**
         * \param name name of the protocol in study files
         * \param create creates its part
         */
        Registration(const std::string& name, Create create);
    };

    /** \return names of all protocols, in alphabetical order */
    static std::vector<std::string> GetNames();

    /**
     * \param name name of a protocol
     * \return its part; null if there is no such protocol
     */
    static std::unique_ptr<ScenarioProtocol> CreateByName(const std::string& name);

    /** \return a copy of this part */
    virtual std::unique_ptr<ScenarioProtocol> Copy() const = 0;

    /** What a protocol is installed on, and what it has to do. */
    struct Setting
    {
        const OverlayGraph& graph;            //!< who is connected to whom
        const UnderlayPart::Network& network; //!< the hosts
        const TrafficPart& traffic;           //!< its Poisson processes, if it has any
        const ScenarioAttributes& attributes; //!< to set in objects that helpers make
    };

    /**
     * Throw a ScenarioError if the values of the keys do not go together.
     * \param overlay the overlay
     * \param traffic the traffic
     * \param attributes the attributes
     */
    virtual void Check(const OverlayPart& overlay,
                       const TrafficPart& traffic,
                       const ScenarioAttributes& attributes) const = 0;

    /**
     * Create the overlay of a run. By default it is that of the scenario.
     * \param overlay the overlay of the scenario
     * \param traffic the traffic
     * \return who is connected to whom
     */
    virtual OverlayGraph MakeOverlay(const OverlayPart& overlay, const TrafficPart& traffic);

    /**
     * Install the applications, connect them along the overlay, assign streams, and start their
     * Poisson processes.
     * \param setting hosts and traffic
     * \return the applications, in the order of the hosts
     */
    virtual ApplicationContainer Install(const Setting& setting) = 0;

    /**
     * \param applications the applications
     * \param devices their devices
     * \return what measures the run
     */
    virtual std::unique_ptr<MessageTracker> Measure(const ApplicationContainer& applications,
                                                    const NetDeviceContainer& devices) = 0;

    /**
     * Publish a message.
     * \param application application of the publisher
     * \param number number of the message, from 0
     * \param size bytes of the payload
     */
    virtual void Publish(Ptr<Application> application, uint32_t number, uint32_t size) const = 0;

    /**
     * Called when traffic begins, to reset what counts it.
     */
    virtual void BeginTraffic();

    /**
     * Add what only this protocol measures.
     * \param tracker what Measure returned
     * \param applications the applications
     * \param [in,out] summary summary of the run
     * \param [in,out] metrics further values by name
     */
    virtual void AddResults(const MessageTracker& tracker,
                            const ApplicationContainer& applications,
                            RunSummary& summary,
                            std::map<std::string, double>& metrics) const;

    /** \return whether nodes may deliver messages that were published before the run */
    virtual bool HasPast() const;

    /** \return whether the run has to end with its traffic, since nothing can mend its results */
    virtual bool IsHopeless(const MessageTracker& tracker) const;

    /** \return time that the protocol needs before traffic */
    virtual Time GetWarmup() const = 0;

    /** \return time that the protocol needs after traffic */
    virtual Time GetDrain() const = 0;

    /**
     * \param overlay the overlay
     * \param attributes the attributes
     * \return mean number of neighbours to which a node forwards
     */
    virtual double GetMeshDegree(const OverlayPart& overlay,
                                 const ScenarioAttributes& attributes) const = 0;

    /**
     * Choose the number of simulated nodes. A second call changes nothing.
     * \param nodes number of nodes of the scenario
     * \return number of nodes to simulate
     */
    virtual uint32_t ChooseNodes(uint32_t nodes);

    /** \return number of topics of a node, each with the traffic of `messages_per_hour` */
    virtual uint32_t GetNShards() const;

    /** \return processing time of a message at a receiver, and how many at a time; 0: any number */
    virtual std::pair<Time, uint32_t> GetValidation() const;
};

} // namespace ns3

#endif /* WAKU_SCENARIO_PROTOCOL_H */
