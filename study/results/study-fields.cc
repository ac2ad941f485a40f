/* SPDX-License-Identifier: GPL-2.0-only */
#include "study-fields.h"

#include <iomanip>
#include <limits>
#include <sstream>

namespace ns3
{

namespace FieldValue
{

namespace
{

/// The shortest text that is read as the same number.
std::string
WriteShortest(double value)
{
    for (int digits = 6;; digits++)
    {
        std::ostringstream out;
        out.imbue(std::locale::classic());
        out << std::setprecision(digits) << value;
        double read = 0;
        if (digits >= std::numeric_limits<double>::max_digits10 ||
            (Read(out.str(), read) && read == value))
        {
            return out.str();
        }
    }
}

} // namespace

std::string
Write(double value)
{
    return WriteShortest(value);
}

bool
Read(const std::string& text, double& value)
{
    std::istringstream in(text);
    in.imbue(std::locale::classic());
    return (in >> std::noskipws >> value) && in.peek() == std::char_traits<char>::eof();
}

} // namespace FieldValue

} // namespace ns3
