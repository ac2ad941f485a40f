/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_PUBSUB_ROUTER_H
#define WAKU_PUBSUB_ROUTER_H

#include "pubsub-message-pool.h"
#include "pubsub-rpc.h"
#include "pubsub-seen-cache.h"

#include "ns3/nstime.h"
#include "ns3/object.h"
#include "ns3/peer-info.h"
#include "ns3/traced-callback.h"

#include <functional>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief What became of the validation of a message (gossipsub v1.1, "Extended Validators").
 */
enum class ValidationResult
{
    ACCEPT, //!< deliver and forward
    IGNORE, //!< neither, and nobody is to blame
    REJECT, //!< neither, and who sent it is penalised
};

/**
 * \ingroup waku
 * \brief What a router asks of the application that owns it: everything that is I/O.
 */
class PubsubHost
{
  public:
    virtual ~PubsubHost() = default;

    /**
     * Send a full message.
     * \param peer to whom
     * \param message what
     */
    virtual void SendMessage(PeerId peer, Ptr<const PubsubMessage> message) = 0;

    /**
     * Send subscriptions and control messages.
     * \param peer to whom
     * \param rpc what; has no full messages
     */
    virtual void SendRpc(PeerId peer, const PubsubRpc& rpc) = 0;

    /**
     * \return the largest RPC that peers read, bytes without the delimiter; the router cuts
     * subscriptions and control messages into RPCs of at most that size
     */
    virtual uint32_t GetMaxRpcSize() const
    {
        return 1 << 20;
    }

    /**
     * Take a full message back that waits in the send queue.
     * \param peer for whom it waits
     * \param message what
     * \return whether it was still there
     */
    virtual bool CancelMessage(PeerId peer, Ptr<const PubsubMessage> message) = 0;

    /**
     * Begin to validate a message; PubsubRouter::Validated is to be called when it is done, at once
     * or later.
     * \param peer from whom it came
     * \param message what
     */
    virtual void Validate(PeerId peer, Ptr<const PubsubMessage> message) = 0;

    /** \param message a valid message for the application */
    virtual void Deliver(Ptr<const PubsubMessage> message) = 0;

    /** \param peer whose connection is to be closed */
    virtual void Disconnect(PeerId peer) = 0;

    /** \param peer a peer as PRUNE's peer exchange names it, to connect to */
    virtual void Connect(const std::string& peer) = 0;

    /**
     * \param peer a connected peer
     * \return how PRUNE's peer exchange names it to others; empty if it can't be dialled
     */
    virtual std::string GetPeerRecord(PeerId peer) const = 0;

    /**
     * Call back later.
     * \param delay after how long
     * \param task what; gets the present
     */
    virtual void After(Time delay, std::function<void(Time now)> task) = 0;
};

/**
 * \ingroup waku
 * \brief A pubsub router as a state machine without sockets (libp2p pubsub; go-libp2p-pubsub's
 * PubSub and PubSubRouter).
 *
 * What all routers have in common lives here: subscriptions, the seen cache, and the way of a
 * message from its first copy over validation to delivery and forwarding. Subclasses say to whom a
 * message goes. The router is told of everything that happens together with the present time, and
 * acts through its PubsubHost, so that it runs in tests without a network.
 *
 * Trace sinks, and the host in the middle of a call, may call any of its methods: what would change
 * the containers over which the router may be walking (start, stop, peers, subscriptions) is done
 * when its present step is over.
 */
class PubsubRouter : public Object
{
  public:
    /** \return the TypeId */
    static TypeId GetTypeId();

    PubsubRouter();
    ~PubsubRouter() override;

    /** \param host does the I/O; must outlive the router or be unset by DoDispose */
    void SetHost(PubsubHost* host);

    /** \param pool the messages of the run */
    void SetMessagePool(Ptr<MessagePool> pool);

    /** \return the messages of the run */
    Ptr<MessagePool> GetMessagePool() const
    {
        return m_pool;
    }

    /**
     * Use random variable streams from this number on.
     * \param stream the first number
     * \return how many were used
     */
    virtual int64_t AssignStreams(int64_t stream);

