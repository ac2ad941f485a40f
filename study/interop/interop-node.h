/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_INTEROP_NODE_H
#define WAKU_INTEROP_NODE_H

#include "interop-log.h"
#include "interop-partials.h"
#include "interop-script.h"

#include "ns3/event-id.h"
#include "ns3/ipv4-address.h"
#include "ns3/p2p-node.h"
#include "ns3/pubsub-protocol.h"

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief What the nodes of a run of gossipsub-interop have in common.
 */
struct InteropWorld
{
    std::vector<Ipv4Address> addresses;     //!< address of each node
    std::map<Ipv4Address, uint32_t> nodeOf; //!< node of each address
    std::vector<std::string> peerIds;       //!< peer id of each node, in JSON
    std::unique_ptr<InteropLog> log;        //!< what nodes write
    std::function<void(uint32_t)> hasEnded; //!< called with each node whose script has ended
    uint64_t received{0};                   //!< full messages that nodes have received

    /**
     * \param node number of a node
     * \return its peer id, of the Ed25519 key whose seed is the number, little endian
     */
    static std::string MakePeerId(uint32_t node);
};

/**
 * \ingroup waku
 * \brief A node of gossipsub-interop: it does the instructions of its script, one after the other,
 * and logs what it receives.
 */
class InteropNode
{
  public:
    /**
     * All arguments must outlive the object.
     * \param world what nodes have in common
     * \param index number of the node
     * \param program its instructions
     * \param application the application, on which pubsub in mode GossipSub is mounted
     * \param dialsInTurn whether it dials the next node when it is connected to the one before, as
     *        go-libp2p's program does
     */
    InteropNode(InteropWorld& world,
                uint32_t index,
                const std::vector<const InteropInstruction*>& program,
                Ptr<P2pNode> application,
                bool dialsInTurn);
    ~InteropNode();

    InteropNode(const InteropNode&) = delete;
    InteropNode& operator=(const InteropNode&) = delete;

    /** Begin the script. The application has started. */
    void Start();

    /** \return number of partial messages of which the node has all parts */
    uint32_t GetNComplete() const
    {
        return m_partials.GetNComplete();
    }

    /** \return number of the node's peers */
    std::size_t GetNPeers() const
    {
        return m_peerOf.size();
    }

  private:
    // Sinks of trace sources of these names.
    void PeerUp(const PeerInfo& peer);
    void PeerDown(const PeerInfo& peer);
    void Receive(Ptr<const PubsubMessage> message, const PeerInfo& peer);

    /** Do instructions until one has to wait, or the script ends. */
    void Continue();
    /**
     * Do an instruction.
     * \param instruction the instruction
     * \return whether the next one may follow now; otherwise Continue is called later
     */
    bool Do(const InteropInstruction& instruction);
    /**
     * Dial the nodes of an instruction that are not dialled yet.
     * \param instruction the instruction
     * \return whether all are dialled and, where the node dials in turn, connected
     */
    bool Connect(const InteropInstruction& instruction);
    /**
     * Publish a message, after the validation that go-libp2p makes of own messages.
     * \param instruction the instruction
     * \return whether the next one may follow now
     */
    bool Publish(const InteropInstruction& instruction);
    /**
     * Call Continue later.
     * \param delay time until then
     */
    void ContinueAfter(Time delay);
    /** Log an event of partial messages, as InteropPartials::Listener. */
    void LogPartial(const char* event, const std::string& topic, const std::string& groupId);

    InteropWorld& m_world;                                   //!< what nodes have in common
    uint32_t m_index;                                        //!< number of the node
    const std::vector<const InteropInstruction*>& m_program; //!< its instructions
    std::size_t m_next{0};                                   //!< next instruction
    std::size_t m_dialled{0};                                //!< dialled nodes of a CONNECT
    Ptr<P2pNode> m_application;                              //!< the application
    Ptr<PubsubProtocol> m_pubsub;                            //!< its protocol
    Ptr<GossipSubRouter> m_router;                           //!< its router
    bool m_dialsInTurn;                                      //!< whether it dials in turn
    bool m_isDialling{false};                                //!< whether it waits for a peer
    Time m_start{0};                                         //!< when the script began
    EventId m_event;                                         //!< next call of Continue
    std::map<uint32_t, PeerId> m_peerOf;                     //!< peer by number of its node
    std::map<std::string, Time> m_delays;                    //!< validation delays by topic
    std::map<std::string, std::string> m_quoted;             //!< topics in JSON
    InteropPartials m_partials;                              //!< partial messages
};

} // namespace ns3

#endif /* WAKU_INTEROP_NODE_H */
