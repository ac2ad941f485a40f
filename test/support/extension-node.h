/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_EXTENSION_NODE_H
#define WAKU_EXTENSION_NODE_H

#include "gossipsub-meshed-node.h"

#include <functional>
#include <memory>
#include <vector>

namespace ns3
{

/// \return an RPC with messages of extensions
inline PubsubRpc
MakeExtensionRpc(const std::function<void(PubsubExtensionRpc&)>& fill)
{
    auto extension = std::make_shared<PubsubExtensionRpc>();
    fill(*extension);
    PubsubRpc rpc;
    rpc.extension = std::move(extension);
    return rpc;
}

/// A node with extensions, and mesh peers that support all of them.
struct ExtensionNode : MeshedNode
{
    /// \param supports whether the peers support extensions
    void StartWith(uint32_t outside, bool supports = true)
    {
        Set("D_out", "0");
        Start();
        for (uint32_t i = 0; i < 6 + outside; i++)
        {
            const PeerId peer = AddSupporter(supports);
            (i < 6 ? inside : others).push_back(peer);
        }
        for (const PeerId peer : inside)
        {
            Graft(peer);
        }
        sent.clear();
    }

    /// \return a new peer that is subscribed and supports all extensions, unless told otherwise
    PeerId AddSupporter(bool supports = true)
    {
        const PeerId peer = AddPeer(false, false);
        PubsubRpc hello = MakeExtensionRpc([](PubsubExtensionRpc& extension) {
            extension.supported = PubsubExtensionSet{true, true, true, true, true};
        });
        if (!supports)
        {
            hello.extension = nullptr;
        }
        hello.subscriptions.push_back({true, TOPIC});
        Receive(peer, hello);
        return peer;
    }

    /// A peer sends messages of extensions.
    void ReceiveExtension(PeerId peer, const std::function<void(PubsubExtensionRpc&)>& fill)
    {
        Receive(peer, MakeExtensionRpc(fill));
    }

    /// \return peers to which messages of extensions went for which the predicate holds
    std::multiset<PeerId> ExtensionsTo(
        const std::function<bool(const PubsubExtensionRpc&)>& predicate) const
    {
        return RpcsTo(
            [&](const PubsubRpc& rpc) { return rpc.extension && predicate(*rpc.extension); });
    }

    std::multiset<PeerId> PreamblesTo() const
    {
        return ExtensionsTo([](const auto& extension) { return !extension.preambles.empty(); });
    }

    std::multiset<PeerId> ImReceivingsTo() const
    {
        return ExtensionsTo([](const auto& extension) { return !extension.imReceiving.empty(); });
    }

    std::multiset<PeerId> ChokesTo() const
    {
        return ExtensionsTo([](const auto& extension) { return !extension.choke.empty(); });
    }

    std::multiset<PeerId> UnchokesTo() const
    {
        return ExtensionsTo([](const auto& extension) { return !extension.unchoke.empty(); });
    }

    void Preamble(PeerId peer, Ptr<const PubsubMessage> message, uint32_t length = 0)
    {
        ReceiveExtension(peer, [&](PubsubExtensionRpc& extension) {
            const auto size = static_cast<uint32_t>(message->GetData().GetSize());
            extension.preambles.push_back(
                {message->GetTopic(), message->GetId(), length > 0 ? length : size});
        });
    }

    void ImReceiving(PeerId peer, Ptr<const PubsubMessage> message, uint32_t length = 0)
    {
        ReceiveExtension(peer, [&](PubsubExtensionRpc& extension) {
            const auto size = static_cast<uint32_t>(message->GetData().GetSize());
            extension.imReceiving.push_back({message->GetId(), length > 0 ? length : size});
        });
    }
};

/// \return peers without some of them
inline std::multiset<PeerId>
AllBut(const std::vector<PeerId>& peers, const std::vector<PeerId>& excluded)
{
    std::multiset<PeerId> rest(peers.begin(), peers.end());
    for (const PeerId peer : excluded)
    {
        rest.erase(peer);
    }
    return rest;
}

} // namespace ns3

#endif /* WAKU_EXTENSION_NODE_H */
