/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_PEER_SCORE_H
#define WAKU_PEER_SCORE_H

#include "peer-score-hosts.h"
#include "peer-score-parameters.h"
#include "pubsub-message.h"

#include "ns3/address.h"
#include "ns3/peer-info.h"

#include <boost/container/flat_map.hpp>
#include <functional>
#include <list>
#include <map>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief The scores of a node's peers (gossipsub v1.1, "Peer Scoring"): P1 to P7, their decay, and
 * the scores of peers that have disconnected.
 *
 * Without parameters every score is 0 and nothing is stored. A peer that connects again is
 * recognised by its IP address. If several peers with the address have disconnected, the first peer
 * that connects from there gets the worst of their scores.
 */
class PeerScore
{
  public:
    /** Called when a score has changed, with peer, old score and new score. */
    using ChangeCallback = std::function<void(PeerId, double, double)>;

    /** Gives the application-specific score (P5) of a peer by its IP address. */
    using AppSpecificScore = std::function<double(const Address&)>;

    PeerScore();
    ~PeerScore();

    /**
     * Change the parameters. Counters are kept as far as the new parameters use them.
     * \param parameters parameters of scoring; null for no scoring, which removes all counters
     * \param recordTtl how long it is remembered that a message was invalid
     */
    void Configure(Ptr<const PeerScoreParameters> parameters, Time recordTtl);

    /** \param callback called when a change of a score is noticed */
    void SetChangeCallback(ChangeCallback callback);

    /** \param score function that gives P5; called again at each decay */
    void SetAppSpecificScore(AppSpecificScore score);

    /** \return parameters of scoring; null without scoring */
    const PeerScoreParameters* GetParameters() const
    {
        return PeekPointer(m_parameters);
    }

    /** \return whether peers are scored */
    bool IsEnabled() const
    {
        return m_parameters != nullptr;
    }

    /**
     * \param peer a peer
     * \return score of the peer; 0 if the peer is unknown
     */
    double GetScore(PeerId peer);

    /**
     * Add a peer that has connected.
     * \param peer the peer
     * \param host IP address of the peer
     */
    void AddPeer(PeerId peer, const Address& host);

    /**
     * Remove a peer that has disconnected.
     * \param now current time
     * \param peer the peer
     */
    void RemovePeer(Time now, PeerId peer);

    /**
     * Note that a peer has entered a mesh.
     * \param now current time
     * \param peer the peer
     * \param topic topic of the mesh
     */
    void Graft(Time now, PeerId peer, const std::string& topic);

    /**
     * Note that a peer has left a mesh.
     * \param peer the peer
     * \param topic topic of the mesh
     */
    void Prune(PeerId peer, const std::string& topic);

    /**
     * Note that a message is valid.
     * \param now current time
     * \param first the peer that sent the first copy
     * \param others the peers that sent copies before validation was finished
     * \param message the message
     */
    void Deliver(Time now,
                 PeerId first,
                 const std::vector<PeerId>& others,
                 Ptr<const PubsubMessage> message);

    /**
     * Note that a message is not valid.
     * \param now current time
     * \param first the peer that sent the first copy
     * \param others the peers that sent copies before validation was finished
     * \param message the message
     */
    void Reject(Time now,
                PeerId first,
                const std::vector<PeerId>& others,
                Ptr<const PubsubMessage> message);

    /**
     * Note another copy of a message whose validation is finished.
     * \param now current time
     * \param peer the sending peer
     * \param message the message
     */
    void Duplicate(Time now, PeerId peer, const PubsubMessage& message);

    /**
     * Penalise a peer that has misbehaved.
     * \param peer the peer
     * \param penalty what is added to P7
     */
    void AddPenalty(PeerId peer, double penalty);

    /**
     * Note that a full message to a peer was dropped, since too much waits for the peer.
     * \param peer the peer
     */
    void AddDrop(PeerId peer);

    /**
     * Let the counters decay. Call this once in each DecayInterval.
     * \param now current time
     */
    void Decay(Time now);

    /** Remove everything except the settings. */
    void Clear();

  private:
    /** Counters of a peer in a topic. */
    struct TopicStats
    {
        uint32_t topic{0};            //!< index of the topic
        bool inMesh{false};           //!< whether the peer is in the mesh
        bool deliveriesActive{false}; //!< whether P3 counts
        Time graftTime;               //!< when the peer entered the mesh
        Time meshTime;                //!< time that the peer had been in the mesh at the last decay
        double firstDeliveries{0};    //!< counter of P2
        double meshDeliveries{0};     //!< counter of P3
        double meshFailurePenalty{0}; //!< counter of P3b
        double invalidDeliveries{0};  //!< counter of P4
    };

    /** Counters of a peer. */
    struct PeerCounters
    {
        double behaviourPenalty{0};     //!< counter of P7
        double drops{0};                //!< counter of messages dropped for the peer
        std::vector<TopicStats> topics; //!< topics in which something happened
    };

    /** What is known of a peer, connected or not. */
    struct PeerStats
    {
        Address host;                           //!< IP address
        bool stale{true};                       //!< whether the score has to be computed
        double score{0};                        //!< if it is not stale
        std::unique_ptr<PeerCounters> counters; //!< null while nothing has happened

