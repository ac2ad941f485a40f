/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_WHISPER_RLP_H
#define WAKU_WHISPER_RLP_H

#include "whisper-envelope.h"

#include "ns3/rlp-reader.h"
#include "ns3/rlp-writer.h"

#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief Write the fields of an envelope before the data's bytes (EIP-627, "Whisper Envelope"):
 *        expiry, ttl, topic, and the header of the data. Data of a single byte is written whole.
 * \param writer writer to which the items are written
 * \param fields fields of the envelope
 * \return number of bytes of the data that the caller has to append
 */
uint64_t WriteWhisperFields(RlpWriter& writer, const WhisperEnvelopeFields& fields);

/**
 * \ingroup waku
 * \brief Write a list of topics, 4 bytes each.
 * \param writer writer to which the list is written
 * \param topics the topics
 */
void WriteWhisperTopics(RlpWriter& writer, const std::vector<WhisperTopic>& topics);

/**
 * \ingroup waku
 * \param reader reader of a topic of 4 bytes
 * \param [out] topic the topic
 * \return whether a topic was read
 */
bool ReadWhisperTopic(RlpReader& reader, WhisperTopic& topic);

/**
 * \ingroup waku
 * \param reader reader of a list of topics
 * \param most largest number of topics allowed
 * \param [out] topics the topics
 * \return whether such a list was read
 */
bool ReadWhisperTopics(RlpReader& reader, std::size_t most, std::vector<WhisperTopic>& topics);

} // namespace ns3

#endif /* WAKU_WHISPER_RLP_H */
