/* SPDX-License-Identifier: GPL-2.0-only */
#include "ns3/rlp-reader.h"
#include "ns3/rlp-writer.h"

#include <gtest/gtest.h>
#include <random>
#include <string>
#include <vector>

using namespace ns3;

namespace
{

using Bytes = std::vector<uint8_t>;

Bytes
EncodeString(const std::string& text)
{
    RlpWriter writer;
    writer.WriteString(reinterpret_cast<const uint8_t*>(text.data()), text.size());
    return writer.TakeBytes();
}

Bytes
EncodeUint(uint64_t value)
{
    RlpWriter writer;
    writer.WriteUint(value);
    return writer.TakeBytes();
}

RlpError
ReadStringError(const Bytes& bytes)
{
    RlpReader reader(bytes.data(), bytes.size());
    const uint8_t* string;
    uint64_t size;
    reader.ReadString(string, size);
    reader.ExpectEnd();
    return reader.GetError();
}

RlpError
ReadUintError(const Bytes& bytes, unsigned maxBytes = 8)
{
    RlpReader reader(bytes.data(), bytes.size());
    uint64_t value;
    reader.ReadUint(value, maxBytes);
    return reader.GetError();
}

} // namespace

// The examples of the RLP specification (ethereum.org, "Recursive-length prefix serialization").
TEST(RlpWriter, WritesTheExamplesOfTheSpecification)
{
    EXPECT_EQ(EncodeString("dog"), Bytes({0x83, 'd', 'o', 'g'}));
    EXPECT_EQ(EncodeString(""), Bytes({0x80}));
    EXPECT_EQ(EncodeUint(0), Bytes({0x80}));
    EXPECT_EQ(EncodeUint(15), Bytes({0x0f}));
    EXPECT_EQ(EncodeUint(1024), Bytes({0x82, 0x04, 0x00}));
    EXPECT_EQ(EncodeString(std::string(1, '\0')), Bytes({0x00}));

    RlpWriter catDog;
    for (const char* animal : {"cat", "dog"})
    {
        catDog.WriteString(reinterpret_cast<const uint8_t*>(animal), 3);
    }
    RlpWriter list;
    list.WriteList(catDog);
    EXPECT_EQ(list.GetBytes(), Bytes({0xc8, 0x83, 'c', 'a', 't', 0x83, 'd', 'o', 'g'}));

    const std::string lorem = "Lorem ipsum dolor sit amet, consectetur adipisicing elit";
    const Bytes encoded = EncodeString(lorem);
    ASSERT_EQ(encoded.size(), 58u);
    EXPECT_EQ(encoded[0], 0xb8);
    EXPECT_EQ(encoded[1], 0x38);
}

TEST(RlpWriter, SizesCanBeKnownBeforehand)
{
    for (uint64_t value :
         {uint64_t{0}, uint64_t{0x7f}, uint64_t{0x80}, uint64_t{0xffff}, UINT64_MAX})
    {
        EXPECT_EQ(RlpWriter::GetUintSize(value), EncodeUint(value).size()) << value;
    }
    for (uint64_t size : {0, 55, 56, 255, 256, 70000})
    {
        RlpWriter writer;
        writer.WriteListHeader(size);
        EXPECT_EQ(RlpWriter::GetHeaderSize(size), writer.GetBytes().size()) << size;
    }
}

TEST(RlpReader, ReadsWhatTheWriterWrites)
{
    RlpWriter inner;
    inner.WriteUint(300);
    inner.WriteString(Bytes(100, 0xab));
    RlpWriter writer;
    writer.WriteList(inner);
    writer.WriteUint(UINT64_MAX);

    RlpReader reader(writer.GetBytes().data(), writer.GetBytes().size());
    RlpReader items;
    uint64_t value = 0;
    const uint8_t* string = nullptr;
    uint64_t size = 0;
    EXPECT_TRUE(reader.NextIsList());
    ASSERT_TRUE(reader.ReadList(items));
    ASSERT_TRUE(items.ReadUint(value));
    EXPECT_EQ(value, 300u);
    ASSERT_TRUE(items.ReadString(string, size));
    EXPECT_EQ(Bytes(string, string + size), Bytes(100, 0xab));
    EXPECT_TRUE(items.ExpectEnd());
    ASSERT_TRUE(reader.ReadUint(value));
    EXPECT_EQ(value, UINT64_MAX);
    EXPECT_TRUE(reader.ExpectEnd());
}

