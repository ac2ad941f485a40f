/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_NODE_TRAFFIC_H
#define WAKU_NODE_TRAFFIC_H

#include "message-observer.h"
#include "run-summary.h"

#include "ns3/net-device.h"
#include "ns3/object.h"
#include "ns3/wan-host.h"

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

    /**
     * Add other bytes.
     * \param other the other bytes
     * \return the sum
     */
    TrafficBytes& operator+=(const TrafficBytes& other);

    /**
     * \param before bytes at an earlier time
     * \return the difference
     */
    TrafficBytes operator-(const TrafficBytes& before) const;

    /**
     * \param nodes number of nodes whose bytes these are
     * \return mean bytes of a node
     */
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
     * Count the bytes of an application by its trace sources Tx and Rx. If it has none, the bytes
     * of protocol are those of full messages.
     * \param application the application
     */
    void Listen(Ptr<Object> application);

    /**
     * Count the IP packets of a device.
     * \param device the device
     */
    void Listen(Ptr<NetDevice> device);

    /** Begin to count. */
    void Begin();

    /**
     * Count a full message that was sent.
     * \param message the message
     */
    void AddSent(const ObservedMessage& message);

    /**
     * Count a full message that was received.
     * \param message the message
     */
    void AddReceived(const ObservedMessage& message);

    /** \return bytes received since Begin */
    TrafficBytes GetIngress() const;

    /** \return bytes sent since Begin */
    TrafficBytes GetEgress() const;

    /** \return whether the application has trace sources of its frames */
    bool HasFrames() const
    {
        return m_hasFrames;
    }

    /** \return bytes of frames that were received since the object exists */
    uint64_t GetAllReceived() const
    {
        return m_ingress.protocol;
    }

    /** \return bytes of frames that were sent since the object exists */
    uint64_t GetAllSent() const
    {
        return m_egress.protocol;
    }

    /** \return device of a host of a WAN; null for others */
    const Ptr<NetDevice>& GetWanDevice() const
    {
        return m_device;
    }

    /** \return bytes of IP packets in GetEgress() that wait for the up link */
    uint64_t GetWaiting() const
    {
        return m_wanHost && m_isCounting ? m_wanHost->GetWaitingTxBytes() : 0;
    }

  private:
    /**
     * Count a frame that was sent.
     * \param bytes bytes of the frame
     */
    void Tx(uint32_t bytes);
    /**
     * Count bytes that were received.
     * \param bytes number of bytes
     */
    void Rx(uint32_t bytes);
    /**
     * Add a message to the bytes of a direction.
     * \param [in,out] bytes bytes of the direction
     * \param message the message
     */
    void Add(TrafficBytes& bytes, const ObservedMessage& message) const;

    /** \return bytes received since the object exists */
    TrafficBytes CountIngress() const;
    /** \return bytes sent since the object exists */
    TrafficBytes CountEgress() const;

    /**
     * Count an IP packet that is sent.
     * \param packet the packet
     */
    void MacTx(Ptr<const Packet> packet);
    /**
     * Count an IP packet that is received.
     * \param packet the packet
     */
    void MacRx(Ptr<const Packet> packet);

    bool m_isCounting{false};          //!< whether counting has begun
    bool m_hasFrames{false};           //!< whether the application has trace sources Tx and Rx
    Ptr<NetDevice> m_device;           //!< keeps m_wanHost; null for other devices
    const WanHost* m_wanHost{nullptr}; //!< host of a WAN, which counts bytes; null for others
    TrafficBytes m_ingress;            //!< bytes received; those of m_wanHost are added later
    TrafficBytes m_egress;             //!< bytes sent; those of m_wanHost are added later
    TrafficBytes m_ingressBefore;      //!< bytes that were received before Begin
    TrafficBytes m_egressBefore;       //!< bytes that were sent before Begin
};

} // namespace ns3

#endif /* WAKU_NODE_TRAFFIC_H */
