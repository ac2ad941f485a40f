/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_NODE_TRAFFIC_H
#define WAKU_NODE_TRAFFIC_H

#include "message-observer.h"
#include "run-summary.h"

#include "ns3/net-device.h"
#include "ns3/object.h"
#include "ns3/wan-net-device.h"

#include <cstdint>

namespace ns3
{

/**
 * \ingroup waku
 * \brief Bytes of one node in one direction, at three levels.
 */
struct TrafficBytes
{
    uint64_t payload{0};  //!< payload of full messages
    uint64_t protocol{0}; //!< frames, with headers and control messages
    uint64_t ip{0};       //!< whole IP packets
    uint64_t messages{0}; //!< of protocol, the frames of full messages

    /** \param other is added \return the sum */
    TrafficBytes& operator+=(const TrafficBytes& other);

    /** \param nodes number of nodes that these bytes are of \return the mean of a node */
    RunSummary::Bytes PerNode(uint32_t nodes) const;
};

/**
 * \ingroup waku
 * \brief Counts the bytes of one node, from the trace sources of its application and its device.
 */
class NodeTraffic
{
  public:
    NodeTraffic() = default;
    NodeTraffic(const NodeTraffic&) = delete;
    NodeTraffic& operator=(const NodeTraffic&) = delete;

    /**
     * \param application whose trace sources Tx and Rx to listen to; where it has none, protocol
     *        bytes are those of full messages
     */
    void Listen(Ptr<Object> application);

    /** \param device whose IP packets to count */
    void Listen(Ptr<NetDevice> device);

    /** Count from now on. */
    void Begin();

    /** \param message a full message that was sent; does not count before Begin */
    void AddSent(const ObservedMessage& message);

    /** \param message a full message that was received; does not count before Begin */
    void AddReceived(const ObservedMessage& message);

    /** \return what was received since Begin */
    TrafficBytes GetIngress() const;

    /** \return what was sent since Begin */
    TrafficBytes GetEgress() const;

  private:
    /** \param bytes of a frame that was sent */
    void Tx(uint32_t bytes);
    /** \param bytes that were received */
    void Rx(uint32_t bytes);
    /** \param bytes of one direction \param message is added, if it counts */
    void Add(TrafficBytes& bytes, const ObservedMessage& message) const;

    /** \param packet an IP packet that is sent */
    void MacTx(Ptr<const Packet> packet);
    /** \param packet an IP packet that is received */
    void MacRx(Ptr<const Packet> packet);

    bool m_isCounting{false};      //!< since Begin
    bool m_hasFrames{false};       //!< whether the application says what goes to and comes from TCP
    Ptr<WanNetDevice> m_wanDevice; //!< counts by itself; null for other devices
    uint64_t m_txBefore{0};        //!< bytes of the device at Begin
    uint64_t m_rxBefore{0};        //!< bytes of the device at Begin
    TrafficBytes m_ingress;        //!< received
    TrafficBytes m_egress;         //!< sent
};

} // namespace ns3

#endif /* WAKU_NODE_TRAFFIC_H */
