/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_VIEW_COLUMN_H
#define WAKU_VIEW_COLUMN_H

#include <cstdint>
#include <ostream>
#include <string>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief Writes JSON of many numbers without making a document of it first.
 */
namespace ViewColumn
{

/**
 * Write a text as a JSON string that may stand in a script of an HTML page: `<`, `>` and `&` are
 * escaped too, and bytes that are no UTF-8 are replaced.
 * \param out stream to write to
 * \param text any bytes
 */
void WriteText(std::ostream& out, const std::string& text);

/**
 * Write a real number in the shortest form of up to six digits; 0 if it is not finite.
 * \param out stream to write to
 * \param value the number
 */
void WriteReal(std::ostream& out, double value);

/**
 * Write a list.
 * \tparam List a container
 * \tparam Write a function of an element
 * \param out stream to write to
 * \param list what is written
 * \param write writes an element
 */
template <typename List, typename Write>
void
WriteList(std::ostream& out, const List& list, Write write)
{
    char separator = '[';
    for (const auto& element : list)
    {
        out << separator;
        write(element);
        separator = ',';
    }
    out << (separator == '[' ? "[]" : "]");
}

/**
 * Write a list of whole numbers; UINT32_MAX, which stands for none, is written as -1.
 * \param out stream to write to
 * \param list the numbers
 */
void WriteNumbers(std::ostream& out, const std::vector<uint32_t>& list);
/** \copydoc WriteNumbers(std::ostream&,const std::vector<uint32_t>&) */
void WriteNumbers(std::ostream& out, const std::vector<uint64_t>& list);

/**
 * Write a list of real numbers with WriteReal().
 * \param out stream to write to
 * \param list the numbers
 */
void WriteReals(std::ostream& out, const std::vector<double>& list);

} // namespace ViewColumn

} // namespace ns3

#endif /* WAKU_VIEW_COLUMN_H */
