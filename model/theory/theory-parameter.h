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
 * \brief What a parameter of a closed-form model is called and which values it takes.
 *
 * The closed-form models hold their parameters in a plain structure of numbers; this describes one
 * member of it, so that a program can list, set and check all of them by name.
 */
struct TheoryParameterInfo
{
    std::string assumption;  //!< the model's own number for it (`A01`), empty if it has none
    std::string name;        //!< name, in CamelCase
    std::string unit;        //!< unit, empty for a plain number
    double minimum;          //!< smallest value
    double maximum;          //!< largest value
    bool whole;              //!< whether only whole numbers make sense
    std::string description; //!< what it is, in one sentence

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
 * \brief Check one number the way a model parameter is checked.
 * \param name what the number is called
 * \param value the number
 * \param minimum smallest value
 * \param maximum largest value
 * \throws std::domain_error naming the number, its value and the range
 */
void CheckTheoryRange(const std::string& name, double value, double minimum, double maximum);

/**
 * \ingroup waku
 * \param value a number
 * \return the shortest usual notation of it: `0.01`, `5`, `10000`
 */
std::string FormatTheoryNumber(double value);

/**
 * \ingroup waku
 * \param name what the number is for, for the error message
 * \param text a number in decimal notation
 * \return the number
 * \throws std::invalid_argument if the text is anything else
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
    /** One line of the table. */
    struct Entry
    {
        TheoryParameterInfo info;   //!< name and range
        double Parameters::*member; //!< where the value is
    };

    /** \param entries all parameters, in the order in which they are listed */
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
     * \return its entry
     * \throws std::invalid_argument listing the valid names if there is none of that name
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
     * \throws std::invalid_argument for an unknown name or a value that is no number
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
