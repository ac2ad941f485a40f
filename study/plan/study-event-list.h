/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_STUDY_EVENT_LIST_H
#define WAKU_STUDY_EVENT_LIST_H

#include "study-file.h"
#include "study-node.h"

#include <string>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief Read `events` of a study file as keys of a scenario: `events`, which has names and kinds,
 * and the keys of each event, which begin with its name. A StudyFileError is thrown if something is
 * wrong.
 *
 * \param list the list of events
 * \param reserved words that are no names of events
 * \param [in,out] settings the keys are added to them
 */
void FlattenStudyEvents(const StudyNode& list,
                        const std::vector<std::string>& reserved,
                        std::vector<StudyFile::Setting>& settings);

/**
 * \ingroup waku
 * \brief Remove a key of an event of a study, if it is there.
 *
 * \param [in,out] root the study
 * \param path such as `scenario`, `churn`, `session`
 */
void RemoveOfStudyEvent(StudyNode& root, const std::vector<std::string>& path);

} // namespace ns3

#endif /* WAKU_STUDY_EVENT_LIST_H */