    /**
     * The application starts.
     * \param now the present
     */
    void Start(Time now);

    /**
     * The application stops; all peers are gone.
     * \param now the present
     */
    void Stop(Time now);

    /**
     * A peer has connected.
     * \param now the present
     * \param peer the peer
     */
    void AddPeer(Time now, const PeerInfo& peer);

    /**
     * A peer has gone.
     * \param now the present
     * \param peer the peer
     */
    void RemovePeer(Time now, PeerId peer);

    /**
     * Subscribe to a topic; announce it to all peers.
     * \param now the present
     * \param topic the pubsub topic
     */
    void Subscribe(Time now, const std::string& topic);

    /**
     * Unsubscribe from a topic; announce it to all peers.
     * \param now the present
     * \param topic the pubsub topic
     */
    void Unsubscribe(Time now, const std::string& topic);

    /**
     * \param topic a pubsub topic
     * \return whether this node is subscribed to it
     */
    bool IsSubscribed(const std::string& topic) const;

    /** \return the topics of this node */
    const std::set<std::string>& GetTopics() const
    {
        return m_topics;
    }

    /**
     * Publish a message of this node.
     * \param now the present
     * \param message the message; nothing happens if it has been seen
     */
    void Publish(Time now, Ptr<const PubsubMessage> message);

    /**
     * An RPC has come in.
     * \param now the present
     * \param peer from whom; nothing happens if unknown
     * \param rpc what
     */
    void HandleRpc(Time now, PeerId peer, const PubsubRpc& rpc);

    /**
     * Bytes that are no RPC have come in.
     * \param now the present
     * \param peer from whom
     */
    void HandleMalformed(Time now, PeerId peer);

    /**
     * The validation of a message that PubsubHost::Validate began is done.
     * \param now the present
     * \param peer from whom the first copy came (it may be gone)
     * \param message what
     * \param result the verdict
     */
    void Validated(Time now,
                   PeerId peer,
                   Ptr<const PubsubMessage> message,
                   ValidationResult result);

    /** \return the connected peers */
    const std::map<PeerId, PeerInfo>& GetPeers() const
    {
        return m_peers;
    }

    /**
     * \param message a message, may be null
     * \param now the present
     * \return whether this node has seen it, within SeenTtl
     */
    bool HasSeen(const PubsubMessage* message, Time now)
    {
        return m_seen.Contains(message, now);
    }

    /** \return full messages received, duplicates and unwanted ones among them */
    uint64_t GetNReceived() const
    {
        return m_received;
    }

    /** \return how many messages the seen cache holds */
    std::size_t GetNSeen() const
    {
        return m_seen.GetSize();
    }

    /**
     * Signature of the trace sources of a message and a peer.
     * \param message the message
     * \param peer the peer from whom it came
     */
    typedef void (*MessageTracedCallback)(Ptr<const PubsubMessage> message, const PeerInfo& peer);

    /**
     * Signature of the trace sources of a topic.
     * \param topic the pubsub topic
     */
    typedef void (*TopicTracedCallback)(const std::string& topic);

  protected:
    void DoDispose() override;

    /** \param now the router starts; there are no peers, but subscriptions outlive a stop */
    virtual void DoStart(Time now);

    /** \param now the router stops; all peers are gone */
    virtual void DoStop(Time now);

    /** \param now the present \param peer has connected, and is in GetPeers() */
    virtual void DoAddPeer(Time now, const PeerInfo& peer);

    /** \param now the present \param peer has gone, and is in GetPeers() until the return */
    virtual void DoRemovePeer(Time now, PeerId peer);

    /** \param now the present \param topic to which this node has subscribed */
    virtual void DoSubscribe(Time now, const std::string& topic);

    /** \param now the present \param topic from which this node has unsubscribed */
    virtual void DoUnsubscribe(Time now, const std::string& topic);

    /** \param now the present \param peer a peer, known or not, of whom came bytes that are no RPC
     */
    virtual void DoHandleMalformed(Time now, PeerId peer);

