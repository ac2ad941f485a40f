/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_GATHER_NUMBERS_H
#define WAKU_GATHER_NUMBERS_H

#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief Gather numbers of all ranks of a distributed run at rank 0. The call is collective: every
 * rank has to make it.
 * \param own numbers of this rank, as many as the other ranks have
 * \return at rank 0 those of each rank, by rank; at the other ranks their own alone
 */
std::vector<std::vector<double>> GatherNumbers(const std::vector<double>& own);

/**
 * \ingroup waku
 * \brief Add numbers up over all ranks of a distributed run. The call is collective.
 * \param own numbers of this rank, as many as the other ranks have
 * \return their sums at rank 0; at the other ranks their own
 */
std::vector<double> AddOverRanks(const std::vector<double>& own);

} // namespace ns3

#endif /* WAKU_GATHER_NUMBERS_H */
