/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_REPORT_DOCUMENT_H
#define WAKU_REPORT_DOCUMENT_H

#include <ostream>
#include <string>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief A table of a report.
 */
struct ReportTable
{
    /** A column. */
    struct Column
    {
        std::string title;   //!< title with unit
        bool isNumber{true}; //!< whether its cells are numbers, which stand at the right
    };

    std::vector<Column> columns;                //!< the columns
    std::vector<std::vector<std::string>> rows; //!< rows, with a text for each column

    /**
     * Write the table as Markdown.
     * \param out stream to write to
     */
    void WriteMarkdown(std::ostream& out) const;

    /**
     * Write the table as HTML.
     * \param out stream to write to
     */
    void WriteHtml(std::ostream& out) const;
};

/**
 * \ingroup waku
 * \brief A report that is written as Markdown and as one HTML file.
 *
 * The HTML file opens from disk and loads nothing: pictures and style are in it, and it follows the
 * light or dark colours of the reader. In texts, what is between two backticks is code; everything
 * else is shown as it is.
 */
class ReportDocument
{
  public:
    /**
     * \param title title of the report
     * \param folder path of an existing folder for the report, in which its pictures are
     */
    ReportDocument(const std::string& title, const std::string& folder);

    /**
     * Add a heading.
     * \param text the heading
     */
    void AddHeading(const std::string& text);

    /**
     * Add a paragraph.
     * \param text the paragraph
     */
    void AddParagraph(const std::string& text);

    /**
     * Add a paragraph that a reader must not overlook.
     * \param text the paragraph
     */
    void AddWarning(const std::string& text);

    /**
     * Add a list.
     * \param entries entries of the list
     */
    void AddList(const std::vector<std::string>& entries);

    /**
     * Add a text whose lines stay as they are, such as a file.
     * \param text the text
     */
    void AddVerbatim(const std::string& text);

    /**
     * Add a table.
     * \param table the table
     */
    void AddTable(const ReportTable& table);

    /**
     * Add a picture, and the names of its other files: PDF, script and data.
     * \param name NAME.png in the folder is the picture; without it a sentence stands in its place
     * \param description what the picture shows, for those who do not see it
     */
    void AddPicture(const std::string& name, const std::string& description);

    /**
     * Write `report.md` and `report.html` into the folder.
     * \throws std::runtime_error if a file cannot be written
     */
    void Write() const;

    /**
     * \param text any text, such as an error message
     * \return the text between backticks, on one line
     */
    static std::string Code(const std::string& text);

  private:
    std::string m_title;    //!< title of the report
    std::string m_folder;   //!< path of the folder
    std::string m_markdown; //!< the report as Markdown
    std::string m_html;     //!< the parts of the report as HTML
};

} // namespace ns3

#endif /* WAKU_REPORT_DOCUMENT_H */
