/* SPDX-License-Identifier: GPL-2.0-only */
#include "study-report-items.h"

#include "study-node-values.h"

#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace ns3
{

namespace
{

/// Whether an axis of a plot is logarithmic.
void
ReadLog(const StudyNode& node, ReportItem& item)
{
    const std::string& text = node.GetText("log");
    if (text != "x" && text != "y" && text != "xy" && text != "none")
    {
        throw StudyFileError(node.place, "log is " + text + ", not x, y, xy or none");
    }
    item.logX = text == "x" || text == "xy";
    item.logY = text == "y" || text == "xy";
}

std::vector<std::pair<std::string, std::string>>
ReadWhere(const StudyNode& node)
{
    std::vector<std::pair<std::string, std::string>> where;
    for (const StudyNode::Entry& entry : node.GetEntries("where"))
    {
        where.emplace_back(entry.key, entry.value.GetText(entry.key));
    }
    return where;
}

MeasuredCase
ReadMeasuredCase(const StudyNode& node)
{
    node.CheckKeys("an entry of measured",
                   {"name", "where", "files", "columns", "first_message", "metrics"});
    MeasuredCase measured;
    IfStudyKeyIsThere(node, "where", [&](const StudyNode& value) {
        measured.where = ReadWhere(value);
    });
    IfStudyKeyIsThere(node, "files", [&](const StudyNode& value) {
        for (const StudyNode& file : value.GetItems("files"))
        {
            measured.files.push_back(file.GetText("files"));
        }
    });
    IfStudyKeyIsThere(node, "columns", [&](const StudyNode& value) {
        measured.columns = value.GetText("columns");
    });
    IfStudyKeyIsThere(node, "first_message", [&](const StudyNode& value) {
        measured.firstMessage = ReadStudyNumber<uint32_t>(value, "first_message", 0, 1000000000);
    });
    IfStudyKeyIsThere(node, "metrics", [&](const StudyNode& value) {
        for (const StudyNode::Entry& entry : value.GetEntries("metrics"))
        {
            for (const StudyNode& number : entry.value.GetItems(entry.key))
            {
                measured.metrics[entry.key].push_back(
                    ReadStudyNumber<double>(number, entry.key, 0, 1e18));
            }
        }
    });
    for (const auto& [key, value] : measured.where)
    {
        measured.name += (measured.name.empty() ? "" : ", ") + value;
    }
    IfStudyKeyIsThere(node, "name", [&](const StudyNode& value) {
        measured.name = value.GetText("name");
    });
    return measured;
}

} // namespace

ReportItem
ReadStudyReportItem(const StudyNode& node)
{
    node.CheckKeys("an entry of report",
                   {"title",
                    "metric",
                    "against",
                    "series",
                    "theory",
                    "distribution",
                    "limits",
                    "measured",
                    "metrics",
                    "relative_to",
                    "where",
                    "log"});
    ReportItem item;
    const std::vector<std::pair<std::string, std::string*>> texts = {
        {"title", &item.title},
        {"metric", &item.metric},
        {"against", &item.against},
        {"series", &item.series},
        {"distribution", &item.distribution},
    };
    for (const auto& [key, text] : texts)
    {
        if (const StudyNode* value = node.Find(key))
        {
            *text = value->GetText(key);
        }
    }
    IfStudyKeyIsThere(node, "theory", [&item](const StudyNode& value) {
        for (const StudyNode& name : value.GetItems("theory"))
        {
            item.theory.push_back(name.GetText("theory"));
        }
    });
    IfStudyKeyIsThere(node, "limits", [&item](const StudyNode& value) {
        item.limits = value.GetText("limits") == "true";
    });
    IfStudyKeyIsThere(node, "measured", [&item](const StudyNode& value) {
        for (const StudyNode& one : value.GetItems("measured"))
        {
            item.measured.push_back(ReadMeasuredCase(one));
        }
    });
    IfStudyKeyIsThere(node, "metrics", [&item](const StudyNode& value) {
        for (const StudyNode& metric : value.GetItems("metrics"))
        {
            item.metrics.push_back(metric.GetText("metrics"));
        }
    });
    IfStudyKeyIsThere(node, "relative_to", [&item](const StudyNode& value) {
        item.relativeTo = ReadWhere(value);
    });
    IfStudyKeyIsThere(node, "where", [&item](const StudyNode& value) {
        item.where = ReadWhere(value);
    });
    IfStudyKeyIsThere(node, "log", [&item](const StudyNode& value) { ReadLog(value, item); });
    try
    {
        CheckReportItem(item);
    }
    catch (const std::invalid_argument& error)
    {
        throw StudyFileError(node.place, error.what());
    }
    return item;
}

} // namespace ns3
