/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_PLAINTEXT_CHANNEL_H
#define WAKU_PLAINTEXT_CHANNEL_H

#include "multistream-lines.h"
#include "stream-channel.h"
#include "stream-protocols.h"
#include "yamux-session.h"

#include "ns3/libp2p-peer-id.h"
#include "ns3/packet.h"

#include <cstdint>
#include <deque>
#include <memory>
#include <string>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief A libp2p connection without encryption, every byte of which is as real nodes write and
 * read it: multistream-select, `/plaintext/2.0.0`, and yamux with streams that either side opens.
 *
 * 1. Dialler: the lines `/multistream/1.0.0` and `/plaintext/2.0.0`; the listener repeats them.
 * 2. Both: key and peer id (PlaintextExchange). A peer id that is not that of the key is an error.
 * 3. Dialler: the lines `/multistream/1.0.0` and `/yamux/1.0.0`; the listener repeats them.
 * 4. Both: yamux (YamuxSession). The channel is established.
 *
 * The listener refuses other protocols with `na`, as it refuses those of streams, and waits for
 * another proposal. To send frames of a protocol, a node opens a stream and proposes the protocol;
 * frames go when the other side has repeated its id. If it refuses, resets the stream or has said
 * go-away, the protocol counts as refused.
 *
 * The other side may open streams at any time. A stream of a protocol of this node takes the place
 * of an earlier one of the same protocol, which is reset (as in go-libp2p-pubsub), and is finished
 * when the other side has finished it. What the other side sends on streams of this node is
 * skipped, except for Identify: each side asks the other for its message on a stream of its own
 * (libp2p specs, identify, "identify"), so every connection needs a Demultiplexer.
 *
 * Malformed lines reset their stream; other malformed bytes, and more answers than MAX_WORDS, which
 * the other side does not read, end the connection.
 */
class PlaintextChannel : public StreamChannel, private YamuxSession::Listener
{
  public:
    static constexpr auto MUXER_ID = "/yamux/1.0.0"; //!< protocol id of the multiplexer
    static constexpr uint32_t MAX_PROPOSALS = 32;    //!< most protocols proposed in turn
    static constexpr uint32_t MAX_WORDS = 1048576;   //!< most outgoing bytes

    /**
     * \param dialler whether this node dialled
     * \param protocols protocols of this node, at least one; must outlive the channel
     * \param counters counters of the node; must outlive the channel
     * \param key public key of this node
     */
    PlaintextChannel(bool dialler,
                     const StreamProtocols& protocols,
                     SecureChannelCounters& counters,
                     const Ed25519Key& key);
    ~PlaintextChannel() override;

    /** \return peer id of the other side in bytes; empty before its key has arrived */
    const std::vector<uint8_t>& GetPeerId() const
    {
        return m_peerId;
    }

    // StreamChannel
    void Start() override;
    bool IsEstablished() const override;
    bool IsFirstAccepted() const override;
    bool NeedsDemultiplexer() const override;
    bool OfferIdentify(Ptr<const StreamFrame> message) override;
    void SetParser(std::unique_ptr<StreamParser> parser) override;
    void SetDemultiplexer(std::unique_ptr<Demultiplexer> parser) override;
    void TellOpened() override;
    uint32_t Read(const uint8_t* bytes, uint32_t size) override;
    uint64_t GetSkippable() const override;
    void Skip(uint64_t size) override;
    bool HasFailed() const override;
    bool IsMalformed() const override;
    uint32_t TakeFrameBytes() override;
    bool HasStream(uint32_t stream) const override;
    void OpenStream(uint32_t stream) override;
    bool CanSend(uint32_t stream) const override;
    bool IsInYamuxFrame() const override;
    uint32_t Seal(Ptr<const Packet> frame,
                  uint32_t offset,
                  uint32_t stream = 0,
                  Ptr<const Packet> tail = nullptr) override;
    bool HasOutgoing() const override;
    bool OwesWords() const override;
    Ptr<Packet> PeekOutgoing(uint32_t size) const override;
    void RemoveOutgoing(uint32_t size) override;
    bool SayGoodbye() override;

  private:
    /** Phases of the connection. */
    enum class Phase : uint8_t
    {
        SECURITY, //!< lines that choose the security protocol
        EXCHANGE, //!< keys
        MUXER,    //!< lines that choose the multiplexer
        STREAMS,  //!< yamux
    };

    /** A proposal of protocols, on the connection or on a stream. */
    struct Selection
    {
        MultistreamLines lines; //!< lines of the other side
        bool hasGreeted{false}; //!< whether its first line is there
        uint32_t nProposals{0}; //!< number of protocols that were refused
    };

    /** A stream of yamux. */
    struct Stream
    {
        uint32_t id;                                 //!< id of yamux; 0 if it was refused
        bool isOwn;                                  //!< whether this node opened it
        uint32_t number{StreamProtocols::NO_STREAM}; //!< number of the stream, once it is known
        std::unique_ptr<Selection> selection;        //!< until the protocol is settled

        /** \return whether its data are frames of a protocol: neither Identify nor skipped */
        bool IsOfFrames() const
        {
            return !isOwn && number != StreamProtocols::NO_STREAM;
        }
    };

