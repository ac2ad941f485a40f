/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_P2P_NODE_HELPER_H
#define WAKU_P2P_NODE_HELPER_H

#include "checked-factory.h"

#include "ns3/application-container.h"
#include "ns3/ipv4-interface-container.h"
#include "ns3/ipv6-interface-container.h"
#include "ns3/node-container.h"
#include "ns3/object-factory.h"
#include "ns3/overlay-graph.h"
#include "ns3/p2p-node.h"

#include <functional>
#include <map>
#include <string>
#include <vector>

namespace ns3
{

class ApplicationAddresses;

/**
 * \ingroup waku
 * \brief Installs P2pNode applications with the protocols of the user's choice, and connects them
 * along an overlay.
 *
 * \code
 *   P2pNodeHelper helper;
 *   helper.Mount("ns3::MyProtocol", "Interval", StringValue("5s"));
 *   ApplicationContainer applications = helper.Install(nodes);
 *   helper.Connect(applications, overlay, interfaces);
 *   helper.AssignStreams(nodes, 1000);
 * \endcode
 *
 * It is also the base of WakuRelayHelper and WhisperHelper, so that any protocol can be mounted
 * beside theirs. A value that an attribute does not allow stops the program and names the allowed
 * range, here as in the other helpers.
 */
class P2pNodeHelper
{
  public:
    P2pNodeHelper();
    virtual ~P2pNodeHelper();

    /**
     * \param name attribute of the application. An attribute that another setter of this helper
     *        sets stops the program with a message that names that setter, such as
     *        SetConnectionAttribute for Connections.
     * \param value value of the attribute
     */
    void SetAttribute(const std::string& name, const AttributeValue& value);

    /**
     * \param name attribute of PeerConnectionManager
     * \param value value of the attribute
     */
    void SetConnectionAttribute(const std::string& name, const AttributeValue& value);

    /**
     * Set an attribute of built-in traffic. Only after a call of this method do the applications
     * publish messages by themselves.
     * \param name attribute of WakuTrafficGenerator
     * \param value value of the attribute
     */
    void SetTrafficAttribute(const std::string& name, const AttributeValue& value);

    /**
     * Mount a protocol on every application. Protocols are mounted in the order of the calls; two
     * with the same protocol id stop the program when the applications start.
     * \param type TypeId name of a PeerProtocol; any other stops the program
     * \param args names and values of its attributes
     */
    template <typename... Args>
    void Mount(const std::string& type, Args&&... args)
    {
        m_protocols.push_back(MakeCheckedFactory<PeerProtocol>(m_name + "::Mount",
                                                               type,
                                                               std::forward<Args>(args)...));
    }

    /**
     * \param nodes nodes on which to install
     * \return one application for each node, in their order. In a distributed simulation the nodes
     *         of other ranks have stand-ins, which are on no node and do not run; one stand-in
     *         serves all nodes whose applications would be alike
     */
    virtual ApplicationContainer Install(const NodeContainer& nodes) const;

    /**
     * Let the applications dial along the links of an overlay: of each link, the first node dials
     * the second. Stops the program unless there are as many applications as nodes of the overlay,
     * and an address for each.
     * \param applications application i is node i of the overlay
     * \param overlay the overlay
     * \param addresses addresses of the applications, in their order
     */
    void Connect(const ApplicationContainer& applications,
                 const OverlayGraph& overlay,
                 const Ipv4InterfaceContainer& addresses) const;

    /**
     * As above, for a distributed simulation, where a rank has no interfaces of other ranks' nodes.
     * \param applications application i is node i of the overlay
     * \param overlay the overlay
     * \param addresses addresses of the applications, as WanHelper::GetIpv4Addresses returns them
     */
    void Connect(const ApplicationContainer& applications,
                 const OverlayGraph& overlay,
                 const std::vector<Ipv4Address>& addresses) const;

    /**
     * As above, over IPv6.
     * \param applications application i is node i of the overlay
     * \param overlay the overlay
     * \param addresses addresses of the applications, as WanHelper::GetIpv6Addresses returns them
     */
    void Connect(const ApplicationContainer& applications,
                 const OverlayGraph& overlay,
                 const std::vector<Ipv6Address>& addresses) const;

