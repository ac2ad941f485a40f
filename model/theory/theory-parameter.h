/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_THEORY_PARAMETER_H
#define WAKU_THEORY_PARAMETER_H

#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief Name, unit and range of a parameter of a closed-form model.
 *
 * The closed-form models hold their parameters in a plain structure of numbers. A
 * TheoryParameterInfo describes one member of it, so that a program can list, set and check all
 * members by name.
 */
struct TheoryParameterInfo
{
    std::string assumption;  //!< number of the assumption in the publication (`A01`), or empty
    std::string name;        //!< name, in CamelCase
    std::string unit;        //!< unit, empty for a plain number
    double minimum;          //!< smallest value
    double maximum;          //!< largest value
    bool whole;              //!< whether only whole numbers make sense
    std::string description; //!< what the parameter is, in one sentence

    /** \return `Name (A01)`, or the name alone */
    std::string GetTitle() const;

    /**
     * \param value a value for the parameter
     * \throws std::domain_error naming parameter, value and range if the value is not in the range
     */
    void Check(double value) const;
};

/**
 * \ingroup waku
 * \brief Check that a number is in a range, as for a model parameter.
 * \param name name of the number
 * \param value the number
 * \param minimum smallest value
 * \param maximum largest value
 * \throws std::domain_error naming the number, its value and the range
 */
void CheckTheoryRange(const std::string& name, double value, double minimum, double maximum);

/**
 * \ingroup waku
 * \param value a number
 * \return its shortest usual notation: `0.01`, `5`, `10000`
 */
std::string FormatTheoryNumber(double value);

/**
 * \ingroup waku
 * \param name name of the number, for the error message
 * \param text a number in decimal notation
 * \return the number
 * \throws std::invalid_argument if the text is not a number
 */
double ParseTheoryNumber(const std::string& name, const std::string& text);

/**
 * \ingroup waku
 * \brief The parameters of one closed-form model: their names, ranges and places in a structure.
 * \tparam Parameters the structure that holds the values; all members in the table are `double`
 */
template <typename Parameters>
class TheoryParameterTable
{
  public:
    using Member = double Parameters::*; //!< a value of the structure

    /** One line of the table. */
    struct Entry
    {
        TheoryParameterInfo info; //!< name and range
        Member member;            //!< member that holds the value
    };

    /** \param entries all parameters, in the order in which GetEntries() lists them */
    explicit TheoryParameterTable(std::vector<Entry> entries)
        : m_entries(std::move(entries))
    {
    }

    /** \return all parameters */
    const std::vector<Entry>& GetEntries() const
    {
        return m_entries;
    }

    /**
     * \param name a parameter's name or the number of its assumption
     * \return the entry of the parameter
     * \throws std::invalid_argument listing the valid names if no parameter has that name
     */
    const Entry& Find(const std::string& name) const
    {
        std::string known;
        for (const auto& entry : m_entries)
        {
            if (name == entry.info.name || (!name.empty() && name == entry.info.assumption))
            {
                return entry;
            }
            known += (known.empty() ? "" : ", ") + entry.info.GetTitle();
        }
        throw std::invalid_argument("no assumption is called \"" + name +
                                    "\"; there are: " + known);
    }

    /**
     * Set one parameter by name.
     * \param parameters the structure to change
     * \param name a parameter's name or the number of its assumption
     * \param value the new value, in decimal notation
     * \throws std::invalid_argument for an unknown name or a value that is not a number
     * \throws std::domain_error for a value outside the parameter's range
     */
    void Set(Parameters& parameters, const std::string& name, const std::string& value) const
    {
        const Entry& entry = Find(name);
        const double number = ParseTheoryNumber(entry.info.GetTitle(), value);
        entry.info.Check(number);
        parameters.*entry.member = number;
    }

    /**
     * \param parameters the values to check
     * \throws std::domain_error naming the first parameter whose value is outside its range
     */
    void Check(const Parameters& parameters) const
    {
        for (const auto& entry : m_entries)
        {
            entry.info.Check(parameters.*entry.member);
        }
    }

  private:
    std::vector<Entry> m_entries; //!< all parameters
};

} // namespace ns3

#endif /* WAKU_THEORY_PARAMETER_H */
