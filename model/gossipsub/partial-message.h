/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_PARTIAL_MESSAGE_H
#define WAKU_PARTIAL_MESSAGE_H

#include "pubsub-extension-rpc.h"

#include "ns3/nstime.h"
#include "ns3/peer-info.h"
#include "ns3/simple-ref-count.h"
#include "ns3/virtual-bytes.h"

#include <optional>
#include <string>

namespace ns3
{

/**
 * \ingroup waku
 * \brief A message of which a node has some parts (partial messages, "Application Interface"; nim-
 * libp2p, gossipsub/partial_message.nim). What parts are and how they are encoded is up to the
 * application.
 */
class PartialMessage : public SimpleRefCount<PartialMessage>
{
  public:
    virtual ~PartialMessage() = default;

    /** \return id of the full message, which does not depend on parts that are missing */
    virtual std::string GetGroupId() const = 0;

    /** \return encoded description of the parts that this node has and wants */
    virtual std::string GetPartsMetadata() const = 0;

    /**
     * \param metadata what a peer has and wants; empty for all parts
     * \return the encoded parts that this node has and the peer wants; empty bytes if there are
     *         none; nothing if the metadata are malformed
     */
    virtual std::optional<VirtualBytes> GetParts(const std::string& metadata) const = 0;
};

/**
 * \ingroup waku
 * \brief The application that uses partial messages.
 */
class PartialMessageHandler
{
  public:
    virtual ~PartialMessageHandler() = default;

    /**
     * \param a a description of parts
     * \param b another one of the same message
     * \return the description of what is in one of them or both; nothing if one is malformed
     */
    virtual std::optional<std::string> UniteMetadata(const std::string& a,
                                                     const std::string& b) const = 0;

    /**
     * \param rpc a message of a peer
     * \return whether it may be what it should be; if not, it is ignored
     */
    virtual bool ValidatePartial(const PubsubPartialRpc& rpc) const = 0;

    /**
     * Handle parts, or the description of parts, of a peer. The call may publish.
     * \param now current time
     * \param peer the sending peer
     * \param rpc the message
     */
    virtual void HandlePartial(Time now, PeerId peer, const PubsubPartialRpc& rpc) = 0;
};

} // namespace ns3

#endif /* WAKU_PARTIAL_MESSAGE_H */
