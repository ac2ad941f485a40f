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
 * \brief Write what an envelope says before its nonce (EIP-627, "Whisper Envelope"): expiry, ttl,
 *        topic, and the header of the data, or all of it if it is a single byte.
 * \param writer gets the items
 * \param fields the envelope
 * \return how many bytes of data are to follow
 */
uint64_t WriteWhisperFields(RlpWriter& writer, const WhisperEnvelopeFields& fields);

/**
 * \ingroup waku
 * \brief Write a list of topics, 4 bytes each.
 * \param writer gets the list
 * \param topics the topics
 */
void WriteWhisperTopics(RlpWriter& writer, const std::vector<WhisperTopic>& topics);

/**
 * \ingroup waku
 * \param reader where a topic of 4 bytes stands
 * \param [out] topic the topic
 * \return whether there was one
 */
bool ReadWhisperTopic(RlpReader& reader, WhisperTopic& topic);

/**
 * \ingroup waku
 * \param reader where a list of topics stands
 * \param most how many there may be
 * \param [out] topics gets them
 * \return whether there was such a list
 */
bool ReadWhisperTopics(RlpReader& reader, std::size_t most, std::vector<WhisperTopic>& topics);

} // namespace ns3

#endif /* WAKU_WHISPER_RLP_H */
