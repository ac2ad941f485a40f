/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_TRACE_SIGNATURE_MAKER_H
#define WAKU_TRACE_SIGNATURE_MAKER_H

#include "trace-signature.h"

#include "ns3/address.h"
#include "ns3/net-device.h"
#include "ns3/node.h"
#include "ns3/nstime.h"
#include "ns3/packet.h"
#include "ns3/peer-address.h"
#include "ns3/peer-info.h"
#include "ns3/ptr.h"
#include "ns3/pubsub-message.h"

#include <array>
#include <cstdint>
#include <iomanip>
#include <sstream>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief How TraceSignature makes sinks: what files that register signatures need.
 *
 * An argument that is a pointer is written as `GetTraceName(*pointer)`, which the file declares for
 * its own classes, in their namespace, before it registers signatures.
 */
namespace TraceSignature
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

/// Whether there is a GetTraceName for an object.
template <typename T, typename = void>
struct HasTraceName : std::false_type
{
};

template <typename T>
struct HasTraceName<T, std::void_t<decltype(GetTraceName(std::declval<const T&>()))>>
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

inline std::string
Write(const Time& time)
{
    return Write(time.GetSeconds());
}

inline std::string
Write(const Address& address)
{
    return DescribeAddress(address);
}

inline std::string
Write(const PeerInfo& peer)
{
    return std::to_string(peer.id) + " " + DescribeAddress(peer.address);
}

inline std::string
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
    else if constexpr (HasTraceName<Object>::value)
    {
        return GetTraceName(*object);
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

/// \return what makes a callback of the arguments of a function
template <typename... Arguments>
constexpr Maker
GetMaker(void (*)(Arguments...))
{
    return &MakeTaker<Arguments...>;
}

/// A name of a signature, and what makes its callback.
#define WAKU_TRACE_SIGNATURE(type)                                                                 \
    std::make_pair(std::string("ns3::" #type), TraceSignature::GetMaker(static_cast<type>(nullptr)))

} // namespace TraceSignature

/// \return what a message is called in traces
inline std::string
GetTraceName(const PubsubMessage& message)
{
    return TraceSignature::WriteBeginning(message.GetId().GetKey());
}

} // namespace ns3

#endif /* WAKU_TRACE_SIGNATURE_MAKER_H */
