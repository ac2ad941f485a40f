/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_STUDY_NODE_H
#define WAKU_STUDY_NODE_H

#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief Something is wrong in a study file. The text begins with file, line and column, or with
 * the option that set the value.
 */
class StudyFileError : public std::runtime_error
{
  public:
    /**
     * \param place place of the error, such as `study.yaml:3:9`
     * \param sentence what is wrong, and what would be right
     */
    StudyFileError(const std::string& place, const std::string& sentence)
        : std::runtime_error(place + ": " + sentence)
    {
    }
};

/**
 * \ingroup waku
 * \brief A value of a study file that knows where it was written: a text, a list or a map, whose
 * entries have the order of the file.
 */
struct StudyNode
{
    /** What a node is. */
    enum Kind
    {
        NOTHING, //!< no value
        TEXT,    //!< a number, a time, a word
        LIST,    //!< values in order
        MAP,     //!< values by key
    };

    /** An entry of a map. */
    struct Entry;

    Kind kind{NOTHING};           //!< what it is
    std::string place;            //!< file, line and column, or the option that set it
    std::string text;             //!< of a TEXT
    std::vector<StudyNode> items; //!< of a LIST
    std::vector<Entry> entries;   //!< of a MAP

    /**
     * \param yaml text in YAML
     * \param source name of the file; with an empty name, or a name that begins with `-`, places
     *        have no line and column
     * \return the text as a node. A StudyFileError is thrown if it is no YAML, or a key is there
     *         twice
     */
    static StudyNode Read(const std::string& yaml, const std::string& source);

    /**
     * \param key a key
     * \return value of the key; null if there is none
     */
    const StudyNode* Find(const std::string& key) const;

    /**
     * Set a value, and make the maps that lead to it.
     * \param path keys that lead to it
     * \param value the value
     */
    void Set(const std::vector<std::string>& path, const StudyNode& value);

    /**
     * Remove a value, if it is there.
     * \param path keys that lead to it
     */
    void Remove(const std::vector<std::string>& path);

    /**
     * \param what what it is, for the error
     * \return the text. A StudyFileError is thrown if it is a list, a map or nothing
     */
    const std::string& GetText(const std::string& what) const;

    /**
     * \param what what it is, for the error
     * \return the items of a list; a text is a list of one. A StudyFileError is thrown for a map,
     *         nothing or an empty list
     */
    std::vector<StudyNode> GetItems(const std::string& what) const;

    /**
     * \param what what it is, for the error
     * \return the entries of a map. A StudyFileError is thrown if it is none
     */
    const std::vector<Entry>& GetEntries(const std::string& what) const;

    /**
     * Throw a StudyFileError if there is a key that is not one of these.
     * \param what what the map is, for the error
     * \param keys the allowed keys
     */
    void CheckKeys(const std::string& what, const std::vector<std::string>& keys) const;
};

struct StudyNode::Entry
{
    std::string key;   //!< the key
    std::string place; //!< place of the key
    StudyNode value;   //!< its value
};

} // namespace ns3

#endif /* WAKU_STUDY_NODE_H */
