/* SPDX-License-Identifier: GPL-2.0-only */
#include "../../examples/tutorial/epidemic.h"
#include "fake-peer-host.h"

#include <gtest/gtest.h>

using namespace ns3;

TEST(Epidemic, ANodePassesAMessageToFanoutPeersOnceAndNotToItsSender)
{
    const auto epidemic = CreateObject<EpidemicProtocol>();
    FakePeerHost host(epidemic);
    for (PeerId peer : {0, 1, 2, 3})
    {
        host.Connect(peer);
    }
    epidemic->PublishTraffic(100);
    ASSERT_EQ(host.sent.size(), 3U);
    std::vector<uint8_t> bytes = BytesOf(host.sent[0].second->GetPacket());
    host.Hear(3, bytes); // its own message
    bytes[2] ^= 1;       // another one: after two bytes of length comes the key
    host.Hear(3, bytes, 7);
    host.Hear(2, bytes);
    ASSERT_EQ(host.sent.size(), 6U);
    std::set<PeerId> receivers{host.sent[3].first, host.sent[4].first, host.sent[5].first};
    EXPECT_EQ(receivers, (std::set<PeerId>{0, 1, 2}));
    host.Hear(1, {1, 0}); // a message of one byte has no key
    EXPECT_EQ(epidemic->GetNMalformed(), 1U);
}
