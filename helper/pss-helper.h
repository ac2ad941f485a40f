/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_PSS_HELPER_H
#define WAKU_PSS_HELPER_H

#include "p2p-node-helper.h"

#include "ns3/nstime.h"
#include "ns3/object-factory.h"
#include "ns3/pss-network.h"
#include "ns3/pss-node.h"

#include <optional>
#include <string>

namespace ns3
{

/**
 * \ingroup waku
 * \brief Installs PssNode applications, and gives them overlay addresses and contacts.
 *
 * \code
 *   PssNetwork network = PssHelper::CreateNetwork(nodes.GetN(), PssKademliaSettings(), 5);
 *   PssHelper pss;
 *   pss.SetNetwork(network);
 *   ApplicationContainer peers = pss.Install(nodes);
 *   pss.Connect(peers, network.GetGraph(), addresses);
 *   pss.AssignStreams(nodes, 1000);
 * \endcode
 *
 * With SetNetwork, nodes have the addresses of a network that exists, and neither tell each other
 * of nodes nor dial others (Discovery and AutoConnect are false, unless set later). Without it,
 * they have random addresses, and find each other from any connections that Connect makes.
 *
 * SetAttribute takes the attributes of PssNode, which has those of PssProtocol, except User. By
 * default connections have Port 30399 and SendQueuePolicy Disconnect.
 *
 * The nodes have to be in one process: Install() stops the program in a distributed simulation.
 */
class PssHelper : public P2pNodeHelper
{
  public:
    PssHelper();

    /**
     * Make a network, as PssNetwork::Create does.
     * \param nodes number of nodes; fewer than 2 stop the program
     * \param settings settings of the tables
     * \param stream number of the first of two random variable streams
     * \return the network
     */
    static PssNetwork CreateNetwork(uint32_t nodes,
                                    const PssKademliaSettings& settings,
                                    int64_t stream);

    /**
     * Read a network, as PssNetwork::Read does. The program ends with one sentence if the file is
     * missing or malformed.
     * \param path path of a snapshot of Swarm's simulations
     * \return the network
     */
    static PssNetwork ReadNetwork(const std::string& path);

    /**
     * Set the overlay addresses of the nodes of Install().
     * \param network the network, with as many nodes
     */
    void SetNetwork(const PssNetwork& network);

    /**
     * \param stream number of the random variable stream of overlay addresses, without SetNetwork
     */
    void SetAddressStream(int64_t stream)
    {
        m_addressStream = stream;
    }

    /**
     * \param name attribute of PssUser
     * \param value value of the attribute
     */
    void SetUserAttribute(const std::string& name, const AttributeValue& value);

    /**
     * Let every user write messages. The messages of a user are a Poisson process.
     * \param messagesPerHour mean number of messages of each user per hour
     * \param size payload of a message, in bytes
     * \param start time at which traffic starts
     * \param stop time at which traffic stops
     */
    void SetTraffic(double messagesPerHour, uint32_t size, Time start, Time stop);

    ApplicationContainer Install(const NodeContainer& nodes) const override;

    /**
     * Let users write one message per second in total. The user who writes is drawn at random for
     * each message.
     * \param applications applications of the users
     * \param messages number of messages
     * \param size payload of a message, in bytes
     * \param start time of the first message
     * \param stream number of the random variable stream
     */
    static void WriteEverySecond(const ApplicationContainer& applications,
                                 uint32_t messages,
                                 uint32_t size,
                                 Time start,
                                 int64_t stream);

  private:
    std::optional<PssNetwork> m_network; //!< addresses of the nodes
    int64_t m_addressStream{-1};         //!< stream of addresses without it
    ObjectFactory m_user;                //!< factory of users
};

} // namespace ns3

#endif /* WAKU_PSS_HELPER_H */
