/* SPDX-License-Identifier: GPL-2.0-only */
#include "waku-relay-history.h"

#include "ns3/abort.h"
#include "ns3/compact-callback.h"
#include "ns3/simulator.h"
#include "ns3/uinteger.h"

namespace ns3
{

NS_OBJECT_ENSURE_REGISTERED(WakuRelayHistory);

TypeId
WakuRelayHistory::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::WakuRelayHistory")
            .SetParent<Object>()
            .SetGroupName("Waku")
            .AddConstructor<WakuRelayHistory>()
            .AddAttribute("FetchOverlap",
                          "The relay asks for messages from this time before it left, since they "
                          "may have been on their way.",
                          TimeValue(Seconds(20)),
                          MakeTimeAccessor(&WakuRelayHistory::m_fetchOverlap),
                          MakeTimeChecker(Time(0)))
            .AddAttribute("FetchSettle",
                          "It asks once more after this time, for messages that had not reached "
                          "the store at first; 0 for never.",
                          TimeValue(Seconds(10)),
                          MakeTimeAccessor(&WakuRelayHistory::m_fetchSettle),
                          MakeTimeChecker(Time(0)))
            .AddTraceSource("Fetched",
                            "A message that the relay had missed has come from a store.",
                            MakeTraceSourceAccessor(&WakuRelayHistory::m_fetchedTrace),
                            "ns3::WakuRelayHistory::FetchedTracedCallback")
            .AddTraceSource("Recovered",
                            "The relay has fetched what it had missed, or stores have failed.",
                            MakeTraceSourceAccessor(&WakuRelayHistory::m_recoveredTrace),
                            "ns3::WakuRelayHistory::RecoveredTracedCallback");
    return tid;
}

WakuRelayHistory::WakuRelayHistory() = default;
WakuRelayHistory::~WakuRelayHistory() = default;

void
WakuRelayHistory::Install(const Ptr<WakuRelay>& relay)
{
    m_store = relay->FindProtocol<WakuStoreProtocol>();
    NS_ABORT_MSG_UNLESS(m_store, "WakuRelayHistory: no WakuStoreProtocol is mounted on the relay");
    m_relay = PeekPointer(relay);
    relay->AggregateObject(this);
    relay->TraceConnectWithoutContext("Online",
                                      MakeCompactCallback<&WakuRelayHistory::HandleOnline>(this));
    relay->GetProtocol()->TraceConnectWithoutContext(
        "Deliver",
        MakeCompactCallback<&WakuRelayHistory::Note>(this));
    relay->GetProtocol()->TraceConnectWithoutContext(
        "Publish",
        MakeCompactCallback<&WakuRelayHistory::Note>(this));
}

void
WakuRelayHistory::DoDispose()
{
    m_missed.reset();
    m_store = nullptr;
    m_relay = nullptr;
    Object::DoDispose();
}

void
WakuRelayHistory::Prepare()
{
    UintegerValue epoch;
    m_relay->GetAttribute("UnixEpoch", epoch);
    m_missed = std::make_unique<WakuMissedMessages>(
        *m_store,
        WakuMissedMessages::Settings{m_fetchOverlap, m_fetchSettle, epoch.Get(), 10},
        [this] { return m_relay->GetProtocol()->GetMessagePool(); },
        [this](const Ptr<const PubsubMessage>& message) {
            m_nFetched++;
            m_fetchedTrace(message);
            return true;
        },
        [this](const WakuRecovery& recovery) {
            m_nIncomplete += recovery.isComplete ? 0 : 1;
            m_recoveredTrace(recovery);
        });
}

void
WakuRelayHistory::HandleOnline(bool isOnline)
{
    if (!m_missed)
    {
        Prepare();
    }
    if (isOnline)
    {
        m_missed->BackOnline(Simulator::Now(), m_relay->GetProtocol()->GetInterests());
    }
    else
    {
        m_missed->GoneOffline(Simulator::Now());
    }
}

void
WakuRelayHistory::Note(Ptr<const PubsubMessage> message)
{
    if (m_missed)
    {
        m_missed->NoteDelivered(Simulator::Now(), *message);
    }
}

} // namespace ns3
