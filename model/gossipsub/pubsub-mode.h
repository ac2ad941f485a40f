/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_PUBSUB_MODE_H
#define WAKU_PUBSUB_MODE_H

#include "ns3/attribute.h"
#include "ns3/ptr.h"
#include "ns3/type-id.h"

#include <string>

namespace ns3
{

/**
 * \ingroup waku
 * \brief How attributes and helpers name a router: X for ns3::XRouter. A class is a router if it is
 * registered, derives from PubsubRouter and has a constructor.
 * \param mode a name, as Static or GossipSub
 * \param [out] router the class; may be null
 * \return whether it names a router
 */
bool FindRouterOfMode(const std::string& mode, TypeId* router);

/**
 * \ingroup waku
 * \return a checker that allows the names of routers, which are StringValues
 */
Ptr<const AttributeChecker> MakePubsubModeChecker();

} // namespace ns3

#endif /* WAKU_PUBSUB_MODE_H */
