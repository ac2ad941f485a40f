/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_LIGHT_TRACED_CALLBACK_H
#define WAKU_LIGHT_TRACED_CALLBACK_H

#include "ns3/callback.h"
#include "ns3/fatal-error.h"

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief A trace source, as ns3::TracedCallback, in less memory: a node has some 20 of them, most
 * of them without a sink or with one. \tparam Ts types of the arguments
 */
template <typename... Ts>
class LightTracedCallback
{
  public:
    /** \param callback sink to be called after the others */
    void ConnectWithoutContext(const CallbackBase& callback)
    {
        Sink sink;
        if (!sink.Assign(callback))
        {
            NS_FATAL_ERROR("a sink of other arguments");
        }
        Append(sink);
    }

    /**
     * \param callback sink to be called after the others, with the path as first argument
     * \param path the path
     */
    void Connect(const CallbackBase& callback, std::string path)
    {
        Append(WithPath(callback, path));
    }

    /** \param callback a sink that is called no more */
    void DisconnectWithoutContext(const CallbackBase& callback)
    {
        if (m_others)
        {
            const auto isIt = [&callback](const Sink& sink) { return sink.IsEqual(callback); };
            m_others->erase(std::remove_if(m_others->begin(), m_others->end(), isIt),
                            m_others->end());
        }
        if (!m_first.IsNull() && m_first.IsEqual(callback))
        {
            m_first.Nullify();
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

    /** \param args arguments for the sinks, which are called in the order of their connection */
    void operator()(Ts... args) const
    {
        if (m_first.IsNull())
        {
            return;
        }
        // A sink may connect or disconnect others, or itself.
        const Sink first = m_first;
        first(args...);
        for (std::size_t i = 0; m_others && i < m_others->size(); i++)
        {
            const Sink sink = (*m_others)[i];
            sink(args...);
        }
    }

    /** \return whether there is no sink */
    bool IsEmpty() const
    {
        return m_first.IsNull();
    }

  private:
    /** A sink. */
    using Sink = Callback<void, Ts...>;

    /** \param sink sink to be called after the others */
    void Append(const Sink& sink)
    {
        if (m_first.IsNull())
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
    static Sink WithPath(const CallbackBase& callback, const std::string& path)
    {
        Callback<void, std::string, Ts...> sink;
        if (!sink.Assign(callback))
        {
            NS_FATAL_ERROR("a sink of other arguments at " << path);
        }
        return sink.Bind(path);
    }

    Sink m_first;                                //!< first sink, or null
    std::unique_ptr<std::vector<Sink>> m_others; //!< other sinks; null if there never were any
};

} // namespace ns3

#endif /* WAKU_LIGHT_TRACED_CALLBACK_H */
