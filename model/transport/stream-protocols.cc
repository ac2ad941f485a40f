/* SPDX-License-Identifier: GPL-2.0-only */
#include "stream-protocols.h"

#include "ns3/abort.h"

namespace ns3
{

uint32_t
StreamProtocols::Add(const std::string& id, StreamHandler& handler)
{
    NS_ABORT_MSG_IF(id.empty() || id.size() > MAX_ID_SIZE || id.find('\n') != std::string::npos,
                    "PeerConnectionManager: a protocol id is a line of 1 to "
                        << MAX_ID_SIZE << " bytes, not \"" << id << "\"");
    NS_ABORT_MSG_IF(GetN() == MAX_PROTOCOLS,
                    "PeerConnectionManager: a node speaks at most " << MAX_PROTOCOLS
                                                                    << " protocols");
    const uint32_t mark = ToMark(id);
    NS_ABORT_MSG_IF((GetN() > 0 && FindMark(mark) != NO_STREAM) || mark == ToMark(IDENTIFY_ID),
                    "PeerConnectionManager: the protocol id \""
                        << id << "\", or one of the same hash, is there already");
    m_protocols.push_back({id, mark, &handler});
    return GetN() - 1;
}

void
StreamProtocols::Clear()
{
    m_protocols.clear();
}

std::string
StreamProtocols::GetId(uint32_t stream) const
{
    return stream < GetN() ? m_protocols[stream].id : IDENTIFY_ID;
}

uint32_t
StreamProtocols::GetMark(uint32_t stream) const
{
    return stream < GetN() ? m_protocols[stream].mark : ToMark(IDENTIFY_ID);
}

uint32_t
StreamProtocols::FindId(const std::string& id) const
{
    for (uint32_t i = 0; i < GetN(); i++)
    {
        if (m_protocols[i].id == id)
        {
            return i;
        }
    }
    return IsMarking() && id == IDENTIFY_ID ? GetIdentifyStream() : NO_STREAM;
}

uint32_t
StreamProtocols::FindMark(uint32_t mark) const
{
    if (mark == NO_MARK)
    {
        return 0;
    }
    for (uint32_t i = 0; i < GetN(); i++)
    {
        if (m_protocols[i].mark == mark)
        {
            return i;
        }
    }
    static const uint32_t identify = ToMark(IDENTIFY_ID);
    return IsMarking() && mark == identify ? GetIdentifyStream() : NO_STREAM;
}

uint32_t
StreamProtocols::ToMark(const std::string& id)
{
    constexpr uint32_t OFFSET = 2166136261;
    constexpr uint32_t PRIME = 16777619;
    uint32_t hash = OFFSET;
    for (const char byte : id)
    {
        hash = (hash ^ static_cast<uint8_t>(byte)) * PRIME;
    }
    return hash == NO_MARK ? 1 : hash;
}

} // namespace ns3
