/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_CHURN_EVENT_H
#define WAKU_CHURN_EVENT_H

#include "length-distribution.h"
#include "scenario-event.h"

#include "ns3/event-id.h"

#include <string>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief Nodes come and go: each is online for a session, then absent, and so on, until the event
 * ends and all are back.
 *
 * Lengths are drawn from distributions (LengthDistribution). When the event begins, churn is in
 * full swing: the share of nodes that are online is that of the mean session, and sessions and
 * absences are in the middle. With SteadyStart false all are online, at the beginning of a session.
 *
 * With a rhythm, a node whose absence is over comes back with the probability of the time of day
 * (DailyRhythm); else another absence follows.
 */
class ChurnEvent : public ScenarioEvent
{
  public:
    /** \return the TypeId */
    static TypeId GetTypeId();

    ChurnEvent();
    ~ChurnEvent() override;

  protected:
    Problem DoCheck(const Facts& facts) const override;
    int64_t AssignMoreStreams(int64_t stream) override;
    void Prepare() override;
    void Begin() override;
    void End() override;
    void DoDispose() override;

  private:
    /** A node that comes and goes. */
    struct Churner
    {
        uint32_t node{0};       //!< its index
        LazyUniform random;     //!< lengths, and whether it comes or crashes
        bool isOnline{true};    //!< whether it is in a session
        bool hasCrashed{false}; //!< whether its last session ended in a crash
        EventId next;           //!< end of session or absence
    };

    /**
     * Schedule the end of a session or absence.
     * \param churner the node
     * \param length time until then
     */
    void Schedule(Churner& churner, Time length);

    /**
     * End a session or an absence.
     * \param churner the node
     */
    void Change(Churner& churner);

    /**
     * \param churner the node
     * \param isOnline whether it is online from now on
     */
    void SetOnline(Churner& churner, bool isOnline);

    std::string m_sessionText;       //!< attribute Session
    std::string m_absenceText;       //!< attribute Absence
    double m_crashShare;             //!< attribute CrashShare
    bool m_steadyStart;              //!< attribute SteadyStart
    double m_depth;                  //!< attribute Rhythm
    Time m_dayLength;                //!< attribute RhythmPeriod
    Time m_peak;                     //!< attribute RhythmPeak
    int64_t m_stream{-1};            //!< first stream of the nodes; -1: automatic
    LengthDistribution m_session;    //!< lengths of sessions
    LengthDistribution m_absence;    //!< lengths of absences
    std::vector<Churner> m_churners; //!< the nodes of this rank
};

} // namespace ns3

#endif /* WAKU_CHURN_EVENT_H */
