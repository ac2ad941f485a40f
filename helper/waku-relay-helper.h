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
 * \brief Installs WakuRelay applications and connects them along an overlay.
 *
 * All applications of a simulation share a MessagePool. All applications of one call of Install
 * share score parameters. SetAttribute takes the attributes of WakuRelay except Mode and Router,
 * which the constructor and SetRouterAttribute set.
 */
class WakuRelayHelper : public P2pNodeHelper
{
  public:
    /**
     * \param mode Static, GossipSub or another mode of WakuRelay; any other name stops the program
     */
    explicit WakuRelayHelper(const std::string& mode = "Static");

    /**
     * Set an attribute of the router. Install() stops the program if Scoring is set here and the
     * setters below score peers too.
     * \param name attribute of StaticRouter or GossipSubRouter, as the mode says
     * \param value value of the attribute
     */
    void SetRouterAttribute(const std::string& name, const AttributeValue& value);

    /**
     * Use the settings of an implementation or a deployed network, of gossipsub and of the relay.
     * They replace attributes that were set before; single attributes can be set afterwards. In
     * mode Static this stops the program, as the setters of score attributes do.
     * \param name libp2p, nwaku, go, rust, js or ethereum, as for GossipSubPreset::Get; any other
     *        name stops the program
     */
    void SetPreset(const std::string& name);

    /**
     * Score peers, and set an attribute of scoring.
     * \param name attribute of PeerScoreParameters; DefaultTopic stops the program, since
     *        SetTopicScoreAttribute sets it
     * \param value value of the attribute
     */
    void SetPeerScoreAttribute(const std::string& name, const AttributeValue& value);

    /**
     * Score peers, and set an attribute of scoring for every topic.
     * \param name attribute of TopicScoreParameters
     * \param value value of the attribute
     */
    void SetTopicScoreAttribute(const std::string& name, const AttributeValue& value);

    /**
     * Limit the rate of every application by RLN, and set an attribute of its limit. What proofs
     * cost is not set: ProofDelay, ValidationDelay and ValidationWorkers of WakuRelay. \param name
     * attribute of WakuRlnLimit \param value value of the attribute
     */
    void SetRlnAttribute(const std::string& name, const AttributeValue& value);

    /**
     * Use the settings of The Waku Network (64/WAKU2-NETWORK): cluster 1 with 8 shards, of which
     * shard 0 is joined at the start, and RLN with its limits and costs. A proof takes a lognormal
     * time of mean 195 ms and 95th percentile 400 ms to make, and 12 ms of the only worker to
     * verify. Single attributes can be set afterwards. The settings of gossipsub are those of
     * SetPreset.
     */
    void SetWakuNetwork();

    ApplicationContainer Install(const NodeContainer& nodes) const override;

    using P2pNodeHelper::AssignStreams;

    /**
     * \deprecated Use AssignStreams(NodeContainer, int64_t), which uses the same stream numbers.
     * \param applications the applications
     * \param stream the first stream number to use
     * \return the number of streams used
     */
    static int64_t AssignStreams(const ApplicationContainer& applications, int64_t stream);

    /** \return the pool of messages that the installed applications share */
    Ptr<MessagePool> GetMessagePool() const;

  private:
    /**
     * Stop the program unless the mode is GossipSub.
     * \param setter name of the calling method, for the message
     */
    void RequireGossipSub(const char* setter) const;

    std::string m_mode;          //!< name of the mode
    ObjectFactory m_router;      //!< factory of routers
    ObjectFactory m_peerScore;   //!< factory of score parameters
    ObjectFactory m_topicScore;  //!< factory of score parameters of topics
    ObjectFactory m_rln;         //!< factory of rate limits
    bool m_hasRln{false};        //!< whether there are rate limits
    bool m_hasScoring{false};    //!< whether gossipsub scores peers
    bool m_hasOwnScoring{false}; //!< whether the user has set the attribute Scoring
};

} // namespace ns3

#endif /* WAKU_RELAY_HELPER_H */
