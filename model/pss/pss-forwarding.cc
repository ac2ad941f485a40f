/* SPDX-License-Identifier: GPL-2.0-only */
#include "pss-forwarding.h"

#include <algorithm>
#include <tuple>
#include <vector>

namespace ns3
{

namespace
{

/// A peer to which a message may go.
struct Candidate
{
    uint32_t proximity; //!< proximity order to the address
    uint64_t uses;      //!< messages forwarded to it
    PeerId peer;        //!< the peer
};

} // namespace

uint32_t
ForwardPssMessage(PssKademlia& kademlia,
                  const PssPartialAddress& to,
                  const std::function<bool(PeerId peer)>& send)
{
    const PssAddress target = ExtendPssAddress(to);
    const uint32_t depth = kademlia.GetDepth();
    const auto givenBits = static_cast<uint32_t>(8 * to.size());
    const uint32_t threshold =
        std::min({GetPssProximity(target, kademlia.GetBase()), depth, givenBits});
    // The address differs from this node's in a bit that it has, before the neighbourhood begins.
    const bool isToOne = threshold < givenBits && threshold < depth;

    std::vector<Candidate> candidates;
    candidates.reserve(kademlia.GetConnections().size());
    for (const PssKademlia::Connection& connection : kademlia.GetConnections())
    {
        candidates.push_back(
            {GetPssProximity(target, connection.record.overlay), connection.uses, connection.peer});
    }
    std::stable_sort(candidates.begin(),
                     candidates.end(),
                     [](const Candidate& one, const Candidate& other) {
                         return std::tie(other.proximity, one.uses) <
                                std::tie(one.proximity, other.uses);
                     });
    uint32_t sent = 0;
    uint32_t lastProximity = PSS_ADDRESS_BITS + 1;
    for (const Candidate& candidate : candidates)
    {
        if (candidate.proximity != lastProximity && candidate.proximity < threshold && sent > 0)
        {
            break;
        }
        lastProximity = candidate.proximity;
        if (!send(candidate.peer))
        {
            continue;
        }
        kademlia.CountUse(candidate.peer);
        sent++;
        if (isToOne || candidate.proximity == PSS_ADDRESS_BITS)
        {
            break;
        }
    }
    return sent;
}

} // namespace ns3
