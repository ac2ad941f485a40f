/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_PLAINTEXT_BYTES_H
#define WAKU_PLAINTEXT_BYTES_H

#include <cstdint>
#include <string>
#include <vector>

namespace ns3
{

/// What two nodes of js-libp2p 2.10.0 (@libp2p/plaintext 2.0.29, @chainsafe/libp2p-yamux 7.0.4,
/// gossipsub 14.1.2) wrote on a connection of 127.0.0.1, in the pieces in which it came. The seed
/// of the dialler's key is 32 bytes of 2, that of the listener's 32 bytes of 1.
namespace js_libp2p
{

/// Dialler: /multistream/1.0.0, /plaintext/2.0.0.
const std::string DIALLER_SECURITY =
    "132f6d756c746973747265616d2f312e302e300a112f706c61696e746578742f322e302e300a";
/// Dialler: its key and peer id.
const std::string DIALLER_EXCHANGE =
    "4e0a260024080112208139770ea87d175f56a35466c34c7ecccb8d8a91b4ee37a25df60f5b8fc9b394122408011220"
    "8139770ea87d175f56a35466c34c7ecccb8d8a91b4ee37a25df60f5b8fc9b394";
/// Either: /multistream/1.0.0, /yamux/1.0.0.
const std::string MUXER = "132f6d756c746973747265616d2f312e302e300a0d2f79616d75782f312e302e300a";
/// Listener: the lines again, its key and peer id.
const std::string LISTENER_SECURITY =
    "132f6d756c746973747265616d2f312e302e300a112f706c61696e746578742f322e302e300a"
    "4e0a260024080112208a88e3dd7409f195fd52db2d3cba5d72ca6709bf1d94121bf3748801b40f6f5c122408011220"
    "8a88e3dd7409f195fd52db2d3cba5d72ca6709bf1d94121bf3748801b40f6f5c";
/// Dialler: opens stream 1 for Identify; answers stream 2, which the listener has opened for the
/// same, with its message and a FIN.
const std::string DIALLER_IDENTIFY =
    "000200010000000000000000000100010000000100000000000000000000000100000024132f6d756c746973747265"
    "616d2f312e302e300a0f2f697066732f69642f312e302e300a00020002000000000000000000010002000000020000"
    "0024000000000000000200000014132f6d756c746973747265616d2f312e302e300a0000000000000002000000100f"
    "2f697066732f69642f312e302e300a0000000000000002000000d7d5012a0a697066732f302e312e30321d6a732d6c"
    "69627032702f322e31302e30206e6f64652f32302e32302e320a24080112208139770ea87d175f56a35466c34c7ecc"
    "cb8d8a91b4ee37a25df60f5b8fc9b3942231047f00000106b3b2a503260024080112208a88e3dd7409f195fd52db2d"
    "3cba5d72ca6709bf1d94121bf3748801b40f6f5c1a0f2f666c6f6f647375622f312e302e301a0e2f697066732f6964"
    "2f312e302e301a0e2f6d6573687375622f312e302e301a0e2f6d6573687375622f312e312e301a0e2f6d6573687375"
    "622f312e322e30000100040000000200000000";
/// Dialler: opens stream 3 for /meshsub/1.2.0.
const std::string DIALLER_PUBSUB =
    "000100010000000300000000000000000000000300000024132f6d756c746973747265616d2f312e302e300a0f2f6d"
    "6573687375622f312e322e300a";

} // namespace js_libp2p

/// Bytes of hexadecimal digits.
inline std::vector<uint8_t>
FromHex(const std::string& digits)
{
    std::vector<uint8_t> bytes;
    for (std::size_t i = 0; i + 1 < digits.size(); i += 2)
    {
        bytes.push_back(static_cast<uint8_t>(std::stoul(digits.substr(i, 2), nullptr, 16)));
    }
    return bytes;
}

} // namespace ns3

#endif /* WAKU_PLAINTEXT_BYTES_H */
