/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_RESULTS_MERGE_H
#define WAKU_RESULTS_MERGE_H

#include "ns3/results-database.h"

#include <cstddef>
#include <string>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief What was merged.
 */
struct MergedResults
{
    std::size_t added{0};               //!< runs that were not there
    std::size_t same{0};                //!< runs that were there with the same results
    std::vector<std::string> conflicts; //!< a sentence for each run with other results
};

/**
 * \ingroup waku
 * \brief Add the studies and runs of a database to another one, all or nothing.
 *
 * A run that is there already stays as it is. It is a conflict if the same run has ended in another
 * way or has other metrics or histograms; real time and memory
 * (ResultsValues::GetMachineMetrics) may differ. It is also a conflict if a cell of the same study
 * has another scenario.
 *
 * \param into database that is added to, open to write
 * \param from path of the other database
 * \return what was merged
 */
MergedResults MergeResults(ResultsDatabase& into, const std::string& from);

} // namespace ns3

#endif /* WAKU_RESULTS_MERGE_H */
