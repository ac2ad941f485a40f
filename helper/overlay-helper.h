/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_OVERLAY_HELPER_H
#define WAKU_OVERLAY_HELPER_H

#include "ns3/overlay-graph.h"
#include "ns3/random-variable-stream.h"

#include <cstdint>
#include <functional>
#include <string>

namespace ns3
{

/**
 * \ingroup waku
 * \brief Makes overlay graphs of a chosen family, or from a file.
 *
 * \code
 *   OverlayHelper overlay;
 *   overlay.SetRandomRegular(6);
 *   OverlayGraph graph = overlay.Create(1000);
 * \endcode
 *
 * Without a choice it makes random regular graphs of degree 6. The families and their ranges are
 * those of overlay-generators.h. What cannot be made, and what is not connected, ends the program
 * with status 1 and one sentence that names the values, or file, line and column.
 */
class OverlayHelper
{
  public:
    OverlayHelper();

    /**
     * Choose as a program's option says, in the words of the specification of each setter below.
     * \param spec `regular:DEGREE`, `complete`, `ring:DEGREE`, `hypercube`, `grid[:WIDTH]`,
     *             `torus[:WIDTH]`, `er:PROBABILITY`, `ws:DEGREE:BETA`, `ba:LINKS`, `dial:DIALS` or
     *             `file:PATH`
     * \return a helper of that choice
     */
    static OverlayHelper FromString(const std::string& spec);

    /**
     * `regular:DEGREE`, see RandomRegular().
     * \param degree the neighbours of each node
     */
    void SetRandomRegular(uint32_t degree);

    /** `complete`, see Complete(). */
    void SetComplete();

    /**
     * `ring:DEGREE`, see RingLattice().
     * \param degree the neighbours of each node
     */
    void SetRingLattice(uint32_t degree);

    /** `hypercube`, see Hypercube(); the number of nodes must be a power of two. */
    void SetHypercube();

    /**
     * `grid` or `grid:WIDTH`, see Grid2D().
     * \param width nodes in a row, which must divide the number of nodes; 0 for the width that
     *              comes closest to a square, with sides of at least 2
     */
    void SetGrid(uint32_t width = 0);

    /**
     * `torus` or `torus:WIDTH`, see Grid2D().
     * \param width as for SetGrid(), with sides of at least 3
     */
    void SetTorus(uint32_t width = 0);

    /**
     * `er:PROBABILITY`, see ErdosRenyi().
     * \param probability of a link between two nodes
     */
    void SetErdosRenyi(double probability);

    /**
     * `ws:DEGREE:BETA`, see WattsStrogatz().
     * \param degree the mean degree
     * \param beta the probability that a link is moved
     */
    void SetWattsStrogatz(uint32_t degree, double beta);

    /**
     * `ba:LINKS`, see BarabasiAlbert().
     * \param links how many links a new node brings
     */
    void SetBarabasiAlbert(uint32_t links);

    /**
     * `dial:DIALS`, see RandomDial().
     * \param dials how many peers each node dials
     */
    void SetRandomDial(uint32_t dials);

    /**
     * `file:PATH`, see ReadOverlay().
     * \param path the file
     */
    void SetFile(const std::string& path);

    /** \return whether the graph comes from a file, which then says how many nodes there are */
    bool IsFile() const
    {
        return m_file;
    }

    /** \return the choice as FromString() takes it */
    const std::string& GetSpec() const
    {
        return m_spec;
    }

    /** \param source what asked for this overlay, such as `--degree`: how its errors begin */
    void SetSource(const std::string& source);

    /**
     * Make a graph; the next call makes another one of a random family.
     * \param nodes the number of nodes; for a file, either its number of nodes or 0
     * \return the graph, which is connected
     */
    OverlayGraph Create(uint32_t nodes = 0) const;

    /**
     * \param stream the first stream number to use
     * \return how many were used
     */
    int64_t AssignStreams(int64_t stream);

  private:
    using Make = std::function<OverlayGraph(uint32_t nodes, Ptr<UniformRandomVariable> rng)>;

    /**
     * \param spec the choice as FromString() takes it
     * \param make makes a graph
     */
    void Choose(const std::string& spec, Make make);

    std::string m_spec;               //!< the choice
    std::string m_source;             //!< what asked for it; empty if nothing is to be named
    Make m_make;                      //!< makes its graphs
    bool m_file{false};               //!< whether it is a file
    Ptr<UniformRandomVariable> m_rng; //!< the source of all randomness
};

} // namespace ns3

#endif /* WAKU_OVERLAY_HELPER_H */
