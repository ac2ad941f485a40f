/* SPDX-License-Identifier: GPL-2.0-only */
#include "gossipsub-fake-host.h"

#include "ns3/gossipsub-nim-policy.h"
#include "ns3/gossipsub-specification-policy.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <map>

using namespace ns3;

namespace
{

/// A mesh that consists of numbers; chance leaves every order as it is.
class FakeMesh : public GossipSubMeshView
{
  public:
    struct Peer
    {
        bool outbound;
        double score;
    };

    /// The next peers are in the mesh, or are candidates.
    void Add(uint32_t count, bool inMesh, bool outbound = false, double score = 0)
    {
        for (uint32_t i = 0; i < count; i++)
        {
            const PeerId id = peers.size();
            peers[id] = {outbound, score};
            if (inMesh)
            {
                mesh.Insert(id);
            }
        }
    }

    const GossipSubParameters& GetParameters() const override
    {
        return parameters;
    }

    const PeerSet& GetMesh() const override
    {
        return mesh;
    }

    PeerList GetCandidates() override
    {
        PeerList candidates;
        for (const auto& peer : peers)
        {
            if (!mesh.Contains(peer.first) && pruned.count(peer.first) == 0)
            {
                candidates.push_back(peer.first);
            }
        }
        return candidates;
    }

    bool IsOutbound(PeerId peer) const override
    {
        return peers.at(peer).outbound;
    }

    double GetScore(PeerId peer) override
    {
        return peers.at(peer).score;
    }

    void Shuffle(PeerList&) override
    {
    }

    void Graft(PeerId peer) override
    {
        EXPECT_TRUE(mesh.Insert(peer));
        grafted.push_back(peer);
    }

    void Prune(PeerId peer) override
    {
        EXPECT_TRUE(mesh.Erase(peer));
        pruned.insert(peer);
    }

    GossipSubParameters parameters;
    std::map<PeerId, Peer> peers;
    PeerSet mesh;
    std::vector<PeerId> grafted;
    std::set<PeerId> pruned;
};

/// A policy of a user: one peer is enough.
class OnePeerMeshPolicy : public GossipSubMeshPolicy
{
  public:
    static TypeId GetTypeId()
    {
        static TypeId tid = TypeId("ns3::OnePeerMeshPolicy")
                                .SetParent<GossipSubMeshPolicy>()
                                .AddConstructor<OnePeerMeshPolicy>();
        return tid;
    }

    void Balance(GossipSubMeshView& mesh) const override
    {
        if (mesh.GetMesh().IsEmpty())
        {
            GraftSome(mesh, 1, [](PeerId) { return true; });
        }
    }

    bool AdmitsAboveDHigh(GossipSubMeshView&, PeerId) const override
    {
        return false;
    }

  protected:
    void OrderCandidates(GossipSubMeshView&, PeerList& candidates) const override
    {
        std::reverse(candidates.begin(), candidates.end());
    }
};

NS_OBJECT_ENSURE_REGISTERED(OnePeerMeshPolicy);

} // namespace

TEST(SpecificationMeshPolicy, FillsAMeshBelowDLowUpToDWithPeersWhoseScoresAreNotNegative)
{
    const auto policy = CreateObject<SpecificationMeshPolicy>();
    FakeMesh mesh;
    mesh.parameters.dOut = 0;
    mesh.Add(3, true);
    mesh.Add(1, false, false, -0.1);
    mesh.Add(5, false);
    policy->Balance(mesh);
    EXPECT_EQ(mesh.grafted, (std::vector<PeerId>{4, 5, 6}));
    FakeMesh enough;
    enough.parameters.dOut = 0;
    enough.Add(4, true);
    enough.Add(5, false);
    policy->Balance(enough);
    EXPECT_TRUE(enough.grafted.empty());
}

TEST(SpecificationMeshPolicy, CutsAMeshAboveDHighBackToDAndKeepsTheBestAndTheDialled)
{
    const auto policy = CreateObject<SpecificationMeshPolicy>();
    FakeMesh mesh;
    mesh.Add(7, true);
    mesh.Add(4, true, false, 1);
    mesh.Add(2, true, true);
    policy->Balance(mesh);
    EXPECT_EQ(mesh.mesh.Get(), (std::vector<PeerId>{7, 8, 9, 10, 11, 12}));
    FakeMesh full;
    full.Add(12, true, true);
    policy->Balance(full);
    EXPECT_TRUE(full.pruned.empty());
}

