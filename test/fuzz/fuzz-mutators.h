/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_FUZZ_MUTATORS_H
#define WAKU_FUZZ_MUTATORS_H

#include "fuzz-target.h"

#include "ns3/rlp-reader.h"
#include "ns3/rlp-writer.h"
#include "ns3/waku-protobuf.h"

#include <algorithm>
#include <random>

/// libFuzzer's own mutator of bytes.
extern "C" std::size_t LLVMFuzzerMutate(uint8_t* bytes, std::size_t size, std::size_t maxSize);

namespace ns3
{

using FuzzRandom = std::minstd_rand;

/// \return bytes as libFuzzer changes them, of a limited size
inline FuzzBytes
MutateBytes(FuzzBytes bytes, std::size_t maxSize)
{
    const std::size_t size = bytes.size();
    bytes.resize(std::max(size, std::min(maxSize, size + 64)));
    if (bytes.empty())
    {
        return bytes;
    }
    bytes.resize(LLVMFuzzerMutate(bytes.data(), size, bytes.size()));
    return bytes;
}

/// \return a number at which code that counts or allocates goes wrong, if any
inline uint64_t
PickNumber(FuzzRandom& random)
{
    static constexpr uint64_t numbers[] = {0,
                                           1,
                                           127,
                                           128,
                                           255,
                                           65535,
                                           1U << 20,
                                           INT32_MAX,
                                           UINT32_MAX,
                                           1ULL << 32,
                                           INT64_MAX,
                                           1ULL << 63,
                                           UINT64_MAX};
    return random() % 4 == 0 ? random() : numbers[random() % 13];
}

/// A tree whose leaves are bytes or numbers, and which knows how to be changed at one place.
template <typename Node>
class TreeMutator
{
  public:
    using Nodes = std::vector<Node>;

    explicit TreeMutator(FuzzRandom& random)
        : m_random(random)
    {
    }

    /// Change one node somewhere, or the list of nodes.
    void Mutate(Nodes& nodes, int depth = 0)
    {
        if (nodes.empty())
        {
            nodes.push_back(Node::Make(m_random));
            return;
        }
        Node& node = nodes[m_random() % nodes.size()];
        if (!node.items.empty() && depth < 8 && m_random() % 3 != 0)
        {
            Mutate(node.items, depth + 1);
            return;
        }
        const std::size_t at = m_random() % nodes.size();
        switch (m_random() % 8)
        {
        case 0:
            nodes.erase(nodes.begin() + static_cast<long>(at));
            return;
        case 1:
            nodes.insert(nodes.begin() + static_cast<long>(at), Node(nodes[at]));
            return;
        case 2:
            std::swap(nodes[at], nodes[m_random() % nodes.size()]);
            return;
        case 3:
            nodes.insert(nodes.begin() + static_cast<long>(at), Node::Make(m_random));
            return;
        case 4:
            node.Wrap(m_random);
            return;
        default:
            node.Change(m_random);
            return;
        }
    }

  private:
    FuzzRandom& m_random;
};

/// A field of a message of protocol buffers.
struct ProtobufNode
{
    uint32_t number{1};
    protobuf::WireType type{protobuf::VARINT};
    uint64_t value{0};
    FuzzBytes bytes;
    std::vector<ProtobufNode> items; ///< fields of the bytes, if they are a message

    /// Numbers of fields that matter, beyond the small ones.
    static std::vector<uint32_t>& GetNumbers()
    {
        static std::vector<uint32_t> numbers;
        return numbers;
    }

    static uint32_t PickField(FuzzRandom& random)
    {
        const auto& numbers = GetNumbers();
        return numbers.empty() || random() % 2 == 0 ? 1 + random() % 12
                                                    : numbers[random() % numbers.size()];
    }

