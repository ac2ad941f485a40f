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
 * It is mounted on a P2pNode (P2pNode::Mount), which tells it what happens to its peers and their
 * streams (StreamHandler); everything else, the time included, it asks of its PeerHost. So it runs
 * in tests without a network, and over any transport.
 *
 * A new protocol says what its id is and how the bytes of a peer are read (CreateParser), and
 * overrides what else concerns it.
 */
class PeerProtocol : public Object, public StreamHandler
{
  public:
    /** \return the TypeId */
    static TypeId GetTypeId();

    PeerProtocol();
    ~PeerProtocol() override;

    /** \return the protocol id by which peers agree to speak it, as `/vac/waku/relay/2.0.0` */
    virtual std::string GetProtocolId() const = 0;

    /** \param host does the I/O; must outlive the protocol or be unset */
    void SetHost(PeerHost* host);

    /**
     * Use random variable streams from this number on. By default none are used.
     * \param stream the first number
     * \return how many were used
     */
    virtual int64_t AssignStreams(int64_t stream);

    /**
     * The node goes online: peers may come from now on.
     * \param now the present
     */
    virtual void Start(Time now);

    /**
     * The node has gone offline; all peers are gone.
     * \param now the present
     */
    virtual void Stop(Time now);

    /** \return whether the node is online */
    bool IsStarted() const
    {
        return m_isStarted;
    }

    /**
     * Publish a message for the built-in traffic of the node. By default nothing is published.
     * \param size payload, bytes
     */
    virtual void PublishTraffic(uint32_t size);

    void PeerUp(const PeerInfo& peer) override;
    void PeerDown(const PeerInfo& peer) override;
    void FrameSent(const PeerInfo& peer, Ptr<const StreamFrame> frame) override;
    void FrameDropped(const PeerInfo& peer, Ptr<const StreamFrame> frame) override;

  protected:
    void DoDispose() override;

    /** \return the present; 0 without a host */
    Time GetNow() const
    {
        return m_host ? m_host->GetNow() : Time(0);
    }

    /** \return who does the I/O; there has to be one */
    PeerHost& GetHost() const
    {
        return *m_host;
    }

  private:
    PeerHost* m_host{nullptr}; //!< does the I/O
    bool m_isStarted{false};   //!< between Start() and Stop()
};

} // namespace ns3

#endif /* WAKU_PEER_PROTOCOL_H */
