/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_OUTCOME_BYTES_H
#define WAKU_OUTCOME_BYTES_H

#include "ns3/planned-run.h"

#include <optional>
#include <string>

namespace ns3
{

/**
 * \ingroup waku
 * \brief The outcome of a run as bytes (CBOR, RFC 8949), in which a child process hands it to its
 * runner. Numbers are the same to the last bit.
 */
namespace OutcomeBytes
{

/**
 * \param outcome how a run ended
 * \return its bytes
 */
std::string Write(const RunOutcome& outcome);
/**
 * \param bytes bytes from Write()
 * \return how the run ended; nothing if the bytes are something else
 */
std::optional<RunOutcome> Read(const std::string& bytes);

} // namespace OutcomeBytes

} // namespace ns3

#endif /* WAKU_OUTCOME_BYTES_H */
