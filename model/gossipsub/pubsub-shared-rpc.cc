/* SPDX-License-Identifier: GPL-2.0-only */
#include "pubsub-shared-rpc.h"

#include "pubsub-rpc-encoder.h"

namespace ns3
{

Ptr<const StreamFrame>
PubsubSharedRpc::GetFrame() const
{
    if (!m_frame)
    {
        m_frame = PubsubRpcEncoder::Encode(m_rpc);
    }
    return m_frame;
}

} // namespace ns3
