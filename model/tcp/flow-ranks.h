/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_FLOW_RANKS_H
#define WAKU_FLOW_RANKS_H

#include "flow-piece.h"

#include "ns3/packet.h"

#include <cstdint>
#include <vector>

namespace ns3
{

class FlowChannel;
class FlowNetDevice;

/**
 * \ingroup waku
 * \brief The ways from the hosts of this rank to those of other ranks, for a FlowChannel.
 *
 * A sender gets to know of an acknowledgement half a propagation delay after the piece was handled,
 * and not before. So there are two look-aheads of a quarter of the least delay between ranks: what
 * is for the same rank waits in the first one to travel as one message, and travels in the second.
 * The ranks' first hosts get the messages.
 */
class FlowRanks
{
  public:
    /** \param channel the channel */
    explicit FlowRanks(FlowChannel& channel);

    FlowRanks(const FlowRanks&) = delete;
    FlowRanks& operator=(const FlowRanks&) = delete;

    /** \param device device of a new host */
    void AddHost(const Ptr<FlowNetDevice>& device);

    /**
     * Send a piece.
     * \param to receiving host
     * \param piece the piece
     * \param delay time from now until the host handles it
     */
    void SendPiece(const FlowNetDevice& to, const FlowPiece& piece, FlowTime delay);

    /**
     * Send back what the receiver of a piece has noted in it.
     * \param to host that has sent the piece
     * \param from index of the host that has received it
     * \param piece the piece
     */
    void SendNote(const FlowNetDevice& to, uint32_t from, const FlowPiece& piece);

  private:
    /** The way to a rank. */
    struct Way
    {
        FlowNetDevice* door{nullptr}; //!< device of the rank's first host
        std::vector<uint8_t> bytes;   //!< what waits to be sent
        bool isScheduled{false};      //!< whether it will be sent
    };

    /**
     * Find the way to a host. What takes less time than the look-ahead stops the program.
     * \param to the host
     * \param delay time from now until something has to be there
     * \return the way
     */
    Way& FindWay(const FlowNetDevice& to, FlowTime delay);

    /**
     * Something waits: send a full message at once, else later.
     * \param way the way
     * \param before bytes that waited before
     */
    void Added(Way& way, std::size_t before);

    /**
     * Send what waits.
     * \param rank the rank
     */
    void Flush(uint32_t rank);

    /**
     * Send a message.
     * \param way the way
     * \param bytes the bytes of the message, of those that wait
     */
    void Send(Way& way, std::size_t bytes);

    /**
     * Handle a message of another rank.
     * \param packet the message
     */
    void Receive(Ptr<Packet> packet);

    FlowChannel& m_channel;   //!< the channel
    std::vector<Way> m_ways;  //!< ways by rank
    FlowTime m_lookAhead{-1}; //!< how far the times of ranks may differ; -1 until it is needed
};

} // namespace ns3

#endif /* WAKU_FLOW_RANKS_H */
