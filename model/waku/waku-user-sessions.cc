/* SPDX-License-Identifier: GPL-2.0-only */
#include "waku-user-sessions.h"

#include "ns3/abort.h"
#include "ns3/daily-rhythm.h"
#include "ns3/double.h"
#include "ns3/simulator.h"

namespace ns3
{

NS_OBJECT_ENSURE_REGISTERED(WakuUserSessions);

TypeId
WakuUserSessions::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::WakuUserSessions")
            .SetParent<Object>()
            .SetGroupName("Waku")
            .AddConstructor<WakuUserSessions>()
            .AddAttribute("OnlineTime",
                          "Mean duration of a session, which is exponentially distributed.",
                          TimeValue(Hours(1)),
                          MakeTimeAccessor(&WakuUserSessions::m_onlineTime),
                          MakeTimeChecker(MilliSeconds(1)))
            .AddAttribute("OfflineTime",
                          "Mean time from a session to the next at the peak of the day, "
                          "exponentially distributed.",
                          TimeValue(Hours(9)),
                          MakeTimeAccessor(&WakuUserSessions::m_offlineTime),
                          MakeTimeChecker(MilliSeconds(1)))
            .AddAttribute("OnlineAtStart",
                          "Probability that a user is in a session at the start.",
                          DoubleValue(0.1),
                          MakeDoubleAccessor(&WakuUserSessions::m_onlineAtStart),
                          MakeDoubleChecker<double>(0, 1))
            .AddAttribute("Rhythm",
                          "How much less likely users come at the trough of the day than at its "
                          "peak: 0 for no rhythm, 1 for nobody.",
                          DoubleValue(0),
                          MakeDoubleAccessor(&WakuUserSessions::m_rhythm),
                          MakeDoubleChecker<double>(0, 1))
            .AddAttribute("RhythmPeriod",
                          "Length of the day.",
                          TimeValue(Hours(24)),
                          MakeTimeAccessor(&WakuUserSessions::m_period),
                          MakeTimeChecker(Seconds(1)))
            .AddAttribute("RhythmPeak",
                          "Time of the simulation at which there is a peak.",
                          TimeValue(Time(0)),
                          MakeTimeAccessor(&WakuUserSessions::m_peak),
                          MakeTimeChecker())
            .AddTraceSource("Session",
                            "A user begins or ends a session.",
                            MakeTraceSourceAccessor(&WakuUserSessions::m_sessionTrace),
                            "ns3::WakuUserSessions::SessionTracedCallback");
    return tid;
}

WakuUserSessions::WakuUserSessions() = default;

WakuUserSessions::~WakuUserSessions() = default;

void
WakuUserSessions::DoDispose()
{
    for (User& user : m_users)
    {
        user.next.Cancel();
    }
    m_users.clear();
    Object::DoDispose();
}

int64_t
WakuUserSessions::AssignStreams(int64_t stream, uint32_t users)
{
    m_stream = stream;
    return users;
}

void
WakuUserSessions::Install(const ApplicationContainer& applications)
{
    NS_ABORT_MSG_IF(!m_users.empty(), "WakuUserSessions: Install can be called only once");
    m_users.resize(applications.GetN());
    for (uint32_t i = 0; i < applications.GetN(); i++)
    {
        if (!applications.Get(i)->GetNode())
        {
            continue;
        }
        User& user = m_users[i];
        user.node = DynamicCast<P2pNode>(applications.Get(i));
        NS_ABORT_MSG_IF(!user.node, "WakuUserSessions: application " << i << " is no P2pNode");
        if (m_stream >= 0)
        {
            user.random.SetStream(m_stream + i);
        }
        m_online++;
        if (user.random.GetValue(0, 1) >= m_onlineAtStart)
        {
            Set(i, false);
        }
        ScheduleNext(i);
    }
}

double
WakuUserSessions::GetReturnProbability(Time time) const
{
    return DailyRhythm{m_rhythm, m_period, m_peak}.GetProbability(time);
}

void
WakuUserSessions::Set(uint32_t number, bool isOnline)
{
    User& user = m_users[number];
    user.isOnline = isOnline;
    m_online += isOnline ? 1 : -1;
    user.node->GetPresence().SetOffline(this, !isOnline);
    m_sessionTrace(number, isOnline);
}

void
WakuUserSessions::ScheduleNext(uint32_t number)
{
    User& user = m_users[number];
    const Time mean = user.isOnline ? m_onlineTime : m_offlineTime;
    const Time duration = Seconds(user.random.GetExponential(mean.GetSeconds()));
    user.next = Simulator::Schedule(duration, [this, number] {
        User& present = m_users[number];
        if (present.isOnline ||
            present.random.GetValue(0, 1) < GetReturnProbability(Simulator::Now()))
        {
            Set(number, !present.isOnline);
        }
        ScheduleNext(number);
    });
}

} // namespace ns3
