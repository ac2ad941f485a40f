/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_METADATA_PROTOCOL_H
#define WAKU_METADATA_PROTOCOL_H

#include "waku-metadata-message.h"
#include "waku-relay-protocol.h"

#include "ns3/light-traced-callback.h"
#include "ns3/peer-protocol.h"

#include <array>
#include <map>
#include <string>

namespace ns3
{

/**
 * \ingroup waku
 * \brief What is wrong with what a peer says by WakuMetadataProtocol.
 */
enum class WakuMetadataFault
{
    BAD_DELIMITER, //!< a malformed length; the connection is closed
    OVERSIZED,     //!< a message above 1024 bytes, which is skipped
    MALFORMED,     //!< a message that can't be read
    UNEXPECTED,    //!< a further message of a peer, beyond the one that it has to say
    SILENT,        //!< no answer within Timeout
};

/** Number of kinds of WakuMetadataFault. */
constexpr std::size_t WAKU_METADATA_FAULTS = 5;

/**
 * \ingroup waku
 * \brief 66/WAKU2-METADATA: peers that have connected tell each other their cluster and their
 * shards, and peers of another cluster are dropped.
 *
 * The node that has dialled asks, and says what it is; the other one answers. (In nwaku both ask.)
 */
class WakuMetadataProtocol : public PeerProtocol
{
  public:
    static constexpr uint32_t MAX_SIZE = 1024; //!< largest message that is read, bytes

    /** \return the TypeId */
    static TypeId GetTypeId();

    WakuMetadataProtocol();
    ~WakuMetadataProtocol() override;

    /**
     * \param relay relay of the same node, whose shards are told; null for a node without relay,
     *        which tells none ("Providing Shard Information")
     */
    void SetRelay(Ptr<WakuRelayProtocol> relay);

    /** \return what connected peers have said, by their numbers */
    const std::map<PeerId, WakuMetadataMessage>& GetMetadata() const
    {
        return m_metadata;
    }

    /** \return number of peers that were dropped since they are of another cluster */
    uint64_t GetNDropped() const
    {
        return m_dropped;
    }

    /**
     * \param fault a kind of fault
     * \return number of faults of this kind
     */
    uint64_t GetNFaults(WakuMetadataFault fault) const
    {
        return m_faults.at(static_cast<std::size_t>(fault));
    }

    std::string GetProtocolId() const override;
    std::unique_ptr<StreamParser> CreateParser(PeerId peer) override;
    void PeerUp(const PeerInfo& peer) override;
    void PeerDown(const PeerInfo& peer) override;

    /**
     * Signature of trace sources Metadata and OtherCluster.
     * \param peer the peer
     * \param metadata what it has said
     */
    typedef void (*MetadataTracedCallback)(PeerId peer, const WakuMetadataMessage& metadata);

    /**
     * Signature of trace source Fault.
     * \param peer the peer
     * \param fault the fault
     */
    typedef void (*FaultTracedCallback)(PeerId peer, WakuMetadataFault fault);

  protected:
    void DoDispose() override;

  private:
    /**
     * Tell a peer what this node is.
     * \param peer the peer
     */
    void Tell(PeerId peer);
    /**
     * Handle what a peer has said.
     * \param peer the peer
     * \param bytes the message, without its length
     */
    void HandleMessage(PeerId peer, const VirtualBytes& bytes);
    /**
     * Count and trace a fault.
     * \param peer the peer
     * \param fault the fault
     */
    void Count(PeerId peer, WakuMetadataFault fault);

    uint32_t m_cluster;             //!< attribute ClusterId
    bool m_dropOthers;              //!< attribute DropOtherClusters
    Time m_timeout;                 //!< attribute Timeout
    Ptr<WakuRelayProtocol> m_relay; //!< relay of the node, or null
    std::map<PeerId, bool> m_peers; //!< peers, and whether this node has dialled them
    std::map<PeerId, WakuMetadataMessage> m_metadata;      //!< what peers have said
    uint64_t m_dropped{0};                                 //!< peers dropped
    std::array<uint64_t, WAKU_METADATA_FAULTS> m_faults{}; //!< faults by kind

    LightTracedCallback<PeerId, const WakuMetadataMessage&> m_metadataTrace; //!< Metadata
    LightTracedCallback<PeerId, const WakuMetadataMessage&> m_otherTrace;    //!< OtherCluster
    LightTracedCallback<PeerId, WakuMetadataFault> m_faultTrace;             //!< Fault
};

} // namespace ns3

#endif /* WAKU_METADATA_PROTOCOL_H */
