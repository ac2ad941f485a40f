/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_PEER_PROTOCOL_H
#define WAKU_PEER_PROTOCOL_H

#include "peer-host.h"

#include "ns3/object.h"
#include "ns3/peer-connection-manager.h"

#include <memory>
#include <string>

namespace ns3
{

/**
 * \ingroup waku
 * \brief A protocol between peers, as a state machine without sockets.
 *
 * It is mounted on a P2pNode (P2pNode::Mount), which calls it with the events of its peers and
 * their streams (StreamHandler). For everything else, including the time, it calls its PeerHost. So
 * it can be tested without a network, and runs over any transport.
 *
 * A new protocol implements GetProtocolId and CreateParser, and overrides the other methods that it
 * needs.
 */
class PeerProtocol : public Object, public StreamHandler
{
  public:
    /** \return the TypeId */
    static TypeId GetTypeId();

    PeerProtocol();
    ~PeerProtocol() override;

    /** \return protocol id by which peers agree on the protocol, such as `/vac/waku/relay/2.0.0` */
    virtual std::string GetProtocolId() const = 0;

    /** \param host the host; must outlive the protocol, or be set to null before */
    void SetHost(PeerHost* host);

    /**
     * Assign fixed random variable streams. By default none are used.
     * \param stream the first stream number to use
     * \return the number of streams used
     */
    virtual int64_t AssignStreams(int64_t stream);

    /**
     * Start, since the node goes online. Peers can connect from now on.
     * \param now current time
     */
    virtual void Start(Time now);

    /**
     * Stop, since the node has gone offline. All peers have been removed.
     * \param now current time
     */
    virtual void Stop(Time now);

    /** \return whether the node is online */
    bool IsStarted() const
    {
        return m_isStarted;
    }

    /**
     * Publish a message of the node's built-in traffic. By default nothing is published.
     * \param size payload of the message, in bytes
     */
    virtual void PublishTraffic(uint32_t size);

    void PeerUp(const PeerInfo& peer) override;
    void PeerDown(const PeerInfo& peer) override;
    void FrameSent(const PeerInfo& peer, Ptr<const StreamFrame> frame) override;
    void FrameDropped(const PeerInfo& peer, Ptr<const StreamFrame> frame) override;

  protected:
    void DoDispose() override;

    /** \return current time; 0 without a host */
    Time GetNow() const
    {
        return m_host ? m_host->GetNow() : Time(0);
    }

    /** \return the host, which must have been set */
    PeerHost& GetHost() const
    {
        return *m_host;
    }

  private:
    PeerHost* m_host{nullptr}; //!< the host
    bool m_isStarted{false};   //!< whether the node is online
};

} // namespace ns3

#endif /* WAKU_PEER_PROTOCOL_H */
