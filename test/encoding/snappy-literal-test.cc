/* SPDX-License-Identifier: GPL-2.0-only */
#include "ns3/snappy-literal.h"

#include <gtest/gtest.h>
#include <utility>
#include <vector>

using namespace ns3;

namespace
{

using SnappyHeader = std::vector<uint8_t>;

} // namespace

TEST(SnappyLiteral, HeadersAreThoseOfTheFormatDescription)
{
    const std::vector<std::pair<uint32_t, SnappyHeader>> headers = {
        {0, {0x00}},
        {1, {0x01, 0x00}},
        {60, {0x3c, 59 << 2}},
        {61, {0x3d, 60 << 2, 60}},
        {128, {0x80, 0x01, 60 << 2, 127}},
        {256, {0x80, 0x02, 60 << 2, 0xff}},
        {257, {0x81, 0x02, 61 << 2, 0x00, 0x01}},
        {2354, {0xb2, 0x12, 61 << 2, 0x31, 0x09}},
        {65537, {0x81, 0x80, 0x04, 62 << 2, 0x00, 0x00, 0x01}},
        {0xffffff, {0xff, 0xff, 0xff, 0x07, 62 << 2, 0xfe, 0xff, 0xff}},
    };
    for (const auto& [size, header] : headers)
    {
        EXPECT_EQ(SnappyLiteral::MakeHeader(size), header) << size;
    }
}

TEST(SnappyLiteral, HeaderIsReadOnceAllOfItIsThere)
{
    for (uint32_t size : {0U, 1U, 60U, 61U, 127U, 128U, 256U, 257U, 65536U, 65537U, 0xffffffU})
    {
        SnappyHeader header = SnappyLiteral::MakeHeader(size);
        header.push_back(0x55);
        for (std::size_t length = 0; length <= header.size(); length++)
        {
            uint32_t read = 0;
            const SnappyLiteral::Result result =
                SnappyLiteral::ParseHeader(header.data(), length, read);
            const bool isWhole = length + 1 >= header.size();
            EXPECT_EQ(result,
                      isWhole ? SnappyLiteral::Result::DONE : SnappyLiteral::Result::TOO_FEW);
            EXPECT_EQ(read, isWhole ? size : read);
        }
    }
}

TEST(SnappyLiteral, OtherBytesAreRefused)
{
    const std::vector<SnappyHeader> wrong = {
        {0x05, 0x05},                   // a copy, not a literal
        {0x05, 0x00},                   // a literal of 1 of 5 bytes
        {0x05, 60 << 2, 0x04},          // a size that takes more bytes than it needs
        {0xff, 0xff, 0xff, 0x0f},       // more than 24 bits
        {0xff, 0xff, 0xff, 0xff, 0x01}, // a longer varint
        {0x80, 0x00},                   // zero in two bytes
    };
    for (const SnappyHeader& header : wrong)
    {
        uint32_t size = 0;
        EXPECT_EQ(SnappyLiteral::ParseHeader(header.data(), header.size(), size),
                  SnappyLiteral::Result::MALFORMED);
    }
}
