/* SPDX-License-Identifier: GPL-2.0-only */
#include "pss-error.h"

namespace ns3
{

bool
DropsPssPeer(PssError error)
{
    return error >= PssError::BAD_FRAME;
}

const char*
GetPssErrorName(PssError error)
{
    switch (error)
    {
    case PssError::NONE:
        return "none";
    case PssError::EXPIRED:
        return "expired";
    case PssError::NO_RAW_HANDLER:
        return "no-raw-handler";
    case PssError::OWN_ADDRESS:
        return "own-address";
    case PssError::ADDRESS_TAKEN:
        return "address-taken";
    case PssError::TOO_MANY_KNOWN:
        return "too-many-known";
    case PssError::BAD_FRAME:
        return "bad-frame";
    case PssError::PACKET_TOO_LARGE:
        return "packet-too-large";
    case PssError::UNKNOWN_CODE:
        return "unknown-code";
    case PssError::BAD_HANDSHAKE:
        return "bad-handshake";
    case PssError::BAD_PEERS:
        return "bad-peers";
    case PssError::BAD_DEPTH:
        return "bad-depth";
    case PssError::BAD_MESSAGE:
        return "bad-message";
    case PssError::NO_HANDSHAKE:
        return "no-handshake";
    case PssError::SECOND_HANDSHAKE:
        return "second-handshake";
    case PssError::HANDSHAKE_TIMEOUT:
        return "handshake-timeout";
    case PssError::NETWORK_MISMATCH:
        return "network-mismatch";
    case PssError::VERSION_MISMATCH:
        return "version-mismatch";
    case PssError::BAD_CAPABILITIES:
        return "bad-capabilities";
    }
    return "unknown";
}

} // namespace ns3