        /** \return the counters */
        const PeerCounters& Get() const
        {
            static const PeerCounters none;
            return counters ? *counters : none;
        }

        /** \return the counters, to change them */
        PeerCounters& Change()
        {
            if (!counters)
            {
                counters = std::make_unique<PeerCounters>();
            }
            return *counters;
        }
    };

    /** The counters of a peer that has disconnected. */
    struct Retained
    {
        PeerStats stats; //!< counters
        Time expiry;     //!< when the counters are removed
    };

    /** A topic that counts. */
    struct Topic
    {
        uint32_t index;                             //!< index of the topic
        Ptr<const TopicScoreParameters> parameters; //!< how it counts
    };

    /** A message whose validation is finished. */
    struct Record
    {
        Ptr<const PubsubMessage> message; //!< keeps the object from reuse
        bool valid;                       //!< whether the message is valid
        Time validated;                   //!< when validation was finished
        std::vector<PeerId> peers;        //!< peers whose copies were counted
    };

    /** Update the parameters of topics, and remove the counters of topics that no longer count. */
    void RefreshTopics();
    /**
     * Remove the counters of topics that no longer count.
     * \param [in,out] stats counters of a peer
     */
    void DropTopics(PeerStats& stats) const;
    /**
     * \param topic a topic
     * \return the topic's parameters; null if it does not count
     */
    const Topic* FindTopic(const std::string& topic);
    /**
     * \param [in,out] stats counters of a peer
     * \param topic a topic
     * \return counters of the peer in the topic, which are created if there are none
     */
    static TopicStats& GetTopicStats(PeerStats& stats, const Topic& topic);
    /**
     * \param peer a peer
     * \param topic a topic
     * \return counters of the peer in the topic, or null
     */
    TopicStats* FindTopicStats(PeerId peer, const Topic& topic);
    /**
     * \param stats counters of a peer
     * \return score of the peer, as the specification computes it
     */
    double Compute(const PeerStats& stats) const;
    /**
     * \param stats counters of a peer
     * \return the part of the score that comes from topics
     */
    double ComputeTopics(const PeerStats& stats) const;
    /** Count all peers for P6 anew. */
    void RecountHosts();
    /**
     * Mark the scores of all peers as stale that are counted with an IP address.
     * \param host the IP address
     */
    void MarkStale(const Address& host);
    /**
     * Compute the score of a peer.
     * \param peer the peer
     * \param [in,out] stats its counters
     */
    void Update(PeerId peer, PeerStats& stats);
    /**
     * Keep the counters of a peer that has disconnected.
     * \param host IP address of the peer
     * \param stats counters of the peer
     * \param expiry when the counters are removed
     */
    void Retain(const Address& host, PeerStats stats, Time expiry);
    /**
     * Count peers no more whose counters were kept and are not kept any longer.
     * \param host IP address of the peers
     * \param number number of the peers
     */
    void ForgetRetained(const Address& host, std::size_t number);
    /**
     * Replace counters by the worst ones that are kept for an IP address.
     * \param [out] stats the counters
     * \param host the IP address
     */
    void Recall(PeerStats& stats, const Address& host);
    /**
     * Note that a peer leaves a mesh (P3b).
     * \param [in,out] stats counters of the peer in the topic
     * \param parameters parameters of the topic
     */
    static void AddMeshFailure(TopicStats& stats, const TopicScoreParameters& parameters);
    /**
     * Count one more delivery in a mesh (P3).
     * \param [in,out] stats counters of the peer in the topic
     * \param parameters parameters of the topic
     */
    static void AddMeshDelivery(TopicStats& stats, const TopicScoreParameters& parameters);
    /**
     * Count an invalid message of a peer.
     * \param peer the peer
     * \param topic topic of the message
     */
    void AddInvalid(PeerId peer, const Topic& topic);
    /**
     * Note how long a peer has been in meshes.
     * \param now current time
     * \param [in,out] stats counters of the peer
     */
    void UpdateMeshTime(Time now, PeerStats& stats) const;
    /**
     * Let the counters of a peer decay.
     * \param [in,out] stats counters of the peer
     */
    void DecayStats(PeerStats& stats) const;

    Ptr<const PeerScoreParameters> m_parameters; //!< how to score; null for no scores
    Time m_recordTtl;                            //!< how long records are kept
    ChangeCallback m_changed;                    //!< called when a score has changed
    AppSpecificScore m_appSpecificScore;         //!< gives P5
    std::map<std::string, Topic> m_topics;       //!< topics that count
    std::vector<Ptr<const TopicScoreParameters>>
        m_topicParameters; //!< by index; null of one that counts no more
    boost::container::flat_map<PeerId, PeerStats> m_peers;        //!< counters of connected peers
    std::map<Address, std::vector<Retained>> m_retained;          //!< counters of gone peers
    PeerScoreHosts m_hosts;                                       //!< counts peers for P6
    std::list<Record> m_records;                                  //!< records, oldest first
    std::unordered_map<const PubsubMessage*, Record*> m_recordOf; //!< for look-up only
};

} // namespace ns3

#endif /* WAKU_PEER_SCORE_H */
