/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_STUDY_ARGUMENTS_H
#define WAKU_STUDY_ARGUMENTS_H

#include <string>
#include <utility>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief The arguments of a command of waku-study: files, `--set` options, and other options.
 */
struct StudyArguments
{
    std::vector<std::string> names;                       //!< what is no option: files, numbers
    std::vector<std::pair<std::string, std::string>> set; //!< of `--set=KEY=VALUE`, in order
    std::vector<std::string> options;                     //!< others, after the program's name

    /**
     * Take arguments apart. A `--set` without a key and a value ends the program.
     * \param arguments the arguments
     * \return the arguments by kind
     */
    static StudyArguments Read(const std::vector<std::string>& arguments);

    /**
     * End the program unless there are so many names.
     * \param usage how the command is called, for the message
     * \param least fewest names
     * \param most most names
     */
    void CheckNames(const std::string& usage, std::size_t least, std::size_t most) const;
};

} // namespace ns3

#endif /* WAKU_STUDY_ARGUMENTS_H */
