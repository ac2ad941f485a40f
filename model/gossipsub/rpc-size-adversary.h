/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_RPC_SIZE_ADVERSARY_H
#define WAKU_RPC_SIZE_ADVERSARY_H

#include "flood-adversary.h"

namespace ns3
{

/**
 * \ingroup waku
 * \brief Sends RPCs of the largest size that its peers read: full messages of a topic that nobody
 * has.
 *
 * They cost the peers' down links only; those above MaxMessageSize cost the sender its connection.
 */
class RpcSizeAdversary : public FloodAdversary
{
  public:
    /** \return the TypeId */
    static TypeId GetTypeId();

    RpcSizeAdversary();
    ~RpcSizeAdversary() override;

  protected:
    void Prepare(Time now) override;
    void Flood(Time now, PeerId peer) override;

  private:
    uint32_t m_size;              //!< attribute Size
    Ptr<const StreamFrame> m_rpc; //!< of this round
};

} // namespace ns3

#endif /* WAKU_RPC_SIZE_ADVERSARY_H */
