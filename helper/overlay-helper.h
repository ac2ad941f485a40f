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
 * \brief Creates overlay graphs of a chosen family, or reads one from a file.
 *
 * \code
 *   OverlayHelper overlay;
 *   overlay.SetRandomRegular(6);
 *   OverlayGraph graph = overlay.Create(1000);
 * \endcode
 *
 * By default it creates random regular graphs of degree 6. The families and their ranges are those
 * of overlay-generators.h. If a graph cannot be created or is not connected, the program ends with
 * status 1 and one sentence that names the values, or file, line and column.
 */
class OverlayHelper
{
  public:
    OverlayHelper();

    /**
     * Create a helper from a specification, as given to a program's option. The setters below
     * describe the specifications.
     * \param spec `regular:DEGREE`, `complete`, `ring:DEGREE`, `hypercube`, `grid[:WIDTH]`,
     *        `torus[:WIDTH]`, `er:PROBABILITY`, `ws:DEGREE:BETA`, `ba:LINKS`, `dial:DIALS` or
     *        `file:PATH`
     * \return the helper
     */
    static OverlayHelper FromString(const std::string& spec);

    /**
     * \param spec a specification, as for FromString()
     * \return a sentence that says why there is no such overlay; empty if there is
     */
    static std::string FindError(const std::string& spec);

    /**
     * \param spec a specification, as for FromString()
     * \param nodes number of nodes, as for Create()
     * \return a sentence that says why there is no such overlay of so many nodes; empty if there is
     */
    static std::string FindError(const std::string& spec, uint32_t nodes);

    /**
     * Choose `regular:DEGREE`, see RandomRegular().
     * \param degree number of neighbours of each node
     */
    void SetRandomRegular(uint32_t degree);

    /** Choose `complete`, see Complete(). */
    void SetComplete();

    /**
     * Choose `ring:DEGREE`, see RingLattice().
     * \param degree number of neighbours of each node
     */
    void SetRingLattice(uint32_t degree);

    /** Choose `hypercube`, see Hypercube(). The number of nodes must be a power of two. */
    void SetHypercube();

    /**
     * Choose `grid` or `grid:WIDTH`, see Grid2D().
     * \param width number of nodes in a row, which must divide the number of nodes; 0 for the width
     *        that is closest to a square, with sides of at least 2
     */
    void SetGrid(uint32_t width = 0);

    /**
     * Choose `torus` or `torus:WIDTH`, see Grid2D().
     * \param width as for SetGrid(), with sides of at least 3
     */
    void SetTorus(uint32_t width = 0);

    /**
     * Choose `er:PROBABILITY`, see ErdosRenyi().
     * \param probability probability of a link between two nodes
     */
    void SetErdosRenyi(double probability);

    /**
     * Choose `ws:DEGREE:BETA`, see WattsStrogatz().
     * \param degree mean degree
     * \param beta probability that a link moves
     */
    void SetWattsStrogatz(uint32_t degree, double beta);

    /**
     * Choose `ba:LINKS`, see BarabasiAlbert().
     * \param links number of links that each new node adds
     */
    void SetBarabasiAlbert(uint32_t links);

    /**
     * Choose `dial:DIALS`, see RandomDial().
     * \param dials number of peers that each node dials
     */
    void SetRandomDial(uint32_t dials);

    /**
     * Choose `file:PATH`, see ReadOverlay().
     * \param path path of the file
     */
    void SetFile(const std::string& path);

    /** \return whether the graph comes from a file, which then determines the number of nodes */
    bool IsFile() const
    {
        return m_file;
    }

    /** \return the specification, as for FromString() */
    const std::string& GetSpec() const
    {
        return m_spec;
    }

    /**
     * Set the origin of this overlay, with which its error messages begin.
     * \param source the origin, such as `--degree`
     */
    void SetSource(const std::string& source);

    /**
     * Create a graph. Each call creates another graph of a random family.
     * \param nodes number of nodes; for a file either its number of nodes or 0
     * \return the graph, which is connected
     */
    OverlayGraph Create(uint32_t nodes = 0) const;

    /**
     * Assign fixed random variable streams.
     * \param stream the first stream number to use
     * \return the number of streams used
     */
    int64_t AssignStreams(int64_t stream);

  private:
    using Make = std::function<OverlayGraph(uint32_t nodes, Ptr<UniformRandomVariable> rng)>;

    /**
     * \param spec a specification, as for FromString(); an OverlayError is thrown if it is none
     * \return the helper
     */
    static OverlayHelper Read(const std::string& spec);

    /**
     * Set the specification.
     * \param spec the specification, as for FromString()
     * \param make function that creates a graph
     */
    void Choose(const std::string& spec, Make make);

    std::string m_spec;               //!< the specification
    std::string m_source;             //!< origin for error messages, or empty
    Make m_make;                      //!< creates a graph
    bool m_file{false};               //!< whether the graph comes from a file
    Ptr<UniformRandomVariable> m_rng; //!< the source of all randomness
};

} // namespace ns3

#endif /* WAKU_OVERLAY_HELPER_H */
