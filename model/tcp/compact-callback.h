/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_COMPACT_CALLBACK_H
#define WAKU_COMPACT_CALLBACK_H

#include "ns3/callback.h"
#include "ns3/ptr.h"

#include <functional>
#include <type_traits>
#include <utility>

namespace ns3
{

/**
 * \ingroup waku
 * \brief What a callback made by MakeCompactCallback() calls. It is equal only to itself.
 */
template <typename R, typename... Args>
class CompactCallbackImpl : public CallbackImpl<R, Args...>
{
  public:
    /** \param function the function to call */
    explicit CompactCallbackImpl(std::function<R(Args...)> function)
        : CallbackImpl<R, Args...>(std::move(function), {})
    {
    }

    bool IsEqual(Ptr<const CallbackImplBase> other) const override
    {
        return PeekPointer(other) == this;
    }
};

/** Whether callbacks of this ns-3 are made of a function and a list of components (ns-3.36). */
template <typename Impl, typename = void>
struct HasCallbackComponents : std::false_type
{
};

/** \copydoc HasCallbackComponents */
template <typename Impl>
struct HasCallbackComponents<Impl,
                             std::void_t<decltype(std::declval<const Impl&>().GetComponents())>>
    : std::true_type
{
};

/**
 * \ingroup waku
 * \brief Makes callbacks as MakeCallback() does, of 80 bytes in place of 270.
 *
 * From ns-3.36 on a callback keeps its member function and its object twice, to call them and to
 * compare them with those of other callbacks. This one cannot be compared: a trace source does not
 * find it to disconnect it. In earlier releases it is MakeCallback()'s.
 *
 * \tparam Member a member function
 * \tparam Type the type of the member function
 */
template <auto Member, typename Type = decltype(Member)>
struct CompactCallback;

/** \copydoc CompactCallback */
template <auto Member, typename T, typename R, typename... Args>
struct CompactCallback<Member, R (T::*)(Args...)>
{
    /**
     * \tparam Pointer a raw pointer or a Ptr
     * \param object the object
     * \return the callback
     */
    template <typename Pointer>
    static Callback<R, Args...> Make(Pointer object)
    {
        using Impl = CallbackImpl<R, Args...>;
        if constexpr (HasCallbackComponents<Impl>::value)
        {
            const auto call = [object](Args... args) -> R {
                // The call may delete the callback, and with it the last pointer to the object.
                const Pointer kept = object;
                return ((*kept).*Member)(std::forward<Args>(args)...);
            };
            return Callback<R, Args...>(Ptr<Impl>(
                Create<CompactCallbackImpl<R, Args...>>(std::function<R(Args...)>(call))));
        }
        else
        {
            return MakeCallback(Member, object);
        }
    }
};

/** \copydoc CompactCallback */
template <auto Member, typename T, typename R, typename... Args>
struct CompactCallback<Member, R (T::*)(Args...) const> : CompactCallback<Member, R (T::*)(Args...)>
{
};

/**
 * \ingroup waku
 * \brief A CompactCallback.
 * \tparam Member a member function
 * \param object raw pointer or Ptr to the object
 * \return the callback
 */
template <auto Member, typename Pointer>
auto
MakeCompactCallback(Pointer object)
{
    return CompactCallback<Member>::Make(object);
}

} // namespace ns3

#endif /* WAKU_COMPACT_CALLBACK_H */
