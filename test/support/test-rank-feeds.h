/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_TEST_RANK_FEEDS_H
#define WAKU_TEST_RANK_FEEDS_H

#include "ns3/message-probe.h"
#include "ns3/propagation-journal.h"

#include <memory>
#include <vector>

namespace ns3
{

/// One feed for each journal, which gets an equal block of the nodes, as ranks of a distributed run
/// do; in one process.
template <typename Probe>
std::vector<std::unique_ptr<MessageFeed>>
MakeRankFeeds(const ApplicationContainer& applications, std::vector<PropagationJournal>& journals)
{
    const auto block = static_cast<uint32_t>(applications.GetN() / journals.size());
    std::vector<std::unique_ptr<MessageFeed>> feeds;
    for (uint32_t rank = 0; rank < journals.size(); rank++)
    {
        const MessageFeed::Protocol ofRank =
            [rank, block](MessageFeed& feed, uint32_t node, Ptr<Application> application) {
                return node / block == rank ? MakeMessageProbe<Probe>(feed, node, application)
                                            : std::make_unique<MessageProbe>(feed, node);
            };
        feeds.push_back(
            std::make_unique<MessageFeed>(applications,
                                          NetDeviceContainer(),
                                          std::vector<MessageObserver*>{&journals[rank]},
                                          std::vector<MessageFeed::Protocol>{ofRank}));
    }
    return feeds;
}

} // namespace ns3

#endif /* WAKU_TEST_RANK_FEEDS_H */
