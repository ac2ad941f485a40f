/* SPDX-License-Identifier: GPL-2.0-only */
#include "study-file.h"

#include "study-event-list.h"
#include "study-node-values.h"
#include "study-report-items.h"

#include "ns3/nstime.h"
#include "ns3/program-option-value.h"
#include "ns3/scenario-key.h"
#include "ns3/wan-ranks.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>

namespace ns3
{

namespace
{

const std::string SCENARIO = "scenario";
const std::string VARY = "vary";

/// Beginning of the comments in which options are stored with the text of a study.
const std::string OPTION_LINE = "#--set=";

/// Beginning of the comment in which the folder of a study is stored, if it has relative paths.
const std::string FOLDER_LINE = "#--folder=";

const std::vector<std::string> STUDY_KEYS =
    {"study", SCENARIO, VARY, "runs", "until", "search", "expect", "time_limit", "ranks", "report"};

/// Keys of a scenario whose values are attributes or events.
const std::string ATTRIBUTES = "attributes";
const std::string EVENTS = "events";

/// Reads a share: 0.02 or 2%.
double
ReadShare(const StudyNode& node, const std::string& what, double most)
{
    StudyNode number = node;
    const bool isPercentage = !node.GetText(what).empty() && node.text.back() == '%';
    number.text = isPercentage ? node.text.substr(0, node.text.size() - 1) : node.text;
    const double scale = isPercentage ? 0.01 : 1;
    return scale * ReadStudyNumber<double>(number, what, 1e-6, most / scale);
}

/// All keys and attributes of a map in a scenario.
void
Flatten(const StudyNode& map, const std::string& prefix, std::vector<StudyFile::Setting>& settings)
{
    for (const StudyNode::Entry& entry : map.GetEntries("the scenario"))
    {
        const bool isPath = entry.key.find("::") != std::string::npos;
        const std::string key = isPath ? entry.key : prefix + entry.key;
        if (key == EVENTS)
        {
            FlattenStudyEvents(entry.value, STUDY_KEYS, settings);
        }
        else if (entry.value.kind == StudyNode::MAP)
        {
            Flatten(entry.value, key == ATTRIBUTES ? "" : key + ".", settings);
        }
        else
        {
            settings.push_back({key, entry.value.GetText(key), entry.value.place});
        }
    }
}

/// What varies by itself.
StudyFile::Axis
ReadGrid(const StudyNode::Entry& entry)
{
    StudyFile::Axis axis;
    for (const StudyNode& item : entry.value.GetItems(entry.key))
    {
        const std::string& text = item.GetText(entry.key);
        axis.options.push_back({{{entry.key, text}}, {{entry.key, text, item.place}}});
    }
    return axis;
}

/// Keys that have their values together.
StudyFile::Axis
ReadZip(const StudyNode& zip)
{
    StudyFile::Axis axis;
    for (const StudyNode::Entry& entry : zip.GetEntries("zip"))
    {
        const StudyFile::Axis one = ReadGrid(entry);
        if (axis.options.empty())
        {
            axis = one;
            continue;
        }
        if (one.options.size() != axis.options.size())
        {
            throw StudyFileError(entry.place,
                                 entry.key + " has " + std::to_string(one.options.size()) +
                                     " values, and what it goes together with has " +
                                     std::to_string(axis.options.size()));
        }
        for (std::size_t i = 0; i < one.options.size(); i++)
        {
            auto& option = axis.options[i];
            const auto& more = one.options[i];
            option.parameters.push_back(more.parameters.front());
            option.settings.push_back(more.settings.front());
        }
    }
    if (axis.options.empty())
    {
        throw StudyFileError(zip.place, "zip has no keys");
    }
    return axis;
}

/// Named sets of values.
StudyFile::Axis
ReadCases(const StudyNode::Entry& entry)
{
    StudyFile::Axis axis;
    for (const StudyNode::Entry& one : entry.value.GetEntries(entry.key))
    {
        StudyFile::Axis::Option option;
        option.parameters = {{"case", one.key}};
        if (one.value.kind != StudyNode::NOTHING)
        {
            Flatten(one.value, "", option.settings);
        }
        axis.options.push_back(std::move(option));
    }
    if (axis.options.empty())
    {
        throw StudyFileError(entry.place, "cases has no cases");
    }
    return axis;
}

std::vector<StudyFile::Axis>
ReadVary(const StudyNode& vary)
{
    std::vector<StudyFile::Axis> axes;
    for (const StudyNode::Entry& entry : vary.GetEntries(VARY))
    {
        if (entry.key == "cases")
        {
            axes.push_back(ReadCases(entry));
        }
        else if (entry.key != "zip")
        {
            axes.push_back(ReadGrid(entry));
        }
        else if (entry.value.kind == StudyNode::LIST)
        {
            for (const StudyNode& zip : entry.value.items)
            {
                axes.push_back(ReadZip(zip));
            }
        }
        else
        {
            axes.push_back(ReadZip(entry.value));
        }
    }
    return axes;
}

Requirement
ReadRequirement(const StudyNode& node, const std::string& what)
{
    if (node.kind == StudyNode::MAP)
    {
        StudyNode joined = node;
        joined.kind = StudyNode::TEXT;
        for (const StudyNode::Entry& entry : node.entries)
        {
            joined.text += (joined.text.empty() ? "" : " and ") + entry.key +
                           " >= " + entry.value.GetText(entry.key);
        }
        return ReadRequirement(joined, what);
    }
    try
    {
        return Requirement::Parse(node.GetText(what));
    }
    catch (const RequirementError& error)
    {
        throw StudyFileError(node.place,
                             what + ", character " + std::to_string(error.GetColumn()) + ": " +
                                 error.what());
    }
}

UntilSettings
ReadUntil(const StudyNode& node)
{
    node.CheckKeys("until", {"metric", "ci95", "at_least", "at_most"});
    UntilSettings until;
    double precision = 0.02;
    IfStudyKeyIsThere(node, "ci95", [&precision](const StudyNode& value) {
        precision = ReadShare(value, "ci95", 1);
    });
    IfStudyKeyIsThere(node, "metric", [&until, precision](const StudyNode& value) {
        for (const StudyNode& item : value.GetItems("metric"))
        {
            until.precisions[item.GetText("metric")] = precision;
        }
    });
    if (until.precisions.empty())
    {
        throw StudyFileError(node.place, "until needs the key metric, such as latency_s.p95");
    }
    until.atMost = 30;
    IfStudyKeyIsThere(node, "at_least", [&until](const StudyNode& value) {
        until.least = ReadStudyNumber<uint32_t>(value, "at_least", 2, 1e6);
        until.atMost = std::max(until.atMost, until.least);
    });
    IfStudyKeyIsThere(node, "at_most", [&until](const StudyNode& value) {
        until.atMost = ReadStudyNumber<uint32_t>(value, "at_most", until.least, 1e6);
    });
    return until;
}

StudyFile::Search
ReadSearch(const StudyNode& node)
{
    node.CheckKeys("search", {"axis", "holds", "precision", "runs", "at_most", "from"});
    StudyFile::Search search;
    for (const char* key : {"axis", "holds"})
    {
        if (!node.Find(key))
        {
            throw StudyFileError(node.place, "search needs the key " + std::string(key));
        }
    }
    search.axis = node.Find("axis")->GetText("axis");
    search.place = node.Find("axis")->place;
    search.holds = ReadRequirement(*node.Find("holds"), "holds");
    IfStudyKeyIsThere(node, "precision", [&search](const StudyNode& value) {
        search.precision = ReadShare(value, "precision", 1);
    });
    IfStudyKeyIsThere(node, "runs", [&search](const StudyNode& value) {
        search.runs = ReadStudyNumber<uint32_t>(value, "runs", 1, 1000);
        search.mostRuns = std::max(search.mostRuns, search.runs);
    });
    IfStudyKeyIsThere(node, "at_most", [&search](const StudyNode& value) {
        search.mostRuns = ReadStudyNumber<uint32_t>(value, "at_most", search.runs, 1e6);
    });
    IfStudyKeyIsThere(node, "from", [&search](const StudyNode& value) {
        search.from = ReadStudyNumber<double>(value, "from", 1e-9, 1e15);
    });
    return search;
}

std::string
ReadName(const StudyNode& root)
{
    const StudyNode* name = root.Find("study");
    if (!name)
    {
        throw StudyFileError(root.place, "the key study, the name of the study, is missing");
    }
    const std::string& text = name->GetText("study");
    const bool isGood = !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
        return std::isalnum(static_cast<unsigned char>(c)) || c == '-' || c == '_' || c == '.';
    });
    if (!isGood)
    {
        throw StudyFileError(name->place,
                             "study is " + text + ", not a name of letters, digits, -, _ and .");
    }
    return text;
}

