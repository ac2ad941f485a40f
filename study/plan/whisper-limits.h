/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_WHISPER_LIMITS_H
#define WAKU_WHISPER_LIMITS_H

#include "whisper-limit.h"

#include "ns3/study-result-store.h"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief Finds the load limit of Whisper in several networks, without optimisation and with each of
 * its optimisations. Results of runs are stored in a file and used again for runs with the same
 * settings.
 */
struct WhisperLimits
{
    /** Values of `overlay` that are not files. */
    static const std::string GENERATED;
    static const std::string NONE; //!< the same

    std::vector<uint32_t> nodes{100, 300}; //!< sizes of the generated networks
    std::string overlay{GENERATED};        //!< third network: a file, GENERATED or NONE
    uint32_t degree{6};                    //!< of the generated networks
    uint32_t payload{1024};                //!< of an envelope, bytes
    uint32_t ttl{50};                      //!< time to live, seconds
    double p95{5};                         //!< longest 95th percentile of latency, seconds
    double deliveryRatio{0.99};            //!< least share delivered within the TTL
    double precision{1.1};                 //!< ratio of the load that breaks to the limit
    double edge{0.5};                      //!< share of nodes that are light or selective
    uint32_t topics{100};                  //!< of a user, of ten times as many
    std::string cycle{"300ms"};            //!< between two bundles where they are batched
    std::string up{"256kbps"};             //!< up rate in generated networks
    std::string down{"1Mbps"};             //!< down rate in generated networks
    std::string fileUp{"2Mbps"};           //!< up rate in the network of the file
    std::string fileDown{"8Mbps"};         //!< down rate in the network of the file
    double seconds{60};                    //!< traffic of a run, at least
    uint32_t messages{60};                 //!< of a run, at least
    uint32_t workers{0};                   //!< runs at a time; 0 for one for each core

    /** A network: an overlay and its access links. */
    struct Network
    {
        std::string name;    //!< as a report calls it
        std::string overlay; //!< as OverlayHelper::FromString
        uint32_t nodes;      //!< number of nodes
        uint32_t maxDegree;  //!< neighbours of the node that has most
        std::string up;      //!< up rate of a node
        std::string down;    //!< down rate of a node
    };

    /** A row of the table. */
    struct Row
    {
        Network network;     //!< the network
        std::string variant; //!< name of the optimisation
        WhisperLimit limit;  //!< its limit
        std::string cause;   //!< what broke
        double gain;         //!< limit to that without optimisation
    };

    /** Simulated loads by network and variant. */
    using Curves = std::map<std::string, std::map<std::string, std::map<double, WhisperLoad>>>;

    /** The results. */
    struct Result
    {
        std::vector<Network> networks; //!< the networks
        std::vector<Row> rows;         //!< their limits
        Curves curves;                 //!< and how they were found
    };

    /**
     * Get the networks. The program ends with an error if the overlay of a network or its edge
     * nodes cannot be made.
     * \return the networks
     */
    std::vector<Network> GetNetworks() const;

    /**
     * Find all limits. Runs whose results are in the file are not simulated again.
     * \param path path of the file for results of runs
     * \return the limits
     */
    Result Find(const std::string& path) const;

  private:
    /** A set of optimisations. */
    struct Variant
    {
        std::string name;                         //!< as a report calls it
        WhisperScenario::Attributes protocol;     //!< of all nodes
        WhisperScenario::Attributes edgeProtocol; //!< of edge nodes
    };

    using Store = ResultStore<WhisperLoad>;

    /** \return the variants: no optimisation, and each single optimisation */
    std::vector<Variant> GetVariants() const;
    /** Describe a network. */
    Network MakeNetwork(const std::string& name,
                        const std::string& spec,
                        uint32_t size,
                        const std::string& upRate,
                        const std::string& downRate,
                        const std::string& source) const;
    /** \return what is simulated */
    WhisperScenario MakeScenario(const Network& network, const Variant& variant, double load) const;
    /**
     * \param network a network
     * \return load with which a search begins, messages per node and hour
     */
    double EstimateLoad(const Network& network) const;
    /** Find a limit; loads whose results are in the store are not simulated again. */
    WhisperLimit Search(const Network& network,
                        const Variant& variant,
                        const std::string& settings,
                        Store& store,
                        std::map<double, WhisperLoad>& loads) const;
};

} // namespace ns3

#endif /* WAKU_WHISPER_LIMITS_H */
