/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_PARTIAL_COLUMN_H
#define WAKU_PARTIAL_COLUMN_H

#include "partial-message.h"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief A column of data availability sampling of which a node has some cells, as Ethereum
 * exchanges it by partial messages (consensus-specs, specs/fulu/partial-columns/p2p-interface.md).
 *
 * The metadata is a PartialDataColumnPartsMetadata: what cells the node has, and what cells it
 * wants. Parts are a PartialDataColumnSidecar: a bitmap, then the cells and their proofs, which are
 * virtual zeros. All is encoded by SSZ as on the wire. Nothing is verified.
 */
class PartialColumn : public PartialMessage
{
  public:
    /** A set of cells, one for each blob of the block. */
    using Cells = std::vector<bool>;

    static constexpr uint32_t CELL_SIZE = 2048;    //!< bytes of a cell
    static constexpr uint32_t PROOF_SIZE = 48;     //!< bytes of a cell's proof, and of a commitment
    static constexpr std::size_t MAX_CELLS = 4096; //!< MAX_BLOB_COMMITMENTS_PER_BLOCK

    /** Root of a block. */
    using Root = std::array<uint8_t, 32>;

    /** What a node has and wants. */
    struct Metadata
    {
        Cells available; //!< cells that it has
        Cells requests;  //!< cells that it wants
    };

    /**
     * \param root root of the block
     * \param cells number of cells, 1 to MAX_CELLS; none is there
     */
    PartialColumn(const Root& root, std::size_t cells);

    /**
     * Add a cell.
     * \param cell index of the cell
     */
    void Add(std::size_t cell);

    /**
     * Add cells of another node.
     * \param parts an encoded PartialDataColumnSidecar
     * \return the number of cells that were missing; nothing if the bytes are malformed or are of a
     *         column with another number of cells
     */
    std::optional<std::size_t> AddParts(const VirtualBytes& parts);

    /** \return the cells that are there */
    const Cells& GetAvailable() const
    {
        return m_available;
    }

    /** \return the number of cells that are there */
    std::size_t GetNAvailable() const;

    /** \return whether all cells are there */
    bool IsComplete() const
    {
        return GetNAvailable() == m_available.size();
    }

    /**
     * \return a PartialDataColumnSidecar with the header of the column and no cells, which peers
     *         need before they can ask for cells (eager pushing)
     */
    VirtualBytes GetHeader() const;

    std::string GetGroupId() const override;
    std::string GetPartsMetadata() const override;
    std::optional<VirtualBytes> GetParts(const std::string& metadata) const override;

    /**
     * \param metadata what a node has and wants
     * \return the encoded PartialDataColumnPartsMetadata
     */
    static std::string EncodeMetadata(const Metadata& metadata);

    /**
     * \param bytes bytes of a peer
     * \return the metadata; nothing if the bytes are malformed
     */
    static std::optional<Metadata> DecodeMetadata(const std::string& bytes);

    /**
     * Unite what a node has and wants: PartialMessageHandler::UniteMetadata of columns.
     * \param a encoded metadata
     * \param b encoded metadata
     * \return the union; nothing if one is malformed or they have different numbers of cells
     */
    static std::optional<std::string> Unite(const std::string& a, const std::string& b);

    /**
     * \param parts an encoded PartialDataColumnSidecar
     * \return the cells in it; nothing if the bytes are malformed
     */
    static std::optional<Cells> DecodeCells(const VirtualBytes& parts);

  private:
    /** \return a PartialDataColumnSidecar */
    static VirtualBytes EncodeParts(const Cells& cells, bool withHeader);

    Root m_root;       //!< root of the block
    Cells m_available; //!< cells that are there
};

} // namespace ns3

#endif /* WAKU_PARTIAL_COLUMN_H */
