/* SPDX-License-Identifier: GPL-2.0-only */
#include "pss-test-network.h"

#include <filesystem>
#include <gtest/gtest.h>
#include <map>
#include <random>

using namespace ns3;

// The oracle of ethersphere/swarm, pss/prox_test.go: of a message to an address, the node nearest
// to it must get it, and a node may handle it only if the address is within its neighbourhood. What
// here stands for Swarm is written anew, and shares no code with the module.

namespace
{

const std::string SNAPSHOTS = WAKU_SOURCE_DIR "/../shared/data/pss/";
constexpr int ADDRESSES = 2000;

/// Proximity order, bit by bit.
int
OrderOf(const PssAddress& one, const PssAddress& other)
{
    int bit = 0;
    while (bit < 256 && ((one[bit / 8] ^ other[bit / 8]) >> (7 - bit % 8) & 1) == 0)
    {
        bit++;
    }
    return bit;
}

PssAddress
DistanceOf(const PssAddress& one, const PssAddress& other)
{
    PssAddress distance;
    for (std::size_t i = 0; i < distance.size(); i++)
    {
        distance[i] = one[i] ^ other[i];
    }
    return distance;
}

/// Neighbourhood depth: at most the order of the second nearest peer, and of the first empty bin.
int
DepthOf(const PssAddress& base, const std::vector<PssAddress>& peers)
{
    if (peers.size() <= 2)
    {
        return 0;
    }
    std::multiset<int> orders;
    for (const PssAddress& peer : peers)
    {
        orders.insert(OrderOf(base, peer));
    }
    const int second = *std::next(orders.rbegin());
    int depth = 0;
    while (depth < second && orders.count(depth) > 0)
    {
        depth++;
    }
    return depth;
}

/// The network as the oracle sees it.
struct Oracle
{
    explicit Oracle(const PssNetwork& network)
        : addresses(network.GetAddresses())
    {
        for (uint32_t i = 0; i < addresses.size(); i++)
        {
            std::vector<PssAddress> peers;
            for (const uint32_t peer : network.GetGraph().GetNeighbors(i))
            {
                peers.push_back(addresses[peer]);
            }
            depths.push_back(DepthOf(addresses[i], peers));
        }
    }

    bool Allows(std::size_t node, const PssAddress& to) const
    {
        return OrderOf(addresses[node], to) >= depths[node];
    }

    /// The node nearest to an address, or the one that is farthest from it.
    std::size_t Find(const PssAddress& to, bool nearest) const
    {
        std::map<PssAddress, std::size_t> byDistance;
        for (std::size_t i = 0; i < addresses.size(); i++)
        {
            byDistance[DistanceOf(addresses[i], to)] = i;
        }
        return nearest ? byDistance.begin()->second : byDistance.rbegin()->second;
    }

    std::vector<PssAddress> addresses;
    std::vector<int> depths;
};

/// The way of messages by Swarm's rule (pss/pss.go, forward), node by node in the order in which
/// they come.
class Paths
{
  public:
    explicit Paths(const PssTestNetwork& test)
    {
        for (std::size_t i = 0; i < test.protocols.size(); i++)
        {
            m_numbers[test.network.GetAddresses()[i]] = i;
        }
        for (const auto& protocol : test.protocols)
        {
            std::vector<Peer>& peers = m_peers.emplace_back();
            for (const auto& connection : protocol->GetKademlia()->GetConnections())
            {
                peers.push_back({m_numbers.at(connection.record.overlay), 0});
            }
        }
    }

    /// All nodes that a message comes to.
    std::set<std::size_t> Follow(std::size_t from, const PssAddress& to, const Oracle& oracle)
    {
        std::set<std::size_t> reached = {from};
        std::vector<std::size_t> queue = {from};
        for (std::size_t i = 0; i < queue.size(); i++)
        {
            for (const std::size_t next : Choose(queue[i], to, oracle))
            {
                if (reached.insert(next).second)
                {
                    queue.push_back(next);
                }
            }
        }
        return reached;
    }

  private:
    struct Peer
    {
        std::size_t node;
        int uses;
    };

    std::vector<std::size_t> Choose(std::size_t node, const PssAddress& to, const Oracle& oracle)
    {
        const int order = OrderOf(oracle.addresses[node], to);
        const bool isNear = order >= oracle.depths[node];
        // Nearest bin first, in it the least used peer, among these the one known first.
        std::map<std::pair<int, int>, std::vector<Peer*>> bins;
        for (Peer& peer : m_peers[node])
        {
            bins[{-OrderOf(oracle.addresses[peer.node], to), peer.uses}].push_back(&peer);
        }
        std::vector<std::size_t> chosen;
        for (const auto& [bin, peers] : bins)
        {
            for (Peer* peer : peers)
            {
                const bool isWanted = isNear ? -bin.first >= oracle.depths[node] : chosen.empty();
                if (isWanted || chosen.empty())
                {
                    peer->uses++;
                    chosen.push_back(peer->node);
                }
            }
        }
        return chosen;
    }

