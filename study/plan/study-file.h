/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_STUDY_FILE_H
#define WAKU_STUDY_FILE_H

#include "study-node.h"
#include "until.h"

#include "ns3/report-item.h"
#include "ns3/requirement.h"

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief A study: one scenario, what varies, how often it runs, what is reported.
 *
 * It is read from YAML:
 *
 * \code{.yaml}
 * study: how-many-peers
 * scenario:
 *   protocol: waku-relay
 *   nodes: 100
 *   underlay: {latency: 100ms, up: 20Mbps}
 *   traffic: {payload: 2000, messages: 20, interval: 1s}
 * vary:
 *   overlay: [regular:4, regular:6, regular:8]
 * until: {metric: latency_s.p95, ci95: 2%, at_most: 30}
 * expect: delivery_ratio >= 0.99
 * report:
 *   - {metric: latency_s.p95, against: overlay}
 * \endcode
 *
 * Everything that is wrong in it is a StudyFileError, which names file, line and column.
 */
class StudyFile
{
  public:
    /** A key of the scenario with its value and place. */
    struct Setting
    {
        std::string key;   //!< the key, such as underlay.latency, or the path of an attribute
        std::string value; //!< as it is written
        std::string place; //!< file, line and column
    };

    /** One of the things that vary; an option is chosen of each. */
    struct Axis
    {
        /** Keys that have their values together. */
        struct Option
        {
            /** Names and values of columns of the results. */
            std::vector<std::pair<std::string, std::string>> parameters;
            std::vector<Setting> settings; //!< what is set
        };

        std::vector<Option> options; //!< the choices
    };

    /** A search for the highest value of a key. */
    struct Search
    {
        std::string axis;           //!< the key
        std::string place;          //!< place of the axis
        Requirement holds;          //!< what has to hold
        double precision{0.05};     //!< relative
        uint32_t runs{5};           //!< runs at each value
        uint32_t mostRuns{200};     //!< from this number on, none are added near the limit
        std::optional<double> from; //!< value to begin with
    };

    std::string path;                   //!< path of the file
    std::string text;                   //!< its content, before anything was set
    std::string name;                   //!< name of the study
    std::vector<Setting> scenario;      //!< the scenario, in the order of the file
    std::string scenarioPlace;          //!< place of the scenario
    std::vector<Axis> vary;             //!< what varies
    uint32_t runs{1};                   //!< runs of each combination, without `until` and `search`
    std::optional<UntilSettings> until; //!< until results are precise
    std::optional<Search> search;       //!< search for a limit
    Requirement expect;                 //!< a run that does not meet it has failed
    double timeLimit{0};                //!< a run that takes longer is stopped, seconds; 0: none
    uint32_t ranks{1};                  //!< MPI processes of a run
    std::vector<ReportItem> report;     //!< what is reported

    /**
     * \param file path of the file, or name of a study that ships with the module
     * \param set values that replace those of the file, with `.` between keys, such as
     *        `vary.nodes=[100, 200]` or `traffic.payload=500`, where `scenario.` is left
     *        out; an empty value removes the key
     * \return the study
     */
    static StudyFile Read(const std::string& file,
                          const std::vector<std::pair<std::string, std::string>>& set = {});

    /**
     * \param text content of a file
     * \param source name of the file, for errors; relative paths in the file begin at its folder
     * \param set as above
     * \return the study
     */
    static StudyFile Parse(const std::string& text,
                           const std::string& source,
                           const std::vector<std::pair<std::string, std::string>>& set = {});

    /** \return names and paths of the studies that ship with the module */
    static std::vector<std::pair<std::string, std::string>> GetShipped();
};

} // namespace ns3

#endif /* WAKU_STUDY_FILE_H */
