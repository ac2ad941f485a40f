/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_RUN_SUMMARY_H
#define WAKU_RUN_SUMMARY_H

#include <cstdint>
#include <optional>
#include <ostream>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace ns3
{

class LatencyHistogram;
class PropagationMetrics;

/**
 * \ingroup waku
 * \brief What a program writes with --json: one JSON object, SI units.
 */
struct RunSummary
{
    /** Percentiles of a time, seconds. */
    struct Quantiles
    {
        double min{0};  //!< smallest
        double p5{0};   //!< 5th percentile
        double p25{0};  //!< 25th percentile
        double p50{0};  //!< median
        double p75{0};  //!< 75th percentile
        double p95{0};  //!< 95th percentile
        double p99{0};  //!< 99th percentile
        double max{0};  //!< largest
        double mean{0}; //!< mean
    };

    /** Mean bytes of a node. */
    struct Bytes
    {
        double payload{0};  //!< payload of full messages
        double protocol{0}; //!< frames, with headers and control messages
        double ip{0};       //!< whole IP packets
        double control{0};  //!< of protocol, what is no frame of a full message
    };

    /** The value of a field of the result. */
    using Value = std::variant<uint64_t, double, std::string, std::vector<uint64_t>>;

    /** One field of the result. */
    struct Field
    {
        std::string group; //!< of which it is a part, such as latency_s; may be empty
        std::string name;  //!< its name in the group
        Value value;       //!< its value

        /** \return its name in study files and tables, such as latency_s.p95 */
        std::string GetPath() const;
    };

    std::string protocol;           //!< waku-relay, ...
    uint32_t nodes{0};              //!< number of nodes
    double degree{0};               //!< mean degree of the overlay
    double messageBytes{0};         //!< payload of a message
    uint64_t rngRun{0};             //!< ns-3's RngRun
    uint64_t published{0};          //!< messages
    uint64_t counted{0};            //!< messages but those of a warm-up
    uint64_t expectedDeliveries{0}; //!< if everyone gets everything
    uint64_t delivered{0};          //!< deliveries
    double deliveryRatio{1};        //!< delivered / expected
    uint64_t transmissions{0};      //!< full messages sent to a neighbour
    uint64_t duplicates{0};         //!< copies beyond the first
    Quantiles latency;              //!< publish to delivery
    Bytes ingress;                  //!< received
    Bytes egress;                   //!< sent
    double simulatedSeconds{0};     //!< simulated time
    uint64_t events{0};             //!< events of the simulator
    double wallSeconds{0};          //!< real time since this object's program began
    uint64_t peakRssBytes{0};       //!< most memory of the process
    double meanHops{0};             //!< of first copies
    std::vector<uint64_t> hops;     //!< first copies by hops
    double timeToHalf{0};           //!< mean time until half of the receivers have a message
    double timeTo95{0};             //!< mean time until 95 % have it
    double timeToAll{0};            //!< mean time until all have it
    /** Control messages and what became of them, by name; empty without gossipsub. */
    std::vector<std::pair<std::string, uint64_t>> control;
    /** Further counts of the protocol, by key. */
    std::vector<std::pair<std::string, uint64_t>> counts;
    /** Relative errors of percentiles against a reference, if there is one. */
    std::vector<std::pair<std::string, double>> errors;

    /** \param latency a distribution \return its quantiles */
    static Quantiles GetQuantiles(const LatencyHistogram& latency);

    /** \param propagation how messages spread */
    void AddPropagation(const PropagationMetrics& propagation);

    /** Fill in what the simulator and the machine say: run, time, events, memory. */
    void AddSimulator();

    /** \return transmissions of each message, but those of a warm-up */
    double GetTransmissionsPerMessage() const;

    /** \return the result as fields, in the order in which they are written */
    std::vector<Field> GetFields() const;

    /**
     * \param path of a field, such as latency_s.p95
     * \return its number; nothing if there is no such field, or it is none
     */
    std::optional<double> GetNumber(const std::string& path) const;

    /** \param out where the object is written */
    void WriteJson(std::ostream& out) const;

    /** \param path file to write, if not empty; stops if it can't be written */
    void WriteJson(const std::string& path) const;

    /** \param out where a few lines for people are written */
    void WriteText(std::ostream& out) const;
};

} // namespace ns3

#endif /* WAKU_RUN_SUMMARY_H */
