/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_PEER_SCORE_H
#define WAKU_PEER_SCORE_H

#include "peer-score-parameters.h"
#include "pubsub-message.h"

#include "ns3/address.h"
#include "ns3/peer-info.h"

#include <deque>
#include <functional>
#include <map>
#include <string>
#include <unordered_map>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief What a node thinks of its peers (gossipsub v1.1, "Peer Scoring"): P1 to P7, their decay,
 * and the scores of peers that have gone.
 *
 * Without parameters every score is 0 and nothing is kept. A peer that comes back is known by its
 * IP address; if several with that address have gone, the first that comes gets the worst score.
 */
class PeerScore
{
  public:
    /** Is told of a score that has changed: (peer, old, new). */
    using ChangeCallback = std::function<void(PeerId, double, double)>;

    /** P5 of a peer, by its IP address. */
    using AppSpecificScore = std::function<double(const Address&)>;

    PeerScore();
    ~PeerScore();

    /**
     * Score by other parameters from now on. What was counted stays as far as it counts still.
     * \param parameters how to score; null for no scores, which forgets all that was counted
     * \param recordTtl how long it is known that a message was invalid
     */
    void Configure(Ptr<const PeerScoreParameters> parameters, Time recordTtl);

    /** \param callback is told of changes when they are noticed */
    void SetChangeCallback(ChangeCallback callback);

    /** \param score gives P5; asked again at each decay */
    void SetAppSpecificScore(AppSpecificScore score);

    /** \return how peers are scored; null if they are not */
    const PeerScoreParameters* GetParameters() const
    {
        return PeekPointer(m_parameters);
    }

    /** \return whether peers are scored */
    bool IsEnabled() const
    {
        return m_parameters != nullptr;
    }

    /** \param peer a peer \return its score; 0 if unknown */
    double GetScore(PeerId peer);

    /** \param peer has connected \param host its IP address */
    void AddPeer(PeerId peer, const Address& host);

    /** \param now the present \param peer has gone */
    void RemovePeer(Time now, PeerId peer);

    /** \param now the present \param peer entered the mesh \param topic of this topic */
    void Graft(Time now, PeerId peer, const std::string& topic);

    /** \param peer left the mesh \param topic of this topic */
    void Prune(PeerId peer, const std::string& topic);

    /**
     * A message proved valid.
     * \param now the present
     * \param first who sent the first copy
     * \param others who sent one before validation was done
     * \param message what
     */
    void Deliver(Time now,
                 PeerId first,
                 const std::vector<PeerId>& others,
                 Ptr<const PubsubMessage> message);

    /**
     * A message proved invalid.
     * \param now the present
     * \param first who sent the first copy
     * \param others who sent one before validation was done
     * \param message what
     */
    void Reject(Time now,
                PeerId first,
                const std::vector<PeerId>& others,
                Ptr<const PubsubMessage> message);

    /**
     * A further copy of a message came after its validation.
     * \param now the present
     * \param peer from whom
     * \param message what
     */
    void Duplicate(Time now, PeerId peer, const PubsubMessage& message);

    /** \param peer misbehaved \param count so many penalties are added to P7 */
    void AddPenalty(PeerId peer, uint32_t count);

    /** \param now the present; a DecayInterval has passed */
    void Decay(Time now);

    /** Forget everything but the settings. */
    void Clear();

  private:
    /** Counters of a peer in a topic. */
    struct TopicStats
    {
        uint32_t topic{0};            //!< index of the topic
        bool inMesh{false};           //!< whether the peer is in the mesh
        bool deliveriesActive{false}; //!< whether P3 counts
        Time graftTime;               //!< when it entered the mesh
        Time meshTime;                //!< how long it was in the mesh at the last decay
        double firstDeliveries{0};    //!< of P2
        double meshDeliveries{0};     //!< of P3
        double meshFailurePenalty{0}; //!< P3b
        double invalidDeliveries{0};  //!< of P4
    };

    /** Counters of a peer, connected or not. */
    struct PeerStats
    {
        Address host;                   //!< IP address
        double behaviourPenalty{0};     //!< of P7
        double score{0};                //!< if it is not stale
        bool stale{true};               //!< whether score is to be computed
        std::vector<TopicStats> topics; //!< those in which something happened
    };

    /** The score of a peer that has gone. */
    struct Retained
    {
        PeerStats stats; //!< counters
        Time expiry;     //!< when they are forgotten
    };

    /** A topic that counts. */
    struct Topic
    {
        uint32_t index;                             //!< as in TopicStats
        Ptr<const TopicScoreParameters> parameters; //!< how it counts
    };

    /** What is known of a message after its validation. */
    struct Record
    {
        Ptr<const PubsubMessage> message; //!< keeps the object and so its identity
        bool valid;                       //!< the verdict
        Time validated;                   //!< when
        std::vector<PeerId> peers;        //!< whose copies count already
    };

    /** The parameters of topics may be others, and topics may count no more. */
    void RefreshTopics();
    /** \param stats of a peer, in which topics that count no more are forgotten */
    void DropTopics(PeerStats& stats) const;
    /** \param topic a topic \return its parameters; null if it does not count */
    const Topic* FindTopic(const std::string& topic);
    /** \param stats of a peer \param topic a topic \return its counters there, made if needed */
    static TopicStats& GetTopicStats(PeerStats& stats, const Topic& topic);
    /** \param peer a peer \param topic a topic \return its counters there, or null */
    TopicStats* FindTopicStats(PeerId peer, const Topic& topic);
    /** \param stats whose score \return as the specification computes it */
    double Compute(const PeerStats& stats) const;
    /** \param stats whose share \return the sum over topics */
    double ComputeTopics(const PeerStats& stats) const;
    /** \param host an IP address \return P6 */
    double GetColocationFactor(const Address& host) const;
    /** \param host the scores of the peers with this IP address are stale */
    void MarkStale(const Address& host);
    /** \param host an IP address \param stats of a peer there that has gone \param expiry when they
     * are forgotten */
    void Retain(const Address& host, PeerStats stats, Time expiry);
    /** \param stats become the worst that are retained of a host \param host its IP address */
    void Recall(PeerStats& stats, const Address& host);
    /** \param stats a peer leaves the mesh \param parameters of the topic */
    static void AddMeshFailure(TopicStats& stats, const TopicScoreParameters& parameters);
    /** \param stats of a peer \param parameters of the topic; one more delivery in the mesh */
    static void AddMeshDelivery(TopicStats& stats, const TopicScoreParameters& parameters);
    /** \param peer sent an invalid message \param topic of this topic */
    void AddInvalid(PeerId peer, const Topic& topic);
    /** \param now the present \param stats to decay */
    void DecayStats(Time now, PeerStats& stats) const;

    Ptr<const PeerScoreParameters> m_parameters; //!< how to score; null for no scores
    Time m_recordTtl;                            //!< how long records are kept
    ChangeCallback m_changed;                    //!< is told of changes
    AppSpecificScore m_appSpecificScore;         //!< P5
    std::map<std::string, Topic> m_topics;       //!< topics that count
    std::vector<Ptr<const TopicScoreParameters>>
        m_topicParameters;               //!< by index; null of one that counts no more
    std::map<PeerId, PeerStats> m_peers; //!< connected
    std::map<Address, std::vector<Retained>> m_retained;          //!< gone, by IP address
    std::map<Address, uint32_t> m_peersOfHost;                    //!< by IP address
    std::deque<Record> m_records;                                 //!< oldest first
    std::unordered_map<const PubsubMessage*, Record*> m_recordOf; //!< never iterated
};

} // namespace ns3

#endif /* WAKU_PEER_SCORE_H */
