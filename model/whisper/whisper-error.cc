/* SPDX-License-Identifier: GPL-2.0-only */
#include "whisper-error.h"

namespace ns3
{

bool
DropsWhisperPeer(WhisperError error)
{
    switch (error)
    {
    case WhisperError::NONE:
    case WhisperError::EXPIRED:
    case WhisperError::VERY_OLD:
    case WhisperError::FROM_FUTURE:
    case WhisperError::UNKNOWN_CODE:
    case WhisperError::UNKNOWN_RESPONSE_VERSION:
    case WhisperError::SECOND_STATUS:
    case WhisperError::UNTRUSTED_P2P:
    case WhisperError::NO_MAIL_SERVER:
        return false;
    default:
        return true;
    }
}

const char*
GetWhisperErrorName(WhisperError error)
{
    switch (error)
    {
    case WhisperError::NONE:
        return "none";
    case WhisperError::EXPIRED:
        return "expired";
    case WhisperError::VERY_OLD:
        return "very-old";
    case WhisperError::FROM_FUTURE:
        return "from-future";
    case WhisperError::ENVELOPE_TOO_LARGE:
        return "envelope-too-large";
    case WhisperError::LOW_POW:
        return "low-pow";
    case WhisperError::OUTSIDE_INTEREST:
        return "outside-interest";
    case WhisperError::UNKNOWN_CODE:
        return "unknown-code";
    case WhisperError::UNKNOWN_RESPONSE_VERSION:
        return "unknown-response-version";
    case WhisperError::SECOND_STATUS:
        return "second-status";
    case WhisperError::UNTRUSTED_P2P:
        return "untrusted-p2p";
    case WhisperError::NO_MAIL_SERVER:
        return "no-mail-server";
    case WhisperError::BAD_FRAME:
        return "bad-frame";
    case WhisperError::PACKET_TOO_LARGE:
        return "packet-too-large";
    case WhisperError::BAD_STATUS:
        return "bad-status";
    case WhisperError::BAD_POW_REQUIREMENT:
        return "bad-pow-requirement";
    case WhisperError::BAD_BLOOM_FILTER:
        return "bad-bloom-filter";
    case WhisperError::BAD_TOPIC_INTEREST:
        return "bad-topic-interest";
    case WhisperError::BAD_ENVELOPES:
        return "bad-envelopes";
    case WhisperError::BAD_CONFIRMATION:
        return "bad-confirmation";
    case WhisperError::BAD_P2P_REQUEST:
        return "bad-p2p-request";
    case WhisperError::BAD_REQUEST_COMPLETE:
        return "bad-request-complete";
    case WhisperError::BAD_SYNC:
        return "bad-sync";
    case WhisperError::NO_STATUS:
        return "no-status";
    case WhisperError::VERSION_MISMATCH:
        return "version-mismatch";
    case WhisperError::TWO_LIGHT_NODES:
        return "two-light-nodes";
    case WhisperError::HANDSHAKE_TIMEOUT:
        return "handshake-timeout";
    case WhisperError::RATE_LIMIT_EXCEEDED:
        return "rate-limit-exceeded";
    }
    return "unknown";
}

} // namespace ns3
