/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_SCENARIO_ATTRIBUTES_H
#define WAKU_SCENARIO_ATTRIBUTES_H

#include "ns3/type-id.h"

#include <functional>
#include <map>
#include <string>

namespace ns3
{

/**
 * \ingroup waku
 * \brief Values of ns-3 attributes of a scenario, by path, such as `ns3::GossipSubRouter::D`.
 *
 * A scenario sets them as defaults of the whole simulation, and in the objects that its helpers
 * make, so that they hold over a preset.
 */
class ScenarioAttributes
{
  public:
    /**
     * Set an attribute. A ScenarioError is thrown if there is no such attribute, or it does not
     * take the value.
     * \param path path of the attribute
     * \param value value as text
     */
    void Set(const std::string& path, const std::string& value);

    /** \return the values by path, as ns-3 writes them */
    const std::map<std::string, std::string>& GetValues() const
    {
        return m_values;
    }

    /** Defaults by path of the attribute. */
    using Defaults = std::map<std::string, Ptr<const AttributeValue>>;

    /**
     * Set the defaults of the simulation.
     * \return the defaults before
     */
    Defaults SetDefaults() const;

    /**
     * Set defaults as they were.
     * \param defaults what SetDefaults has returned
     */
    static void Restore(const Defaults& defaults);

    /**
     * Call a setter for each attribute of a class.
     * \param type the class
     * \param set called with name and value of each attribute that is set for the class or one of
     *        its parents
     */
    void Apply(
        TypeId type,
        const std::function<void(const std::string& name, const std::string& value)>& set) const;

    /** \return attributes whose default is not ns-3's own, such as those of the command line */
    static ScenarioAttributes GetChanged();

    /** Give the attributes that are not among these ns-3's own defaults. */
    void UndoLaterChanges() const;

  private:
    std::map<std::string, std::string> m_values; //!< values by path
};

} // namespace ns3

#endif /* WAKU_SCENARIO_ATTRIBUTES_H */
