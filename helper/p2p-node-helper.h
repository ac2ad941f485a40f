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
 * as an overlay says.
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
     * \param name attribute of the application; those that another setter of this helper sets stop
     *        the program and name that setter, as SetConnectionAttribute for Connections
     * \param value its value
     */
    void SetAttribute(const std::string& name, const AttributeValue& value);

    /**
     * \param name attribute of PeerConnectionManager
     * \param value its value
     */
    void SetConnectionAttribute(const std::string& name, const AttributeValue& value);

    /**
     * Let the applications publish messages by themselves; without this there is no such traffic.
     * \param name attribute of WakuTrafficGenerator
     * \param value its value
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
     * \param overlay who is connected to whom
     * \param addresses addresses of the applications, in their order
     */
    void Connect(const ApplicationContainer& applications,
                 const OverlayGraph& overlay,
                 const Ipv4InterfaceContainer& addresses) const;

    /**
     * As above, for a distributed simulation, where a rank has no interfaces of other ranks' nodes.
     * \param applications application i is node i of the overlay
     * \param overlay who is connected to whom
     * \param addresses addresses of the applications, as WanHelper::GetIpv4Addresses returns them
     */
    void Connect(const ApplicationContainer& applications,
                 const OverlayGraph& overlay,
                 const std::vector<Ipv4Address>& addresses) const;

    /**
     * As above, over IPv6.
     * \param applications application i is node i of the overlay
     * \param overlay who is connected to whom
     * \param addresses addresses of the applications, as WanHelper::GetIpv6Addresses returns them
     */
    void Connect(const ApplicationContainer& applications,
                 const OverlayGraph& overlay,
                 const std::vector<Ipv6Address>& addresses) const;

    /**
     * As above, over IPv6.
     * \param applications application i is node i of the overlay
     * \param overlay who is connected to whom
     * \param addresses interfaces of the applications; the last address of each is used
     */
    void Connect(const ApplicationContainer& applications,
                 const OverlayGraph& overlay,
                 const Ipv6InterfaceContainer& addresses) const;

    /**
     * Fix the random variable streams of this helper's kind of applications on nodes. In a
     * distributed simulation every rank has to call this for all nodes, those of other ranks
     * included, so that an application has the same numbers on any number of ranks.
     * \param c nodes on which applications are installed
     * \param stream first stream number
     * \return how many stream numbers were used
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
     * \param nodes nodes on which to install
     * \param create makes the application of a node, by the node's index
     * \param kindOf tells applications apart that need stand-ins of their own, by the node's index
     * \return as Install
     */
    ApplicationContainer InstallEach(const NodeContainer& nodes,
                                     const std::function<Ptr<P2pNode>(uint32_t index)>& create,
                                     const std::function<uint32_t(uint32_t index)>& kindOf) const;

    /** \return makes one application, with connections of its own */
    ObjectFactory MakeFactory() const;

    /** \param factory makes one application; it gets traffic if SetTrafficAttribute was called */
    void AddTraffic(ObjectFactory& factory) const;

    /**
     * \param applications applications
     * \param index index of one of them; one of another kind stops the program
     * \return it
     */
    Ptr<P2pNode> GetNode(const ApplicationContainer& applications, uint32_t index) const;

    /**
     * \param dialler first node of a link of the overlay
     * \param other second node of the link
     * \return whether the first is to dial the second
     */
    virtual bool IsToConnect(const P2pNode& dialler, const P2pNode& other) const;

    /**
     * What all forms of Connect do.
     * \param applications application i is node i of the overlay
     * \param overlay who is connected to whom
     * \param addresses addresses of the applications
     */
    virtual void ConnectAll(const ApplicationContainer& applications,
                            const OverlayGraph& overlay,
                            const ApplicationAddresses& addresses) const;

    /**
     * The deprecated form of AssignStreams that helpers had.
     * \param applications applications, of this helper's kind
     * \param stream first stream number
     * \return how many stream numbers were used
     */
    int64_t AssignStreamsOf(const ApplicationContainer& applications, int64_t stream) const;

    /** \return makes connection managers; for initial values of a derived helper */
    ObjectFactory& GetConnections()
    {
        return m_connections;
    }

    /** \return makes applications; for attributes that a derived helper sets itself */
    ObjectFactory& GetNodeFactory()
    {
        return m_node;
    }

  private:
    std::string m_name;                     //!< name of the helper, for messages
    ObjectFactory m_node;                   //!< makes applications
    RefusedAttributes m_refused;            //!< attributes that SetAttribute refuses
    ObjectFactory m_connections;            //!< makes connection managers
    ObjectFactory m_traffic;                //!< makes traffic generators
    bool m_hasTraffic{false};               //!< whether there is built-in traffic
    std::vector<ObjectFactory> m_protocols; //!< make protocols to mount, in their order
};

} // namespace ns3

#endif /* WAKU_P2P_NODE_HELPER_H */
