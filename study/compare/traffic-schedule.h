/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_TRAFFIC_SCHEDULE_H
#define WAKU_TRAFFIC_SCHEDULE_H

#include "ns3/planned-run.h"

#include <cstdint>
#include <functional>
#include <ostream>
#include <string>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief A message that a scenario publishes.
 */
struct ScheduledMessage
{
    double time{0};    //!< when, seconds from the beginning of the traffic
    uint32_t node{0};  //!< which node
    std::string topic; //!< to which topic; may be empty
    uint64_t size{0};  //!< bytes of payload
};

/**
 * \ingroup waku
 * \brief Write what a scenario publishes as CSV that can be played on a fleet: `time_s,node,topic,
 * size`, in the order of the times, which have nanoseconds.
 * \param out stream to write to
 * \param messages the messages, in any order; those at the same time keep theirs
 */
void WriteSchedule(std::ostream& out, std::vector<ScheduledMessage> messages);

/**
 * \ingroup waku
 * \brief What the command `schedule` has to know of study files.
 */
struct ScheduleSource
{
    /** Reads a study file; \return a run of each combination of parameters, in their order. */
    std::function<std::vector<PlannedRun>(const std::string& path)> plan;
    /** \return what a run publishes */
    std::function<std::vector<ScheduledMessage>(const PlannedRun& run)> list;
};

/**
 * \ingroup waku
 * \brief The command `waku-study schedule FILE [--where=KEY=VALUE,...] [--run=N] [--csv=FILE]`:
 * the traffic of a study as a schedule. If the study varies keys, `--where` chooses one
 * combination.
 *
 * Errors of the user are exceptions derived from std::exception whose text is one sentence; wrong
 * options end the program (ProgramOptions).
 *
 * \param arguments `schedule`, and what follows it
 * \param out stream to which the schedule is written, if there is no `--csv`
 * \param source knows study files
 * \return status of the program
 */
int RunScheduleCommand(const std::vector<std::string>& arguments,
                       std::ostream& out,
                       const ScheduleSource& source);

} // namespace ns3

#endif /* WAKU_TRAFFIC_SCHEDULE_H */