    /**
     * \param now the present
     * \param peer a peer
     * \return whether anything of this peer is read at all (gossipsub v1.1: graylist)
     */
    virtual bool AcceptsFrom(Time now, PeerId peer);

    /**
     * Whether full messages of a topic are of interest. By default: while subscribed.
     * \param topic the pubsub topic
     * \return whether they are
     */
    virtual bool WantsTopic(const std::string& topic) const;

    /**
     * A peer's subscription has changed.
     * \param now the present
     * \param peer the peer
     * \param opts what it said
     */
    virtual void HandleSubscription(Time now, PeerId peer, const PubsubRpc::SubOpts& opts);

    /**
     * The control part of an RPC.
     * \param now the present
     * \param peer from whom
     * \param rpc what
     */
    virtual void HandleControl(Time now, PeerId peer, const PubsubRpc& rpc);

    /**
     * The first copy of a message has come in; validation follows.
     * \param now the present
     * \param peer from whom
     * \param message what
     */
    virtual void HandleFirst(Time now, PeerId peer, Ptr<const PubsubMessage> message);

    /**
     * A further copy has come in.
     * \param now the present
     * \param peer from whom
     * \param message what
     */
    virtual void HandleDuplicate(Time now, PeerId peer, Ptr<const PubsubMessage> message);

    /**
     * A message proved invalid.
     * \param now the present
     * \param peer from whom the first copy came
     * \param message what
     * \param result IGNORE or REJECT
     */
    virtual void HandleInvalid(Time now,
                               PeerId peer,
                               Ptr<const PubsubMessage> message,
                               ValidationResult result);

    /**
     * Send a message of this node on its way.
     * \param now the present
     * \param message what
     */
    virtual void DoPublish(Time now, Ptr<const PubsubMessage> message) = 0;

    /**
     * Forward a message of another node that has been found valid and was delivered.
     * \param now the present
     * \param peer from whom the first copy came (it may be gone)
     * \param message what
     */
    virtual void DoForward(Time now, PeerId peer, Ptr<const PubsubMessage> message) = 0;

    /** \return who does the I/O */
    PubsubHost& GetHost() const
    {
        return *m_host;
    }

    /** \return how long a node knows that it has seen a message */
    Time GetSeenTtl() const
    {
        return m_seenTtl;
    }

    /**
     * Do something later, as a step of its own.
     * \param delay after how long
     * \param task what; gets the present
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
     * Do something at once, or when the present step is over.
     * \param task what
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
    /** A step of the router; when the outermost one ends, what has waited for that is done. */
    class Step
    {
      public:
        /** \param router whose step begins */
        explicit Step(PubsubRouter& router);
        ~Step();

      private:
        PubsubRouter& m_router; //!< whose
    };

    /**
     * \param now the present
     * \param peer from whom
     * \param message a full message
     */
    void HandleMessage(Time now, const PeerInfo& peer, Ptr<const PubsubMessage> message);

    PubsubHost* m_host{nullptr};                  //!< does the I/O
    Ptr<MessagePool> m_pool;                      //!< messages of the run
    std::map<PeerId, PeerInfo> m_peers;           //!< connected peers
    std::set<std::string> m_topics;               //!< subscriptions of this node
    SeenCache m_seen;                             //!< messages seen lately
    Time m_seenTtl;                               //!< attribute SeenTtl
    uint64_t m_received{0};                       //!< full messages
    uint32_t m_steps{0};                          //!< steps within each other
    std::vector<std::function<void()>> m_waiting; //!< for the end of the present step

    TracedCallback<const std::string&> m_subscribeTrace;                           //!< Subscribe
    TracedCallback<const std::string&> m_unsubscribeTrace;                         //!< Unsubscribe
    TracedCallback<Ptr<const PubsubMessage>, const PeerInfo&> m_firstReceiveTrace; //!< FirstReceive
    TracedCallback<Ptr<const PubsubMessage>, const PeerInfo&> m_duplicateTrace;    //!< Duplicate
    TracedCallback<Ptr<const PubsubMessage>, const PeerInfo&> m_unwantedTrace;     //!< Unwanted
};

} // namespace ns3

#endif /* WAKU_PUBSUB_ROUTER_H */
