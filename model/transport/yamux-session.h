/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_YAMUX_SESSION_H
#define WAKU_YAMUX_SESSION_H

#include "yamux-header.h"

#include <array>
#include <boost/container/flat_map.hpp>
#include <cstdint>

namespace ns3
{

/**
 * \ingroup waku
 * \brief One side of a yamux connection (libp2p specs, yamux): streams by their ids, windows, and
 * which answer each frame gets. It writes and keeps no data.
 *
 * Streams of the dialler have odd ids, those of the listener even ones. A frame of a stream that is
 * over, or was refused since MAX_STREAMS are open, is skipped. What ends the session is an unknown
 * version, type or flag; a SYN with an id of the wrong side or of an open stream; an ACK of a
 * stream of the other side; data beyond the window; a window above 2^32 - 1; a ping or go-away with
 * a stream id.
 */
class YamuxSession
{
  public:
    static constexpr uint32_t MAX_STREAMS = 256; //!< most open streams of the other side
    /** Most data of a frame that this node sends, in bytes; a frame has 64 KiB as in go-yamux. */
    static constexpr uint32_t MAX_DATA = 65536 - YamuxHeader::SIZE;
    static constexpr uint32_t NORMAL = 0;         //!< code of go-away: nothing is wrong
    static constexpr uint32_t PROTOCOL_ERROR = 1; //!< code of go-away: malformed bytes

    /** Receives the events of a session. */
    class Listener
    {
      public:
        virtual ~Listener() = default;
        /**
         * Send a frame without data, or the header of a frame whose data the listener sends.
         * \param header the header
         */
        virtual void SendHeader(const YamuxHeader& header) = 0;
        /**
         * The other side has opened a stream.
         * \param id id of the stream
         */
        virtual void StreamOpened(uint32_t id) = 0;
        /**
         * The other side will send no more data on a stream.
         * \param id id of the stream
         */
        virtual void StreamFinished(uint32_t id) = 0;
        /**
         * The other side has reset a stream, which is over.
         * \param id id of the stream
         */
        virtual void StreamReset(uint32_t id) = 0;
    };

    /**
     * \param dialler whether this node dialled
     * \param listener receiver of the events; must outlive the session
     */
    YamuxSession(bool dialler, Listener& listener);

    /**
     * Read bytes of a header. Data of the frame before must have been consumed.
     * \param bytes the next bytes
     * \param size number of bytes, at least 1
     * \return number of bytes read
     */
    uint32_t ReadHeader(const uint8_t* bytes, uint32_t size);

    /** \return whether the bytes of the other side are malformed */
    bool HasFailed() const
    {
        return m_failed;
    }

    /** \return number of bytes of data that come next */
    uint32_t GetDataLeft() const
    {
        return m_dataLeft;
    }

    /** \return id of the stream of these bytes; the stream may be over */
    uint32_t GetDataStream() const
    {
        return m_dataStream;
    }

    /**
     * Consume data that was read or skipped. A window update is sent whenever half of the window
     * was consumed.
     * \param size number of bytes, at most GetDataLeft()
     */
    void Consume(uint32_t size);

    /** \return whether streams can be opened: the other side has not said go-away */
    bool CanOpen() const
    {
        return !m_isLeft;
    }

    /**
     * Open a stream.
     * \return id of the stream
     */
    uint32_t Open();

    /**
     * \param id id of a stream
     * \return number of bytes that this node may send on it; 0 if it is over or finished
     */
    uint32_t GetWindow(uint32_t id) const;

    /**
     * Send the header of a data frame.
     * \param id id of a stream
     * \param size number of bytes of data, at most GetWindow()
     */
    void Send(uint32_t id, uint32_t size);

    /**
     * Say that this node sends no more data on a stream.
     * \param id id of a stream; nothing happens if it is over or finished
     */
    void Finish(uint32_t id);

    /**
     * End a stream in both directions.
     * \param id id of a stream; nothing happens if it is over
     */
    void Reset(uint32_t id);

    /**
     * Say that the connection ends, unless it was said before.
     * \param code NORMAL or PROTOCOL_ERROR
     * \return whether it was said
     */
    bool Leave(uint32_t code);

  private:
    /** A stream that is not over. */
    struct Stream
    {
        uint32_t sendWindow{YamuxHeader::INITIAL_WINDOW};    //!< bytes that this node may send
        uint32_t receiveWindow{YamuxHeader::INITIAL_WINDOW}; //!< bytes that the other may send
        uint32_t consumed{0};          //!< bytes consumed since the last window update
        bool hasFinished{false};       //!< whether this node sends no more
        bool otherHasFinished{false};  //!< whether the other side sends no more
        bool finishesAfterData{false}; //!< whether it says so with the current data
    };

    /** Streams by their ids. */
    using Streams = boost::container::flat_map<uint32_t, Stream>;

    /**
     * Handle a header.
     * \param header the header
     * \return whether it is allowed
     */
    bool Handle(const YamuxHeader& header);
    /**
     * Handle a frame of a stream.
     * \param header its header
     * \return whether it is allowed
     */
    bool HandleStream(const YamuxHeader& header);
    /**
     * Open a stream for the other side.
     * \param id id of the stream
     * \return whether the id is allowed
     */
    bool Accept(uint32_t id);
    /**
     * Handle that the other side sends no more on a stream.
     * \param id id of the stream
     */
    void HandleFinish(uint32_t id);

    /**
     * \param id id of a stream
     * \return whether it is one that this node opens
     */
    bool IsOwn(uint32_t id) const
    {
        return id % 2 == m_next % 2;
    }

    Listener& m_listener;                            //!< receiver of the events
    Streams m_streams;                               //!< streams that are not over
    std::array<uint8_t, YamuxHeader::SIZE> m_header; //!< first bytes of a header
    uint8_t m_headerSize{0};                         //!< number of these bytes
    uint32_t m_next;                                 //!< id of the next stream of this node
    uint32_t m_nOthers{0};                           //!< open streams of the other side
    uint32_t m_dataLeft{0};                          //!< bytes of data that come next
    uint32_t m_dataStream{0};                        //!< stream of these bytes
    bool m_isLeft{false};                            //!< whether the other side said go-away
    bool m_hasLeft{false};                           //!< whether this side said so
    bool m_failed{false};                            //!< whether bytes were malformed
};

} // namespace ns3

#endif /* WAKU_YAMUX_SESSION_H */
