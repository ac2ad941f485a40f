/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_INTEROP_EXPERIMENT_H
#define WAKU_INTEROP_EXPERIMENT_H

#include "interop-node.h"
#include "interop-script.h"
#include "shadow-config.h"
#include "shadow-graph.h"

#include "ns3/application-container.h"
#include "ns3/gossipsub-preset.h"
#include "ns3/net-device-container.h"
#include "ns3/node-container.h"
#include "ns3/run-summary.h"
#include "ns3/view-helper.h"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace ns3
{

class MessageTracker;

/**
 * \ingroup waku
 * \brief A run of libp2p/test-plans' gossipsub-interop, with all nodes in one simulation: what
 * Shadow and one of the framework's implementations do together.
 *
 * A file that is wrong throws a std::runtime_error that names file and place.
 */
class InteropExperiment
{
  public:
    /** Values that neither file has. */
    struct Options
    {
        std::string params{"params.json"};           //!< path of the script
        std::string shadow{"shadow.yaml"};           //!< path of the hosts
        std::string graph{"graph.gml"};              //!< path of the network
        std::string output;                          //!< path of the folder for logs
        std::string preset{BY_PATH};                 //!< GossipSubPreset of all nodes, or BY_PATH
        std::string transport{"packet"};             //!< packet, flow or ideal
        uint32_t segments{1};                        //!< TCP segments in one packet
        std::string congestion{"ns3::TcpLinuxReno"}; //!< Shadow's TCP has Reno's
        bool secureChannel{true};                    //!< whether Noise and yamux are there
    };

    /** The preset of a node is that of the implementation which its path in shadow.yaml names. */
    static const std::string BY_PATH;

    /** \param options values; the files are read and checked */
    explicit InteropExperiment(const Options& options);
    ~InteropExperiment();

    /**
     * Run the experiment once: write logs, and copy the three files beside them, where the
     * framework's analysis looks for them.
     * \param [in,out] view page that shows the run, which is written if it is on
     * \return the results
     */
    RunSummary Run(ViewHelper& view);

    /** \return what the user should know of the run, a sentence each */
    const std::vector<std::string>& GetNotes() const
    {
        return m_notes;
    }

    /**
     * \param path path of the program of an implementation, such as
     *        `go-libp2p/gossipsub-bin`
     * \return its GossipSubPreset: `rust`, `nwaku` for nim-libp2p, else `go`
     */
    static std::string GetPresetOf(const std::string& path);

  private:
    /** Create hosts with the rates and delays of the graph. */
    void CreateHosts();
    /** Create the application of each node. */
    void CreateNodes();
    /**
     * \param node number of a node
     * \return its application
     */
    Ptr<P2pNode> CreateApplication(uint32_t node) const;
    /** Copy the files of the user. */
    void CopyFiles() const;
    /**
     * \param tracker what was measured
     * \return the results
     */
    RunSummary Summarize(const MessageTracker& tracker) const;

    Options m_options;                                              //!< values
    InteropScript m_script;                                         //!< what nodes do
    ShadowConfig m_config;                                          //!< who is where
    ShadowGraph m_graph;                                            //!< the network
    std::vector<std::vector<const InteropInstruction*>> m_programs; //!< instructions of each node
    std::vector<std::size_t> m_vertices;                            //!< vertex of each node
    ShadowGraph::Paths m_paths;                                     //!< paths between vertices
    NodeContainer m_hosts;                                          //!< hosts of the run
    NetDeviceContainer m_devices;                                   //!< their devices
    ApplicationContainer m_applications;                            //!< their applications
    InteropWorld m_world;                                           //!< what nodes have in common
    std::vector<std::unique_ptr<InteropNode>> m_nodes;              //!< nodes that do the script
    uint32_t m_ended{0};              //!< nodes whose script has ended
    std::vector<std::string> m_notes; //!< for the user
};

} // namespace ns3

#endif /* WAKU_INTEROP_EXPERIMENT_H */
