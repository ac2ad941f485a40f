/* SPDX-License-Identifier: GPL-2.0-only */

// Every attribute and trace source of the module, in reStructuredText, out of the TypeIds.
//
//   waku-reference > doc/waku-reference.rst
//   waku-reference --check=doc/waku-reference.rst

#include "ns3/core-module.h"
#include "ns3/waku-module.h"

#include <fstream>
#include <iostream>
#include <iterator>
#include <map>
#include <sstream>

using namespace ns3;

namespace
{

/** \return text in which Sphinx sees no markup */
std::string
Escape(const std::string& text)
{
    std::string escaped;
    for (const char c : text)
    {
        if (c == '*' || c == '`' || c == '|' || c == '_' || c == '\\')
        {
            escaped += '\\';
        }
        escaped += c;
    }
    return escaped;
}

/** \return text as it stands, in another type */
std::string
Literal(const std::string& text)
{
    return "``" + text + "``";
}

/** \return a type's name without its namespace and without Value */
std::string
GetTypeName(const TypeId::AttributeInformation& attribute)
{
    std::string name = attribute.checker->GetValueTypeName();
    name = name.substr(name.rfind(':') + 1);
    const std::size_t value = name.rfind("Value");
    return value == std::string::npos ? name : name.substr(0, value);
}

/** \return the value that an attribute has unless set; empty for a pointer to nothing */
std::string
GetInitialValue(const TypeId::AttributeInformation& attribute)
{
    if (dynamic_cast<const PointerValue*>(PeekPointer(attribute.initialValue)))
    {
        return "";
    }
    if (const auto* time = dynamic_cast<const TimeValue*>(PeekPointer(attribute.initialValue)))
    {
        return FormatSeconds(time->Get());
    }
    return attribute.initialValue->SerializeToString(attribute.checker);
}

/** Write what a class has. */
void
WriteClass(std::ostream& out, TypeId tid)
{
    const std::string title = Literal(tid.GetName());
    out << "\n" << title << "\n" << std::string(title.size(), '=') << "\n\n";
    out << "Parent: " << Literal(tid.GetParent().GetName()) << "\n";
    if (tid.GetAttributeN() > 0)
    {
        out << "\nAttributes:\n\n";
    }
    for (std::size_t i = 0; i < tid.GetAttributeN(); i++)
    {
        const TypeId::AttributeInformation attribute = tid.GetAttribute(i);
        const std::string initial = GetInitialValue(attribute);
        const std::string range = DescribeRange(attribute);
        out << "* " << Literal(attribute.name) << " (" << GetTypeName(attribute)
            << (initial.empty() ? "" : ", " + Literal(initial))
            << (range.empty() ? "" : ", " + range) << "): " << Escape(attribute.help) << "\n";
    }
    if (tid.GetTraceSourceN() > 0)
    {
        out << "\nTrace sources:\n\n";
    }
    for (std::size_t i = 0; i < tid.GetTraceSourceN(); i++)
    {
        const TypeId::TraceSourceInformation source = tid.GetTraceSource(i);
        out << "* " << Literal(source.name) << " (" << Literal(source.callback)
            << "): " << Escape(source.help) << "\n";
    }
}

/** \return the whole page */
std::string
WriteReference()
{
    std::map<std::string, TypeId> classes;
    for (uint32_t i = 0; i < TypeId::GetRegisteredN(); i++)
    {
        const TypeId tid = TypeId::GetRegistered(i);
        if (tid.GetGroupName() == "Waku" && tid.GetAttributeN() + tid.GetTraceSourceN() > 0)
        {
            classes[tid.GetName()] = tid;
        }
    }
    std::ostringstream out;
    out << "Waku: attributes and trace sources\n----------------------------------\n\n"
        << "Written by the program ``waku-reference``, which reads the module's TypeIds: for each\n"
        << "attribute its type, the value it has unless set and, of a number or a time that has\n"
        << "bounds, its range; for each trace source the type of function that connects to it. A "
           "value\n"
        << "outside the range stops the program.\n";
    for (const auto& [name, tid] : classes)
    {
        WriteClass(out, tid);
    }
    return out.str();
}

} // namespace

int
main(int argc, char* argv[])
{
    std::string check;
    ProgramOptions cmd(__FILE__);
    cmd.AddValue("check", "Compare with this file in place of printing", check);
    cmd.Parse(argc, argv);

    const std::string reference = WriteReference();
    if (check.empty())
    {
        std::cout << reference;
        return 0;
    }
    std::ifstream file(check);
    NS_ABORT_MSG_IF(!file, "--check: cannot read " << check);
    if (std::string(std::istreambuf_iterator<char>(file), {}) == reference)
    {
        return 0;
    }
    std::cerr << check << " is not what the TypeIds say; write it anew: waku-reference > " << check
              << "\n";
    return 1;
}
