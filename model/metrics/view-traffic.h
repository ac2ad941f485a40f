/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_VIEW_TRAFFIC_H
#define WAKU_VIEW_TRAFFIC_H

#include "view-sample.h"

#include "ns3/net-device-container.h"
#include "ns3/nstime.h"

#include <array>
#include <cstdint>
#include <ostream>
#include <string>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief Records bytes and control messages over time, for a ViewRecorder, in bins of equal length.
 * Their length doubles whenever there are too many, so that any run fits into the same memory: at
 * most 400,000 bins of all nodes together, of 32 bytes each.
 *
 * Bytes of IP packets are read from the devices when something happens in a later bin, so nothing
 * is scheduled.
 */
class ViewTraffic
{
  public:
    /** What is counted for each node. */
    enum Series
    {
        RECEIVED,    //!< bytes of frames that came in
        SENT,        //!< bytes of frames that went out
        IP_RECEIVED, //!< bytes of IP packets that came in
        IP_SENT,     //!< bytes of IP packets that went out
        N_SERIES     //!< how many there are
    };

    /**
     * \param sample the recorded nodes
     * \param devices device of each node of the run; may be empty
     */
    ViewTraffic(const ViewSample& sample, const NetDeviceContainer& devices);

    /**
     * Count bytes.
     * \param now current time
     * \param node position of the node
     * \param series RECEIVED or SENT
     * \param bytes number of bytes
     */
    void Add(Time now, uint32_t node, Series series, uint64_t bytes);
    /**
     * Count full messages.
     * \param now current time
     * \param bytes bytes of a frame of a full message that a node has sent
     */
    void AddMessage(Time now, uint64_t bytes);
    /**
     * Count control messages.
     * \param now current time
     * \param kind name of the kind
     */
    void AddControl(Time now, const std::string& kind);

    /**
     * Read the devices at the end of the run.
     * \param now current time
     */
    void Finish(Time now);

    /**
     * Write the members traffic and control of a JSON object.
     * \param out stream to which they are written
     */
    void Write(std::ostream& out) const;

  private:
    /** A value for each bin. */
    using Bins = std::vector<uint64_t>;
    /** What a device counts. */
    using DeviceBytes = std::pair<uint64_t, uint64_t>;

    /**
     * Begin later bins, if it is time.
     * \param now current time
     * \return the bin of the current time
     */
    std::size_t Proceed(Time now);
    /** Add what the devices have counted since the last call. */
    void ReadDevices();
    /** Join each two bins. */
    void Halve();
    /** Join each two of some bins. */
    static void Halve(Bins& bins);

    std::vector<Ptr<NetDevice>> m_devices;               //!< devices of recorded nodes
    std::vector<DeviceBytes> m_before;                   //!< received and sent so far
    std::size_t m_most;                                  //!< number of bins
    Time m_width{MilliSeconds(1)};                       //!< length of a bin
    std::size_t m_last{0};                               //!< the bin of the last event
    std::array<std::vector<Bins>, N_SERIES> m_bytes;     //!< by series and position
    Bins m_messages;                                     //!< bytes of full messages sent
    std::vector<std::pair<std::string, Bins>> m_control; //!< control messages by kind
};

} // namespace ns3

#endif /* WAKU_VIEW_TRAFFIC_H */
