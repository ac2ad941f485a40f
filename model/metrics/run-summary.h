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
 * \brief The result of a run, which programs write with --json as one JSON object in SI units.
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
        double control{0};  //!< bytes of protocol that are not frames of full messages
    };

    /** A delivery that is expected and has not happened. */
    struct Missing
    {
        std::string message; //!< first bytes of the message's key, in hexadecimal digits
        double published{0}; //!< when the message was published, in seconds
        uint32_t node{0};    //!< index of the node that does not have it
    };

    /** The value of a field of the result. */
    using Value = std::variant<uint64_t, double, std::string, std::vector<uint64_t>>;

    /** One field of the result. */
    struct Field
    {
        std::string group; //!< name of the object that contains it, such as latency_s; may be empty
        std::string name;  //!< name of the field in the group
        Value value;       //!< its value

        /** \return path of the field in study files and tables, such as latency_s.p95 */
        std::string GetPath() const;
    };

    std::string protocol;           //!< waku-relay, ...
    uint32_t nodes{0};              //!< number of nodes
    double degree{0};               //!< mean degree of the overlay
    double messageBytes{0};         //!< payload of a message
    uint64_t rngRun{0};             //!< ns-3's RngRun
    uint64_t published{0};          //!< messages published
    uint64_t counted{0};            //!< messages published, without those of the warm-up
    uint64_t expectedDeliveries{0}; //!< deliveries if every message reaches all expected nodes
    uint64_t delivered{0};          //!< deliveries
    double deliveryRatio{1};        //!< delivered / expected
    uint64_t transmissions{0};      //!< full messages sent to a neighbour
    uint64_t duplicates{0};         //!< copies beyond the first
    std::vector<Missing> missing;   //!< the first expected deliveries that have not happened
    Quantiles latency;              //!< from publish to delivery
    Bytes ingress;                  //!< bytes received
    Bytes egress;                   //!< bytes sent
    double simulatedSeconds{0};     //!< simulated time
    uint64_t events{0};             //!< events of the simulator
    double wallSeconds{0};          //!< real time since the program began
    uint64_t peakRssBytes{0};       //!< most memory of the process
    double meanHops{0};             //!< mean number of hops of first copies
    std::vector<uint64_t> hops;     //!< first copies by hops
    double timeToHalf{0};           //!< mean time until half of the receivers have a message
    double timeTo95{0};             //!< mean time until 95 % have it
    double timeToAll{0};            //!< mean time until all have it
    /**
     * Counts of gossipsub's control messages and their effects, by name; empty without gossipsub.
     */
    std::vector<std::pair<std::string, uint64_t>> control;
    /** Other counts of the protocol, by key. */
    std::vector<std::pair<std::string, uint64_t>> counts;
    /** Relative errors of percentiles against a reference, if there is one. */
    std::vector<std::pair<std::string, double>> errors;

    /**
     * \param latency a histogram
     * \return quantiles of the histogram
     */
    static Quantiles GetQuantiles(const LatencyHistogram& latency);

    /**
     * Add the propagation of messages.
     * \param propagation the propagation
     */
    void AddPropagation(const PropagationMetrics& propagation);

    /** Add what simulator and machine report: run number, times, events and memory. */
    void AddSimulator();

    /** \return mean number of transmissions of a message, without the messages of the warm-up */
    double GetTransmissionsPerMessage() const;

    /** \return which of the expected deliveries have not happened, as a sentence; empty if all
     * have */
    std::string DescribeMissing() const;

    /** \return the fields of the result, in the order in which they are written */
    std::vector<Field> GetFields() const;

    /**
     * \param path path of a field, such as latency_s.p95
     * \return value of the field; nothing if there is no such field or it is not a number
     */
    std::optional<double> GetNumber(const std::string& path) const;

    /**
     * Write the result as a JSON object.
     * \param out stream to write to
     */
    void WriteJson(std::ostream& out) const;

    /**
     * Write the result as a JSON object to a file. The program stops if the file cannot be written.
     * \param path path of the file; if empty, nothing is written
     */
    void WriteJson(const std::string& path) const;

    /**
     * Write the result as text.
     * \param out stream to write to
     */
    void WriteText(std::ostream& out) const;
};

} // namespace ns3

#endif /* WAKU_RUN_SUMMARY_H */
