/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_LIGHT_NODE_HELPER_H
#define WAKU_LIGHT_NODE_HELPER_H

#include "p2p-node-helper.h"
#include "part-attributes.h"

#include "ns3/pubsub-message-pool.h"
#include "ns3/waku-light-node.h"

#include <string>
#include <utility>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief Installs light nodes of Waku, which use the services of other nodes, and tells them their
 * service nodes.
 *
 * \code
 *   WakuLightNodeHelper light;
 *   light.Subscribe("/waku/2/rs/0/0", {"/app/1/chat/proto"});
 *   ApplicationContainer lights = light.Install(lightNodes);
 *   light.UseServices(lights, services, WanHelper::GetIpv4Addresses(serviceDevices));
 * \endcode
 */
class WakuLightNodeHelper : public P2pNodeHelper
{
  public:
    WakuLightNodeHelper();

    /**
     * \param name attribute of WakuFilterProtocol
     * \param value value of the attribute
     */
    void SetFilterAttribute(const std::string& name, const AttributeValue& value);

    /**
     * \param name attribute of WakuFilterPushProtocol
     * \param value value of the attribute
     */
    void SetPushAttribute(const std::string& name, const AttributeValue& value);

    /**
     * \param name attribute of WakuLightpushProtocol
     * \param value value of the attribute
     */
    void SetLightpushAttribute(const std::string& name, const AttributeValue& value);

    /**
     * \param name attribute of WakuStoreProtocol
     * \param value value of the attribute
     */
    void SetStoreAttribute(const std::string& name, const AttributeValue& value);

    /**
     * \param name attribute of WakuServiceFinder
     * \param value value of the attribute
     */
    void SetFinderAttribute(const std::string& name, const AttributeValue& value);

    /**
     * \param pool pool of the messages, that of the relays (WakuRelayHelper::GetMessagePool); by
     *        default that of relays with default attributes
     */
    void SetMessagePool(Ptr<MessagePool> pool);

    /**
     * Let the nodes that are installed from now on want messages.
     * \param pubsubTopic pubsub topic
     * \param contentTopics content topics; none stands for the whole pubsub topic
     */
    void Subscribe(const std::string& pubsubTopic, const std::vector<std::string>& contentTopics);

    ApplicationContainer Install(const NodeContainer& nodes) const override;

    /**
     * Give each light node all service nodes as its list. The list of light node i begins with
     * service node i modulo their number, so that they share the load. Lists that begin with the
     * same one go on with another one each, so that all others share its load when it fails.
     * \param lights the light nodes
     * \param services the service nodes
     * \param addresses addresses of the service nodes, in their order
     */
    void UseServices(const ApplicationContainer& lights,
                     const ApplicationContainer& services,
                     const std::vector<Ipv4Address>& addresses) const;

    /**
     * Let each light node find its service nodes by discovery, in place of UseServices: from the
     * nodes that a bootstrap node names (WakuServiceFinder). That of light node i is bootstrap node
     * i modulo their number.
     * \param lights the light nodes
     * \param bootstraps nodes that serve peer exchange (WakuNodeHelper::ServePeerExchange)
     * \param addresses addresses of the bootstrap nodes, in their order
     */
    void FindServices(const ApplicationContainer& lights,
                      const ApplicationContainer& bootstraps,
                      const std::vector<Ipv4Address>& addresses) const;

  private:
    PartAttributes m_filter;    //!< attributes of filter-subscribe
    PartAttributes m_push;      //!< attributes of filter-push
    PartAttributes m_lightpush; //!< attributes of lightpush
    PartAttributes m_store;     //!< attributes of store queries
    PartAttributes m_finder;    //!< attributes of the search for service nodes
    Ptr<MessagePool> m_pool;    //!< pool of the messages, or null
    std::vector<std::pair<std::string, std::vector<std::string>>> m_interests; //!< of Subscribe
};

} // namespace ns3

#endif /* WAKU_LIGHT_NODE_HELPER_H */
