/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_NODE_HELPER_H
#define WAKU_NODE_HELPER_H

#include "part-attributes.h"
#include "waku-relay-helper.h"

#include <string>

namespace ns3
{

/**
 * \ingroup waku
 * \brief Installs Waku nodes that relay, with the services that they offer to others: store
 * (13/WAKU2-STORE), filter (12/WAKU2-FILTER) and lightpush (19/WAKU2-LIGHTPUSH).
 *
 * \code
 *   WakuNodeHelper services("GossipSub");
 *   services.ServeStore();
 *   services.ServeFilter();
 *   services.ServeLightpush();
 *   ApplicationContainer applications = services.Install(nodes);
 * \endcode
 *
 * Each application is a WakuRelay on which the protocols are mounted (P2pNode::FindProtocol finds
 * them). Light nodes that use them are installed by WakuLightNodeHelper. Relays without services
 * come from a WakuRelayHelper or a WakuNodeHelper of their own, and all are connected together.
 */
class WakuNodeHelper : public WakuRelayHelper
{
  public:
    /** \param mode as for WakuRelayHelper */
    explicit WakuNodeHelper(const std::string& mode = "Static");

    /** Archive what relay delivers, and answer queries for it. */
    void ServeStore();

    /** Push what relay delivers to subscribed light nodes. */
    void ServeFilter();

    /** Publish for light nodes. */
    void ServeLightpush();

    /** Mount store queries without serving them, so that the nodes can ask stores. */
    void UseStore();

    /**
     * \param name attribute of WakuArchive
     * \param value value of the attribute
     */
    void SetArchiveAttribute(const std::string& name, const AttributeValue& value);

    /**
     * \param name attribute of WakuStoreProtocol
     * \param value value of the attribute
     */
    void SetStoreAttribute(const std::string& name, const AttributeValue& value);

    /**
     * \param name attribute of WakuFilterProtocol
     * \param value value of the attribute
     */
    void SetFilterAttribute(const std::string& name, const AttributeValue& value);

    /**
     * \param name attribute of WakuLightpushProtocol
     * \param value value of the attribute
     */
    void SetLightpushAttribute(const std::string& name, const AttributeValue& value);

    ApplicationContainer Install(const NodeContainer& nodes) const override;

  private:
    /**
     * Mount the protocols on a node.
     * \param relay the node
     */
    void MountServices(const Ptr<WakuRelay>& relay) const;

    bool m_hasStore{false};        //!< whether store queries are mounted
    bool m_servesStore{false};     //!< whether nodes have an archive
    bool m_servesFilter{false};    //!< whether nodes push
    bool m_servesLightpush{false}; //!< whether nodes publish for others
    PartAttributes m_archive;      //!< attributes of archives
    PartAttributes m_store;        //!< attributes of store queries
    PartAttributes m_filter;       //!< attributes of filter-subscribe
    PartAttributes m_lightpush;    //!< attributes of lightpush
};

} // namespace ns3

#endif /* WAKU_NODE_HELPER_H */
