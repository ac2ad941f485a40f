/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_ATTACK_NETWORK_H
#define WAKU_ATTACK_NETWORK_H

#include "test-topic.h"
#include "trace-sink.h"

#include "ns3/adversary-helper.h"
#include "ns3/adversary-metrics.h"
#include "ns3/gossipsub-router.h"
#include "ns3/inet-socket-address.h"
#include "ns3/internet-tcp-helper.h"
#include "ns3/overlay-helper.h"
#include "ns3/peer-address.h"
#include "ns3/pubsub-adversary.h"
#include "ns3/relay-metrics.h"
#include "ns3/rng-seed-manager.h"
#include "ns3/simulator.h"
#include "ns3/string.h"
#include "ns3/waku-relay-helper.h"
#include "ns3/waku-relay.h"
#include "ns3/wan-helper.h"

#include <memory>
#include <set>
#include <string>
#include <vector>

namespace ns3
{

/// Honest relays, and hosts for adversaries, at flow level; destroys the simulator when it goes.
class AttackNetwork
{
  public:
    explicit AttackNetwork(uint32_t honest, uint32_t attackers = 1)
        : m_honest(honest),
          m_attackers(attackers)
    {
        RngSeedManager::SetRun(1);
    }

    ~AttackNetwork()
    {
        metrics.reset();
        achieved.reset();
        Simulator::Destroy();
    }

    /// Honest relays along an overlay.
    void Build(const OverlayGraph& overlay)
    {
        NodeContainer all(m_honest + m_attackers);
        for (uint32_t i = 0; i < all.GetN(); i++)
        {
            (i < m_honest ? honest : hosts).Add(all.Get(i));
        }
        wan.SetTransport("flow");
        wan.SetLatency("ns3::ConstantWanLatency", "Delay", TimeValue(MilliSeconds(25)));
        const NetDeviceContainer devices = wan.Install(all);
        InternetTcpHelper().Install(all);
        const Ipv4InterfaceContainer interfaces = wan.AssignIpv4Addresses(devices);
        NetDeviceContainer ofHonest;
        for (uint32_t i = 0; i < all.GetN(); i++)
        {
            const Ipv4Address address = wan.GetIpv4Addresses(devices)[i];
            addresses.push_back(address);
            if (i < m_honest)
            {
                ofHonest.Add(devices.Get(i));
            }
            else
            {
                hostile.insert(Address(address));
            }
        }
        relays = relay.Install(honest);
        relay.Connect(relays,
                      overlay,
                      std::vector<Ipv4Address>(addresses.begin(), addresses.begin() + m_honest));
        relay.AssignStreams(honest, 1000);
        metrics = std::make_unique<RelayMetrics>(relays, ofHonest);
        (void)interfaces;
    }

    void Build(const std::string& spec)
    {
        OverlayHelper overlay = OverlayHelper::FromString(spec);
        overlay.AssignStreams(0);
        Build(overlay.Create(m_honest));
    }

    /// Install adversaries that dial victims, all if there are none, from a time on.
    void Attack(AdversaryHelper& helper,
                Time at,
                const std::vector<uint32_t>& victims = {0},
                uint32_t connections = 1000)
    {
        adversaries = helper.Install(hosts, *Get(0));
        adversaries.Start(at);
        helper.Dial(adversaries, AddressesOf(victims), connections, 7);
        helper.AssignStreams(adversaries, 500000);
        achieved = std::make_unique<AdversaryMetrics>(relays, victims, hostile);
    }

    std::vector<Address> AddressesOf(const std::vector<uint32_t>& victims) const
    {
        std::vector<Address> found;
        for (const uint32_t victim : victims)
        {
            found.push_back(InetSocketAddress(addresses[victim], 60000));
        }
        return found;
    }

    Ptr<WakuRelay> Get(uint32_t i) const
    {
        return DynamicCast<WakuRelay>(relays.Get(i));
    }

    Ptr<GossipSubRouter> RouterOf(uint32_t i) const
    {
        return DynamicCast<GossipSubRouter>(Get(i)->GetRouter());
    }

    template <typename T>
    Ptr<T> Adversary(uint32_t i = 0) const
    {
        return DynamicCast<P2pNode>(adversaries.Get(i))->FindProtocol<T>();
    }

    /// Peers of an honest node that are adversaries, or are not.
    std::set<PeerId> PeersOf(uint32_t node, bool areHostile) const
    {
        std::set<PeerId> found;
        for (const auto& [id, peer] : RouterOf(node)->GetPeers())
        {
            if ((hostile.count(HostOf(peer.address)) > 0) == areHostile)
            {
                found.insert(id);
            }
        }
        return found;
    }

    /// Worst score of the adversaries, or of the honest peers, of an honest node.
    double WorstScore(uint32_t node, bool ofHostile) const
    {
        double worst = 0;
        for (const PeerId peer : PeersOf(node, ofHostile))
        {
            worst = std::min(worst, RouterOf(node)->GetScore(peer));
        }
        return worst;
    }

    /// A message every interval, by honest nodes in turn.
    void PublishEvery(Time interval, Time from, Time until, uint32_t size = 1000)
    {
        uint32_t number = 0;
        for (Time at = from; at < until; at += interval)
        {
            PublishAt(at, number++ % m_honest, size);
        }
    }

    void PublishAt(Time at, uint32_t node, uint32_t size = 1000)
    {
        Simulator::Schedule(at - Simulator::Now(),
                            [this, node, size] { Get(node)->Publish(size); });
    }

    void RunUntil(Time time)
    {
        Simulator::Stop(time - Simulator::Now());
        Simulator::Run();
    }

    NodeContainer honest;
    NodeContainer hosts;
    WanHelper wan;
    WakuRelayHelper relay{"GossipSub"};
    std::vector<Ipv4Address> addresses;
    std::set<Address> hostile;
    ApplicationContainer relays;
    ApplicationContainer adversaries;
    std::unique_ptr<RelayMetrics> metrics;
    std::unique_ptr<AdversaryMetrics> achieved;

  private:
    uint32_t m_honest;
    uint32_t m_attackers;
};

} // namespace ns3

#endif /* WAKU_ATTACK_NETWORK_H */
