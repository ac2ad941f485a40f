/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_STUDY_NODE_VALUES_H
#define WAKU_STUDY_NODE_VALUES_H

#include "study-node.h"

#include "ns3/program-option-value.h"

#include <functional>
#include <string>

namespace ns3
{

/**
 * \ingroup waku
 * \brief Read a number or a time of a study file. A StudyFileError is thrown if it is none.
 *
 * \param node where it is
 * \param what what it is, for the error
 * \return the value
 */
template <typename T>
T
ReadStudyValue(const StudyNode& node, const std::string& what)
{
    T value{};
    const std::string& text = node.GetText(what);
    const std::string allowed = OptionValue::Read(text, value);
    if (!allowed.empty())
    {
        throw StudyFileError(node.place, what + " is " + text + ", not " + allowed);
    }
    return value;
}

/**
 * \ingroup waku
 * \brief Read a number within bounds of a study file. A StudyFileError is thrown if it is none.
 *
 * \param node where it is
 * \param what what it is, for the error
 * \param least the smallest number
 * \param most the largest number
 * \return the number
 */
template <typename T>
T
ReadStudyNumber(const StudyNode& node, const std::string& what, double least, double most)
{
    const T value = ReadStudyValue<T>(node, what);
    if (static_cast<double>(value) < least || static_cast<double>(value) > most)
    {
        throw StudyFileError(node.place,
                             what + " is " + node.text + ", not from " + OptionValue::Write(least) +
                                 " to " + OptionValue::Write(most));
    }
    return value;
}

/**
 * \ingroup waku
 * \brief Do something with the value of a key, if a map has the key.
 *
 * \param map the map
 * \param key the key
 * \param read called with the value
 */
inline void
IfStudyKeyIsThere(const StudyNode& map,
                  const std::string& key,
                  const std::function<void(const StudyNode& value)>& read)
{
    if (const StudyNode* value = map.Find(key))
    {
        read(*value);
    }
}

} // namespace ns3

#endif /* WAKU_STUDY_NODE_VALUES_H */
