/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_P2P_NODE_H
#define WAKU_P2P_NODE_H

#include "peer-protocol.h"
#include "presence.h"
#include "waku-traffic-generator.h"

#include "ns3/application.h"
#include "ns3/peer-connection-manager.h"
#include "ns3/traced-callback.h"

#include <memory>
#include <string>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief A peer-to-peer node: an application that owns connections, timers and presence, and the
 * protocols that its connections carry.
 *
 * What the node says to its peers is up to the protocols that are mounted on it, each under its
 * protocol id. All use the same connections: one for each pair of nodes. It takes addresses, and
 * runs on any ns-3 topology.
 *
 * It is online from the start of the application to its stop, but for the times in which somebody
 * says that it is not (Presence): a script, by GoOffline() and GoOnline(), or a model of its user
 * or of churn. Offline it has no peers. Addresses that it was told to dial stay, those that peers
 * or an incoming connection brought do not.
 */
class P2pNode : public Application, private ConnectionObserver, private Presence::Listener
{
  public:
    /** \return the TypeId */
    static TypeId GetTypeId();

    P2pNode();
    ~P2pNode() override;

    /**
     * Mount a protocol. Stops the program if the application is initialised already; so does its
     * initialisation if two protocols have the same id.
     * \param protocol what the node speaks from its start on
     */
    void Mount(Ptr<PeerProtocol> protocol);

    /**
     * \param id a protocol id
     * \return the protocol that is mounted under it; null if there is none
     */
    Ptr<PeerProtocol> FindProtocol(const std::string& id) const;

    /** \return the first mounted protocol of class T; null if there is none */
    template <typename T>
    Ptr<T> FindProtocol() const;

    /**
     * Use random variable streams from this number on: of connections, traffic, and the mounted
     * protocols in their order.
     * \param stream the first number
     * \return how many were used
     */
    virtual int64_t AssignStreams(int64_t stream);

    /**
     * Connect to another node: at once, or when this one goes online. Stops the program if the
     * address is none or has no port.
     * \param remote IP address and port
     */
    void Dial(const Address& remote);

    /**
     * Say that the node is offline, when the present event is over. It closes all connections, and
     * stays offline until GoOnline(), whatever else happens; this can be said before the start.
     */
    void GoOffline();

    /**
     * Take GoOffline() back, when the present event is over. The node comes back if the application
     * runs and nobody else says that it is offline.
     */
    void GoOnline();

    /** \return whether the node takes part in the network */
    bool IsOnline() const
    {
        return m_presence.IsOnline();
    }

    /** \return who says what of the node's presence; for models of users and churn */
    Presence& GetPresence()
    {
        return m_presence;
    }

    /**
     * Stops the program if the application is initialised.
     * \param connections the connections of this node
     */
    void SetConnections(Ptr<PeerConnectionManager> connections);

    /** \return the connections */
    Ptr<PeerConnectionManager> GetConnections() const
    {
        return m_connections;
    }

    /** \return the built-in traffic; null if there is none */
    Ptr<WakuTrafficGenerator> GetTraffic() const
    {
        return m_traffic;
    }

    /**
     * Signature of trace sources PeerUp and PeerDown.
     * \param peer the peer
     */
    typedef void (*PeerTracedCallback)(const PeerInfo& peer);

    /**
     * Signature of trace source Online.
     * \param isOnline whether the node takes part in the network from now on
     */
    typedef void (*OnlineTracedCallback)(bool isOnline);

    /**
     * Signature of trace sources Tx and Rx.
     * \param bytes how many
     */
    typedef void (*BytesTracedCallback)(uint32_t bytes);

  protected:
    /** All attributes are set. */
    void NotifyConstructionCompleted() override;
    void DoInitialize() override;
    void DoDispose() override;
    void StartApplication() override;
    void StopApplication() override;

    /** \return connections for a node that was given none */
    virtual Ptr<PeerConnectionManager> CreateConnections() const;

    /**
     * Publish a message of the built-in traffic; by default every protocol is asked to.
     * \param size payload, bytes
     */
    virtual void PublishTraffic(uint32_t size);

    /**
     * As AssignStreams(), of connections and traffic alone.
     * \param stream the first number
     * \return how many were used
     */
    int64_t AssignOwnStreams(int64_t stream);

    /**
     * As AssignStreams(), of mounted protocols alone.
     * \param stream the first number
     * \param first the first of them, in the order in which they were mounted
     * \return how many were used
     */
    int64_t AssignProtocolStreams(int64_t stream, std::size_t first);

  private:
    class Mounted;

    // ConnectionObserver
    void PeerUp(const PeerInfo& peer) override;
    void PeerDown(const PeerInfo& peer) override;
    void BytesSent(const PeerInfo& peer, uint32_t bytes) override;
    void BytesReceived(const PeerInfo& peer, uint32_t bytes) override;

    // Presence::Listener
    void GoesOnline() override;
    void GoesOffline() override;
    void PresenceChanged(bool isOnline) override;

    /** \param delay after how long \param task what, unless the node goes offline before */
    void After(Time delay, std::function<void(Time now)> task);
    /** \return as PeerHost::GetNodeNumber() */
    uint32_t GetNumber() const;

    std::vector<std::unique_ptr<Mounted>> m_mounted; //!< protocols, in their order
    Ptr<PeerConnectionManager> m_connections;        //!< attribute Connections
    Ptr<WakuTrafficGenerator> m_traffic;             //!< attribute Traffic
    Presence m_presence;                             //!< online or offline
    uint32_t m_run{0};                               //!< grows each time that it goes online

    TracedCallback<bool> m_onlineTrace;              //!< trace source Online
    TracedCallback<const PeerInfo&> m_peerUpTrace;   //!< trace source PeerUp
    TracedCallback<const PeerInfo&> m_peerDownTrace; //!< trace source PeerDown
    TracedCallback<uint32_t> m_txTrace;              //!< trace source Tx
    TracedCallback<uint32_t> m_rxTrace;              //!< trace source Rx
};

/**
 * \brief A protocol on a node, and what it may ask of the node.
 */
class P2pNode::Mounted : public PeerHost
{
  public:
    /** \param node whose protocol it is \param protocol what the node speaks */
    Mounted(P2pNode& node, Ptr<PeerProtocol> protocol);
    ~Mounted() override;

    /** \return the protocol */
    const Ptr<PeerProtocol>& GetProtocol() const
    {
        return m_protocol;
    }

    /** Let the connections of the node carry the protocol. */
    void Register();

    Time GetNow() const override;
    bool Send(PeerId peer, Ptr<const StreamFrame> frame) override;
    bool Cancel(PeerId peer, const StreamFrame* frame) override;
    void Disconnect(PeerId peer) override;
    void Dial(const Address& remote) override;
    bool DialSuggested(const Address& remote) override;
    void After(Time delay, std::function<void(Time now)> task) override;
    uint32_t GetNodeNumber() const override;

  private:
    P2pNode& m_node;              //!< whose protocol it is
    Ptr<PeerProtocol> m_protocol; //!< what the node speaks
    uint32_t m_number{0};         //!< of the protocol, on each connection
};

template <typename T>
Ptr<T>
P2pNode::FindProtocol() const
{
    for (const auto& mounted : m_mounted)
    {
        if (const Ptr<T> protocol = DynamicCast<T>(mounted->GetProtocol()))
        {
            return protocol;
        }
    }
    return nullptr;
}

} // namespace ns3

#endif /* WAKU_P2P_NODE_H */
