/* SPDX-License-Identifier: GPL-2.0-only */
#include "trace-signature-maker.h"

#include "ns3/pss-message-pool.h"
#include "ns3/pss-message.h"
#include "ns3/pss-protocol.h"

namespace ns3
{

/// \return what a message is called in traces
static std::string
GetTraceName(const PssMessage& message)
{
    return TraceSignature::WriteBeginning(message.GetDigest());
}

namespace
{

const TraceSignature::Registration g_pssSignatures({
    WAKU_TRACE_SIGNATURE(PssMessagePool::MessageTracedCallback),
    WAKU_TRACE_SIGNATURE(PssProtocol::DepthTracedCallback),
    WAKU_TRACE_SIGNATURE(PssProtocol::ErrorTracedCallback),
    WAKU_TRACE_SIGNATURE(PssProtocol::MessageTracedCallback),
    WAKU_TRACE_SIGNATURE(PssProtocol::PeerTracedCallback),
    WAKU_TRACE_SIGNATURE(PssProtocol::RejectTracedCallback),
    WAKU_TRACE_SIGNATURE(PssProtocol::TransferTracedCallback),
});

} // namespace

} // namespace ns3
