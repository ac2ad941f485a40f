/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_WHISPER_LIMITS_REPORT_H
#define WAKU_WHISPER_LIMITS_REPORT_H

#include "report-document.h"

#include "ns3/whisper-limits.h"

#include <cstddef>
#include <ostream>
#include <string>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief The output of whisper-limits: a table, a report in Markdown and HTML with plots, and JSON.
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
    /** \return the table */
    ReportTable MakeTable() const;
    /**
     * \param folder path of an existing folder
     */
    void PlotLimits(const std::string& folder) const;
    /**
     * \param folder path of an existing folder
     * \param number index of a network
     */
    void PlotCurves(const std::string& folder, std::size_t number) const;
    /**
     * Write the command and the settings.
     * \param document document to add them to
     */
    void AddSettings(ReportDocument& document) const;
    /** \return what the words in the table mean */
    std::vector<std::string> GetNotes() const;
};

} // namespace ns3

#endif /* WAKU_WHISPER_LIMITS_REPORT_H */
