/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_PUBSUB_ROUTER_H
#define WAKU_PUBSUB_ROUTER_H

#include "pubsub-message-pool.h"
#include "pubsub-rpc.h"
#include "pubsub-seen-cache.h"
#include "pubsub-shared-rpc.h"

#include "ns3/light-traced-callback.h"
#include "ns3/nstime.h"
#include "ns3/object.h"
#include "ns3/peer-info.h"

#include <boost/container/flat_map.hpp>
#include <functional>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief Result of the validation of a message (gossipsub v1.1, "Extended Validators").
 */
enum class ValidationResult
{
    ACCEPT, //!< the message is delivered and forwarded
    IGNORE, //!< the message is neither delivered nor forwarded, and no peer is penalised
    REJECT, //!< the message is neither delivered nor forwarded, and its senders are penalised
};

/**
 * \ingroup waku
 * \brief The I/O that a router needs from the application that owns it.
 */
class PubsubHost
{
  public:
    virtual ~PubsubHost() = default;

    /**
     * Send a full message.
     * \param peer the receiving peer
     * \param message the message
     */
    virtual void SendMessage(PeerId peer, Ptr<const PubsubMessage> message) = 0;

    /**
     * Send a full message of this node before those that wait and that it relays. By default it is
     * sent like any other.
     * \param peer the receiving peer
     * \param message the message
     */
    virtual void SendOwnMessage(PeerId peer, Ptr<const PubsubMessage> message)
    {
        SendMessage(peer, message);
    }

    /**
     * Send subscriptions and control messages.
     * \param peer the receiving peer
     * \param rpc the RPC, without full messages
     */
    virtual void SendRpc(PeerId peer, const PubsubRpc& rpc) = 0;

    /**
     * Send subscriptions and control messages that other peers receive too. By default they are
     * sent like any others.
     * \param peer the receiving peer
     * \param rpc the RPC, without full messages
     */
    virtual void SendSharedRpc(PeerId peer, const PubsubSharedRpc& rpc)
    {
        SendRpc(peer, rpc.Get());
    }

    /**
     * Get the size of the largest RPC that peers read. The router splits subscriptions and control
     * messages into RPCs of at most that size.
     * \return the size in bytes, without the delimiter
     */
    virtual uint32_t GetMaxRpcSize() const
    {
        return 1 << 20;
    }

    /**
     * Remove a full message that waits in the send queue.
     * \param peer the receiving peer
     * \param message the message
     * \return whether the message was removed; false if it no longer waits
     */
    virtual bool CancelMessage(PeerId peer, Ptr<const PubsubMessage> message) = 0;

    /**
     * Begin to validate a message. The host calls PubsubRouter::Validated when validation is
     * finished, at once or later.
     * \param peer the peer that has sent the message
     * \param message the message
     */
    virtual void Validate(PeerId peer, Ptr<const PubsubMessage> message) = 0;

    /**
     * Deliver a valid message to the application.
     * \param message the message
     */
    virtual void Deliver(Ptr<const PubsubMessage> message) = 0;

    /**
     * Close the connection to a peer.
     * \param peer the peer
     */
    virtual void Disconnect(PeerId peer) = 0;

    /**
     * Connect to a peer that a PRUNE has named.
     * \param peer record of the peer for peer exchange
     */
    virtual void Connect(const std::string& peer) = 0;

    /**
     * \param peer a connected peer
     * \return the peer's record for peer exchange; empty if the peer cannot be dialled
     */
    virtual std::string GetPeerRecord(PeerId peer) const = 0;

    /**
     * Call a function later.
     * \param delay time until the call
     * \param task the function, which gets the current time
     */
    virtual void After(Time delay, std::function<void(Time now)> task) = 0;
};

