/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_RANDOM_REGULAR_DISTANCE_H
#define WAKU_RANDOM_REGULAR_DISTANCE_H

#include <cstddef>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief Distances between the nodes of a random regular graph with n nodes of degree d.
 *
 * A node is surrounded by shells: shell l consists of the nodes at distance l. Shell 0 is the node
 * itself; shell 1 is its d neighbours, from which s = d(d-1) half-edges lead on. The pairing model
 * joins these with half-edges drawn at random from those that are left: the s half-edges of the
 * shell and the d*u half-edges of the u nodes not reached yet. A node stays unreached if none of
 * its d half-edges is drawn:
 *
 *     u' = u * prod_{i=0}^{d-1} (1 - s / (s + d*u - d - i)).
 *
 * The half-edges that lead on from the next shell are those that do not lead back:
 *
 *     s' = d * (u - u') - s * d*u / (s + d*u - 1).
 *
 * These are means: they ignore the fluctuations of s, but not that n is finite. They are the
 * recursion of Nitzan, Katzav, Kuehn and Biham, "Distance distribution in configuration-model
 * networks" (Phys. Rev. E 93, 062309, 2016), for a single degree, with the corrections for a
 * simple graph of n nodes. Compared with sampled graphs, for d >= 4:
 * - the mean distance is within 1 % for n >= 100 and within 0.2 % for n = 1000,
 * - the mean eccentricity is within 0.15 hops,
 * - the diameter, which depends on the rarest neighbourhoods, is within 0.5 hops; for d = 3 it is
 *   too small by up to one hop.
 */
class RandomRegularDistance
{
  public:
    /**
     * \param nodes number of nodes, a whole number above the degree; at most 1e15
     * \param degree degree of each node, a whole number of at least 3
     * \throws std::domain_error with name, value and range if a number is out of range, or if both
     *         are odd
     */
    RandomRegularDistance(double nodes, double degree);

    /** \return the expected number of nodes at each distance from a node, starting at 0 */
    std::vector<double> GetShells() const;

    /**
     * \param distance a distance in hops
     * \return the probability that another node is further away than the distance
     */
    double GetTail(std::size_t distance) const;

    /** \return the expected distance to another node, in hops */
    double GetMean() const;

    /** \return the variance of the distance to another node */
    double GetVariance() const;

    /**
     * \param share a share of the other nodes, in [0, 1]
     * \return the smallest distance within which at least that share of the other nodes is expected
     */
    std::size_t GetQuantile(double share) const;

    /**
     * The number of nodes further away than l is assumed to be Poisson distributed where it is
     * small.
     * \return the expected distance from a node to the node furthest from it, in hops. A message
     *         published at the node has reached all nodes after so many hops.
     */
    double GetExpectedEccentricity() const;

    /**
     * The number of pairs of nodes further apart than l is assumed to be Poisson distributed.
     * \return the expected diameter: the largest distance between any two nodes, in hops
     */
    double GetExpectedDiameter() const;

  private:
    double m_nodes;                  //!< n
    std::vector<double> m_unreached; //!< by distance: mean number of nodes further away
};

/**
 * \ingroup waku
 * \brief The expected distance in a large random regular graph, in closed form.
 *
 * ln n / ln(d-1) + 1/2 - (ln d - ln(d-2) + gamma) / ln(d-1), with an error of order ln(n)/n:
 * Tishby, Biham, Kuehn and Katzav, "The mean and variance of the distribution of shortest path
 * lengths of random regular graphs" (J. Phys. A 55, 265005, 2022).
 *
 * \param nodes number of nodes, above the degree
 * \param degree degree of each node, at least 3
 * \return the expected distance, in hops
 * \throws std::domain_error with name, value and range if a number is out of range
 */
double AsymptoticMeanDistance(double nodes, double degree);

/**
 * \ingroup waku
 * \brief The bound of Bollobas and de la Vega on the diameter of almost every random regular graph.
 *
 * The smallest D with (d-1)^(D-1) >= 2 d n ln n ("The diameter of random regular graphs",
 * Combinatorica 2, 1982).
 *
 * \param nodes number of nodes, above the degree
 * \param degree degree of each node, at least 3
 * \return the bound, in hops
 * \throws std::domain_error with name, value and range if a number is out of range
 */
double DiameterBound(double nodes, double degree);

} // namespace ns3

#endif /* WAKU_RANDOM_REGULAR_DISTANCE_H */
