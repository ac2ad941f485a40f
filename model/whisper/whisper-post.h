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
 * \brief A message to be published.
 */
struct WhisperPost
{
    WhisperTopic topic{0};           //!< topic
    VirtualBytes payload;            //!< payload before padding and encryption
    uint32_t ttl{0};                 //!< time to live, seconds; 0: attribute DefaultTtl
    std::optional<double> powTarget; //!< least proof of work; nothing: attribute PowTarget
    bool isAsymmetric{false};        //!< encrypted with a public key, as private messages are
};

/**
 * \ingroup waku
 * \brief Result of publishing a WhisperPost.
 */
struct WhisperPublication
{
    Ptr<const WhisperEnvelope> envelope;    //!< the envelope
    Time ready;                             //!< when the nonce is found and the envelope is sent
    WhisperError error{WhisperError::NONE}; //!< why this node refuses it, if ready is now
};

} // namespace ns3

#endif /* WAKU_WHISPER_POST_H */
