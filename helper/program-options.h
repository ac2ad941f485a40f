/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_PROGRAM_OPTIONS_H
#define WAKU_PROGRAM_OPTIONS_H

#include "program-option-value.h"

#include "ns3/command-line.h"

#include <algorithm>
#include <functional>
#include <istream>
#include <memory>
#include <ostream>
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
 *   options.AddValue("up", "Up rate of a node", up, "ns3::WanNetDevice::UpRate");
 *   options.AddOutput("json", "Write the run summary to this file", json);
 *   options.Parse(argc, argv);
 * \endcode
 *
 * What is wrong ends the program with status 1 and one sentence that names the option, the value
 * and what is allowed, such as `--up is lots, not a data rate such as 100Mbps`. That includes
 * defaults of attributes, as `--ns3::WanNetDevice::UpRate=lots`.
 *
 * From Parse() on, what ns-3 stops at (NS_ABORT_MSG, NS_FATAL_ERROR) and exceptions that nobody
 * catches end the program with status 1 after their message, without a core dump.
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
     * \param value has the default, and gets what the user says; of a type of OptionValue::Read
     * \param attribute of which it has to be a value, as `ns3::WanNetDevice::UpRate`; or empty
     */
    template <typename T>
    void AddValue(const std::string& name,
                  const std::string& help,
                  T& value,
                  const std::string& attribute = "")
    {
        Add(name, help, OptionValue::Write(value), attribute, [&value](const std::string& text) {
            return OptionValue::Read(text, value);
        });
    }

    /**
     * \param name of the option, without `--`
     * \param help what it is; the choices are added
     * \param value has the default, and gets what the user says; of a type of OptionValue::Read
     * \param choices what it can be
     */
    template <typename T>
    void AddChoice(const std::string& name,
                   const std::string& help,
                   T& value,
                   const std::vector<T>& choices)
    {
        std::vector<std::string> texts;
        for (const T& choice : choices)
        {
            texts.push_back(OptionValue::Write(choice));
        }
        const std::string allowed = JoinWithOr(texts);
        Add(name,
            help + ": " + allowed,
            OptionValue::Write(value),
            "",
            [&value, choices, texts, allowed](const std::string& text) {
                const auto found = std::find(texts.begin(), texts.end(), text);
                if (found == texts.end())
                {
                    return allowed;
                }
                value = choices[static_cast<std::size_t>(found - texts.begin())];
                return std::string();
            });
    }

    /**
     * An option that is a data rate above 0, or the word `unlimited`.
     * \param name of the option, without `--`
     * \param help what it is
     * \param value has the default, and gets what the user says; `0bps` where that is unlimited,
     *        as ns3::WanNetDevice takes it
     * \param mayBeUnlimited whether the program can do without a limit
     */
    void AddRate(const std::string& name,
                 const std::string& help,
                 std::string& value,
                 bool mayBeUnlimited = true);

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
     * Read and check the options; what is no option, as `nodes=5`, is wrong too. In a distributed
     * simulation rank 0, which writes the files, checks them. \param argc main's \param argv main's
     */
    void Parse(int argc, char* argv[]);

    /** \param arguments the program's name and its options */
    void Parse(const std::vector<std::string>& arguments);

    /**
     * Stop at a value that can't be. For what only the program knows.
     * \param option name of the option, without `--`
     * \param value its value
     * \param isGood whether that can be
     * \param allowed what can be, in words
     */
    template <typename T>
    static void Check(const std::string& option,
                      const T& value,
                      bool isGood,
                      const std::string& allowed)
    {
        if (!isGood)
        {
            Refuse(option, OptionValue::Write(value), allowed);
        }
    }

    /**
     * Stop at a number out of a range.
     * \param option name of the option, without `--`
     * \param value its value
     * \param least smallest value that can be
     * \param most largest value that can be
     */
    template <typename T>
    static void CheckRange(const std::string& option, T value, double least, double most)
    {
        const auto number = static_cast<double>(value);
        Check(option,
              value,
              number >= least && number <= most,
              OptionValue::Write(least) + " to " + OptionValue::Write(most));
    }

    /**
     * Stop at a payload that does not fit into a message.
     * \param option name of the option, without `--`
     * \param payload its value, bytes
     * \param limit attribute with the largest message, as `ns3::WakuRelay::MaxMessageSize`, whose
     *        default counts; headers, padding and what encryption adds get 1024 bytes of it
     */
    static void CheckPayload(const std::string& option, uint32_t payload, const std::string& limit);

    /**
     * Stop if a file can't be written.
     * \param option name of the option that asks for it, without `--`
     * \param path the file; nothing if empty
     */
    static void CheckOutput(const std::string& option, const std::string& path);

  private:
    /** Reads the text of an option. \return what is allowed if the text can't be read; or empty */
    using Reader = std::function<std::string(const std::string& text)>;

    /** An option as CommandLine sees it: something that can be read and written. */
    struct Option
    {
        std::string name;      //!< of the option
        std::string initial;   //!< its default
        std::string attribute; //!< of which it has to be a value, or empty
        Reader read;           //!< sets the program's variable

        /** \param in the text \param option is set, or ends the program \return in */
        friend std::istream& operator>>(std::istream& in, Option& option)
        {
            option.Set(std::string(std::istreambuf_iterator<char>(in), {}));
            return in;
        }

        /** \param out gets the default \param option an option \return out */
        friend std::ostream& operator<<(std::ostream& out, const Option& option)
        {
            return out << option.initial;
        }

        /** \param text what the user says */
        void Set(const std::string& text) const;
    };

    /**
     * \param name of the option
     * \param help what it is
     * \param initial its default
     * \param attribute of which it has to be a value, or empty
     * \param read sets the program's variable
     */
    void Add(const std::string& name,
             const std::string& help,
             const std::string& initial,
             const std::string& attribute,
             Reader read);

    /** Makes what std::terminate() ends leave no core dump, since the user can mend it. */
    static void EndQuietly();

    /** \param items some texts \return them as `a, b or c` */
    static std::string JoinWithOr(const std::vector<std::string>& items);

    /** End the program. \param option name \param value its value \param allowed in words */
    [[noreturn]] static void Refuse(const std::string& option,
                                    const std::string& value,
                                    const std::string& allowed);

    /**
     * Stop at an attribute's default that the attribute does not take, at which ns-3 would stop
     * without a word on where it is. What ns-3 does not know, it says itself.
     * \param argument of the program, as `--ns3::WanNetDevice::UpRate=10Mbps`
     */
    static void CheckDefault(const std::string& argument);

    /** Files that an option names. */
    struct Output
    {
        std::string option;               //!< name of the option
        const std::string* path;          //!< what the user says
        bool isFolder;                    //!< whether that is a folder
        std::vector<std::string> endings; //!< of files: the path and one of these
    };

    CommandLine m_commandLine;                      //!< finds the options
    std::vector<std::unique_ptr<Option>> m_options; //!< all of them
    std::vector<Output> m_outputs;                  //!< what is written
};

} // namespace ns3

#endif /* WAKU_PROGRAM_OPTIONS_H */
