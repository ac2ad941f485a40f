/* SPDX-License-Identifier: GPL-2.0-only */
#include "churn-event.h"

#include "daily-rhythm.h"

#include "ns3/boolean.h"
#include "ns3/double.h"
#include "ns3/simulator.h"
#include "ns3/string.h"

namespace ns3
{

NS_OBJECT_ENSURE_REGISTERED(ChurnEvent);

namespace
{

/// Streams that an event may use, one for each node.
constexpr int64_t CHURN_STREAMS = 1 << 28;

} // namespace

TypeId
ChurnEvent::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::ChurnEvent")
            .SetParent<ScenarioEvent>()
            .SetGroupName("Waku")
            .AddConstructor<ChurnEvent>()
            .AddAttribute("Session",
                          "How long a node is online: a time, uniform 1s 10s, exponential 10min, "
                          "weibull 5min 0.6, lognormal 4min 1.2, ethereum, or file:PATH.",
                          StringValue("exponential 10min"),
                          MakeStringAccessor(&ChurnEvent::m_sessionText),
                          MakeStringChecker())
            .AddAttribute("Absence",
                          "How long a node is away, as Session.",
                          StringValue("exponential 10min"),
                          MakeStringAccessor(&ChurnEvent::m_absenceText),
                          MakeStringChecker())
            .AddAttribute("CrashShare",
                          "Share of the sessions that end with a crash of the host, 0 to 1.",
                          DoubleValue(0),
                          MakeDoubleAccessor(&ChurnEvent::m_crashShare),
                          MakeDoubleChecker<double>(0, 1))
            .AddAttribute("SteadyStart",
                          "Whether churn is in full swing when it begins; if not, all nodes are "
                          "online, at the beginning of a session.",
                          BooleanValue(true),
                          MakeBooleanAccessor(&ChurnEvent::m_steadyStart),
                          MakeBooleanChecker())
            .AddAttribute("Rhythm",
                          "How much less likely nodes come at the trough of the day than at its "
                          "peak: 0 for no rhythm, to 1.",
                          DoubleValue(0),
                          MakeDoubleAccessor(&ChurnEvent::m_depth),
                          MakeDoubleChecker<double>(0, 1))
            .AddAttribute("RhythmPeriod",
                          "A day.",
                          TimeValue(Hours(24)),
                          MakeTimeAccessor(&ChurnEvent::m_dayLength),
                          MakeTimeChecker(MilliSeconds(1)))
            .AddAttribute("RhythmPeak",
                          "Time of a peak, counted from the beginning of the run.",
                          TimeValue(Time(0)),
                          MakeTimeAccessor(&ChurnEvent::m_peak),
                          MakeTimeChecker());
    return tid;
}

ChurnEvent::ChurnEvent() = default;

ChurnEvent::~ChurnEvent() = default;

void
ChurnEvent::DoDispose()
{
    m_churners.clear();
    ScenarioEvent::DoDispose();
}

ScenarioEvent::Problem
ChurnEvent::DoCheck(const Facts&) const
{
    const std::string session = LengthDistribution(m_sessionText).GetProblem();
    if (!session.empty())
    {
        return {"Session", "is " + m_sessionText + ", not " + session};
    }
    const std::string absence = LengthDistribution(m_absenceText).GetProblem();
    return absence.empty() ? Problem{}
                           : Problem{"Absence", "is " + m_absenceText + ", not " + absence};
}

int64_t
ChurnEvent::AssignMoreStreams(int64_t stream)
{
    m_stream = stream;
    return CHURN_STREAMS;
}

void
ChurnEvent::Prepare()
{
    m_session = LengthDistribution(m_sessionText);
    m_absence = LengthDistribution(m_absenceText);
    m_churners.reserve(GetNodes().size()); // events refer to them
    for (const uint32_t node : GetNodes())
    {
        if (GetStage().GetNode(node))
        {
            Churner& churner = m_churners.emplace_back();
            churner.node = node;
            if (m_stream >= 0)
            {
                churner.random.SetStream(m_stream + node);
            }
        }
    }
}

void
ChurnEvent::Begin()
{
    const double online = m_session.GetMean() / (m_session.GetMean() + m_absence.GetMean());
    for (Churner& churner : m_churners)
    {
        if (!m_steadyStart)
        {
            Schedule(churner, m_session.Draw(churner.random));
            continue;
        }
        if (churner.random.GetValue(0, 1) >= online)
        {
            SetOnline(churner, false);
        }
        Schedule(churner, (churner.isOnline ? m_session : m_absence).DrawRest(churner.random));
    }
}

void
ChurnEvent::Schedule(Churner& churner, Time length)
{
    churner.next = Simulator::Schedule(length, [self = Ptr<ChurnEvent>(this), &churner] {
        self->Change(churner);
    });
}

void
ChurnEvent::Change(Churner& churner)
{
    const DailyRhythm rhythm{m_depth, m_dayLength, m_peak};
    if (churner.isOnline || m_depth == 0 ||
        churner.random.GetValue(0, 1) < rhythm.GetProbability(Simulator::Now()))
    {
        SetOnline(churner, !churner.isOnline);
    }
    Schedule(churner, (churner.isOnline ? m_session : m_absence).Draw(churner.random));
}

void
ChurnEvent::SetOnline(Churner& churner, bool isOnline)
{
    churner.isOnline = isOnline;
    Presence& presence = GetStage().GetNode(churner.node)->GetPresence();
    const bool crashes =
        !isOnline && m_crashShare > 0 && churner.random.GetValue(0, 1) < m_crashShare;
    if (crashes)
    {
        GetStage().SetLinkUp(churner.node, false);
        presence.Crash(this);
    }
    else
    {
        if (isOnline && churner.hasCrashed)
        {
            GetStage().SetLinkUp(churner.node, true);
        }
        presence.SetOffline(this, !isOnline);
    }
    churner.hasCrashed = crashes;
}

void
ChurnEvent::End()
{
    for (Churner& churner : m_churners)
    {
        churner.next.Cancel();
        if (!churner.isOnline)
        {
            SetOnline(churner, true);
        }
    }
}

} // namespace ns3
