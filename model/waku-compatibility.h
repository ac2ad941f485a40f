/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_COMPATIBILITY_H
#define WAKU_COMPATIBILITY_H

// What ns-3.35 lacks beside later releases. Its wscript has this file included before all others,
// so no source includes it; a script in such a tree does, before all others.

// GCC 12 takes what these headers of ns-3.35 do for a use after free.
#if defined(__GNUC__) && !defined(__clang__) && __GNUC__ >= 12
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wuse-after-free"
#include "ns3/ptr.h"
#include "ns3/simple-ref-count.h"
#pragma GCC diagnostic pop
#endif

#include "ns3/event-impl.h"
#include "ns3/make-event.h"

#include <type_traits>
#include <utility>

namespace ns3
{

/**
 * Events of function objects, as later releases have them, so that Simulator::Schedule takes a
 * lambda expression.
 * \param function is called with no argument
 * \return the event
 */
template <typename F>
std::enable_if_t<std::is_class_v<F> && std::is_invocable_v<F&>, EventImpl*>
MakeEvent(F function)
{
    class FunctionEvent : public EventImpl
    {
      public:
        explicit FunctionEvent(F function)
            : m_function(std::move(function))
        {
        }

      private:
        void Notify() override
        {
            m_function();
        }

        F m_function;
    };

    return new FunctionEvent(std::move(function));
}

} // namespace ns3

#endif /* WAKU_COMPATIBILITY_H */
