/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_WHISPER_LIMITS_H
#define WAKU_WHISPER_LIMITS_H

#include "load-search.h"
#include "study-file.h"

#include "ns3/study-runner.h"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief The options of whisper-limits, which runs the study `whisper-limits` of study/studies with
 * them: the load limit of Whisper in several networks, without optimisation and with each of its
 * optimisations.
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
    double precision{1.1};                 //!< ratio of the ends of the interval to the limit
    uint32_t runs{3};                      //!< runs at each load
    uint32_t mostRuns{24};                 //!< for a limit; from then on, none are added near it
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
    std::string view;                      //!< folder for a page of each run; empty for none
    std::string transport{"packet"};       //!< packet, flow or ideal

    /** A network: an overlay and its access links. */
    struct Network
    {
        std::string name;    //!< as a report calls it
        std::string overlay; //!< as OverlayHelper::FromString
        uint32_t nodes;      //!< number of nodes
        std::string up;      //!< up rate of a node
        std::string down;    //!< down rate of a node
    };

    /** Means over the runs at a load. */
    struct Load
    {
        double messagesPerHour{0};         //!< messages of each node per hour
        double deliveryRatio{0};           //!< delivered within their time to live, 0 to 1
        double p95{0};                     //!< 95th percentile of latency, seconds
        double uplink{0};                  //!< use of the busiest up link, 0 to 1
        double downlink{0};                //!< use of the busiest down link, 0 to 1
        double transmissionsPerMessage{0}; //!< envelopes sent for each envelope published
        double bytesPerMessage{0};         //!< IP bytes that a node received for each envelope
    };

    /** Loads by messages of each node per hour. */
    using Loads = std::map<double, Load>;

    /** A row of the table. */
    struct Row
    {
        Network network;         //!< the network
        std::string variant;     //!< name of the optimisation
        LoadSearchResult search; //!< how its limit was found
        Loads loads;             //!< what was simulated
        double gain{0};          //!< limit to that without optimisation; 0 if either has no limit

        /** \return limit, messages of each node per hour; 0 if there is none */
        double GetLimit() const
        {
            return search.problem.empty() ? search.limit : 0;
        }

        /** \return the highest load at which most runs held; all values are 0 if there is none */
        Load GetHighest() const;
    };

    /** The results. */
    struct Result
    {
        std::vector<Network> networks; //!< the networks
        std::vector<Row> rows;         //!< their limits; none if the study was stopped
        StudyRunner::Result runs;      //!< what was done
    };

    /**
     * Get the networks. The program ends with an error if the overlay of a network or its edge
     * nodes cannot be made.
     * \return the networks
     */
    std::vector<Network> GetNetworks() const;

    /**
     * \param networks the networks
     * \return the study with these options and ns-3's RngSeed
     */
    StudyFile MakeFile(const std::vector<Network>& networks) const;

    /**
     * Find all limits. Runs that the database has are not done again.
     * \param database path of the database
     * \return the limits
     */
    Result Find(const std::string& database) const;
};

} // namespace ns3

#endif /* WAKU_WHISPER_LIMITS_H */
