/* SPDX-License-Identifier: GPL-2.0-only */
#include "net-anim-file.h"

#include <cmath>
#include <iomanip>
#include <sstream>

namespace ns3
{

namespace NetAnimFile
{

namespace
{

/// A text as it stands in an attribute of XML.
std::string
EscapeXml(const std::string& text)
{
    std::string escaped;
    for (const char letter : text)
    {
        const auto code = static_cast<unsigned char>(letter);
        escaped += letter == '&'   ? "&amp;"
                   : letter == '<' ? "&lt;"
                   : letter == '"' ? "&quot;"
                   : code < 0x20   ? " "
                                   : std::string(1, letter);
    }
    return escaped;
}

} // namespace

void
Write(std::ostream& out, const ViewRecorder& recorder)
{
    const uint32_t nodes = recorder.GetSample().GetSize();
    out << "<anim ver=\"netanim-3.108\" filetype=\"animation\">\n" << std::setprecision(12);
    for (uint32_t i = 0; i < nodes; i++)
    {
        // On a ring, whose radius grows with the number of nodes.
        const double radius = 10.0 + 2.0 * nodes / M_PI;
        const double angle = 2 * M_PI * i / nodes;
        out << "<node id=\"" << i << "\" sysId=\"0\" locX=\"" << radius * (1.1 + std::cos(angle))
            << "\" locY=\"" << radius * (1.1 + std::sin(angle)) << "\"/>\n";
    }
    for (uint32_t i = 0; i < nodes; i++)
    {
        out << "<nu p=\"d\" t=\"0\" id=\"" << i << "\" descr=\""
            << EscapeXml(recorder.GetRole(i) + " " +
                         std::to_string(recorder.GetSample().GetNodes()[i]))
            << "\"/>\n";
    }
    for (const auto& [a, b] : recorder.GetNetwork().GetPairs())
    {
        out << "<link fromId=\"" << a << "\" toId=\"" << b << "\" fd=\"\" td=\"\" ld=\"\"/>\n";
    }
    for (const ViewMessages::Passage& passage : recorder.GetMessages().GetPassages())
    {
        out << "<p fId=\"" << passage.from << "\" fbTx=\"" << passage.sent << "\" lbTx=\""
            << passage.sent << "\" meta-info=\"message " << passage.message << ", "
            << (passage.isFirst ? "first copy" : "duplicate") << "\" tId=\"" << passage.to
            << "\" fbRx=\"" << passage.arrived << "\" lbRx=\"" << passage.arrived << "\"/>\n";
    }
    out << "</anim>\n";
}

} // namespace NetAnimFile

} // namespace ns3
