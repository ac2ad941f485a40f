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
 * Envelopes are ordered by creation time and hash, and handed out newest first, as status-go's mail
 * server does. A cursor is creation time (4 bytes) and hash of the last envelope handed out. When
 * the archive is full, the oldest envelopes are dropped.
 */
class WhisperMailServer : public Object
{
  public:
    /** Size of a cursor, bytes: creation time and hash. */
    static constexpr std::size_t CURSOR_SIZE = 36;

    /** An answer. */
    struct Page
    {
        WhisperBundle envelopes;     //!< newest first
        std::vector<uint8_t> cursor; //!< where to go on; empty if that was all
    };

    /** \return the TypeId */
    static TypeId GetTypeId();

    WhisperMailServer();
    ~WhisperMailServer() override;

    /**
     * \param now UNIX time, seconds
     * \param envelope what to keep
     */
    void Archive(uint32_t now, Ptr<const WhisperEnvelope> envelope);

    /**
     * \param request what to find
     * \param maxDataSize largest frame-data of the packet that is to hold the page, bytes
     * \return as much as limits allow
     */
    Page Find(const WhisperMailRequest& request, uint64_t maxDataSize) const;

    /** \return number of envelopes */
    std::size_t GetSize() const
    {
        return m_archive.size();
    }

    /** \return sum of the envelopes' sizes, bytes; virtual data counts */
    uint64_t GetBytes() const
    {
        return m_bytes;
    }

  protected:
    void DoDispose() override;

  private:
    using Key = std::array<uint8_t, CURSOR_SIZE>; //!< creation time, big endian, and hash

    /**
     * \param sent creation time
     * \param hash hash
     * \return the key
     */
    static Key MakeKey(uint32_t sent, const WhisperHash& hash);

    /** Drop the oldest envelope. */
    void DropOldest();

    uint32_t m_maxEnvelopes; //!< attribute MaxEnvelopes
    uint64_t m_maxBytes;     //!< attribute MaxBytes
    Time m_maxAge;           //!< attribute MaxAge
    uint32_t m_maxLimit;     //!< attribute MaxLimit

    uint64_t m_bytes{0};                                 //!< sum of sizes
    std::map<Key, Ptr<const WhisperEnvelope>> m_archive; //!< oldest first
};

} // namespace ns3

#endif /* WAKU_WHISPER_MAIL_SERVER_H */
