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
 * \brief Find the router that a mode names: mode X names the class ns3::XRouter. The class has to
 * be registered, derive from PubsubRouter and have a constructor.
 * \param mode name of a mode, such as Static or GossipSub
 * \param [out] router the class; may be null
 * \return whether the mode names a router
 */
bool FindRouterOfMode(const std::string& mode, TypeId* router);

/**
 * \ingroup waku
 * \return a checker for StringValues that allows the modes that name routers
 */
Ptr<const AttributeChecker> MakePubsubModeChecker();

} // namespace ns3

#endif /* WAKU_PUBSUB_MODE_H */
