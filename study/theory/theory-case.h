/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_THEORY_CASE_H
#define WAKU_THEORY_CASE_H

#include "theory-scenario.h"

#include <functional>
#include <string>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief What of a run a closed form predicts, in the unit of the closed form.
 */
struct TheoryReading
{
    std::string name; //!< name on an axis, such as "received payload"
    std::string unit; //!< unit, such as MB/hour; empty for a plain number
    /** Metrics of which the value is made; a run without one of them has no value. */
    std::vector<std::string> metrics;
    /** Computes the value; throws std::domain_error with a sentence if it can't be. */
    std::function<double(const TheoryScenario& run)> measure;
};

/**
 * \ingroup waku
 * \brief A closed form that study files name.
 *
 * Names: load-case-1 to load-case-5, sharding-case-1 to sharding-case-3 and latency-case-1 of "Waku
 * Scaling" (2023; with -2025 behind them in the revision of 2025 where that differs),
 * naive-light-node, selective-light-node and status-messages of its to-do,
 * whisper-case-1 to whisper-case-8 of the Whisper model of 2019, flooding, random-regular-distance
 * and random-regular-latency.
 *
 * A load is what a node received for each message that was really published, times the number of
 * messages per hour or day. So it does not depend on how many messages a short run happened to
 * have.
 */
struct TheoryCase
{
    std::string name;        //!< name in study files
    std::string description; //!< what it assumes, in one sentence
    TheoryReading reading;   //!< what it predicts
    /** The closed form; throws std::domain_error with a sentence if it does not apply. */
    std::function<double(const TheoryScenario& run)> closedForm;

    /** \return all cases, in the order of the publications */
    static const std::vector<TheoryCase>& GetAll();

    /**
     * \param name name of a case
     * \return the case
     * \throws std::invalid_argument naming the nearest known name, or all if none is near, if
     *         there is no such case
     */
    static const TheoryCase& Find(const std::string& name);
};

} // namespace ns3

#endif /* WAKU_THEORY_CASE_H */
