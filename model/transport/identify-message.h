/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_IDENTIFY_MESSAGE_H
#define WAKU_IDENTIFY_MESSAGE_H

#include "stream-frame.h"
#include "stream-parser.h"
#include "stream-protocols.h"

#include "ns3/address.h"

#include <cstdint>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief The message by which a libp2p node describes itself on a new connection (libp2p specs,
 * identify, "The Identify Message"). As implementations send it, its length precedes it as a
 * varint.
 *
 * It has all fields of the specification: an Ed25519 key, which is zeros unless given, the address
 * on which the node listens, the address of the peer as the node sees it, the protocols in their
 * order, and the names of protocol family and program.
 */
class IdentifyMessage
{
  public:
    /** Longest message that is read, in bytes; the limit of go-libp2p. */
    static constexpr uint32_t MAX_SIZE = 8192;

    /**
     * \param protocols protocols of this node
     * \param local IP address and port on which the node listens; not sent if it is neither an
     *        InetSocketAddress nor an Inet6SocketAddress
     * \param observed IP address and port of the peer; not sent if it is neither of these
     * \param key public key as PlaintextExchange::EncodeKey makes it
     * \return the frame, which is a control frame
     */
    static Ptr<StreamFrame> Encode(const StreamProtocols& protocols,
                                   const Address& local,
                                   const Address& observed,
                                   const std::vector<uint8_t>& key = std::vector<uint8_t>(36));

    /** What the message of a peer says of the protocols of this node. */
    struct Peer
    {
        uint32_t common{0}; //!< protocols of this node that the message lists; bit i is protocol i
        /** Stream of the first protocol of the message; NO_STREAM if this node does not speak it.
         */
        uint32_t first{StreamProtocols::NO_STREAM};
    };

    /**
     * \param bytes a message without its length
     * \param protocols protocols of this node
     * \param [out] peer what the message says
     * \return whether the message is well-formed
     */
    static bool Decode(const std::vector<uint8_t>& bytes,
                       const StreamProtocols& protocols,
                       Peer& peer);
};

/**
 * \ingroup waku
 * \brief Reads the IdentifyMessage of a stream.
 *
 * A malformed message, and bytes after the message, make HasFailed() true. The parser then skips
 * all further bytes.
 */
class IdentifyParser : public StreamParser
{
  public:
    /** \param protocols protocols of this node; must outlive the parser */
    explicit IdentifyParser(const StreamProtocols& protocols)
        : m_protocols(protocols)
    {
    }

    uint32_t Read(const uint8_t* bytes, uint32_t size) override;

    uint64_t GetSkippable() const override
    {
        return m_state == State::FAILED ? UINT64_MAX : 0;
    }

    void Skip(uint64_t) override
    {
    }

    bool HasFailed() const override
    {
        return m_state == State::FAILED;
    }

    /** \return whether the message has been read */
    bool IsDone() const
    {
        return m_state == State::DONE;
    }

    /** \return what the message says; as of an empty one before it has been read */
    const IdentifyMessage::Peer& GetPeer() const
    {
        return m_peer;
    }

  private:
    /** Phases. */
    enum class State : uint8_t
    {
        READING, //!< the message is not complete
        DONE,    //!< the message has been read
        FAILED,  //!< the bytes are malformed
    };

    /** Decode the message if it is complete. */
    void TryDecode();

    const StreamProtocols& m_protocols; //!< protocols of this node
    std::vector<uint8_t> m_bytes;       //!< bytes read so far, with the length
    IdentifyMessage::Peer m_peer;       //!< what the message says
    State m_state{State::READING};      //!< phase
};

} // namespace ns3

#endif /* WAKU_IDENTIFY_MESSAGE_H */
