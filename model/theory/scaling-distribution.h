/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_SCALING_DISTRIBUTION_H
#define WAKU_SCALING_DISTRIBUTION_H

#include <functional>
#include <memory>

namespace ns3
{

/**
 * \ingroup waku
 * \brief The distribution of a positive quantity that a closed-form model otherwise takes as an
 *        average.
 *
 * Expected values are computed by double-exponential quadrature over the quantile function. Nothing
 * is sampled, so the same input gives the same result. The error is about 1e-8, and about 1e-4 for
 * functions with steps.
 */
class ScalingDistribution
{
  public:
    /**
     * \param value a value, at least 0
     * \return the distribution of a quantity that always has this value
     * \throws std::domain_error naming the argument if it is outside its range
     */
    static ScalingDistribution Constant(double value);

    /**
     * \param mean mean, above 0
     * \param variation standard deviation divided by mean, in [0, 100]; 0 gives a constant
     * \return a log-normal distribution
     * \throws std::domain_error naming the argument that is outside its range
     */
    static ScalingDistribution LogNormal(double mean, double variation);

    /**
     * \param mean mean, above 0
     * \param variation standard deviation divided by mean, in [0, 10]; 0 gives a constant, 1 gives
     *        the exponential distribution
     * \return a gamma distribution
     * \throws std::domain_error naming the argument that is outside its range
     */
    static ScalingDistribution Gamma(double mean, double variation);

    /**
     * \param minimum smallest value, above 0
     * \param shape exponent of the tail, above 2 so that mean and variance exist
     * \return a Pareto distribution
     * \throws std::domain_error naming the argument that is outside its range
     */
    static ScalingDistribution Pareto(double minimum, double shape);

    /** \return the mean */
    double GetMean() const;

    /** \return the variance */
    double GetVariance() const;

    /**
     * \param probability a probability in [0, 1)
     * \return the value that the quantity stays below with that probability
     * \throws std::domain_error if the probability is outside its range
     */
    double GetQuantile(double probability) const;

    /**
     * \param value a value
     * \return the probability that the quantity is at most that value
     */
    double GetProbability(double value) const;

    /**
     * \param function a function of the quantity, integrable
     * \return its expected value
     */
    double Expect(const std::function<double(double)>& function) const;

    /**
     * \param value a value
     * \return the part of the mean that comes from outcomes of at most that value
     */
    double GetPartialMean(double value) const;

  private:
    struct Law; // Boost's distributions, whose headers take long to compile

    /** \param law the distribution, or its one value */
    explicit ScalingDistribution(const Law& law);

    std::shared_ptr<const Law> m_law; //!< the distribution, or its one value
};

} // namespace ns3

#endif /* WAKU_SCALING_DISTRIBUTION_H */
