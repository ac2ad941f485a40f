/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_WAN_PATH_FILTER_H
#define WAKU_WAN_PATH_FILTER_H

#include "ns3/simple-ref-count.h"

#include <cstdint>

namespace ns3
{

/**
 * \ingroup waku
 * \brief What a WanPathFilter is told of a packet on its way: TCP's part of it.
 */
struct WanPassage
{
    uint32_t from{0};      //!< index of the sending host
    uint32_t to{0};        //!< index of the receiving host
    uint16_t fromPort{0};  //!< port at the sending host; 0 if the packet has none
    uint16_t toPort{0};    //!< port at the receiving host; 0 if the packet has none
    bool isOpening{false}; //!< whether it asks for a connection: a SYN without ACK
};

/**
 * \ingroup waku
 * \brief Decides which packets between hosts of a WanChannel get through, as boxes on the way do:
 * routers that have lost a route, firewalls, address translators.
 *
 * A packet that it stops is lost: nobody is told. At flow level it is asked for each piece of a
 * connection, but not for acknowledgements, which are no pieces.
 */
class WanPathFilter : public SimpleRefCount<WanPathFilter>
{
  public:
    virtual ~WanPathFilter() = default;

    /**
     * \param passage a packet that has left its host
     * \return whether it gets through
     */
    virtual bool Passes(const WanPassage& passage) = 0;
};

} // namespace ns3

#endif /* WAKU_WAN_PATH_FILTER_H */
