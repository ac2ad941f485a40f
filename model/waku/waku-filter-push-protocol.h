/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_FILTER_PUSH_PROTOCOL_H
#define WAKU_FILTER_PUSH_PROTOCOL_H

#include "ns3/light-traced-callback.h"
#include "ns3/peer-protocol.h"
#include "ns3/pubsub-message-id-function.h"
#include "ns3/pubsub-message-pool.h"
#include "ns3/pubsub-seen-cache.h"

#include <array>
#include <functional>
#include <map>
#include <string>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief What is wrong with a push.
 */
enum class WakuPushFault
{
    BAD_DELIMITER, //!< a malformed length; the connection is closed
    OVERSIZED,     //!< a push above MaxPushSize, which is skipped
    MALFORMED,     //!< it can't be read, or has no WakuMessage
    WRONG_PEER,    //!< it is not from the service node in use
    NOT_ASKED,     //!< it matches no criterion of this client
};

/** Number of kinds of WakuPushFault. */
constexpr std::size_t WAKU_PUSH_FAULTS = 5;

/**
 * \ingroup waku
 * \brief Filter-push of 12/WAKU2-FILTER v2: a service node sends messages to its clients, which do
 * not answer.
 *
 * WakuFilterProtocol says who gets what. A client delivers each message once within SeenTtl, and
 * counts and traces pushes that it did not ask for.
 */
class WakuFilterPushProtocol : public PeerProtocol
{
  public:
    /** Whether a client wants a push. */
    enum class Verdict
    {
        ACCEPT,     //!< it is delivered
        WRONG_PEER, //!< it is not from the service node in use
        NOT_ASKED,  //!< it matches no criterion
    };

    /** Judges a push by its peer, pubsub topic and content topic. */
    using Judge = std::function<Verdict(PeerId, const std::string&, const std::string&)>;

    /** \return the TypeId */
    static TypeId GetTypeId();

    WakuFilterPushProtocol();
    ~WakuFilterPushProtocol() override;

    /** \param judge judges the pushes that come in; without one none is wanted */
    void SetJudge(Judge judge);

    /**
     * \param pool pool of this node's messages; by default that which all nodes of the simulation
     *        with the same MessageIds share
     */
    void SetMessagePool(Ptr<MessagePool> pool);

    /**
     * Push a message to peers. Peers that do not speak the protocol are left out.
     * \param peers the peers
     * \param message the message
     * \return number of peers to which it was sent, or for which it waits
     */
    uint32_t Push(const std::vector<PeerId>& peers, const Ptr<const PubsubMessage>& message);

    /**
     * Deliver a message that this client has got in another way, unless it has delivered it within
     * SeenTtl.
     * \param message the message
     * \return whether it is delivered
     */
    bool Take(const Ptr<const PubsubMessage>& message);

    /** \return pool of this node's messages */
    Ptr<MessagePool> GetPool() const;

    /** \return number of pushes that were sent or wait */
    uint64_t GetNPushed() const
    {
        return m_pushed;
    }

    /** \return bytes of these, with their lengths */
    uint64_t GetPushedBytes() const
    {
        return m_pushedBytes;
    }

    /** \return number of pushes for which a send queue had no room */
    uint64_t GetNDropped() const
    {
        return m_dropped;
    }

    /** \return number of messages that this client has delivered */
    uint64_t GetNDelivered() const
    {
        return m_delivered;
    }

    /** \return number of copies of messages that this client had delivered before */
    uint64_t GetNDuplicates() const
    {
        return m_duplicates;
    }

    /**
     * \param fault a kind of fault
     * \return number of faults of this kind in pushes
     */
    uint64_t GetNFaults(WakuPushFault fault) const
    {
        return m_faults.at(static_cast<std::size_t>(fault));
    }

    std::string GetProtocolId() const override;
    void Stop(Time now) override;
    std::unique_ptr<StreamParser> CreateParser(PeerId peer) override;
    void PeerUp(const PeerInfo& peer) override;
    void PeerDown(const PeerInfo& peer) override;
    void FrameSent(const PeerInfo& peer, Ptr<const StreamFrame> frame) override;
    void FrameDropped(const PeerInfo& peer, Ptr<const StreamFrame> frame) override;

    /**
     * Signature of trace source Deliver.
     * \param message the message
     */
    typedef void (*MessageTracedCallback)(Ptr<const PubsubMessage> message);

    /**
     * Signature of trace sources Send, Drop, FirstReceive and Duplicate.
     * \param message the message
     * \param peer the other peer
     */
    typedef void (*MessagePeerTracedCallback)(Ptr<const PubsubMessage> message,
                                              const PeerInfo& peer);

    /**
     * Signature of trace source PushFault.
     * \param peer the sending peer
     * \param fault the fault
     */
    typedef void (*FaultTracedCallback)(PeerId peer, WakuPushFault fault);

  protected:
    void DoDispose() override;

  private:
    class Frame;

    /**
     * Handle a push.
     * \param peer the sending peer
     * \param bytes the push, without its length
     */
    void HandlePush(PeerId peer, const VirtualBytes& bytes);
    /**
     * Count and trace a fault.
     * \param peer the sending peer
     * \param fault the fault
     */
    void Count(PeerId peer, WakuPushFault fault);
    uint32_t m_maxPushSize;                            //!< attribute MaxPushSize
    Time m_seenTtl;                                    //!< attribute SeenTtl
    MessageIdFunction m_messageIds;                    //!< attribute MessageIds
    Ptr<MessagePool> m_pool;                           //!< messages of this node, if one was set
    Judge m_judge;                                     //!< judges pushes
    std::map<PeerId, PeerInfo> m_peers;                //!< peers that speak the protocol
    SeenCache m_seen;                                  //!< messages delivered
    uint64_t m_pushed{0};                              //!< pushes sent or waiting
    uint64_t m_pushedBytes{0};                         //!< bytes of these
    uint64_t m_dropped{0};                             //!< pushes without room
    uint64_t m_delivered{0};                           //!< messages delivered
    uint64_t m_duplicates{0};                          //!< copies of these
    std::array<uint64_t, WAKU_PUSH_FAULTS> m_faults{}; //!< faults by kind

    LightTracedCallback<Ptr<const PubsubMessage>, const PeerInfo&> m_sendTrace;  //!< Send
    LightTracedCallback<Ptr<const PubsubMessage>, const PeerInfo&> m_dropTrace;  //!< Drop
    LightTracedCallback<Ptr<const PubsubMessage>, const PeerInfo&> m_firstTrace; //!< FirstReceive
    LightTracedCallback<Ptr<const PubsubMessage>, const PeerInfo&> m_duplicateTrace; //!< Duplicate
    LightTracedCallback<Ptr<const PubsubMessage>> m_deliverTrace;                    //!< Deliver
    LightTracedCallback<PeerId, WakuPushFault> m_faultTrace;                         //!< PushFault
};

} // namespace ns3

#endif /* WAKU_FILTER_PUSH_PROTOCOL_H */
