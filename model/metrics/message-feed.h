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
#include <vector>

namespace ns3
{

class MessageProbe;

/**
 * \ingroup waku
 * \brief What happens to the messages of a run: a MessageProbe at each node, and the observers that
 * all of them tell.
 *
 * Must be alive while the simulation runs, as must the observers.
 */
class MessageFeed
{
  public:
    /**
     * Makes the probe of an application, or returns null if that speaks another protocol:
     * MakeMessageProbe of a class derived from MessageProbe.
     */
    using Protocol = std::function<
        std::unique_ptr<MessageProbe>(MessageFeed& feed, uint32_t node, Ptr<Application>)>;

    /**
     * Stops if an application speaks none of the protocols.
     * \param applications node i is application i; those without an ns-3 node, which another rank
     *        of a distributed simulation runs, are not listened to
     * \param devices one for each application, by which nodes of other ranks are recognised; may be
     *        empty
     * \param observers are told in this order
     * \param protocols what applications may speak
     */
    MessageFeed(const ApplicationContainer& applications,
                const NetDeviceContainer& devices,
                const std::vector<MessageObserver*>& observers,
                const std::vector<Protocol>& protocols = GetProtocols());
    ~MessageFeed();

    MessageFeed(const MessageFeed&) = delete;
    MessageFeed& operator=(const MessageFeed&) = delete;

    /** \return the protocols of this module: Waku relay and Whisper */
    static std::vector<Protocol> GetProtocols();

    /** \param observer is told from now on, after the others */
    void Add(MessageObserver& observer)
    {
        m_observers.push_back(&observer);
    }

    /**
     * \param peer IP address of any node, with a port or without
     * \return its node, or MessageObserver::UNKNOWN
     */
    uint32_t NodeOf(const Address& peer)
    {
        return m_hosts.NodeOf(peer);
    }

    /**
     * Tell all observers.
     * \param event a member function of MessageObserver
     * \param arguments its arguments after the present
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
     * Listen to the pool that all nodes of a protocol share, if they do. Called at every publish,
     * the first of which is the first moment at which pools are known.
     */
    void ListenToPools();

  private:
    HostTable m_hosts;                                   //!< nodes of peers
    std::vector<MessageObserver*> m_observers;           //!< who is told
    std::vector<std::unique_ptr<MessageProbe>> m_probes; //!< at the nodes of this rank
    bool m_hasPools{false};                              //!< whether pools are listened to
};

} // namespace ns3

#endif /* WAKU_MESSAGE_FEED_H */
