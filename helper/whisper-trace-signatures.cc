/* SPDX-License-Identifier: GPL-2.0-only */
#include "trace-signature-maker.h"

#include "ns3/whisper-envelope-pool.h"
#include "ns3/whisper-envelope.h"
#include "ns3/whisper-node.h"
#include "ns3/whisper-peer-protocol.h"
#include "ns3/whisper-protocol.h"

namespace ns3
{

/// \return what a message is called in traces
static std::string
GetTraceName(const WhisperEnvelope& envelope)
{
    return TraceSignature::WriteBeginning(envelope.GetHash());
}

namespace
{

const TraceSignature::Registration g_whisperSignatures({
    WAKU_TRACE_SIGNATURE(WhisperEnvelopePool::EnvelopeTracedCallback),
    WAKU_TRACE_SIGNATURE(WhisperNode::TopicsTracedCallback),
    WAKU_TRACE_SIGNATURE(WhisperPeerProtocol::PeerTracedCallback),
    WAKU_TRACE_SIGNATURE(WhisperProtocol::AcknowledgeTracedCallback),
    WAKU_TRACE_SIGNATURE(WhisperProtocol::EnvelopeTracedCallback),
    WAKU_TRACE_SIGNATURE(WhisperProtocol::ErrorTracedCallback),
    WAKU_TRACE_SIGNATURE(WhisperProtocol::PacketTracedCallback),
    WAKU_TRACE_SIGNATURE(WhisperProtocol::RejectTracedCallback),
    WAKU_TRACE_SIGNATURE(WhisperProtocol::TransferTracedCallback),
});

} // namespace

} // namespace ns3
