/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_FILTER_CLIENT_H
#define WAKU_FILTER_CLIENT_H

#include "waku-filter-message.h"
#include "waku-filter-push-protocol.h"
#include "waku-filter-subscriptions.h"

#include "ns3/request-response.h"

#include <optional>
#include <string>
#include <vector>

namespace ns3
{

class WakuFilterProtocol;

/**
 * \ingroup waku
 * \brief What a light node does to get messages by 12/WAKU2-FILTER: it keeps a subscription at the
 * service node in use, and looks for another service node when that one fails.
 *
 * It pings the service node at intervals. If the service node does not know the subscription, it is
 * made again; if it does not answer MaxPingFailures pings in a row, refuses the subscription or
 * disconnects, the next service node is taken.
 */
class WakuFilterClient
{
  public:
    /** How a client keeps its subscription. */
    struct Settings
    {
        Time pingInterval;           //!< time between pings
        uint32_t maxPingFailures{1}; //!< pings without success until the service node is replaced
        uint32_t maxTopics{100};     //!< most content topics of a request
    };

    /**
     * \param filter the protocol of the node; must outlive the client
     * \param settings how the subscription is kept
     */
    WakuFilterClient(WakuFilterProtocol& filter, const Settings& settings);

    /**
     * Want further messages.
     * \param criteria what is wanted
     */
    void Subscribe(const WakuFilterCriteria& criteria);

    /**
     * No longer want messages.
     * \param criteria what is not wanted any more
     */
    void Unsubscribe(const WakuFilterCriteria& criteria);

    /** No longer want any messages. */
    void UnsubscribeAll();

    /** \return what is wanted */
    const WakuFilterCriteria& GetCriteria() const
    {
        return m_wanted;
    }

    /** \return whether the service node in use has confirmed the subscription */
    bool IsSubscribed() const
    {
        return m_service.has_value() && !m_wanted.empty() && m_open == 0;
    }

    /**
     * A service node can be used.
     * \param peer the service node
     */
    void ServiceUp(PeerId peer);

    /** The service node in use cannot be used any more. */
    void ServiceDown();

    /**
     * \param peer a peer
     * \param pubsubTopic pubsub topic of a push
     * \param contentTopic its content topic
     * \return whether the push is wanted
     */
    WakuFilterPushProtocol::Verdict Judge(PeerId peer,
                                          const std::string& pubsubTopic,
                                          const std::string& contentTopic) const;

  private:
    /**
     * Ask the service node to add or remove criteria, in as many requests as it takes.
     * \param type SUBSCRIBE or UNSUBSCRIBE
     * \param criteria the criteria
     */
    void Ask(WakuFilterType type, const WakuFilterCriteria& criteria);
    /**
     * Send a request.
     * \param request the request
     */
    void Send(const WakuFilterRequest& request);
    /**
     * Handle what came of a request.
     * \param type type of the request
     * \param answer the answer, or null
     */
    void Handle(WakuFilterType type, const RequestMessage* answer);
    /** Ping the service node, unless there is nothing to ask of it. */
    void Ping();
    /** Ping after the interval. */
    void SchedulePing();

    WakuFilterProtocol& m_filter;    //!< the protocol
    Settings m_settings;             //!< how the subscription is kept
    WakuFilterCriteria m_wanted;     //!< what is wanted
    std::optional<PeerId> m_service; //!< service node in use
    uint32_t m_open{0};              //!< SUBSCRIBE requests without an answer
    uint32_t m_failures{0};          //!< pings without success
    uint64_t m_round{0};             //!< distinguishes this use of a service node from others
};

} // namespace ns3

#endif /* WAKU_FILTER_CLIENT_H */
