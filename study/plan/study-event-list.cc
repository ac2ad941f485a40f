/* SPDX-License-Identifier: GPL-2.0-only */
#include "study-event-list.h"

#include "ns3/events-part.h"
#include "ns3/program-option-value.h"
#include "ns3/scenario-event.h"

#include <algorithm>

namespace ns3
{

namespace
{

const std::string EVENT_LIST = "events";

/// A value of an event as one text; items of a list have commas between them.
std::string
ReadEventValue(const StudyNode& value, const std::string& key)
{
    if (value.kind != StudyNode::LIST)
    {
        return value.GetText(key);
    }
    const std::vector<StudyNode> items = value.GetItems(key);
    std::string text;
    for (const StudyNode& item : items)
    {
        text += (text.empty() ? "" : ",") + item.GetText(key);
    }
    return items.size() == 1 ? text + "," : text; // so it is no number of nodes
}

/// Name and kind of an event, with the place of the kind.
StudyFile::Setting
ReadEventKind(const StudyNode& event, const std::vector<std::string>& reserved)
{
    event.GetEntries("an event");
    const StudyNode* kind = event.Find("event");
    if (!kind)
    {
        throw StudyFileError(event.place,
                             "an event needs the key event, which is " +
                                 OptionValue::JoinWithOr(ScenarioEvent::GetKinds()));
    }
    TypeId type;
    const std::string& text = kind->GetText("event");
    if (!ScenarioEvent::FindKind(text, type) || ScenarioEvent::GetKindOf(type) != text)
    {
        throw StudyFileError(kind->place,
                             "event is " + text + ", not " +
                                 OptionValue::JoinWithOr(ScenarioEvent::GetKinds()));
    }
    const StudyNode* name = event.Find("name");
    const std::string& called = name ? name->GetText("name") : text;
    const bool isWord =
        !called.empty() &&
        called.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-_") == std::string::npos;
    if (!isWord || std::find(reserved.begin(), reserved.end(), called) != reserved.end())
    {
        throw StudyFileError(name->place,
                             "name is " + called +
                                 ", not small letters, digits, - and _ that are no key of a study");
    }
    return {called, text, kind->place};
}

} // namespace

void
FlattenStudyEvents(const StudyNode& list,
                   const std::vector<std::string>& reserved,
                   std::vector<StudyFile::Setting>& settings)
{
    const bool isList = list.kind == StudyNode::LIST;
    if (!isList && list.kind != StudyNode::NOTHING)
    {
        throw StudyFileError(list.place, "events has to be a list of events");
    }
    std::vector<StudyFile::Setting> keys;
    std::string names;
    for (const StudyNode& event : list.items)
    {
        const StudyFile::Setting kind = ReadEventKind(event, reserved);
        for (const StudyFile::Setting& other : keys)
        {
            if (other.key == kind.key + ".event")
            {
                throw StudyFileError(kind.place,
                                     "two events are called " + kind.key +
                                         "; give one of them a name");
            }
        }
        keys.push_back({kind.key + ".event", kind.value, kind.place});
        names += (names.empty() ? "" : " ") + kind.key +
                 (kind.key == kind.value ? "" : "=" + kind.value);
        for (const StudyNode::Entry& entry : event.entries)
        {
            if (entry.key != "event" && entry.key != "name")
            {
                const std::string key = kind.key + "." + entry.key;
                keys.push_back({key, ReadEventValue(entry.value, key), entry.value.place});
            }
        }
    }
    settings.push_back({EVENT_LIST, names.empty() ? EventsPart::NONE : names, list.place});
    settings.insert(settings.end(), keys.begin(), keys.end());
}

void
RemoveOfStudyEvent(StudyNode& root, const std::vector<std::string>& path)
{
    for (StudyNode::Entry& part : root.entries)
    {
        for (StudyNode::Entry& entry : part.value.entries)
        {
            if (path.size() != 3 || part.key != path[0] || entry.key != EVENT_LIST)
            {
                continue;
            }
            for (StudyNode& event : entry.value.items)
            {
                const StudyNode* name = event.Find(event.Find("name") ? "name" : "event");
                if (name && name->text == path[1])
                {
                    event.Remove({path[2]});
                }
            }
        }
    }
}

} // namespace ns3
