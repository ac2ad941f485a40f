/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_WHISPER_MAIL_SERVER_H
#define WAKU_WHISPER_MAIL_SERVER_H

#include "whisper-mail-request.h"
#include "whisper-message.h"

#include "ns3/nstime.h"
#include "ns3/object.h"

#include <array>
#include <map>

namespace ns3
{

/**
 * \ingroup waku
 * \brief Archives envelopes and finds them again (8/WAKU-MAIL).
 *
 * Envelopes are ordered by creation time and hash. As in status-go's mail server, the newest are
 * sent first. A cursor consists of the creation time (4 bytes) and the hash of the last envelope
 * sent. When the archive is full, the oldest envelopes are dropped.
 */
class WhisperMailServer : public Object
{
  public:
    /** Size of a cursor, bytes: creation time and hash. */
    static constexpr std::size_t CURSOR_SIZE = 36;

    /** Some of the envelopes that a request asks for. */
    struct Page
    {
        WhisperBundle envelopes;     //!< envelopes, newest first
        std::vector<uint8_t> cursor; //!< cursor for the next page; empty on the last page
    };

    /** \return the TypeId */
    static TypeId GetTypeId();

    WhisperMailServer();
    ~WhisperMailServer() override;

    /**
     * Add an envelope to the archive.
     * \param now UNIX time, seconds
     * \param envelope the envelope
     */
    void Archive(uint32_t now, Ptr<const WhisperEnvelope> envelope);

    /**
     * Find envelopes.
     * \param request the request
     * \param maxDataSize largest frame-data of the packet for the page, in bytes
     * \return as many envelopes as fit into the limits
     */
    Page Find(const WhisperMailRequest& request, uint64_t maxDataSize) const;

    /** \return number of envelopes in the archive */
    std::size_t GetSize() const
    {
        return m_archive.size();
    }

    /** \return sum of the sizes of the envelopes with their virtual data, in bytes */
    uint64_t GetBytes() const
    {
        return m_bytes;
    }

  protected:
    void DoDispose() override;

  private:
    using Key = std::array<uint8_t, CURSOR_SIZE>; //!< creation time, big endian, and hash

    /**
     * \param sent creation time of an envelope, UNIX time, seconds
     * \param hash hash of the envelope
     * \return key of the envelope
     */
    static Key MakeKey(uint32_t sent, const WhisperHash& hash);

    /** Drop the oldest envelope. */
    void DropOldest();

    uint32_t m_maxEnvelopes; //!< attribute MaxEnvelopes
    uint64_t m_maxBytes;     //!< attribute MaxBytes
    Time m_maxAge;           //!< attribute MaxAge
    uint32_t m_maxLimit;     //!< attribute MaxLimit

    uint64_t m_bytes{0};                                 //!< sum of the sizes of the envelopes
    std::map<Key, Ptr<const WhisperEnvelope>> m_archive; //!< envelopes, oldest first
};

} // namespace ns3

#endif /* WAKU_WHISPER_MAIL_SERVER_H */
