/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_INTEROP_LOG_H
#define WAKU_INTEROP_LOG_H

#include "ns3/nstime.h"

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief What the nodes of gossipsub-interop write to standard output (libp2p/test-plans,
 * gossipsub-interop/test-specs/implementation.md, "Output"): JSON lines with the fields of
 * go-libp2p's program in their order, in `DIR/hosts/nodeN/gossipsub-interop.1000.stdout`, where
 * Shadow puts it. The simulation begins on 2000-01-01, as in Shadow.
 */
class InteropLog
{
  public:
    /**
     * Create the folders and empty files, and remove logs of earlier runs. A std::runtime_error is
     * thrown if that fails, or if there are logs of another program in the folder.
     * \param folder path of DIR
     * \param nodes number of nodes
     */
    InteropLog(const std::string& folder, uint32_t nodes);
    ~InteropLog();

    InteropLog(const InteropLog&) = delete;
    InteropLog& operator=(const InteropLog&) = delete;

    /** Names of fields, and their values in JSON. */
    using Fields = std::vector<std::pair<const char*, std::string>>;

    /**
     * Write a line.
     * \param now current time
     * \param node the node
     * \param message the message
     * \param fields further fields, in their order
     */
    void Write(Time now, uint32_t node, const char* message, const Fields& fields);

    /** Write what is still in memory. A std::runtime_error is thrown if that fails. */
    void Flush();

    /**
     * \param text a text
     * \return the text in JSON, in quotes
     */
    static std::string Quote(const std::string& text);

    /**
     * \param now simulated time
     * \return the time in RFC 3339, with nanoseconds
     */
    static std::string FormatTime(Time now);

  private:
    /**
     * \param node a node
     * \return path of its file
     */
    std::string GetPath(uint32_t node) const;
    /**
     * Write what is in memory for a node.
     * \param node the node
     */
    void Flush(uint32_t node);

    std::string m_folder;             //!< path of DIR
    std::vector<std::string> m_lines; //!< what is in memory, by node; not all files can be open
};

} // namespace ns3

#endif /* WAKU_INTEROP_LOG_H */
