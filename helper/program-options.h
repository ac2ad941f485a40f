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
 * A wrong option ends the program with status 1 and one sentence that names the option, the value
 * and the allowed values, such as `--up is lots, not a data rate such as 100Mbps`. This includes
 * defaults of attributes, such as `--ns3::WanNetDevice::UpRate=lots`.
 *
 * After Parse(), errors at which ns-3 stops (NS_ABORT_MSG, NS_FATAL_ERROR) and uncaught exceptions
 * end the program with status 1 after their message, without a core dump.
 */
class ProgramOptions
{
  public:
    /** \param file source file of the program, `__FILE__` */
    explicit ProgramOptions(const std::string& file);

    /** \param text description of the program for `--help` */
    void Usage(const std::string& text);

    /**
     * Add an option.
     * \param name name of the option, without `--`
     * \param help description of the option
     * \param [in,out] value the default; becomes the value that the user gives. Its type is one of
     *        those of OptionValue::Read.
     * \param attribute attribute for which the value has to be valid, such as
     *        `ns3::WanNetDevice::UpRate`; or empty
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
     * Add an option with a choice of values.
     * \param name name of the option, without `--`
     * \param help description of the option, to which the choices are added
     * \param [in,out] value the default; becomes the value that the user gives. Its type is one of
     *        those of OptionValue::Read.
     * \param choices the allowed values
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
        const std::string allowed = OptionValue::JoinWithOr(texts);
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
     * Add an option whose value is a data rate above 0 or the word `unlimited`.
     * \param name name of the option, without `--`
     * \param help description of the option
     * \param [in,out] value the default; becomes the value that the user gives. For `unlimited` it
     *        becomes `0bps`, as ns3::WanNetDevice expects.
     * \param mayBeUnlimited whether `unlimited` is allowed
     */
    void AddRate(const std::string& name,
                 const std::string& help,
                 std::string& value,
                 bool mayBeUnlimited = true);

    /**
     * Add the option `--transport`.
     * \param [in,out] transport the default; becomes the choice of the user, for
     *        WanHelper::SetTransport
     */
    void AddTransport(std::string& transport);

    /**
     * Add an option that names files which the program writes. Parse() ends the program if one of
     * them cannot be written; existing files keep their content. An empty path stands for no file.
     * \param name name of the option, without `--`
     * \param help description of the option
     * \param [in,out] path the default; becomes the path that the user gives
     * \param endings texts after the path in the names of the files
     */
    void AddOutput(const std::string& name,
                   const std::string& help,
                   std::string& path,
                   const std::vector<std::string>& endings = {""});

    /**
     * Add an option that names a folder for files which the program writes. Parse() creates the
     * folder, and ends the program if it or one of the files cannot be written.
     * \param name name of the option, without `--`
     * \param help description of the option
     * \param [in,out] path the default; becomes the path that the user gives
     * \param files names of the files in the folder
     */
    void AddOutputFolder(const std::string& name,
                         const std::string& help,
                         std::string& path,
                         const std::vector<std::string>& files);

    /**
     * Read and check the options. An argument that is not an option, such as `nodes=5`, is an error
     * too. In a distributed simulation rank 0, which writes the files, checks them.
     * \param argc argc of main()
     * \param argv argv of main()
     */
    void Parse(int argc, char* argv[]);

    /**
     * Read and check the options.
     * \param arguments name of the program and its options
     */
    void Parse(const std::vector<std::string>& arguments);

    /**
     * End the program if a value is not allowed. Use it for conditions that only the program knows.
     * \param option name of the option, without `--`
     * \param value value of the option
     * \param isGood whether the value is allowed
     * \param allowed description of the allowed values
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
     * End the program if a number is out of range.
     * \param option name of the option, without `--`
     * \param value value of the option
     * \param least smallest allowed value
     * \param most largest allowed value
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
     * End the program if a payload does not fit into a message.
     * \param option name of the option, without `--`
     * \param payload value of the option, in bytes
     * \param limit attribute whose default is the size of the largest message, such as
     *        `ns3::WakuRelay::MaxMessageSize`; 1024 bytes of it are for headers, padding and the
     *        bytes that encryption adds
     */
    static void CheckPayload(const std::string& option, uint32_t payload, const std::string& limit);

    /**
     * End the program if a file cannot be written.
     * \param option name of the option that names the file, without `--`
     * \param path path of the file; nothing is checked if it is empty
     */
    static void CheckOutput(const std::string& option, const std::string& path);

    /**
     * End the program if other options do not go with `--transport`, which has packets or none.
     * \param transport the transport
     * \param segments value of `--segments`
     * \param pcap value of `--pcap`
     */
    static void CheckTransport(const std::string& transport,
                               uint32_t segments,
                               const std::string& pcap = "");

  private:
    /**
     * Reads the text of an option. The result is empty, or describes the allowed values if the text
     * cannot be read.
     */
    using Reader = std::function<std::string(const std::string& text)>;

    /** An option in a form that CommandLine can read and write. */
    struct Option
    {
        std::string name;      //!< of the option
        std::string initial;   //!< the default
        std::string attribute; //!< attribute for which the value has to be valid, or empty
        Reader read;           //!< sets the variable of the program

        /**
         * \param [in,out] in stream with the text
         * \param [out] option option that is set; the program ends if the text cannot be read
         * \return the stream
         */
        friend std::istream& operator>>(std::istream& in, Option& option)
        {
            option.Set(std::string(std::istreambuf_iterator<char>(in), {}));
            return in;
        }

        /**
         * \param out stream to which the default is written
         * \param option the option
         * \return the stream
         */
        friend std::ostream& operator<<(std::ostream& out, const Option& option)
        {
            return out << option.initial;
        }

        /**
         * Set the value, or end the program.
         * \param text text that the user gives
         */
        void Set(const std::string& text) const;
    };

    /**
     * Add an option.
     * \param name name of the option
     * \param help description of the option
     * \param initial the default
     * \param attribute attribute for which the value has to be valid, or empty
     * \param read sets the variable of the program
     */
    void Add(const std::string& name,
             const std::string& help,
             const std::string& initial,
             const std::string& attribute,
             Reader read);

    /**
     * Let the errors that end in std::terminate() leave no core dump, since the user can correct
     * them.
     */
    static void EndQuietly();

    /**
     * End the program because of a value that is not allowed.
     * \param option name of the option
     * \param value value of the option
     * \param allowed description of the allowed values
     */
    [[noreturn]] static void Refuse(const std::string& option,
                                    const std::string& value,
                                    const std::string& allowed);

    /**
     * End the program if an attribute does not allow the default that an argument sets. ns-3 itself
     * would end the program without naming the argument. Errors that ns-3 reports by itself are
     * left to it.
     * \param argument argument of the program, such as `--ns3::WanNetDevice::UpRate=10Mbps`
     */
    static void CheckDefault(const std::string& argument);

    /** Files that an option names. */
    struct Output
    {
        std::string option;               //!< name of the option
        const std::string* path;          //!< path that the user gives
        bool isFolder;                    //!< whether the path is a folder
        std::vector<std::string> endings; //!< texts after the path in the names of files
    };

    CommandLine m_commandLine;                      //!< ns-3's reader of options
    std::vector<std::unique_ptr<Option>> m_options; //!< all options
    std::vector<Output> m_outputs;                  //!< files and folders that are written
};

} // namespace ns3

#endif /* WAKU_PROGRAM_OPTIONS_H */
