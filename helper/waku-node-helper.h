/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_NODE_HELPER_H
#define WAKU_NODE_HELPER_H

#include "part-attributes.h"
#include "waku-relay-helper.h"

#include "ns3/ipv4-address.h"
#include "ns3/nstime.h"
#include "ns3/waku-discovery.h"
#include "ns3/waku-sync-payload.h"

#include <string>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief Installs Waku nodes that relay, with the services that they offer to others: store
 * (13/WAKU2-STORE), filter (12/WAKU2-FILTER), lightpush (19/WAKU2-LIGHTPUSH) and peer exchange
 * (34/WAKU2-PEER-EXCHANGE); and with metadata (66/WAKU2-METADATA).
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

    /**
     * As ServeStore, and keep the store equal to those of its peers by WAKU-SYNC. The stores have
     * to be connected with each other (ConnectStores).
     * \param scope which messages are synchronised; by default all
     */
    void SynchronizeStore(const WakuSyncScope& scope = WakuSyncScope());

    /**
     * As ServeStore, and let a store that is back online ask others for what it has missed
     * (WAKU-STORE-SYNC, "Store Resume"; ConnectStores tells them).
     * \param range how far back, at most
     */
    void ResumeStore(Time range = Hours(6));

    /**
     * Let stores dial each other, beside the links of the overlay, so that each can synchronise
     * with any other, or ask it.
     * \param stores applications of this helper
     * \param addresses their addresses, in their order
     */
    void ConnectStores(const ApplicationContainer& stores,
                       const std::vector<Ipv4Address>& addresses) const;

    /** Push what relay delivers to subscribed light nodes. */
    void ServeFilter();

    /**
     * Publish for light nodes. Messages that come without a proof get one of the service node,
     * within its rate limit (SetRlnAttribute).
     */
    void ServeLightpush();

    /** Name other nodes to those that ask; Discover() says what the nodes know. */
    void ServePeerExchange();

    /**
     * Tell peers the cluster and the shards, and drop peers of another cluster. The cluster is that
     * of the relay's PubsubTopic, unless SetMetadataAttribute sets it.
     */
    void UseMetadata();

    /** Mount store queries without serving them, so that the nodes can ask stores. */
    void UseStore();

    /**
     * As UseStore, and let a relay that is back online ask stores for what it has missed
     * (WakuRelayHistory; UseStores tells it the stores).
     */
    void FetchMissed();

    /**
     * Give each relay all stores as its list, in the way of WakuLightNodeHelper::UseServices.
     * \param relays applications of this helper
     * \param stores the stores
     * \param addresses addresses of the stores, in their order
     */
    void UseStores(const ApplicationContainer& relays,
                   const ApplicationContainer& stores,
                   const std::vector<Ipv4Address>& addresses) const;

    /**
     * \param name attribute of WakuRelayHistory
     * \param value value of the attribute
     */
    void SetHistoryAttribute(const std::string& name, const AttributeValue& value);

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
     * \param name attribute of WakuReconciliationProtocol
     * \param value value of the attribute
     */
    void SetReconciliationAttribute(const std::string& name, const AttributeValue& value);

    /**
     * \param name attribute of WakuTransferProtocol
     * \param value value of the attribute
     */
    void SetTransferAttribute(const std::string& name, const AttributeValue& value);

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

    /**
     * \param name attribute of WakuPeerExchangeProtocol
     * \param value value of the attribute
     */
    void SetPeerExchangeAttribute(const std::string& name, const AttributeValue& value);

    /**
     * \param name attribute of WakuMetadataProtocol
     * \param value value of the attribute
     */
    void SetMetadataAttribute(const std::string& name, const AttributeValue& value);

    ApplicationContainer Install(const NodeContainer& nodes) const override;

    /**
     * Add relays to ambient discovery, so that they find each other.
     * \param discovery the discovery, before it starts
     * \param relays WakuRelay applications, of whatever helper; any other stops the program
     * \param addresses addresses of the relays, in their order
     */
    static void AddTo(WakuDiscovery& discovery,
                      const ApplicationContainer& relays,
                      const std::vector<Ipv4Address>& addresses);

  private:
    /**
     * Mount the protocols on a node.
     * \param relay the node
     */
    void MountServices(const Ptr<WakuRelay>& relay) const;
    /**
     * Mount store queries.
     * \param relay the node
     */
    void MountStore(WakuRelay& relay) const;
    /**
     * Mount lightpush.
     * \param relay the node
     */
    void MountLightpush(WakuRelay& relay) const;
    /**
     * Mount metadata.
     * \param relay the node
     */
    void MountMetadata(WakuRelay& relay) const;

    bool m_hasStore{false};          //!< whether store queries are mounted
    bool m_fetchesMissed{false};     //!< whether nodes ask stores when they are back
    bool m_servesStore{false};       //!< whether nodes have an archive
    bool m_resumesStore{false};      //!< whether stores ask others for what they missed
    bool m_syncsStore{false};        //!< whether stores are kept equal
    bool m_servesFilter{false};      //!< whether nodes push
    bool m_servesLightpush{false};   //!< whether nodes publish for others
    bool m_servesExchange{false};    //!< whether nodes name others
    bool m_hasMetadata{false};       //!< whether nodes say what they are
    bool m_hasCluster{false};        //!< whether the user has said the cluster of metadata
    PartAttributes m_archive;        //!< attributes of archives
    PartAttributes m_store;          //!< attributes of store queries
    PartAttributes m_history;        //!< attributes of what asks stores
    PartAttributes m_reconciliation; //!< attributes of reconciliation
    PartAttributes m_transfer;       //!< attributes of transfer
    WakuSyncScope m_syncScope;       //!< which messages are synchronised
    PartAttributes m_filter;         //!< attributes of filter-subscribe
    PartAttributes m_lightpush;      //!< attributes of lightpush
    PartAttributes m_exchange;       //!< attributes of peer exchange
    PartAttributes m_metadata;       //!< attributes of metadata
};

} // namespace ns3

#endif /* WAKU_NODE_HELPER_H */
