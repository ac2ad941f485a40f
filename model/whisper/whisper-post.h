/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_WHISPER_POST_H
#define WAKU_WHISPER_POST_H

#include "whisper-envelope.h"
#include "whisper-error.h"

#include "ns3/nstime.h"
#include "ns3/virtual-bytes.h"

#include <optional>

namespace ns3
{

/**
 * \ingroup waku
 * \brief What a user wants to publish.
 */
struct WhisperPost
{
    WhisperTopic topic{0};           //!< topic
    VirtualBytes payload;            //!< payload before padding and encryption
    uint32_t ttl{0};                 //!< seconds; 0: attribute DefaultTtl
    std::optional<double> powTarget; //!< proof of work; by default attribute PowTarget
    bool isAsymmetric{false};        //!< encrypted to a public key, as private messages are
};

/**
 * \ingroup waku
 * \brief What became of a WhisperPost.
 */
struct WhisperPublication
{
    Ptr<const WhisperEnvelope> envelope;    //!< the envelope
    Time ready;                             //!< when its nonce is found and it sets out
    WhisperError error{WhisperError::NONE}; //!< why this node refuses it, if ready is now
};

} // namespace ns3

#endif /* WAKU_WHISPER_POST_H */
