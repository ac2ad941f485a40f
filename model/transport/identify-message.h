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
 * \brief What libp2p nodes tell each other of themselves on a new connection (libp2p specs,
 * identify, "The Identify Message"), with its length as a varint in front, as implementations send
 * it.
 *
 * All fields are there: an Ed25519 key of zeros, the address on which the node listens, the one
 * that it sees of the peer, the protocols in their order, and names of protocol family and program.
 */
class IdentifyMessage
{
  public:
    /** Longest message that is read, bytes; as go-libp2p's limit. */
    static constexpr uint32_t MAX_SIZE = 8192;

    /**
     * \param protocols of this node
     * \param local IP address and port on which it listens; left out if it is neither Inet(6)
     * \param observed IP address and port of the peer; left out if it is neither
     * \return the frame, which is control
     */
    static Ptr<StreamFrame> Encode(const StreamProtocols& protocols,
                                   const Address& local,
                                   const Address& observed);

    /**
     * \param bytes a message without its length
     * \param protocols of this node
     * \param [out] common those of them that the message names, as bits by their numbers
     * \return whether the bytes make sense
     */
    static bool Decode(const std::vector<uint8_t>& bytes,
                       const StreamProtocols& protocols,
                       uint32_t& common);
};

/**
 * \ingroup waku
 * \brief Reads the one IdentifyMessage of a stream. Bytes that make no sense, or come behind it,
 * fail it; they are taken all the same.
 */
class IdentifyParser : public StreamParser
{
  public:
    /** \param protocols of this node; must outlive the parser */
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

    /** \return whether the message is there */
    bool IsDone() const
    {
        return m_state == State::DONE;
    }

    /** \return protocols of this node that the message names, as bits by their numbers */
    uint32_t GetCommon() const
    {
        return m_common;
    }

  private:
    /** Phases. */
    enum class State : uint8_t
    {
        READING, //!< bytes are missing
        DONE,    //!< the message is there
        FAILED,  //!< the bytes made no sense
    };

    /** See whether the message is there. */
    void TryDecode();

    const StreamProtocols& m_protocols; //!< of this node
    std::vector<uint8_t> m_bytes;       //!< what there is of the message, with its length
    uint32_t m_common{0};               //!< protocols that both have
    State m_state{State::READING};      //!< phase
};

} // namespace ns3

#endif /* WAKU_IDENTIFY_MESSAGE_H */
