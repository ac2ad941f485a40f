/* SPDX-License-Identifier: GPL-2.0-only */
#include "report-document.h"

#include <cryptopp/base64.h>
#include <cryptopp/filters.h>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <stdexcept>

namespace ns3
{

namespace
{

/// What comes before the parts of a report in HTML; the title follows the first line.
const char* const HTML_STYLE = R"(<style>
:root { color-scheme: light dark; --ink: #1b1b1b; --paper: #ffffff; --line: #d0d0d0;
  --shade: #f4f4f4; --warning: #fdecea; --link: #0b5cad; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6e6e6; --paper: #17181a; --line: #44474c;
  --shade: #222428; --warning: #4a2320; --link: #7fb7ee; } }
body { font: 16px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper);
  max-width: 72rem; margin: 2rem auto; padding: 0 1.5rem; }
h1, h2 { line-height: 1.25; }
h2 { margin-top: 2.5rem; border-bottom: 1px solid var(--line); padding-bottom: .3rem; }
a { color: var(--link); }
code { font: .9em ui-monospace, monospace; background: var(--shade); padding: .1em .3em;
  border-radius: 3px; overflow-wrap: anywhere; }
pre { background: var(--shade); padding: .8rem 1rem; overflow: auto; border-radius: 6px; }
.table { overflow: auto; max-height: 40rem; margin: 1rem 0; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
th, td { border-bottom: 1px solid var(--line); padding: .3rem .8rem; text-align: left;
  vertical-align: top; white-space: nowrap; }
td.text { white-space: normal; min-width: 8rem; }
th { background: var(--shade); position: sticky; top: 0; white-space: normal; }
.number { text-align: right; }
.warning { background: var(--warning); border-left: 4px solid #d55e00; padding: .6rem 1rem; }
figure { margin: 1.5rem 0; }
figure img { max-width: 100%; height: auto; background: #ffffff; border-radius: 6px; }
figcaption { font-size: .9em; }
</style>
)";

std::string
EscapeHtml(const std::string& text)
{
    std::string escaped;
    for (char letter : text)
    {
        switch (letter)
        {
        case '&':
            escaped += "&amp;";
            break;
        case '<':
            escaped += "&lt;";
            break;
        case '>':
            escaped += "&gt;";
            break;
        case '"':
            escaped += "&quot;";
            break;
        default:
            escaped += letter;
        }
    }
    return escaped;
}

/// A text, in which code is between backticks.
std::string
ToHtml(const std::string& text)
{
    std::string html;
    bool isCode = false;
    std::istringstream parts(text);
    for (std::string part; std::getline(parts, part, '`'); isCode = !isCode)
    {
        html += isCode ? "<code>" + EscapeHtml(part) + "</code>" : EscapeHtml(part);
    }
    return html;
}

/// A text as it stands in Markdown; what would be an HTML tag or an emphasis is no such thing.
std::string
ToMarkdown(const std::string& text)
{
    std::string markdown;
    bool isCode = false;
    for (char letter : text)
    {
        isCode = isCode != (letter == '`');
        const bool isSpecial = letter == '<' || letter == '*' || letter == '[';
        markdown += !isCode && isSpecial ? "\\" : "";
        markdown += letter;
    }
    return markdown;
}

/// A text in a cell of a table: there a | ends the cell even in code.
std::string
ToMarkdownCell(const std::string& text)
{
    std::string cell;
    for (char letter : ToMarkdown(text))
    {
        cell += letter == '|' ? "\\|" : std::string(1, letter);
    }
    return cell;
}

std::string
ReadFile(const std::filesystem::path& path)
{
    std::ifstream in(path, std::ios::binary);
    std::ostringstream text;
    text << in.rdbuf();
    return text.str();
}

std::string
EncodeBase64(const std::string& bytes)
{
    std::string text;
    CryptoPP::StringSource(
        bytes,
        true,
        new CryptoPP::Base64Encoder(new CryptoPP::StringSink(text), /*insertLineBreaks=*/false));
    return text;
}

void
WriteFile(const std::filesystem::path& path, const std::string& text)
{
    std::ofstream out(path, std::ios::binary);
    out << text;
    out.close();
    if (!out)
    {
        throw std::runtime_error("can't write " + path.string());
    }
}

} // namespace

void
ReportTable::WriteMarkdown(std::ostream& out) const
{
    for (const Column& column : columns)
    {
        out << "| " << ToMarkdownCell(column.title) << " ";
    }
    out << "|\n";
    for (const Column& column : columns)
    {
        out << (column.isNumber ? "| ---: " : "| --- ");
    }
    out << "|\n";
    for (const auto& row : rows)
    {
        for (const std::string& cell : row)
        {
            out << "| " << ToMarkdownCell(cell) << " ";
        }
        out << "|\n";
    }
}

void
ReportTable::WriteHtml(std::ostream& out) const
{
    out << "<div class=\"table\"><table>\n<thead><tr>";
    for (const Column& column : columns)
    {
        out << "<th" << (column.isNumber ? " class=\"number\"" : "") << ">" << ToHtml(column.title)
            << "</th>";
    }
    out << "</tr></thead>\n<tbody>\n";
    for (const auto& row : rows)
    {
        out << "<tr>";
        for (std::size_t i = 0; i < row.size(); i++)
        {
            out << "<td class=\"" << (columns[i].isNumber ? "number" : "text") << "\">"
                << ToHtml(row[i]) << "</td>";
        }
        out << "</tr>\n";
    }
    out << "</tbody></table></div>\n";
}

ReportDocument::ReportDocument(const std::string& title, const std::string& folder)
    : m_title(title),
      m_folder(folder),
      m_markdown("# " + ToMarkdown(title) + "\n"),
      m_html("<h1>" + ToHtml(title) + "</h1>\n")
{
}

void
ReportDocument::AddHeading(const std::string& text)
{
    m_markdown += "\n## " + ToMarkdown(text) + "\n";
    m_html += "<h2>" + ToHtml(text) + "</h2>\n";
}

void
ReportDocument::AddParagraph(const std::string& text)
{
    m_markdown += "\n" + ToMarkdown(text) + "\n";
    m_html += "<p>" + ToHtml(text) + "</p>\n";
}

void
ReportDocument::AddWarning(const std::string& text)
{
    m_markdown += "\n> **Warning:** " + ToMarkdown(text) + "\n";
    m_html += "<p class=\"warning\"><strong>Warning:</strong> " + ToHtml(text) + "</p>\n";
}

void
ReportDocument::AddList(const std::vector<std::string>& entries)
{
    m_markdown += "\n";
    m_html += "<ul>\n";
    for (const std::string& entry : entries)
    {
        m_markdown += "- " + ToMarkdown(entry) + "\n";
        m_html += "<li>" + ToHtml(entry) + "</li>\n";
    }
    m_html += "</ul>\n";
}

void
ReportDocument::AddVerbatim(const std::string& text)
{
    const std::string ended = text.empty() || text.back() == '\n' ? text : text + "\n";
    std::string fence = "```";
    while (text.find(fence) != std::string::npos)
    {
        fence += '`';
    }
    m_markdown += "\n" + fence + "\n" + ended + fence + "\n";
    m_html += "<pre>" + EscapeHtml(ended) + "</pre>\n";
}

void
ReportDocument::AddTable(const ReportTable& table)
{
    std::ostringstream markdown;
    table.WriteMarkdown(markdown);
    m_markdown += "\n" + markdown.str();
    std::ostringstream html;
    table.WriteHtml(html);
    m_html += html.str();
}

void
ReportDocument::AddPicture(const std::string& name, const std::string& description)
{
    const std::filesystem::path folder(m_folder);
    std::string markdownFiles;
    std::string htmlFiles;
    for (const char* ending : {".pdf", ".plt", ".csv"})
    {
        const std::string file = name + ending;
        if (std::filesystem::exists(folder / file))
        {
            markdownFiles += (markdownFiles.empty() ? "" : ", ") + ("[" + file + "](" + file + ")");
            htmlFiles += (htmlFiles.empty() ? "" : ", ") +
                         ("<a href=\"" + EscapeHtml(file) + "\">" + EscapeHtml(file) + "</a>");
        }
    }
    const std::string picture = name + ".png";
    if (!std::filesystem::exists(folder / picture))
    {
        AddParagraph("No picture: gnuplot is missing or failed; the script is " +
                     Code(name + ".plt") + ".");
        return;
    }
    m_markdown +=
        "\n![" + ToMarkdown(description) + "](" + picture + ")\n\n" + markdownFiles + "\n";
    m_html += "<figure><img alt=\"" + EscapeHtml(description) + "\" src=\"data:image/png;base64," +
              EncodeBase64(ReadFile(folder / picture)) + "\">\n<figcaption>" + htmlFiles +
              "</figcaption></figure>\n";
}

void
ReportDocument::Write() const
{
    const std::filesystem::path folder(m_folder);
    WriteFile(folder / "report.md", m_markdown);
    WriteFile(folder / "report.html",
              "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
              "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>" +
                  EscapeHtml(m_title) + "</title>\n" + HTML_STYLE + "</head>\n<body>\n" + m_html +
                  "</body>\n</html>\n");
}

std::string
ReportDocument::Code(const std::string& text)
{
    std::string code = "`";
    for (char letter : text)
    {
        code += letter == '`' ? '\'' : letter == '\n' || letter == '\r' ? ' ' : letter;
    }
    return code + "`";
}

} // namespace ns3
