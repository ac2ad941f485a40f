/* SPDX-License-Identifier: GPL-2.0-only */

#ifndef WAKU_TEST_TRACE_SINK_H
#define WAKU_TEST_TRACE_SINK_H

#include "ns3/callback.h"

#include <functional>
#include <memory>
#include <utility>

/// The function behind a sink, bound to the lambda that it calls.
template <typename... Args>
struct TraceSink
{
    using Function = std::function<void(Args...)>;

    static void Invoke(std::shared_ptr<Function> function, Args... args)
    {
        (*function)(args...);
    }
};

/// A callback that calls a lambda, also on releases whose Callback takes functions alone (3.35).
template <typename... Args, typename F>
ns3::Callback<void, Args...>
MakeTraceSink(F&& function)
{
    using Sink = TraceSink<Args...>;
    return ns3::MakeBoundCallback(
        &Sink::Invoke,
        std::make_shared<typename Sink::Function>(std::forward<F>(function)));
}

#endif /* WAKU_TEST_TRACE_SINK_H */
