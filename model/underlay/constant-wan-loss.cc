/* SPDX-License-Identifier: GPL-2.0-only */
#include "constant-wan-loss.h"

#include "ns3/abort.h"
#include "ns3/double.h"

#include <algorithm>

namespace ns3
{

NS_OBJECT_ENSURE_REGISTERED(ConstantWanLoss);

namespace
{

/**
 * \param a index of one host
 * \param b index of the other host
 * \return a number that identifies the pair, whatever the order of the hosts
 */
uint64_t
ToPair(uint32_t a, uint32_t b)
{
    return uint64_t(std::min(a, b)) << 32 | std::max(a, b);
}

} // namespace

TypeId
ConstantWanLoss::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::ConstantWanLoss")
            .SetParent<WanLossModel>()
            .SetGroupName("Waku")
            .AddConstructor<ConstantWanLoss>()
            .AddAttribute("Probability",
                          "Probability that a packet between two hosts is lost, 0 to 1",
                          DoubleValue(0),
                          MakeDoubleAccessor(&ConstantWanLoss::m_probability),
                          MakeDoubleChecker<double>(0, 1));
    return tid;
}

void
ConstantWanLoss::SetPairLoss(uint32_t a, uint32_t b, double probability)
{
    NS_ABORT_MSG_IF(!(probability >= 0 && probability <= 1),
                    "ConstantWanLoss: loss " << probability << " between hosts " << a << " and "
                                             << b << "; allowed is 0 to 1");
    m_pairs[ToPair(a, b)] = probability;
}

double
ConstantWanLoss::GetLossProbability(uint32_t from, uint32_t to) const
{
    if (m_pairs.empty())
    {
        return m_probability;
    }
    const auto found = m_pairs.find(ToPair(from, to));
    return found == m_pairs.end() ? m_probability : found->second;
}

} // namespace ns3
