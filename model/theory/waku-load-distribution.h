/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_LOAD_DISTRIBUTION_H
#define WAKU_LOAD_DISTRIBUTION_H

#include "scaling-distribution.h"
#include "waku-scaling-model.h"

namespace ns3
{

/**
 * \ingroup waku
 * \brief The load of load case 4 if message sizes and the message rates of users vary.
 *
 * The messages of each user are a Poisson process whose rate is drawn from one distribution. The
 * size of each message is drawn from another. All draws are independent. A message of size S costs
 * a node B(S) bytes (WakuScalingModel::BytesPerMessage), so the load of an hour is a compound sum
 * with
 *
 *     mean = n E[rate] E[B],   variance = n (E[rate] E[B^2] + Var[rate] E[B]^2).
 *
 * Its quantiles are approximated by those of the gamma distribution with the same mean and
 * variance.
 */
class WakuLoadDistribution
{
  public:
    /**
     * \param model the model; its A01 and A02 are replaced by the two distributions
     * \param users active users
     * \param messageSize size of a message, in bytes
     * \param messagesPerHour messages that a user sends per hour
     * \throws std::domain_error under the conditions of WakuScalingModel::LoadCase4
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

    /**
     * \return standard deviation of the load over hours and networks, in bytes per hour and node
     */
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
 * \brief The load of load case 4 that a user receives if multicast groups differ in size.
 *
 * The load of a group of G users is received by G users. The group of a random user is therefore
 * drawn with a probability proportional to G. Its mesh has min(G, MaxNodesPerShard) nodes. If
 * groups differ in size, the mean load of a user is larger than the load of the average group:
 * without the limit by the factor 1 + variation^2.
 */
class WakuGroupLoad
{
  public:
    /**
     * \param model the model
     * \param groupSize number of users of a group
     */
    WakuGroupLoad(const WakuScalingModel& model, const ScalingDistribution& groupSize);

    /** \return mean over users of the load of a user's group, in bytes per hour and node */
    double GetMean() const;

    /**
     * \param probability a probability in [0, 1)
     * \return the load that this share of the users does not exceed, in bytes per hour and node
     * \throws std::domain_error if the probability is outside its range
     */
    double GetQuantile(double probability) const;

    /** \return mean over users of the latency bound log_d(G) * DelayPerHop, in seconds */
    double GetMeanLatencyBound() const;

  private:
    /** \return load of a group of this many users */
    double Load(double groupSize) const;

    WakuScalingModel m_model;        //!< the model
    ScalingDistribution m_groupSize; //!< users of a group
};

/**
 * \ingroup waku
 * \brief Derive the assumptions about big messages (load case 5) from a distribution of sizes.
 * \param parameters the assumptions to start from
 * \param messageSize size of a message, in bytes
 * \param threshold smallest size for which nodes send an IDONTWANT, in bytes
 * \return the assumptions with four values from the distribution: MessageSize is its mean,
 *         BigMessageShare the share of sizes from the threshold on, BigMessageSize and
 *         SmallMessageSize the means from the threshold on and below it
 */
WakuScalingParameters SplitMessageSizes(WakuScalingParameters parameters,
                                        const ScalingDistribution& messageSize,
                                        double threshold);

} // namespace ns3

#endif /* WAKU_LOAD_DISTRIBUTION_H */
