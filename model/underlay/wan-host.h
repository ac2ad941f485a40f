/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_WAN_HOST_H
#define WAKU_WAN_HOST_H

#include "ns3/net-device.h"

#include <cstdint>

namespace ns3
{

/**
 * \ingroup waku
 * \brief What every device on a WanChannel is, at packet level (WanNetDevice) and at flow level
 * (FlowNetDevice): a numbered host that counts its bytes.
 */
class WanHost
{
  public:
    virtual ~WanHost() = default;

    /** \return index of the host on its channel, from 0 */
    virtual uint32_t GetHostIndex() const = 0;

    /**
     * Take the access link down, or up again. While it is down, nothing is sent or received.
     * \param up whether the link is up
     */
    virtual void SetLinkUp(bool up) = 0;

    /** \return bytes of the IP packets that the host has sent */
    virtual uint64_t GetTxBytes() const = 0;

    /** \return bytes of GetTxBytes() that wait for the up link; 0 where they are counted after it
     */
    virtual uint64_t GetWaitingTxBytes() const
    {
        return 0;
    }

    /** \return bytes of the IP packets that the host has received */
    virtual uint64_t GetRxBytes() const = 0;

    /**
     * Assign fixed random variable streams.
     * \param stream the first stream number to use
     * \return the number of streams used
     */
    virtual int64_t AssignStreams(int64_t stream) = 0;

    /**
     * \param device any device
     * \return the same as a host of a WanChannel; nullptr if it is none
     */
    static WanHost* Of(const Ptr<NetDevice>& device)
    {
        return dynamic_cast<WanHost*>(PeekPointer(device));
    }
};

} // namespace ns3

#endif /* WAKU_WAN_HOST_H */
