/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_BENCH_LOAD_H
#define WAKU_BENCH_LOAD_H

#include "ns3/program-options.h"

#include <cstdint>
#include <string>

namespace ns3
{

/// Messages over a regular overlay: what the benches of a node's cost run.
struct BenchLoad
{
    uint32_t nodes{1000};
    uint32_t degree{6};
    uint32_t messages{5};
    uint32_t payload{2048};
    uint32_t segments{1};
    std::string transport{"packet"};

    void AddTo(ProgramOptions& options)
    {
        options.AddValue("nodes", "Number of nodes", nodes);
        options.AddValue("degree", "Degree of the overlay", degree);
        options.AddValue("messages", "Number of messages", messages);
        options.AddValue("payload", "Payload of a message, bytes", payload);
        options.AddTransport(transport);
    }

    /// Stop the program if a value is not allowed.
    void Check() const
    {
        ProgramOptions::CheckTransport(transport, segments);
        ProgramOptions::CheckRange("nodes", nodes, 2, 1000000);
        ProgramOptions::CheckRange("degree", degree, 2, nodes - 1.0);
        ProgramOptions::Check("degree",
                              degree,
                              uint64_t(nodes) * degree % 2 == 0,
                              "even, as an odd number of nodes needs");
        ProgramOptions::CheckRange("messages", messages, 1, 1000000);
        ProgramOptions::CheckPayload("payload", payload, "ns3::WakuRelay::MaxMessageSize");
    }

    std::string GetOverlay() const
    {
        return "regular:" + std::to_string(degree);
    }
};

} // namespace ns3

#endif /* WAKU_BENCH_LOAD_H */
