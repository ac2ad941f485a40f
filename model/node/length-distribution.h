/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_LENGTH_DISTRIBUTION_H
#define WAKU_LENGTH_DISTRIBUTION_H

#include "ns3/lazy-uniform.h"
#include "ns3/nstime.h"

#include <string>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief How long something lasts, such as a session, as a text says:
 *
 * - `10min` or `constant 10min`
 * - `uniform 1s 10s`: between the two
 * - `exponential 10min`: with this mean
 * - `weibull 5min 0.6`: scale and shape
 * - `lognormal 4min 1.2`: median, and standard deviation of the natural logarithm
 * - `ethereum`: measured lives of connections of Ethereum nodes: 80 % live seconds (exponential,
 * mean 5 s), 10 % about 4 minutes (3 to 5, uniform), 10 % from 5 minutes to 1.6 hours (the
 * logarithm uniform)
 * - `file:PATH`: drawn from the lengths in a file, one in a line, in seconds; lines that begin with
 *   `#` are comments
 */
class LengthDistribution
{
  public:
    /** Nothing lasts. */
    LengthDistribution() = default;

    /** \param text the text */
    explicit LengthDistribution(const std::string& text);

    /** \return what would be right, if the text is not; else empty */
    const std::string& GetProblem() const
    {
        return m_problem;
    }

    /**
     * \param random random numbers
     * \return a length
     */
    Time Draw(LazyUniform& random) const;

    /**
     * Draw what is left of a length at a time that was chosen without regard to it: longer ones are
     * met more often.
     * \param random random numbers
     * \return the rest of the length
     */
    Time DrawRest(LazyUniform& random) const;

    /** \return mean length, seconds; of a Weibull and a lognormal one too */
    double GetMean() const;

  private:
    /** Shape of the distribution. */
    enum Kind
    {
        CONSTANT,    //!< always the same
        UNIFORM,     //!< between two
        EXPONENTIAL, //!< without memory
        WEIBULL,     //!< Weibull's
        LOGNORMAL,   //!< normal logarithm
        ETHEREUM,    //!< as measured
        TRACE,       //!< from a file
    };

    /**
     * Read the lengths of a file.
     * \param path its path
     */
    void ReadFile(const std::string& path);

    /**
     * \param random random numbers
     * \return a length, seconds
     */
    double DrawSeconds(LazyUniform& random) const;

    Kind m_kind{CONSTANT};       //!< shape
    double m_first{0};           //!< seconds: constant, least, mean, scale, median
    double m_second{0};          //!< most in seconds; shape; standard deviation
    std::vector<double> m_trace; //!< lengths of a file, seconds
    std::string m_problem;       //!< what would be right
};

} // namespace ns3

#endif /* WAKU_LENGTH_DISTRIBUTION_H */
