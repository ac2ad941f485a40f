/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_MEMORY_BUDGET_H
#define WAKU_MEMORY_BUDGET_H

#include <cstdint>

namespace ns3
{

/**
 * \ingroup waku
 * \brief Keeps runs from beginning together that do not fit into memory together. One run alone may
 * always begin.
 */
class MemoryBudget
{
  public:
    /** \param bytes memory of all runs together; 0 for what is available at this moment */
    explicit MemoryBudget(uint64_t bytes = 0);

    /**
     * \param bytes what a run will probably take
     * \return whether it fits beside the runs that have begun
     */
    bool Fits(uint64_t bytes) const;
    /**
     * Take memory for a run that begins.
     * \param bytes what the run will probably take
     */
    void Take(uint64_t bytes);
    /**
     * Give the memory of a run back.
     * \param bytes what was taken for it
     */
    void Return(uint64_t bytes);

    /** \return memory of all runs together, bytes; 0 if it is not known, so that everything fits */
    uint64_t GetTotal() const
    {
        return m_total;
    }

    /**
     * \return memory that is available on this machine and in this container, bytes; 0 if it is not
     *         known
     */
    static uint64_t GetAvailable();

  private:
    uint64_t m_total;    //!< memory of all runs together
    uint64_t m_taken{0}; //!< memory of the runs that have begun
    uint32_t m_runs{0};  //!< how many runs have begun
};

} // namespace ns3

#endif /* WAKU_MEMORY_BUDGET_H */
