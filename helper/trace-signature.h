/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_TRACE_SIGNATURE_H
#define WAKU_TRACE_SIGNATURE_H

#include "ns3/callback.h"

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief Makes sinks for trace sources whose arguments are known only by the name of their
 * signature, such as `ns3::P2pNode::BytesTracedCallback`.
 */
namespace TraceSignature
{

/** Takes the context and the arguments, as text, of each report. */
using Sink = std::function<void(const std::string&, const std::vector<std::string>&)>;

/** Makes a callback that takes the reports of a trace source. */
using Maker = CallbackBase (*)(const Sink*);

/** Registers signatures while the program is loaded. */
struct Registration
{
    /** \param makers what makes the callback of each signature, by its name */
    Registration(std::map<std::string, Maker> makers);
};

/**
 * \param signature name of a signature, TypeId::TraceSourceInformation::callback
 * \param sink called for each report; must exist as long as the trace source
 * \return a callback with context; nothing if the signature is not known
 */
std::optional<CallbackBase> MakeSink(const std::string& signature, const Sink* sink);

} // namespace TraceSignature

} // namespace ns3

#endif /* WAKU_TRACE_SIGNATURE_H */
