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
 * Streams have the numbers of their protocols, in the order of Add(). A node that marks its streams
 * (IsMarking) has one more: that of Identify (IdentifyMessage), which comes behind them.
 */
class StreamProtocols
{
  public:
    static constexpr uint32_t MAX_PROTOCOLS = 31;         //!< most that a node can have
    static constexpr uint32_t MAX_ID_SIZE = 125;          //!< longest protocol id, bytes
    static constexpr uint32_t NO_STREAM = UINT32_MAX;     //!< no stream of this node
    static constexpr uint32_t NO_MARK = 0;                //!< bytes that are not marked
    static constexpr auto IDENTIFY_ID = "/ipfs/id/1.0.0"; //!< protocol id of Identify

    /**
     * Stops the program if the id is empty, longer than MAX_ID_SIZE, has a line break, is there
     * already, or is one too many.
     * \param id protocol id
     * \param handler is told of the streams; must outlive this object, or its Clear()
     * \return the number of the protocol
     */
    uint32_t Add(const std::string& id, StreamHandler& handler);

    /** Forget all protocols. */
    void Clear();

    /** \param marks whether streams are marked although there is only one */
    void SetMarking(bool marks)
    {
        m_marks = marks;
    }

    /** \return whether this node says what it speaks and to which stream its bytes belong */
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

    /** \return the number of streams in each direction, Identify among them */
    uint32_t GetNStreams() const
    {
        return GetN() + (IsMarking() ? 1 : 0);
    }

    /** \param protocol a protocol \return who is told of its streams */
    StreamHandler& GetHandler(uint32_t protocol) const
    {
        return *m_protocols[protocol].handler;
    }

    /** \param stream a stream \return its protocol id */
    std::string GetId(uint32_t stream) const;

    /** \param stream a stream \return the mark of its bytes, not NO_MARK */
    uint32_t GetMark(uint32_t stream) const;

    /** \param id protocol id \return its stream, or NO_STREAM */
    uint32_t FindId(const std::string& id) const;

    /** \param mark a mark, or NO_MARK for the first protocol \return its stream, or NO_STREAM */
    uint32_t FindMark(uint32_t mark) const;

    /** \param id protocol id \return its 32-bit FNV-1a hash, or 1 if that is NO_MARK */
    static uint32_t ToMark(const std::string& id);

  private:
    /** A protocol. */
    struct Protocol
    {
        std::string id;         //!< protocol id
        uint32_t mark;          //!< of its bytes
        StreamHandler* handler; //!< is told of its streams
    };

    std::vector<Protocol> m_protocols; //!< by their numbers
    bool m_marks{false};               //!< whether a single stream is marked
};

} // namespace ns3

#endif /* WAKU_STREAM_PROTOCOLS_H */