    std::map<PssAddress, std::size_t> m_numbers;
    std::vector<std::vector<Peer>> m_peers;
};

/// What the oracle counts.
struct Verdict
{
    int allowed{0}; //!< pairs of a message and a node that may handle it, senders left out
    int handled{0}; //!< of these, those that do
    int foreign{0}; //!< handled by others
    int missed{0};  //!< messages that the nearest node did not get
    int astray{0};  //!< messages that others handled than the path of Swarm's rule leads to
};

Verdict
Judge(PssTestNetwork& test, int addresses)
{
    const Oracle oracle(test.network);
    for (std::size_t i = 0; i < oracle.depths.size(); i++)
    {
        EXPECT_EQ(test.protocols[i]->GetKademlia()->GetDepth(), oracle.depths[i]) << "node " << i;
    }
    test.AddHandlers(true);
    Paths paths(test);
    std::mt19937 random(1);
    Verdict verdict;
    for (int message = 0; message < addresses; message++)
    {
        PssAddress to;
        std::generate(to.begin(), to.end(), [&] { return static_cast<uint8_t>(random()); });
        // As the oracle does, from far away, so that the message travels; and from anywhere.
        const std::size_t from =
            message % 2 == 0 ? oracle.Find(to, false) : random() % oracle.addresses.size();
        const auto handled = test.Send(from, PssPartialAddress(to.begin(), to.end()));
        EXPECT_EQ(std::adjacent_find(handled.begin(), handled.end()), handled.end()) << "twice";
        const auto reached = paths.Follow(from, to, oracle);
        const std::size_t nearest = oracle.Find(to, true);
        bool isAstray = false;
        verdict.missed +=
            nearest != from && !std::binary_search(handled.begin(), handled.end(), nearest);
        for (std::size_t node = 0; node < oracle.addresses.size(); node++)
        {
            const bool isAllowed = node != from && oracle.Allows(node, to);
            const bool isHandled = std::binary_search(handled.begin(), handled.end(), node);
            verdict.allowed += isAllowed;
            verdict.handled += isAllowed && isHandled;
            verdict.foreign += !isAllowed && isHandled;
            isAstray |= isHandled != (isAllowed && reached.count(node) > 0);
        }
        verdict.astray += isAstray ? 1 : 0;
    }
    return verdict;
}

class PssSnapshot : public testing::TestWithParam<int>
{
  protected:
    void SetUp() override
    {
        if (!std::filesystem::exists(GetPath()))
        {
            GTEST_SKIP() << "there is no " << GetPath();
        }
    }

    std::string GetPath() const
    {
        return SNAPSHOTS + "snapshot_" + std::to_string(GetParam()) + ".json";
    }
};

} // namespace

TEST_P(PssSnapshot, MessagesGoWhereTheOracleSays)
{
    PssTestNetwork test(PssNetwork::Read(GetPath()));
    ASSERT_EQ(test.network.GetAddresses().size(), static_cast<std::size_t>(GetParam()));
    const Verdict verdict = Judge(test, ADDRESSES);
    EXPECT_EQ(verdict.missed, 0);
    EXPECT_EQ(verdict.foreign, 0);
    EXPECT_EQ(verdict.astray, 0);
    EXPECT_GE(verdict.handled, ADDRESSES * (GetParam() - 1) / GetParam());
    RecordProperty("allowed", verdict.allowed);
    RecordProperty("handled", verdict.handled);
}

TEST_P(PssSnapshot, WholeAddressesReachTheirNodeFromEverywhere)
{
    PssTestNetwork test(PssNetwork::Read(GetPath()));
    test.AddHandlers(false);
    const std::size_t nodes = test.protocols.size();
    for (std::size_t to = 0; to < nodes; to++)
    {
        const std::size_t from = (to + 1 + to * 7 % (nodes - 1)) % nodes;
        if (from != to)
        {
            const PssAddress& address = test.network.GetAddresses()[to];
            EXPECT_EQ(test.Send(from, PssPartialAddress(address.begin(), address.end())),
                      std::vector<std::size_t>{to});
        }
    }
}

INSTANTIATE_TEST_SUITE_P(Nodes, PssSnapshot, testing::Values(2, 3, 4, 8, 16, 32, 64, 128, 256));

TEST(PssOracle, NetworksOfTheModuleObeyIt)
{
    for (const uint32_t nodes : {2, 5, 20, 100, 300})
    {
        PssKademliaSettings settings;
        PssTestNetwork test(PssNetwork::Create(nodes, settings, nodes));
        const Verdict verdict = Judge(test, 500);
        EXPECT_EQ(verdict.missed, 0) << nodes;
        EXPECT_EQ(verdict.foreign, 0) << nodes;
        EXPECT_EQ(verdict.astray, 0) << nodes;
        RecordProperty("allowed_" + std::to_string(nodes), verdict.allowed);
        RecordProperty("handled_" + std::to_string(nodes), verdict.handled);
    }
}

TEST(PssOracle, PartialAddressesReachAllNodesThatBeginSo)
{
    constexpr std::size_t NODES = 200;
    PssTestNetwork test(PssNetwork::Create(NODES, PssKademliaSettings(), 1));
    test.AddHandlers(false);
    std::mt19937 random(2);
    std::size_t several = 0;
    for (int message = 0; message < 150; message++)
    {
        const std::size_t bytes = message == 0 ? 0 : 1 + message % 2;
        const PssAddress& like = test.network.GetAddresses()[random() % NODES];
        const std::size_t from = random() % NODES;
        const PssPartialAddress to(like.begin(), like.begin() + bytes);
        std::vector<std::size_t> expected;
        for (std::size_t node = 0; node < NODES; node++)
        {
            const PssAddress& address = test.network.GetAddresses()[node];
            if (node != from && std::equal(to.begin(), to.end(), address.begin()))
            {
                expected.push_back(node);
            }
        }
        EXPECT_EQ(test.Send(from, to), expected);
        several += bytes > 0 && expected.size() > 1;
    }
    EXPECT_GT(several, 5u);
}

TEST(PssOracle, AnEmptyAddressCrossesEveryLinkBothWays)
{
    PssTestNetwork test(PssNetwork::Create(50, PssKademliaSettings(), 1));
    test.AddHandlers(false);
    for (std::size_t from = 0; from < 50; from += 7)
    {
        EXPECT_EQ(test.Send(from, {}).size(), 49u);
        EXPECT_EQ(test.sent, 2 * test.network.GetGraph().GetNLinks());
    }
}
