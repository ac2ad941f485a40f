/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_ADVERSARY_HELPER_H
#define WAKU_ADVERSARY_HELPER_H

#include "p2p-node-helper.h"
#include "part-attributes.h"

#include "ns3/address.h"

#include <cstdint>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace ns3
{

class PubsubProtocol;

/**
 * \ingroup waku
 * \brief Installs adversaries: many identities on each host, and lets them dial their victims.
 *
 * \code
 *   AdversaryHelper attack("ns3::WithholdingAdversary", "Share", DoubleValue(0.5));
 *   attack.SetIdentities(4);
 *   ApplicationContainer adversaries = attack.Install(attackers, *relays.Get(0));
 *   attack.Dial(adversaries, victims, 100);
 *   attack.AssignStreams(adversaries, 5000);
 * \endcode
 *
 * Each identity is a P2pNode with a port of its own, so all identities of a host have one IP
 * address, as P6 sees it. They do not dial each other.
 */
class AdversaryHelper : public P2pNodeHelper
{
  public:
    /**
     * \param type TypeId name of a PeerProtocol, such as a PubsubAdversary; any other stops the
     *        program
     * \param args names and values of its attributes
     */
    template <typename... Args>
    explicit AdversaryHelper(const std::string& type, Args&&... args)
        : P2pNodeHelper("AdversaryHelper", "ns3::P2pNode", {}),
          m_sybil("ns3::SybilRouter")
    {
        Mount(type, std::forward<Args>(args)...);
    }

    ~AdversaryHelper() override;

    /** \param identities number of identities on each host, on ports from that of the first on */
    void SetIdentities(uint32_t identities);

    /**
     * \param name attribute of SybilRouter, for adversaries that have one
     * \param value value of the attribute
     */
    void SetSybilAttribute(const std::string& name, const AttributeValue& value);

    /**
     * Install adversaries that speak the protocol of honest nodes: with the message pool, the
     * protocol id, the largest message and the secure channel of one of them.
     * \param hosts the hosts
     * \param honest an honest node, which has its protocols
     * \return the adversaries, those of a host in a row
     */
    ApplicationContainer Install(const NodeContainer& hosts, const P2pNode& honest) const;

    /**
     * Let each adversary dial some victims, drawn at random.
     * \param adversaries the adversaries
     * \param victims IP addresses and ports of the victims
     * \param connections how many of them each adversary dials; all if there are no more
     * \param stream stream number of the draw
     */
    void Dial(const ApplicationContainer& adversaries,
              const std::vector<Address>& victims,
              uint32_t connections,
              int64_t stream) const;

    /**
     * Assign fixed random variable streams.
     * \param adversaries the adversaries
     * \param stream the first stream number to use
     * \return the number of streams used
     */
    int64_t AssignStreams(const ApplicationContainer& adversaries, int64_t stream) const;

    /**
     * \param protocol pubsub on an honest node
     * \return the topics to which it is subscribed, or will be when it starts
     */
    static std::set<std::string> GetTopics(const PubsubProtocol& protocol);

  private:
    /**
     * Let an adversary speak as honest nodes do.
     * \param adversary the adversary
     * \param honest an honest node
     */
    void Imitate(P2pNode& adversary, const P2pNode& honest) const;

    uint32_t m_identities{1}; //!< on each host
    PartAttributes m_sybil;   //!< attributes of SybilRouter
};

} // namespace ns3

#endif /* WAKU_ADVERSARY_HELPER_H */
