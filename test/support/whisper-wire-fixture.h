/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_WHISPER_WIRE_FIXTURE_H
#define WAKU_WHISPER_WIRE_FIXTURE_H

#include "rlpx-bytes.h"

#include "ns3/whisper-encoder.h"
#include "ns3/whisper-parser.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <string>

namespace ns3
{

constexpr uint32_t EXPIRY = 1546300850;
constexpr uint32_t MAX_SIZE = 3 << 19;

/** The RLP packet inside a frame. */
inline Bytes
GetPacket(const RlpxFrame& frame)
{
    const Bytes bytes = ToBytes(frame);
    const uint32_t size = bytes[0] << 16 | bytes[1] << 8 | bytes[2];
    return Bytes(bytes.begin() + 33, bytes.begin() + 32 + size);
}

inline RlpxFrame
MakeRawFrame(WhisperCode code, Bytes packet)
{
    return RlpxFrame(static_cast<uint8_t>(code), {VirtualBytes(std::move(packet))});
}

/** Keeps all that a parser finds. */
class WhisperReader : public WhisperParser::Sink
{
  public:
    explicit WhisperReader(Ptr<WhisperEnvelopePool> pool,
                           WhisperDialect dialect = WhisperDialect::WHISPER_6,
                           uint32_t maxSize = MAX_SIZE,
                           bool isDevp2p = false)
        : parser(dialect, pool, maxSize, *this, isDevp2p)
    {
    }

    void HandleMessage(const WhisperMessage& message, uint64_t size) override
    {
        messages.push_back(message);
        sizes.push_back(size);
    }

    void HandleError(WhisperError error) override
    {
        errors.push_back(error);
    }

    /** Feed real bytes in pieces of a size. */
    void Read(const Bytes& bytes, std::size_t step = SIZE_MAX)
    {
        for (std::size_t i = 0; i < bytes.size() && !parser.HasFailed();)
        {
            const auto size = static_cast<uint32_t>(std::min(step, bytes.size() - i));
            i += parser.Read(bytes.data() + i, size);
        }
    }

    /** Feed bytes, but skip all that may be skipped. \return how many were skipped */
    uint64_t ReadAndSkip(const Bytes& bytes, std::size_t step)
    {
        uint64_t skipped = 0;
        for (std::size_t i = 0; i < bytes.size() && !parser.HasFailed();)
        {
            const uint64_t left = std::min<uint64_t>(step, bytes.size() - i);
            const uint64_t skip = std::min(parser.GetSkippable(), left);
            if (skip > 0)
            {
                parser.Skip(skip);
                skipped += skip;
                i += skip;
            }
            else
            {
                i += parser.Read(bytes.data() + i, static_cast<uint32_t>(left));
            }
        }
        return skipped;
    }

    template <typename T>
    const T& Get(std::size_t i = 0) const
    {
        return std::get<T>(messages.at(i));
    }

    std::vector<WhisperMessage> messages;
    std::vector<uint64_t> sizes;
    std::vector<WhisperError> errors;
    WhisperParser parser;
};

class WhisperWire : public testing::Test
{
  protected:
    Ptr<const WhisperEnvelope> Make(uint64_t zeros, uint64_t nonce = 0, uint32_t topic = 0xdeadbeef)
    {
        return pool->Add({EXPIRY, 50, topic, VirtualBytes({1, 2, 3}, zeros), nonce});
    }

    /** What a parser that knows no envelope makes of a frame. */
    WhisperError ErrorOf(const RlpxFrame& frame, WhisperDialect dialect = WhisperDialect::WHISPER_6)
    {
        WhisperReader reader(CreateObject<WhisperEnvelopePool>(), dialect);
        reader.Read(ToBytes(frame));
        EXPECT_EQ(reader.messages.size() + reader.errors.size(), 1u);
        return reader.errors.empty() ? WhisperError::NONE : reader.errors.front();
    }

    Ptr<WhisperEnvelopePool> pool{CreateObject<WhisperEnvelopePool>()};
};

} // namespace ns3

#endif /* WAKU_WHISPER_WIRE_FIXTURE_H */
