/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_WHISPER_LIMITS_REPORT_H
#define WAKU_WHISPER_LIMITS_REPORT_H

#include "ns3/whisper-limits.h"

#include <cstddef>
#include <ostream>
#include <string>

namespace ns3
{

/**
 * \ingroup waku
 * \brief The output of whisper-limits: a table, a report in Markdown with plots, and JSON.
 */
struct WhisperLimitsReport
{
    const WhisperLimits& limits;         //!< the settings
    const WhisperLimits::Result& result; //!< the results

    /**
     * Write report and plots.
     * \param folder path of an existing folder
     */
    void Write(const std::string& folder) const;

    /**
     * Write the table in Markdown.
     * \param out stream to write to
     */
    void WriteTable(std::ostream& out) const;

    /**
     * Write the table in JSON.
     * \param path path of the file
     */
    void WriteJson(const std::string& path) const;

  private:
    /**
     * \param folder path of an existing folder
     * \return whether the plot was drawn
     */
    bool PlotLimits(const std::string& folder) const;
    /**
     * \param folder path of an existing folder
     * \param number index of a network
     * \return whether the plot was drawn
     */
    bool PlotCurves(const std::string& folder, std::size_t number) const;
    /**
     * Write `report.md`.
     * \param folder path of an existing folder
     * \param isDrawn whether the plots were drawn
     */
    void WriteText(const std::string& folder, bool isDrawn) const;
};

} // namespace ns3

#endif /* WAKU_WHISPER_LIMITS_REPORT_H */