    /**
     * As above, over IPv6.
     * \param applications application i is node i of the overlay
     * \param overlay the overlay
     * \param addresses interfaces of the applications; the last address of each is used
     */
    void Connect(const ApplicationContainer& applications,
                 const OverlayGraph& overlay,
                 const Ipv6InterfaceContainer& addresses) const;

    /**
     * Assign fixed random variable streams to this helper's kind of applications on nodes. In a
     * distributed simulation every rank has to call this for all nodes, including those of other
     * ranks, so that the stream numbers do not depend on the number of ranks.
     * \param c nodes on which applications are installed
     * \param stream the first stream number to use
     * \return the number of streams used
     */
    int64_t AssignStreams(NodeContainer c, int64_t stream) const;

  protected:
    /** Name of an attribute, and what to use instead of SetAttribute. */
    using RefusedAttributes = std::map<std::string, std::string>;

    /**
     * \param name name of the helper, for messages
     * \param type TypeId name of the applications: a P2pNode
     * \param refused further attributes that SetAttribute refuses
     */
    P2pNodeHelper(const std::string& name,
                  const std::string& type,
                  const RefusedAttributes& refused);

    /**
     * Install an application on each node of this rank, and mount the protocols of Mount on it.
     * \param nodes the nodes
     * \param create function that creates the application of a node, by the node's index
     * \param kindOf function that gives the kind of a node's application, by the node's index; each
     *        kind has a stand-in of its own
     * \return as for Install
     */
    ApplicationContainer InstallEach(const NodeContainer& nodes,
                                     const std::function<Ptr<P2pNode>(uint32_t index)>& create,
                                     const std::function<uint32_t(uint32_t index)>& kindOf) const;

    /** \return factory of an application with connections of its own */
    ObjectFactory MakeFactory() const;

    /**
     * Add built-in traffic, if SetTrafficAttribute was called.
     * \param [in,out] factory factory of an application
     */
    void AddTraffic(ObjectFactory& factory) const;

    /**
     * \param applications the applications
     * \param index index of an application; an application of another kind stops the program
     * \return the application as a P2pNode
     */
    Ptr<P2pNode> GetNode(const ApplicationContainer& applications, uint32_t index) const;

    /**
     * \param dialler first node of a link of the overlay
     * \param other second node of the link
     * \return whether the first node dials the second
     */
    virtual bool IsToConnect(const P2pNode& dialler, const P2pNode& other) const;

    /**
     * Connect the applications, for all forms of Connect.
     * \param applications the applications; application i is node i of the overlay
     * \param overlay the overlay
     * \param addresses addresses of the applications
     */
    virtual void ConnectAll(const ApplicationContainer& applications,
                            const OverlayGraph& overlay,
                            const ApplicationAddresses& addresses) const;

    /**
     * Assign streams for the deprecated form of AssignStreams in derived helpers.
     * \param applications applications of this helper's kind
     * \param stream the first stream number to use
     * \return the number of streams used
     */
    int64_t AssignStreamsOf(const ApplicationContainer& applications, int64_t stream) const;

    /** \return factory of connection managers, for initial values of a derived helper */
    ObjectFactory& GetConnections()
    {
        return m_connections;
    }

    /** \return factory of applications, for attributes that a derived helper sets itself */
    ObjectFactory& GetNodeFactory()
    {
        return m_node;
    }

  private:
    std::string m_name;                     //!< name of the helper, for messages
    ObjectFactory m_node;                   //!< factory of applications
    RefusedAttributes m_refused;            //!< attributes that SetAttribute refuses
    ObjectFactory m_connections;            //!< factory of connection managers
    ObjectFactory m_traffic;                //!< factory of traffic generators
    bool m_hasTraffic{false};               //!< whether there is built-in traffic
    std::vector<ObjectFactory> m_protocols; //!< factories of protocols to mount, in their order
};

} // namespace ns3

#endif /* WAKU_P2P_NODE_HELPER_H */
