/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_PSS_PROBE_H
#define WAKU_PSS_PROBE_H

#include "message-probe.h"

#include "ns3/pss-node.h"

#include <memory>
#include <utility>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief The nodes of a run of pss, of whom the address of a message tells which are expected to
 * get it.
 */
class PssRoster
{
  public:
    /**
     * \param node index of a node
     * \param application its application
     */
    void Add(uint32_t node, Ptr<PssNode> application);

    /**
     * Find the nodes that have to get a message (ethersphere/swarm, pss/prox_test.go): those whose
     * address begins like that of the message; and, if it has handlers for its neighbourhood, the
     * node that is nearest to the address of the message. Only nodes count that are online and can
     * read it.
     * \param message the message
     * \return indices of the nodes
     */
    std::vector<uint32_t> FindExpected(const PssMessage& message) const;

  private:
    std::vector<std::pair<uint32_t, Ptr<PssNode>>> m_nodes; //!< index and application
};

/**
 * \ingroup waku
 * \brief The MessageProbe of a PssNode.
 */
class PssProbe : public MessageProbe
{
  public:
    /** The class of its applications. */
    using Application = PssNode;

    /**
     * \param feed feed of the run
     * \param node index of the node
     * \param pss the application
     * \param roster nodes of the run, to which this one is added
     */
    PssProbe(MessageFeed& feed, uint32_t node, Ptr<PssNode> pss, std::shared_ptr<PssRoster> roster);

    /** \return the protocol for a MessageFeed, with a roster of its own */
    static MessageFeed::Protocol MakeProtocol();

    Ptr<Object> GetPool() const override;
    void ListenToPool() override;

  private:
    // Sinks of PssNode's trace sources of these names.
    void Publish(Ptr<const PssMessage> message);
    void Send(Ptr<const PssMessage> message, const PeerInfo& peer);
    void Receive(Ptr<const PssMessage> message, const PeerInfo& peer);
    void Duplicate(Ptr<const PssMessage> message, const PeerInfo& peer);
    void Reject(Ptr<const PssMessage> message, const PeerInfo& peer, PssError error);
    void Deliver(Ptr<const PssMessage> message);

    /**
     * Pass on that nobody handles a message any longer.
     * \param message the message
     */
    void Forget(Ptr<const PssMessage> message);

    Ptr<PssNode> m_pss;                  //!< the application
    std::shared_ptr<PssRoster> m_roster; //!< nodes of the run
};

} // namespace ns3

#endif /* WAKU_PSS_PROBE_H */
