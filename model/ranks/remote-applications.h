/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_REMOTE_APPLICATIONS_H
#define WAKU_REMOTE_APPLICATIONS_H

#include "ns3/application.h"
#include "ns3/node.h"
#include "ns3/object.h"

#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief Stand-ins for the applications of a node that another rank of a distributed simulation
 * simulates.
 *
 * Applications run only on the rank of their node. The other ranks have stand-ins, which never run;
 * one stand-in may serve many nodes. Code that must number applications alike on every rank, for
 * instance to assign random variable streams, iterates over GetAll().
 */
class RemoteApplications : public Object
{
  public:
    /** \return the TypeId */
    static TypeId GetTypeId();

    /**
     * Add the next stand-in of a node.
     * \param node a node of another rank
     * \param standIn an application of the type that the node has on its own rank; it is not
     *        installed on any node
     */
    static void Add(Ptr<Node> node, Ptr<Application> standIn);

    /**
     * \param node a node of any rank
     * \return the node's applications or, for a node of another rank, their stand-ins, in the order
     *         in which they were installed
     */
    static std::vector<Ptr<Application>> GetAll(const Node& node);

  protected:
    void DoDispose() override;

  private:
    std::vector<Ptr<Application>> m_standIns; //!< stand-ins in the order in which they were added
};

} // namespace ns3

#endif /* WAKU_REMOTE_APPLICATIONS_H */
