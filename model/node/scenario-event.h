/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_SCENARIO_EVENT_H
#define WAKU_SCENARIO_EVENT_H

#include "scenario-stage.h"

#include "ns3/lazy-uniform.h"
#include "ns3/nstime.h"
#include "ns3/object.h"

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief Something that happens to a network during a run: nodes leave or crash, links fail, an
 * attacker comes.
 *
 * Scripts add events with ScenarioEventHelper, study files under `events`. The attributes of the
 * class are the keys of study files: `At` is `at`, `ReturnRate` is `return_rate`.
 *
 * <b>A kind of event</b> is a class derived from this one in a file of its own, which no other file
 * names. It may be in any room from model/node up. Class `ns3::XyEvent` is `event: xy`, and
 * `ns3::IdleTimeoutEvent` is `event: idle-timeout`:
 *
 * \code
 * class SleepEvent : public ScenarioEvent // in sleep-event.h
 * {
 *   public:
 *     static TypeId GetTypeId(); // with SetParent<ScenarioEvent>, AddConstructor, own attributes
 *
 *   protected:
 *     void Begin() override; // at At: for (uint32_t node : GetNodes()) GetStage().GetNode(node)...
 *     void End() override;   // after For, unless For is 0s
 * };
 *
 * NS_OBJECT_ENSURE_REGISTERED(SleepEvent); // in sleep-event.cc
 * \endcode
 *
 * Where it needs more, it overrides
 * - DoCheck(), to refuse values that do not go together, before the simulation;
 * - Prepare(), for what has to be there before the simulation begins, such as applications;
 * - GetNExtraHosts(), for hosts of its own beside those of the scenario's nodes;
 * - AssignMoreStreams(), for random variables besides GetRandom();
 * - AddResults(), to add metrics to the results of the run;
 * - WorksWithRanks(), if it does not work in a distributed simulation.
 *
 * An attribute that is a time or a data rate needs its unit in study files. Nothing of it may draw
 * random numbers before AssignStreams, or outside of streams.
 */
class ScenarioEvent : public Object
{
  public:
    /** \return the TypeId */
    static TypeId GetTypeId();

    ScenarioEvent();
    ~ScenarioEvent() override;

    /** \return names of all kinds, such as `idle-timeout`, in alphabetical order */
    static std::vector<std::string> GetKinds();

    /**
     * \param kind name of a kind, or of its class
     * \param [out] type the class
     * \return whether there is such a kind
     */
    static bool FindKind(const std::string& kind, TypeId& type);

    /**
     * \param type class of a kind
     * \return name of the kind
     */
    static std::string GetKindOf(TypeId type);

    /** What is known of a scenario before it runs. */
    struct Facts
    {
        uint32_t nodes{0};                //!< number of nodes
        std::vector<std::string> regions; //!< names of the regions of hosts
        bool isWan{true};                 //!< whether the hosts are on a WanChannel
        Time start;                       //!< when traffic begins
        Time end;                         //!< when the run ends; 0 if it is not known
        uint32_t ranks{1};                //!< MPI ranks
    };

    /** What is wrong with an event. */
    struct Problem
    {
        std::string attribute; //!< attribute that has the wrong value; empty if it is the event
        std::string text;      //!< what follows its name: `is 5, not at most 4`
    };

    /**
     * \param facts the scenario
     * \return what is wrong first; an empty text if nothing is
     */
    Problem Check(const Facts& facts) const;

    /** \return number of hosts beside those of the nodes that this event needs */
    virtual uint32_t GetNExtraHosts() const;

    /** \return whether it works in a distributed simulation */
    virtual bool WorksWithRanks() const;

    /**
     * Assign fixed random variable streams.
     * \param stream the first stream number to use
     * \return the number of streams used
     */
    int64_t AssignStreams(int64_t stream);

    /**
     * Choose the nodes, and schedule the event. Check has found nothing wrong.
     * \param stage the scenario
     * \param extra as many hosts as GetNExtraHosts
     */
    void Install(Ptr<ScenarioStage> stage, const ScenarioHosts& extra = ScenarioHosts());

    /**
     * Add what this event measures to the results of a run, under names that begin with GetName().
     * \param [in,out] metrics values by name
     */
    virtual void AddResults(std::map<std::string, double>& metrics) const;

    /** \param name name of the event in the scenario; the kind if it is not set */
    void SetName(const std::string& name)
    {
        m_name = name;
    }

    /** \return name of the event in the scenario */
    std::string GetName() const;

    /** \return time at which it begins; only from Prepare on */
    Time GetBegin() const;

    /** \return attribute For: how long it lasts; 0 until the end of the run */
    Time GetDuration() const
    {
        return m_for;
    }

  protected:
    void DoDispose() override;

    /**
     * \param facts the scenario
     * \return what is wrong with attributes of the derived class
     */
    virtual Problem DoCheck(const Facts& facts) const;

    /**
     * Assign fixed streams to further random variables.
     * \param stream the first stream number to use
     * \return the number of streams used
     */
    virtual int64_t AssignMoreStreams(int64_t stream);

    /** Called by Install, when the nodes are chosen. */
    virtual void Prepare();

    /** The event begins. */
    virtual void Begin() = 0;

    /** The event ends. */
    virtual void End();

    /** \return indices of the nodes to which it happens, in their order; empty before Install */
    const std::vector<uint32_t>& GetNodes() const
    {
        return m_nodes;
    }

    /** \return the scenario; only from Prepare on */
    ScenarioStage& GetStage() const
    {
        return *m_stage;
    }

    /** \return hosts of this event alone */
    const ScenarioHosts& GetExtraHosts() const
    {
        return m_extra;
    }

    /** \return attribute At */
    Time GetAt() const
    {
        return m_at;
    }

    /** \return random numbers of this event */
    LazyUniform& GetRandom();

  private:
    Time m_at;                             //!< attribute At
    Time m_for;                            //!< attribute For
    std::string m_nodesText;               //!< attribute Nodes
    std::string m_name;                    //!< name in the scenario; empty for the kind
    std::vector<uint32_t> m_nodes;         //!< indices of the nodes
    Ptr<ScenarioStage> m_stage;            //!< the scenario; null before Install
    ScenarioHosts m_extra;                 //!< hosts of this event alone
    std::unique_ptr<LazyUniform> m_random; //!< random numbers; null until AssignStreams or use
};

} // namespace ns3

#endif /* WAKU_SCENARIO_EVENT_H */
