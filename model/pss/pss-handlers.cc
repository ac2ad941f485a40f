/* SPDX-License-Identifier: GPL-2.0-only */
#include "pss-handlers.h"

#include <algorithm>

namespace ns3
{

uint32_t
PssHandlers::Add(PssTopic topic, const PssHandler& handler)
{
    m_handlers[topic].emplace(m_next, handler);
    return m_next++;
}

void
PssHandlers::Remove(PssTopic topic, uint32_t number)
{
    const auto found = m_handlers.find(topic);
    if (found != m_handlers.end())
    {
        found->second.erase(number);
        if (found->second.empty())
        {
            m_handlers.erase(found);
        }
    }
}

std::optional<PssHandlers::Abilities>
PssHandlers::GetAbilities(PssTopic topic) const
{
    const auto found = m_handlers.find(topic);
    if (found == m_handlers.end())
    {
        return std::nullopt;
    }
    Abilities abilities;
    for (const auto& [number, handler] : found->second)
    {
        abilities.isRaw |= handler.isRaw;
        abilities.isNeighbourhood |= handler.isNeighbourhood;
    }
    return abilities;
}

bool
PssHandlers::Takes(const PssHandler& handler,
                   const PssMessageFields& fields,
                   const Abilities& abilities)
{
    return (handler.isRaw || !fields.isRaw) &&
           (handler.isNeighbourhood || !abilities.isNeighbourhood);
}

bool
PssHandlers::HasHandler(const PssMessageFields& fields) const
{
    const auto abilities = GetAbilities(fields.topic);
    if (!abilities)
    {
        return false;
    }
    const auto& handlers = m_handlers.at(fields.topic);
    return std::any_of(handlers.begin(), handlers.end(), [&](const auto& handler) {
        return Takes(handler.second, fields, *abilities);
    });
}

uint32_t
PssHandlers::Call(Ptr<const PssMessage> message, const VirtualBytes& payload) const
{
    const auto abilities = GetAbilities(message->GetTopic());
    if (!abilities)
    {
        return 0;
    }
    uint32_t called = 0;
    // A handler may add and remove others.
    const auto handlers = m_handlers.at(message->GetTopic());
    for (const auto& [number, handler] : handlers)
    {
        if (Takes(handler, message->GetFields(), *abilities))
        {
            called++;
            if (handler.function)
            {
                handler.function(message, payload);
            }
        }
    }
    return called;
}

} // namespace ns3
