/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_PX_ADVERSARY_H
#define WAKU_PX_ADVERSARY_H

#include "flood-adversary.h"

#include "ns3/address.h"

#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief Poisons peer exchange: its PRUNEs name nodes that do not exist, or its accomplices.
 *
 * AcceptPXThreshold says from whom names are taken, PrunePeers and MaxSuggestedDials how many.
 */
class PxAdversary : public FloodAdversary
{
  public:
    /** \return the TypeId */
    static TypeId GetTypeId();

    PxAdversary();
    ~PxAdversary() override;

    /** \param accomplices IP addresses with ports that it names; if there are none, it invents some
     */
    void SetAccomplices(std::vector<Address> accomplices);

  protected:
    void Flood(Time now, PeerId peer) override;

  private:
    uint32_t m_nRecords;                //!< attribute Records
    std::vector<Address> m_accomplices; //!< whom it names
};

} // namespace ns3

#endif /* WAKU_PX_ADVERSARY_H */
