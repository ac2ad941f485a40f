/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_LIGHT_CALLBACK_H
#define WAKU_LIGHT_CALLBACK_H

#include "ns3/callback.h"
#include "ns3/ptr.h"

#include <utility>

namespace ns3
{

#ifndef WAKU_COMPATIBILITY_H

/**
 * \ingroup waku
 * \brief What a callback of MakeLightCallback() has.
 * \tparam METHOD a member function
 * \tparam T class of the object
 * \tparam R type of the result
 * \tparam Args types of the arguments
 */
template <auto METHOD, typename T, typename R, typename... Args>
class LightCallbackImpl : public CallbackImpl<R, Args...>
{
    /** Calls the member function. It is small, so that std::function stores it in itself. */
    struct Call
    {
        T* object; //!< the object

        /**
         * \param args arguments of the member function
         * \return its result
         */
        R operator()(Args... args) const
        {
            return (object->*METHOD)(std::forward<Args>(args)...);
        }
    };

  public:
    /** \param object the object */
    explicit LightCallbackImpl(T* object)
        : CallbackImpl<R, Args...>(Call{object}, {})
    {
    }

    bool IsEqual(Ptr<const CallbackImplBase> other) const override
    {
        const auto* same = dynamic_cast<const LightCallbackImpl*>(PeekPointer(other));
        return same && same->GetObject() == GetObject();
    }

  private:
    /** \return the object */
    T* GetObject() const
    {
        return this->GetFunction().template target<Call>()->object;
    }
};

/**
 * \ingroup waku
 * \brief Finds the types of a member function for MakeLightCallback().
 * \tparam METHOD a member function
 */
template <auto METHOD, typename Type = decltype(METHOD)>
struct LightCallbackMaker;

/** \copydoc LightCallbackMaker */
template <auto METHOD, typename C, typename R, typename... Args>
struct LightCallbackMaker<METHOD, R (C::*)(Args...)>
{
    /**
     * \param object the object
     * \return the callback
     */
    template <typename T>
    static Callback<R, Args...> Make(T* object)
    {
        Ptr<CallbackImpl<R, Args...>> impl =
            Create<LightCallbackImpl<METHOD, T, R, Args...>>(object);
        return Callback<R, Args...>(impl);
    }
};

#endif

/**
 * \ingroup waku
 * \brief Make a callback of a member function, as MakeCallback() does. A callback of MakeCallback()
 * takes about 300 bytes since ns-3.36, and this one 80, which matters where every node has some.
 * \tparam METHOD the member function, as in `MakeLightCallback<&Sink::Receive>(&sink)`
 * \param object the object, which must exist whenever the callback is called
 * \return the callback
 */
template <auto METHOD, typename T>
auto
MakeLightCallback(T* object)
{
#ifdef WAKU_COMPATIBILITY_H
    return MakeCallback(METHOD, object);
#else
    return LightCallbackMaker<METHOD>::Make(object);
#endif
}

} // namespace ns3

#endif /* WAKU_LIGHT_CALLBACK_H */
