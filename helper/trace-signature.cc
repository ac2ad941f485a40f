/* SPDX-License-Identifier: GPL-2.0-only */
#include "trace-signature.h"

#include "ns3/address.h"
#include "ns3/delimited-protocol.h"
#include "ns3/gossipsub-router.h"
#include "ns3/net-device.h"
#include "ns3/node.h"
#include "ns3/nstime.h"
#include "ns3/p2p-node.h"
#include "ns3/packet.h"
#include "ns3/peer-address.h"
#include "ns3/peer-connection-manager.h"
#include "ns3/peer-info.h"
#include "ns3/pss-message-pool.h"
#include "ns3/pss-message.h"
#include "ns3/pss-protocol.h"
#include "ns3/pubsub-adversary.h"
#include "ns3/pubsub-message-pool.h"
#include "ns3/pubsub-message.h"
#include "ns3/pubsub-protocol.h"
#include "ns3/pubsub-router.h"
#include "ns3/request-response.h"
#include "ns3/sequence-number.h"
#include "ns3/traced-value.h"
#include "ns3/waku-archive.h"
#include "ns3/waku-communities.h"
#include "ns3/waku-discovery.h"
#include "ns3/waku-filter-protocol.h"
#include "ns3/waku-filter-push-protocol.h"
#include "ns3/waku-light-node.h"
#include "ns3/waku-lightpush-protocol.h"
#include "ns3/waku-metadata-protocol.h"
#include "ns3/waku-peer-exchange-protocol.h"
#include "ns3/waku-reconciliation-protocol.h"
#include "ns3/waku-relay-history.h"
#include "ns3/waku-rln-limit.h"
#include "ns3/waku-service-protocol.h"
#include "ns3/waku-store-protocol.h"
#include "ns3/waku-stored-message.h"
#include "ns3/waku-transfer-protocol.h"
#include "ns3/waku-user-sessions.h"
#include "ns3/wan-channel.h"
#include "ns3/wan-net-device.h"
#include "ns3/whisper-envelope-pool.h"
#include "ns3/whisper-envelope.h"
#include "ns3/whisper-node.h"
#include "ns3/whisper-peer-protocol.h"
#include "ns3/whisper-protocol.h"

#include <array>
#include <cstdint>
#include <iomanip>
#include <map>
#include <sstream>
#include <type_traits>

