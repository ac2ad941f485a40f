/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_COMMUNITIES_H
#define WAKU_COMMUNITIES_H

#include "waku-light-node.h"
#include "waku-relay.h"
#include "waku-sharding.h"
#include "waku-user-kinds.h"

#include "ns3/application-container.h"
#include "ns3/event-id.h"
#include "ns3/lazy-uniform.h"
#include "ns3/nstime.h"
#include "ns3/object.h"
#include "ns3/random-variable-stream.h"
#include "ns3/traced-callback.h"
#include "ns3/waku-traffic-generator.h"

#include <cstdint>
#include <string>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief The traffic of communities and of 1:1 chat ("Waku Scaling", sharding cases 1 to 3): users
 * in multicast groups, each with a content topic in a shard, and messages to single users in the
 * shard of the receiver.
 *
 * Each user has one node and is in GroupsPerUser groups. The shards are those of one network by
 * autosharding: 0 to GroupShards - 1 have the groups, the ChatShards that follow have 1:1 chat.
 * Content topics are named so that they choose the right shard, so lightpush, filter and store find
 * them as well. A node is part of the shards of its groups and, with 1:1 chat, of the one in which
 * its user is reached.
 *
 * The first ServiceNodes users have nodes that are part of all shards, to serve light nodes.
 * NaiveShare and SelectiveShare of all users have light nodes, which are members of no shard: a
 * naive one subscribes by filter to its shards as a whole, a selective one to the content topics of
 * its user. UsersOfInterest are in a group of every shard, so that their nodes bear the load of
 * which the sharding cases speak, while the other users fill the shards.
 *
 * With ControlInterval, each user who is online also sends control messages (such as Status'
 * presence) at that interval, to its groups in turn.
 *
 * \code
 *   Ptr<WakuCommunities> communities = CreateObject<WakuCommunities>();
 *   communities->SetAttribute("GroupSize", StringValue("ns3::ParetoRandomVariable[...]"));
 *   communities->AssignStreams(1000);
 *   communities->Plan(300);
 *   OverlayGraph graph = shardOverlay.Create(300, communities->GetMembers());
 *   ... install and connect relays ...
 *   communities->Install(relays);
 * \endcode
 */
class WakuCommunities : public Object
{
  public:
    /** Which shard has the 1:1 chat of a user (assumption A14). */
    enum class ChatFilling
    {
        ONE_BY_ONE, //!< a shard is filled up to MaxNodesPerShard before the next one
        EVENLY,     //!< users are divided among all shards
    };

    /** A multicast group. */
    struct Group
    {
        std::string contentTopic;    //!< its content topic
        uint16_t shard;              //!< number of its shard
        std::vector<uint32_t> users; //!< numbers of its users, in ascending order
    };

    /** \return the TypeId */
    static TypeId GetTypeId();

    WakuCommunities();
    ~WakuCommunities() override;

    /**
     * Assign fixed random variable streams. This is called before Plan.
     * \param stream the first stream number to use
     * \return the number of streams used, which leaves room for any number of users
     */
    int64_t AssignStreams(int64_t stream);

    /**
     * Draw who is in which group. This is called once, before Install; in a distributed simulation
     * on every rank. The program stops if 1:1 chat shards are too few for the users, if there are
     * more shards than a cluster has, or more light nodes or users of interest than users.
     * \param users number of users
     */
    void Plan(uint32_t users);

    /** \return number of users */
    uint32_t GetNUsers() const
    {
        return static_cast<uint32_t>(m_groupsOf.size());
    }

    /** \return which users have which kind of node */
    const WakuUserKinds& GetKinds() const
    {
        return m_kinds;
    }

    /** \return the groups; group g is in shard g modulo GroupShards */
    const std::vector<Group>& GetGroups() const
    {
        return m_groups;
    }

    /**
     * \param user number of a user
     * \return indices of the groups of the user, in ascending order
     */
    const std::vector<uint32_t>& GetGroupsOf(uint32_t user) const
    {
        return m_groupsOf.at(user);
    }

    /** \return the network of the shards */
    WakuSharding GetSharding() const;

    /**
     * \param user number of a user
     * \return number of the shard in which 1:1 messages reach the user; the program stops without
     *         1:1 chat
     */
    uint16_t GetChatShard(uint32_t user) const;

    /**
     * \param user number of a user
     * \return content topic of 1:1 messages to the user
     */
    std::string GetChatTopic(uint32_t user) const;

    /**
     * \param user number of a user
     * \return numbers of the shards that have messages for the user, in ascending order
     */
    std::vector<uint16_t> GetShardsOf(uint32_t user) const;

    /**
     * \return the users whose nodes relay in each shard, in ascending order, by the number of the
     *         shard, as ShardOverlayHelper::Create takes them
     */
    std::vector<std::vector<uint32_t>> GetMembers() const;

    /**
     * Let the nodes of the users be part of their shards and publish from now on. This is called
     * once, after Plan and before the simulation; in a distributed one on every rank, with all
     * applications. It sets ClusterId and NetworkShards of the relays, and unsubscribes them from
     * PubsubTopic. A user whose node is offline sends nothing.
     * \param nodes one for each user, of the kind of GetKinds: a WakuLightNode for light nodes, a
     *        WakuRelay for others; anything else stops the program
     */
    void Install(const ApplicationContainer& nodes);

    /** \return number of group messages of users of this rank */
    uint64_t GetNGroupMessages() const
    {
        return m_groupMessages;
    }

