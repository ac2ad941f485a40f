/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_FORWARDED_TRACE_SOURCE_H
#define WAKU_FORWARDED_TRACE_SOURCE_H

#include "ns3/object.h"
#include "ns3/trace-source-accessor.h"

#include <string>
#include <utility>

namespace ns3
{

/**
 * \ingroup waku
 * \brief Connects to a trace source of another object, so that one event has one trace source and
 * is known by the names of both.
 * \tparam T the object that lends its name
 * \tparam U the object that fires
 */
template <typename T, typename U>
class ForwardedTraceSource : public TraceSourceAccessor
{
  public:
    /** Gives the object that fires. */
    using Getter = Ptr<U> (T::*)() const;

    /**
     * \param getter gives the object that fires
     * \param name of its trace source
     */
    ForwardedTraceSource(Getter getter, std::string name)
        : m_getter(getter),
          m_name(std::move(name))
    {
    }

    bool ConnectWithoutContext(ObjectBase* object, const CallbackBase& sink) const override
    {
        Ptr<U> source = Find(object);
        return source && source->TraceConnectWithoutContext(m_name, sink);
    }

    bool Connect(ObjectBase* object, std::string context, const CallbackBase& sink) const override
    {
        Ptr<U> source = Find(object);
        return source && source->TraceConnect(m_name, context, sink);
    }

    bool DisconnectWithoutContext(ObjectBase* object, const CallbackBase& sink) const override
    {
        Ptr<U> source = Find(object);
        return source && source->TraceDisconnectWithoutContext(m_name, sink);
    }

    bool Disconnect(ObjectBase* object,
                    std::string context,
                    const CallbackBase& sink) const override
    {
        Ptr<U> source = Find(object);
        return source && source->TraceDisconnect(m_name, context, sink);
    }

  private:
    /** \param object whose trace source is asked for \return the object that fires, or null */
    Ptr<U> Find(ObjectBase* object) const
    {
        auto lender = dynamic_cast<T*>(object);
        return lender ? (lender->*m_getter)() : nullptr;
    }

    Getter m_getter;    //!< gives the object that fires
    std::string m_name; //!< of its trace source
};

/**
 * \ingroup waku
 * \param getter gives the object that fires; a method of the one that lends its name
 * \param name of the trace source of the object that fires
 * \return what TypeId::AddTraceSource takes
 */
template <typename T, typename U>
Ptr<const TraceSourceAccessor>
MakeForwardedTraceSourceAccessor(Ptr<U> (T::*getter)() const, const std::string& name)
{
    return Ptr<const TraceSourceAccessor>(new ForwardedTraceSource<T, U>(getter, name), false);
}

} // namespace ns3

#endif /* WAKU_FORWARDED_TRACE_SOURCE_H */
