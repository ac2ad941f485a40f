/* SPDX-License-Identifier: GPL-2.0-only */
#include "ns3/libp2p-peer-id.h"

#include <gtest/gtest.h>
#include <string>
#include <vector>

using namespace ns3;

namespace
{

std::vector<uint8_t>
FromHex(const std::string& text)
{
    std::vector<uint8_t> bytes;
    for (std::size_t i = 0; i < text.size(); i += 2)
    {
        bytes.push_back(static_cast<uint8_t>(std::stoul(text.substr(i, 2), nullptr, 16)));
    }
    return bytes;
}

} // namespace

TEST(Libp2pPeerId, PublicKeyIsThatOfTheSpecification)
{
    // libp2p specs, peer-ids, "Test vectors", ED25519.
    const auto seed = FromHex("7e0830617c4a7de83925dfb2694556b12936c477a0e1feb2e148ec9da60fee7d");
    const auto expected =
        FromHex("1ed1e8fae2c4a144b8be8fd4b47bf3d3b34b871c3cacf6010f0e42d474fce27e");
    Ed25519Key key{};
    std::copy(seed.begin(), seed.end(), key.begin());
    const Ed25519Key publicKey = GetEd25519PublicKey(key);
    EXPECT_EQ(std::vector<uint8_t>(publicKey.begin(), publicKey.end()), expected);
    const std::vector<uint8_t> id = MakePeerId(publicKey);
    const auto prefix = FromHex("002408011220");
    ASSERT_EQ(id.size(), 38U);
    EXPECT_TRUE(std::equal(prefix.begin(), prefix.end(), id.begin()));
    EXPECT_EQ(EncodeBase58(id).substr(0, 8), "12D3KooW");
}

TEST(Libp2pPeerId, Base58IsThatOfItsDraft)
{
    // draft-msporny-base58, "Test Vectors".
    const std::string text = "Hello World!";
    EXPECT_EQ(EncodeBase58({text.begin(), text.end()}), "2NEpo7TZRRrLZSi2U");
    EXPECT_EQ(EncodeBase58({0x00, 0x00, 0x28, 0x7f, 0xb4, 0xcd}), "11233QC4");
    EXPECT_EQ(EncodeBase58({}), "");
}
