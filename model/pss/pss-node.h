/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_PSS_NODE_H
#define WAKU_PSS_NODE_H

#include "pss-protocol.h"
#include "pss-user.h"

#include "ns3/p2p-node.h"

#include <string>

namespace ns3
{

/**
 * \ingroup waku
 * \brief A node of Swarm's pss over TCP, with its user.
 *
 * It is a P2pNode on which a PssProtocol is mounted. It tells others its own IP address, the first
 * that is not a loopback address. By default connections have Port 30399 and SendQueuePolicy
 * Disconnect; a node that starts with another policy stops the program, since no frame of a stream
 * of RLPx frames may be missing.
 *
 * The class also has the attributes and trace sources of PssProtocol, under their own names.
 */
class PssNode : public P2pNode
{
  public:
    /** \return the TypeId */
    static TypeId GetTypeId();

    PssNode();
    ~PssNode() override;

    int64_t AssignStreams(int64_t stream) override;

    std::string GetRole() const override;

    /** \return the protocol */
    Ptr<PssProtocol> GetProtocol() const
    {
        return m_protocol;
    }

    /** \return the user */
    Ptr<PssUser> GetUser() const
    {
        return m_user;
    }

    /** \return overlay address of the node, which is drawn now unless it is known */
    const PssAddress& GetOverlayAddress() const
    {
        return m_protocol->GetOverlayAddress();
    }

    /**
     * Add a handler.
     * \param topic topic of its messages
     * \param handler the handler
     * \return a number for PssHandlers::Remove
     */
    uint32_t Register(PssTopic topic, const PssHandler& handler);

    /** \copydoc PssProtocol::Send */
    Ptr<const PssMessage> Send(const PssPost& post, Time ttl = Time(0));

    /**
     * Let the user send a message.
     * \param size bytes of its payload, at least 1
     * \return the message; null if the node is offline
     */
    Ptr<const PssMessage> Publish(uint32_t size);

  protected:
    /** All attributes are set. */
    void NotifyConstructionCompleted() override;
    void DoDispose() override;
    void StartApplication() override;
    Ptr<PeerConnectionManager> CreateConnections() const override;
    void PublishTraffic(uint32_t size) override;

  private:
    /**
     * \param whole a PssNode
     * \return its protocol
     */
    static ObjectBase* FindProtocolOf(ObjectBase* whole);

    Ptr<PssProtocol> m_protocol; //!< the mounted protocol
    Ptr<PssUser> m_user;         //!< attribute User
};

} // namespace ns3

#endif /* WAKU_PSS_NODE_H */
