/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_WHISPER_HELPER_H
#define WAKU_WHISPER_HELPER_H

#include "p2p-node-helper.h"

#include "ns3/nstime.h"
#include "ns3/object-factory.h"
#include "ns3/whisper-envelope-pool.h"
#include "ns3/whisper-node.h"

#include <set>
#include <string>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief Installs WhisperNode applications and connects them along an overlay.
 *
 * All applications of a simulation share a WhisperEnvelopePool. Nodes can have roles: edge nodes
 * have protocol attributes of their own (light nodes, bloom filters), mail servers archive
 * envelopes, and attackers send hostile envelopes.
 *
 * SetAttribute takes the attributes of WhisperNode except Protocol, User and Attacker, which have
 * setters of their own. By default connections have Port 30303. Their SendQueuePolicy is
 * Disconnect, and a node that starts with another policy stops the program. Their DialSpread is 3
 * seconds, ten times the transmission cycle: each connection has tickers of its own, which start
 * when it does, and are in all phases only if the connections start at different times.
 *
 * Connect leaves out links between two light nodes, since light nodes disconnect from each other.
 * Nodes whose users are offline at times also dial their mail server.
 */
class WhisperHelper : public P2pNodeHelper
{
  public:
    WhisperHelper();

    /**
     * Set a protocol attribute of all nodes, including edge nodes. For edge nodes, the last call of
     * this method or SetEdgeProtocolAttribute holds.
     * \param name attribute of WhisperProtocol
     * \param value value of the attribute
     */
    void SetProtocolAttribute(const std::string& name, const AttributeValue& value);

    /**
     * Set a protocol attribute of edge nodes only.
     * \param name attribute of WhisperProtocol
     * \param value value of the attribute
     */
    void SetEdgeProtocolAttribute(const std::string& name, const AttributeValue& value);

    /**
     * \param name attribute of WhisperUser; OfflineShare of mail servers is always 0
     * \param value value of the attribute
     */
    void SetUserAttribute(const std::string& name, const AttributeValue& value);

    /**
     * Set the time between two bundles for the same peer, and DialSpread of connections to ten
     * times as long.
     * \param cycle the time, not negative; zero forwards envelopes at once
     */
    void SetTransmissionCycle(Time cycle);

    /**
     * Send what go-ethereum's nodes send: frames as devp2p has them, each in five TCP segments, and
     * pings every 15 s. It sets Devp2p of the protocols and WriteInterval of the applications.
     */
    void UseDevp2p();

    /**
     * Set the proof of work of envelopes and the least proof of work that nodes accept.
     * \param pow the proof of work, at least 0
     */
    void SetProofOfWork(double pow);

    /**
     * Set the numbers of topics of public chats.
     * \param byUser number of topics of a user
     * \param inAll number of all topics, at least byUser
     */
    void SetUserTopics(uint32_t byUser, uint32_t inAll);

    /**
     * Let every user write messages. The messages of a user are a Poisson process.
     * \param messagesPerHour mean number of messages of each user per hour
     * \param size payload of an envelope, in bytes
     * \param start time at which traffic starts
     * \param stop time at which traffic stops
     */
    void SetTraffic(double messagesPerHour, uint32_t size, Time start, Time stop);

    /**
     * \param name attribute of WhisperMailServer
     * \param value value of the attribute
     */
    void SetMailServerAttribute(const std::string& name, const AttributeValue& value);

    /**
     * \param name attribute of WhisperAttacker
     * \param value value of the attribute
     */
    void SetAttackerAttribute(const std::string& name, const AttributeValue& value);

    /**
     * Choose the edge nodes.
     * \param nodes indices of the edge nodes among the nodes of Install(); Install() stops the
     *        program if there is no node of an index
     */
    void SetEdgeNodes(const std::set<uint32_t>& nodes);

    /**
     * Choose the mail servers. They are always online. Nodes whose users are offline at times are
     * distributed over them in turn; such a node asks its mail server for the envelopes that it has
     * missed.
     * \param nodes indices of the mail servers among the nodes of Install(); Install() stops the
     *        program if there is no node of an index
     */
    void SetMailServers(const std::set<uint32_t>& nodes);

    /**
     * Choose the attackers. They write no messages. In a distributed simulation there cannot be
     * attackers: Install() stops the program.
     * \param nodes indices of the attackers among the nodes of Install(); Install() stops the
     *        program if there is no node of an index
     */
    void SetAttackers(const std::set<uint32_t>& nodes);

    ApplicationContainer Install(const NodeContainer& nodes) const override;

    /**
     * Let users write one message per second in total. The user who writes is drawn at random for
     * each message.
     * \param applications applications of the users
     * \param messages number of messages
     * \param size payload of an envelope, in bytes
     * \param start time of the first message
     * \param stream number of the random variable stream
     */
    static void WriteEverySecond(const ApplicationContainer& applications,
                                 uint32_t messages,
                                 uint32_t size,
                                 Time start,
                                 int64_t stream);

    using P2pNodeHelper::AssignStreams;

    /**
     * \deprecated Use AssignStreams(NodeContainer, int64_t), which uses the same stream numbers.
     * \param applications the applications
     * \param stream the first stream number to use
     * \return the number of streams used
     */
    static int64_t AssignStreams(const ApplicationContainer& applications, int64_t stream);

    /**
     * \return the shared pool of the simulation's envelopes (WhisperNode::GetSharedEnvelopePool)
     */
    Ptr<WhisperEnvelopePool> GetEnvelopePool() const
    {
        return WhisperNode::GetSharedEnvelopePool();
    }

  protected:
    bool IsToConnect(const P2pNode& dialler, const P2pNode& other) const override;
    void ConnectAll(const ApplicationContainer& applications,
                    const OverlayGraph& overlay,
                    const ApplicationAddresses& addresses) const override;

  private:
    /** The roles of a node. */
    struct Parts
    {
        bool isEdge;    //!< whether it is an edge node
        bool isServer;  //!< whether it is a mail server
        bool isHostile; //!< whether it is an attacker
    };

    /**
     * \param parts roles of a node
     * \return a new application that is not on a node
     */
    Ptr<WhisperNode> CreateNode(const Parts& parts) const;

    /**
     * Tell the pool the proof of work of envelopes from other ranks of a distributed simulation.
     * The program stops if only the publishing rank can know it.
     */
    void SharePow() const;

    /**
     * Assign mail servers to the applications, and let them dial their mail servers.
     * \param applications the applications; application i is node i of the overlay
     * \param overlay the overlay
     * \param addresses addresses of the applications
     */
    void ConnectMailServers(const ApplicationContainer& applications,
                            const OverlayGraph& overlay,
                            const ApplicationAddresses& addresses) const;

    ObjectFactory m_protocol;         //!< factory of protocols
    ObjectFactory m_edgeProtocol;     //!< factory of protocols of edge nodes
    ObjectFactory m_user;             //!< factory of users
    ObjectFactory m_mailServer;       //!< factory of mail servers
    ObjectFactory m_attacker;         //!< factory of attackers
    std::set<uint32_t> m_edgeNodes;   //!< indices of edge nodes
    std::set<uint32_t> m_mailServers; //!< indices of mail servers
    std::set<uint32_t> m_attackers;   //!< indices of attackers
};

} // namespace ns3

#endif /* WAKU_WHISPER_HELPER_H */
