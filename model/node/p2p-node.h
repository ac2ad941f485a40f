/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_P2P_NODE_H
#define WAKU_P2P_NODE_H

#include "peer-protocol.h"
#include "presence.h"
#include "waku-traffic-generator.h"

#include "ns3/application.h"
#include "ns3/light-traced-callback.h"
#include "ns3/peer-connection-manager.h"

#include <memory>
#include <string>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief A peer-to-peer node: an application that owns connections, timers and presence, and has
 * protocols that its connections carry.
 *
 * Protocols are mounted on the node, each under its protocol id, and decide what it sends to its
 * peers. All protocols share the connections of the node; there is one connection for each pair of
 * nodes. The node uses IP addresses and runs on any ns-3 topology.
 *
 * The node is online from the start of the application to its stop, except when it is sent offline
 * (Presence): by a script with GoOffline() and GoOnline(), or by a model of its user or of churn.
 * Offline it has no peers. It keeps the addresses that it was told to dial, but not those that came
 * from peers or incoming connections.
 */
class P2pNode : public Application, private ConnectionObserver, private Presence::Listener
{
  public:
    /** \return the TypeId */
    static TypeId GetTypeId();

    P2pNode();
    ~P2pNode() override;

    /**
     * Mount a protocol. The program stops if the application has been initialised. Its
     * initialisation stops the program if two protocols have the same id.
     * \param protocol the protocol, which the node speaks from its start on
     */
    void Mount(Ptr<PeerProtocol> protocol);

    /**
     * \param id a protocol id
     * \return the protocol mounted under the id; null if there is none
     */
    Ptr<PeerProtocol> FindProtocol(const std::string& id) const;

    /** \return the first mounted protocol of class T; null if there is none */
    template <typename T>
    Ptr<T> FindProtocol() const;

    /** \return what the node is in its network, such as `relay` or `light node`, for pictures */
    virtual std::string GetRole() const;

    /**
     * Assign fixed random variable streams to connections, traffic and the mounted protocols, in
     * this order.
     * \param stream the first stream number to use
     * \return the number of streams used
     */
    virtual int64_t AssignStreams(int64_t stream);

    /**
     * Connect to another node, at once or when this node goes online. The program stops if the
     * address is not an IP address with a port.
     * \param remote IP address and port
     */
    void Dial(const Address& remote);

    /**
     * Send the node offline when the current event is over. It closes all connections and stays
     * offline until GoOnline(), whatever else happens. This can be called before the start.
     */
    void GoOffline();

    /**
     * Undo GoOffline() when the current event is over. The node goes online if the application runs
     * and nothing else keeps it offline.
     */
    void GoOnline();

    /** \return whether the node takes part in the network */
    bool IsOnline() const
    {
        return m_presence.IsOnline();
    }

    /** \return presence of the node, for models of users and ScenarioEvents */
    Presence& GetPresence()
    {
        return m_presence;
    }

    /**
     * Set the connections of this node. The program stops if the application has been initialised.
     * \param connections the connections
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
     * \param isOnline whether the node is online from now on
     */
    typedef void (*OnlineTracedCallback)(bool isOnline);

    /**
     * Signature of trace sources Tx and Rx.
     * \param bytes number of bytes
     */
    typedef void (*BytesTracedCallback)(uint32_t bytes);

  protected:
    /** All attributes are set. */
    void NotifyConstructionCompleted() override;
    void DoInitialize() override;
    void DoDispose() override;
    void StartApplication() override;
    void StopApplication() override;

    /** \return connections for a node whose connections were not set */
    virtual Ptr<PeerConnectionManager> CreateConnections() const;

    /**
     * Publish a message of the built-in traffic. By default every protocol is asked to publish one.
     * \param size payload of the message, in bytes
     */
    virtual void PublishTraffic(uint32_t size);

    /**
     * Assign fixed random variable streams to connections and traffic only.
     * \param stream the first stream number to use
     * \return the number of streams used
     */
    int64_t AssignOwnStreams(int64_t stream);

    /**
     * Assign fixed random variable streams to mounted protocols only.
     * \param stream the first stream number to use
     * \param first index of the first of these protocols, in the order in which they were mounted
     * \return the number of streams used
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
    void Crashes() override;
    void PresenceChanged(bool isOnline) override;

    /** Stop the protocols, whose connections have ended. */
    void StopProtocols();

    /**
     * Call a function later, unless the node goes offline before.
     * \param delay time until the call
     * \param task the function
     */
    void After(Time delay, std::function<void(Time now)> task);
    /** \return number of the node, as PeerHost::GetNodeNumber() */
    uint32_t GetNumber() const;

    std::vector<std::unique_ptr<Mounted>> m_mounted; //!< mounted protocols, in their order
    Ptr<PeerConnectionManager> m_connections;        //!< attribute Connections
    Ptr<WakuTrafficGenerator> m_traffic;             //!< attribute Traffic
    Presence m_presence;                             //!< whether the node is online
    uint32_t m_run{0};                               //!< how often the node has gone online

    LightTracedCallback<bool> m_onlineTrace;              //!< trace source Online
    LightTracedCallback<const PeerInfo&> m_peerUpTrace;   //!< trace source PeerUp
    LightTracedCallback<const PeerInfo&> m_peerDownTrace; //!< trace source PeerDown
    LightTracedCallback<uint32_t> m_txTrace;              //!< trace source Tx
    LightTracedCallback<uint32_t> m_rxTrace;              //!< trace source Rx
};

/** A protocol mounted on a node, and the PeerHost of the protocol. */
class P2pNode::Mounted : public PeerHost
{
  public:
    /**
     * \param node the node
     * \param protocol the protocol
     */
    Mounted(P2pNode& node, Ptr<PeerProtocol> protocol);
    ~Mounted() override;

    /** \return the protocol */
    const Ptr<PeerProtocol>& GetProtocol() const
    {
        return m_protocol;
    }

    /** Add the protocol to the connections of the node. */
    void Register();

    Time GetNow() const override;
    bool Send(PeerId peer, Ptr<const StreamFrame> frame) override;
    bool SendAhead(PeerId peer, Ptr<const StreamFrame> frame) override;
    bool Cancel(PeerId peer, const StreamFrame* frame) override;
    void Disconnect(PeerId peer) override;
    void Dial(const Address& remote) override;
    bool DialSuggested(const Address& remote) override;
    void After(Time delay, std::function<void(Time now)> task) override;
    uint32_t GetNodeNumber() const override;

  private:
    P2pNode& m_node;              //!< the node
    Ptr<PeerProtocol> m_protocol; //!< what the node speaks
    uint32_t m_number{0};         //!< number of the protocol at the connections
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
