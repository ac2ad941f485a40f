/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_LIGHT_NODE_H
#define WAKU_LIGHT_NODE_H

#include "waku-filter-protocol.h"
#include "waku-filter-push-protocol.h"
#include "waku-lightpush-protocol.h"
#include "waku-missed-messages.h"
#include "waku-service-finder.h"
#include "waku-store-protocol.h"

#include "ns3/p2p-node.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief A light node of Waku: it relays nothing, and uses the services of other nodes. It gets
 * messages by 12/WAKU2-FILTER, publishes by 19/WAKU2-LIGHTPUSH, and asks stores (13/WAKU2-STORE)
 * for what it has missed.
 *
 * It is a P2pNode on which these protocols are mounted. All of them use the service nodes of
 * AddServiceNode, in their order. The class also has the trace sources of WakuFilterPushProtocol
 * and WakuLightpushProtocol, under their own names.
 *
 * A node that is back online subscribes again, and fetches what it has missed from the stores.
 */
class WakuLightNode : public P2pNode
{
  public:
    /** \return the TypeId */
    static TypeId GetTypeId();

    WakuLightNode();
    ~WakuLightNode() override;

    std::string GetRole() const override;

    /**
     * Add a service node to the lists of all protocols.
     * \param remote IP address and port
     */
    void AddServiceNode(const Address& remote);

    /**
     * Get messages from now on. This can be called before the start.
     * \param pubsubTopic pubsub topic
     * \param contentTopics content topics; none stands for the whole pubsub topic, which only
     *        service nodes with WholeTopics of WakuFilterProtocol accept
     */
    void Subscribe(const std::string& pubsubTopic, const std::vector<std::string>& contentTopics);

    /**
     * Undo Subscribe.
     * \param pubsubTopic pubsub topic
     * \param contentTopics content topics; none stands for the whole pubsub topic
     */
    void Unsubscribe(const std::string& pubsubTopic, const std::vector<std::string>& contentTopics);

    /**
     * Publish a payload of a given size, as WakuLightpushProtocol::Publish does.
     * \param size size of the payload, in bytes
     * \param result called once, with the last result; may be null
     * \return the message; null if it cannot be sent
     */
    Ptr<const PubsubMessage> Publish(uint32_t size,
                                     WakuLightpushProtocol::ResultFunction result = nullptr);

    /**
     * Publish a message, as WakuLightpushProtocol::Publish does.
     * \param pubsubTopic pubsub topic; empty if the service node is to find the shard
     * \param message the message
     * \param result called once, with the last result; may be null
     * \return the message; null if it cannot be sent
     */
    Ptr<const PubsubMessage> Publish(const std::string& pubsubTopic,
                                     const WakuMessage& message,
                                     WakuLightpushProtocol::ResultFunction result = nullptr);

    /**
     * The node was online before the simulation, so that it asks stores for what it has missed when
     * it goes online for the first time. This is called before the simulation.
     * \param until when it left, before 0
     */
    void WasOnline(Time until);

    /**
     * Publish a payload of a given size with a content topic, as
     * WakuLightpushProtocol::PublishContent does.
     * \param contentTopic content topic, whose shard the service node finds
     * \param size size of the payload, in bytes
     * \param result called once, with the last result; may be null
     * \return the message; null if it cannot be sent
     */
    Ptr<const PubsubMessage> PublishContent(const std::string& contentTopic,
                                            uint32_t size,
                                            WakuLightpushProtocol::ResultFunction result = nullptr);

    /**
     * Find service nodes by discovery: those that serve store, filter and lightpush and are part of
     * the shards that this node subscribes to. The program stops if the application has been
     * initialised.
     * \param finder asks its bootstrap nodes; it is mounted on this node
     */
    void FindServices(Ptr<WakuServiceFinder> finder);

    /** \param pool pool of this node's messages, the same as that of the relays */
    void SetMessagePool(Ptr<MessagePool> pool);

    /** \return pool of this node's messages */
    Ptr<MessagePool> GetMessagePool() const
    {
        return m_push->GetPool();
    }

    /** \return filter-subscribe of this node */
    Ptr<WakuFilterProtocol> GetFilter() const
    {
        return m_filter;
    }

    /** \return filter-push of this node */
    Ptr<WakuFilterPushProtocol> GetPush() const
    {
        return m_push;
    }

    /** \return lightpush of this node */
    Ptr<WakuLightpushProtocol> GetLightpush() const
    {
        return m_lightpush;
    }

    /** \return store queries of this node */
    Ptr<WakuStoreProtocol> GetStore() const
    {
        return m_store;
    }

    /**
     * Signature of trace source Recovered.
     * \param recovery what was fetched
     */
    typedef void (*RecoveredTracedCallback)(const WakuRecovery& recovery);

    /**
     * Signature of trace source Fetched.
     * \param message a message that was missed
     */
    typedef void (*FetchedTracedCallback)(Ptr<const PubsubMessage> message);

  protected:
    void NotifyConstructionCompleted() override;
    void DoDispose() override;

  private:
    /**
     * Handle that the node goes online or offline.
     * \param isOnline whether it goes online
     */
    void HandleOnline(bool isOnline);
    /**
     * Note a message that is delivered.
     * \param message the message
     */
    void HandleDelivered(Ptr<const PubsubMessage> message);
    /**
     * Deliver a message that was missed.
     * \param message the message
     * \return whether it is delivered
     */
    bool TakeMissed(const Ptr<const PubsubMessage>& message);
    /**
     * \param record a node
     * \return whether it has all services, in the shards of this node's subscriptions
     */
    bool IsService(const WakuNodeRecord& record) const;
    /** \return what this node subscribes to */
    WakuMissedMessages::Interests GetInterests() const;

    bool m_fetchMissed;                           //!< attribute FetchMissed
    Time m_fetchOverlap;                          //!< attribute FetchOverlap
    Time m_fetchSettle;                           //!< attribute FetchSettle
    std::optional<Time> m_wasOnline;              //!< when it left before the simulation
    Ptr<WakuFilterProtocol> m_filter;             //!< filter-subscribe
    Ptr<WakuFilterPushProtocol> m_push;           //!< filter-push
    Ptr<WakuLightpushProtocol> m_lightpush;       //!< lightpush
    Ptr<WakuStoreProtocol> m_store;               //!< store queries
    std::unique_ptr<WakuMissedMessages> m_missed; //!< fetches what was missed; null if it does not

    LightTracedCallback<const WakuRecovery&> m_recoveredTrace;    //!< trace source Recovered
    LightTracedCallback<Ptr<const PubsubMessage>> m_fetchedTrace; //!< trace source Fetched
};

} // namespace ns3

#endif /* WAKU_LIGHT_NODE_H */
