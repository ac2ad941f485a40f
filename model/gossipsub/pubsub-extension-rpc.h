/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_PUBSUB_EXTENSION_RPC_H
#define WAKU_PUBSUB_EXTENSION_RPC_H

#include "pubsub-message-id.h"

#include "ns3/virtual-bytes.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief Extensions of gossipsub that a node supports (gossipsub v1.3, "ControlExtensions").
 */
struct PubsubExtensionSet
{
    bool partialMessages{false}; //!< partial messages (specs pull request 685)
    bool test{false};            //!< Test Extension (extensions/experimental/test-extension.md)
    bool pingPong{false};        //!< ping-pong (nim-libp2p, extension_pingpong.nim)
    bool preamble{false};        //!< preamble (nim-libp2p, extension_preamble.nim)
    bool choke{false};           //!< choke (specs pull request 681)

    /** \return whether it contains an extension */
    bool Any() const
    {
        return partialMessages || test || pingPong || preamble || choke;
    }

    /**
     * \param other other extensions
     * \return the extensions that are in both
     */
    PubsubExtensionSet And(const PubsubExtensionSet& other) const
    {
        return {partialMessages && other.partialMessages,
                test && other.test,
                pingPong && other.pingPong,
                preamble && other.preamble,
                choke && other.choke};
    }
};

/**
 * \ingroup waku
 * \brief Parts of a message, or what a node has and wants of them (partial messages,
 * "PartialMessagesExtension").
 */
struct PubsubPartialRpc
{
    std::string topic;                        //!< pubsub topic
    std::string groupId;                      //!< id of the full message, of any bytes
    std::optional<VirtualBytes> parts;        //!< encoded parts
    std::optional<std::string> partsMetadata; //!< encoded description of parts
};

/**
 * \ingroup waku
 * \brief Announcement of a message that follows (nim-libp2p, rpc/messages.nim, "Preamble").
 */
struct PubsubPreamble
{
    std::string topic;  //!< pubsub topic
    MessageId id;       //!< id of the message
    uint32_t length{0}; //!< length of its data, bytes
};

/**
 * \ingroup waku
 * \brief The sender is receiving a message (nim-libp2p, rpc/messages.nim, "IMReceiving").
 */
struct PubsubImReceiving
{
    MessageId id;       //!< id of the message
    uint32_t length{0}; //!< length of its data, bytes
};

/**
 * \ingroup waku
 * \brief The part of an RPC that belongs to gossipsub v1.3 and its extensions.
 */
struct PubsubExtensionRpc
{
    std::optional<PubsubExtensionSet> supported; //!< extensions of the sender
    std::optional<PubsubPartialRpc> partial;     //!< partial message
    bool test{false};                            //!< message of the Test Extension
    std::optional<std::string> ping;             //!< bytes that the receiver sends back
    std::optional<std::string> pong;             //!< bytes of a ping
    std::vector<PubsubPreamble> preambles;       //!< messages that follow
    std::vector<PubsubImReceiving> imReceiving;  //!< messages that the sender is receiving
    std::vector<std::string> choke;              //!< topics for which the sender chokes
    std::vector<std::string> unchoke;            //!< topics for which the sender unchokes
};

} // namespace ns3

#endif /* WAKU_PUBSUB_EXTENSION_RPC_H */
