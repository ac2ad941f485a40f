/* SPDX-License-Identifier: GPL-2.0-only */
#include "trace-signature-maker.h"

#include "ns3/pubsub-message.h"
#include "ns3/waku-archive.h"
#include "ns3/waku-communities.h"
#include "ns3/waku-discovery.h"
#include "ns3/waku-filter-protocol.h"
#include "ns3/waku-filter-push-protocol.h"
#include "ns3/waku-light-node.h"
#include "ns3/waku-lightpush-protocol.h"
#include "ns3/waku-metadata-protocol.h"
#include "ns3/waku-peer-exchange-protocol.h"
#include "ns3/waku-reconciliation-protocol.h"
#include "ns3/waku-relay-history.h"
#include "ns3/waku-service-protocol.h"
#include "ns3/waku-store-protocol.h"
#include "ns3/waku-stored-message.h"
#include "ns3/waku-transfer-protocol.h"
#include "ns3/waku-user-sessions.h"

namespace ns3
{

/// \return what a message is called in traces
static std::string
GetTraceName(const WakuStoredMessage& message)
{
    return TraceSignature::WriteBeginning(message.GetHash().GetKey());
}

namespace
{

const TraceSignature::Registration g_wakuSignatures({
    WAKU_TRACE_SIGNATURE(WakuArchive::MessageTracedCallback),
    WAKU_TRACE_SIGNATURE(WakuArchive::RefusedTracedCallback),
    WAKU_TRACE_SIGNATURE(WakuCommunities::MessageTracedCallback),
    WAKU_TRACE_SIGNATURE(WakuCommunities::UserTracedCallback),
    WAKU_TRACE_SIGNATURE(WakuDiscovery::LearnedTracedCallback),
    WAKU_TRACE_SIGNATURE(WakuFilterProtocol::AnswerTracedCallback),
    WAKU_TRACE_SIGNATURE(WakuFilterProtocol::CriteriaTracedCallback),
    WAKU_TRACE_SIGNATURE(WakuFilterPushProtocol::FaultTracedCallback),
    WAKU_TRACE_SIGNATURE(WakuFilterPushProtocol::MessagePeerTracedCallback),
    WAKU_TRACE_SIGNATURE(WakuFilterPushProtocol::MessageTracedCallback),
    WAKU_TRACE_SIGNATURE(WakuLightNode::FetchedTracedCallback),
    WAKU_TRACE_SIGNATURE(WakuLightNode::RecoveredTracedCallback),
    WAKU_TRACE_SIGNATURE(WakuLightpushProtocol::MessageTracedCallback),
    WAKU_TRACE_SIGNATURE(WakuLightpushProtocol::ProvedTracedCallback),
    WAKU_TRACE_SIGNATURE(WakuLightpushProtocol::ResultTracedCallback),
    WAKU_TRACE_SIGNATURE(WakuLightpushProtocol::ServedTracedCallback),
    WAKU_TRACE_SIGNATURE(WakuMetadataProtocol::FaultTracedCallback),
    WAKU_TRACE_SIGNATURE(WakuMetadataProtocol::MetadataTracedCallback),
    WAKU_TRACE_SIGNATURE(WakuPeerExchangeProtocol::FaultTracedCallback),
    WAKU_TRACE_SIGNATURE(WakuPeerExchangeProtocol::ServedTracedCallback),
    WAKU_TRACE_SIGNATURE(WakuReconciliationProtocol::FaultTracedCallback),
    WAKU_TRACE_SIGNATURE(WakuReconciliationProtocol::ReconciledTracedCallback),
    WAKU_TRACE_SIGNATURE(WakuRelayHistory::FetchedTracedCallback),
    WAKU_TRACE_SIGNATURE(WakuRelayHistory::RecoveredTracedCallback),
    WAKU_TRACE_SIGNATURE(WakuServiceProtocol::ServiceReplacedTracedCallback),
    WAKU_TRACE_SIGNATURE(WakuStoreProtocol::ReceivedTracedCallback),
    WAKU_TRACE_SIGNATURE(WakuStoreProtocol::RefusedTracedCallback),
    WAKU_TRACE_SIGNATURE(WakuStoreProtocol::ResumedTracedCallback),
    WAKU_TRACE_SIGNATURE(WakuStoreProtocol::ServedTracedCallback),
    WAKU_TRACE_SIGNATURE(WakuStoreProtocol::StoreFaultTracedCallback),
    WAKU_TRACE_SIGNATURE(WakuTransferProtocol::FaultTracedCallback),
    WAKU_TRACE_SIGNATURE(WakuTransferProtocol::MessageTracedCallback),
    WAKU_TRACE_SIGNATURE(WakuUserSessions::SessionTracedCallback),
});

} // namespace

} // namespace ns3
