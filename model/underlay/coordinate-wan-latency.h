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
 * delay = Base + DelayPerUnit * distance, where the distance is Euclidean in 2 or 3 dimensions. The
 * coordinates have no unit of their own. They may come from a network coordinate system such as
 * Vivaldi, where a unit is a millisecond, or from a map, where DelayPerUnit is for instance 5 us
 * for each kilometre of fibre. No mobility model is needed.
 */
class CoordinateWanLatency : public WanLatencyModel
{
  public:
    /** \return the TypeId */
    static TypeId GetTypeId();

    /**
     * \param host index of a host
     * \param position coordinates of the host; z is 0 in two dimensions
     */
    void SetPosition(uint32_t host, const Vector& position);

    /** \param positions coordinates of all hosts, by the index of the host */
    void SetPositions(const std::vector<Vector>& positions);

    /**
     * \param host index of a host; a host without a position stops the program
     * \return coordinates of the host
     */
    Vector GetPosition(uint32_t host) const;

    Time GetDelay(uint32_t from, uint32_t to) const override;

    /** \return Base */
    Time GetMinimumDelay() const override;

  private:
    Time m_base;                     //!< delay at distance 0
    Time m_delayPerUnit;             //!< additional delay for each unit of distance
    std::vector<Vector> m_positions; //!< coordinates by host; NaN if not set
};

} // namespace ns3

#endif /* WAKU_COORDINATE_WAN_LATENCY_H */
