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
 * \brief Installs WhisperNode applications and connects them as an overlay says.
 *
 * All applications of a simulation share a WhisperEnvelopePool. Nodes can play parts: edge nodes
 * have protocol attributes of their own (light nodes, bloom filters), mail servers archive,
 * attackers send what is hostile.
 *
 * SetAttribute takes the attributes of WhisperNode except Protocol, User and Attacker, which have
 * setters of their own. Connections have Port 30303 unless another is set. Their SendQueuePolicy is
 * Disconnect, and a node that starts with another one stops the program.
 *
 * Connect leaves out links between two light nodes, which would disconnect each other. Nodes whose
 * users are offline at times dial their mail server as well.
 */
class WhisperHelper : public P2pNodeHelper
{
  public:
    WhisperHelper();

    /**
     * \param name attribute of WhisperProtocol, for all nodes; of calls that say different things
     *        of edge nodes the last one holds
     * \param value its value
     */
    void SetProtocolAttribute(const std::string& name, const AttributeValue& value);

    /**
     * \param name attribute of WhisperProtocol, for edge nodes only
     * \param value its value
     */
    void SetEdgeProtocolAttribute(const std::string& name, const AttributeValue& value);

    /**
     * \param name attribute of WhisperUser; OfflineShare of mail servers is 0 all the same
     * \param value its value
     */
    void SetUserAttribute(const std::string& name, const AttributeValue& value);

    /**
     * Set how bundles go out.
     * \param cycle time between two bundles for a peer, not negative; zero to forward at once
     */
    void SetTransmissionCycle(Time cycle);

    /** \param pow proof of work of envelopes, and the least that nodes accept; at least 0 */
    void SetProofOfWork(double pow);

    /**
     * \param byUser public topics of a user
     * \param inAll public topics in all, at least as many
     */
    void SetUserTopics(uint32_t byUser, uint32_t inAll);

    /**
     * Let every user write messages, a Poisson process.
     * \param messagesPerHour of each user
     * \param size payload of an envelope, bytes
     * \param start when traffic starts
     * \param stop when it stops
     */
    void SetTraffic(double messagesPerHour, uint32_t size, Time start, Time stop);

    /**
     * \param name attribute of WhisperMailServer
     * \param value its value
     */
    void SetMailServerAttribute(const std::string& name, const AttributeValue& value);

    /**
     * \param name attribute of WhisperAttacker
     * \param value its value
     */
    void SetAttackerAttribute(const std::string& name, const AttributeValue& value);

    /** \param nodes which of the nodes, by index, are edge nodes; Install() stops at others */
    void SetEdgeNodes(const std::set<uint32_t>& nodes);

    /**
     * The others ask them, in turn, for what they have missed; they are always online.
     * \param nodes which of the nodes, by index, are mail servers; Install() stops at others
     */
    void SetMailServers(const std::set<uint32_t>& nodes);

    /**
     * Not in a distributed simulation, where Install() stops.
     * \param nodes which of the nodes, by index, are hostile; they write no messages; Install()
     * stops at others
     */
    void SetAttackers(const std::set<uint32_t>& nodes);

    ApplicationContainer Install(const NodeContainer& nodes) const override;

    /**
     * Let users drawn at random write messages, one a second.
     * \param applications of the users
     * \param messages how many
     * \param size payload of an envelope, bytes
     * \param start when the first is written
     * \param stream number of the random variable stream
     */
    static void WriteEverySecond(const ApplicationContainer& applications,
                                 uint32_t messages,
                                 uint32_t size,
                                 Time start,
                                 int64_t stream);

    using P2pNodeHelper::AssignStreams;

    /**
     * \deprecated AssignStreams of the nodes, as ns-3's helpers have it, takes the same numbers.
     * \param applications whose random variables get fixed streams
     * \param stream the first stream number
     * \return how many were used
     */
    static int64_t AssignStreams(const ApplicationContainer& applications, int64_t stream);

    /** \return the envelopes of the simulation, as WhisperNode::GetSharedEnvelopePool */
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
    /** The part that a node plays. */
    struct Parts
    {
        bool isEdge;    //!< edge node
        bool isServer;  //!< mail server
        bool isHostile; //!< attacker
    };

    /** \param parts what it plays \return an application, on no node yet */
    Ptr<WhisperNode> CreateNode(const Parts& parts) const;

    /**
     * Let envelopes that come from other ranks of a distributed simulation have the proof of work
     * that they were published with. Stops if only their own rank can know it.
     */
    void SharePow() const;

    /**
     * \param applications node i of the overlay is application i
     * \param overlay who is connected to whom
     * \param addresses of the applications
     */
    void ConnectMailServers(const ApplicationContainer& applications,
                            const OverlayGraph& overlay,
                            const ApplicationAddresses& addresses) const;

    ObjectFactory m_protocol;         //!< makes protocols
    ObjectFactory m_edgeProtocol;     //!< makes protocols of edge nodes
    ObjectFactory m_user;             //!< makes users
    ObjectFactory m_mailServer;       //!< makes mail servers
    ObjectFactory m_attacker;         //!< makes attackers
    std::set<uint32_t> m_edgeNodes;   //!< by index
    std::set<uint32_t> m_mailServers; //!< by index
    std::set<uint32_t> m_attackers;   //!< by index
};

} // namespace ns3

#endif /* WAKU_WHISPER_HELPER_H */