    /** \return number of 1:1 messages of users of this rank */
    uint64_t GetNChatMessages() const
    {
        return m_chatMessages;
    }

    /** \return number of control messages of users of this rank */
    uint64_t GetNControlMessages() const
    {
        return m_controlMessages;
    }

    /**
     * \return number of messages, control messages apart, that users of this rank did not send,
     * since their node was offline or at its rate limit
     */
    uint64_t GetNUnsent() const
    {
        return m_unsent;
    }

    /**
     * Signature of the trace sources of messages.
     * \param user number of the sender
     * \param target index of the group, or number of the receiver of a 1:1 message
     * \param message the message
     */
    typedef void (*MessageTracedCallback)(uint32_t user,
                                          uint32_t target,
                                          Ptr<const PubsubMessage> message);

    /**
     * Signature of the trace source Unsent.
     * \param user number of the sender
     */
    typedef void (*UserTracedCallback)(uint32_t user);

  protected:
    void DoDispose() override;

  private:
    /** A user whose node is on this rank. */
    struct Sender
    {
        Ptr<WakuRelay> relay;              //!< the node, if it relays
        Ptr<WakuLightNode> light;          //!< the node, if it is a light node
        Ptr<WakuTrafficGenerator> traffic; //!< when the user sends, and how much
        LazyUniform random;                //!< to whom
        EventId control;                   //!< next control message
    };

    /**
     * Draw the groups of one round, in which each user gets one group.
     * \param users the users
     */
    void DrawRound(std::vector<uint32_t>& users);

    /**
     * Let a user be in a group of every group shard.
     * \param user number of the user
     */
    void JoinAllShards(uint32_t user);

    /**
     * Be part of the shards of a user.
     * \param user number of the user
     * \param relay the user's node
     */
    void Join(uint32_t user, WakuRelay& relay) const;

    /**
     * Subscribe to what a user wants.
     * \param user number of the user
     * \param light the user's node
     */
    void Join(uint32_t user, WakuLightNode& light) const;

    /**
     * Begin the traffic of a user.
     * \param user number of the user
     */
    void StartTraffic(uint32_t user);

    /**
     * Send a message of a user to one of its groups, or to another user.
     * \param user number of the user
     * \param size size of the payload, bytes
     */
    void Send(uint32_t user, uint32_t size);

    /**
     * Send a control message of a user, and schedule the next one.
     * \param user number of the user
     */
    void SendControl(uint32_t user);

    /**
     * \param sender who publishes
     * \param contentTopic content topic
     * \param size size of the payload, bytes
     * \return the message; null if it is not published
     */
    static Ptr<const PubsubMessage> Publish(const Sender& sender,
                                            const std::string& contentTopic,
                                            uint32_t size);

    /** \return names of the applications whose content topics choose each shard */
    std::vector<std::string> FindApplications() const;

    uint32_t m_groupsPerUser;                      //!< attribute GroupsPerUser
    Ptr<RandomVariableStream> m_groupSize;         //!< attribute GroupSize
    double m_messagesPerHour;                      //!< attribute MessagesPerHour
    double m_chatMessagesPerHour;                  //!< attribute ChatMessagesPerHour
    uint32_t m_size;                               //!< attribute Size
    uint16_t m_clusterId;                          //!< attribute ClusterId
    uint16_t m_groupShards;                        //!< attribute GroupShards
    uint16_t m_chatShards;                         //!< attribute ChatShards
    uint32_t m_maxNodesPerShard;                   //!< attribute MaxNodesPerShard
    ChatFilling m_chatFilling;                     //!< attribute ChatFilling
    uint32_t m_serviceNodes;                       //!< attribute ServiceNodes
    double m_naiveShare;                           //!< attribute NaiveShare
    double m_selectiveShare;                       //!< attribute SelectiveShare
    uint32_t m_usersOfInterest;                    //!< attribute UsersOfInterest
    Time m_controlInterval;                        //!< attribute ControlInterval
    uint32_t m_controlSize;                        //!< attribute ControlSize
    Time m_start;                                  //!< attribute Start
    Time m_stop;                                   //!< attribute Stop
    int64_t m_stream{-1};                          //!< first stream; -1: automatic
    Ptr<UniformRandomVariable> m_random;           //!< draws who is in which group
    WakuUserKinds m_kinds;                         //!< kinds of the users' nodes
    std::vector<Group> m_groups;                   //!< the groups
    std::vector<std::vector<uint32_t>> m_groupsOf; //!< groups of each user
    std::vector<std::string> m_applications;       //!< application of each shard
    std::vector<Sender> m_senders;                 //!< the users
    uint64_t m_groupMessages{0};                   //!< messages to groups
    uint64_t m_chatMessages{0};                    //!< messages to users
    uint64_t m_controlMessages{0};                 //!< control messages
    uint64_t m_unsent{0};                          //!< messages that were not sent

    TracedCallback<uint32_t, uint32_t, Ptr<const PubsubMessage>> m_groupTrace;   //!< GroupMessage
    TracedCallback<uint32_t, uint32_t, Ptr<const PubsubMessage>> m_chatTrace;    //!< ChatMessage
    TracedCallback<uint32_t, uint32_t, Ptr<const PubsubMessage>> m_controlTrace; //!< ControlMessage
    TracedCallback<uint32_t> m_unsentTrace;                                      //!< Unsent
};

} // namespace ns3

#endif /* WAKU_COMMUNITIES_H */
