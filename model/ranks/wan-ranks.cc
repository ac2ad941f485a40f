/* SPDX-License-Identifier: GPL-2.0-only */
#include "wan-ranks.h"

#include "wan-packet-pieces.h"

#include "ns3/abort.h"
#include "ns3/simulator.h"

#ifdef NS3_MPI
#include "ns3/channel.h"
#include "ns3/mpi-interface.h"
#include "ns3/mpi-receiver.h"
#include "ns3/node-list.h"
#include "ns3/simulator-impl.h"

#include <algorithm>
#include <limits>
#include <memory>
#include <mpi.h>
#endif

namespace ns3
{

#ifdef NS3_MPI

namespace
{

/** \return whether ns-3's null message engine runs */
bool
IsNullMessageEngine()
{
    static const TypeId engine = TypeId::LookupByName("ns3::NullMessageSimulatorImpl");
    return Simulator::GetImplementation()->GetInstanceTypeId() == engine;
}

/// Largest packet, in bytes, that fits into a message of ns-3's engines: 2000 bytes with the
/// header.
constexpr uint32_t MAX_MESSAGE = 1940;
/// Bytes of each piece of a larger packet; fewer if it has too many byte tags for that.
constexpr uint32_t PIECE = 1500;

/// Cut a packet into pieces that fit into a message.
std::vector<Ptr<Packet>>
CutToFit(const Packet& packet)
{
    for (uint32_t bytes = PIECE;; bytes /= 2)
    {
        std::vector<Ptr<Packet>> pieces = PacketPieces::Cut(packet, bytes);
        const bool fits = std::all_of(pieces.begin(), pieces.end(), [](const Ptr<Packet>& piece) {
            return piece->GetSerializedSize() <= MAX_MESSAGE;
        });
        if (fits || bytes == 1)
        {
            return pieces;
        }
    }
}

/// Joins the packets that other ranks send to a device.
struct Receiver
{
    static void Receive(std::shared_ptr<Receiver> receiver, Ptr<Packet> packet)
    {
        if (const Ptr<Packet> whole = receiver->pieces.Join(packet))
        {
            receiver->receive(whole);
        }
    }