/// How often it runs, and until when.
void
ReadRuns(const StudyNode& root, StudyFile& study)
{
    const int ways =
        (root.Find("runs") ? 1 : 0) + (root.Find("until") ? 1 : 0) + (root.Find("search") ? 1 : 0);
    if (ways > 1)
    {
        throw StudyFileError(root.place, "only one of runs, until and search can be there");
    }
    IfStudyKeyIsThere(root, "runs", [&study](const StudyNode& value) {
        study.runs = ReadStudyNumber<uint32_t>(value, "runs", 1, 1e6);
    });
    IfStudyKeyIsThere(root, "until", [&study](const StudyNode& value) {
        study.until = ReadUntil(value);
    });
    IfStudyKeyIsThere(root, "search", [&study](const StudyNode& value) {
        study.search = ReadSearch(value);
    });
}

/// The path of an option: `vary.` and the top keys stand for themselves, others for the scenario.
std::vector<std::string>
SplitPath(const std::string& option)
{
    const std::size_t dot = option.find('.');
    const std::string first = option.substr(0, dot);
    const std::string cases = VARY + ".cases.";
    if (first == VARY && dot != std::string::npos && option.rfind(cases, 0) != 0)
    {
        return {VARY, option.substr(dot + 1)}; // a key of the scenario, with its dots
    }
    std::vector<std::string> path;
    if (std::find(STUDY_KEYS.begin(), STUDY_KEYS.end(), first) == STUDY_KEYS.end())
    {
        path.push_back(SCENARIO);
    }
    std::size_t begin = 0;
    for (std::size_t end = 0; end != std::string::npos; begin = end + 1)
    {
        end = option.find('.', begin);
        path.push_back(option.substr(begin, end - begin));
    }
    return path;
}

