/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_VIEW_SAMPLE_H
#define WAKU_VIEW_SAMPLE_H

#include <cstdint>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief The nodes of a run that a ViewRecorder records: all of them, or a sample that is spread
 * evenly over the indices. The sample depends on the two numbers alone. A node that is recorded has
 * a position, from 0 on in the order of the indices.
 */
class ViewSample
{
  public:
    /** Position of a node that is not recorded. */
    static constexpr uint32_t NONE = UINT32_MAX;

    /**
     * \param nodes number of nodes
     * \param most number of nodes to record at most
     */
    ViewSample(uint32_t nodes, uint32_t most);

    /**
     * \param node index of a node, or MessageObserver::UNKNOWN
     * \return its position; NONE if it is not recorded
     */
    uint32_t GetPosition(uint32_t node) const
    {
        return node < m_positions.size() ? m_positions[node] : NONE;
    }

    /** \return index of each recorded node, by position */
    const std::vector<uint32_t>& GetNodes() const
    {
        return m_nodes;
    }

    /** \return number of recorded nodes */
    uint32_t GetSize() const
    {
        return static_cast<uint32_t>(m_nodes.size());
    }

    /** \return number of all nodes */
    uint32_t GetTotal() const
    {
        return static_cast<uint32_t>(m_positions.size());
    }

  private:
    std::vector<uint32_t> m_nodes;     //!< recorded nodes
    std::vector<uint32_t> m_positions; //!< position of each node
};

} // namespace ns3

#endif /* WAKU_VIEW_SAMPLE_H */
