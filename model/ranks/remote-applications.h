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
 * \brief The applications that a node has on its own rank of a distributed simulation, as the other
 * ranks know them: stand-ins, which may be one object for many nodes and never run.
 *
 * What has to be numbered alike on every rank, such as random variable streams, walks over
 * GetAll().
 */
class RemoteApplications : public Object
{
  public:
    /** \return the TypeId */
    static TypeId GetTypeId();

    /** \param node a node of another rank \param standIn what it has there, on no node */
    static void Add(Ptr<Node> node, Ptr<Application> standIn);

    /**
     * \param node a node of any rank
     * \return its applications in the order in which they were installed, or their stand-ins
     */
    static std::vector<Ptr<Application>> GetAll(const Node& node);

  protected:
    void DoDispose() override;

  private:
    std::vector<Ptr<Application>> m_standIns; //!< in the order of installation
};

} // namespace ns3

#endif /* WAKU_REMOTE_APPLICATIONS_H */
