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
 * \brief Settings of gossipsub as somebody deploys it.
 */
struct GossipSubPreset
{
    /** Attributes: (name, value as a string). */
    using Attributes = std::vector<std::pair<std::string, std::string>>;

    Attributes router;     //!< of GossipSubRouter
    Attributes peerScore;  //!< of PeerScoreParameters
    Attributes topicScore; //!< of TopicScoreParameters, for every topic

    /**
     * - `libp2p`: the defaults of the specification, which has none for scoring.
     * - `nwaku`: what nwaku sets (waku_relay/protocol.nim), and what nim-libp2p beneath it does.
     *
     * \param name of a preset; stops if there is none of this name
     * \return the preset
     */
    static GossipSubPreset Get(const std::string& name);
};

} // namespace ns3

#endif /* WAKU_GOSSIPSUB_PRESET_H */
