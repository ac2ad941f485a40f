/* SPDX-License-Identifier: GPL-2.0-only */
#include "waku-rln-proof.h"

#include "ns3/waku-protobuf.h"

#include <algorithm>

namespace ns3
{

using namespace protobuf;

namespace
{

/// Field numbers of RateLimitProof.
enum RlnNumber : uint32_t
{
    RLN_PROOF = 1,
    RLN_MERKLE_ROOT = 2,
    RLN_EPOCH = 3,
    RLN_SHARE_X = 4,
    RLN_SHARE_Y = 5,
    RLN_NULLIFIER = 6,
    RLN_IDENTIFIER = 7,
};

/// Number of fields.
constexpr uint32_t RLN_FIELDS = 7;

template <std::size_t N>
void
AppendArray(std::vector<uint8_t>& out, uint32_t number, const std::array<uint8_t, N>& bytes)
{
    AppendBytesField(out, number, bytes.data(), N);
}

template <std::size_t N>
bool
ReadArray(const Field& field, std::array<uint8_t, N>& bytes)
{
    if (field.size + field.zeros != N)
    {
        return false;
    }
    const auto end = std::copy(field.bytes, field.bytes + field.size, bytes.begin());
    std::fill(end, bytes.end(), 0);
    return true;
}

bool
ReadEpoch(const Field& field, uint64_t& epoch)
{
    WakuRlnProof::Element bytes;
    if (!ReadArray(field, bytes))
    {
        return false;
    }
    epoch = 0;
    for (std::size_t i = sizeof(epoch); i-- > 0;)
    {
        epoch = epoch << 8 | bytes[i];
    }
    return std::all_of(bytes.begin() + sizeof(epoch), bytes.end(), [](uint8_t byte) {
        return byte == 0;
    });
}

bool
ReadField(const Field& field, WakuRlnProof& proof)
{
    switch (field.number)
    {
    case RLN_PROOF:
        return ReadArray(field, proof.proof);
    case RLN_MERKLE_ROOT:
        return ReadArray(field, proof.merkleRoot);
    case RLN_EPOCH:
        return ReadEpoch(field, proof.epoch);
    case RLN_SHARE_X:
        return ReadArray(field, proof.shareX);
    case RLN_SHARE_Y:
        return ReadArray(field, proof.shareY);
    case RLN_NULLIFIER:
        return ReadArray(field, proof.nullifier);
    default:
        return ReadArray(field, proof.identifier);
    }
}

} // namespace

std::vector<uint8_t>
WakuRlnProof::Encode() const
{
    Element epochBytes{};
    for (std::size_t i = 0; i < sizeof(epoch); i++)
    {
        epochBytes[i] = static_cast<uint8_t>(epoch >> 8 * i);
    }
    std::vector<uint8_t> out;
    out.reserve(SIZE);
    AppendArray(out, RLN_PROOF, proof);
    AppendArray(out, RLN_MERKLE_ROOT, merkleRoot);
    AppendArray(out, RLN_EPOCH, epochBytes);
    AppendArray(out, RLN_SHARE_X, shareX);
    AppendArray(out, RLN_SHARE_Y, shareY);
    AppendArray(out, RLN_NULLIFIER, nullifier);
    AppendArray(out, RLN_IDENTIFIER, identifier);
    return out;
}

std::optional<WakuRlnProof>
WakuRlnProof::Decode(const std::vector<uint8_t>& bytes)
{
    WakuRlnProof proof;
    Reader reader(bytes.data(), bytes.size(), 0);
    Field field;
    uint32_t found = 0;
    while (reader.Next(field))
    {
        if (field.number == 0 || field.number > RLN_FIELDS)
        {
            continue;
        }
        if (field.type != LEN || !ReadField(field, proof))
        {
            return std::nullopt;
        }
        found |= 1U << field.number;
    }
    constexpr uint32_t ALL = (1U << (RLN_FIELDS + 1)) - 2;
    return !reader.IsMalformed() && found == ALL ? std::optional<WakuRlnProof>(proof)
                                                 : std::nullopt;
}

} // namespace ns3
