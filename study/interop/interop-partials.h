/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_INTEROP_PARTIALS_H
#define WAKU_INTEROP_PARTIALS_H

#include "ns3/gossipsub-router.h"
#include "ns3/partial-message.h"

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief A message of eight parts of 1024 bytes each, of which a node has some (libp2p/test-plans,
 * gossipsub-interop/go-libp2p/partial.go). A byte says which parts a node has: bit i is part i.
 *
 * Part i is 128 numbers of 64 bits, big endian, that count up from the group id + 128 i. Parts are
 * sent as that byte, the parts, and the group id.
 */
class InteropPartial : public PartialMessage
{
  public:
    static constexpr uint32_t PART_SIZE = 1024; //!< bytes of a part
    static constexpr uint8_t ALL = 0xff;        //!< all parts

    /** \param groupId id of the message: 8 bytes, big endian */
    explicit InteropPartial(const std::string& groupId);

    /** \param parts parts that the node has from now on */
    void Add(uint8_t parts)
    {
        m_parts |= parts;
    }

    /** \return the parts that the node has */
    uint8_t Get() const
    {
        return m_parts;
    }

    /**
     * \param bytes encoded parts
     * \return which parts they are; nothing if they are malformed
     */
    static std::optional<uint8_t> Decode(const PubsubPartialRpc& rpc);

    std::string GetGroupId() const override;
    std::string GetPartsMetadata() const override;
    std::optional<VirtualBytes> GetParts(const std::string& metadata) const override;

  private:
    std::string m_groupId; //!< id of the message
    uint8_t m_parts{0};    //!< parts that the node has
};

/**
 * \ingroup waku
 * \brief The partial messages of a node of gossipsub-interop, and what it does with them: what it
 * gets, it keeps, and tells its peers what it has and has not.
 */
class InteropPartials : public PartialMessageHandler
{
  public:
    /** An event that is logged: its name, topic and group id. */
    using Listener = std::function<
        void(const char* event, const std::string& topic, const std::string& groupId)>;

    /**
     * \param router the router, which must outlive the object
     * \param listener told of events; they have the texts of go-libp2p's program
     */
    InteropPartials(GossipSubRouter& router, Listener listener);

    /**
     * Have parts of a message.
     * \param topic the pubsub topic
     * \param group number of the group
     * \param parts the parts
     */
    void Add(const std::string& topic, uint64_t group, uint8_t parts);

    /**
     * Tell peers of the parts of a message, and send them those that they lack.
     * \param topic the pubsub topic
     * \param group number of the group
     * \param peers the peers; those of the mesh if empty
     */
    void Publish(const std::string& topic, uint64_t group, const std::vector<PeerId>& peers);

    /** \return number of messages of which the node has all parts */
    uint32_t GetNComplete() const;

    std::optional<std::string> UniteMetadata(const std::string& a,
                                             const std::string& b) const override;
    bool ValidatePartial(const PubsubPartialRpc& rpc) const override;
    void HandlePartial(Time now, PeerId peer, const PubsubPartialRpc& rpc) override;

  private:
    /**
     * \param topic the pubsub topic
     * \param groupId id of the message
     * \return the message, with or without parts
     */
    InteropPartial& Get(const std::string& topic, const std::string& groupId);

    GossipSubRouter& m_router; //!< the router
    Listener m_listener;       //!< told of events
    /** Messages by topic and group id. */
    std::map<std::pair<std::string, std::string>, Ptr<InteropPartial>> m_messages;
};

} // namespace ns3

#endif /* WAKU_INTEROP_PARTIALS_H */
