/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_TRACE_FILE_H
#define WAKU_TRACE_FILE_H

#include <fstream>
#include <string>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief Writes what a trace source reports to a CSV file, one line for each report: time in
 * seconds, number of the node, context, arguments.
 *
 * Any trace source of this module will do, and the usual ones of ns-3 (TraceSignature). A message
 * is written as the beginning of its id, a packet as its size, a peer as its number and address, an
 * enumeration as its number. What has no text is written as `-`.
 */
class TraceFile
{
  public:
    /**
     * Read the value of the option `--trace`. A text in another form ends the program.
     * \param text file and path of a trace source, which may have wildcards, such as
     *        `out.csv=/NodeList/3/ApplicationList/0/$ns3::WakuRelay/Deliver`
     */
    explicit TraceFile(const std::string& text);

    TraceFile(const TraceFile&) = delete;
    TraceFile& operator=(const TraceFile&) = delete;

    /** \return path of the file */
    const std::string& GetFile() const
    {
        return m_file;
    }

    /**
     * Connect to the trace source at all objects that exist. The program ends with a sentence if
     * there is none, or if it reports what cannot be written.
     */
    void Connect();

    /**
     * Write a line.
     * \param context path of the trace source that reports
     * \param arguments its arguments as text
     */
    void Write(const std::string& context, const std::vector<std::string>& arguments);

    /** Write what is left. The program stops if the file could not be written. */
    void Close();

  private:
    std::string m_file;      //!< path of the file
    std::string m_source;    //!< path of the trace source, with wildcards
    std::ofstream m_out;     //!< the file
    bool m_hasHeader{false}; //!< whether the first line is written
};

} // namespace ns3

#endif /* WAKU_TRACE_FILE_H */
