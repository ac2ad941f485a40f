/* SPDX-License-Identifier: GPL-2.0-only */
#include "waku-rln-group.h"

#include "ns3/simulation-singleton.h"

#include <cryptopp/sha.h>
#include <cstring>
#include <string>

namespace ns3
{

NS_OBJECT_ENSURE_REGISTERED(WakuRlnGroup);

namespace
{

/// Claims that are kept. A message is validated by all nodes within seconds.
constexpr std::size_t RECENT_CLAIMS = 256;

/// Epochs before the latest whose nullifiers are kept.
constexpr uint64_t RECENT_EPOCHS = 64;

/// The identifier of Waku's relays (nwaku, rln/constants.nim).
const std::string RLN_NAME = "rln/waku-rln-relay/v2.0.0";

/// The group of a simulation.
struct SharedRlnGroup
{
    Ptr<WakuRlnGroup> group;
};

/// SHA-256 of several things.
class RlnHash
{
  public:
    explicit RlnHash(const std::string& purpose)
    {
        Add(purpose);
    }

    RlnHash& Add(const std::string& text)
    {
        m_hash.Update(reinterpret_cast<const uint8_t*>(text.data()), text.size());
        return *this;
    }

    RlnHash& Add(uint64_t number)
    {
        uint8_t bytes[sizeof(number)];
        for (std::size_t i = 0; i < sizeof(number); i++)
        {
            bytes[i] = static_cast<uint8_t>(number >> 8 * i);
        }
        m_hash.Update(bytes, sizeof(bytes));
        return *this;
    }

    RlnHash& Add(const WakuRlnProof::Element& element)
    {
        m_hash.Update(element.data(), element.size());
        return *this;
    }

    RlnHash& Add(const VirtualBytes& bytes)
    {
        bytes.ForEachPiece(
            [this](const uint8_t* piece, std::size_t size) { m_hash.Update(piece, size); });
        return *this;
    }

    WakuRlnProof::Element Get()
    {
        WakuRlnProof::Element digest;
        m_hash.Final(digest.data());
        return digest;
    }

