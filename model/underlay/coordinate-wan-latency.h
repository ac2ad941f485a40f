/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_COORDINATE_WAN_LATENCY_H
#define WAKU_COORDINATE_WAN_LATENCY_H

#include "wan-latency-model.h"

#include "ns3/vector.h"

#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief A propagation delay that grows with the distance between the hosts' coordinates.
 *
 * delay = Base + DelayPerUnit * distance, the distance being Euclidean in 2 or 3 dimensions. The
 * coordinates are those of a network coordinate system (Vivaldi and its like: the unit is then a
 * millisecond), or places on a map (DelayPerUnit is then, for instance, 5 us for a kilometre of
 * fibre). They need no mobility model, and have no unit of their own.
 */
class CoordinateWanLatency : public WanLatencyModel
{
  public:
    /** \return the TypeId */
    static TypeId GetTypeId();

    /**
     * \param host index of a host
     * \param position its coordinates; leave z at 0 for two dimensions
     */
    void SetPosition(uint32_t host, const Vector& position);

    /** \param positions the coordinates of all hosts, by index */
    void SetPositions(const std::vector<Vector>& positions);

    /**
     * \param host index of a host; one without a position stops the program
     * \return its coordinates
     */
    Vector GetPosition(uint32_t host) const;

    Time GetDelay(uint32_t from, uint32_t to) const override;

    /** \return Base */
    Time GetMinimumDelay() const override;

  private:
    Time m_base;                     //!< delay at distance 0
    Time m_delayPerUnit;             //!< what a unit of distance adds
    std::vector<Vector> m_positions; //!< by host; NaN: not set
};

} // namespace ns3

#endif /* WAKU_COORDINATE_WAN_LATENCY_H */
