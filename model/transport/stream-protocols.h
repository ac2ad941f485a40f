/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_STREAM_PROTOCOLS_H
#define WAKU_STREAM_PROTOCOLS_H

#include "stream-handler.h"

#include <cstdint>
#include <string>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief The protocols that the connections of a node carry, each with a stream of its own.
 *
 * A stream has the number of its protocol; protocols are numbered in the order of Add(). A node
 * that marks its streams (IsMarking) has one more stream, with the highest number: that of Identify
 * (IdentifyMessage).
 */
class StreamProtocols
{
  public:
    static constexpr uint32_t MAX_PROTOCOLS = 31;         //!< most protocols of a node
    static constexpr uint32_t MAX_ID_SIZE = 125;          //!< longest protocol id, bytes
    static constexpr uint32_t NO_STREAM = UINT32_MAX;     //!< stands for no stream of this node
    static constexpr uint32_t NO_MARK = 0;                //!< mark of bytes without a mark
    static constexpr auto IDENTIFY_ID = "/ipfs/id/1.0.0"; //!< protocol id of Identify

    /**
     * Add a protocol. The program stops if the id is empty, is longer than MAX_ID_SIZE, contains a
     * line break or was added before, or if there are MAX_PROTOCOLS already.
     * \param id protocol id
     * \param handler receiver of the streams' events; must outlive this object, or exist until
     *        Clear()
     * \return the number of the protocol
     */
    uint32_t Add(const std::string& id, StreamHandler& handler);

    /** Remove all protocols. */
    void Clear();

    /** \param marks whether streams are marked even if there is only one protocol */
    void SetMarking(bool marks)
    {
        m_marks = marks;
    }

    /** \return whether this node sends an IdentifyMessage and marks the bytes of its streams */
    bool IsMarking() const
    {
        return m_marks || m_protocols.size() > 1;
    }

    /** \return the number of protocols */
    uint32_t GetN() const
    {
        return static_cast<uint32_t>(m_protocols.size());
    }

    /** \return the number of the stream of Identify */
    uint32_t GetIdentifyStream() const
    {
        return GetN();
    }

    /** \return the number of streams in each direction, including that of Identify */
    uint32_t GetNStreams() const
    {
        return GetN() + (IsMarking() ? 1 : 0);
    }

    /**
     * \param protocol number of a protocol
     * \return receiver of the protocol's events
     */
    StreamHandler& GetHandler(uint32_t protocol) const
    {
        return *m_protocols[protocol].handler;
    }

    /**
     * \param stream number of a stream
     * \return protocol id of the stream
     */
    std::string GetId(uint32_t stream) const;

    /**
     * \param stream number of a stream
     * \return mark of the stream's bytes; never NO_MARK
     */
    uint32_t GetMark(uint32_t stream) const;

    /**
     * \param id protocol id
     * \return number of the protocol's stream, or NO_STREAM
     */
    uint32_t FindId(const std::string& id) const;

    /**
     * \param mark a mark, or NO_MARK for the first protocol
     * \return number of the stream with this mark, or NO_STREAM
     */
    uint32_t FindMark(uint32_t mark) const;

    /**
     * \param id protocol id
     * \return 32-bit FNV-1a hash of the id; 1 if the hash is NO_MARK
     */
    static uint32_t ToMark(const std::string& id);

  private:
    /** A protocol. */
    struct Protocol
    {
        std::string id;         //!< protocol id
        uint32_t mark;          //!< mark of its bytes
        StreamHandler* handler; //!< receiver of its events
    };

    std::vector<Protocol> m_protocols; //!< protocols by number
    bool m_marks{false};               //!< whether a single protocol is marked too
};

} // namespace ns3

#endif /* WAKU_STREAM_PROTOCOLS_H */
