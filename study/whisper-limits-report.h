/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_WHISPER_LIMITS_REPORT_H
#define WAKU_WHISPER_LIMITS_REPORT_H

#include "whisper-limits.h"

#include <cstddef>
#include <ostream>
#include <string>

namespace ns3
{

/**
 * \ingroup waku
 * \brief What whisper-limits writes: a table, a report in Markdown with plots, and JSON.
 */
struct WhisperLimitsReport
{
    const WhisperLimits& limits;         //!< what was asked for
    const WhisperLimits::Result& result; //!< what came out

    /** \param folder an existing folder for `report.md` and the plots */
    void Write(const std::string& folder) const;

    /** \param out gets the table in Markdown */
    void WriteTable(std::ostream& out) const;

    /** \param path of a file for the table in JSON */
    void WriteJson(const std::string& path) const;

  private:
    /** \param folder an existing folder \return whether the plot was drawn */
    bool PlotLimits(const std::string& folder) const;
    /** \param folder an existing folder \param number of a network \return whether it was drawn */
    bool PlotCurves(const std::string& folder, std::size_t number) const;
    /** \param folder an existing folder \param isDrawn whether there are pictures */
    void WriteText(const std::string& folder, bool isDrawn) const;
};

} // namespace ns3

#endif /* WAKU_WHISPER_LIMITS_REPORT_H */
