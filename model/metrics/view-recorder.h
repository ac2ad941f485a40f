/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_VIEW_RECORDER_H
#define WAKU_VIEW_RECORDER_H

#include "message-feed.h"
#include "run-summary.h"
#include "view-messages.h"
#include "view-network.h"
#include "view-node-watch.h"
#include "view-sample.h"
#include "view-topics.h"
#include "view-traffic.h"

#include <cstdint>
#include <map>
#include <memory>
#include <ostream>
#include <string>
#include <utility>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief Records a run of any protocol so that a page can show it (ViewHelper): how messages
 * spread, who is connected to whom, meshes, gossip, scores, presence, and traffic over time.
 *
 * It uses only trace sources and the counters of devices, and schedules nothing. Of more nodes and
 * messages than the limits it records a sample, and the JSON says so. At the default limits it
 * takes at most some 400 MB, for 10,000 nodes or more and 2,000,000 transfers and deliveries; a run
 * of 1000 nodes and 10 messages takes some 10 MB. The object must exist while the simulation runs.
 */
class ViewRecorder : private MessageObserver
{
  public:
    /** Version of the JSON. */
    static constexpr uint32_t VERSION = 1;

    /** What is recorded at most. */
    struct Limits
    {
        uint32_t nodes{10000};         //!< nodes
        ViewMessages::Limits messages; //!< messages and transfers
    };

    /**
     * \param applications the applications; application i is node i. Of those of no protocol that
     *        there is a probe for, such as adversaries, no messages are recorded
     * \param devices device of each application; if empty, IP packets, rates and regions are
     * unknown \param limits what is recorded at most \param protocols the protocols that
     * applications may speak
     */
    ViewRecorder(const ApplicationContainer& applications,
                 const NetDeviceContainer& devices,
                 const Limits& limits,
                 const std::vector<MessageFeed::Protocol>& protocols = MessageFeed::GetProtocols());
    ~ViewRecorder() override;

    ViewRecorder(const ViewRecorder&) = delete;
    ViewRecorder& operator=(const ViewRecorder&) = delete;

    /**
     * Say what a node is. By default it is what its application is: relay, service node, light node
     * and so on. An adversary that is one from the beginning is not expected to get messages.
     * \param node index of the node
     * \param role what it is
     * \param isHostile whether it is an adversary
     */
    void SetRole(uint32_t node, const std::string& role, bool isHostile);

    /**
     * Mark a time at which something happens to the whole network, such as a partition.
     * \param time the time
     * \param text what happens, a few words
     */
    void AddMark(Time time, const std::string& text);

    /**
     * Add a setting of the run, to be shown.
     * \param name its name
     * \param value its value
     */
    void AddSetting(const std::string& name, const std::string& value);

    /** \return the recorded messages */
    const ViewMessages& GetMessages() const
    {
        return m_messages;
    }

    /** \return who was connected to whom */
    const ViewNetwork& GetNetwork() const
    {
        return m_network;
    }

    /**
     * \param position position of a recorded node
     * \return what it is
     */
    const std::string& GetRole(uint32_t position) const
    {
        return m_roles.at(position).first;
    }

    /** \return the recorded nodes */
    const ViewSample& GetSample() const
    {
        return m_sample;
    }

    /**
     * Write the record as a JSON object, which may stand in a script of an HTML page. Call it at
     * the end of the run, before Simulator::Destroy. \param out stream to which it is written
     * \param summary summary of the run
     */
    void WriteJson(std::ostream& out, const RunSummary& summary);

  private:
    void SetSubscribed(Time now,
                       uint32_t node,
                       const std::string& topic,
                       bool isSubscribed) override;
    void Published(Time now,
                   uint32_t node,
                   const ObservedMessage& message,
                   const std::string& topic) override;
    void Renamed(Time now,
                 uint32_t node,
                 const MessageKey& before,
                 const MessageKey& after) override;
    void Sent(Time now, uint32_t node, uint32_t to, const ObservedMessage& message) override;
    void ReceivedFirst(Time now,
                       uint32_t node,
                       uint32_t from,
                       const ObservedMessage& message) override;
    void ReceivedAgain(Time now,
                       uint32_t node,
                       uint32_t from,
                       const ObservedMessage& message) override;
    void ReceivedAside(Time now,
                       uint32_t node,
                       uint32_t from,
                       const ObservedMessage& message) override;
    void Delivered(Time now, uint32_t node, const ObservedMessage& message) override;

    /** A role and whether it is hostile. */
    using Role = std::pair<std::string, bool>;

    /** Find roles, regions and coordinates of the recorded nodes. */
    void Describe(const ApplicationContainer& applications, const NetDeviceContainer& devices);
    /** Write the member nodes. */
    void WriteNodes(std::ostream& out) const;
    /** \return sentences that say what is missing */
    std::vector<std::string> GetNotes() const;

    ViewSample m_sample;                             //!< recorded nodes
    ViewTopics m_topics;                             //!< topics
    ViewMessages m_messages;                         //!< messages
    ViewNetwork m_network;                           //!< who is connected to whom
    ViewTraffic m_traffic;                           //!< bytes over time
    std::vector<bool> m_isHostile;                   //!< whether a node of the run is an adversary
    std::vector<Role> m_roles;                       //!< of each recorded node
    std::vector<std::string> m_regionNames;          //!< names of regions
    std::vector<uint32_t> m_regions;                 //!< of each recorded node; empty: none
    std::vector<std::pair<double, double>> m_places; //!< coordinates; empty: none
    std::vector<std::pair<double, std::string>> m_marks;         //!< time in seconds and text
    std::vector<std::pair<std::string, std::string>> m_settings; //!< settings of the run
    std::unique_ptr<MessageFeed> m_feed;                         //!< events of messages
    std::vector<std::unique_ptr<ViewNodeWatch>> m_watch; //!< other events of each recorded node
};

} // namespace ns3

#endif /* WAKU_VIEW_RECORDER_H */
