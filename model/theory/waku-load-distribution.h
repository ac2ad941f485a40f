/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_LOAD_DISTRIBUTION_H
#define WAKU_LOAD_DISTRIBUTION_H

#include "scaling-distribution.h"
#include "waku-scaling-model.h"

namespace ns3
{

/**
 * \ingroup waku
 * \brief The load of load case 4 when message sizes and users differ, instead of averages.
 *
 * Each user sends as a Poisson process whose rate is drawn from one distribution; each message has
 * a size drawn from another; all draws are independent. A message of size S costs a node B(S) bytes
 * (WakuScalingModel::BytesPerMessage), so the load of an hour is a compound sum with
 *
 *     mean = n E[rate] E[B],   variance = n (E[rate] E[B^2] + Var[rate] E[B]^2).
 *
 * Its quantiles are those of the gamma distribution with the same mean and variance.
 */
class WakuLoadDistribution
{
  public:
    /**
     * \param model the model; its A01 and A02 are replaced by the two distributions
     * \param users active users
     * \param messageSize bytes of a message
     * \param messagesPerHour messages per hour of a user
     * \throws std::domain_error as WakuScalingModel::LoadCase4
     */
    WakuLoadDistribution(const WakuScalingModel& model,
                         double users,
                         const ScalingDistribution& messageSize,
                         const ScalingDistribution& messagesPerHour);

    /** \return mean load in bytes per hour and node */
    double GetMean() const
    {
        return m_mean;
    }

    /** \return standard deviation of the load from hour to hour and network to network */
    double GetStandardDeviation() const;

    /**
     * \param probability a probability in [0, 1)
     * \return the load that is not exceeded with that probability, in bytes per hour and node
     */
    double GetQuantile(double probability) const;

  private:
    double m_mean;     //!< mean load
    double m_variance; //!< its variance
};

/**
 * \ingroup waku
 * \brief The load of load case 4 as a user meets it when multicast groups differ in size.
 *
 * A group of G users has G users who see its load, so a user's group is drawn with a probability
 * proportional to G; its mesh has min(G, MaxNodesPerShard) nodes. With unequal groups the load of
 * a user is larger than that of the average group: by 1 + variation^2 without the limit.
 */
class WakuGroupLoad
{
  public:
    /**
     * \param model the model
     * \param groupSize users of a group
     */
    WakuGroupLoad(const WakuScalingModel& model, const ScalingDistribution& groupSize);

    /** \return load of a user's group on average over users, in bytes per hour and node */
    double GetMean() const;

    /**
     * \param probability a probability in [0, 1)
     * \return the load that this share of the users does not exceed, in bytes per hour and node
     * \throws std::domain_error if the probability is outside its range
     */
    double GetQuantile(double probability) const;

    /** \return mean latency bound log_d(G) * DelayPerHop over users, in seconds */
    double GetMeanLatencyBound() const;

  private:
    /** \return load of a group of this many users */
    double Load(double groupSize) const;

    WakuScalingModel m_model;        //!< the model
    ScalingDistribution m_groupSize; //!< users of a group
};

/**
 * \ingroup waku
 * \brief The assumptions about big messages (load case 5) that follow from a distribution of sizes.
 * \param parameters assumptions to start from
 * \param messageSize bytes of a message
 * \param threshold smallest size for which nodes send an IDONTWANT
 * \return the assumptions with MessageSize, BigMessageShare, BigMessageSize and SmallMessageSize
 *         set to the means of the distribution, above and below the threshold
 */
WakuScalingParameters SplitMessageSizes(WakuScalingParameters parameters,
                                        const ScalingDistribution& messageSize,
                                        double threshold);

} // namespace ns3

#endif /* WAKU_LOAD_DISTRIBUTION_H */
