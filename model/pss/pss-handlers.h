/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_PSS_HANDLERS_H
#define WAKU_PSS_HANDLERS_H

#include "pss-message.h"

#include <cstdint>
#include <functional>
#include <map>
#include <optional>

namespace ns3
{

/**
 * \ingroup waku
 * \brief What a node does with messages of a topic (pss/types.go, handler).
 */
struct PssHandler
{
    /** Called with a message, and its payload after decryption. */
    std::function<void(Ptr<const PssMessage> message, const VirtualBytes& payload)> function;
    bool isRaw{false};           //!< whether it takes messages that are not encrypted
    bool isNeighbourhood{false}; //!< whether it takes all that is addressed to the neighbourhood
};

/**
 * \ingroup waku
 * \brief The handlers of a node, by topic.
 *
 * As in Swarm, a topic takes messages to the neighbourhood if one of its handlers does; then those
 * handlers that do not are not called.
 */
class PssHandlers
{
  public:
    /** What the handlers of a topic take. */
    struct Abilities
    {
        bool isRaw{false};           //!< whether one takes messages that are not encrypted
        bool isNeighbourhood{false}; //!< whether one takes messages to the neighbourhood
    };

    /**
     * \param topic a topic
     * \param handler handler of its messages; its function may be null
     * \return a number by which the handler can be removed
     */
    uint32_t Add(PssTopic topic, const PssHandler& handler);

    /**
     * Remove a handler. Nothing happens if it is not there.
     * \param topic the topic
     * \param number number of the handler
     */
    void Remove(PssTopic topic, uint32_t number);

    /**
     * \param topic a topic
     * \return what its handlers take; nothing without a handler
     */
    std::optional<Abilities> GetAbilities(PssTopic topic) const;

    /**
     * Call the handlers of a message's topic.
     * \param message the message
     * \param payload its payload after decryption
     * \return number of handlers called
     */
    uint32_t Call(Ptr<const PssMessage> message, const VirtualBytes& payload) const;

    /**
     * \param fields a message
     * \return whether Call() would call a handler
     */
    bool HasHandler(const PssMessageFields& fields) const;

  private:
    /**
     * \param handler a handler of the message's topic
     * \param fields the message
     * \param abilities what the handlers of the topic take
     * \return whether the handler takes the message
     */
    static bool Takes(const PssHandler& handler,
                      const PssMessageFields& fields,
                      const Abilities& abilities);

    std::map<PssTopic, std::map<uint32_t, PssHandler>> m_handlers; //!< by topic and number
    uint32_t m_next{0};                                            //!< number of the next handler
};

} // namespace ns3

#endif /* WAKU_PSS_HANDLERS_H */
