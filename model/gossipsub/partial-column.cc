/* SPDX-License-Identifier: GPL-2.0-only */
#include "partial-column.h"

#include "ns3/abort.h"

#include <algorithm>

namespace ns3
{

namespace
{

using ColumnBytes = std::vector<uint8_t>;

/// Bytes of an SSZ offset.
constexpr std::size_t OFFSET_SIZE = 4;
/// Fields of a PartialDataColumnSidecar, all of them of variable size.
constexpr std::size_t SIDECAR_FIELDS = 4;
/// A PartialDataColumnHeader without commitments: their offset, a SignedBeaconBlockHeader (five
/// fields of 112 bytes, a signature of 96), and an inclusion proof of four hashes.
constexpr std::size_t HEADER_SIZE = OFFSET_SIZE + 112 + 96 + 4 * 32;

void
AppendOffset(ColumnBytes& out, std::size_t offset)
{
    for (int shift = 0; shift < 32; shift += 8)
    {
        out.push_back(static_cast<uint8_t>(offset >> shift));
    }
}

std::size_t
ReadOffset(const uint8_t* at)
{
    return at[0] | at[1] << 8 | at[2] << 16 | static_cast<std::size_t>(at[3]) << 24;
}

/// An SSZ bitlist: the bits, then a bit that marks their end.
ColumnBytes
EncodeBits(const PartialColumn::Cells& bits)
{
    ColumnBytes out(bits.size() / 8 + 1);
    for (std::size_t i = 0; i < bits.size(); i++)
    {
        out[i / 8] |= static_cast<uint8_t>(bits[i] << (i % 8));
    }
    out[bits.size() / 8] |= static_cast<uint8_t>(1 << (bits.size() % 8));
    return out;
}

std::optional<PartialColumn::Cells>
DecodeBits(const uint8_t* bytes, std::size_t size)
{
    if (size == 0 || size > PartialColumn::MAX_CELLS / 8 + 1 || bytes[size - 1] == 0)
    {
        return std::nullopt;
    }
    std::size_t bits = 8 * size - 1;
    while ((bytes[bits / 8] >> (bits % 8) & 1) == 0)
    {
        bits--;
    }
    PartialColumn::Cells cells(bits);
    for (std::size_t i = 0; i < bits; i++)
    {
        cells[i] = bytes[i / 8] >> (i % 8) & 1;
    }
    if (cells.size() > PartialColumn::MAX_CELLS)
    {
        return std::nullopt;
    }
    return cells;
}

std::size_t
Count(const PartialColumn::Cells& cells)
{
    return std::count(cells.begin(), cells.end(), true);
}

} // namespace

PartialColumn::PartialColumn(const Root& root, std::size_t cells)
    : m_root(root),
      m_available(cells)
{
    NS_ABORT_MSG_IF(cells == 0 || cells > MAX_CELLS,
                    "PartialColumn: a column has " << cells << " cells, not 1 to " << MAX_CELLS);
}

void
PartialColumn::Add(std::size_t cell)
{
    m_available.at(cell) = true;
}

std::optional<std::size_t>
PartialColumn::AddParts(const VirtualBytes& parts)
{
    const std::optional<Cells> cells = DecodeCells(parts);
    if (!cells || cells->size() != m_available.size())
    {
        return std::nullopt;
    }
    const std::size_t before = GetNAvailable();
    for (std::size_t i = 0; i < cells->size(); i++)
    {
        m_available[i] = m_available[i] || (*cells)[i];
    }
    return GetNAvailable() - before;
}

std::size_t
PartialColumn::GetNAvailable() const
{
    return Count(m_available);
}

VirtualBytes
PartialColumn::GetHeader() const
{
    return EncodeParts(Cells(m_available.size()), true);
}

std::string
PartialColumn::GetGroupId() const
{
    // The version of the id, then a PartialDataColumnGroupID.
    std::string id(1, '\0');
    id.append(m_root.begin(), m_root.end());
    return id;
}

std::string
PartialColumn::GetPartsMetadata() const
{
    Metadata metadata{m_available, m_available};
    metadata.requests.flip();
    return EncodeMetadata(metadata);
}

std::optional<VirtualBytes>
PartialColumn::GetParts(const std::string& bytes) const
{
    Cells wanted(m_available.size(), true);
    if (!bytes.empty())
    {
        const std::optional<Metadata> metadata = DecodeMetadata(bytes);
        if (!metadata || metadata->available.size() != m_available.size())
        {
            return std::nullopt;
        }
        for (std::size_t i = 0; i < wanted.size(); i++)
        {
            wanted[i] = metadata->requests[i] && !metadata->available[i];
        }
    }
    for (std::size_t i = 0; i < wanted.size(); i++)
    {
        wanted[i] = wanted[i] && m_available[i];
    }
    return Count(wanted) > 0 ? EncodeParts(wanted, false) : VirtualBytes();
}

VirtualBytes
PartialColumn::EncodeParts(const Cells& cells, bool withHeader)
{
    const ColumnBytes bitmap = EncodeBits(cells);
    const std::size_t count = Count(cells);
    ColumnBytes head;
    std::size_t offset = SIDECAR_FIELDS * OFFSET_SIZE;
    AppendOffset(head, offset);
    AppendOffset(head, offset += bitmap.size());
    AppendOffset(head, offset += count * CELL_SIZE);
    AppendOffset(head, offset += count * PROOF_SIZE);
    head.insert(head.end(), bitmap.begin(), bitmap.end());
    const uint64_t zeros = count * (CELL_SIZE + PROOF_SIZE);
    if (!withHeader)
    {
        return VirtualBytes(std::move(head), zeros);
    }
    head.resize(head.size() + zeros);
    // A list of one element of variable size.
    AppendOffset(head, OFFSET_SIZE);
    AppendOffset(head, HEADER_SIZE);
    return VirtualBytes(std::move(head), HEADER_SIZE - OFFSET_SIZE + cells.size() * PROOF_SIZE);
}

std::optional<PartialColumn::Cells>
PartialColumn::DecodeCells(const VirtualBytes& parts)
{
    // Offsets and bitmap may end in zeros, which are virtual once the bytes have been read.
    constexpr std::size_t FIXED = SIDECAR_FIELDS * OFFSET_SIZE;
    const ColumnBytes start =
        parts.Slice(0, std::min<uint64_t>(parts.GetSize(), FIXED + MAX_CELLS / 8 + 1)).ToVector();
    if (start.size() < FIXED || ReadOffset(start.data()) != FIXED)
    {
        return std::nullopt;
    }
    const std::size_t cellsAt = ReadOffset(start.data() + OFFSET_SIZE);
    const std::size_t proofsAt = ReadOffset(start.data() + 2 * OFFSET_SIZE);
    const std::size_t headerAt = ReadOffset(start.data() + 3 * OFFSET_SIZE);
    if (cellsAt < FIXED || cellsAt > start.size())
    {
        return std::nullopt;
    }
    const std::optional<Cells> cells = DecodeBits(start.data() + FIXED, cellsAt - FIXED);
    if (!cells || proofsAt != cellsAt + Count(*cells) * CELL_SIZE ||
        headerAt != proofsAt + Count(*cells) * PROOF_SIZE || headerAt > parts.GetSize())
    {
        return std::nullopt;
    }
    return cells;
}

std::string
PartialColumn::EncodeMetadata(const Metadata& metadata)
{
    const ColumnBytes available = EncodeBits(metadata.available);
    const ColumnBytes requests = EncodeBits(metadata.requests);
    ColumnBytes out;
    AppendOffset(out, 2 * OFFSET_SIZE);
    AppendOffset(out, 2 * OFFSET_SIZE + available.size());
    out.insert(out.end(), available.begin(), available.end());
    out.insert(out.end(), requests.begin(), requests.end());
    return std::string(out.begin(), out.end());
}

std::optional<PartialColumn::Metadata>
PartialColumn::DecodeMetadata(const std::string& text)
{
    const auto* bytes = reinterpret_cast<const uint8_t*>(text.data());
    if (text.size() < 2 * OFFSET_SIZE || ReadOffset(bytes) != 2 * OFFSET_SIZE)
    {
        return std::nullopt;
    }
    const std::size_t second = ReadOffset(bytes + OFFSET_SIZE);
    if (second < 2 * OFFSET_SIZE || second > text.size())
    {
        return std::nullopt;
    }
    const auto available = DecodeBits(bytes + 2 * OFFSET_SIZE, second - 2 * OFFSET_SIZE);
    const auto requests = DecodeBits(bytes + second, text.size() - second);
    if (!available || !requests || available->size() != requests->size())
    {
        return std::nullopt;
    }
    return Metadata{*available, *requests};
}

std::optional<std::string>
PartialColumn::Unite(const std::string& a, const std::string& b)
{
    std::optional<Metadata> united = DecodeMetadata(a);
    const std::optional<Metadata> other = DecodeMetadata(b);
    if (!united || !other || united->available.size() != other->available.size())
    {
        return std::nullopt;
    }
    for (std::size_t i = 0; i < united->available.size(); i++)
    {
        united->available[i] = united->available[i] || other->available[i];
        // A cell that is there is not wanted any more.
        united->requests[i] = (united->requests[i] || other->requests[i]) && !united->available[i];
    }
    return EncodeMetadata(*united);
}

} // namespace ns3
