/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_PUBSUB_RPC_CACHE_H
#define WAKU_PUBSUB_RPC_CACHE_H

#include "pubsub-rpc.h"

#include <cstdint>
#include <memory>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief RPCs without full messages that have been decoded lately, by their bytes.
 *
 * Many nodes receive the same bytes: a node sends an IHAVE to several peers, and all nodes send the
 * same IDONTWANT of a message and the same subscription. Those that share the cache decode them
 * once.
 */
class PubsubRpcCache
{
  public:
    /** Longest RPC in the cache, bytes. */
    static constexpr uint32_t MAX_SIZE = 1024;

    /**
     * \param bytes an RPC without its delimiter
     * \param size number of bytes
     * \return the decoded RPC, or null if the cache does not have it
     */
    std::shared_ptr<const PubsubRpc> Find(const uint8_t* bytes, uint32_t size) const;

    /**
     * Add an RPC. It may take the place of another one. An RPC with full messages is not added,
     * since the cache would keep them.
     *
     * \param bytes the bytes of the RPC without its delimiter
     * \param size number of bytes, at most MAX_SIZE
     * \param rpc the decoded RPC
     */
    void Add(const uint8_t* bytes, uint32_t size, std::shared_ptr<const PubsubRpc> rpc);

    /** Remove all RPCs. */
    void Clear();

  private:
    /** An RPC. */
    struct Entry
    {
        std::vector<uint8_t> bytes;           //!< its bytes
        std::shared_ptr<const PubsubRpc> rpc; //!< decoded; null if the entry is not used
    };

    /** Number of entries, a power of two. */
    static constexpr std::size_t ENTRIES = 1024;

    /**
     * \param bytes bytes of an RPC
     * \param size number of bytes
     * \return index of the only entry in which the RPC can be
     */
    static std::size_t GetIndex(const uint8_t* bytes, uint32_t size);

    std::vector<Entry> m_entries; //!< by index; empty until the first Add
};

} // namespace ns3

#endif /* WAKU_PUBSUB_RPC_CACHE_H */
