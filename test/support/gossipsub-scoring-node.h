/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_GOSSIPSUB_SCORING_NODE_H
#define WAKU_GOSSIPSUB_SCORING_NODE_H

#include "gossipsub-fake-host.h"

#include <string>

namespace ns3
{

/// A node whose scores change by nothing but what a test sets.
struct ScoringNode : FakeGossipSub
{
    ScoringNode()
    {
        Set("D_out", "0");
        Score("DecayInterval", "1s");
    }

    double ScoreOf(PeerId peer)
    {
        return router->GetScore(peer);
    }

    /** P5 of the peer on host 66 is bad, that of all others 0. */
    void ScoreBadPeer(double bad)
    {
        Score("AppSpecificWeight", "1");
        prepare = [bad](GossipSubRouter& made) {
            made.SetAppSpecificScore(
                [bad](const Address& host) { return Address(HostOf(66)) == host ? bad : 0.0; });
        };
    }
};

} // namespace ns3

#endif /* WAKU_GOSSIPSUB_SCORING_NODE_H */
