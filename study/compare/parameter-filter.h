/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_PARAMETER_FILTER_H
#define WAKU_PARAMETER_FILTER_H

#include <map>
#include <string>
#include <utility>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief Chooses combinations of a study's parameters by the value of some keys.
 */
class ParameterFilter
{
  public:
    /** Varied keys and their values, as written in the study's file. */
    using Parameters = std::vector<std::pair<std::string, std::string>>;

    /**
     * \param texts `KEY=VALUE` for each key; what is not of this form throws std::invalid_argument
     */
    explicit ParameterFilter(const std::vector<std::string>& texts);

    /**
     * \param all the combinations of a study; if none has the values, std::invalid_argument is
     * thrown and names the combinations that there are \return indices of those that have the
     * values
     */
    std::vector<std::size_t> Choose(const std::vector<Parameters>& all) const;

    /**
     * \param parameters varied keys and their values
     * \return as text: `nodes=100, degree=6`
     */
    static std::string GetName(const Parameters& parameters);

  private:
    std::map<std::string, std::string> m_values; //!< by key
};

} // namespace ns3

#endif /* WAKU_PARAMETER_FILTER_H */