TEST(RlpReader, RefusesWhatIsNotCanonical)
{
    EXPECT_EQ(ReadStringError({0x81, 0x7f}), RlpError::NON_CANONICAL_SIZE);
    EXPECT_EQ(ReadStringError({0x81, 0x80}), RlpError::NONE);
    EXPECT_EQ(ReadStringError({0xb8, 0x01, 0xff}), RlpError::NON_CANONICAL_SIZE);
    Bytes leadingZero{0xb9, 0x00, 0x40};
    leadingZero.resize(3 + 0x40, 1);
    EXPECT_EQ(ReadStringError(leadingZero), RlpError::NON_CANONICAL_SIZE);
    EXPECT_EQ(ReadUintError({0x00}), RlpError::BAD_INTEGER);
    EXPECT_EQ(ReadUintError({0x82, 0x00, 0x01}), RlpError::BAD_INTEGER);
    EXPECT_EQ(ReadUintError({0x85, 1, 2, 3, 4, 5}, 4), RlpError::BAD_INTEGER);
    EXPECT_EQ(ReadUintError({0x84, 1, 2, 3, 4}, 4), RlpError::NONE);
}

TEST(RlpReader, RefusesWrongLengths)
{
    EXPECT_EQ(ReadStringError({}), RlpError::TRUNCATED);
    EXPECT_EQ(ReadStringError({0x83, 1, 2}), RlpError::TRUNCATED);
    EXPECT_EQ(ReadStringError({0x82, 1, 2, 3}), RlpError::TRAILING_BYTES);
    EXPECT_EQ(ReadStringError({0xbf, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff}),
              RlpError::SIZE_OVERFLOW);
    EXPECT_EQ(ReadStringError({0xbf, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff}),
              RlpError::TRUNCATED);
    EXPECT_EQ(ReadStringError({0xc0}), RlpError::EXPECTED_STRING);
    uint8_t four[4];
    const Bytes three{0x83, 1, 2, 3};
    RlpReader reader(three.data(), three.size());
    EXPECT_FALSE(reader.ReadFixedString(four, 4));
    EXPECT_EQ(reader.GetError(), RlpError::WRONG_LENGTH);
    EXPECT_TRUE(reader.IsAtEnd());
}

TEST(RlpReader, ChecksNestingWithoutRecursion)
{
    // [ [], [[]], [ [], [[]] ] ], an example of the specification.
    const Bytes threes{0xc7, 0xc0, 0xc1, 0xc0, 0xc3, 0xc0, 0xc1, 0xc0};
    EXPECT_EQ(RlpReader::Check(threes.data(), threes.size(), 4), RlpError::NONE);
    EXPECT_EQ(RlpReader::Check(threes.data(), threes.size(), 3), RlpError::TOO_DEEP);

    // Lists that go on without end.
    Bytes deep;
    while (deep.size() < 200)
    {
        RlpWriter header;
        header.WriteListHeader(deep.size());
        deep.insert(deep.begin(), header.GetBytes().begin(), header.GetBytes().end());
    }
    EXPECT_EQ(RlpReader::Check(deep.data(), deep.size(), 64), RlpError::TOO_DEEP);
    const Bytes broken{0xc2, 0xc3, 0x01};
    EXPECT_EQ(RlpReader::Check(broken.data(), broken.size()), RlpError::TRUNCATED);
}

TEST(RlpReader, BearsAnyBytes)
{
    std::mt19937 random(1);
    for (unsigned round = 0; round < 20000; ++round)
    {
        Bytes bytes(random() % 40);
        for (uint8_t& byte : bytes)
        {
            // Many headers, few contents.
            byte = static_cast<uint8_t>(random() % 3 ? 0xb0 + random() % 0x50 : random());
        }
        const RlpError error = RlpReader::Check(bytes.data(), bytes.size());
        RlpReader reader(bytes.data(), bytes.size());
        const uint8_t* raw;
        uint64_t size;
        uint64_t sum = 0;
        while (!reader.IsAtEnd() && reader.ReadRaw(raw, size))
        {
            sum += size;
        }
        // What is wrong at the top level is wrong for both.
        if (error == RlpError::NONE)
        {
            EXPECT_TRUE(reader.IsGood());
            EXPECT_EQ(sum, bytes.size());
        }
        EXPECT_LE(sum, bytes.size());
    }
}
