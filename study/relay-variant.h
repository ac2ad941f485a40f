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
 * \brief A way to relay, as a case of the Waku scaling analysis assumes it.
 */
struct RelayVariant
{
    std::string name;    //!< as a report calls it
    std::string overlay; //!< as OverlayHelper::FromString
    std::string mode;    //!< of WakuRelay
    /** Attributes of the router: (name, value). */
    std::vector<std::pair<std::string, std::string>> router;
    double payload;     //!< bytes
    double share;       //!< of the transmissions that a study simulates
    Time warmup;        //!< for connections and meshes
    Time drain;         //!< for the last messages to arrive
    uint32_t shards{1}; //!< shards among which the nodes are divided, each node being part of all
};

/**
 * \ingroup waku
 * \brief The variants that a study of all cases needs.
 *
 * Static meshes for load cases 1 to 3; gossipsub with meshes of the degree itself, among more
 * connections, for case 4 and the sharding cases, and in all connections, with IDONTWANT, for
 * case 5.
 *
 * \param degree of the meshes
 * \param parameters message sizes and shards of a node
 * \return the variants: immediate, wait, spread, gossip, idontwant, shards
 */
std::vector<RelayVariant> GetRelayVariants(uint32_t degree,
                                           const WakuScalingParameters& parameters);

} // namespace ns3

#endif /* WAKU_RELAY_VARIANT_H */
