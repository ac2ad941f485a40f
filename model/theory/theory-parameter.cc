/* SPDX-License-Identifier: GPL-2.0-only */
#include "theory-parameter.h"

#include <cmath>
#include <cstdio>
#include <cstdlib>

namespace ns3
{

std::string
FormatTheoryNumber(double value)
{
    char text[32];
    std::snprintf(text, sizeof(text), "%.15g", value);
    return text;
}

double
ParseTheoryNumber(const std::string& name, const std::string& text)
{
    char* end = nullptr;
    const double value = std::strtod(text.c_str(), &end);
    if (text.empty() || end != text.c_str() + text.size() || !std::isfinite(value))
    {
        throw std::invalid_argument(name + ": \"" + text + "\" is not a number");
    }
    return value;
}

void
CheckTheoryRange(const std::string& name, double value, double minimum, double maximum)
{
    if (!(value >= minimum && value <= maximum))
    {
        throw std::domain_error(name + " = " + FormatTheoryNumber(value) + " is outside [" +
                                FormatTheoryNumber(minimum) + ", " + FormatTheoryNumber(maximum) +
                                "]");
    }
}

std::string
TheoryParameterInfo::GetTitle() const
{
    return assumption.empty() ? name : name + " (" + assumption + ")";
}

void
TheoryParameterInfo::Check(double value) const
{
    CheckTheoryRange(GetTitle(), value, minimum, maximum);
    if (whole && value != std::floor(value))
    {
        throw std::domain_error(GetTitle() + " = " + FormatTheoryNumber(value) +
                                " is not a whole number in [" + FormatTheoryNumber(minimum) + ", " +
                                FormatTheoryNumber(maximum) + "]");
    }
}

} // namespace ns3
