/* SPDX-License-Identifier: GPL-2.0-only */
#include "trace-signature.h"

#include "trace-signature-maker.h"

#include "ns3/delimited-protocol.h"
#include "ns3/gossipsub-router.h"
#include "ns3/p2p-node.h"
#include "ns3/peer-connection-manager.h"
#include "ns3/pubsub-adversary.h"
#include "ns3/pubsub-message-pool.h"
#include "ns3/pubsub-message.h"
#include "ns3/pubsub-protocol.h"
#include "ns3/pubsub-router.h"
#include "ns3/request-response.h"
#include "ns3/sequence-number.h"
#include "ns3/traced-value.h"
#include "ns3/waku-rln-limit.h"
#include "ns3/wan-channel.h"
#include "ns3/wan-net-device.h"

namespace ns3
{

namespace
{

/// What makes the callback of each signature; made at the first use, since files register
/// signatures in any order.
std::map<std::string, TraceSignature::Maker>&
GetSignatureRegister()
{
    static std::map<std::string, TraceSignature::Maker> makers;
    return makers;
}

/// What makes the callback of a value that is traced: before, and from now on.
template <typename T>
TraceSignature::Maker
GetValueMaker()
{
    return TraceSignature::GetMaker(static_cast<void (*)(T, T)>(nullptr));
}

const TraceSignature::Registration g_signatures({
    WAKU_TRACE_SIGNATURE(DelimitedProtocol::MalformedTracedCallback),
    WAKU_TRACE_SIGNATURE(GossipSubRouter::ControlTracedCallback),
    WAKU_TRACE_SIGNATURE(GossipSubRouter::MeshTracedCallback),
    WAKU_TRACE_SIGNATURE(GossipSubRouter::PeerTracedCallback),
    WAKU_TRACE_SIGNATURE(GossipSubRouter::PongTracedCallback),
    WAKU_TRACE_SIGNATURE(GossipSubRouter::PromiseTracedCallback),
    WAKU_TRACE_SIGNATURE(GossipSubRouter::ScoreTracedCallback),
    WAKU_TRACE_SIGNATURE(GossipSubRouter::ServedTracedCallback),
    WAKU_TRACE_SIGNATURE(MessagePool::MessageTracedCallback),
    WAKU_TRACE_SIGNATURE(P2pNode::BytesTracedCallback),
    WAKU_TRACE_SIGNATURE(P2pNode::OnlineTracedCallback),
    WAKU_TRACE_SIGNATURE(P2pNode::PeerTracedCallback),
    WAKU_TRACE_SIGNATURE(PeerConnectionManager::SkippedTracedCallback),
    WAKU_TRACE_SIGNATURE(PubsubAdversary::ActTracedCallback),
    WAKU_TRACE_SIGNATURE(PubsubProtocol::ErrorTracedCallback),
    WAKU_TRACE_SIGNATURE(PubsubProtocol::MessagePeerTracedCallback),
    WAKU_TRACE_SIGNATURE(PubsubProtocol::MessageTracedCallback),
    WAKU_TRACE_SIGNATURE(PubsubProtocol::RecordTracedCallback),
    WAKU_TRACE_SIGNATURE(PubsubRouter::MessageTracedCallback),
    WAKU_TRACE_SIGNATURE(PubsubRouter::TopicTracedCallback),
    WAKU_TRACE_SIGNATURE(RequestResponse::FaultTracedCallback),
    WAKU_TRACE_SIGNATURE(WakuRlnLimit::EpochTracedCallback),
    WAKU_TRACE_SIGNATURE(WakuRlnLimit::MemberTracedCallback),
    WAKU_TRACE_SIGNATURE(WakuRlnLimit::VerdictTracedCallback),
    WAKU_TRACE_SIGNATURE(WanChannel::DropTracedCallback),
});

const TraceSignature::Registration g_signaturesOfNs3({
    WAKU_TRACE_SIGNATURE(Packet::TracedCallback),
    WAKU_TRACE_SIGNATURE(Packet::AddressTracedCallback),
    WAKU_TRACE_SIGNATURE(Packet::TwoAddressTracedCallback),
    WAKU_TRACE_SIGNATURE(Packet::SizeTracedCallback),
    WAKU_TRACE_SIGNATURE(Time::TracedCallback),
    {"ns3::Address::TracedCallback",
     TraceSignature::GetMaker(static_cast<void (*)(const Address&)>(nullptr))},
    {"ns3::TracedValueCallback::Bool", GetValueMaker<bool>()},
    {"ns3::TracedValueCallback::Double", GetValueMaker<double>()},
    {"ns3::TracedValueCallback::Int32", GetValueMaker<int32_t>()},
    {"ns3::TracedValueCallback::Uint8", GetValueMaker<uint8_t>()},
    {"ns3::TracedValueCallback::Uint16", GetValueMaker<uint16_t>()},
    {"ns3::TracedValueCallback::Uint32", GetValueMaker<uint32_t>()},
    {"ns3::TracedValueCallback::Time", GetValueMaker<Time>()},
    {"ns3::TracedValueCallback::SequenceNumber32", GetValueMaker<SequenceNumber32>()},
});

} // namespace

TraceSignature::Registration::Registration(std::map<std::string, Maker> makers)
{
    GetSignatureRegister().merge(makers);
}

std::optional<CallbackBase>
TraceSignature::MakeSink(const std::string& signature, const Sink* sink)
{
    const auto maker = GetSignatureRegister().find(signature);
    return maker == GetSignatureRegister().end() ? std::nullopt
                                                 : std::make_optional(maker->second(sink));
}

} // namespace ns3
