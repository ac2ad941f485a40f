/* SPDX-License-Identifier: GPL-2.0-only */
#include "light-node-network.h"
#include "stored-messages.h"
#include "wireshark-fixture.h"

#include <gtest/gtest.h>
#include <string>

using namespace ns3;

namespace
{

class ServiceCapture : public WiresharkDissector
{
};

} // namespace

TEST_F(ServiceCapture, MessagesOfAllServicesAreNamed)
{
    {
        LightNodeNetwork network(8, 1, 2);
        network.SetConnectionAttribute("SecureChannelOverhead", BooleanValue(true));
        network.lights.Subscribe(STORE_SHARD, {"/app/1/a/proto"});
        network.Build();
        network.wan.EnablePcap(TemporaryFile("services.pcap"), network.devices.Get(8), false, true);
        const auto publish = [&network](uint32_t number) {
            network.GetLight(0)->Publish(
                STORE_SHARD,
                MakeWakuMessage(number, StampOf(10 + number), "/app/1/a/proto", 3000));
        };
        LightNodeNetwork::At(10, [publish] { publish(0); });
        LightNodeNetwork::At(11, [publish] { publish(1); });
        LightNodeNetwork::At(15, [&network] { network.GetLight(0)->GoOffline(); });
        LightNodeNetwork::At(20, [&network] { network.GetLight(0)->GoOnline(); });
        LightNodeNetwork::RunUntil(25);
    }
    const Rows rows = Read("waku-relay.lua",
                           "services.pcap",
                           {"_ws.col.Info",
                            "waku_service.status_code",
                            "waku_service.content_topics",
                            "waku.message.payload_size",
                            "waku_service.relay_peer_count",
                            "waku_service.malformed",
                            "libp2p.malformed"});
    std::string info;
    for (const std::string& text : Column(rows, 0))
    {
        info += text + "\n";
    }
    for (const char* part : {"FILTER SUBSCRIBE",
                             "FILTER answer 200",
                             "FILTER PUSH 3000 bytes",
                             "LIGHTPUSH 3000 bytes",
                             "LIGHTPUSH answer 200",
                             "STORE",
                             "STORE answer 200 with 2 messages"})
    {
        EXPECT_NE(info.find(part), std::string::npos) << part << " in\n" << info;
    }
    EXPECT_EQ(Column(rows, 4), Strings({"3", "3"}));
    EXPECT_EQ(Column(rows, 5).size() + Column(rows, 6).size(), 0U);
}
