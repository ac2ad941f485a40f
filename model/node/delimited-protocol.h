/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_DELIMITED_PROTOCOL_H
#define WAKU_DELIMITED_PROTOCOL_H

#include "peer-protocol.h"

#include "ns3/traced-callback.h"
#include "ns3/virtual-bytes.h"

#include <cstdint>
#include <map>
#include <memory>

namespace ns3
{

/**
 * \ingroup waku
 * \brief A protocol whose messages are preceded by their length, as those of libp2p are.
 *
 * It knows its peers, and takes whole messages from and to bytes of the stream. A protocol derives
 * from this class and implements GetProtocolId and Receive. Bytes that cannot be read are counted
 * and traced; they have no other effect as long as the message after them can be found.
 */
class DelimitedProtocol : public PeerProtocol
{
  public:
    /** \return the TypeId */
    static TypeId GetTypeId();

    DelimitedProtocol();
    ~DelimitedProtocol() override;

    /** \return peers that speak the protocol, by their numbers */
    const std::map<PeerId, PeerInfo>& GetPeers() const
    {
        return m_peers;
    }

    /** \return number of messages and lengths that could not be read, or were above the limit */
    uint64_t GetNMalformed() const
    {
        return m_malformed;
    }

    /**
     * \param message size of a message, in bytes
     * \return size of the message with its length, in bytes
     */
    static uint64_t GetWireSize(uint64_t message);

    std::unique_ptr<StreamParser> CreateParser(PeerId peer) override;
    void PeerUp(const PeerInfo& peer) override;
    void PeerDown(const PeerInfo& peer) override;

    /**
     * Signature of trace source Malformed.
     * \param peer the sending peer
     */
    typedef void (*MalformedTracedCallback)(const PeerInfo& peer);

  protected:
    void DoDispose() override;

    /**
     * Send a message to a peer.
     * \param peer the receiving peer
     * \param message bytes of the message
     * \return whether the message was sent or waits; false if it is longer than MaxMessageSize, the
     *         peer has disconnected or the send queue has no room
     */
    bool Send(PeerId peer, const VirtualBytes& message);

    /**
     * Handle a message.
     * \param peer the sending peer
     * \param message bytes of the message
     * \return whether the message could be read; if not, it is counted and traced as malformed
     */
    virtual bool Receive(const PeerInfo& peer, const VirtualBytes& message) = 0;

  private:
    /** What is wrong with the length of a message. */
    enum class Fault
    {
        BAD_DELIMITER, //!< it is malformed
        OVERSIZED,     //!< it is above MaxMessageSize
    };

    /**
     * Handle a message, unless its peer has gone.
     * \param peer the sending peer
     * \param bytes the message, without its length
     */
    void HandleMessage(PeerId peer, const VirtualBytes& bytes);
    /**
     * Count a length as malformed, unless its peer has gone.
     * \param peer the sending peer
     * \param fault what is wrong with it
     */
    void Count(PeerId peer, Fault fault);
    /**
     * Count and trace what could not be read.
     * \param peer the sending peer
     */
    void CountMalformed(const PeerInfo& peer);

    uint32_t m_maxMessageSize;                        //!< attribute MaxMessageSize
    std::map<PeerId, PeerInfo> m_peers;               //!< peers by their numbers
    uint64_t m_malformed{0};                          //!< what could not be read
    TracedCallback<const PeerInfo&> m_malformedTrace; //!< trace source Malformed
};

} // namespace ns3

#endif /* WAKU_DELIMITED_PROTOCOL_H */
