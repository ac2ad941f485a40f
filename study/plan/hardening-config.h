/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_HARDENING_CONFIG_H
#define WAKU_HARDENING_CONFIG_H

#include "ns3/nstime.h"

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace ns3
{

class JsonPlace;

/**
 * \ingroup waku
 * \brief A configuration of the published evaluation of gossipsub v1.1 under attack
 * (libp2p/gossipsub-hardening, scripts/configs), as a case of a study.
 *
 * The file is read as it is. What its fields mean is in scripts/ui.py, the template of compositions
 * and the test plan (test/params.go, run.go, discovery.go, badboy.go) of that repository. Fields of
 * the cluster of machines and of the tests' output are not read.
 *
 * A scale divides the message rate, and with it what counts messages in scores: the caps of P2 and
 * P3 and the threshold of P3. The weights of P2, P3 and P3b are multiplied so that scores stay as
 * they are: that of P2 by the scale, those of the squares P3 and P3b by its square.
 */
class HardeningConfig
{
  public:
    /** How honest nodes score. */
    enum class Scoring
    {
        CONFIG, //!< as the file says
        NONE,   //!< not at all
        NWAKU,  //!< preset nwaku, which decides the mesh too
    };

    /**
     * \param path path of the file. A MeasurementError is thrown if it cannot be read, or has a
     *        value that this reader does not know.
     */
    explicit HardeningConfig(const std::string& path);

    /** \return name of the file without folder and ending */
    const std::string& GetName() const
    {
        return m_name;
    }

    /** \return number of identities of adversaries */
    uint32_t GetNAdversaries() const
    {
        return m_attackers * m_identities;
    }

    /** Keys of a scenario with their values, as in a study file. */
    using Settings = std::vector<std::pair<std::string, std::string>>;

    /**
     * \param scoring how honest nodes score
     * \param scale what the message rate is divided by
     * \return the scenario without its attack
     */
    Settings GetScenario(Scoring scoring, double scale) const;

    /** \return keys of the event attack; none without adversaries */
    Settings GetAttack() const;

    /**
     * \param configs configurations
     * \param scale what message rates are divided by
     * \return a study of all of them with each kind of scoring
     */
    static std::string WriteStudy(const std::vector<HardeningConfig>& configs, double scale);

  private:
    /** Values of the topic's score parameters. */
    struct TopicScores
    {
        double topicWeight;       //!< share of the topic
        double timeWeight;        //!< P1
        Time timeQuantum;         //!< P1
        double timeCap;           //!< P1
        double firstWeight;       //!< P2
        double firstDecay;        //!< P2
        double firstCap;          //!< P2
        double deliveryWeight;    //!< P3
        double deliveryDecay;     //!< P3
        double deliveryCap;       //!< P3
        double deliveryThreshold; //!< P3
        Time deliveryActivation;  //!< P3
        Time deliveryWindow;      //!< P3
        double failureWeight;     //!< P3b
        double failureDecay;      //!< P3b
        double invalidWeight;     //!< P4
        double invalidDecay;      //!< P4
    };

    /** Values of the peer score's parameters. */
    struct PeerScores
    {
        double gossipThreshold;        //!< no gossip below
        double publishThreshold;       //!< no own messages below
        double graylistThreshold;      //!< nothing is read below
        double acceptPxThreshold;      //!< peer exchange from there on
        double opportunisticThreshold; //!< opportunistic grafting below
        double colocationWeight;       //!< P6
        double colocationThreshold;    //!< P6
        Time decayInterval;            //!< of all counters
        double decayToZero;            //!< of all counters
        Time retain;                   //!< of peers that have gone
    };

    /**
     * \param main fields of nodes and network
     */
    void ReadMain(const JsonPlace& main);
    /** \param attack fields of the attack */
    void ReadAttack(const JsonPlace& attack);
    /** \param score fields of the peer score */
    void ReadPeerScores(const JsonPlace& score);
    /** \param topic fields of the topic */
    void ReadTopic(const JsonPlace& topic);
    /**
     * Add the score parameters.
     * \param scale as above
     * \param [in,out] settings gets them
     */
    void AddScores(double scale, Settings& settings) const;

    std::string m_name;            //!< name of the configuration
    uint32_t m_publishers{0};      //!< node_counts.publisher
    uint32_t m_lurkers{0};         //!< node_counts.lurker
    uint32_t m_attackers{0};       //!< node_counts.attacker: hosts
    uint32_t m_identities{1};      //!< node_counts.attackers_per_container
    Time m_run;                    //!< time.run
    Time m_warm;                   //!< time.warm
    Time m_cool;                   //!< time.cool
    Time m_heartbeat;              //!< pubsub.heartbeat
    uint32_t m_queue{0};           //!< pubsub.outbound_queue_size
    Time m_inspect;                //!< pubsub.score_inspect_period
    uint32_t m_d{0};               //!< pubsub.degree
    uint32_t m_dLow{0};            //!< pubsub.degree_lo
    uint32_t m_dHigh{0};           //!< pubsub.degree_hi
    uint32_t m_dScore{0};          //!< pubsub.degree_score
    uint32_t m_dLazy{0};           //!< pubsub.degree_lazy
    uint32_t m_ticks{0};           //!< pubsub.opportunistic_graft_ticks
    Time m_latency;                //!< network.latency
    double m_jitter{0};            //!< network.jitter_pct, a share
    uint64_t m_rate{0};            //!< network.bandwidth_mb, bit/s
    uint32_t m_dials{0};           //!< network.degree
    uint32_t m_attackDials{0};     //!< network.attack_degree
    bool m_floods{false};          //!< honest_behavior.flood_publishing
    Time m_honestDelay;            //!< honest_behavior.connect_delay, with mean jitter
    bool m_single{false};          //!< attack_behavior.single_node
    bool m_censors{false};         //!< attack_behavior.censor_single_node
    bool m_publishersOnly{false};  //!< attack_behavior.publishers_only
    Time m_attackAt;               //!< attack_behavior.connect_delay, first of its jitter
    Time m_attackSpread;           //!< jitter of it
    double m_degrade{0};           //!< attack_behavior.sybil_degrade
    Time m_covert;                 //!< attack_behavior.sybil_attack_delay
    Time m_regraftDelay;           //!< attack_behavior.sybil_regraft_delay
    Time m_regraftBackoff;         //!< attack_behavior.sybil_regraft_backoff
    double m_messagesPerSecond{0}; //!< topic.message_rate
    uint32_t m_size{0};            //!< topic.message_size
    PeerScores m_peerScores;       //!< peer_score
    TopicScores m_topicScores;     //!< topic.score
};

} // namespace ns3

#endif /* WAKU_HARDENING_CONFIG_H */