/// The options that were stored with the text of a study.
std::vector<std::pair<std::string, std::string>>
ReadStoredOptions(const std::string& text)
{
    std::vector<std::pair<std::string, std::string>> options;
    std::istringstream in(text);
    for (std::string line; std::getline(in, line);)
    {
        const std::size_t equals = line.find('=', OPTION_LINE.size());
        if (line.rfind(OPTION_LINE, 0) == 0 && equals != std::string::npos)
        {
            options.emplace_back(line.substr(OPTION_LINE.size(), equals - OPTION_LINE.size()),
                                 line.substr(equals + 1));
        }
    }
    return options;
}

/// Stops at an option for a key that varies, whose value would never hold.
void
CheckIsFixed(const StudyFile& study, const std::string& option)
{
    const std::vector<std::string> path = SplitPath(option);
    if (path.front() != SCENARIO)
    {
        return;
    }
    std::string key;
    for (std::size_t i = 1; i < path.size(); i++)
    {
        const bool isFolder = i == 1 && path[i] == ATTRIBUTES;
        key += isFolder ? "" : (key.empty() ? "" : ".") + path[i];
    }
    for (const StudyFile::Axis& axis : study.vary)
    {
        const bool isVaried =
            std::all_of(axis.options.begin(), axis.options.end(), [&key](const auto& choice) {
                return std::any_of(choice.settings.begin(),
                                   choice.settings.end(),
                                   [&key](const auto& setting) { return setting.key == key; });
            });
        if (isVaried)
        {
            throw StudyFileError("--set=" + option,
                                 key + " varies; --set=vary." + key + "=[...] sets its values");
        }
    }
}

/// Lets relative paths of overlays and events begin at the folder of the study. \return whether
/// there are any
bool
ResolvePaths(std::vector<StudyFile::Setting>& settings, const std::string& folder)
{
    const std::string prefix = "file:";
    bool hasAny = false;
    for (StudyFile::Setting& setting : settings)
    {
        const bool isFromFile = setting.place.empty() || setting.place.front() != '-';
        // An overlay, or lengths of an event.
        const bool mayBe = setting.key == "overlay" || setting.key.find('.') != std::string::npos;
        if (mayBe && setting.value.rfind(prefix, 0) == 0 && isFromFile)
        {
            const std::filesystem::path path = setting.value.substr(prefix.size());
            hasAny = hasAny || path.is_relative();
            setting.value = prefix + (folder / path).lexically_normal().string();
        }
    }
    return hasAny;
}

