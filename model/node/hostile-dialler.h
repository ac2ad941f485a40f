/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_HOSTILE_DIALLER_H
#define WAKU_HOSTILE_DIALLER_H

#include "ns3/address.h"
#include "ns3/application.h"
#include "ns3/event-id.h"
#include "ns3/nstime.h"
#include "ns3/packet.h"
#include "ns3/socket.h"

#include <cstdint>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief An adversary below all protocols: it holds TCP connections to nodes, and reads nothing or
 * next to nothing.
 *
 * Without a greeting it says nothing either: connections that are half open to the protocols, which
 * take the place of others. With a greeting, which makes the nodes send (a subscription and a
 * GRAFT), it is a slow reader: its window closes, and what the nodes have for it waits in their
 * memory.
 */
class HostileDialler : public Application
{
  public:
    /** \return the TypeId */
    static TypeId GetTypeId();

    HostileDialler();
    ~HostileDialler() override;

    /** \param remote IP address and port to which it connects when it starts */
    void AddRemote(const Address& remote);

    /** \param greeting bytes that it sends on each connection; null for none */
    void SetGreeting(Ptr<const Packet> greeting);

    /** \return number of connections that are open */
    std::size_t GetNOpen() const
    {
        return m_open;
    }

    /** \return number of connections that the other side has closed */
    std::size_t GetNClosed() const
    {
        return m_closed;
    }

  protected:
    void DoDispose() override;
    void StartApplication() override;
    void StopApplication() override;

  private:
    // Socket callbacks
    void Connected(Ptr<Socket> socket);
    void Failed(Ptr<Socket> socket);
    void Closed(Ptr<Socket> socket);

    /** Read what ReadRate allows. */
    void Read();
    /** Forget all connections. */
    void Clear();

    uint32_t m_connections;             //!< attribute Connections
    uint32_t m_receiveBuffer;           //!< attribute ReceiveBuffer
    uint32_t m_readRate;                //!< attribute ReadRate
    std::vector<Address> m_remotes;     //!< where it connects to
    Ptr<const Packet> m_greeting;       //!< what it says; may be null
    std::vector<Ptr<Socket>> m_sockets; //!< its connections
    EventId m_next;                     //!< next time it reads
    std::size_t m_open{0};              //!< open connections
    std::size_t m_closed{0};            //!< closed by the other side
};

} // namespace ns3

#endif /* WAKU_HOSTILE_DIALLER_H */
