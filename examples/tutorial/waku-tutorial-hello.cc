/* SPDX-License-Identifier: GPL-2.0-only */

// Step 7 of the tutorial: the least that a protocol of one's own needs.

#include "ns3/core-module.h"
#include "ns3/network-module.h"
#include "ns3/waku-module.h"

#include <iostream>
#include <string>
#include <vector>

using namespace ns3;

namespace ns3
{

/** Greets every peer, and prints what peers say. */
class HelloProtocol : public DelimitedProtocol
{
  public:
    static TypeId GetTypeId()
    {
        static TypeId tid = TypeId("ns3::HelloProtocol")
                                .SetParent<DelimitedProtocol>()
                                .AddConstructor<HelloProtocol>()
                                .AddAttribute("Greeting",
                                              "What a node says to its peers.",
                                              StringValue("hello"),
                                              MakeStringAccessor(&HelloProtocol::m_greeting),
                                              MakeStringChecker());
        return tid;
    }

    std::string GetProtocolId() const override
    {
        return "/tutorial/hello/1.0.0";
    }

    void PeerUp(const PeerInfo& peer) override
    {
        DelimitedProtocol::PeerUp(peer);
        const std::string text = m_greeting + " from node " + std::to_string(GetNumber());
        Send(peer.id, VirtualBytes({text.begin(), text.end()}));
    }

  private:
    bool Receive(const PeerInfo&, const VirtualBytes& message) override
    {
        const std::vector<uint8_t> bytes = message.ToVector();
        std::cout << GetNow().GetSeconds() << " s node " << GetNumber() << " reads \""
                  << std::string(bytes.begin(), bytes.end()) << "\"\n";
        return true;
    }

    uint32_t GetNumber() const
    {
        return GetHost().GetNodeNumber();
    }

    std::string m_greeting; //!< attribute Greeting
};

NS_OBJECT_ENSURE_REGISTERED(HelloProtocol);

} // namespace ns3

int
main(int argc, char* argv[])
{
    CommandLine cmd(__FILE__);
    cmd.Parse(argc, argv);

    const OverlayGraph graph = OverlayHelper::FromString("ring:2").Create(3);
    NodeContainer nodes(3);
    WanHelper wan;
    NetDeviceContainer devices = wan.Install(nodes);
    InternetTcpHelper().Install(nodes);
    Ipv4InterfaceContainer addresses = wan.AssignIpv4Addresses(devices);

    P2pNodeHelper helper;
    helper.Mount("ns3::HelloProtocol", "Greeting", StringValue("good morning"));
    ApplicationContainer applications = helper.Install(nodes);
    helper.Connect(applications, graph, addresses);
    Simulator::Stop(Seconds(2));
    Simulator::Run();
    Simulator::Destroy();
    return 0;
}
