/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_COMPACT_CALLBACK_H
#define WAKU_COMPACT_CALLBACK_H

#include "ns3/callback.h"
#include "ns3/ptr.h"

#include <type_traits>
#include <utility>

namespace ns3
{

#ifndef WAKU_COMPATIBILITY_H

/**
 * \ingroup waku
 * \brief A callback that calls a member function of an object, and says of which object.
 * \tparam R type of the result
 * \tparam Args types of the arguments
 */
template <typename R, typename... Args>
class DirectCallbackImpl : public CallbackImpl<R, Args...>
{
  public:
    using CallbackImpl<R, Args...>::CallbackImpl;

    /** Calls the member function of an object. */
    using Call = R (*)(void* object, Args... args);

    /** \return the object; null if the callback owns it */
    virtual void* GetObject() const = 0;
    /** \return what calls the member function */
    virtual Call GetCall() const = 0;
};

#endif

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
    class Impl : public DirectCallbackImpl<R, Args...>
    {
        /** Calls the member function. */
        struct Functor
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

        /** Class of the object. */
        using Object = std::remove_reference_t<decltype(*std::declval<Pointer&>())>;

      public:
        /** \param object the object */
        explicit Impl(Pointer object)
            : DirectCallbackImpl<R, Args...>(Functor{object}, CallbackComponentVector())
        {
        }

        bool IsEqual(Ptr<const CallbackImplBase> other) const override
        {
            const auto* same = dynamic_cast<const Impl*>(PeekPointer(other));
            return same && same->GetPointer() == GetPointer();
        }

        void* GetObject() const override
        {
            if constexpr (std::is_pointer_v<Pointer>)
            {
                return const_cast<std::remove_const_t<Object>*>(GetPointer());
            }
            else
            {
                return nullptr;
            }
        }

        typename DirectCallbackImpl<R, Args...>::Call GetCall() const override
        {
            return [](void* object, Args... args) -> R {
                return (static_cast<Object*>(object)->*Member)(std::forward<Args>(args)...);
            };
        }

      private:
        /** \return pointer to the object */
        const Pointer& GetPointer() const
        {
            return this->GetFunction().template target<Functor>()->object;
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
