/* SPDX-License-Identifier: GPL-2.0-only */
#include "wan-loss-model.h"

namespace ns3
{

NS_OBJECT_ENSURE_REGISTERED(WanLossModel);

TypeId
WanLossModel::GetTypeId()
{
    static TypeId tid = TypeId("ns3::WanLossModel").SetParent<Object>().SetGroupName("Waku");
    return tid;
}

} // namespace ns3