    PacketPieces pieces;
    Callback<void, Ptr<Packet>> receive;
};

} // namespace

bool
WanRanks::IsSupported()
{
    return true;
}

bool
WanRanks::IsEnabled()
{
    return MpiInterface::IsEnabled();
}

uint32_t
WanRanks::GetRank()
{
    return IsEnabled() ? MpiInterface::GetSystemId() : 0;
}

uint32_t
WanRanks::GetSize()
{
    return IsEnabled() ? MpiInterface::GetSize() : 1;
}

bool
WanRanks::IsLocal(const Node& node)
{
    return !IsEnabled() || node.GetSystemId() == MpiInterface::GetSystemId();
}

Time
WanRanks::GetLookAhead()
{
    Time lookAhead = Time::Max();
    for (uint32_t i = 0; i < NodeList::GetNNodes(); i++)
    {
        const Ptr<Node> node = NodeList::GetNode(i);
        for (uint32_t j = 0; j < node->GetNDevices(); j++)
        {
            const Ptr<NetDevice> device = node->GetDevice(j);
            const Ptr<Channel> channel = device->GetChannel();
            if (device->IsPointToPoint() && channel && channel->GetNDevices() == 2 &&
                channel->GetDevice(0)->GetNode()->GetSystemId() !=
                    channel->GetDevice(1)->GetNode()->GetSystemId())
            {
                TimeValue delay;
                channel->GetAttribute("Delay", delay);
                lookAhead = std::min(lookAhead, delay.Get());
            }
        }
    }
    NS_ABORT_MSG_IF(lookAhead == Time::Max(),
                    "WanRanks: no look-ahead is set, so packets between ranks would come too late: "
                    "call DistributedHelper::SetLookAhead");
    return lookAhead;
}

void
WanRanks::Send(Ptr<Packet> packet, Time delay, const NetDevice& device)
{
    if (IsNullMessageEngine())
    {
        // With a packet goes a promise that no other packet will be sent before the next event in
        // the queue. But the event that sends this packet may send more.
        Simulator::ScheduleNow([] {});
    }
    std::vector<Ptr<Packet>> pieces = {packet};
    if (packet->GetSerializedSize() > MAX_MESSAGE)
    {
        pieces = CutToFit(*packet);
    }
    for (const Ptr<Packet>& piece : pieces)
    {
        NS_ABORT_MSG_IF(piece->GetSerializedSize() > MAX_MESSAGE,
                        "WanRanks::Send: a piece of a packet takes "
                            << piece->GetSerializedSize() << " bytes with its tags; between ranks "
                            << MAX_MESSAGE << " are allowed");
        MpiInterface::SendPacket(piece,
                                 Simulator::Now() + delay,
                                 device.GetNode()->GetId(),
                                 device.GetIfIndex());
    }
}

void
WanRanks::Listen(Ptr<NetDevice> device, Callback<void, Ptr<Packet>> receive)
{
    Ptr<MpiReceiver> receiver = CreateObject<MpiReceiver>();
    auto joining = std::make_shared<Receiver>();
    joining->receive = receive;
    receiver->SetReceiveCallback(MakeBoundCallback(&Receiver::Receive, joining));
    device->AggregateObject(receiver);
}

std::vector<std::string>
WanRanks::Gather(const std::string& bytes)
{
    if (GetSize() == 1)
    {
        return {bytes};
    }
    const bool root = GetRank() == 0;
    const MPI_Comm communicator = MpiInterface::GetCommunicator();
    NS_ABORT_MSG_IF(bytes.size() > std::numeric_limits<int>::max(),
                    "WanRanks::Gather: " << bytes.size() << " bytes are too many for MPI");
    const int size = static_cast<int>(bytes.size());
    std::vector<int> sizes(root ? GetSize() : 0);
    MPI_Gather(&size, 1, MPI_INT, sizes.data(), 1, MPI_INT, 0, communicator);
    std::vector<int> places(sizes.size());
    int64_t total = 0;
    for (std::size_t rank = 0; rank < sizes.size(); rank++)
    {
        places[rank] = static_cast<int>(total);
        total += sizes[rank];
        NS_ABORT_MSG_IF(total > std::numeric_limits<int>::max(),
                        "WanRanks::Gather: " << total << " bytes are too many for MPI");
    }
    // Collective calls, not single messages: the engine receives every single message as a packet.
    std::string joined(static_cast<std::size_t>(total), '\0');
    MPI_Gatherv(bytes.data(),
                size,
                MPI_BYTE,
                joined.data(),
                sizes.data(),
                places.data(),
                MPI_BYTE,
                0,
                communicator);
    std::vector<std::string> all;
    for (std::size_t rank = 0; rank < sizes.size(); rank++)
    {
        all.push_back(joined.substr(places[rank], sizes[rank]));
    }
    return all;
}

#else

bool
WanRanks::IsSupported()
{
    return false;
}

bool
WanRanks::IsEnabled()
{
    return false;
}

uint32_t
WanRanks::GetRank()
{
    return 0;
}

uint32_t
WanRanks::GetSize()
{
    return 1;
}

bool
WanRanks::IsLocal(const Node&)
{
    return true;
}

Time
WanRanks::GetLookAhead()
{
    return Time::Max();
}

void
WanRanks::Send(Ptr<Packet>, Time, const NetDevice&)
{
    NS_ABORT_MSG("WanRanks::Send: ns-3 is built without MPI");
}

void
WanRanks::Listen(Ptr<NetDevice>, Callback<void, Ptr<Packet>>)
{
}

std::vector<std::string>
WanRanks::Gather(const std::string& bytes)
{
    return {bytes};
}

#endif

} // namespace ns3