    static ProtobufNode Make(FuzzRandom& random)
    {
        static constexpr protobuf::WireType types[] = {protobuf::VARINT,
                                                       protobuf::LEN,
                                                       protobuf::LEN,
                                                       protobuf::I64,
                                                       protobuf::I32};
        ProtobufNode node;
        node.number = PickField(random);
        node.type = types[random() % 5];
        node.value = PickNumber(random);
        static constexpr std::size_t sizes[] = {0, 1, 32, 64, 65, 335};
        node.bytes.resize(node.type == protobuf::LEN   ? sizes[random() % 6]
                          : node.type == protobuf::I64 ? 8
                                                       : 4,
                          static_cast<uint8_t>(random()));
        return node;
    }

    static bool Parse(const uint8_t* bytes,
                      std::size_t size,
                      std::vector<ProtobufNode>& nodes,
                      int depth = 0)
    {
        protobuf::Reader reader(bytes, size);
        protobuf::Field field;
        while (reader.Next(field))
        {
            ProtobufNode node;
            node.number = field.number;
            node.type = field.type;
            node.value = field.value;
            if (field.type != protobuf::VARINT)
            {
                node.bytes.assign(field.bytes, field.bytes + field.size);
            }
            if (field.type == protobuf::LEN && depth < 6 &&
                !Parse(field.bytes, field.size, node.items, depth + 1))
            {
                node.items.clear();
            }
            nodes.push_back(std::move(node));
        }
        return !reader.IsMalformed();
    }

    static void Write(const std::vector<ProtobufNode>& nodes, FuzzBytes& out)
    {
        for (const ProtobufNode& node : nodes)
        {
            protobuf::AppendTag(out, node.number, node.type);
            if (node.type == protobuf::VARINT)
            {
                protobuf::AppendVarint(out, node.value);
                continue;
            }
            FuzzBytes bytes = node.bytes;
            if (!node.items.empty())
            {
                bytes.clear();
                Write(node.items, bytes);
            }
            if (node.type == protobuf::LEN)
            {
                protobuf::AppendVarint(out, bytes.size());
            }
            out.insert(out.end(), bytes.begin(), bytes.end());
        }
    }

    void Wrap(FuzzRandom& random)
    {
        ProtobufNode inner = *this;
        type = protobuf::LEN;
        number = PickField(random);
        bytes.clear();
        items = {std::move(inner)};
    }

    void Change(FuzzRandom& random)
    {
        if (random() % 4 == 0)
        {
            number = PickField(random);
        }
        else if (type == protobuf::VARINT)
        {
            value = PickNumber(random);
        }
        else
        {
            const std::size_t size = bytes.size();
            items.clear();
            bytes = MutateBytes(bytes, size + 64);
            bytes.resize(type == protobuf::LEN ? bytes.size() : size);
        }
    }
};

/// An item of RLP.
struct RlpNode
{
    bool isList{false};
    FuzzBytes bytes;
    std::vector<RlpNode> items;

    static RlpNode Make(FuzzRandom& random)
    {
        static constexpr std::size_t sizes[] = {0, 1, 4, 8, 32, 56, 64};
        RlpNode node;
        node.isList = random() % 4 == 0;
        if (!node.isList)
        {
            node.bytes.resize(sizes[random() % 7], static_cast<uint8_t>(random()));
        }
        return node;
    }

    static bool Parse(RlpReader& reader, std::vector<RlpNode>& nodes, int depth = 0)
    {
        while (!reader.IsAtEnd())
        {
            RlpNode node;
            node.isList = reader.NextIsList() && depth < 12;
            if (node.isList)
            {
                RlpReader inner;
                if (!reader.ReadList(inner) || !Parse(inner, node.items, depth + 1))
                {
                    return false;
                }
            }
            else
            {
                const uint8_t* bytes = nullptr;
                uint64_t size = 0;
                if (!reader.ReadString(bytes, size))
                {
                    return false;
                }
                node.bytes.assign(bytes, bytes + size);
            }
            nodes.push_back(std::move(node));
        }
        return reader.IsGood();
    }