TEST(SpecificationMeshPolicy, GraftsDialledPeersUpToDOutAndAdmitsOnlyThoseFromDHighOn)
{
    const auto policy = CreateObject<SpecificationMeshPolicy>();
    FakeMesh mesh;
    mesh.Add(5, true);
    mesh.Add(2, false);
    mesh.Add(1, false, true, -1);
    mesh.Add(3, false, true);
    policy->Balance(mesh);
    EXPECT_EQ(mesh.grafted, (std::vector<PeerId>{8, 9}));
    EXPECT_FALSE(policy->AdmitsAboveDHigh(mesh, 5));
    EXPECT_TRUE(policy->AdmitsAboveDHigh(mesh, 10));
}

TEST(SpecificationMeshPolicy, DoesNothingWhenAPeerSubscribes)
{
    const auto policy = CreateObject<SpecificationMeshPolicy>();
    FakeMesh mesh;
    mesh.Add(5, false, true);
    policy->HandleSubscription(mesh);
    EXPECT_TRUE(mesh.grafted.empty());
}

TEST(NimMeshPolicy, FillsAMeshBelowDLowWithTheBestPeersAlsoWhenOneSubscribes)
{
    const auto policy = CreateObject<NimMeshPolicy>();
    FakeMesh mesh;
    mesh.Add(3, true);
    mesh.Add(3, false, false, 1);
    mesh.Add(2, false, false, 5);
    policy->HandleSubscription(mesh);
    EXPECT_EQ(mesh.grafted, (std::vector<PeerId>{6, 7, 3}));
    mesh.grafted.clear();
    policy->HandleSubscription(mesh);
    EXPECT_TRUE(mesh.grafted.empty());
}

TEST(NimMeshPolicy, PrunesOnlyWhatIsBeyondDScoreAndDAndOnlyOldPeers)
{
    const auto policy = CreateObject<NimMeshPolicy>();
    FakeMesh mesh;
    mesh.parameters.dHigh = 10;
    mesh.parameters.d = 5;
    mesh.parameters.dLow = 4;
    mesh.Add(12, true);
    mesh.Add(2, false, true);
    policy->Balance(mesh);
    // Two dialled ones come in, 12 - D_score of the old are candidates, D of these stay.
    EXPECT_EQ(mesh.grafted, (std::vector<PeerId>{12, 13}));
    EXPECT_EQ(mesh.pruned.size(), 3u);
    EXPECT_EQ(mesh.pruned.count(12) + mesh.pruned.count(13), 0u);
}

TEST(NimMeshPolicy, AdmitsDialledPeersFromDHighOnOnlyUntilThereAreDOut)
{
    const auto policy = CreateObject<NimMeshPolicy>();
    FakeMesh mesh;
    mesh.Add(11, true);
    mesh.Add(1, true, true);
    mesh.Add(1, false, true);
    mesh.Add(1, false);
    EXPECT_TRUE(policy->AdmitsAboveDHigh(mesh, 12));
    EXPECT_FALSE(policy->AdmitsAboveDHigh(mesh, 13));
    mesh.Graft(12);
    EXPECT_FALSE(policy->AdmitsAboveDHigh(mesh, 12));
}

TEST(GossipSubMeshPolicy, GraftsPeersAboveTheMedianIfThatIsBelowTheThreshold)
{
    const auto policy = CreateObject<SpecificationMeshPolicy>();
    FakeMesh mesh;
    mesh.Add(2, true, false, 1);
    mesh.Add(1, true, false, 3);
    mesh.Add(1, false, false, 1);
    mesh.Add(4, false, false, 2);
    policy->GraftOpportunistically(mesh, 1);
    EXPECT_TRUE(mesh.grafted.empty());
    policy->GraftOpportunistically(mesh, 1.5);
    EXPECT_EQ(mesh.grafted, (std::vector<PeerId>{4, 5}));
}

TEST(GossipSubMeshPolicy, OfAUserIsTakenByItsNameAndNeedsNoEditElsewhere)
{
    FakeGossipSub node;
    node.Set("MeshPolicy", "ns3::OnePeerMeshPolicy");
    node.Start();
    node.AddPeers(20);
    node.Run(Seconds(10));
    EXPECT_EQ(node.Mesh(), (std::set<PeerId>{19}));
}

TEST(GossipSubMeshPolicy, FollowsNimMeshDuringARun)
{
    FakeGossipSub node;
    node.Start();
    node.AddPeers(3);
    EXPECT_TRUE(node.Mesh().empty());
    node.router->SetAttribute("NimMesh", StringValue("true"));
    node.AddPeers(1);
    EXPECT_EQ(node.Mesh().size(), 4u);
}
