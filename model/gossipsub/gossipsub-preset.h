/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_GOSSIPSUB_PRESET_H
#define WAKU_GOSSIPSUB_PRESET_H

#include <string>
#include <utility>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief Settings of gossipsub in a deployed network.
 */
struct GossipSubPreset
{
    /** Attributes: (name, value as a string). */
    using Attributes = std::vector<std::pair<std::string, std::string>>;

    Attributes router;     //!< attributes of GossipSubRouter
    Attributes peerScore;  //!< attributes of PeerScoreParameters
    Attributes topicScore; //!< attributes of TopicScoreParameters, for every topic

    /**
     * Get a preset. There are two:
     * - `libp2p`: the defaults of the specification, which has no defaults for scoring.
     * - `nwaku`: the settings of nwaku (waku_relay/protocol.nim) and the behaviour of nim-libp2p,
     *   on which it is based.
     *
     * \param name name of a preset; an unknown name stops the program
     * \return the preset
     */
    static GossipSubPreset Get(const std::string& name);
};

} // namespace ns3

#endif /* WAKU_GOSSIPSUB_PRESET_H */
