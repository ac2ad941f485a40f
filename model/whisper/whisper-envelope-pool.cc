/* SPDX-License-Identifier: GPL-2.0-only */
#include "whisper-envelope-pool.h"

#include "whisper-pow.h"

#include "ns3/hash-fnv.h"
#include "ns3/simulator.h"

#include <algorithm>
#include <cstring>

namespace ns3
{

NS_OBJECT_ENSURE_REGISTERED(WhisperEnvelopePool);

namespace
{

constexpr unsigned LOOKS_PER_ADD = 2;           //!< entries looked at for each envelope added
constexpr std::size_t REMEMBERED_BATCHES = 256; //!< bundles whose hash is remembered

/**
 * A fast hash of a key. Keys with equal hashes are compared in full.
 * \param bytes bytes of the key
 * \param size number of bytes
 * \return hash of the key
 */
uint64_t
HashKey(const uint8_t* bytes, std::size_t size)
{
    return Hash::Function::Fnv1a().GetHash64(reinterpret_cast<const char*>(bytes), size);
}

/**
 * \param envelope an envelope
 * \return hash of its key
 */
uint64_t
HashKey(const WhisperEnvelope& envelope)
{
    return HashKey(envelope.GetRlpHead().data(), envelope.GetKeySize());
}

} // namespace

TypeId
WhisperEnvelopePool::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::WhisperEnvelopePool")
            .SetParent<Object>()
            .SetGroupName("Waku")
            .AddConstructor<WhisperEnvelopePool>()
            .AddAttribute(
                "Retention",
                "How long a published envelope that no node holds any more can still be looked "
                "up.",
                TimeValue(Minutes(2)),
                MakeTimeAccessor(&WhisperEnvelopePool::m_retention),
                MakeTimeChecker(Time(0)))
            .AddTraceSource("Expire",
                            "An envelope that no node holds any more is dropped.",
                            MakeTraceSourceAccessor(&WhisperEnvelopePool::m_expireTrace),
                            "ns3::WhisperEnvelopePool::EnvelopeTracedCallback");
    return tid;
}

WhisperEnvelopePool::WhisperEnvelopePool() = default;
WhisperEnvelopePool::~WhisperEnvelopePool() = default;

void
WhisperEnvelopePool::DoDispose()
{
    m_published.clear();
    m_read.clear();
    m_byStart.clear();
    m_batches.clear();
    Object::DoDispose();
}

Ptr<const WhisperEnvelope>
WhisperEnvelopePool::Add(const WhisperEnvelopeFields& fields, std::optional<double> modelledPow)
{
    return Insert(fields, modelledPow, m_published);
}

Ptr<const WhisperEnvelope>
WhisperEnvelopePool::AddRead(const WhisperEnvelopeFields& fields)
{
    std::optional<double> modelledPow;
    if (m_modelledTarget)
    {
        modelledPow = ModelWhisperNonce(fields, *m_modelledTarget, 0).modelledPow;
    }
    return Insert(fields, modelledPow, m_read);
}

Ptr<const WhisperEnvelope>
WhisperEnvelopePool::Insert(const WhisperEnvelopeFields& fields,
                            std::optional<double> modelledPow,
                            std::deque<Entry>& entries)
{
    const Time now = Simulator::Now();
    Expire(m_published, now - m_retention - TimeStep(1));
    Expire(m_read, now);
    ++m_nHashed;
    Ptr<const WhisperEnvelope> envelope = Create<WhisperEnvelope>(fields, modelledPow);
    Candidates& candidates = m_byStart[HashKey(*envelope)];
    for (const auto& candidate : candidates)
    {
        if (candidate->GetHash() == envelope->GetHash())
        {
            return candidate;
        }
    }
    candidates.push_back(envelope);
    entries.push_back({now, envelope});
    return envelope;
}

Ptr<const WhisperEnvelope>
WhisperEnvelopePool::FindByKey(const uint8_t* key, std::size_t size) const
{
    const auto found = m_byStart.find(HashKey(key, size));
    if (found == m_byStart.end())
    {
        return nullptr;
    }
    for (const auto& candidate : found->second)
    {
        if (candidate->GetKeySize() == size &&
            std::memcmp(candidate->GetRlpHead().data(), key, size) == 0)
        {
            return candidate;
        }
    }
    return nullptr;
}

Ptr<const WhisperEnvelope>
WhisperEnvelopePool::Find(const uint8_t* key,
                          std::size_t size,
                          const WhisperEnvelopeFields& fields) const
{
    const auto found = m_byStart.find(HashKey(key, size));
    if (found == m_byStart.end())
    {
        return nullptr;
    }
    for (const auto& candidate : found->second)
    {
        if (candidate->HasFields(fields))
        {
            return candidate;
        }
    }
    return nullptr;
}

WhisperHash
WhisperEnvelopePool::GetBatchHash(const std::vector<Ptr<const WhisperEnvelope>>& envelopes)
{
    std::vector<uint64_t> key;
    key.reserve(envelopes.size());
    for (const auto& envelope : envelopes)
    {
        uint64_t start;
        std::memcpy(&start, envelope->GetHash().data(), sizeof(start));
        key.push_back(start);
    }
    const auto found = m_batches.find(key);
    if (found != m_batches.end())
    {
        return found->second;
    }
    if (m_batches.size() == REMEMBERED_BATCHES)
    {
        m_batches.clear();
    }
    return m_batches.emplace(std::move(key), HashWhisperBatch(envelopes)).first->second;
}

void
WhisperEnvelopePool::Expire(std::deque<Entry>& entries, Time latest)
{
    // The pool itself holds two references: one here and one in m_byStart.
    const uint32_t ownReferences = 2;
    for (unsigned i = 0; i < LOOKS_PER_ADD && !entries.empty(); ++i)
    {
        if (entries.front().held > latest)
        {
            return;
        }
        Ptr<const WhisperEnvelope> envelope = entries.front().envelope;
        entries.pop_front();
        if (envelope->GetReferenceCount() > ownReferences)
        {
            // A node still holds it, for instance a mail server. It goes to the end of the list, so
            // that it does not block the entries after it.
            entries.push_back({Simulator::Now(), envelope});
        }
        else
        {
            Remove(*envelope);
            m_expireTrace(envelope);
        }
    }
}

void
WhisperEnvelopePool::Remove(const WhisperEnvelope& envelope)
{
    const auto start = m_byStart.find(HashKey(envelope));
    Candidates& candidates = start->second;
    candidates.erase(
        std::find_if(candidates.begin(), candidates.end(), [&envelope](const auto& candidate) {
            return PeekPointer(candidate) == &envelope;
        }));
    if (candidates.empty())
    {
        m_byStart.erase(start);
    }
}

} // namespace ns3
