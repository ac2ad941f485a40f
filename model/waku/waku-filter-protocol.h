/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_FILTER_PROTOCOL_H
#define WAKU_FILTER_PROTOCOL_H

#include "waku-filter-client.h"
#include "waku-filter-message.h"
#include "waku-filter-push-protocol.h"
#include "waku-filter-subscriptions.h"
#include "waku-relay-protocol.h"
#include "waku-service-protocol.h"

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief Filter-subscribe of 12/WAKU2-FILTER v2: the subscriptions of clients at a service node,
 * and what a client asks for.
 *
 * The messages themselves are pushed by the WakuFilterPushProtocol of the same node (SetPush). A
 * node serves if it pushes what its relay delivers (ServeFrom); otherwise it answers requests with
 * status 503.
 *
 * Answers: 200; 400 for an unknown type, criteria that are not complete, or more content topics
 * than allowed in a request; 404 for an unknown subscription; 429 beyond the limits of
 * RequestResponse; 503 if there is no room for the subscription.
 */
class WakuFilterProtocol : public WakuServiceProtocol
{
  public:
    static constexpr uint32_t NOT_FOUND = 404; //!< status of an unknown subscription

    /** \return the TypeId */
    static TypeId GetTypeId();

    WakuFilterProtocol();
    ~WakuFilterProtocol() override;

    /** \param push filter-push of the same node */
    void SetPush(Ptr<WakuFilterPushProtocol> push);

    /** \return filter-push of the same node, or null */
    Ptr<WakuFilterPushProtocol> GetPush() const
    {
        return m_push;
    }

    /**
     * Serve: push what relay delivers and publishes on this node from now on.
     * \param relay relay of the same node
     */
    void ServeFrom(Ptr<WakuRelayProtocol> relay);

    /** \return whether this node pushes to subscribers */
    bool IsServing() const
    {
        return m_serves;
    }

    /**
     * Subscribe at the service node in use, and at each later one.
     * \param pubsubTopic pubsub topic
     * \param contentTopics content topics; none stands for the whole pubsub topic, which only
     *        service nodes with WholeTopics accept
     */
    void Subscribe(const std::string& pubsubTopic, const std::vector<std::string>& contentTopics);

    /**
     * Undo Subscribe.
     * \param pubsubTopic pubsub topic
     * \param contentTopics content topics; none stands for the whole pubsub topic
     */
    void Unsubscribe(const std::string& pubsubTopic, const std::vector<std::string>& contentTopics);

    /** Undo all calls of Subscribe. */
    void UnsubscribeAll();

    /** \return what this client wants */
    WakuFilterCriteria GetCriteria() const;

    /** \return whether the service node in use has confirmed all that this client wants */
    bool IsSubscribed() const;

    /** \return the subscriptions of peers */
    const WakuFilterSubscriptions& GetSubscriptions() const
    {
        return m_subscriptions;
    }

    /**
     * Ask a service node, whatever this client wants.
     * \param peer the service node
     * \param request the request; it is sent as it is
     * \param answer called once, later, unless the request is refused here; may be null
     * \return NONE, or why the request was not sent
     */
    RequestError Ask(PeerId peer, const WakuFilterRequest& request, AnswerFunction answer);

    std::string GetProtocolId() const override;
    void Stop(Time now) override;
    void PeerDown(const PeerInfo& peer) override;

    /**
     * Signature of trace sources Served and Answered.
     * \param peer the other peer
     * \param type type of the request
     * \param status status of the answer; 0 if there was none
     */
    typedef void (*AnswerTracedCallback)(PeerId peer, uint64_t type, uint32_t status);

    /**
     * Signature of trace source CriteriaChanged.
     * \param pubsubTopic pubsub topic
     * \param contentTopic content topic; empty for the whole pubsub topic
     * \param isWanted whether the client wants it from now on
     */
    typedef void (*CriteriaTracedCallback)(const std::string& pubsubTopic,
                                           const std::string& contentTopic,
                                           bool isWanted);

  protected:
    void HandleRequest(Time now, PeerId peer, const RequestMessage& request) override;
    void ServiceUp(PeerId peer) override;
    void ServiceDown() override;
    void DoDispose() override;

  private:
    /** Status of an answer and its description. */
    struct Reply
    {
        uint32_t status;         //!< status
        std::string description; //!< description, for people
    };

    /**
     * Do what a request asks for.
     * \param now current time
     * \param peer the requesting peer
     * \param request the request
     * \return what to answer
     */
    Reply Serve(Time now, PeerId peer, const WakuFilterRequest& request);
    /**
     * \param request a request to add or remove criteria
     * \param [out] criteria the criteria
     * \return what is wrong with them; empty if nothing is
     */
    std::string ReadCriteria(const WakuFilterRequest& request, WakuFilterCriteria& criteria) const;
    /**
     * Push a message to those who want it.
     * \param message the message
     */
    void Push(Ptr<const PubsubMessage> message);
    /** \return the client, which is made when it is first needed */
    WakuFilterClient& GetClient();

    uint32_t m_maxPeers;                        //!< attribute MaxPeers
    uint32_t m_maxCriteria;                     //!< attribute MaxCriteria
    uint32_t m_maxContentTopics;                //!< attribute MaxContentTopics
    Time m_subscriptionTimeout;                 //!< attribute SubscriptionTimeout
    bool m_wholeTopics;                         //!< attribute WholeTopics
    Time m_pingInterval;                        //!< attribute PingInterval
    uint32_t m_maxPingFailures;                 //!< attribute MaxPingFailures
    bool m_serves{false};                       //!< whether ServeFrom was called
    Ptr<WakuFilterPushProtocol> m_push;         //!< filter-push of the node
    WakuFilterSubscriptions m_subscriptions;    //!< subscriptions of peers
    std::unique_ptr<WakuFilterClient> m_client; //!< what this node wants; null if nothing

    LightTracedCallback<PeerId, uint64_t, uint32_t> m_servedTrace;   //!< trace source Served
    LightTracedCallback<PeerId, uint64_t, uint32_t> m_answeredTrace; //!< trace source Answered
    LightTracedCallback<const std::string&, const std::string&, bool>
        m_criteriaTrace; //!< trace source CriteriaChanged
};

} // namespace ns3

#endif /* WAKU_FILTER_PROTOCOL_H */