    // YamuxSession::Listener
    void SendHeader(const YamuxHeader& header) override;
    void StreamOpened(uint32_t id) override;
    void StreamFinished(uint32_t id) override;
    void StreamReset(uint32_t id) override;

    /**
     * Read bytes of a phase.
     * \param bytes the next bytes
     * \param size number of bytes, at least 1
     * \return number of bytes read
     */
    uint32_t ReadPhase(const uint8_t* bytes, uint32_t size);
    /**
     * Read bytes of a line that belongs to no stream.
     * \param bytes the next bytes
     * \param size number of bytes
     * \return number of bytes read
     */
    uint32_t ReadHandshake(const uint8_t* bytes, uint32_t size);
    /**
     * Handle a line that belongs to no stream.
     * \param line the line
     * \return whether it is allowed
     */
    bool HandleHandshake(const std::string& line);
    /**
     * Read bytes of the other side's key.
     * \param bytes the next bytes
     * \param size number of bytes
     * \return number of bytes read
     */
    uint32_t ReadExchange(const uint8_t* bytes, uint32_t size);
    /**
     * Read bytes of data of a stream.
     * \param bytes the next bytes
     * \param size number of bytes, all of the same yamux frame
     * \return number of bytes read
     */
    uint32_t ReadData(const uint8_t* bytes, uint32_t size);
    /**
     * Count data of a stream that were read.
     * \param isOfFrames whether they are frames
     * \param size number of bytes
     */
    void CountData(bool isOfFrames, uint32_t size);
    /**
     * Handle a line on a stream of the other side.
     * \param stream the stream
     * \param line the line
     */
    void HandleProposal(Stream& stream, const std::string& line);
    /**
     * Handle a line on a stream of this node.
     * \param stream the stream
     * \param line the line
     */
    void HandleAnswer(Stream& stream, const std::string& line);
    /** Answer a stream of Identify. \param stream the stream */
    void AnswerIdentify(Stream& stream);
    /**
     * Settle the protocol of a stream of the other side.
     * \param stream the stream
     * \param number number of the protocol's stream
     */
    void Settle(Stream& stream, uint32_t number);
    /**
     * A stream of this node was refused.
     * \param stream the stream
     */
    void Refuse(Stream& stream);
    /**
     * Reset a stream whose bytes are malformed.
     * \param id id of the stream
     */
    void Break(uint32_t id);
    /** Tell the demultiplexer to which stream the next data belong. */
    void Select();
    /** Open a stream and propose a protocol. \param number number of the stream */
    void Propose(uint32_t number);
    /**
     * \param number number of a stream
     * \return protocol id of the stream
     */
    std::string GetIdOf(uint32_t number) const;
    /** Note that the bytes of the other side are malformed. */
    void Fail();
    /**
     * Add outgoing bytes that belong to no frame.
     * \param bytes the bytes
     * \param size number of bytes
     */
    void Say(const uint8_t* bytes, std::size_t size);
    /**
     * Add outgoing lines that belong to no stream.
     * \param lines the lines
     */
    void Say(const std::vector<std::string>& lines);
    /**
     * Send bytes on a stream.
     * \param id id of the stream
     * \param bytes the bytes
     */
    void SayOn(uint32_t id, const std::string& bytes);
    /**
     * \param id id of yamux
     * \return the stream, or null
     */
    Stream* FindById(uint32_t id);
    /**
     * \param number number of a stream of this node
     * \return the stream, or null
     */
    const Stream* FindOwn(uint32_t number) const;
    /** Forget a stream. \param id id of the stream */
    void Erase(uint32_t id);
    /** \return stream of the next data if they are read by the parser; otherwise NO_STREAM */
    uint32_t GetDataNumber() const;

    const StreamProtocols& m_protocols;       //!< protocols of the node
    SecureChannelCounters& m_counters;        //!< counters of the node
    Ed25519Key m_key;                         //!< public key of the node
    std::vector<uint8_t> m_peerId;            //!< peer id of the other side
    std::vector<uint8_t> m_exchange;          //!< bytes of its key so far
    Ptr<const StreamFrame> m_identify;        //!< answer to streams of Identify, or null
    std::unique_ptr<Demultiplexer> m_parser;  //!< parser of the bytes of frames
    YamuxSession m_session;                   //!< streams
    std::vector<Stream> m_streams;            //!< streams in the order of their opening
    Selection m_selection;                    //!< lines that belong to no stream
    Phase m_phase{Phase::SECURITY};           //!< phase
    bool m_dialler;                           //!< whether this node dialled
    bool m_failed{false};                     //!< whether bytes were malformed
    uint32_t m_frameBytes{0};                 //!< bytes of frames since TakeFrameBytes
    std::deque<Ptr<const Packet>> m_outgoing; //!< bytes to hand to TCP
    uint32_t m_outgoingOffset{0};             //!< bytes of the first of these handed to TCP
    uint32_t m_outgoingBytes{0};              //!< bytes of all of these
};

} // namespace ns3

#endif /* WAKU_PLAINTEXT_CHANNEL_H */
