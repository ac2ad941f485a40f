/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_FLOW_SOCKET_FACTORY_H
#define WAKU_FLOW_SOCKET_FACTORY_H

#include "flow-net-device.h"
#include "flow-piece.h"
#include "flow-settings.h"

#include "ns3/node.h"
#include "ns3/socket-factory.h"

#include <cstdint>
#include <vector>

namespace ns3
{

class FlowSocket;

/**
 * \ingroup waku
 * \brief The flow transport of a node: makes FlowSockets, and finds the socket for a piece that
 * arrives.
 *
 * InternetTcpHelper aggregates one to each node that has a FlowNetDevice.
 */
class FlowSocketFactory : public SocketFactory
{
  public:
    /** \return the TypeId */
    static TypeId GetTypeId();

    FlowSocketFactory();
    ~FlowSocketFactory() override;

    /**
     * Use a host and what all sockets have in common, before the first socket is made.
     * \param device the host
     * \param settings what all sockets have in common
     */
    void Setup(Ptr<FlowNetDevice> device, Ptr<const FlowSettings> settings);

    /** \return what all sockets have in common, after Setup() */
    const FlowSettings& GetSettings() const
    {
        return *m_settings;
    }

    /** \return a new FlowSocket of the node that the factory is aggregated to */
    Ptr<Socket> CreateSocket() override;

    /** \return the host */
    const Ptr<FlowNetDevice>& GetDevice() const
    {
        return m_device;
    }

    /** \return attribute PieceSegments */
    uint32_t GetPieceSegments() const
    {
        return m_pieceSegments;
    }

    /** \return a port that no socket has had */
    uint16_t AllocatePort();

    /**
     * \param port a port
     * \param isIpv6 address family
     * \return the socket that listens there, or nullptr
     */
    Ptr<FlowSocket> FindListener(uint16_t port, bool isIpv6) const;

    /**
     * \param piece a piece that has reached the host
     * \return the socket that it is for, or nullptr
     */
    Ptr<FlowSocket> FindSocket(const FlowPiece& piece) const;

    /**
     * Keep a socket while it listens or is connected.
     * \param socket the socket
     */
    void Add(Ptr<FlowSocket> socket);

    /**
     * Release a socket.
     * \param socket the socket
     */
    void Remove(const FlowSocket* socket);

    /**
     * Let a socket send at the end of the current time step, after the application has sent more.
     * \param socket the socket
     */
    void RequestFlush(Ptr<FlowSocket> socket);

    /**
     * Take a piece that has passed the down link.
     * \param piece the piece
     */
    void Receive(const Ptr<FlowPiece>& piece);

    /** Count the acknowledgements that were sent and received until now. */
    void Settle();

  protected:
    void DoDispose() override;

  private:
    /** Let the sockets send that asked for it. */
    void Flush();

    Ptr<FlowNetDevice> m_device;            //!< the host
    Ptr<const FlowSettings> m_settings;     //!< what all sockets have in common
    std::vector<Ptr<FlowSocket>> m_sockets; //!< sockets that listen or are connected
    std::vector<Ptr<FlowSocket>> m_toFlush; //!< sockets that want to send
    uint16_t m_nextPort{49152};             //!< next ephemeral port
    uint8_t m_pieceSegments;                //!< attribute PieceSegments
};

} // namespace ns3

#endif /* WAKU_FLOW_SOCKET_FACTORY_H */
