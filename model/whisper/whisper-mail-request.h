/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_WHISPER_MAIL_REQUEST_H
#define WAKU_WHISPER_MAIL_REQUEST_H

#include "whisper-bloom-filter.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief What a mail client asks for (8/WAKU-MAIL, "Requesting Historic Envelopes").
 */
struct WhisperMailRequest
{
    uint32_t lower{0};                                    //!< oldest creation, UNIX time, seconds
    uint32_t upper{UINT32_MAX};                           //!< newest creation, UNIX time, seconds
    WhisperBloomFilter bloom{WhisperBloomFilter::Full()}; //!< topics; ignored if topics are named
    uint32_t limit{0};                                    //!< most envelopes; 0: the server's own
    std::vector<uint8_t> cursor;                          //!< of the page before, or empty
    std::vector<WhisperTopic> topics;                     //!< topics, or none

    /** \return [lower, upper, bloom, limit, cursor, topics] in RLP; topics only if there are any */
    std::vector<uint8_t> Encode() const;

    /**
     * \param bytes an encoded request
     * \return the request; nothing if the bytes are none
     */
    static std::optional<WhisperMailRequest> Decode(const std::vector<uint8_t>& bytes);
};

} // namespace ns3

#endif /* WAKU_WHISPER_MAIL_REQUEST_H */
