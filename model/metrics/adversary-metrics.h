/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_ADVERSARY_METRICS_H
#define WAKU_ADVERSARY_METRICS_H

#include "ns3/address.h"
#include "ns3/application-container.h"
#include "ns3/nstime.h"

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace ns3
{

class P2pNode;

/**
 * \ingroup waku
 * \brief Measures what adversaries achieve in a gossipsub network: their places in the meshes of
 * honest nodes, the scores that honest nodes give, and the bytes of the victims.
 *
 * It looks at the routers of the honest nodes whenever Sample is called, and changes nothing. An
 * adversary is known by its IP address. The object must exist while the simulation runs.
 */
class AdversaryMetrics
{
  public:
    /** Some scores. */
    struct Scores
    {
        uint64_t count{0};  //!< number of scores
        double least{0};    //!< the least
        double p5{0};       //!< 5th percentile
        double median{0};   //!< 50th percentile
        double p95{0};      //!< 95th percentile
        double most{0};     //!< the greatest
        double negative{0}; //!< share of scores below 0
    };

    /** What there is at one time. */
    struct Sample
    {
        Time at;               //!< when
        double meshSize{0};    //!< mean number of peers in a mesh of an honest node
        double adversaries{0}; //!< mean number of adversaries among them
        double largest{0};     //!< most adversaries in a mesh
        double surrounded{0};  //!< share of honest meshes that have adversaries only
        double victimMesh{0};  //!< mean number of adversaries in a mesh of a victim
        double connections{0}; //!< mean number of adversaries among the peers of a victim
        Scores ofHonest;       //!< scores that honest nodes give honest peers
        Scores ofAdversaries;  //!< scores that honest nodes give adversaries
    };

    /**
     * \param nodes all nodes but the adversaries; those without gossipsub count for bytes alone
     * \param victims indices of the nodes that are attacked
     * \param adversaries IP addresses of the adversaries, without ports
     */
    AdversaryMetrics(const ApplicationContainer& nodes,
                     const std::vector<uint32_t>& victims,
                     const std::set<Address>& adversaries);

    AdversaryMetrics(const AdversaryMetrics&) = delete;
    AdversaryMetrics& operator=(const AdversaryMetrics&) = delete;

    /**
     * Note what there is at present.
     * \return the sample
     */
    const Sample& TakeSample();

    /** \return the samples so far */
    const std::vector<Sample>& GetSamples() const
    {
        return m_samples;
    }

    /** Begin to count the bytes of victims anew. */
    void ResetBytes();

    /** \return bytes that a victim has received since ResetBytes, mean */
    double GetIngress() const;

    /** \return bytes that a victim has sent since ResetBytes, mean */
    double GetEgress() const;

  private:
    /** Parameters as P2pNode::BytesTracedCallback. */
    void HandleTx(uint32_t bytes);
    /** Parameters as P2pNode::BytesTracedCallback. */
    void HandleRx(uint32_t bytes);

    ApplicationContainer m_nodes;    //!< nodes of this rank
    std::vector<bool> m_isVictim;    //!< of each of these
    std::set<Address> m_adversaries; //!< their IP addresses
    uint64_t m_victims{0};           //!< number of victims on this rank
    uint64_t m_sent{0};              //!< bytes sent by victims
    uint64_t m_received{0};          //!< bytes received by victims
    std::vector<Sample> m_samples;   //!< samples so far
};

} // namespace ns3

#endif /* WAKU_ADVERSARY_METRICS_H */
