/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_RELAY_HELPER_H
#define WAKU_RELAY_HELPER_H

#include "ns3/application-container.h"
#include "ns3/ipv4-interface-container.h"
#include "ns3/ipv6-interface-container.h"
#include "ns3/node-container.h"
#include "ns3/object-factory.h"
#include "ns3/overlay-graph.h"
#include "ns3/pubsub-message-pool.h"
#include "ns3/waku-relay.h"

#include <string>
#include <vector>

namespace ns3
{

class ApplicationAddresses;

/**
 * \ingroup waku
 * \brief Installs WakuRelay applications and connects them as an overlay says.
 *
 * All applications of a simulation share a MessagePool, and those of one Install their score
 * parameters. A value that an attribute does not allow stops the program with what it allows, here
 * as in the other helpers.
 */
class WakuRelayHelper
{
  public:
    /** \param mode Static, GossipSub or another that WakuRelay has; any else stops the program */
    explicit WakuRelayHelper(const std::string& mode = "Static");

    /**
     * \param name attribute of WakuRelay, but Mode, Router, Connections or Traffic, which stop the
     *             program: the constructor and the setters below set them
     * \param value its value
     */
    void SetAttribute(const std::string& name, const AttributeValue& value);

    /**
     * \param name attribute of StaticRouter or GossipSubRouter, as the mode says; Scoring stops
     *             Install() if the setters below score peers too
     * \param value its value
     */
    void SetRouterAttribute(const std::string& name, const AttributeValue& value);

    /**
     * Let gossipsub be as somebody deploys it; single attributes can be set afterwards. In mode
     * Static this stops the program, as setting attributes of scores does.
     * \param name libp2p or nwaku, as GossipSubPreset::Get; any other stops the program
     */
    void SetPreset(const std::string& name);

    /**
     * Score peers, and set how.
     * \param name attribute of PeerScoreParameters, but DefaultTopic, which stops the program:
     *             SetTopicScoreAttribute sets it
     * \param value its value
     */
    void SetPeerScoreAttribute(const std::string& name, const AttributeValue& value);

    /**
     * Score peers, and set how their behaviour in every topic counts.
     * \param name attribute of TopicScoreParameters
     * \param value its value
     */
    void SetTopicScoreAttribute(const std::string& name, const AttributeValue& value);

    /**
     * \param name attribute of PeerConnectionManager
     * \param value its value
     */
    void SetConnectionAttribute(const std::string& name, const AttributeValue& value);

    /**
     * \param name attribute of WakuTrafficGenerator
     * \param value its value
     */
    void SetTrafficAttribute(const std::string& name, const AttributeValue& value);

    /**
     * \param nodes where to install
     * \return one application for each node, in their order; in a distributed simulation one and
     *         the same for all nodes of other ranks, on no node, which does not run
     */
    ApplicationContainer Install(const NodeContainer& nodes) const;

    /**
     * Let the applications dial along the links of an overlay; the first node of a link dials.
     * Stops unless there are as many applications as nodes of the overlay, and an address for each.
     * \param applications node i of the overlay is application i
     * \param overlay who is connected to whom
     * \param addresses of the applications, in their order, one for each
     */
    void Connect(const ApplicationContainer& applications,
                 const OverlayGraph& overlay,
                 const Ipv4InterfaceContainer& addresses) const;

    /**
     * As above, for a distributed simulation: a rank has no interface of other ranks' nodes.
     * \param applications node i of the overlay is application i
     * \param overlay who is connected to whom
     * \param addresses of the applications, in their order, as WanHelper::GetIpv4Addresses
     */
    void Connect(const ApplicationContainer& applications,
                 const OverlayGraph& overlay,
                 const std::vector<Ipv4Address>& addresses) const;

    /**
     * As above, over IPv6.
     * \param applications node i of the overlay is application i
     * \param overlay who is connected to whom
     * \param addresses of the applications, in their order, as WanHelper::GetIpv6Addresses
     */
    void Connect(const ApplicationContainer& applications,
                 const OverlayGraph& overlay,
                 const std::vector<Ipv6Address>& addresses) const;

    /**
     * As above, over IPv6.
     * \param applications node i of the overlay is application i
     * \param overlay who is connected to whom
     * \param addresses of the applications, in their order: the last address of each interface
     */
    void Connect(const ApplicationContainer& applications,
                 const OverlayGraph& overlay,
                 const Ipv6InterfaceContainer& addresses) const;

    /**
     * Fix the random variable streams of the WakuRelay applications of nodes. In a distributed
     * simulation every rank has to call this for all nodes, those of other ranks among them, so
     * that an application has the same numbers on any number of ranks.
     * \param c nodes on which applications are installed
     * \param stream the first stream number
     * \return how many were used
     */
    int64_t AssignStreams(NodeContainer c, int64_t stream) const;

    /**
     * \deprecated AssignStreams of the nodes, as ns-3's helpers have it, takes the same numbers.
     * \param applications whose random variables get fixed streams
     * \param stream the first stream number
     * \return how many were used
     */
    static int64_t AssignStreams(const ApplicationContainer& applications, int64_t stream);

    /** \return the messages of the simulation, as WakuRelay::GetSharedMessagePool */
    Ptr<MessagePool> GetMessagePool() const
    {
        return WakuRelay::GetSharedMessagePool();
    }

  private:
    /** Stop unless mode is GossipSub. \param setter which method asks, for the message */
    void RequireGossipSub(const char* setter) const;

    /** \param router makes its router \return a new application, on no node */
    Ptr<WakuRelay> CreateRelay(const ObjectFactory& router) const;

    /**
     * \param applications node i of the overlay is application i
     * \param overlay who is connected to whom
     * \param addresses of the applications
     */
    void ConnectAll(const ApplicationContainer& applications,
                    const OverlayGraph& overlay,
                    const ApplicationAddresses& addresses) const;

    std::string m_mode;          //!< names the router
    ObjectFactory m_relay;       //!< makes applications
    ObjectFactory m_router;      //!< makes routers
    ObjectFactory m_peerScore;   //!< makes score parameters
    ObjectFactory m_topicScore;  //!< makes score parameters of topics
    ObjectFactory m_connections; //!< makes connection managers
    ObjectFactory m_traffic;     //!< makes traffic generators
    bool m_hasScoring{false};    //!< whether gossipsub scores peers
    bool m_hasOwnScoring{false}; //!< whether the user gave the score parameters themselves
    bool m_hasTraffic{false};    //!< whether there is built-in traffic
};

} // namespace ns3

#endif /* WAKU_RELAY_HELPER_H */
