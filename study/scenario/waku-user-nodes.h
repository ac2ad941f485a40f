/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_USER_NODES_H
#define WAKU_USER_NODES_H

#include "scenario-protocol.h"

#include "ns3/waku-discovery.h"
#include "ns3/waku-light-node-helper.h"
#include "ns3/waku-node-helper.h"
#include "ns3/waku-user-kinds.h"

#include <array>

namespace ns3
{

/**
 * \ingroup waku
 * \brief Installs the nodes of users of several kinds for a scenario: relays, service nodes, and
 * light nodes that use these.
 */
class WakuUserNodes
{
  public:
    /** How light nodes get their service nodes. */
    enum class Finding
    {
        LIST,     //!< all are on their lists
        EXCHANGE, //!< from ambient discovery, by peer exchange
    };

    /**
     * \param kinds kinds of the users' nodes; must exist as long as this object
     * \param setting hosts of the run; must exist as long as this object
     */
    WakuUserNodes(const WakuUserKinds& kinds, const ScenarioProtocol::Setting& setting);

    /**
     * Install all nodes.
     * \param relay installs relays; whether they fetch what they missed is set here
     * \param service installs service nodes; what they serve is set here
     * \param secureChannel whether connections of light nodes have the bytes of Noise and yamux
     * \param finding how light nodes get their service nodes
     * \param fetchMissed whether relays that are back online ask the stores of service nodes
     * \return the applications in the order of the hosts
     */
    ApplicationContainer Install(WakuNodeHelper& relay,
                                 WakuNodeHelper& service,
                                 bool secureChannel,
                                 Finding finding,
                                 bool fetchMissed);

    /** \return ambient discovery, which has not started; null if there is none */
    Ptr<WakuDiscovery> GetDiscovery() const
    {
        return m_discovery;
    }

  private:
    /** The users of one kind. */
    struct Group
    {
        NodeContainer hosts;                //!< hosts
        std::vector<Ipv4Address> addresses; //!< their addresses
        ApplicationContainer applications;  //!< their applications
    };

    /**
     * \param kind a kind
     * \return its users
     */
    Group& Of(WakuUserKind kind)
    {
        return m_groups.at(static_cast<std::size_t>(kind));
    }

    /**
     * Let service nodes serve, within limits that all light nodes fit into.
     * \param service installs service nodes
     * \param finding how light nodes get their service nodes
     */
    void SetUp(WakuNodeHelper& service, Finding finding) const;
    /**
     * Install light nodes.
     * \param light installs them
     * \param finding how they get their service nodes
     */
    void InstallLight(const WakuLightNodeHelper& light, Finding finding);

    const WakuUserKinds& m_kinds;                //!< kinds of the users' nodes
    const ScenarioProtocol::Setting& m_setting;  //!< hosts
    std::array<Group, WAKU_USER_KINDS> m_groups; //!< users by kind
    Ptr<WakuDiscovery> m_discovery;              //!< ambient discovery
};

} // namespace ns3

#endif /* WAKU_USER_NODES_H */
