/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_PUBSUB_SHARED_RPC_H
#define WAKU_PUBSUB_SHARED_RPC_H

#include "pubsub-rpc.h"

#include "ns3/ptr.h"
#include "ns3/stream-frame.h"

#include <utility>

namespace ns3
{

/**
 * \ingroup waku
 * \brief An RPC that several peers receive, so that it is encoded once.
 */
class PubsubSharedRpc
{
  public:
    /** \param rpc the RPC, without full messages */
    explicit PubsubSharedRpc(PubsubRpc rpc)
        : m_rpc(std::move(rpc))
    {
    }

    /** \return the RPC */
    const PubsubRpc& Get() const
    {
        return m_rpc;
    }

    /** \return the frame of the RPC, which is made at the first call */
    Ptr<const StreamFrame> GetFrame() const;

  private:
    PubsubRpc m_rpc;                        //!< the RPC
    mutable Ptr<const StreamFrame> m_frame; //!< its frame, or null
};

} // namespace ns3

#endif /* WAKU_PUBSUB_SHARED_RPC_H */
