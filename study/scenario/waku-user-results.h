/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_USER_RESULTS_H
#define WAKU_USER_RESULTS_H

#include "ns3/community-metrics.h"
#include "ns3/message-tracker.h"
#include "ns3/waku-communities.h"

#include <array>
#include <map>
#include <string>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief What the users of a scenario of communities pay and get, by the kind of their nodes: bytes
 * a day, what they see of the messages that are meant for them, and what a client costs its service
 * node.
 */
class WakuUserResults
{
  public:
    /**
     * \param tracker counts bytes; must exist as long as this object
     * \param communities the people
     * \param applications nodes of the users, in their order
     * \param lifetime time in which a message can be seen; 0 for until the end of the run
     */
    WakuUserResults(const MessageTracker& tracker,
                    Ptr<WakuCommunities> communities,
                    const ApplicationContainer& applications,
                    Time lifetime);

    /** Traffic begins. */
    void Begin();

    /** Traffic ends. */
    void End();

    /**
     * Add the results at the end of the run.
     * \param perDay what a day has of the traffic of the run
     * \param [in,out] metrics further values by name
     */
    void AddTo(double perDay, std::map<std::string, double>& metrics);

  private:
    /** Bytes of the nodes of a kind. */
    struct Bytes
    {
        TrafficBytes ingress; //!< received
        TrafficBytes egress;  //!< sent
    };

    /** Bytes that service nodes exchanged with clients, in protocols of their own. */
    struct Services
    {
        double clients{0};  //!< clients with a subscription
        double pushed{0};   //!< bytes pushed
        double requests{0}; //!< bytes of requests and answers of filter, lightpush and store
    };

    /** \return bytes of all nodes so far, by kind */
    std::array<Bytes, WAKU_USER_KINDS> ReadBytes() const;
    /** \return what all service nodes have done so far */
    Services ReadServices() const;
    /**
     * Add what relays that came back have fetched from stores, if they do.
     * \param [in,out] metrics further values by name
     */
    void AddHistory(std::map<std::string, double>& metrics) const;

    const MessageTracker& m_tracker;              //!< counts bytes
    Ptr<WakuCommunities> m_communities;           //!< the people
    ApplicationContainer m_applications;          //!< nodes of the users
    CommunityMetrics m_seen;                      //!< what users see
    std::array<Bytes, WAKU_USER_KINDS> m_bytes{}; //!< bytes with traffic
    Services m_before;                            //!< when traffic began
    Services m_after;                             //!< when traffic ended
};

} // namespace ns3

#endif /* WAKU_USER_RESULTS_H */
