/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_PROGRAM_OPTIONS_H
#define WAKU_PROGRAM_OPTIONS_H

#include "ns3/command-line.h"

#include <string>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief The options of a program: those of ns-3's CommandLine, checked before anything is
 * simulated.
 *
 * \code
 *   ProgramOptions options(__FILE__);
 *   options.AddValue("nodes", "Number of nodes", nodes);
 *   options.AddOutput("json", "Write the run summary to this file", json);
 *   options.Parse(argc, argv);
 * \endcode
 *
 * What is wrong ends the program with status 1 and one sentence that names the option.
 */
class ProgramOptions
{
  public:
    /** \param file the program's source file, `__FILE__` */
    explicit ProgramOptions(const std::string& file);

    /** \param text what the program does, for `--help` */
    void Usage(const std::string& text);

    /**
     * \param name of the option, without `--`
     * \param help what it is
     * \param value has the default, and gets what the user says
     */
    template <typename T>
    void AddValue(const std::string& name, const std::string& help, T& value)
    {
        m_commandLine.AddValue(name, help, value);
    }

    /**
     * An option that names files which the program writes. Parse() stops if one of them can't be
     * written; files that are there keep their content. An empty path names none.
     * \param name of the option, without `--`
     * \param help what it is
     * \param path has the default, and gets what the user says
     * \param endings what the names of the files have after the path
     */
    void AddOutput(const std::string& name,
                   const std::string& help,
                   std::string& path,
                   const std::vector<std::string>& endings = {""});

    /**
     * An option that names a folder for files which the program writes. Parse() makes the folder
     * and stops if it or one of the files can't be written.
     * \param name of the option, without `--`
     * \param help what it is
     * \param path has the default, and gets what the user says
     * \param files names of files in the folder
     */
    void AddOutputFolder(const std::string& name,
                         const std::string& help,
                         std::string& path,
                         const std::vector<std::string>& files);

    /**
     * Read and check the options. In a distributed simulation rank 0, which writes the files,
     * checks them.
     * \param argc main's
     * \param argv main's
     */
    void Parse(int argc, char* argv[]);

    /** \param arguments the program's name and its options */
    void Parse(const std::vector<std::string>& arguments);

    /**
     * Stop if a file can't be written.
     * \param option name of the option that asks for it, without `--`
     * \param path the file; nothing if empty
     */
    static void CheckOutput(const std::string& option, const std::string& path);

  private:
    /** Files that an option names. */
    struct Output
    {
        std::string option;               //!< name of the option
        const std::string* path;          //!< what the user says
        bool isFolder;                    //!< whether that is a folder
        std::vector<std::string> endings; //!< of files: the path and one of these
    };

    CommandLine m_commandLine;     //!< reads the options
    std::vector<Output> m_outputs; //!< what is written
};

} // namespace ns3

#endif /* WAKU_PROGRAM_OPTIONS_H */
