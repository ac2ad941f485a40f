/* SPDX-License-Identifier: GPL-2.0-only */
#include "gossipsub-parameter-accessor.h"
#include "gossipsub-router.h"

#include "ns3/boolean.h"
#include "ns3/enum-attribute.h"
#include "ns3/uinteger.h"

namespace ns3
{

template <typename V, typename T>
Ptr<const AttributeAccessor>
GossipSubRouter::MakeExtensionAccessor(Member<GossipSubExtensionParameters, T> member)
{
    using Accessor = GossipSubParameterAccessor<V, GossipSubExtensionParameters, T>;
    return Ptr<const AttributeAccessor>(
        new Accessor(&GossipSubRouter::m_extensionParameters, member),
        false);
}

TypeId
GossipSubRouter::AddExtensionAttributes(TypeId tid)
{
    const GossipSubExtensionParameters defaults;
    return AddChokeAttributes(tid)
        .AddAttribute(
            "TestExtension",
            "Send the message of the Test Extension to peers that support it too (v1.3).",
            BooleanValue(defaults.testExtension),
            MakeExtensionAccessor<BooleanValue>(&GossipSubExtensionParameters::testExtension),
            MakeBooleanChecker())
        .AddAttribute(
            "PartialMessages",
            "Exchange parts of messages with peers that support it too, on topics for "
            "which both have said so (v1.3, partial messages).",
            BooleanValue(defaults.partialMessages),
            MakeExtensionAccessor<BooleanValue>(&GossipSubExtensionParameters::partialMessages),
            MakeBooleanChecker())
        .AddAttribute(
            "PartialGroupTtl",
            "Heartbeats for which the state of a partial message is kept.",
            UintegerValue(defaults.partialGroupTtl),
            MakeExtensionAccessor<UintegerValue>(&GossipSubExtensionParameters::partialGroupTtl),
            MakeUintegerChecker<uint32_t>(1))
        .AddAttribute(
            "MaxPartialGroups",
            "Partial messages with a state; of more, those nearest to their end are "
            "forgotten at a heartbeat.",
            UintegerValue(defaults.maxPartialGroups),
            MakeExtensionAccessor<UintegerValue>(&GossipSubExtensionParameters::maxPartialGroups),
            MakeUintegerChecker<uint32_t>(1))
        .AddAttribute("MaxPartialGroupsPerPeer",
                      "Partial messages of which a peer may be the first to tell.",
                      UintegerValue(defaults.maxPartialGroupsPerPeer),
                      MakeExtensionAccessor<UintegerValue>(
                          &GossipSubExtensionParameters::maxPartialGroupsPerPeer),
                      MakeUintegerChecker<uint32_t>(1))
        .AddAttribute("PingPong",
                      "Send back the bytes of pings to peers that support it too (nim-libp2p).",
                      BooleanValue(defaults.pingPong),
                      MakeExtensionAccessor<BooleanValue>(&GossipSubExtensionParameters::pingPong),
                      MakeBooleanChecker())
        .AddAttribute(
            "PingBudget",
            "Bytes of pings that are sent back to a peer between heartbeats.",
            UintegerValue(defaults.pingBudget),
            MakeExtensionAccessor<UintegerValue>(&GossipSubExtensionParameters::pingBudget),
            MakeUintegerChecker<uint32_t>())
        .AddAttribute("Preamble",
                      "PREAMBLE announces a large message to peers that support it too; "
                      "IMRECEIVING tells others that they need not send it (nim-libp2p).",
                      BooleanValue(defaults.preamble),
                      MakeExtensionAccessor<BooleanValue>(&GossipSubExtensionParameters::preamble),
                      MakeBooleanChecker())
        .AddAttribute(
            "PreambleThreshold",
            "PREAMBLE is sent for messages with so many bytes of data and more.",
            UintegerValue(defaults.preambleThreshold),
            MakeExtensionAccessor<UintegerValue>(&GossipSubExtensionParameters::preambleThreshold),
            MakeUintegerChecker<uint32_t>())
        .AddAttribute(
            "MaxPreambles",
            "PREAMBLEs that are read of a peer between heartbeats.",
            UintegerValue(defaults.maxPreambles),
            MakeExtensionAccessor<UintegerValue>(&GossipSubExtensionParameters::maxPreambles),
            MakeUintegerChecker<uint32_t>(1))
        .AddAttribute(
            "MaxImReceiving",
            "Messages that a peer can be receiving by its IMRECEIVINGs.",
            UintegerValue(defaults.maxImReceiving),
            MakeExtensionAccessor<UintegerValue>(&GossipSubExtensionParameters::maxImReceiving),
            MakeUintegerChecker<uint32_t>(1))
        .AddAttribute("PreambleFastPeersOnly",
                      "IMRECEIVING is sent only for a PREAMBLE of a peer whose estimated rate is "
                      "not below the median of the mesh (nim-libp2p).",
                      BooleanValue(defaults.preambleFastPeersOnly),
                      MakeExtensionAccessor<BooleanValue>(
                          &GossipSubExtensionParameters::preambleFastPeersOnly),
                      MakeBooleanChecker())
        .AddAttribute(
            "PreambleFallback",
            "When a message does not come after PREAMBLE: Pull, the receiver asks another peer by "
            "IWANT (nim-libp2p); Push, peers that held it back send it.",
            MakeEnumValue(defaults.preambleFallback),
            MakeExtensionAccessor<EnumValueOf<PreambleFallback>>(
                &GossipSubExtensionParameters::preambleFallback),
            MakeNamedEnumChecker<PreambleFallback>(
                {{PreambleFallback::PULL, "Pull"}, {PreambleFallback::PUSH, "Push"}}))
        .AddAttribute("PenaliseLatePreambles",
                      "A peer is penalised (P7) whose message does not come in time after "
                      "PREAMBLE or has another length (the draft of v1.4; nim-libp2p does not).",
                      BooleanValue(defaults.penaliseLatePreambles),
                      MakeExtensionAccessor<BooleanValue>(
                          &GossipSubExtensionParameters::penaliseLatePreambles),
                      MakeBooleanChecker())
        .AddAttribute(
            "IDontWantOnPublish",
            "IDONTWANT goes before own messages to the peers that get them, from "
            "IDontWantMessageThreshold on (nim-libp2p, sendIDontWantOnPublish).",
            BooleanValue(defaults.iDontWantOnPublish),
            MakeExtensionAccessor<BooleanValue>(&GossipSubExtensionParameters::iDontWantOnPublish),
            MakeBooleanChecker())
        .AddAttribute("BatchWindow",
                      "Own messages published within this time of the first of them are sent "
                      "together, one copy of each in turn (go-libp2p-pubsub, PublishBatch); 0 to "
                      "send each at once.",
                      TimeValue(defaults.batchWindow),
                      MakeExtensionAccessor<TimeValue>(&GossipSubExtensionParameters::batchWindow),
                      MakeTimeChecker(Time(0)))
        .AddTraceSource("HeldBack",
                        "A message is not sent to a peer that is receiving it (IMRECEIVING).",
                        MakeTraceSourceAccessor(&GossipSubRouter::m_heldBackTrace),
                        "ns3::GossipSubRouter::ServedTracedCallback")
        .AddTraceSource("PreambleExpired",
                        "A message that a peer announced by PREAMBLE has not come in time.",
                        MakeTraceSourceAccessor(&GossipSubRouter::m_preambleExpiredTrace),
                        "ns3::GossipSubRouter::PeerTracedCallback")
        .AddTraceSource("Pong",
                        "The bytes of a ping have come back.",
                        MakeTraceSourceAccessor(&GossipSubRouter::m_pongTrace),
                        "ns3::GossipSubRouter::PongTracedCallback");
}

TypeId
GossipSubRouter::AddChokeAttributes(TypeId tid)
{
    const GossipSubExtensionParameters defaults;
    return tid
        .AddAttribute("Choke",
                      "CHOKE asks mesh peers whose copies come late, and that support it too, to "
                      "offer messages by IHAVE (a draft of 2025).",
                      BooleanValue(defaults.choke),
                      MakeExtensionAccessor<BooleanValue>(&GossipSubExtensionParameters::choke),
                      MakeBooleanChecker())
        .AddAttribute(
            "ChokeThreshold",
            "A copy that comes so long after the first one chokes its sender.",
            TimeValue(defaults.chokeThreshold),
            MakeExtensionAccessor<TimeValue>(&GossipSubExtensionParameters::chokeThreshold),
            MakeTimeChecker(Time(0)))
        .AddAttribute(
            "UnchokeThreshold",
            "A choked peer whose message comes so long before that of any unchoked one "
            "is unchoked.",
            TimeValue(defaults.unchokeThreshold),
            MakeExtensionAccessor<TimeValue>(&GossipSubExtensionParameters::unchokeThreshold),
            MakeTimeChecker(Time(0)))
        .AddAttribute("ChokeMessageThreshold",
                      "Choke is for messages with so many bytes of data and more; others are "
                      "always sent.",
                      UintegerValue(defaults.chokeMessageThreshold),
                      MakeExtensionAccessor<UintegerValue>(
                          &GossipSubExtensionParameters::chokeMessageThreshold),
                      MakeUintegerChecker<uint32_t>())
        .AddAttribute("ChokeIWantTimeout",
                      "With Choke, a message is asked of one peer at a time, and of twice as many "
                      "each time that it has not come for so long.",
                      TimeValue(defaults.iWantTimeout),
                      MakeExtensionAccessor<TimeValue>(&GossipSubExtensionParameters::iWantTimeout),
                      MakeTimeChecker(MilliSeconds(1)));
}

} // namespace ns3
