/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_RELAY_HELPER_H
#define WAKU_RELAY_HELPER_H

#include "p2p-node-helper.h"

#include "ns3/object-factory.h"
#include "ns3/pubsub-message-pool.h"
#include "ns3/waku-relay.h"

#include <string>

namespace ns3
{

/**
 * \ingroup waku
 * \brief Installs WakuRelay applications and connects them as an overlay says.
 *
 * All applications of a simulation share a MessagePool, and those of one Install their score
 * parameters. SetAttribute takes the attributes of WakuRelay except Mode and Router, which the
 * constructor and SetRouterAttribute set.
 */
class WakuRelayHelper : public P2pNodeHelper
{
  public:
    /** \param mode Static, GossipSub or another that WakuRelay has; any else stops the program */
    explicit WakuRelayHelper(const std::string& mode = "Static");

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

    ApplicationContainer Install(const NodeContainer& nodes) const override;

    using P2pNodeHelper::AssignStreams;

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

    std::string m_mode;          //!< names the router
    ObjectFactory m_router;      //!< makes routers
    ObjectFactory m_peerScore;   //!< makes score parameters
    ObjectFactory m_topicScore;  //!< makes score parameters of topics
    bool m_hasScoring{false};    //!< whether gossipsub scores peers
    bool m_hasOwnScoring{false}; //!< whether the user gave the score parameters themselves
};

} // namespace ns3

#endif /* WAKU_RELAY_HELPER_H */
