/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_GOSSIPSUB_PARTIAL_MESSAGES_H
#define WAKU_GOSSIPSUB_PARTIAL_MESSAGES_H

#include "gossipsub-extension-host.h"
#include "gossipsub-extension-parameters.h"
#include "partial-message.h"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief The partial messages extension of gossipsub: peers exchange the parts of a message that
 * they lack (specs pull request 685, "Partial Messages Extension"; nim-libp2p,
 * gossipsub/extension_partial_message.nim; go-libp2p-pubsub, partialmessages/partialmsgs.go).
 *
 * Peers tell for each topic whether they want partial messages and whether they can send them
 * (SubOpts). To a peer that wants them and supports the extension, a node that can send them sends
 * neither full messages nor IHAVE of the topic. A node tells peers what parts it has when it
 * publishes and, if that has changed, at heartbeats. It sends a peer only the parts that the peer
 * lacks, as far as it is known.
 *
 * State of a message (a group) ends PartialGroupTtl heartbeats after the last publish or message of
 * a peer. Peers may begin MaxPartialGroupsPerPeer groups each; beyond MaxPartialGroups in all, the
 * groups that are nearest to their end are dropped at the heartbeat.
 */
class GossipSubPartialMessages
{
  public:
    using PeerList = GossipSubPeers::PeerList;

    /** Preference of a node for a topic. */
    struct TopicOptions
    {
        bool requests{false}; //!< it wants partial messages
        bool supports{false}; //!< it can send partial messages
    };

    /**
     * Both arguments must outlive the object.
     * \param parameters parameters of the router
     * \param host the router
     */
    GossipSubPartialMessages(const GossipSubExtensionParameters& parameters,
                             GossipSubExtensionHost& host);

    /** \param handler the application, or null; must outlive the object */
    void SetHandler(PartialMessageHandler* handler)
    {
        m_handler = handler;
    }

    /**
     * Set this node's preference for a topic.
     * \param topic the pubsub topic
     * \param options the preference; who wants partial messages supports them
     */
    void SetTopic(const std::string& topic, TopicOptions options);

    /**
     * \param topic a pubsub topic
     * \return this node's preference
     */
    TopicOptions GetTopic(const std::string& topic) const;

    /** \param peer a peer that supports the extension */
    void AddPeer(PeerId peer);

    /** \param peer a peer that has disconnected */
    void RemovePeer(PeerId peer);

    /**
     * Handle a peer's subscription.
     * \param peer the peer
     * \param opts the subscription
     */
    void HandleSubscription(PeerId peer, const PubsubRpc::SubOpts& opts);

    /**
     * Handle a partial message.
     * \param now current time
     * \param peer the sending peer
     * \param rpc the message
     */
    void Handle(Time now, PeerId peer, const PubsubPartialRpc& rpc);

    /**
     * Publish a message of which this node has parts.
     * \param topic the pubsub topic
     * \param message the message
     * \param eager parts for peers of which nothing is known yet; empty for none
     * \param peers the receiving peers; if empty, those of the mesh and those that have sent
     *        something of this message
     * \return the number of peers to which something was sent
     */
    uint32_t Publish(const std::string& topic,
                     const PartialMessage& message,
                     const VirtualBytes& eager = {},
                     const PeerList& peers = {});

    /** End old groups, and tell peers that want partial messages what parts this node has. */
    void Heartbeat();

    /**
     * \param peer a peer
     * \param topic a pubsub topic
     * \return whether this node sends the peer partial messages in place of full ones
     */
    bool Replaces(PeerId peer, const std::string& topic) const;

    /**
     * \param topic a pubsub topic
     * \return the peers to which this node sends partial messages in place of full ones
     */
    PeerSet GetReplaced(const std::string& topic) const;

    /** \return the number of groups that have a state */
    std::size_t GetNGroups() const
    {
        return m_groups.size();
    }

    /** \return the number of groups that were dropped since there were too many */
    uint64_t GetNDropped() const
    {
        return m_dropped;
    }

  private:
    /** What is known of a peer and a group. */
    struct PeerState
    {
        std::optional<std::string> received; //!< parts that the peer has and wants
        std::optional<std::string> sent;     //!< what it was told that this node has and wants
    };

    /** A group. */
    struct Group
    {
        std::map<PeerId, PeerState> peers; //!< state by peer
        std::string published;             //!< metadata of the last publish, or empty
        uint32_t heartbeats{0};            //!< heartbeats until its end
        std::optional<PeerId> creator;     //!< peer whose message began it
    };

    using GroupKey = std::pair<std::string, std::string>; //!< topic and group id
    using Groups = std::map<GroupKey, Group>;

    /**
     * Find or begin the group of a peer's message.
     * \return the group, or null if the peer has begun too many
     */
    Group* BeginGroup(PeerId peer, const GroupKey& key);
    /** Remove a group. \return iterator past it */
    Groups::iterator Remove(Groups::iterator group);
    /** \return whether what the peer was told has changed by the metadata */
    bool Tell(PeerState& state, const std::string& metadata) const;
    /** \return whether something was sent */
    bool PublishTo(PeerId peer,
                   const std::string& topic,
                   const PartialMessage& message,
                   const VirtualBytes& eager,
                   Group& group);
    /** Send a partial message. */
    void Send(PeerId peer, PubsubPartialRpc partial);
    /** \return preference of a peer for a topic */
    TopicOptions GetOptionsOf(PeerId peer, const std::string& topic) const;

    const GossipSubExtensionParameters& m_parameters; //!< parameters of the router
    GossipSubExtensionHost& m_host;                   //!< the router
    PartialMessageHandler* m_handler{nullptr};        //!< the application
    std::set<PeerId> m_peers;                         //!< peers that support the extension
    std::map<std::string, TopicOptions> m_topics;     //!< this node's preferences
    /** Preferences of peers by topic, of those that have some. */
    std::map<PeerId, std::map<std::string, TopicOptions>> m_options;
    Groups m_groups;                    //!< groups by topic and id
    std::map<PeerId, uint32_t> m_begun; //!< groups that a peer has begun
    uint64_t m_dropped{0};              //!< groups dropped
};

} // namespace ns3

#endif /* WAKU_GOSSIPSUB_PARTIAL_MESSAGES_H */
