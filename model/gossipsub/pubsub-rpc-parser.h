/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_PUBSUB_RPC_PARSER_H
#define WAKU_PUBSUB_RPC_PARSER_H

#include "pubsub-message-pool.h"
#include "pubsub-rpc.h"

#include "ns3/stream-parser.h"

#include <memory>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief Reads RPCs from the bytes of a stream (libp2p pubsub, "The RPC"): varint-delimited
 * protobuf.
 *
 * The parser recognises a message of the pool by the real bytes before its payload, and skips its
 * virtual payload, whether the data come before the topic, as implementations write them, or after
 * it. It reads any other message whole. It passes an RPC to the sink when the last byte of the RPC
 * has arrived. Whatever the bytes are, the sink gets RPCs or errors. The size limit also limits the
 * memory needed.
 */
class PubsubRpcParser : public StreamParser
{
  public:
    /** Receives RPCs and errors. */
    class Sink
    {
      public:
        virtual ~Sink() = default;
        /**
         * Handle an RPC.
         * \param rpc the complete RPC
         */
        virtual void HandleRpc(const PubsubRpc& rpc) = 0;
        /**
         * Handle an error.
         * \param error the error
         */
        virtual void HandleError(RpcError error) = 0;
    };

    /**
     * \param pool pool of the messages of the run
     * \param maxSize largest RPC, in bytes
     * \param sink receiver of RPCs and errors; must outlive the parser
     */
    PubsubRpcParser(Ptr<MessagePool> pool, uint32_t maxSize, Sink& sink);

    uint32_t Read(const uint8_t* bytes, uint32_t size) override;
    uint64_t GetSkippable() const override;
    void Skip(uint64_t size) override;
    bool HasFailed() const override;

  private:
    /** Result of a parsing step. */
    enum class Step
    {
        DONE,     //!< the step was done
        NEED_MORE //!< more bytes are needed
    };

    /**
     * Parse as many bytes as possible.
     * \param [in,out] cursor first byte not yet parsed; moved past the parsed bytes
     * \param end one past the last byte
     */
    void Parse(const uint8_t*& cursor, const uint8_t* end);
    /**
     * Parse the length of a frame.
     * \param [in,out] cursor first byte not yet parsed; moved past the parsed bytes
     * \param end one past the last byte
     * \return result of the step
     */
    Step ParseDelimiter(const uint8_t*& cursor, const uint8_t* end);
    /**
     * Parse one field of an RPC.
     * \param [in,out] cursor first byte not yet parsed; moved past the parsed bytes
     * \param end one past the last byte
     * \return result of the step
     */
    Step ParseField(const uint8_t*& cursor, const uint8_t* end);
    /**
     * Parse a publish field. If its data are known, they are skipped and m_known is set until the
     * rest of the field has been read.
     * \param element the value of the field
     * \param size length of the value, in bytes
     * \param available number of bytes of the value that have arrived
     * \param [out] parsed number of these bytes that were parsed
     * \return result of the step
     */
    Step ParseMessage(const uint8_t* element, uint64_t size, uint64_t available, uint64_t& parsed);
    /**
     * Parse the rest of a publish field whose data are known.
     * \param [in,out] cursor first byte not yet parsed; moved past the parsed bytes
     * \param end one past the last byte
     * \return result of the step
     */
    Step ParseTail(const uint8_t*& cursor, const uint8_t* end);
    /**
     * Find a message of the pool with the data of a publish field. If there is none, m_findFrom
     * says how many bytes are needed before another look-up can find one.
     * \param element the value of the field
     * \param size length of the value, in bytes
     * \param available number of bytes of the value that have arrived
     * \param [out] dataEnd number of bytes of the value up to the end of the data. If it is below
     *         size, topic and other fields follow, and the message may be of another topic
     * \return the message, or null
     */
    Ptr<const PubsubMessage> FindKnown(const uint8_t* element,
                                       uint64_t size,
                                       uint64_t available,
                                       uint64_t& dataEnd);
    /**
     * Decode a publish field, or what follows the data in it.
     * \param bytes the bytes
     * \param size number of bytes
     * \param known a message with the data that came before; null if there were none
     */
    void DecodeMessage(const uint8_t* bytes,
                       uint64_t size,
                       Ptr<const PubsubMessage> known = nullptr);
    /**
     * Count bytes of the frame as parsed or skipped.
     * \param size number of bytes
     */
    void Advance(uint64_t size);
    /**
     * Skip the rest of a frame that was rejected.
     * \param [in,out] cursor first byte not yet parsed; moved past the skipped bytes
     * \param end one past the last byte
     */
    void SkipFrame(const uint8_t*& cursor, const uint8_t* end);
    /** End the frame. */
    void Finish();
    /**
     * Ignore the rest of the frame.
     * \param error the error
     */
    void RejectFrame(RpcError error);
    /**
     * End the stream.
     * \param error the error
     */
    void Fail(RpcError error);

    /** What is known of a frame, or of its delimiter, that has not arrived as a whole. */
    struct Partial
    {
        PubsubRpc rpc; //!< decoded part of the frame
        std::vector<uint8_t>
            buffer; //!< bytes of a field, or of the delimiter, that is not complete
        /** A message with the data of the publish field that is being read, or null. */
        Ptr<const PubsubMessage> known;
        uint64_t findFrom{0}; //!< bytes of a message needed before the next look-up
        uint64_t tail{0};     //!< bytes of the publish field after the data of the known message
        /** The whole frame, if it has arrived at once and the pool's PubsubRpcCache may have it. */
        const uint8_t* whole{nullptr};
        uint32_t size{0}; //!< bytes of the whole frame
    };

    /**
     * Begin a frame. If it has arrived at once, it is looked up in the pool's PubsubRpcCache.
     * \param [in,out] cursor first byte of the frame; moved past the frame if it is found
     * \param end one past the last byte
     */
    void BeginFrame(const uint8_t*& cursor, const uint8_t* end);
    /** \return what is known of the frame */
    Partial& GetPartial();

    // Most parsers wait for a frame, so what a frame needs is elsewhere.
    Ptr<MessagePool> m_pool;            //!< messages of the run
    Sink& m_sink;                       //!< receiver of RPCs and errors
    std::unique_ptr<Partial> m_partial; //!< null between frames
    uint32_t m_maxSize;                 //!< largest RPC, bytes
    uint32_t m_left{0};                 //!< bytes of the frame not yet parsed or skipped
    uint32_t m_skip{0};                 //!< bytes that can be skipped
    bool m_inFrame{false};              //!< whether the delimiter has been read
    bool m_rejected{false};             //!< whether the rest of the frame is ignored
    bool m_failed{false};               //!< whether the stream has ended
};

} // namespace ns3

#endif /* WAKU_PUBSUB_RPC_PARSER_H */
