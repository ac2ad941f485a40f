/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_MESSAGE_FEED_H
#define WAKU_MESSAGE_FEED_H

#include "message-observer.h"
#include "peer-host-table.h"

#include "ns3/application-container.h"
#include "ns3/net-device-container.h"
#include "ns3/simulator.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace ns3
{

class MessageProbe;

/**
 * \ingroup waku
 * \brief The message events of a run: it has a MessageProbe at each node, and passes their events
 * to observers.
 *
 * The object and the observers must exist while the simulation runs.
 */
class MessageFeed
{
  public:
    /**
     * Creates the probe of an application, or returns null if the application speaks another
     * protocol. Such a function is MakeMessageProbe of a class derived from MessageProbe.
     */
    using Protocol = std::function<
        std::unique_ptr<MessageProbe>(MessageFeed& feed, uint32_t node, Ptr<Application>)>;

    /** Registers a protocol of the module while the program is loaded, in the file of its probe. */
    struct Registration
    {
        /**
         * \param name name of the protocol
         * \param make makes what creates the probes of a run
         */
        Registration(const std::string& name, std::function<Protocol()> make);
    };

    /**
     * The program stops if an application speaks none of the protocols.
     * \param applications the applications; application i is node i. Applications without an ns-3
     *        node, which run on another rank of a distributed simulation, get no probe.
     * \param devices device of each application, by which nodes of other ranks are recognised; may
     *        be empty
     * \param observers the observers, in the order in which they receive events
     * \param protocols the protocols that applications may speak
     */
    MessageFeed(const ApplicationContainer& applications,
                const NetDeviceContainer& devices,
                const std::vector<MessageObserver*>& observers,
                const std::vector<Protocol>& protocols = GetProtocols());
    ~MessageFeed();

    MessageFeed(const MessageFeed&) = delete;
    MessageFeed& operator=(const MessageFeed&) = delete;

    /** \return the registered protocols in the order of their names: Waku relay, light nodes of
     * Waku, Whisper, pss and pubsub alone */
    static std::vector<Protocol> GetProtocols();

    /**
     * \param names names of registered protocols
     * \return the protocols, in this order, without those that the program does not have
     */
    static std::vector<Protocol> FindProtocols(const std::vector<std::string>& names);

    /**
     * Add an observer, which receives events after the others.
     * \param observer the observer
     */
    void Add(MessageObserver& observer)
    {
        m_observers.push_back(&observer);
    }

    /**
     * \param peer IP address of a node, with or without port
     * \return index of the node, or MessageObserver::UNKNOWN
     */
    uint32_t NodeOf(const Address& peer)
    {
        return m_hosts.NodeOf(peer);
    }

    /**
     * Pass an event to all observers.
     * \param event a member function of MessageObserver
     * \param arguments its arguments after the current time
     */
    template <typename... Parameters, typename... Arguments>
    void Tell(void (MessageObserver::*event)(Time, Parameters...), const Arguments&... arguments)
    {
        const Time now = Simulator::Now();
        for (MessageObserver* observer : m_observers)
        {
            (observer->*event)(now, arguments...);
        }
    }

    /**
     * Connect to the pool that all nodes of a protocol share, if there is one. This is called at
     * every publish, since pools are known from the first publish on.
     */
    void ListenToPools();

    /** \return the least MessageProbe::GetMemory of this rank's nodes; Time::Max() without nodes */
    Time GetMemory() const;

  private:
    HostTable m_hosts;                                   //!< node of each peer
    std::vector<MessageObserver*> m_observers;           //!< observers in the order of events
    std::vector<std::unique_ptr<MessageProbe>> m_probes; //!< probes of this rank's nodes
    bool m_hasPools{false};                              //!< whether ListenToPools has connected
};

} // namespace ns3

#endif /* WAKU_MESSAGE_FEED_H */