/// Lets all relative paths of a study begin at its folder, which is stored with its text.
void
ResolvePaths(StudyFile& study)
{
    const std::size_t stored = study.text.find(FOLDER_LINE);
    const std::string folder =
        stored == std::string::npos
            ? std::filesystem::absolute(study.path).parent_path().string()
            : study.text.substr(stored + FOLDER_LINE.size(),
                                study.text.find('\n', stored) - stored - FOLDER_LINE.size());
    bool hasAny = ResolvePaths(study.scenario, folder);
    for (StudyFile::Axis& axis : study.vary)
    {
        for (StudyFile::Axis::Option& option : axis.options)
        {
            hasAny = ResolvePaths(option.settings, folder) || hasAny;
        }
    }
    for (ReportItem& item : study.report)
    {
        for (MeasuredCase& measured : item.measured)
        {
            for (std::string& file : measured.files)
            {
                hasAny = hasAny || std::filesystem::path(file).is_relative();
                file = (std::filesystem::path(folder) / file).lexically_normal().string();
            }
        }
    }
    if (hasAny && stored == std::string::npos)
    {
        study.text += FOLDER_LINE + folder + "\n";
    }
}

} // namespace

StudyFile
StudyFile::Parse(const std::string& text,
                 const std::string& source,
                 const std::vector<std::pair<std::string, std::string>>& set)
{
    StudyFile study;
    study.path = source;
    study.text = text;
    StudyNode root = StudyNode::Read(text, source);
    root.CheckKeys("a study", STUDY_KEYS);
    auto options = ReadStoredOptions(text);
    options.insert(options.end(), set.begin(), set.end());
    for (const auto& [option, value] : options)
    {
        if (value.empty())
        {
            root.Remove(SplitPath(option));
            RemoveOfStudyEvent(root, SplitPath(option));
            continue;
        }
        root.Set(SplitPath(option), StudyNode::Read(value, "--set=" + option));
    }
    for (const auto& [option, value] : set)
    {
        study.text += OPTION_LINE + option + "=" + value + "\n";
    }
    root.CheckKeys("a study", STUDY_KEYS);
    study.name = ReadName(root);
    study.scenarioPlace = root.place;
    IfStudyKeyIsThere(root, SCENARIO, [&study](const StudyNode& value) {
        study.scenarioPlace = value.place;
        if (value.kind != StudyNode::NOTHING)
        {
            Flatten(value, "", study.scenario);
        }
    });
    IfStudyKeyIsThere(root, VARY, [&study](const StudyNode& value) {
        study.vary = value.kind == StudyNode::NOTHING ? std::vector<Axis>() : ReadVary(value);
    });
    for (const auto& [option, value] : set)
    {
        CheckIsFixed(study, option);
    }
    ReadRuns(root, study);
    IfStudyKeyIsThere(root, "expect", [&study](const StudyNode& value) {
        study.expect = ReadRequirement(value, "expect");
    });
    IfStudyKeyIsThere(root, "time_limit", [&study](const StudyNode& value) {
        const Time limit = ReadStudyValue<Time>(value, "time_limit");
        if (!limit.IsStrictlyPositive())
        {
            throw StudyFileError(value.place, "time_limit is " + value.text + ", not above 0s");
        }
        study.timeLimit = limit.GetSeconds();
    });
    IfStudyKeyIsThere(root, "ranks", [&study](const StudyNode& value) {
        study.ranks = ReadStudyNumber<uint32_t>(value, "ranks", 1, 1024);
        if (study.ranks > 1 && !WanRanks::IsSupported())
        {
            throw StudyFileError(value.place,
                                 "ranks is " + value.text +
                                     ", not 1, since this ns-3 is built without MPI");
        }
    });
    IfStudyKeyIsThere(root, "report", [&study](const StudyNode& value) {
        for (const StudyNode& item : value.GetItems("report"))
        {
            study.report.push_back(ReadStudyReportItem(item));
        }
    });
    ResolvePaths(study);
    return study;
}

StudyFile
StudyFile::Read(const std::string& file,
                const std::vector<std::pair<std::string, std::string>>& set)
{
    std::string path = file;
    std::vector<std::string> names;
    for (const auto& [name, shipped] : GetShipped())
    {
        names.push_back(name);
        path = file == name ? shipped : path;
    }
    std::ifstream in(path);
    std::string text((std::istreambuf_iterator<char>(in)), {});
    if (!in.is_open() || in.bad() || std::filesystem::is_directory(path))
    {
        throw StudyFileError(file,
                             "there is no such file, and no study of that name ships with the "
                             "module; these do: " +
                                 OptionValue::JoinWithOr(names));
    }
    return Parse(text, path, set);
}

} // namespace ns3
