/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_DELIMITED_MESSAGES_H
#define WAKU_DELIMITED_MESSAGES_H

#include "peer-protocol.h"

#include "ns3/stream-frame.h"
#include "ns3/stream-parser.h"
#include "ns3/virtual-bytes.h"

#include <cstdint>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \param message bytes of a message
 * \return the message, preceded by its length
 */
Ptr<Packet> MakeDelimitedPacket(const VirtualBytes& message);

/**
 * \ingroup waku
 * \brief Reads messages that are preceded by their length from a stream. Zeros at the end of a
 * message are counted, not stored.
 */
class DelimitedParser : public StreamParser
{
  public:
    /** \param maxSize size of the longest message, in bytes; longer ones are skipped */
    explicit DelimitedParser(uint32_t maxSize)
        : m_maxSize(maxSize)
    {
    }

    uint32_t Read(const uint8_t* bytes, uint32_t size) override;

    uint64_t GetSkippable() const override
    {
        return m_isOversized ? m_left : 0;
    }

    void Skip(uint64_t size) override;

    bool HasFailed() const override
    {
        return m_failed;
    }

  protected:
    /**
     * Handle a message.
     * \param message bytes of the message, without their length
     */
    virtual void HandleBytes(const VirtualBytes& message) = 0;
    /** Handle that a message is above the limit. */
    virtual void HandleOversized() = 0;
    /** Handle a malformed length. Nothing more can be read from the stream. */
    virtual void HandleBadDelimiter() = 0;

  private:
    /**
     * Read a byte of a length.
     * \param byte the byte
     */
    void ReadLength(uint8_t byte);
    /** End a message that is complete. */
    void End();

    uint32_t m_maxSize;            //!< longest message
    bool m_failed{false};          //!< whether a length was malformed
    bool m_isInMessage{false};     //!< whether the length of a message has been read
    bool m_isOversized{false};     //!< whether the message is skipped
    uint64_t m_left{0};            //!< bytes left of the message
    uint64_t m_zeros{0};           //!< zeros after m_head
    std::vector<uint8_t> m_length; //!< first bytes of a length
    std::vector<uint8_t> m_head;   //!< bytes of the message
};

/**
 * \ingroup waku
 * \brief Reads the stream of one peer: tells a protocol its messages, and as faults what is wrong
 * with their lengths.
 * \tparam Protocol the protocol
 * \tparam Fault its faults, of which OVERSIZED and BAD_DELIMITER are told
 * \tparam Handle handles a message, without its length
 * \tparam Count counts a fault
 */
template <typename Protocol,
          typename Fault,
          void (Protocol::*Handle)(PeerId, const VirtualBytes&),
          void (Protocol::*Count)(PeerId, Fault)>
class DelimitedPeerParser : public DelimitedParser
{
  public:
    /**
     * \param protocol the protocol; outlives the parser
     * \param peer whose stream it is
     * \param maxSize size of the longest message, in bytes; longer ones are skipped
     */
    DelimitedPeerParser(Protocol& protocol, PeerId peer, uint32_t maxSize)
        : DelimitedParser(maxSize),
          m_protocol(protocol),
          m_peer(peer)
    {
    }

  private:
    void HandleBytes(const VirtualBytes& message) override
    {
        (m_protocol.*Handle)(m_peer, message);
    }

    void HandleOversized() override
    {
        (m_protocol.*Count)(m_peer, Fault::OVERSIZED);
    }

    void HandleBadDelimiter() override
    {
        (m_protocol.*Count)(m_peer, Fault::BAD_DELIMITER);
    }

    Protocol& m_protocol; //!< the protocol
    PeerId m_peer;        //!< whose stream it is
};

} // namespace ns3

#endif /* WAKU_DELIMITED_MESSAGES_H */
