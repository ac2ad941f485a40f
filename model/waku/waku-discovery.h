/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_DISCOVERY_H
#define WAKU_DISCOVERY_H

#include "waku-peer-exchange-message.h"
#include "waku-relay.h"

#include "ns3/lazy-uniform.h"
#include "ns3/nstime.h"
#include "ns3/object.h"
#include "ns3/traced-callback.h"

#include <cstdint>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief Ambient discovery of relays, modelled and not simulated: in place of the messages of
 * 33/WAKU2-DISCV5, each node learns of random other nodes at a rate.
 *
 * Every Interval, at a phase of its own, an online node draws nodes at random until it has Count of
 * them that are online and share a shard with it, or has drawn MaxDraws for each. Those that it
 * found go into the cache of its WakuPeerExchangeProtocol (Learn), if it has one, and are dialled
 * as long as the node has fewer than MinPeers connections. Discovery takes no time and no bytes.
 */
class WakuDiscovery : public Object
{
  public:
    /** \return the TypeId */
    static TypeId GetTypeId();

    WakuDiscovery();
    ~WakuDiscovery() override;

    /**
     * Add a node, which can be found and finds others. This is called before Start.
     * \param relay the node
     * \param address its IP address and port
     */
    void Add(Ptr<WakuRelay> relay, const Address& address);

    /**
     * Assign fixed random variable streams. This is called after the nodes are added.
     * \param stream the first stream number to use
     * \return the number of streams used
     */
    int64_t AssignStreams(int64_t stream);

    /** Discover from now on. The program stops in a distributed simulation. */
    void Start();

    /** \return number of nodes that others have learned of so far, each time counted */
    uint64_t GetNLearned() const
    {
        return m_learned;
    }

    /** \return number of nodes that were dialled */
    uint64_t GetNDialled() const
    {
        return m_dialled;
    }

    /**
     * \param relay a node
     * \param address its IP address and port
     * \return its record (31/WAKU2-ENR): the shards of which it is part now, and what it serves
     */
    static WakuNodeRecord Describe(const WakuRelay& relay, const Address& address);

    /**
     * Signature of the trace source Learned.
     * \param node index of the node that learns, in the order of Add
     * \param record the node that it learns of
     */
    typedef void (*LearnedTracedCallback)(uint32_t node, const WakuNodeRecord& record);

  protected:
    void DoDispose() override;

  private:
    /** A node. */
    struct Member
    {
        Ptr<WakuRelay> relay; //!< the node
        Address address;      //!< its address
        LazyUniform random;   //!< whom it finds
    };

    /**
     * Let a node discover others, and schedule its next turn.
     * \param index index of the node
     */
    void Discover(uint32_t index);
    /**
     * \param own record of the node that looks
     * \param index index of the node
     * \param [out] record what it finds
     * \return whether it finds a node
     */
    bool Draw(const WakuNodeRecord& own, uint32_t index, WakuNodeRecord& record);

    Time m_interval;               //!< attribute Interval
    uint32_t m_count;              //!< attribute Count
    uint32_t m_maxDraws;           //!< attribute MaxDraws
    uint32_t m_minPeers;           //!< attribute MinPeers
    std::vector<Member> m_members; //!< the nodes
    uint64_t m_learned{0};         //!< nodes learned of
    uint64_t m_dialled{0};         //!< nodes dialled

    TracedCallback<uint32_t, const WakuNodeRecord&> m_learnedTrace; //!< trace source Learned
};

} // namespace ns3

#endif /* WAKU_DISCOVERY_H */
