/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_COMPACT_CALLBACK_H
#define WAKU_COMPACT_CALLBACK_H

#include "ns3/callback.h"
#include "ns3/ptr.h"

#include <utility>

namespace ns3
{

/**
 * \ingroup waku
 * \brief Makes callbacks as MakeCallback() does, of 80 bytes in place of 270.
 *
 * From ns-3.36 on a callback of MakeCallback() keeps its member function and its object twice, to
 * call them and to compare them with those of other callbacks. This one keeps them once. It is
 * equal only to one of MakeCompactCallback(). In earlier releases it is MakeCallback()'s.
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
#ifndef WAKU_COMPATIBILITY_H
    /** What a callback has. */
    template <typename Pointer>
    class Impl : public CallbackImpl<R, Args...>
    {
        /** Calls the member function. */
        struct Call
        {
            Pointer object; //!< the object

            /**
             * \param args arguments of the member function
             * \return its result
             */
            R operator()(Args... args) const
            {
                // The call may delete the callback, and with it the last pointer to the object.
                const Pointer kept = object;
                return ((*kept).*Member)(std::forward<Args>(args)...);
            }
        };

      public:
        /** \param object the object */
        explicit Impl(Pointer object)
            : CallbackImpl<R, Args...>(Call{object}, {})
        {
        }

        bool IsEqual(Ptr<const CallbackImplBase> other) const override
        {
            const auto* same = dynamic_cast<const Impl*>(PeekPointer(other));
            return same && same->GetObject() == GetObject();
        }

      private:
        /** \return the object */
        const Pointer& GetObject() const
        {
            return this->GetFunction().template target<Call>()->object;
        }
    };
#endif

    /**
     * \tparam Pointer a raw pointer or a Ptr
     * \param object the object
     * \return the callback
     */
    template <typename Pointer>
    static Callback<R, Args...> Make(Pointer object)
    {
#ifdef WAKU_COMPATIBILITY_H
        return MakeCallback(Member, object);
#else
        return Callback<R, Args...>(Ptr<CallbackImpl<R, Args...>>(Create<Impl<Pointer>>(object)));
#endif
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
