/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_LIGHT_TRACED_CALLBACK_H
#define WAKU_LIGHT_TRACED_CALLBACK_H

#include "ns3/callback.h"
#include "ns3/compact-callback.h"
#include "ns3/fatal-error.h"

#include <memory>
#include <string>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief A trace source, as ns3::TracedCallback, in less memory: a node has some 20 of them, most
 * of them without a sink or with one. A sink that MakeCompactCallback() has made takes no memory of
 * its own.
 *
 * \tparam Ts types of the arguments
 */
template <typename... Ts>
class LightTracedCallback
{
  public:
    LightTracedCallback() = default;
    LightTracedCallback(const LightTracedCallback&) = delete;
    LightTracedCallback& operator=(const LightTracedCallback&) = delete;

    ~LightTracedCallback()
    {
        Release(m_first);
        for (std::size_t i = 0; m_others && i < m_others->size(); i++)
        {
            Release((*m_others)[i]);
        }
    }

    /** \param callback sink to be called after the others */
    void ConnectWithoutContext(const CallbackBase& callback)
    {
        Function function;
        if (!function.Assign(callback))
        {
            NS_FATAL_ERROR("a sink of other arguments");
        }
        Append(MakeSink(function));
    }

    /**
     * \param callback sink to be called after the others, with the path as first argument
     * \param path the path
     */
    void Connect(const CallbackBase& callback, std::string path)
    {
        Append(MakeSink(WithPath(callback, path)));
    }

    /** \param callback a sink that is called no more */
    void DisconnectWithoutContext(const CallbackBase& callback)
    {
        for (std::size_t i = m_others ? m_others->size() : 0; i > 0; i--)
        {
            if (IsEqual((*m_others)[i - 1], callback))
            {
                Release((*m_others)[i - 1]);
                m_others->erase(m_others->begin() + i - 1);
            }
        }
        if (m_first.call && IsEqual(m_first, callback))
        {
            Release(m_first);
            m_first = Sink();
            if (m_others && !m_others->empty())
            {
                m_first = m_others->front();
                m_others->erase(m_others->begin());
            }
        }
    }

    /**
     * \param callback a sink that is called no more
     * \param path the path with which it was connected
     */
    void Disconnect(const CallbackBase& callback, std::string path)
    {
        DisconnectWithoutContext(WithPath(callback, path));
    }

    /**
     * Call the sinks in the order of their connection. A sink may connect and disconnect sinks.
     * \param args arguments for the sinks
     */
    void operator()(Ts... args) const
    {
        if (!m_first.call)
        {
            return;
        }
        m_first.call(m_first.object, args...);
        for (std::size_t i = 0; m_others && i < m_others->size(); i++)
        {
            const Sink sink = (*m_others)[i];
            sink.call(sink.object, args...);
        }
    }

    /** \return whether there is no sink */
    bool IsEmpty() const
    {
        return !m_first.call;
    }

  private:
    /** Any sink. */
    using Function = Callback<void, Ts...>;

    /** A sink in its place. */
    struct Sink
    {
        void* object{nullptr};               //!< the object or a Function
        void (*call)(void*, Ts...){nullptr}; //!< calls the sink; null for none
    };

    /**
     * Call a sink that is a Function.
     * \param object the Function
     * \param args its arguments
     */
    static void CallFunction(void* object, Ts... args)
    {
        // The sink may disconnect itself.
        const Function function = *static_cast<Function*>(object);
        function(args...);
    }

    /**
     * \param function the sink
     * \return the sink for its place
     */
    static Sink MakeSink(const Function& function)
    {
#ifndef WAKU_COMPATIBILITY_H
        const auto impl = function.GetImpl();
        const auto* direct =
            dynamic_cast<const DirectCallbackImpl<void, Ts...>*>(PeekPointer(impl));
        if (direct && direct->GetObject())
        {
            return {direct->GetObject(), direct->GetCall()};
        }
#endif
        return {new Function(function), &CallFunction};
    }

    /** \param sink a sink that is not needed any longer */
    static void Release(const Sink& sink)
    {
        if (sink.call == &CallFunction)
        {
            delete static_cast<Function*>(sink.object);
        }
    }

    /**
     * \param sink a sink
     * \param callback a callback
     * \return whether the sink is the callback
     */
    static bool IsEqual(const Sink& sink, const CallbackBase& callback)
    {
        if (sink.call == &CallFunction)
        {
            return static_cast<const Function*>(sink.object)->IsEqual(callback);
        }
        Function other;
        if (!other.CheckType(callback) || !other.Assign(callback))
        {
            return false;
        }
        const Sink same = MakeSink(other);
        const bool isEqual = same.object == sink.object && same.call == sink.call;
        Release(same);
        return isEqual;
    }

    /** \param sink sink to be called after the others */
    void Append(const Sink& sink)
    {
        if (!m_first.call)
        {
            m_first = sink;
            return;
        }
        if (!m_others)
        {
            m_others = std::make_unique<std::vector<Sink>>();
        }
        m_others->push_back(sink);
    }

    /**
     * \param callback a sink that takes a path first
     * \param path the path
     * \return the sink with the path
     */
    static Function WithPath(const CallbackBase& callback, const std::string& path)
    {
        Callback<void, std::string, Ts...> function;
        if (!function.Assign(callback))
        {
            NS_FATAL_ERROR("a sink of other arguments at " << path);
        }
        return function.Bind(path);
    }

    Sink m_first;                                //!< first sink, or none
    std::unique_ptr<std::vector<Sink>> m_others; //!< other sinks; null if there never were any
};

} // namespace ns3

#endif /* WAKU_LIGHT_TRACED_CALLBACK_H */
