/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_GOSSIPSUB_PREAMBLE_H
#define WAKU_GOSSIPSUB_PREAMBLE_H

#include "gossipsub-extension-host.h"
#include "gossipsub-extension-parameters.h"

#include <map>
#include <string>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief The preamble extension of gossipsub: PREAMBLE announces a large message that follows, and
 * IMRECEIVING tells mesh peers that they need not send it (specs pull request 654, "gossipsub
 * v1.4"; nim-libp2p, gossipsub/extension_preamble.nim, preamblestore.nim and bandwidth.nim).
 *
 * A node sends PREAMBLE to a peer just before a full message of PreambleThreshold bytes and more,
 * be it published, relayed or asked for by IWANT. A node that gets the first PREAMBLE of a message
 * from a mesh peer sends IMRECEIVING to its other mesh peers, if the sender is not slower than the
 * median of them. A node does not relay a message to a peer that is receiving it. An IHAVE of a
 * message that is coming is not answered; the peer is remembered for the case that it does not
 * come.
 *
 * A message has to come within the time that it takes at the estimated rate of the peer, and 5 %
 * and 250 ms more. What happens then is PreambleFallback.
 *
 * The code of nim-libp2p in August 2026 differs in one thing: since pull request 2179 it sends a
 * message to peers that are receiving it as well, and PREAMBLE to them alone
 * (preambleBroadcastIfNotReceiving). This class does what the specification says, and what
 * nim-libp2p did before.
 */
class GossipSubPreamble
{
  public:
    using PeerList = GossipSubPeers::PeerList;

    /**
     * Both arguments must outlive the object.
     * \param parameters parameters of the router
     * \param host the router
     */
    GossipSubPreamble(const GossipSubExtensionParameters& parameters, GossipSubExtensionHost& host);

    /** \param peer a peer that supports the extension */
    void AddPeer(PeerId peer);

    /** \param peer a peer that has disconnected */
    void RemovePeer(PeerId peer);

    /**
     * Handle PREAMBLE and IMRECEIVING.
     * \param now current time
     * \param peer the sending peer
     * \param rpc the messages
     */
    void Handle(Time now, PeerId peer, const PubsubExtensionRpc& rpc);

    /**
     * Handle an IDONTWANT.
     * \param peer the sending peer
     * \param ids ids in it
     */
    void HandleIDontWant(PeerId peer, const MessageIds& ids);

    /**
     * Handle a copy of a message, whether the first or not.
     * \param now current time
     * \param peer the sending peer
     * \param message the message
     */
    void HandleMessage(Time now, PeerId peer, const PubsubMessage& message);

    /**
     * Handle an id in an IHAVE.
     * \param peer the sending peer
     * \param id the id
     * \return whether the message is coming, so that it is not asked for
     */
    bool IsComing(PeerId peer, const MessageId& id);

    /**
     * Send PREAMBLE to peers before a message is sent to them.
     * \param peers the receiving peers
     * \param message the message
     */
    void Announce(const PeerList& peers, const PubsubMessage& message);

    /**
     * Hold a message back from the peers that are receiving it.
     * \param [in,out] peers the receiving peers; those that are receiving it are removed
     * \param message the message
     */
    void HoldBack(PeerList& peers, Ptr<const PubsubMessage> message);

    /**
     * Ask for messages that have not come in time.
     * \param now current time
     */
    void Heartbeat(Time now);

    /** \return number of IHAVEs that were not answered since the message was coming */
    uint64_t GetNSavedIWants() const
    {
        return m_savedIWants;
    }

    /** \return number of messages that are coming */
    std::size_t GetNComing() const
    {
        return m_pushed.size() + m_asked.size();
    }

  private:
    /** A peer that supports the extension. */
    struct Peer
    {
        /** A message that it is receiving. */
        struct Receipt
        {
            uint32_t length; //!< length of its data, bytes
            Time since;      //!< when it has said so
        };

        std::map<MessageId, Receipt> receiving; //!< messages that it is receiving
        std::map<MessageId, Time> sending;      //!< when it announced messages
        double rate;                            //!< estimated rate, bytes per second
        uint32_t preambles{0};                  //!< preambles read in this heartbeat
    };

    /** A message that is coming. */
    struct Coming
    {
        std::string topic;          //!< pubsub topic
        uint32_t length;            //!< length of its data, bytes
        PeerId sender;              //!< who sends it
        Time end;                   //!< when it has to be there
        std::vector<PeerId> others; //!< who else has it, at most MAX_OTHERS
    };

    using Messages = std::map<MessageId, Coming>;

    /** \return time that a message takes, with a margin */
    static Time GetDuration(uint32_t length, double rate);
    /** Handle one PREAMBLE. */
    void HandlePreamble(Time now, PeerId peer, const PubsubPreamble& preamble);
    /** Handle one IMRECEIVING. */
    void HandleImReceiving(Time now, PeerId peer, const PubsubImReceiving& receiving);
    /** \return whether a peer is not slower than the median of peers */
    bool IsFast(PeerId peer, const PeerSet& peers) const;
    /**
     * Remember that a peer has a message that is coming.
     * \return whether it is coming
     */
    bool AddOther(PeerId peer, const MessageId& id);
    /** Ask one of the other peers for a message that has not come. */
    void AskAnother(Time now, const MessageId& id, const Coming& late);

    const GossipSubExtensionParameters& m_parameters; //!< parameters of the router
    GossipSubExtensionHost& m_host;                   //!< the router
    std::map<PeerId, Peer> m_peers;                   //!< peers that support the extension
    Messages m_pushed;                                //!< messages coming from mesh peers
    Messages m_asked;                                 //!< messages coming from others, on IWANT
    uint64_t m_savedIWants{0};                        //!< IHAVEs that were not answered
};

} // namespace ns3

#endif /* WAKU_GOSSIPSUB_PREAMBLE_H */
