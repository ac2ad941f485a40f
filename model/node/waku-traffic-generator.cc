/* SPDX-License-Identifier: GPL-2.0-only */
#include "waku-traffic-generator.h"

#include "ns3/abort.h"
#include "ns3/double.h"
#include "ns3/enum-attribute.h"
#include "ns3/pointer.h"
#include "ns3/simulator.h"
#include "ns3/string.h"
#include "ns3/uinteger.h"

#include <algorithm>

namespace ns3
{

NS_OBJECT_ENSURE_REGISTERED(WakuTrafficGenerator);

namespace
{
/// Largest payload, bytes; far above what fits into a message.
constexpr uint32_t MAX_SIZE = 2147483647;
} // namespace

TypeId
WakuTrafficGenerator::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::WakuTrafficGenerator")
            .SetParent<Object>()
            .SetGroupName("Waku")
            .AddConstructor<WakuTrafficGenerator>()
            .AddAttribute("MessagesPerHour",
                          "Mean number of messages per hour; 0 publishes nothing.",
                          DoubleValue(0),
                          MakeDoubleAccessor(&WakuTrafficGenerator::m_messagesPerHour),
                          MakeDoubleChecker<double>(0))
            .AddAttribute("Arrivals",
                          "Poisson (exponential gaps) or Periodic (equal gaps, random phase).",
                          MakeEnumValue(Arrivals::POISSON),
                          MakeEnumMemberAccessor(&WakuTrafficGenerator::m_arrivals),
                          MakeNamedEnumChecker<Arrivals>(
                              {{Arrivals::POISSON, "Poisson"}, {Arrivals::PERIODIC, "Periodic"}}))
            .AddAttribute("Size",
                          "Size of a payload, bytes.",
                          StringValue("ns3::ConstantRandomVariable[Constant=2048]"),
                          MakePointerAccessor(&WakuTrafficGenerator::m_size),
                          MakePointerChecker<RandomVariableStream>())
            .AddAttribute("Start",
                          "When traffic starts, counted from the start of the simulation.",
                          TimeValue(Seconds(10)),
                          MakeTimeAccessor(&WakuTrafficGenerator::m_start),
                          MakeTimeChecker(Time(0)))
            .AddAttribute("Stop",
                          "When traffic stops, counted from the start of the simulation; zero for "
                          "never.",
                          TimeValue(Time(0)),
                          MakeTimeAccessor(&WakuTrafficGenerator::m_stop),
                          MakeTimeChecker(Time(0)))
            .AddAttribute("MaxMessages",
                          "Traffic stops after so many messages; 0 for no limit.",
                          UintegerValue(0),
                          MakeUintegerAccessor(&WakuTrafficGenerator::m_maxMessages),
                          MakeUintegerChecker<uint64_t>());
    return tid;
}

WakuTrafficGenerator::WakuTrafficGenerator() = default;

WakuTrafficGenerator::~WakuTrafficGenerator() = default;

void
WakuTrafficGenerator::DoDispose()
{
    Stop();
    m_publish = nullptr;
    Object::DoDispose();
}

int64_t
WakuTrafficGenerator::AssignStreams(int64_t stream)
{
    m_gap.SetStream(stream);
    m_phase.SetStream(stream + 1);
    m_size->SetStream(stream + 2);
    return 3;
}

void
WakuTrafficGenerator::Start(std::function<void(uint32_t size)> publish)
{
    m_publish = publish;
    if (m_messagesPerHour > 0)
    {
        ScheduleNext(std::max(m_start - Simulator::Now(), Time(0)), DrawFirstGap());
    }
}

void
WakuTrafficGenerator::Stop()
{
    m_next.Cancel();
}

double
WakuTrafficGenerator::DrawGap()
{
    const double mean = 3600 / m_messagesPerHour;
    return m_arrivals == Arrivals::POISSON ? m_gap.GetExponential(mean) : mean;
}

double
WakuTrafficGenerator::DrawFirstGap()
{
    return m_arrivals == Arrivals::POISSON ? DrawGap()
                                           : m_phase.GetValue(0, 3600 / m_messagesPerHour);
}

uint32_t
WakuTrafficGenerator::DrawSize()
{
    // A uniform variable's integers reach its upper bound as well.
    const auto uniform = DynamicCast<UniformRandomVariable>(m_size);
    const double size =
        uniform && uniform->GetMin() >= 0 ? m_size->GetInteger() : m_size->GetValue();
    NS_ABORT_MSG_IF(!(size > -1 && size <= MAX_SIZE),
                    "WakuTrafficGenerator: Size has drawn " << size << " bytes, not 0 to "
                                                            << MAX_SIZE);
    return static_cast<uint32_t>(size);
}

void
WakuTrafficGenerator::ScheduleNext(Time wait, double gap)
{
    if (m_maxMessages > 0 && m_messages >= m_maxMessages)
    {
        return;
    }
    // What lies behind the end of all time never comes.
    const Time now = Simulator::Now() + wait;
    if (!(gap < (Simulator::GetMaximumSimulationTime() - now).GetSeconds() / 2))
    {
        return;
    }
    const Time delay = wait + Seconds(gap);
    if (!m_stop.IsZero() && Simulator::Now() + delay >= m_stop)
    {
        return;
    }
    m_next = Simulator::Schedule(delay, &WakuTrafficGenerator::Publish, this);
}

void
WakuTrafficGenerator::Publish()
{
    m_messages++;
    m_publish(DrawSize());
    ScheduleNext(Time(0), DrawGap());
}

} // namespace ns3
