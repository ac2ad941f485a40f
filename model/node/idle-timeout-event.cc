/* SPDX-License-Identifier: GPL-2.0-only */
#include "idle-timeout-event.h"

#include "link-events.h"

#include "ns3/simulator.h"
#include "ns3/wan-channel.h"
#include "ns3/wan-path-filter.h"

#include <map>
#include <tuple>

namespace ns3
{

/// Stop packets of connections that were idle for too long.
class IdleTimeoutEvent::Boxes : public WanPathFilter
{
  public:
    bool Passes(const WanPassage& passage) override
    {
        const bool concerns =
            LinkEvents::IsIn(hosts, passage.from) || LinkEvents::IsIn(hosts, passage.to);
        if (!isActive || !concerns)
        {
            return true;
        }
        const Time now = Simulator::Now();
        const End from{passage.from, passage.fromPort};
        const End to{passage.to, passage.toPort};
        const auto [found, isNew] =
            m_last.try_emplace(from < to ? Connection{from, to} : Connection{to, from}, begin);
        if (!passage.isOpening && now - found->second > idle)
        {
            return false;
        }
        found->second = now;
        return true;
    }

    /// Forget all connections, and know of them from now on.
    void Reset(Time now)
    {
        m_last.clear();
        begin = now;
    }

    std::vector<bool> hosts; //!< by host: whether it is behind a box
    Time idle;               //!< a connection that is idle for longer is forgotten
    Time begin;              //!< connections of before count as used then
    bool isActive{false};    //!< whether there are boxes

  private:
    using End = std::pair<uint32_t, uint16_t>; ///< host and port
    using Connection = std::pair<End, End>;    ///< the lower end first

    std::map<Connection, Time> m_last; //!< when a packet of a connection last passed
};

NS_OBJECT_ENSURE_REGISTERED(IdleTimeoutEvent);

TypeId
IdleTimeoutEvent::GetTypeId()
{
    static TypeId tid = TypeId("ns3::IdleTimeoutEvent")
                            .SetParent<ScenarioEvent>()
                            .SetGroupName("Waku")
                            .AddConstructor<IdleTimeoutEvent>()
                            .AddAttribute("Idle",
                                          "A connection over which nothing has passed for longer "
                                          "is forgotten.",
                                          TimeValue(Minutes(5)),
                                          MakeTimeAccessor(&IdleTimeoutEvent::m_idle),
                                          MakeTimeChecker(MilliSeconds(1)));
    return tid;
}

bool
IdleTimeoutEvent::WorksWithRanks() const
{
    return false; // a rank sees one direction of a connection
}

ScenarioEvent::Problem
IdleTimeoutEvent::DoCheck(const Facts& facts) const
{
    return LinkEvents::CheckIsWan(facts);
}

void
IdleTimeoutEvent::Prepare()
{
    m_boxes = Create<Boxes>();
    m_boxes->hosts = LinkEvents::MakeSet(LinkEvents::GetHosts(GetStage(), GetNodes()));
    m_boxes->idle = m_idle;
    GetStage().GetChannel()->AddFilter(m_boxes);
}

void
IdleTimeoutEvent::Begin()
{
    m_boxes->isActive = true;
    m_boxes->Reset(Simulator::Now());
}

void
IdleTimeoutEvent::End()
{
    m_boxes->isActive = false;
}

} // namespace ns3