    static void Write(const std::vector<RlpNode>& nodes, RlpWriter& writer)
    {
        for (const RlpNode& node : nodes)
        {
            if (node.isList)
            {
                RlpWriter list;
                Write(node.items, list);
                writer.WriteList(list);
            }
            else
            {
                writer.WriteString(node.bytes);
            }
        }
    }

    void Wrap(FuzzRandom&)
    {
        RlpNode inner = *this;
        isList = true;
        bytes.clear();
        items = {std::move(inner)};
    }

    void Change(FuzzRandom& random)
    {
        if (isList)
        {
            isList = random() % 4 != 0;
            bytes = FuzzBytes(random() % 9, 1);
        }
        else if (random() % 3 == 0)
        {
            RlpWriter number;
            number.WriteUint(PickNumber(random));
            const FuzzBytes& written = number.GetBytes();
            bytes.assign(written.begin() + (written.size() > 1 ? 1 : 0), written.end());
        }
        else
        {
            bytes = MutateBytes(bytes, bytes.size() + 64);
        }
    }
};

/// \return a text with one of some words put somewhere, or some of it taken away or said twice
inline FuzzBytes
MutateText(FuzzBytes text, const std::vector<std::string>& words, FuzzRandom& random)
{
    const std::size_t at = random() % (text.size() + 1);
    const std::size_t size = std::min<std::size_t>(random() % 30, text.size() - at);
    const auto from = text.begin() + static_cast<long>(at);
    const FuzzBytes part(from, from + static_cast<long>(size));
    const std::string& word = words[random() % words.size()];
    switch (random() % 4)
    {
    case 0:
        text.erase(from, from + static_cast<long>(size));
        break;
    case 1:
        text.insert(text.begin() + static_cast<long>(random() % (text.size() + 1)),
                    part.begin(),
                    part.end());
        break;
    case 2:
        text.erase(from, from + static_cast<long>(std::min(word.size(), text.size() - at)));
        [[fallthrough]];
    default:
        text.insert(text.begin() + static_cast<long>(at), word.begin(), word.end());
    }
    return text;
}

/// \return an input that has the form of its target, changed at a place or a few
inline FuzzBytes
MutateInForm(const FuzzTarget& target, const FuzzBytes& input, FuzzRandom& random)
{
    const std::size_t prefix = std::min(target.prefix, input.size());
    FuzzBytes changed(input.begin(), input.begin() + static_cast<long>(prefix));
    changed.resize(target.prefix);
    if (prefix > 0 && random() % 16 == 0)
    {
        changed[random() % prefix] = static_cast<uint8_t>(random());
    }
    FuzzBytes body(input.begin() + static_cast<long>(prefix), input.end());
    const auto changes = 1 + random() % 3;
    if (target.form == FuzzForm::PROTOBUF)
    {
        ProtobufNode::GetNumbers() = target.fields;
        std::vector<ProtobufNode> nodes;
        ProtobufNode::Parse(body.data(), body.size(), nodes);
        for (uint64_t i = 0; i < changes; i++)
        {
            TreeMutator<ProtobufNode>(random).Mutate(nodes);
        }
        body.clear();
        ProtobufNode::Write(nodes, body);
    }
    else if (target.form == FuzzForm::RLP)
    {
        std::vector<RlpNode> nodes;
        RlpReader reader(body.data(), body.size());
        RlpNode::Parse(reader, nodes);
        for (uint64_t i = 0; i < changes; i++)
        {
            TreeMutator<RlpNode>(random).Mutate(nodes);
        }
        RlpWriter writer;
        RlpNode::Write(nodes, writer);
        body = writer.TakeBytes();
    }
    else
    {
        for (uint64_t i = 0; i < changes; i++)
        {
            body = MutateText(std::move(body), target.words, random);
        }
    }
    changed.insert(changed.end(), body.begin(), body.end());
    return changed;
}

} // namespace ns3

#endif /* WAKU_FUZZ_MUTATORS_H */
