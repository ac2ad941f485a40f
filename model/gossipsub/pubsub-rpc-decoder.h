/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_PUBSUB_RPC_DECODER_H
#define WAKU_PUBSUB_RPC_DECODER_H

#include "pubsub-rpc.h"

#include "ns3/waku-protobuf.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief Decodes the fields of an RPC, except full messages, which PubsubRpcParser reads.
 */
class PubsubRpcDecoder
{
  public:
    /** \param rpc gets what the fields contain; must outlive the decoder */
    explicit PubsubRpcDecoder(PubsubRpc& rpc);

    /**
     * Decode a complete field.
     * \param number number of the field; a field of another number is ignored
     * \param bytes value of the field
     * \param size length of the value, in bytes
     * \return what is wrong with the field, if anything is
     */
    std::optional<RpcError> Decode(uint64_t number, const uint8_t* bytes, uint64_t size);

  private:
    using Field = protobuf::Field;

    /** All take the value of a field. */
    void DecodeSubOpts(const Field& value);
    void DecodeControl(const Field& value);
    void DecodeIHave(const Field& value);
    void DecodePrune(const Field& value);
    void DecodeSupported(const Field& value);
    void DecodePartial(const Field& value);
    void DecodePingPong(const Field& value);
    void DecodePreambles(const Field& value);
    void DecodeChokes(const Field& value);
    /**
     * Decode a message with one kind of content, ids.
     * \param value the message
     * \param [out] ids message ids, to which those in it are appended
     */
    void DecodeIds(const Field& value, MessageIds& ids);
    /**
     * Decode a message that contains a topic.
     * \param value the message
     * \param [out] topics topics, to which the topic is appended
     */
    void DecodeTopic(const Field& value, std::vector<std::string>& topics);
    /**
     * Call a function with each field of a message, and note if the message is malformed.
     * \param value the message
     * \param handle the function
     */
    template <typename F>
    void ForEachField(const Field& value, F handle);
    /**
     * \param field an id
     * \param [out] id the id
     * \return whether it can be an id
     */
    bool ReadId(const Field& field, MessageId& id);
    /** \return messages of extensions of the RPC */
    PubsubExtensionRpc& GetExtension();

    PubsubRpc& m_rpc;                //!< the RPC
    std::optional<RpcError> m_error; //!< first error
};

} // namespace ns3

#endif /* WAKU_PUBSUB_RPC_DECODER_H */