/**
 * \ingroup waku
 * \brief A pubsub router as a state machine without sockets (libp2p pubsub; PubSub and PubSubRouter
 * of go-libp2p-pubsub).
 *
 * This class has what all routers share: subscriptions, the seen cache, and the way of a message
 * from its first copy through validation to delivery and forwarding. Subclasses choose the peers to
 * which a message is sent. The router is told of all events with the current time, and acts through
 * its PubsubHost, so it can be tested without a network.
 *
 * Trace sinks, and the host during a call of the router, may call any method of the router. Calls
 * that change the containers over which the router may be iterating (start, stop, peers,
 * subscriptions) take effect when the current step of the router is finished.
 */
class PubsubRouter : public Object
{
  public:
    /** Peers in the order of their ids. */
    using Peers = boost::container::flat_map<PeerId, PeerInfo>;

    /** Full messages in an order. */
    using Messages = std::vector<Ptr<const PubsubMessage>>;

    /** \return the TypeId */
    static TypeId GetTypeId();

    PubsubRouter();
    ~PubsubRouter() override;

    /** \param host the host; must outlive the router, or exist until DoDispose */
    void SetHost(PubsubHost* host);

    /** \param pool pool of the messages of the run */
    void SetMessagePool(Ptr<MessagePool> pool);

    /** \return pool of the messages of the run */
    Ptr<MessagePool> GetMessagePool() const
    {
        return m_pool;
    }

    /**
     * Assign fixed random variable streams to the router.
     * \param stream the first stream number to use
     * \return the number of streams used
     */
    virtual int64_t AssignStreams(int64_t stream);

    /** \return the protocol id that belongs to the router's version of pubsub */
    virtual std::string GetProtocolId() const;

    /**
     * Start the router with the application.
     * \param now current time
     */
    void Start(Time now);

    /**
     * Stop the router with the application. All peers are removed.
     * \param now current time
     */
    void Stop(Time now);

    /**
     * Add a peer that has connected.
     * \param now current time
     * \param peer the peer
     */
    void AddPeer(Time now, const PeerInfo& peer);

    /**
     * Remove a peer that has disconnected.
     * \param now current time
     * \param peer the peer
     */
    void RemovePeer(Time now, PeerId peer);

    /**
     * Subscribe to a topic, and announce it to all peers.
     * \param now current time
     * \param topic the pubsub topic
     */
    void Subscribe(Time now, const std::string& topic);

    /**
     * Unsubscribe from a topic, and announce it to all peers.
     * \param now current time
     * \param topic the pubsub topic
     */
    void Unsubscribe(Time now, const std::string& topic);

    /**
     * \param topic a pubsub topic
     * \return whether this node is subscribed to it
     */
    bool IsSubscribed(const std::string& topic) const;

    /** \return the topics that this node is subscribed to */
    const std::set<std::string>& GetSubscriptions() const
    {
        return m_topics;
    }

    /** \return the topics of this node */
    const std::set<std::string>& GetTopics() const
    {
        return m_topics;
    }

    /**
     * Publish a message of this node. Nothing happens if the node has seen the message.
     * \param now current time
     * \param message the message
     */
    void Publish(Time now, Ptr<const PubsubMessage> message);

    /**
     * Publish messages of this node together. Those that the node has seen are left out.
     * \param now current time
     * \param messages the messages
     */
    void PublishBatch(Time now, const Messages& messages);

    /**
     * Handle an RPC.
     * \param now current time
     * \param peer the sending peer; nothing happens if the peer is unknown
     * \param rpc the RPC
     */
    void HandleRpc(Time now, PeerId peer, const PubsubRpc& rpc);

    /**
     * Handle malformed bytes of a peer.
     * \param now current time
     * \param peer the sending peer
     */
    void HandleMalformed(Time now, PeerId peer);

    /**
     * Handle that a full message was dropped, since the send queue of a peer had no room. This may
     * be called while the router sends.
     * \param peer the peer that would have got the message
     */
    void HandleDropped(PeerId peer);

    /**
     * Handle the end of a validation that PubsubHost::Validate has begun.
     * \param now current time
     * \param peer the peer that sent the first copy; it may have disconnected
     * \param message the message
     * \param result result of the validation
     */
    void Validated(Time now,
                   PeerId peer,
                   Ptr<const PubsubMessage> message,
                   ValidationResult result);

