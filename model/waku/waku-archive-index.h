/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_ARCHIVE_INDEX_H
#define WAKU_ARCHIVE_INDEX_H

#include "waku-stored-message.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief Place of a message in the order of a store: its timestamp and its hash.
 */
struct WakuArchiveKey
{
    int64_t timestamp{0}; //!< timestamp, nanoseconds
    MessageId hash;       //!< hash; an empty one comes before all others
};

/**
 * \ingroup waku
 * \brief Messages in the order of a store, by timestamp and then by hash (13/WAKU2-STORE, "Waku
 * message sorting"). It does not own them.
 *
 * They are in blocks of at most BLOCK pointers, so that a message takes little more than 8 bytes,
 * one at the end is added at once, one in the middle moves a block, and any place is found by two
 * binary searches.
 */
class WakuArchiveIndex
{
  public:
    static constexpr std::size_t BLOCK = 256; //!< most messages of a block

    /** A place in the index: between messages, or before or after all. */
    class Place
    {
      public:
        /** \return the message after this place, or null */
        const WakuStoredMessage* GetNext() const;
        /** \return the message before this place, or null */
        const WakuStoredMessage* GetPrevious() const;
        /** Go over the message after this place, which must exist. */
        void GoForward();
        /** Go over the message before this place, which must exist. */
        void GoBackward();

      private:
        friend class WakuArchiveIndex;

        const WakuArchiveIndex* m_index; //!< the index, which does not change meanwhile
        std::size_t m_block;             //!< number of a block, or of blocks
        std::size_t m_at;                //!< messages of this block before the place
    };

    /**
     * \param message a message that must exist as long as it is here
     * \return whether it was added; false if it was here already
     */
    bool Add(const WakuStoredMessage* message);

    /**
     * \param message a message
     * \return whether it was removed; false if it was not here
     */
    bool Remove(const WakuStoredMessage* message);

    /**
     * \param message a message
     * \return whether it is here
     */
    bool Has(const WakuStoredMessage& message) const;

    /**
     * \param key a key, of a message that may be here or not
     * \return the place before that message
     */
    Place FindBefore(const WakuArchiveKey& key) const;

    /** \return the place after all messages */
    Place GetEnd() const;

    /** \return first message, or null */
    const WakuStoredMessage* GetFirst() const
    {
        return m_blocks.empty() ? nullptr : m_blocks.front().front();
    }

    /** \return last message, or null */
    const WakuStoredMessage* GetLast() const
    {
        return m_blocks.empty() ? nullptr : m_blocks.back().back();
    }

    /** \return number of messages */
    std::size_t GetSize() const
    {
        return m_size;
    }

    /** \return bytes of memory that the index takes */
    std::size_t GetMemory() const;

  private:
    using Block = std::vector<const WakuStoredMessage*>;

    std::vector<Block> m_blocks; //!< none is empty
    std::size_t m_size{0};       //!< number of messages
};

} // namespace ns3

#endif /* WAKU_ARCHIVE_INDEX_H */