  private:
    CryptoPP::SHA256 m_hash;
};

WakuRlnProof::Element
ComputeSignal(const WakuMessage& message)
{
    return RlnHash("signal")
        .Add(message.payload)
        .Add(message.contentTopic)
        .Add(static_cast<uint64_t>(message.timestamp))
        .Get();
}

/// What stands for the zero-knowledge proof: a hash of its public inputs.
WakuRlnProof::Element
ComputeProof(const WakuRlnProof& proof)
{
    return RlnHash("proof")
        .Add(proof.merkleRoot)
        .Add(proof.epoch)
        .Add(proof.shareX)
        .Add(proof.shareY)
        .Add(proof.nullifier)
        .Add(proof.identifier)
        .Get();
}

WakuRlnProof::Element
GetMerkleRoot()
{
    static const WakuRlnProof::Element root = RlnHash("root").Get();
    return root;
}

WakuRlnProof::Element
GetIdentifier()
{
    WakuRlnProof::Element identifier{};
    std::memcpy(identifier.data(), RLN_NAME.data(), RLN_NAME.size());
    return identifier;
}

uint64_t
GetFirstBytes(const WakuRlnProof::Element& element)
{
    uint64_t value;
    std::memcpy(&value, element.data(), sizeof(value));
    return value;
}

} // namespace

TypeId
WakuRlnGroup::GetTypeId()
{
    static TypeId tid = TypeId("ns3::WakuRlnGroup")
                            .SetParent<Object>()
                            .SetGroupName("Waku")
                            .AddConstructor<WakuRlnGroup>();
    return tid;
}

WakuRlnGroup::WakuRlnGroup() = default;

WakuRlnGroup::~WakuRlnGroup() = default;

Ptr<WakuRlnGroup>
WakuRlnGroup::GetShared()
{
    Ptr<WakuRlnGroup>& group = SimulationSingleton<SharedRlnGroup>::Get()->group;
    if (!group)
    {
        group = CreateObject<WakuRlnGroup>();
    }
    return group;
}

WakuRlnGroup::Epoch&
WakuRlnGroup::GetEpoch(uint64_t epoch)
{
    Epoch& found = m_epochs[epoch];
    const uint64_t latest = m_epochs.rbegin()->first;
    while (m_epochs.begin()->first + RECENT_EPOCHS < latest && m_epochs.begin()->first != epoch)
    {
        m_epochs.erase(m_epochs.begin());
    }
    return found;
}

WakuRlnGroup::Epoch::Nullifier&
WakuRlnGroup::GetNullifier(Epoch& epoch, const WakuRlnProof::Element& nullifier)
{
    const auto number = static_cast<uint32_t>(epoch.nullifiers.size());
    return epoch.nullifiers
        .try_emplace(GetFirstBytes(nullifier), Epoch::Nullifier{number, UNKNOWN, {}})
        .first->second;
}

WakuRlnProof
WakuRlnGroup::Prove(uint32_t member, uint64_t epoch, uint64_t messageId, const WakuMessage& message)
{
    const WakuRlnProof::Element secret = RlnHash("member").Add(uint64_t{member}).Get();
    WakuRlnProof proof;
    proof.merkleRoot = GetMerkleRoot();
    proof.identifier = GetIdentifier();
    proof.epoch = epoch;
    proof.shareX = ComputeSignal(message);
    proof.nullifier = RlnHash("nullifier").Add(secret).Add(epoch).Add(messageId).Get();
    proof.shareY = RlnHash("share").Add(secret).Add(proof.nullifier).Add(proof.shareX).Get();
    const WakuRlnProof::Element digest = ComputeProof(proof);
    std::memcpy(proof.proof.data(), digest.data(), digest.size());
    GetNullifier(GetEpoch(epoch), proof.nullifier).member = member;
    return proof;
}

WakuRlnClaim
WakuRlnGroup::Verify(const PubsubMessage& message)
{
    WakuMessage content;
    WakuMessage::Decode(message.GetData(), content);
    WakuRlnClaim claim;
    claim.timestamp = content.timestamp;
    if (content.rateLimitProof.empty())
    {
        return claim;
    }
    const auto proof = WakuRlnProof::Decode(content.rateLimitProof);
    if (!proof)
    {
        claim.status = WakuRlnClaim::MALFORMED;
        return claim;
    }
    claim.epoch = proof->epoch;
    const WakuRlnProof::Element digest = ComputeProof(*proof);
    if (std::memcmp(proof->proof.data(), digest.data(), digest.size()) != 0 ||
        proof->shareX != ComputeSignal(content) || proof->merkleRoot != GetMerkleRoot())
    {
        claim.status = WakuRlnClaim::INVALID;
        return claim;
    }
    Epoch& epoch = GetEpoch(proof->epoch);
    Epoch::Nullifier& nullifier = GetNullifier(epoch, proof->nullifier);
    const auto [signal, isNew] =
        nullifier.signals.try_emplace(GetFirstBytes(proof->shareX), epoch.signals);
    epoch.signals += isNew;
    claim.status = WakuRlnClaim::VALID;
    claim.nullifier = nullifier.number;
    claim.signal = signal->second;
    claim.member = nullifier.member;
    return claim;
}

const WakuRlnClaim&
WakuRlnGroup::Examine(Ptr<const PubsubMessage> message)
{
    const auto [claim, isNew] = m_claims.try_emplace(PeekPointer(message));
    if (isNew)
    {
        claim->second = Verify(*message);
        m_recent.push_back(message);
        if (m_recent.size() > RECENT_CLAIMS)
        {
            m_claims.erase(PeekPointer(m_recent.front()));
            m_recent.pop_front();
        }
    }
    return claim->second;
}

} // namespace ns3
