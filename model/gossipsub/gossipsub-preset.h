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
 * \brief Settings of gossipsub as an implementation or a deployed network has them: its numbers and
 * its behaviours.
 *
 * The chapter "Presets" of the manual lists every value with the source file that it is from.
 */
struct GossipSubPreset
{
    /** Attributes: (name, value as a string). */
    using Attributes = std::vector<std::pair<std::string, std::string>>;

    Attributes router;     //!< attributes of GossipSubRouter
    Attributes peerScore;  //!< attributes of PeerScoreParameters
    Attributes topicScore; //!< attributes of TopicScoreParameters, for every topic
    Attributes relay;      //!< attributes of PubsubProtocol and WakuRelay
    Attributes connection; //!< attributes of PeerConnectionManager
    bool scores{false};    //!< whether peers are scored, if the user does not set scores

    /**
     * Get a preset:
     * - `libp2p`: the defaults of the specification, which has no defaults for scoring.
     * - `nwaku`: nwaku (logos-delivery, waku_relay/protocol.nim) on nim-libp2p 2.0.0.
     * - `go`: go-libp2p-pubsub without options.
     * - `rust`: rust-libp2p's gossipsub without options.
     * - `js`: js-libp2p's gossipsub without options.
     * - `ethereum`: Ethereum's consensus layer (consensus-specs, p2p-interface.md).
     *
     * \param name name of a preset; an unknown name stops the program
     * \return the preset
     */
    static GossipSubPreset Get(const std::string& name);

    /** \return the names of all presets */
    static std::vector<std::string> GetNames();
};

} // namespace ns3

#endif /* WAKU_GOSSIPSUB_PRESET_H */
