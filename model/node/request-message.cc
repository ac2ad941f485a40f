/* SPDX-License-Identifier: GPL-2.0-only */
#include "request-message.h"

#include "ns3/waku-protobuf.h"

#include <algorithm>

namespace ns3
{

namespace
{

constexpr uint32_t REQUEST_ID = 1;
constexpr uint32_t STATUS_CODE = 10;
constexpr uint32_t STATUS_DESC = 11;

void
Append(std::vector<uint8_t>& out, const std::vector<uint8_t>& bytes)
{
    out.insert(out.end(), bytes.begin(), bytes.end());
}

/// A field that is none of ours, as it stood.
VirtualBytes
ToBytes(const protobuf::Field& field)
{
    std::vector<uint8_t> out;
    protobuf::AppendTag(out, field.number, field.type);
    if (field.type == protobuf::VARINT)
    {
        protobuf::AppendVarint(out, field.value);
        return out;
    }
    if (field.type == protobuf::LEN)
    {
        protobuf::AppendVarint(out, field.size + field.zeros);
    }
    out.insert(out.end(), field.bytes, field.bytes + field.size);
    return VirtualBytes(out, field.zeros);
}

/// Whether a message has a status, wherever it stands among the fields.
bool
HasStatus(protobuf::Reader reader)
{
    protobuf::Field field;
    while (reader.Next(field))
    {
        if (field.number == STATUS_CODE && field.type == protobuf::VARINT)
        {
            return true;
        }
    }
    return false;
}

} // namespace

VirtualBytes
RequestMessage::Encode() const
{
    std::vector<uint8_t> head;
    protobuf::AppendStringField(head, REQUEST_ID, id);
    if (IsAnswer())
    {
        protobuf::AppendVarintField(head, STATUS_CODE, status);
        if (!description.empty())
        {
            protobuf::AppendStringField(head, STATUS_DESC, description);
        }
    }
    Append(head, fields.GetHead());
    return VirtualBytes(head, fields.GetZeros());
}

bool
RequestMessage::Decode(const VirtualBytes& bytes, RequestMessage& message)
{
    // Zeros at the end of a message need not be those of a bytes field that ends it.
    for (const uint64_t zeros : {bytes.GetZeros(), uint64_t(0)})
    {
        message = RequestMessage();
        const std::vector<uint8_t> head = zeros > 0 ? bytes.GetHead() : bytes.ToVector();
        protobuf::Reader reader(head.data(), head.size(), zeros);
        const bool isAnswer = HasStatus(reader);
        protobuf::Field field;
        std::vector<uint8_t> others;
        uint64_t otherZeros = 0;
        bool good = true;
        while (reader.Next(field))
        {
            // Requests have other fields of that number.
            const bool isDescription = field.number == STATUS_DESC && isAnswer;
            if (field.zeros > 0 && (field.number == REQUEST_ID || isDescription))
            {
                good = false;
            }
            else if (field.number == REQUEST_ID && field.type == protobuf::LEN)
            {
                message.id = field.ToString();
                good = good && message.id.size() <= MAX_ID_SIZE;
            }
            else if (field.number == STATUS_CODE && field.type == protobuf::VARINT)
            {
                message.status = static_cast<uint32_t>(field.value);
                good = good && field.value > 0 && field.value <= UINT32_MAX;
            }
            else if (isDescription && field.type == protobuf::LEN)
            {
                message.description = field.ToString();
            }
            else
            {
                const VirtualBytes other = ToBytes(field);
                Append(others, other.GetHead());
                otherZeros = other.GetZeros();
            }
        }
        message.fields = VirtualBytes(others, otherZeros);
        if (good && !reader.IsMalformed() && !message.id.empty())
        {
            return true;
        }
        if (zeros == 0)
        {
            break;
        }
    }
    message.id.resize(std::min(message.id.size(), MAX_ID_SIZE));
    return false;
}

} // namespace ns3
