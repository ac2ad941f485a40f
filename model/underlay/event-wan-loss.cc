/* SPDX-License-Identifier: GPL-2.0-only */
#include "event-wan-loss.h"

#include <algorithm>

namespace ns3
{

NS_OBJECT_ENSURE_REGISTERED(EventWanLoss);

TypeId
EventWanLoss::GetTypeId()
{
    static TypeId tid = TypeId("ns3::EventWanLoss")
                            .SetParent<WanLossModel>()
                            .SetGroupName("Waku")
                            .AddConstructor<EventWanLoss>();
    return tid;
}

Ptr<EventWanLoss>
EventWanLoss::Of(const Ptr<WanChannel>& channel)
{
    auto loss = DynamicCast<EventWanLoss>(channel->GetLossModel());
    if (!loss)
    {
        loss = CreateObject<EventWanLoss>();
        loss->m_base = channel->GetLossModel();
        channel->SetLossModel(loss);
    }
    return loss;
}

void
EventWanLoss::Add(const void* source, const std::vector<uint32_t>& hosts, double probability)
{
    Losses losses{source, {}, probability};
    for (const uint32_t host : hosts)
    {
        losses.isHost.resize(std::max<std::size_t>(losses.isHost.size(), host + 1));
        losses.isHost[host] = true;
    }
    m_losses.push_back(losses);
    m_epoch++;
}

void
EventWanLoss::Remove(const void* source)
{
    m_losses.erase(
        std::remove_if(m_losses.begin(),
                       m_losses.end(),
                       [source](const Losses& losses) { return losses.source == source; }),
        m_losses.end());
    m_epoch++;
}

double
EventWanLoss::GetLossProbability(uint32_t from, uint32_t to) const
{
    double passes = m_base ? 1 - m_base->GetLossProbability(from, to) : 1;
    for (const Losses& losses : m_losses)
    {
        const auto isOne = [&losses](uint32_t host) {
            return host < losses.isHost.size() && losses.isHost[host];
        };
        passes *= isOne(from) || isOne(to) ? 1 - losses.probability : 1;
    }
    return 1 - passes;
}

void
EventWanLoss::DoDispose()
{
    m_base = nullptr;
    m_losses.clear();
    WanLossModel::DoDispose();
}

} // namespace ns3
