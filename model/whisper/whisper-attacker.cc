/* SPDX-License-Identifier: GPL-2.0-only */
#include "whisper-attacker.h"

#include "whisper-mail-request.h"
#include "whisper-payload.h"
#include "whisper-protocol.h"
#include "whisper-user.h"

#include "ns3/double.h"
#include "ns3/enum-attribute.h"
#include "ns3/simulator.h"
#include "ns3/uinteger.h"

#include <algorithm>

namespace ns3
{

NS_OBJECT_ENSURE_REGISTERED(WhisperAttacker);

namespace
{
/// Proof of work of envelopes that are hostile in another way, above any demand.
constexpr double ENOUGH_POW = 1e6;
/// Proof of work below any demand but none.
constexpr double NO_POW = 0;
} // namespace

TypeId
WhisperAttacker::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::WhisperAttacker")
            .SetParent<Object>()
            .SetGroupName("Waku")
            .AddConstructor<WhisperAttacker>()
            .AddAttribute("Kind",
                          "LowPow, Oversized (larger than the protocol's MaxMessageSize), Expired, "
                          "or Mail (requests for all that mail servers have).",
                          MakeEnumValue(Kind::LOW_POW),
                          MakeEnumMemberAccessor(&WhisperAttacker::m_kind),
                          MakeNamedEnumChecker<Kind>({{Kind::LOW_POW, "LowPow"},
                                                      {Kind::OVERSIZED, "Oversized"},
                                                      {Kind::EXPIRED, "Expired"},
                                                      {Kind::MAIL, "Mail"}}))
            .AddAttribute("EnvelopesPerSecond",
                          "Envelopes, or requests, that go to every peer each second; above 0.",
                          DoubleValue(10),
                          MakeDoubleAccessor(&WhisperAttacker::m_rate),
                          MakeDoubleChecker<double>(1e-6))
            .AddAttribute("Size",
                          "Payload of an envelope, bytes; of Oversized, what goes beyond "
                          "MaxMessageSize.",
                          UintegerValue(1000),
                          MakeUintegerAccessor(&WhisperAttacker::m_size),
                          MakeUintegerChecker<uint32_t>(1, MAX_WHISPER_PAYLOAD))
            .AddAttribute("Start",
                          "When the attack starts, counted from the start of the simulation.",
                          TimeValue(Seconds(10)),
                          MakeTimeAccessor(&WhisperAttacker::m_start),
                          MakeTimeChecker(Time(0)))
            .AddAttribute("Stop",
                          "When the attack stops, counted from the start of the simulation; zero "
                          "for never.",
                          TimeValue(Time(0)),
                          MakeTimeAccessor(&WhisperAttacker::m_stop),
                          MakeTimeChecker(Time(0)));
    return tid;
}

WhisperAttacker::WhisperAttacker()
    : m_salt(CreateObject<UniformRandomVariable>())
{
}

WhisperAttacker::~WhisperAttacker() = default;

void
WhisperAttacker::DoDispose()
{
    Stop();
    m_protocol = nullptr;
    Object::DoDispose();
}

int64_t
WhisperAttacker::AssignStreams(int64_t stream)
{
    m_salt->SetStream(stream);
    return 1;
}

void
WhisperAttacker::Start(Ptr<WhisperProtocol> protocol)
{
    m_protocol = protocol;
    m_next = Simulator::Schedule(std::max(m_start - Simulator::Now(), Time(0)),
                                 &WhisperAttacker::Attack,
                                 this);
}

void
WhisperAttacker::Stop()
{
    m_next.Cancel();
}

void
WhisperAttacker::Attack()
{
    if (!m_stop.IsZero() && Simulator::Now() >= m_stop)
    {
        return;
    }
    m_envelopes++;
    m_next = Simulator::Schedule(Seconds(1 / m_rate), &WhisperAttacker::Attack, this);
    if (m_kind == Kind::MAIL)
    {
        for (PeerId peer : m_protocol->GetPeers())
        {
            m_protocol->RequestHistory(Simulator::Now(), peer, WhisperMailRequest());
        }
        return;
    }
    const Ptr<const WhisperEnvelope> envelope = Make();
    for (PeerId peer : m_protocol->GetPeers())
    {
        m_protocol->SendBundle(Simulator::Now(), peer, {envelope});
    }
}

Ptr<const WhisperEnvelope>
WhisperAttacker::Make()
{
    WhisperSalt salt;
    for (uint8_t& byte : salt)
    {
        byte = static_cast<uint8_t>(m_salt->GetInteger(0, 255));
    }
    const uint64_t size =
        m_kind == Kind::OVERSIZED ? m_protocol->GetMaxMessageSize() + m_size : m_size;
    const uint32_t now = m_protocol->GetUnixTime(Simulator::Now());
    WhisperEnvelopeFields fields;
    fields.ttl = 50;
    // A second is enough, and is far from what would be called very old.
    fields.expiry = m_kind == Kind::EXPIRED ? now - 1 : now + fields.ttl;
    fields.topic = GetWhisperTopic("public-0");
    fields.data = WrapWhisperPayload(VirtualBytes({}, size), salt, {});
    return m_protocol->GetEnvelopePool()->Add(fields,
                                              m_kind == Kind::LOW_POW ? NO_POW : ENOUGH_POW);
}

} // namespace ns3
