/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_RELAY_VARIANT_H
#define WAKU_RELAY_VARIANT_H

#include "ns3/nstime.h"
#include "ns3/waku-scaling-parameters.h"

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief A way to relay that a case of the Waku scaling analysis assumes.
 */
struct RelayVariant
{
    std::string name;    //!< name in reports
    std::string overlay; //!< overlay, as for OverlayHelper::FromString
    std::string mode;    //!< mode of WakuRelay
    /** Attributes of the router: (name, value). */
    std::vector<std::pair<std::string, std::string>> router;
    double payload;     //!< payload of a message, bytes
    double share;       //!< share of a study's transmissions that it simulates
    Time warmup;        //!< time to establish connections and meshes
    Time drain;         //!< time for the last messages to arrive
    uint32_t shards{1}; //!< number of shards that divide the nodes; each node is part of all
};

/**
 * \ingroup waku
 * \brief Get the variants that a study of all cases needs.
 *
 * Load cases 1 to 3 use static meshes. Load case 4 and the sharding cases use gossipsub, whose
 * meshes have exactly the degree and are chosen among more connections. Load case 5 uses gossipsub
 * with IDONTWANT, whose meshes consist of all connections.
 *
 * \param degree degree of the meshes
 * \param parameters message sizes and shards of a node
 * \return the variants: immediate, wait, spread, gossip, idontwant, shards
 */
std::vector<RelayVariant> GetRelayVariants(uint32_t degree,
                                           const WakuScalingParameters& parameters);

} // namespace ns3

#endif /* WAKU_RELAY_VARIANT_H */
