/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_WHISPER_HELPER_H
#define WAKU_WHISPER_HELPER_H

#include "ns3/application-container.h"
#include "ns3/ipv4-interface-container.h"
#include "ns3/ipv6-interface-container.h"
#include "ns3/node-container.h"
#include "ns3/nstime.h"
#include "ns3/object-factory.h"
#include "ns3/overlay-graph.h"
#include "ns3/whisper-envelope-pool.h"
#include "ns3/whisper-node.h"

#include <set>
#include <string>
#include <tuple>
#include <vector>

namespace ns3
{

class ApplicationAddresses;

/**
 * \ingroup waku
 * \brief Installs WhisperNode applications and connects them as an overlay says.
 *
 * All applications of a simulation share a WhisperEnvelopePool. Nodes can play parts: edge nodes
 * have protocol attributes of their own (light nodes, bloom filters), mail servers archive,
 * attackers send what is hostile.
 *
 * A value that an attribute does not allow stops the program with what it allows, here as in the
 * other helpers.
 */
class WhisperHelper
{
  public:
    WhisperHelper();

    /**
     * \param name attribute of WhisperNode, but Protocol, Connections, User, Traffic or Attacker,
     *             which stop the program: the setters below set them
     * \param value its value
     */
    void SetAttribute(const std::string& name, const AttributeValue& value);

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
     * \param name attribute of PeerConnectionManager; Port is 30303 unless set, and SendQueuePolicy
     *             Disconnect: a node that starts with another one stops the program
     * \param value its value
     */
    void SetConnectionAttribute(const std::string& name, const AttributeValue& value);

    /**
     * \param name attribute of WhisperUser; OfflineShare of mail servers is 0 all the same
     * \param value its value
     */
    void SetUserAttribute(const std::string& name, const AttributeValue& value);

    /**
     * \param name attribute of WakuTrafficGenerator
     * \param value its value
     */
    void SetTrafficAttribute(const std::string& name, const AttributeValue& value);

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

    /**
     * \param nodes where to install
     * \return one application for each node, in their order; in a distributed simulation one and
     *         the same for all nodes of other ranks that play the same part, on no node, which does
     *         not run
     */
    ApplicationContainer Install(const NodeContainer& nodes) const;

    /**
     * Let the applications dial along the links of an overlay; the first node of a link dials.
     * Links between two light nodes, which would disconnect each other, are left out. Nodes whose
     * users are offline at times dial their mail server as well. Stops unless there are as many
     * applications as nodes of the overlay, and an address for each.
     * \param applications node i of the overlay is application i
     * \param overlay who is connected to whom
     * \param addresses of the applications, in their order, one for each
     */
    void Connect(const ApplicationContainer& applications,
                 const OverlayGraph& overlay,
                 const Ipv4InterfaceContainer& addresses) const;

    /**
     * As above, for a distributed simulation: a rank has no interface of other ranks' nodes.
     * \param applications node i of the overlay is application i
     * \param overlay who is connected to whom
     * \param addresses of the applications, in their order, as WanHelper::GetIpv4Addresses
     */
    void Connect(const ApplicationContainer& applications,
                 const OverlayGraph& overlay,
                 const std::vector<Ipv4Address>& addresses) const;

    /**
     * As above, over IPv6.
     * \param applications node i of the overlay is application i
     * \param overlay who is connected to whom
     * \param addresses of the applications, in their order, as WanHelper::GetIpv6Addresses
     */
    void Connect(const ApplicationContainer& applications,
                 const OverlayGraph& overlay,
                 const std::vector<Ipv6Address>& addresses) const;

    /**
     * As above, over IPv6.
     * \param applications node i of the overlay is application i
     * \param overlay who is connected to whom
     * \param addresses of the applications, in their order: the last address of each interface
     */
    void Connect(const ApplicationContainer& applications,
                 const OverlayGraph& overlay,
                 const Ipv6InterfaceContainer& addresses) const;

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

    /**
     * Fix the random variable streams of the WhisperNode applications of nodes. In a distributed
     * simulation every rank has to call this for all nodes, those of other ranks among them, so
     * that an application has the same numbers on any number of ranks.
     * \param c nodes on which applications are installed
     * \param stream the first stream number
     * \return how many were used
     */
    int64_t AssignStreams(NodeContainer c, int64_t stream) const;

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

  private:
    /** What a node plays. */
    struct Parts
    {
        bool isEdge;    //!< edge node
        bool isServer;  //!< mail server
        bool isHostile; //!< attacker

        /** \param other other parts \return whether these sort before them */
        bool operator<(const Parts& other) const
        {
            return std::tie(isEdge, isServer, isHostile) <
                   std::tie(other.isEdge, other.isServer, other.isHostile);
        }
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
    void ConnectAll(const ApplicationContainer& applications,
                    const OverlayGraph& overlay,
                    const ApplicationAddresses& addresses) const;

    /**
     * \param applications node i of the overlay is application i
     * \param overlay who is connected to whom
     * \param addresses of the applications
     */
    void ConnectMailServers(const ApplicationContainer& applications,
                            const OverlayGraph& overlay,
                            const ApplicationAddresses& addresses) const;

    ObjectFactory m_node;             //!< makes applications
    ObjectFactory m_protocol;         //!< makes protocols
    ObjectFactory m_edgeProtocol;     //!< makes protocols of edge nodes
    ObjectFactory m_connections;      //!< makes connection managers
    ObjectFactory m_user;             //!< makes users
    ObjectFactory m_traffic;          //!< makes traffic generators
    ObjectFactory m_mailServer;       //!< makes mail servers
    ObjectFactory m_attacker;         //!< makes attackers
    bool m_hasTraffic{false};         //!< whether there is built-in traffic
    std::set<uint32_t> m_edgeNodes;   //!< by index
    std::set<uint32_t> m_mailServers; //!< by index
    std::set<uint32_t> m_attackers;   //!< by index
};

} // namespace ns3

#endif /* WAKU_WHISPER_HELPER_H */
