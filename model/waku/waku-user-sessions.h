/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_USER_SESSIONS_H
#define WAKU_USER_SESSIONS_H

#include "ns3/application-container.h"
#include "ns3/event-id.h"
#include "ns3/lazy-uniform.h"
#include "ns3/nstime.h"
#include "ns3/object.h"
#include "ns3/p2p-node.h"
#include "ns3/traced-callback.h"

#include <cstdint>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief Users who come and go: each is online for a session, then offline, and so on, with a daily
 * rhythm. Any P2pNode can be the node of a user.
 *
 * The active users of the Waku scaling analysis are those who are online; there are ten to a
 * hundred times as many registered ones.
 *
 * The rhythm changes how likely users come: at the peak of the day a user comes back when
 * OfflineTime is over, and at other times with a probability that falls to 1 - Rhythm at the
 * trough; else another OfflineTime follows.
 */
class WakuUserSessions : public Object
{
  public:
    /** \return the TypeId */
    static TypeId GetTypeId();

    WakuUserSessions();
    ~WakuUserSessions() override;

    /**
     * Assign fixed random variable streams. This is called before Install.
     * \param stream the first stream number to use
     * \param users number of users
     * \return the number of streams used
     */
    int64_t AssignStreams(int64_t stream, uint32_t users);

    /**
     * Let the users of applications come and go from now on. This is called once, before the
     * simulation; in a distributed one on every rank, with all applications.
     * \param applications P2pNodes; any other application stops the program
     */
    void Install(const ApplicationContainer& applications);

    /** \return number of users of this rank who are in a session */
    uint32_t GetNOnline() const
    {
        return m_online;
    }

    /**
     * \param time time of the simulation
     * \return probability that a user whose OfflineTime ends then comes back, 1 at the peak
     */
    double GetReturnProbability(Time time) const;

    /**
     * Signature of the trace source Session.
     * \param user number of the user
     * \param isOnline whether a session begins
     */
    typedef void (*SessionTracedCallback)(uint32_t user, bool isOnline);

  protected:
    void DoDispose() override;

  private:
    /** A user. */
    struct User
    {
        Ptr<P2pNode> node;   //!< the node of the user
        LazyUniform random;  //!< how long, and whether the user comes
        EventId next;        //!< end of the session or of the time offline
        bool isOnline{true}; //!< whether the user is in a session
    };

    /**
     * Begin or end a session.
     * \param user number of the user
     * \param isOnline whether the session begins
     */
    void Set(uint32_t user, bool isOnline);

    /**
     * Schedule what comes next for a user.
     * \param user number of the user
     */
    void ScheduleNext(uint32_t user);

    Time m_onlineTime;         //!< attribute OnlineTime
    Time m_offlineTime;        //!< attribute OfflineTime
    double m_onlineAtStart;    //!< attribute OnlineAtStart
    double m_rhythm;           //!< attribute Rhythm
    Time m_period;             //!< attribute RhythmPeriod
    Time m_peak;               //!< attribute RhythmPeak
    int64_t m_stream{-1};      //!< first stream of the users; -1: automatic
    std::vector<User> m_users; //!< the users; those of other ranks have no node
    uint32_t m_online{0};      //!< users in a session

    TracedCallback<uint32_t, bool> m_sessionTrace; //!< trace source Session
};

} // namespace ns3

#endif /* WAKU_USER_SESSIONS_H */
