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
 * \brief Request of a mail client (8/WAKU-MAIL, "Requesting Historic Envelopes").
 */
struct WhisperMailRequest
{
    uint32_t lower{0};                                    //!< oldest creation, UNIX time, seconds
    uint32_t upper{UINT32_MAX};                           //!< newest creation, UNIX time, seconds
    WhisperBloomFilter bloom{WhisperBloomFilter::Full()}; //!< topics; ignored if there is a list
    uint32_t limit{0};                                    //!< largest page; 0: the server's limit
    std::vector<uint8_t> cursor;                          //!< cursor of the previous page, or empty
    std::vector<WhisperTopic> topics;                     //!< list of topics, or none

    /** \return RLP list [lower, upper, bloom, limit, cursor, topics], without topics if empty */
    std::vector<uint8_t> Encode() const;

    /**
     * \param bytes an encoded request
     * \return the request; nothing if the bytes are malformed
     */
    static std::optional<WhisperMailRequest> Decode(const std::vector<uint8_t>& bytes);
};

} // namespace ns3

#endif /* WAKU_WHISPER_MAIL_REQUEST_H */
