/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_HOST_CLASSES_H
#define WAKU_HOST_CLASSES_H

#include "scenario-part.h"

#include "ns3/nstime.h"
#include "ns3/wan-latency-model.h"

#include <cstdint>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief Classes of hosts that differ in their rates and in the delays between them. Host k is of
 * class k modulo the number of classes. Without classes all hosts are alike.
 */
class HostClasses : public ScenarioPart
{
  public:
    std::vector<ScenarioRate> up;           //!< up rate of each class; may be empty
    std::vector<ScenarioRate> down;         //!< down rate of each class; may be empty
    std::vector<std::vector<Time>> latency; //!< one-way delay from each class to each; may be empty

    std::vector<ScenarioKey> GetKeys() override;

    /** Throw a ScenarioError if the keys are not of the same number of classes. */
    void Check() const;

    /**
     * \param host index of a host
     * \param otherwise rate of hosts without classes
     * \return the host's up rate
     */
    ScenarioRate GetUp(uint32_t host, ScenarioRate otherwise) const;

    /**
     * \param host index of a host
     * \param otherwise rate of hosts without classes
     * \return the host's down rate; that of its class up, if classes have up rates alone
     */
    ScenarioRate GetDown(uint32_t host, ScenarioRate otherwise) const;

    /**
     * \param hosts number of hosts
     * \return the delays between them; only with a latency of classes
     */
    Ptr<WanLatencyModel> MakeLatency(uint32_t hosts) const;
};

} // namespace ns3

#endif /* WAKU_HOST_CLASSES_H */
