/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_SERVICE_FINDER_H
#define WAKU_SERVICE_FINDER_H

#include "waku-peer-exchange-protocol.h"

#include <functional>
#include <set>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief How a client finds its service nodes by discovery: it asks bootstrap nodes by
 * 34/WAKU2-PEER-EXCHANGE, and takes those of the nodes that they name which serve what it wants.
 *
 * It dials its bootstrap nodes when it starts, asks every node that speaks the protocol for
 * AskCount nodes as soon as it is connected, and again every AskInterval, until it has found
 * WantedServices.
 */
class WakuServiceFinder : public WakuPeerExchangeProtocol
{
  public:
    /** Says whether a node serves what is wanted. */
    using WantedFunction = std::function<bool(const WakuNodeRecord&)>;
    /** Told of each service node that is found, once. */
    using FoundFunction = std::function<void(const WakuNodeRecord&)>;

    /** \return the TypeId */
    static TypeId GetTypeId();

    WakuServiceFinder();
    ~WakuServiceFinder() override;

    /**
     * \param wanted says whether a node serves what is wanted
     * \param found told of each service node
     */
    void SetFunctions(WantedFunction wanted, FoundFunction found);

    /** \param bootstrap IP address and port of a node that serves peer exchange */
    void AddBootstrap(const Address& bootstrap);

    /** \return number of service nodes that were found */
    std::size_t GetNFound() const
    {
        return m_found.size();
    }

    void Start(Time now) override;
    void PeerUp(const PeerInfo& peer) override;

  protected:
    void DoDispose() override;

  private:
    /** Dial the bootstrap nodes if no peer can be asked, and ask all peers that can be. */
    void Look();
    /**
     * Ask a peer, unless enough is found.
     * \param peer the peer
     */
    void AskForServices(PeerId peer);

    uint32_t m_wantedServices;         //!< attribute WantedServices
    uint32_t m_askCount;               //!< attribute AskCount
    Time m_askInterval;                //!< attribute AskInterval
    WantedFunction m_wanted;           //!< says whether a node is wanted
    FoundFunction m_tell;              //!< told of service nodes
    std::vector<Address> m_bootstraps; //!< nodes to ask
    std::set<Address> m_found;         //!< service nodes
};

} // namespace ns3

#endif /* WAKU_SERVICE_FINDER_H */