    /** \return the connected peers */
    const Peers& GetPeers() const
    {
        return m_peers;
    }

    /**
     * \param message a message, or null
     * \param now current time
     * \return whether this node has seen the message within SeenTtl; false for null
     */
    bool HasSeen(const PubsubMessage* message, Time now)
    {
        return m_seen.Contains(message, now);
    }

    /**
     * \return the number of full messages received, including duplicates and messages of topics
     *        without a subscription
     */
    uint64_t GetNReceived() const
    {
        return m_received;
    }

    /** \return the number of messages in the seen cache */
    std::size_t GetNSeen() const
    {
        return m_seen.GetSize();
    }

    /**
     * Signature of the trace sources of a message and a peer.
     * \param message the message
     * \param peer the peer that has sent the message
     */
    typedef void (*MessageTracedCallback)(Ptr<const PubsubMessage> message, const PeerInfo& peer);

    /**
     * Signature of the trace sources of a topic.
     * \param topic the pubsub topic
     */
    typedef void (*TopicTracedCallback)(const std::string& topic);

  protected:
    void DoDispose() override;

    /**
     * Start. There are no peers; subscriptions are kept when a router stops and starts again.
     * \param now current time
     */
    virtual void DoStart(Time now);

    /**
     * Stop. All peers have been removed.
     * \param now current time
     */
    virtual void DoStop(Time now);

    /**
     * Handle that a peer has connected. It is in GetPeers().
     * \param now current time
     * \param peer the peer
     */
    virtual void DoAddPeer(Time now, const PeerInfo& peer);

    /**
     * Handle that a peer has disconnected. It is in GetPeers() until the method returns.
     * \param now current time
     * \param peer the peer
     */
    virtual void DoRemovePeer(Time now, PeerId peer);

    /**
     * Handle that this node has subscribed to a topic.
     * \param now current time
     * \param topic the pubsub topic
     */
    virtual void DoSubscribe(Time now, const std::string& topic);

    /**
     * Handle that this node has unsubscribed from a topic.
     * \param now current time
     * \param topic the pubsub topic
     */
    virtual void DoUnsubscribe(Time now, const std::string& topic);

    /**
     * Handle malformed bytes of a peer.
     * \param now current time
     * \param peer the sending peer, which may be unknown
     */
    virtual void DoHandleMalformed(Time now, PeerId peer);

    /**
     * Handle that a full message was dropped, since the send queue of a peer had no room. The
     * router may be sending, so nothing may be sent and no peer removed.
     * \param peer the peer that would have got the message
     */
    virtual void DoHandleDropped(PeerId peer);

    /**
     * Decide whether to read the RPCs of a peer at all (gossipsub v1.1: graylist).
     * \param now current time
     * \param peer the peer
     * \return whether RPCs of the peer are read
     */
    virtual bool AcceptsFrom(Time now, PeerId peer);

    /**
     * Decide whether this node wants full messages of a topic. By default it does while it is
     * subscribed.
     * \param topic the pubsub topic
     * \return whether it wants them
     */
    virtual bool WantsTopic(const std::string& topic) const;

    /**
     * Handle that a peer has subscribed to or unsubscribed from a topic.
     * \param now current time
     * \param peer the peer
     * \param opts the subscription
     */
    virtual void HandleSubscription(Time now, PeerId peer, const PubsubRpc::SubOpts& opts);

    /**
     * Handle the control messages of an RPC.
     * \param now current time
     * \param peer the sending peer
     * \param rpc the RPC
     */
    virtual void HandleControl(Time now, PeerId peer, const PubsubRpc& rpc);

    /**
     * Handle the messages of extensions, before all else in an RPC.
     * \param now current time
     * \param peer the sending peer
     * \param rpc the RPC, with or without such messages
     */
    virtual void HandleExtensions(Time now, PeerId peer, const PubsubRpc& rpc);

