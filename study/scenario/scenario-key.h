/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_SCENARIO_KEY_H
#define WAKU_SCENARIO_KEY_H

#include "ns3/nstime.h"

#include <cstdint>
#include <functional>
#include <stdexcept>
#include <string>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief Something is wrong with a key of a scenario.
 */
class ScenarioError : public std::runtime_error
{
  public:
    /**
     * \param key the key, such as `underlay.latency`
     * \param sentence what is wrong, and what would be right
     */
    ScenarioError(const std::string& key, const std::string& sentence);

    /** \return the key */
    const std::string& GetKey() const
    {
        return m_key;
    }

  private:
    std::string m_key; //!< the key
};

/**
 * \ingroup waku
 * \brief A data rate of a scenario: a number with a unit, or `unlimited`.
 */
struct ScenarioRate
{
    uint64_t bitsPerSecond{0}; //!< bit/s; 0 for unlimited
};

/**
 * \ingroup waku
 * \brief A key of a scenario, with the variable that it sets.
 *
 * It is made by a ScenarioPart for one use, and must not outlive the part.
 */
struct ScenarioKey
{
    std::string name;      //!< as in a study file, such as `underlay.latency`
    std::string help;      //!< what it is, with its unit
    std::string attribute; //!< the ns-3 attribute that it sets, if it is one
    /** Sets the variable. Returns what is allowed if the text is not, else an empty text. */
    std::function<std::string(const std::string& text)> set;
    /** Returns the value in the form of ScenarioValues. */
    std::function<std::string()> get;
};

/**
 * \ingroup waku
 * \brief Makes the keys of scenario parts.
 */
namespace ScenarioKeys
{

/**
 * \param name name of the key
 * \param value variable: a time, written with its unit
 * \param help what it is
 * \param attribute attribute that it sets
 * \param least smallest value, seconds
 * \return the key
 */
ScenarioKey Make(const std::string& name,
                 Time& value,
                 const std::string& help,
                 const std::string& attribute = "",
                 double least = 0);

/**
 * \param name name of the key
 * \param value variable: a whole number
 * \param help what it is
 * \param attribute attribute that it sets
 * \param least smallest value
 * \param most largest value
 * \return the key
 */
ScenarioKey Make(const std::string& name,
                 uint32_t& value,
                 const std::string& help,
                 const std::string& attribute = "",
                 double least = 0,
                 double most = UINT32_MAX);

/**
 * \param name name of the key
 * \param value variable: a number
 * \param help what it is
 * \param attribute attribute that it sets
 * \param least smallest value
 * \param most largest value
 * \return the key
 */
ScenarioKey Make(const std::string& name,
                 double& value,
                 const std::string& help,
                 const std::string& attribute = "",
                 double least = 0,
                 double most = 1e15);

/**
 * \param name name of the key
 * \param value variable: true or false
 * \param help what it is
 * \param attribute attribute that it sets
 * \return the key
 */
ScenarioKey Make(const std::string& name,
                 bool& value,
                 const std::string& help,
                 const std::string& attribute = "");

/**
 * \param name name of the key
 * \param value variable: a data rate
 * \param help what it is
 * \param attribute attribute that it sets
 * \return the key
 */
ScenarioKey Make(const std::string& name,
                 ScenarioRate& value,
                 const std::string& help,
                 const std::string& attribute = "");

/**
 * \param name name of the key
 * \param value variable: one of the choices
 * \param help what it is
 * \param choices allowed values
 * \param attribute attribute that it sets
 * \return the key
 */
ScenarioKey MakeChoice(const std::string& name,
                       std::string& value,
                       const std::string& help,
                       const std::vector<std::string>& choices,
                       const std::string& attribute = "");

/**
 * \param name name of the key
 * \param value variable: a text
 * \param help what it is
 * \param check returns what is allowed if a text is not, else an empty text
 * \param attribute attribute that it sets
 * \return the key
 */
ScenarioKey MakeText(const std::string& name,
                     std::string& value,
                     const std::string& help,
                     const std::function<std::string(const std::string& text)>& check,
                     const std::string& attribute = "");

} // namespace ScenarioKeys

/**
 * \ingroup waku
 * \param name a name that does not exist
 * \param known names that exist
 * \return the known name that is most like it, by the number of letters to change; empty if none is
 *         like it
 */
std::string FindNearestName(const std::string& name, const std::vector<std::string>& known);

} // namespace ns3

#endif /* WAKU_SCENARIO_KEY_H */
