/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_PUBSUB_RPC_PARSER_H
#define WAKU_PUBSUB_RPC_PARSER_H

#include "pubsub-message-pool.h"
#include "pubsub-rpc.h"

#include "ns3/stream-parser.h"

#include <functional>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief What can be wrong with bytes that should be RPCs.
 */
enum class RpcError
{
    BAD_DELIMITER, //!< the length is no varint; the stream is lost
    OVERSIZED,     //!< the length is above the limit; the stream is lost
    MALFORMED,     //!< the frame is no protobuf RPC; it is left out
    SIGNED,        //!< a message has fields that StrictNoSign forbids; the frame is left out
    BAD_ID,        //!< a message id has the wrong length; the frame is left out
};

/**
 * \ingroup waku
 * \brief Number of values of RpcError.
 */
constexpr std::size_t RPC_ERRORS = 5;

/**
 * \ingroup waku
 * \brief Reads RPCs from the bytes of a stream (libp2p pubsub, "The RPC"): varint-delimited
 * protobuf.
 *
 * A message that the pool knows is recognised by the real bytes in front of its payload, and its
 * virtual payload is skipped. Every other message is read whole. An RPC is handed over when its
 * last byte has come in. Any bytes give RPCs or counted errors; memory is bounded by the size
 * limit.
 */
class PubsubRpcParser : public StreamParser
{
  public:
    /** Gets RPCs and errors. */
    class Sink
    {
      public:
        virtual ~Sink() = default;
        /** \param rpc a complete RPC */
        virtual void HandleRpc(const PubsubRpc& rpc) = 0;
        /** \param error what was wrong */
        virtual void HandleError(RpcError error) = 0;
    };

    /**
     * \param pool the messages of the run
     * \param maxSize largest RPC, bytes
     * \param sink gets the RPCs; must outlive the parser
     */
    PubsubRpcParser(Ptr<MessagePool> pool, uint32_t maxSize, Sink& sink);

    uint32_t Read(const uint8_t* bytes, uint32_t size) override;
    uint64_t GetSkippable() const override;
    void Skip(uint64_t size) override;
    bool HasFailed() const override;

  private:
    /** How far a step through the bytes got. */
    enum class Step
    {
        DONE,     //!< the cursor moved on
        NEED_MORE //!< the bytes do not suffice
    };

    /**
     * \param cursor first byte not yet taken; moved on
     * \param end behind the last byte
     */
    void Parse(const uint8_t*& cursor, const uint8_t* end);
    /** Parameters as Parse; reads the length of a frame. \return how far it got */
    Step ParseDelimiter(const uint8_t*& cursor, const uint8_t* end);
    /** Parameters as Parse; reads one field of an RPC. \return how far it got */
    Step ParseField(const uint8_t*& cursor, const uint8_t* end);
    /**
     * \param element the value of a publish field
     * \param size its length
     * \param available how much of it is there
     * \return how far it got
     */
    Step ParseMessage(const uint8_t* element, uint64_t size, uint64_t available);
    /** Parameters as ParseMessage. \return the message, if the pool knows it; if not, m_findFrom
     * says when it pays to look again */
    Ptr<const PubsubMessage> FindKnown(const uint8_t* element, uint64_t size, uint64_t available);
    /** \param bytes a whole publish field \param size its length */
    void DecodeMessage(const uint8_t* bytes, uint64_t size);
    /** \param bytes a whole subscriptions field \param size its length */
    void DecodeSubOpts(const uint8_t* bytes, uint64_t size);
    /** \param bytes a whole control field \param size its length */
    void DecodeControl(const uint8_t* bytes, uint64_t size);
    /** \param bytes an IHAVE \param size its length */
    void DecodeIHave(const uint8_t* bytes, uint64_t size);
    /** \param bytes an IWANT or IDONTWANT \param size its length \param [out] ids what it names */
    void DecodeIds(const uint8_t* bytes, uint64_t size, MessageIds& ids);
    /** \param bytes a GRAFT \param size its length */
    void DecodeGraft(const uint8_t* bytes, uint64_t size);
    /** \param bytes a PRUNE \param size its length */
    void DecodePrune(const uint8_t* bytes, uint64_t size);
    /** \param bytes an id \param size its length \param [out] ids gets it */
    void AddId(const uint8_t* bytes, uint64_t size, MessageIds& ids);
    /** \param size bytes of the frame that are dealt with, seen or not */
    void Advance(uint64_t size);
    /** The frame has ended. */
    void Finish();
    /** \param error the rest of this frame is left out */
    void RejectFrame(RpcError error);
    /** \param error the stream is lost */
    void Fail(RpcError error);

    Ptr<MessagePool> m_pool;       //!< messages of the run
    Sink& m_sink;                  //!< gets the RPCs
    uint32_t m_maxSize;            //!< largest RPC
    bool m_inFrame{false};         //!< whether the delimiter has been read
    bool m_rejected{false};        //!< whether the rest of the frame is left out
    bool m_failed{false};          //!< whether the stream is lost
    uint64_t m_left{0};            //!< bytes of the frame that are not dealt with
    uint64_t m_skip{0};            //!< bytes that need not be seen
    uint64_t m_findFrom{0};        //!< bytes of a message from which on the pool may know it
    std::vector<uint8_t> m_buffer; //!< bytes of a field that is not there as a whole
    PubsubRpc m_rpc;               //!< what the frame held so far
};

} // namespace ns3

#endif /* WAKU_PUBSUB_RPC_PARSER_H */
