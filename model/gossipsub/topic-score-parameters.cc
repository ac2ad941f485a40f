/* SPDX-License-Identifier: GPL-2.0-only */
#include "topic-score-parameters.h"

#include "ns3/double.h"

#include <limits>
#include <sstream>

namespace ns3
{

NS_OBJECT_ENSURE_REGISTERED(TopicScoreParameters);

namespace
{
constexpr double UNBOUNDED = std::numeric_limits<double>::lowest();
} // namespace

TypeId
TopicScoreParameters::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::TopicScoreParameters")
            .SetParent<Object>()
            .SetGroupName("Waku")
            .AddConstructor<TopicScoreParameters>()
            .AddAttribute("TopicWeight",
                          "Share of this topic in the score.",
                          DoubleValue(1),
                          MakeDoubleAccessor(&TopicScoreParameters::topicWeight),
                          MakeDoubleChecker<double>(0))
            .AddAttribute("TimeInMeshWeight",
                          "Weight of P1, time in the mesh.",
                          DoubleValue(0),
                          MakeDoubleAccessor(&TopicScoreParameters::timeInMeshWeight),
                          MakeDoubleChecker<double>(0))
            .AddAttribute("TimeInMeshQuantum",
                          "Time in the mesh that counts 1 for P1.",
                          TimeValue(Seconds(1)),
                          MakeTimeAccessor(&TopicScoreParameters::timeInMeshQuantum),
                          MakeTimeChecker(NanoSeconds(1)))
            .AddAttribute("TimeInMeshCap",
                          "Largest P1.",
                          DoubleValue(3600),
                          MakeDoubleAccessor(&TopicScoreParameters::timeInMeshCap),
                          MakeDoubleChecker<double>(0))
            .AddAttribute("FirstMessageDeliveriesWeight",
                          "Weight of P2, first deliveries of messages.",
                          DoubleValue(0),
                          MakeDoubleAccessor(&TopicScoreParameters::firstMessageDeliveriesWeight),
                          MakeDoubleChecker<double>(0))
            .AddAttribute("FirstMessageDeliveriesDecay",
                          "What is left of P2 after a DecayInterval.",
                          DoubleValue(0.5),
                          MakeDoubleAccessor(&TopicScoreParameters::firstMessageDeliveriesDecay),
                          MakeDoubleChecker<double>(0, 1))
            .AddAttribute("FirstMessageDeliveriesCap",
                          "Largest P2.",
                          DoubleValue(2000),
                          MakeDoubleAccessor(&TopicScoreParameters::firstMessageDeliveriesCap),
                          MakeDoubleChecker<double>(0))
            .AddAttribute("MeshMessageDeliveriesWeight",
                          "Weight of P3, deficit of deliveries in the mesh; not positive.",
                          DoubleValue(0),
                          MakeDoubleAccessor(&TopicScoreParameters::meshMessageDeliveriesWeight),
                          MakeDoubleChecker<double>(UNBOUNDED, 0))
            .AddAttribute("MeshMessageDeliveriesDecay",
                          "What is left of the deliveries of P3 after a DecayInterval.",
                          DoubleValue(0.5),
                          MakeDoubleAccessor(&TopicScoreParameters::meshMessageDeliveriesDecay),
                          MakeDoubleChecker<double>(0, 1))
            .AddAttribute("MeshMessageDeliveriesThreshold",
                          "Deliveries below this are a deficit.",
                          DoubleValue(20),
                          MakeDoubleAccessor(&TopicScoreParameters::meshMessageDeliveriesThreshold),
                          MakeDoubleChecker<double>(0))
            .AddAttribute(
                "MeshMessageDeliveriesCap",
                "Most deliveries that P3 counts; at least MeshMessageDeliveriesThreshold.",
                DoubleValue(100),
                MakeDoubleAccessor(&TopicScoreParameters::meshMessageDeliveriesCap),
                MakeDoubleChecker<double>(0))
            .AddAttribute("MeshMessageDeliveriesActivation",
                          "Time in the mesh before P3 counts.",
                          TimeValue(Seconds(5)),
                          MakeTimeAccessor(&TopicScoreParameters::meshMessageDeliveriesActivation),
                          MakeTimeChecker(Time(0)))
            .AddAttribute("MeshMessageDeliveryWindow",
                          "A copy that comes so soon after validation counts as a delivery.",
                          TimeValue(MilliSeconds(10)),
                          MakeTimeAccessor(&TopicScoreParameters::meshMessageDeliveryWindow),
                          MakeTimeChecker(Time(0)))
            .AddAttribute("MeshFailurePenaltyWeight",
                          "Weight of P3b, deficits at the time of leaving the mesh; not positive.",
                          DoubleValue(0),
                          MakeDoubleAccessor(&TopicScoreParameters::meshFailurePenaltyWeight),
                          MakeDoubleChecker<double>(UNBOUNDED, 0))
            .AddAttribute("MeshFailurePenaltyDecay",
                          "What is left of P3b after a DecayInterval.",
                          DoubleValue(0.5),
                          MakeDoubleAccessor(&TopicScoreParameters::meshFailurePenaltyDecay),
                          MakeDoubleChecker<double>(0, 1))
            .AddAttribute("InvalidMessageDeliveriesWeight",
                          "Weight of P4, square of the number of invalid messages; not positive.",
                          DoubleValue(0),
                          MakeDoubleAccessor(&TopicScoreParameters::invalidMessageDeliveriesWeight),
                          MakeDoubleChecker<double>(UNBOUNDED, 0))
            .AddAttribute("InvalidMessageDeliveriesDecay",
                          "What is left of the invalid messages of P4 after a DecayInterval.",
                          DoubleValue(0.5),
                          MakeDoubleAccessor(&TopicScoreParameters::invalidMessageDeliveriesDecay),
                          MakeDoubleChecker<double>(0, 1));
    return tid;
}

std::string
TopicScoreParameters::FindFault() const
{
    std::ostringstream fault;
    if (meshMessageDeliveriesCap < meshMessageDeliveriesThreshold)
    {
        fault << "MeshMessageDeliveriesCap is " << meshMessageDeliveriesCap
              << ", below MeshMessageDeliveriesThreshold, " << meshMessageDeliveriesThreshold;
    }
    return fault.str();
}

} // namespace ns3