    /**
     * Handle the first copy of a message. Its validation follows.
     * \param now current time
     * \param peer the sending peer
     * \param message the message
     */
    virtual void HandleFirst(Time now, PeerId peer, Ptr<const PubsubMessage> message);

    /**
     * Handle another copy of a message.
     * \param now current time
     * \param peer the sending peer
     * \param message the message
     */
    virtual void HandleDuplicate(Time now, PeerId peer, Ptr<const PubsubMessage> message);

    /**
     * Handle a message that is not valid.
     * \param now current time
     * \param peer the peer that sent the first copy
     * \param message the message
     * \param result IGNORE or REJECT
     */
    virtual void HandleInvalid(Time now,
                               PeerId peer,
                               Ptr<const PubsubMessage> message,
                               ValidationResult result);

    /**
     * Send a message of this node.
     * \param now current time
     * \param message the message
     */
    virtual void DoPublish(Time now, Ptr<const PubsubMessage> message) = 0;

    /**
     * Send messages of this node together. By default each is sent in turn.
     * \param now current time
     * \param messages the messages
     */
    virtual void DoPublishBatch(Time now, const Messages& messages);

    /**
     * Forward a message of another node that is valid and has been delivered.
     * \param now current time
     * \param peer the peer that sent the first copy; it may have disconnected
     * \param message the message
     */
    virtual void DoForward(Time now, PeerId peer, Ptr<const PubsubMessage> message) = 0;

    /** \return the host */
    PubsubHost& GetHost() const
    {
        return *m_host;
    }

    /** \return how long a message counts as seen */
    Time GetSeenTtl() const
    {
        return m_seenTtl;
    }

    /**
     * Do something later, as a step of its own.
     * \param delay time until then
     * \param task function that does it, and gets the current time
     */
    template <typename F>
    void After(Time delay, F task)
    {
        GetHost().After(delay, [this, task](Time now) {
            Step step(*this);
            task(now);
        });
    }

    /**
     * Do something at once or, within a step of the router, at the end of the step.
     * \param task function that does it
     */
    template <typename F>
    void WhenIdle(F task)
    {
        if (m_steps > 0)
        {
            m_waiting.emplace_back(std::move(task));
            return;
        }
        Step step(*this);
        task();
    }

  private:
    /**
     * A step of the router. At the end of the outermost step, the tasks that wait for it are done.
     */
    class Step
    {
      public:
        /** \param router the router */
        explicit Step(PubsubRouter& router);
        ~Step();

      private:
        PubsubRouter& m_router; //!< the router
    };

    /**
     * Handle a full message.
     * \param now current time
     * \param peer the sending peer
     * \param message the message
     */
    void HandleMessage(Time now, const PeerInfo& peer, Ptr<const PubsubMessage> message);

    PubsubHost* m_host{nullptr};                  //!< the host
    Ptr<MessagePool> m_pool;                      //!< messages of the run
    Peers m_peers;                                //!< connected peers
    std::set<std::string> m_topics;               //!< subscriptions of this node
    SeenCache m_seen;                             //!< messages seen recently
    Time m_seenTtl;                               //!< attribute SeenTtl
    bool m_refreshSeen;                           //!< attribute RefreshSeen
    uint64_t m_received{0};                       //!< number of full messages received
    uint32_t m_steps{0};                          //!< number of nested steps
    std::vector<std::function<void()>> m_waiting; //!< tasks for the end of the current step

    LightTracedCallback<const std::string&> m_subscribeTrace;   //!< Subscribe
    LightTracedCallback<const std::string&> m_unsubscribeTrace; //!< Unsubscribe
    LightTracedCallback<Ptr<const PubsubMessage>, const PeerInfo&>
        m_firstReceiveTrace; //!< FirstReceive
    LightTracedCallback<Ptr<const PubsubMessage>, const PeerInfo&> m_duplicateTrace; //!< Duplicate
    LightTracedCallback<Ptr<const PubsubMessage>, const PeerInfo&> m_unwantedTrace;  //!< Unwanted
};

} // namespace ns3

#endif /* WAKU_PUBSUB_ROUTER_H */