namespace ns3
{

namespace TraceSignature
{

namespace
{

/// Whether a value can be written to a stream.
template <typename T, typename = void>
struct HasText : std::false_type
{
};

template <typename T>
struct HasText<T, std::void_t<decltype(std::declval<std::ostream&>() << std::declval<const T&>())>>
    : std::true_type
{
};

/// The beginning of a hash, as in the page of a run.
template <typename Bytes>
std::string
WriteBeginning(const Bytes& bytes)
{
    std::ostringstream text;
    text << std::hex << std::setfill('0');
    for (std::size_t i = 0; i < 8; i++)
    {
        text << std::setw(2) << static_cast<uint32_t>(bytes[i]);
    }
    return text.str();
}

/// An argument as text. Where nothing better is known: as it prints itself, or `-`.
template <typename T>
std::string
Write(const T& value)
{
    std::ostringstream text;
    if constexpr (std::is_enum_v<T>)
    {
        text << static_cast<int64_t>(value);
    }
    else if constexpr (std::is_arithmetic_v<T>)
    {
        text << std::setprecision(12) << +value;
    }
    else if constexpr (HasText<T>::value)
    {
        text << value;
    }
    else
    {
        text << '-';
    }
    return text.str();
}

std::string
Write(const Time& time)
{
    return Write(time.GetSeconds());
}

std::string
Write(const Address& address)
{
    return DescribeAddress(address);
}

std::string
Write(const PeerInfo& peer)
{
    return std::to_string(peer.id) + " " + DescribeAddress(peer.address);
}

std::string
Write(const std::array<uint8_t, 32>& hash)
{
    return WriteBeginning(hash);
}

template <typename T>
std::string
Write(const std::vector<T>& list)
{
    std::string text;
    for (const T& element : list)
    {
        text += (text.empty() ? "" : " ") + Write(element);
    }
    return text;
}

/// What a pointer points to; never the address, which differs from run to run.
template <typename T>
std::string
Write(const Ptr<T>& object)
{
    using Object = std::remove_const_t<T>;
    if (!object)
    {
        return "";
    }
    if constexpr (std::is_same_v<Object, Packet>)
    {
        return std::to_string(object->GetSize());
    }
    else if constexpr (std::is_same_v<Object, PubsubMessage>)
    {
        return WriteBeginning(object->GetId().GetKey());
    }
    else if constexpr (std::is_same_v<Object, WakuStoredMessage>)
    {
        return WriteBeginning(object->GetHash().GetKey());
    }
    else if constexpr (std::is_same_v<Object, WhisperEnvelope>)
    {
        return WriteBeginning(object->GetHash());
    }
    else if constexpr (std::is_same_v<Object, PssMessage>)
    {
        return WriteBeginning(object->GetDigest());
    }
    else if constexpr (std::is_base_of_v<NetDevice, Object>)
    {
        return object->GetNode() ? "node " + std::to_string(object->GetNode()->GetId()) : "-";
    }
    else
    {
        return "-";
    }
}

/// Takes the reports of a trace source.
template <typename... Arguments>
void
Take(const Sink* sink, std::string context, Arguments... arguments)
{
    (*sink)(context, {Write(arguments)...});
}

/// A callback that takes the reports of a trace source.
template <typename... Arguments>
CallbackBase
MakeTaker(const Sink* sink)
{
#ifdef WAKU_COMPATIBILITY_H
    return MakeBoundCallback(&Take<Arguments...>, sink);
#else
    // As MakeBoundCallback's, without what compares it with others, which takes long to compile.
    using Impl = CallbackImpl<void, std::string, Arguments...>;
    const auto take = [sink](std::string context, Arguments... arguments) {
        Take<Arguments...>(sink, std::move(context), arguments...);
    };
    return Callback<void, std::string, Arguments...>(
        Ptr<Impl>(Create<Impl>(take, CallbackComponentVector())));
#endif
}

/// Makes a callback that takes the reports of a trace source.
using Maker = CallbackBase (*)(const Sink*);

/// \return what makes a callback of the arguments of a function
template <typename... Arguments>
constexpr Maker
GetMaker(void (*)(Arguments...))
{
    return &MakeTaker<Arguments...>;
}

/// A name of a signature, and what makes its callback.
#define WAKU_TRACE_SIGNATURE(type)                                                                 \
    {                                                                                              \
        "ns3::" #type, GetMaker(static_cast<type>(nullptr))                                        \
    }

/// A value that is traced: before, and from now on.
template <typename T>
Maker
GetValueMaker()
{
    return GetMaker(static_cast<void (*)(T, T)>(nullptr));
}

const std::map<std::string, Maker>&
GetMakers()
{
    static const std::map<std::string, Maker> makers = {
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
        WAKU_TRACE_SIGNATURE(PssMessagePool::MessageTracedCallback),
        WAKU_TRACE_SIGNATURE(PssProtocol::DepthTracedCallback),
        WAKU_TRACE_SIGNATURE(PssProtocol::ErrorTracedCallback),
        WAKU_TRACE_SIGNATURE(PssProtocol::MessageTracedCallback),
        WAKU_TRACE_SIGNATURE(PssProtocol::PeerTracedCallback),
        WAKU_TRACE_SIGNATURE(PssProtocol::RejectTracedCallback),
        WAKU_TRACE_SIGNATURE(PssProtocol::TransferTracedCallback),
        WAKU_TRACE_SIGNATURE(PubsubAdversary::ActTracedCallback),
        WAKU_TRACE_SIGNATURE(PubsubProtocol::ErrorTracedCallback),
        WAKU_TRACE_SIGNATURE(PubsubProtocol::MessagePeerTracedCallback),
        WAKU_TRACE_SIGNATURE(PubsubProtocol::MessageTracedCallback),
        WAKU_TRACE_SIGNATURE(PubsubProtocol::RecordTracedCallback),
        WAKU_TRACE_SIGNATURE(PubsubRouter::MessageTracedCallback),
        WAKU_TRACE_SIGNATURE(PubsubRouter::TopicTracedCallback),
        WAKU_TRACE_SIGNATURE(RequestResponse::FaultTracedCallback),
        WAKU_TRACE_SIGNATURE(WakuArchive::MessageTracedCallback),
        WAKU_TRACE_SIGNATURE(WakuArchive::RefusedTracedCallback),
        WAKU_TRACE_SIGNATURE(WakuCommunities::MessageTracedCallback),
        WAKU_TRACE_SIGNATURE(WakuCommunities::UserTracedCallback),
        WAKU_TRACE_SIGNATURE(WakuDiscovery::LearnedTracedCallback),
        WAKU_TRACE_SIGNATURE(WakuFilterProtocol::AnswerTracedCallback),
        WAKU_TRACE_SIGNATURE(WakuFilterProtocol::CriteriaTracedCallback),
        WAKU_TRACE_SIGNATURE(WakuFilterPushProtocol::FaultTracedCallback),
        WAKU_TRACE_SIGNATURE(WakuFilterPushProtocol::MessagePeerTracedCallback),
        WAKU_TRACE_SIGNATURE(WakuFilterPushProtocol::MessageTracedCallback),
        WAKU_TRACE_SIGNATURE(WakuLightNode::FetchedTracedCallback),
        WAKU_TRACE_SIGNATURE(WakuLightNode::RecoveredTracedCallback),
        WAKU_TRACE_SIGNATURE(WakuLightpushProtocol::MessageTracedCallback),
        WAKU_TRACE_SIGNATURE(WakuLightpushProtocol::ProvedTracedCallback),
        WAKU_TRACE_SIGNATURE(WakuLightpushProtocol::ResultTracedCallback),
        WAKU_TRACE_SIGNATURE(WakuLightpushProtocol::ServedTracedCallback),
        WAKU_TRACE_SIGNATURE(WakuMetadataProtocol::FaultTracedCallback),
        WAKU_TRACE_SIGNATURE(WakuMetadataProtocol::MetadataTracedCallback),
        WAKU_TRACE_SIGNATURE(WakuPeerExchangeProtocol::FaultTracedCallback),
        WAKU_TRACE_SIGNATURE(WakuPeerExchangeProtocol::ServedTracedCallback),
        WAKU_TRACE_SIGNATURE(WakuReconciliationProtocol::FaultTracedCallback),
        WAKU_TRACE_SIGNATURE(WakuReconciliationProtocol::ReconciledTracedCallback),
        WAKU_TRACE_SIGNATURE(WakuRelayHistory::FetchedTracedCallback),
        WAKU_TRACE_SIGNATURE(WakuRelayHistory::RecoveredTracedCallback),
        WAKU_TRACE_SIGNATURE(WakuRlnLimit::EpochTracedCallback),
        WAKU_TRACE_SIGNATURE(WakuRlnLimit::MemberTracedCallback),
        WAKU_TRACE_SIGNATURE(WakuRlnLimit::VerdictTracedCallback),
        WAKU_TRACE_SIGNATURE(WakuServiceProtocol::ServiceReplacedTracedCallback),
        WAKU_TRACE_SIGNATURE(WakuStoreProtocol::ReceivedTracedCallback),
        WAKU_TRACE_SIGNATURE(WakuStoreProtocol::RefusedTracedCallback),
        WAKU_TRACE_SIGNATURE(WakuStoreProtocol::ResumedTracedCallback),
        WAKU_TRACE_SIGNATURE(WakuStoreProtocol::ServedTracedCallback),
        WAKU_TRACE_SIGNATURE(WakuStoreProtocol::StoreFaultTracedCallback),
        WAKU_TRACE_SIGNATURE(WakuTransferProtocol::FaultTracedCallback),
        WAKU_TRACE_SIGNATURE(WakuTransferProtocol::MessageTracedCallback),
        WAKU_TRACE_SIGNATURE(WakuUserSessions::SessionTracedCallback),
        WAKU_TRACE_SIGNATURE(WanChannel::DropTracedCallback),
        WAKU_TRACE_SIGNATURE(WhisperEnvelopePool::EnvelopeTracedCallback),
        WAKU_TRACE_SIGNATURE(WhisperNode::TopicsTracedCallback),
        WAKU_TRACE_SIGNATURE(WhisperPeerProtocol::PeerTracedCallback),
        WAKU_TRACE_SIGNATURE(WhisperProtocol::AcknowledgeTracedCallback),
        WAKU_TRACE_SIGNATURE(WhisperProtocol::EnvelopeTracedCallback),
        WAKU_TRACE_SIGNATURE(WhisperProtocol::ErrorTracedCallback),
        WAKU_TRACE_SIGNATURE(WhisperProtocol::PacketTracedCallback),
        WAKU_TRACE_SIGNATURE(WhisperProtocol::RejectTracedCallback),
        WAKU_TRACE_SIGNATURE(WhisperProtocol::TransferTracedCallback),
        // Of ns-3.
        WAKU_TRACE_SIGNATURE(Packet::TracedCallback),
        WAKU_TRACE_SIGNATURE(Packet::AddressTracedCallback),
        WAKU_TRACE_SIGNATURE(Packet::TwoAddressTracedCallback),
        WAKU_TRACE_SIGNATURE(Packet::SizeTracedCallback),
        WAKU_TRACE_SIGNATURE(Time::TracedCallback),
        {"ns3::Address::TracedCallback", GetMaker(static_cast<void (*)(const Address&)>(nullptr))},
        {"ns3::TracedValueCallback::Bool", GetValueMaker<bool>()},
        {"ns3::TracedValueCallback::Double", GetValueMaker<double>()},
        {"ns3::TracedValueCallback::Int32", GetValueMaker<int32_t>()},
        {"ns3::TracedValueCallback::Uint8", GetValueMaker<uint8_t>()},
        {"ns3::TracedValueCallback::Uint16", GetValueMaker<uint16_t>()},
        {"ns3::TracedValueCallback::Uint32", GetValueMaker<uint32_t>()},
        {"ns3::TracedValueCallback::Time", GetValueMaker<Time>()},
        {"ns3::TracedValueCallback::SequenceNumber32", GetValueMaker<SequenceNumber32>()},
    };
    return makers;
}

#undef WAKU_TRACE_SIGNATURE

} // namespace

std::optional<CallbackBase>
MakeSink(const std::string& signature, const Sink* sink)
{
    const auto maker = GetMakers().find(signature);
    return maker == GetMakers().end() ? std::nullopt : std::make_optional(maker->second(sink));
}

} // namespace TraceSignature

} // namespace ns3
