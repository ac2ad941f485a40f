/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_FLOW_SETTINGS_H
#define WAKU_FLOW_SETTINGS_H

#include "flow-link.h"

#include "ns3/simple-ref-count.h"

#include <cstdint>
#include <string>

namespace ns3
{

/**
 * \ingroup waku
 * \brief What the sockets of the flow transport have in common: the TCP that they stand for. The
 * defaults of the attributes of TcpSocket, TcpSocketBase, TcpL4Protocol, TcpCubic and
 * WanTcpSocketFactory hold for both transports.
 */
struct FlowSettings : public SimpleRefCount<FlowSettings>
{
    /** Congestion controls that the flow transport has. */
    enum Algorithm
    {
        CUBIC,      //!< ns3::TcpCubic
        NEW_RENO,   //!< ns3::TcpNewReno
        LINUX_RENO, //!< ns3::TcpLinuxReno
    };

    /**
     * Read the defaults. A congestion control that the flow transport lacks stops the program.
     * \return the settings
     */
    static Ptr<const FlowSettings> FromDefaults();

    /**
     * \param type TypeId name of a congestion control
     * \return whether the flow transport has it
     */
    static bool HasAlgorithm(const std::string& type);

    /// Names of the congestion controls that the flow transport has, for messages.
    static constexpr const char* ALGORITHMS =
        "ns3::TcpCubic, ns3::TcpNewReno and ns3::TcpLinuxReno";

    uint32_t segmentSize{1448};      //!< payload bytes of a full segment
    uint32_t initialWindow{14480};   //!< bytes of the initial window
    uint32_t threshold{UINT32_MAX};  //!< initial slow start threshold, bytes
    uint32_t sendBuffer{1 << 22};    //!< bytes of the send buffer
    uint32_t receiveBuffer{1 << 22}; //!< bytes of the receive buffer
    uint32_t delayedAckCount{2};     //!< segments that are acknowledged together
    uint16_t quickAcks{16};          //!< acknowledgements that are not delayed
    uint32_t synRetries{6};          //!< times that a SYN is sent
    uint32_t dataRetries{6};         //!< times that data is sent again
    FlowTime delayedAckTimeout{0};   //!< delay of an acknowledgement
    FlowTime connectTimeout{0};      //!< time after which a SYN is sent again
    FlowTime leastTimeout{0};        //!< least retransmission timeout
    FlowTime granularity{0};         //!< least 4 RTTVAR in the timeout
    FlowTime userTimeout{0};         //!< WanTcpSocketFactory::UserTimeout; 0: none
    FlowTime keepAlive{0};           //!< WanTcpSocketFactory::KeepAlive; 0: none
    FlowTime keepAliveInterval{0};   //!< WanTcpSocketFactory::KeepAliveInterval
    uint32_t keepAliveProbes{9};     //!< WanTcpSocketFactory::KeepAliveProbes
    bool restartsAfterIdle{true};    //!< WanTcpSocketFactory::SlowStartAfterIdle
    bool validatesWindow{true};      //!< WanTcpSocketFactory::WindowValidation
    Algorithm algorithm{CUBIC};      //!< congestion control
    bool hyStart{true};              //!< TcpCubic::HyStart
    bool fastConvergence{true};      //!< TcpCubic::FastConvergence
    double beta{0.7};                //!< TcpCubic::Beta
    double c{0.4};                   //!< TcpCubic::C
};

} // namespace ns3

#endif /* WAKU_FLOW_SETTINGS_H */
